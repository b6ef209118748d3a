"""What people start from: each page of the menu, as each role that sees it."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from allauth.mfa.models import Authenticator
from django.urls import reverse
from playwright.sync_api import Page

from mumpuni.assessment.models import Provider
from mumpuni.people.models import Account, Agency, Person, Role, RoleGrant
from mumpuni.ui import navigation

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture
def account_for(transactional_db: None) -> Callable[[str], Account]:
    """An account of one role, with the second factor that deciding roles need."""

    def make(role: str) -> Account:
        agency = Agency.objects.create(name="Kementerian Contoh", kind="kementerian")
        person = Person.objects.create(name="Rini Wulandari", sex="P")
        account = Account.objects.create_user(f"{role}@contoh.go.id", "rahasia-sekali-1", name="Rini Wulandari")
        account.person = person
        account.save()
        scoped: dict[str, Any] = {}
        if role in (Role.AGENCY_HR, Role.PPK):
            scoped = {"scope_kind": "agency", "agency": agency}
        elif role == Role.ASSESSMENT_STAFF:
            provider = Provider.objects.create(name="UPT Penilaian Contoh", agency=agency)
            scoped = {"scope_kind": "provider", "scope_id": provider.pk}
        RoleGrant.objects.create(account=account, role=role, starts_on="2026-01-01", reason="uji", **scoped)
        Authenticator.objects.create(user=account, type=Authenticator.Type.TOTP, data={"secret": "uji"})
        return account

    return make


def _first_to_see(entry: navigation.Entry) -> str:
    return next((role for role in Role.values if not entry.roles or role in entry.roles), "")


@pytest.mark.parametrize("role", Role.values)
def test_pages_of_the_menu_are_accessible_at_both_sizes(
    open_page: Callable[..., Page],
    live_server: Any,
    sign_in: Callable[..., None],
    axe: Callable[[Page], list[str]],
    wide_overflow: Callable[[Page], int],
    screenshot: Callable[..., Path],
    account_for: Callable[[str], Account],
    role: str,
) -> None:
    account = account_for(role)
    wrong: dict[str, list[str]] = {}
    for phone, dark in ((False, False), (True, True)):
        page = open_page(phone=phone, dark=dark)
        sign_in(page, account)
        for group in navigation.MENU:
            for entry in group.entries:
                if not entry.seen_by(account):
                    continue
                # A list is looked at once per size, the home page for each role; the matrix asks everybody for all.
                if role != _first_to_see(entry) and entry.url_name != "ui:home":
                    continue
                answer = page.goto(live_server.url + reverse(entry.url_name))
                name = f"{entry.url_name.replace(':', '-')}-{role}-{'360' if phone else '1280'}"
                screenshot(page, name)
                found = axe(page)
                if answer is None or answer.status != 200:
                    found.append(f"status {answer.status if answer else '-'}")
                if wide_overflow(page):
                    found.append(f"{wide_overflow(page)} px too wide")
                if found:
                    wrong[name] = found
    assert wrong == {}


def test_the_landing_page_offers_verification(
    phone: Page, live_server: Any, axe: Callable[[Page], list[str]], screenshot: Callable[..., Path]
) -> None:
    phone.goto(live_server.url)
    phone.get_by_label("Nomor atau kode sertifikat").fill("AAAA-AAAA-AAAA")
    screenshot(phone, "landing-product-360")
    assert axe(phone) == []
    phone.get_by_role("button", name="Periksa").click()
    phone.wait_for_url("**/verifikasi/?q=AAAA-AAAA-AAAA")
    assert axe(phone) == []
    phone.set_viewport_size({"width": 1280, "height": 800})
    phone.goto(live_server.url)
    screenshot(phone, "landing-product-1280")

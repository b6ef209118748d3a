"""Readers look through the register of SKK-PDN, in a real browser."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from tests.browser.screens import EACH_SCREEN
from tests.people import factories as people
from tests.standards.factories import bpsdm, fill, make_version, publish

pytestmark = pytest.mark.django_db(transaction=True)


@EACH_SCREEN
def test_the_register_is_accessible_and_fits_its_window(
    open_page: Callable[..., Page],
    live_server: Any,
    sign_in: Callable[..., None],
    axe: Callable[[Page], list[str]],
    wide_overflow: Callable[[Page], int],
    screenshot: Callable[..., Path],
    dark: bool,
    phone: bool,
) -> None:
    version, draft = make_version(title="Kepala Bidang Mutasi dan Promosi"), make_version()
    fill(version, core=3)
    publish(version)
    fill(draft)
    page = open_page(phone=phone, dark=dark)
    sign_in(page, bpsdm())
    wrong = {}
    for name, address in {
        "list": "/skk-pdn/",
        "standard": f"/skk-pdn/{version.standard_id}/",
        "draft": f"/skk-pdn/{draft.standard_id}/",
        "search": "/skk-pdn/cari/?q=langkah",
        "none": "/skk-pdn/cari/?q=AP.001.UK-I.1",
    }.items():
        page.goto(f"{live_server.url}{address}")
        screenshot(page, f"skk-{name}-{'dark' if dark else 'light'}-{'360' if phone else '1280'}")
        found = axe(page) + ([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])
        if found:
            wrong[name] = found
    assert wrong == {}


def test_a_reader_finds_a_unit_by_a_word_of_its_criteria_and_opens_its_standard(
    open_page: Callable[..., Page], live_server: Any, sign_in: Callable[..., None]
) -> None:
    version = make_version()
    fill(version)
    publish(version)
    page = open_page(scripts=False)
    sign_in(page, people.account("participant"))
    page.goto(f"{live_server.url}/skk-pdn/")
    page.get_by_role("link", name="Cari dalam naskah").click()
    page.get_by_label("Kata atau kode").fill("prosedur")
    page.get_by_role("main").get_by_role("button", name="Cari").click()
    expect(page.locator("mark").first).to_have_text("prosedur")
    page.get_by_role("link", name="Menyusun Rencana Mutasi 1").click()
    expect(page.get_by_role("heading", name="Kepala Bidang Mutasi", level=1)).to_be_visible()

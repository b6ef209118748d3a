"""Signing in and keeping people, in a real browser: accessible, at both sizes, under the content policy."""

import re
from datetime import date

import pytest
from django.core.cache import cache
from django.test import override_settings
from django.urls import reverse
from playwright.sync_api import expect

from mumpuni.audit import services as audit
from mumpuni.people import services as people
from mumpuni.regulations import decide
from tests.people import factories

pytestmark = pytest.mark.django_db(transaction=True)


@pytest.fixture(autouse=True)
def _fresh_counters():
    cache.clear()


@pytest.fixture
def scene(transactional_db):
    agency = factories.agency("Pemerintah Kabupaten Sleman")
    organiser = factories.account("organiser", email="organiser@contoh.go.id")
    person = people.register_person(
        actor=organiser,
        identity=("nip", "198005052005011001"),
        agency=agency,
        name="Budi Santoso",
        front_title="Dr.",
        back_title="S.H., M.Si.",
        sex="L",
        birth_date=date(1980, 5, 5),
        position=people.Post(agency, "Kepala Bidang Mutasi", "administrator", unit="Badan Kepegawaian"),
    )
    people.add_education(actor=organiser, person=person, degree="magister", field="Hukum", year=2008)
    double = factories.person("BUDI SANTOSO", kind="nik", number="3404050505800001", birth_date=date(1980, 5, 5))
    office = factories.office(at=agency)
    factories.holder(office, person)
    return {
        "agency": agency,
        "organiser": organiser,
        "admin": factories.account("system-admin"),
        "person": person,
        "double": double,
        "office": office,
    }


def urls(scene):
    person, office = scene["person"].pk, scene["office"].pk
    yield "organiser", "orang-daftar", reverse("people:person_list")
    yield "organiser", "orang", reverse("people:person", args=[person])
    yield "organiser", "orang-tambah", reverse("people:person_add")
    yield "organiser", "orang-ganda", reverse("people:duplicates")
    yield "organiser", "orang-gabung", reverse("people:merge", args=[person, scene["double"].pk])
    yield "organiser", "instansi-daftar", reverse("people:agency_list")
    yield "organiser", "instansi", reverse("people:agency", args=[scene["agency"].pk])
    yield "organiser", "pejabat", reverse("people:office", args=[office])
    yield "organiser", "profil", reverse("people:profile")
    yield "admin", "pengguna-daftar", reverse("people:account_list")
    yield "admin", "pengguna", reverse("people:account", args=[scene["organiser"].pk])
    yield "admin", "peran-beri", reverse("people:grant", args=[scene["organiser"].pk])
    yield "admin", "audit-daftar", reverse("audit:event_list")


@pytest.mark.parametrize("small", [False, True], ids=["desktop", "phone"])
def test_pages_are_accessible_and_fit(open_page, live_server, sign_in, scene, axe, wide_overflow, screenshot, small):
    wrong = {}
    for role in ("organiser", "admin"):
        page = open_page(phone=small)
        sign_in(page, scene[role])
        for who, name, url in urls(scene):
            if who != role:
                continue
            page.goto(live_server.url + url)
            screenshot(page, f"{name}-{'phone' if small else 'desktop'}")
            if found := [*axe(page), *([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])]:
                wrong[name] = found
    assert wrong == {}


@pytest.mark.parametrize("small", [False, True], ids=["desktop", "phone"])
def test_the_auditor_reads_the_ground_of_a_verdict(
    open_page, live_server, sign_in, scene, axe, wide_overflow, screenshot, small
):
    facts = {"asn": True, "manages_asn": False, "pik_graduate": False}
    stored = audit.keep(None, decide("bkn-7-2020/participant", facts, on=date(2026, 11, 23)), facts, scene["person"])
    event = audit.record(None, "people.person.changed", scene["person"], decision=stored)
    page = open_page(phone=small)
    sign_in(page, scene["admin"])
    page.goto(live_server.url + reverse("audit:event", args=[event.pk]))
    basis = page.locator("details.legal-basis")
    expect(basis).to_contain_text("Pasal 1 angka 16")
    screenshot(page, f"dasar-hukum-{'phone' if small else 'desktop'}")
    assert axe(page) == []
    assert wide_overflow(page) == 0
    basis.locator("summary").focus()
    page.keyboard.press("Enter")
    expect(basis.locator(".legal-basis-body")).to_be_hidden()


def test_an_invited_signatory_opens_the_account_and_sets_up_the_second_factor(
    open_page, live_server, scene, axe, screenshot
):
    account = people.invite(actor=scene["admin"], email="budi@contoh.go.id", name="Budi", person=scene["person"])
    people.grant_role(actor=scene["admin"], account=account, role="signatory", reason="Kep. 1")
    page = open_page()
    link = people.invitation_link(account)
    page.goto(live_server.url + link[link.index("/undangan/") :])
    assert axe(page) == []
    page.get_by_label("Kata sandi baru").fill(factories.PASSWORD)
    page.get_by_label("Ulangi kata sandi").fill(factories.PASSWORD)
    page.get_by_role("button", name="Simpan kata sandi").click()
    expect(page.get_by_role("heading", name="Masuk")).to_be_visible()
    screenshot(page, "masuk")
    assert axe(page) == []
    page.get_by_label("NIP atau surel").fill("19800505 200501 1 001")
    page.get_by_label("Kata sandi").fill(factories.PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    expect(page.get_by_role("heading", name="Pasang faktor kedua")).to_be_visible()
    screenshot(page, "faktor-kedua")
    assert axe(page) == []
    page.get_by_role("link", name="Aplikasi autentikator").click()
    page.get_by_label("Kata sandi").fill(factories.PASSWORD)
    page.get_by_role("button", name="Lanjutkan").click()
    screenshot(page, "autentikator")
    assert axe(page) == []
    page.get_by_label("Kode", exact=True).fill(factories.code(page.get_by_label("Kunci").input_value()))
    page.get_by_role("button", name="Pasang").click()
    expect(page.get_by_role("heading", name="Kode pemulihan")).to_be_visible()
    assert axe(page) == []
    page.get_by_role("link", name="Selesai").click()
    expect(page).to_have_url(re.compile(r"/$"))


@override_settings(MFA_WEBAUTHN_ALLOW_INSECURE_ORIGIN=True)
def test_a_passkey_added_once_opens_the_account_without_a_password(open_page, live_server, scene, axe):
    page = open_page()
    chrome = page.context.new_cdp_session(page)
    chrome.send("WebAuthn.enable")
    key = {
        "protocol": "ctap2",
        "transport": "internal",
        "hasResidentKey": True,
        "hasUserVerification": True,
        "isUserVerified": True,
        "automaticPresenceSimulation": True,
    }
    chrome.send("WebAuthn.addVirtualAuthenticator", {"options": key})
    site = live_server.url.replace("127.0.0.1", "localhost")
    account = factories.account("participant", person=factories.person("Sri"))
    page.goto(site + reverse("account_login"))
    page.get_by_label("NIP atau surel").fill(account.email)
    page.get_by_label("Kata sandi").fill(factories.PASSWORD)
    page.get_by_role("button", name="Masuk", exact=True).click()
    page.goto(site + reverse("mfa_add_webauthn"))
    page.get_by_label("Kata sandi").fill(factories.PASSWORD)
    page.get_by_role("button", name="Lanjutkan").click()
    assert axe(page) == []
    page.get_by_label("Nama kunci").fill("Laptop kantor")
    page.get_by_label("Dapat dipakai masuk tanpa kata sandi").check()
    page.get_by_role("button", name="Tambah").click()
    expect(page.get_by_role("heading", name="Kode pemulihan")).to_be_visible()
    page.context.clear_cookies()
    page.goto(site + reverse("account_login"))
    page.get_by_role("button", name="Masuk dengan kunci sandi").click()
    page.wait_for_url(site + "/")
    page.goto(site + reverse("people:profile"))
    expect(page.get_by_text("Laptop kantor")).to_be_visible()

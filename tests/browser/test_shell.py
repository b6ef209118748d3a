"""The shell in a real browser: accessible, by keyboard, at both sizes, in both themes."""

from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, expect

from mumpuni.people.models import Account, Agency, RoleGrant
from mumpuni.ui import home, navigation
from tests.browser.screens import EACH_SCREEN

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.ui.urls")]

PAGES = {
    "landing": "/",
    "guide": "/panduan/penguji/",
    "not-found": "/tidak/ada/",
    "refused": "/uji/ditolak/",
    "form": "/uji/formulir/",
    "components": "/uji/komponen/",
    "grid": "/uji/kisi/",
    "confirm": "/uji/hapus/",
}
PAGES_SIGNED_IN = {"home": "/", "list": "/uji/daftar/", "guide-index": "/panduan/"}


@pytest.fixture(autouse=True)
def _shell_alone(monkeypatch: pytest.MonkeyPatch) -> None:
    monkeypatch.setattr(navigation, "MENU", navigation.MENU[:1])
    monkeypatch.setattr(home, "_sources", [])


@pytest.fixture
def auditor(transactional_db: None) -> Account:
    account = Account.objects.create_user("rini@contoh.go.id", "rahasia-sekali-1", name="Rini Wulandari")
    RoleGrant.objects.create(account=account, role="auditor", starts_on="2026-01-01", reason="uji")
    return account


@pytest.fixture
def agencies(transactional_db: None) -> None:
    kinds = ["kementerian", "provinsi", "kabupaten-kota"]
    Agency.objects.bulk_create(
        Agency(name=f"Pemerintah Kabupaten Contoh {number:03}", short_name=f"Contoh {number}", kind=kinds[number % 3])
        for number in range(1, 61)
    )


@pytest.fixture
def cards(monkeypatch: pytest.MonkeyPatch) -> None:
    made = [
        home.Card("Setujui 40 sertifikat", "Musim 2026, batas 30 November 2026.", "/uji/", "Buka daftar", tone="next"),
        home.Card("Usulan belum diperiksa", "Dari 12 instansi.", "/uji/", "Periksa usulan", figure="128"),
        home.Card("Nama belum dipastikan", "Ingatkan pesertanya.", "/uji/", "Lihat", tone="warn", figure="17"),
        home.Card("Sertifikat terbit", "Semua sudah dikirim.", "/uji/", "Buka register", tone="good", figure="1.204"),
    ]
    monkeypatch.setattr(home, "_sources", [lambda actor: made])


@EACH_SCREEN
def test_shell_pages_are_accessible_and_fit_their_window(
    open_page: Callable[..., Page],
    live_server: Any,
    sign_in: Callable[..., None],
    axe: Callable[[Page], list[str]],
    wide_overflow: Callable[[Page], int],
    screenshot: Callable[..., Path],
    auditor: Account,
    agencies: None,
    cards: None,
    dark: bool,
    phone: bool,
) -> None:
    page = open_page(phone=phone, dark=dark)
    wrong = {}
    for signed_in, pages in ((False, PAGES), (True, PAGES_SIGNED_IN)):
        if signed_in:
            sign_in(page, auditor)
        for name, address in pages.items():
            page.goto(live_server.url + address)
            screenshot(page, f"{name}-{'dark' if dark else 'light'}-{'360' if phone else '1280'}")
            found = axe(page) + ([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])
            if found:
                wrong[name] = found
    assert wrong == {}


def test_a_keyboard_reaches_the_content_first_and_every_menu(
    page: Page, live_server: Any, sign_in: Callable[..., None], auditor: Account, cards: None
) -> None:
    sign_in(page, auditor)
    page.goto(live_server.url)
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Langsung ke isi")).to_be_focused()
    page.keyboard.press("Enter")
    page.keyboard.press("Tab")
    expect(page.get_by_role("link", name="Buka daftar")).to_be_focused()
    summary = page.locator("summary", has_text="Rini Wulandari")
    summary.focus()
    page.keyboard.press("Enter")
    expect(page.get_by_role("button", name="Keluar")).to_be_visible()
    page.keyboard.press("Escape")
    expect(page.get_by_role("button", name="Keluar")).to_be_hidden()
    expect(summary).to_be_focused()


def test_theme_and_language_change_without_scripts(open_page: Callable[..., Page], live_server: Any) -> None:
    page = open_page(scripts=False)
    page.goto(live_server.url + "/panduan/")
    page.locator("summary", has_text="Tampilan").click()
    page.get_by_role("button", name="Gelap").click()
    expect(page).to_have_url(live_server.url + "/panduan/")
    assert page.locator("html").get_attribute("data-bs-theme") == "dark"
    page.locator("summary", has_text="Tampilan").click()
    page.get_by_role("button", name="English").click()
    assert page.locator("html").get_attribute("lang") == "en"


def test_a_list_narrows_while_typing_and_keeps_the_address(
    page: Page, live_server: Any, sign_in: Callable[..., None], auditor: Account, agencies: None
) -> None:
    sign_in(page, auditor)
    page.goto(live_server.url + "/uji/daftar/")
    page.get_by_role("searchbox").press_sequentially("contoh 007")
    expect(page.get_by_text("Satu baris")).to_be_visible()
    expect(page.locator("tbody tr")).to_have_count(1)
    assert "q=contoh%20007" in page.url
    page.get_by_label("Jenis").select_option("kementerian")
    expect(page.get_by_role("heading", name="Tidak ada yang cocok")).to_be_visible()
    page.get_by_role("link", name="Tampilkan semua").click()
    expect(page.locator("tbody tr")).to_have_count(25)


def test_on_a_phone_each_row_is_a_card_with_its_labels(
    phone: Page, live_server: Any, sign_in: Callable[..., None], auditor: Account, agencies: None
) -> None:
    sign_in(phone, auditor)
    phone.goto(live_server.url + "/uji/daftar/")
    cell = phone.locator("tbody td").nth(1)
    assert cell.evaluate("one => getComputedStyle(one, '::before').content") == '"Nama pendek"'
    assert cell.evaluate("one => getComputedStyle(one).display") == "grid"
    phone.locator("summary", has_text="Menu").click()
    expect(phone.get_by_role("link", name="Beranda")).to_be_visible()


def test_a_refused_form_keeps_what_was_typed_and_leads_to_the_field(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/uji/formulir/")
    page.get_by_label("Nama lengkap").fill("Rini")
    page.get_by_role("button", name="Simpan").click()
    alert = page.get_by_role("alert")
    expect(alert).to_contain_text("isian perlu diperbaiki")
    expect(page.get_by_label("Nama lengkap")).to_have_value("Rini")
    alert.get_by_role("link", name="Jenis kelamin").click()
    expect(page.locator("#id_sex_0")).to_be_in_viewport()


def test_a_saved_form_says_so_in_a_live_region(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/uji/formulir/")
    page.get_by_label("Nama lengkap").fill("Rini")
    page.get_by_label("Tanggal lahir").fill("1990-05-17")
    page.get_by_label("Jenis instansi").select_option("kementerian")
    page.get_by_label("Perempuan").check()
    page.get_by_label("Data ini sudah saya periksa").check()
    page.get_by_role("button", name="Simpan").click()
    toast = page.locator("#toasts")
    expect(toast).to_contain_text("Instansi tersimpan.")
    toast.get_by_role("button", name="Tutup pesan").click()
    expect(toast).not_to_contain_text("Instansi tersimpan.")


def test_a_dangerous_act_asks_in_a_dialog_and_does_nothing_when_left(
    page: Page, live_server: Any, axe: Callable[[Page], list[str]], screenshot: Callable[..., Path]
) -> None:
    page.goto(live_server.url + "/uji/komponen/")
    page.get_by_role("link", name="Cabut").click()
    dialog = page.get_by_role("dialog", name="Cabut sertifikat?")
    expect(dialog).to_be_visible()
    screenshot(page, "dialog", full=False)
    assert axe(page) == []
    dialog.get_by_role("link", name="Batal").click()
    expect(page.get_by_role("link", name="Cabut")).to_be_focused()
    page.keyboard.press("Enter")
    dialog.get_by_label("Alasan").fill(" " * 12)
    dialog.get_by_role("button", name="Cabut").click()
    expect(page.get_by_role("alert")).to_contain_text("Alasan")
    page.get_by_label("Alasan").fill("Nama pada sertifikat keliru")
    page.get_by_role("button", name="Cabut").click()
    expect(page.locator("#toasts")).to_contain_text("Nama pada sertifikat keliru")


def test_progress_is_followed_until_it_ends(page: Page, live_server: Any) -> None:
    page.goto(live_server.url + "/uji/kemajuan/")
    expect(page.get_by_text("1 dari 4")).to_be_visible()
    expect(page.get_by_role("link", name="Buka hasilnya")).to_be_visible(timeout=8000)
    asked: list[str] = []
    page.on("request", lambda request: asked.append(request.url))
    page.wait_for_timeout(1500)
    assert asked == []


def test_the_500_page_wears_the_dress(page: Page, live_server: Any, axe: Callable[[Page], list[str]]) -> None:
    page.goto(live_server.url + "/uji/rusak/")
    expect(page.get_by_text("Nomor kejadian")).to_be_visible()
    assert axe(page) == []


def test_a_list_says_so_when_the_server_fails_while_typing(
    page: Page, live_server: Any, sign_in: Callable[..., None], auditor: Account, agencies: None
) -> None:
    sign_in(page, auditor)
    page.goto(live_server.url + "/uji/daftar/")
    page.route("**/uji/daftar/?q=*", lambda route: route.fulfill(status=500, body="rusak"))
    page.get_by_role("searchbox").press_sequentially("x")
    expect(page.locator("#toasts")).to_contain_text("Tidak berhasil")
    expect(page.locator("tbody tr")).to_have_count(25)


def test_an_ended_session_leads_to_sign_in_and_back(
    page: Page, live_server: Any, sign_in: Callable[..., None], auditor: Account, agencies: None
) -> None:
    sign_in(page, auditor)
    page.goto(live_server.url + "/uji/daftar/")
    page.context.clear_cookies()
    page.get_by_role("searchbox").press_sequentially("x")
    page.wait_for_url("**/akun/login/?next=%2Fuji%2Fdaftar%2F")

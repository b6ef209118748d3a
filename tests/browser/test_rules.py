"""A stranger asks the rules, in a real browser."""

import base64
import importlib
import json
from collections.abc import Callable
from pathlib import Path
from typing import Any

import pytest
from playwright.sync_api import Page, Request, expect

from tests.browser.screens import EACH_SCREEN
from tests.rules import examples
from tests.rules.test_pages import FACTS, READINGS

pytestmark = pytest.mark.django_db(transaction=True)
ADDRESS = f"/aturan/{examples.ID}/"


@pytest.fixture(autouse=True)
def whole(monkeypatch: pytest.MonkeyPatch) -> str:
    module = importlib.import_module("mumpuni.regulations.readings")
    monkeypatch.setattr(module, "_READINGS", module.loads("panduan-2019", READINGS))
    return examples.enter(monkeypatch)


def link_of(facts: Any) -> str:
    return "#fakta=" + base64.urlsafe_b64encode(json.dumps(facts).encode()).decode().rstrip("=")


@EACH_SCREEN
def test_the_pages_of_the_rules_are_accessible_and_fit_their_window(
    open_page: Callable[..., Page],
    live_server: Any,
    axe: Callable[[Page], list[str]],
    wide_overflow: Callable[[Page], int],
    screenshot: Callable[..., Path],
    dark: bool,
    phone: bool,
) -> None:
    page = open_page(phone=phone, dark=dark)
    wrong = {}

    def look(name: str) -> None:
        screenshot(page, f"rules-{name}-{'dark' if dark else 'light'}-{'360' if phone else '1280'}")
        found = axe(page) + ([f"{wide_overflow(page)} px too wide"] if wide_overflow(page) else [])
        if found:
            wrong[name] = found

    for name, address in {
        "list": "/aturan/",
        "none": "/aturan/?q=tidak+ada",
        "catalogues": "/aturan/katalog/",
        "catalogue": "/aturan/katalog/panduan-2019/units-pengawas/",
        "readings": "/aturan/tafsir/",
        "editions": "/aturan/edisi/",
        "blank": ADDRESS,
        "team": "/aturan/bkn-26-2019/team/",
    }.items():
        page.goto(live_server.url + address)
        look(name)
    page.get_by_role("button", name="Putuskan", exact=True).last.click()
    expect(page.get_by_role("alert").filter(has_text="perlu diperbaiki")).to_be_focused()
    look("wrong")
    page.goto(live_server.url + "/aturan/")
    page.goto(live_server.url + ADDRESS + link_of(examples.facts()))
    expect(page.get_by_role("button", name="Salin tautan")).to_be_visible()
    look("decided")
    page.goto(live_server.url + "/aturan/")
    page.goto(live_server.url + ADDRESS + "#fakta=%7Brusak")
    expect(page.get_by_text("Tautan ini tidak lengkap atau rusak")).to_be_visible()
    look("broken")
    assert wrong == {}


def test_a_stranger_decides_by_keyboard_and_shares_the_decision(
    open_page: Callable[..., Page], live_server: Any
) -> None:
    page = open_page(permissions=["clipboard-read", "clipboard-write"])
    asked: list[Request] = []
    page.on("request", lambda request: asked.append(request))
    page.goto(live_server.url)
    page.get_by_role("main").get_by_role("link", name="Aturan").click()
    page.get_by_role("searchbox").press_sequentially("contoh-l")
    expect(page.get_by_text("Satu aturan")).to_be_visible()
    page.get_by_role("link", name="Contoh lengkap").click()
    expect(page.get_by_role("heading", name="Contoh lengkap")).to_be_visible()
    page.get_by_label("Jabatan").select_option("administrator")
    page.get_by_label("Hari pertama pelaksanaan").fill("2026-11-22")
    page.get_by_label("Jumlah hari").fill("2,5")
    page.get_by_role("switch", name="Bersifat rahasia").press("Space")
    page.get_by_role("button", name="Tambah Anggota", exact=True).press("Enter")
    name = page.get_by_role("group", name="Anggota 1", exact=True).get_by_label("Nama")
    expect(name).to_be_focused()
    page.keyboard.type("Ani")
    page.keyboard.press("Tab")
    page.keyboard.press("Space")
    page.get_by_role("button", name="Tambah Standar yang dipersyaratkan").press("Enter")
    expect(page.get_by_label("Nama 1")).to_be_focused()
    page.keyboard.type("Integritas")
    page.keyboard.press("Tab")
    page.keyboard.type("3")
    page.keyboard.press("Enter")
    verdict = page.get_by_role("region", name="Putusan")
    expect(verdict.get_by_role("heading", name="memenuhi ketentuan")).to_be_focused()
    expect(verdict).to_contain_text("Panduan Pelatihan dan Sertifikasi 2019 Kelas")
    expect(verdict).to_contain_text(examples.SEATS.quote)
    expect(verdict).to_contain_text("1 anggota dari 3")
    said = verdict.inner_text()
    verdict.get_by_role("button", name="Salin tautan").click()
    expect(verdict.get_by_role("button", name="Tersalin")).to_be_visible()
    link = page.evaluate("() => navigator.clipboard.readText()")
    assert link == page.url
    assert "#fakta=" in link

    other = open_page()
    other.on("request", lambda request: asked.append(request))
    other.goto(link)
    expect(other.get_by_role("region", name="Putusan")).to_contain_text("Memenuhi ketentuan")
    expect(other.get_by_role("region", name="Putusan").get_by_role("button", name="Salin tautan")).to_be_visible()
    assert other.get_by_role("region", name="Putusan").inner_text() == said.replace("Tersalin", "Salin tautan")
    expect(other.get_by_role("group", name="Anggota 1", exact=True).get_by_label("Nama")).to_have_value("Ani")
    assert [one.url for one in asked if "fakta" in one.url.partition("#")[0]] == []
    assert [one.headers["referer"] for one in asked if "fakta" in one.headers.get("referer", "")] == []


def test_a_link_written_by_hand_and_one_after_another(page: Page, live_server: Any) -> None:
    page.goto(f"{live_server.url}{ADDRESS}#fakta={json.dumps(FACTS)}&pada=2026-11-22")
    expect(page.get_by_label("Keadaan per tanggal")).to_have_value("2026-11-22")
    expect(page.get_by_role("region", name="Putusan")).to_be_visible()
    page.evaluate("(mark) => { location.hash = mark }", link_of({**FACTS, "members": [], "days": "7"}))
    expect(page.get_by_label("Jumlah hari")).to_have_value("7")
    expect(page.get_by_role("group", name="Anggota 1", exact=True)).to_have_count(0)
    page.get_by_label("Jumlah hari").fill("nol")
    page.get_by_role("button", name="Putuskan", exact=True).last.click()
    expect(page.get_by_role("alert").filter(has_text="Harus bilangan, misalnya 2,5.")).to_be_visible()
    expect(page.get_by_label("Jumlah hari")).to_have_value("nol")
    page.wait_for_function("!location.hash")
    assert "#" not in page.url
    page.get_by_role("link", name="Jumlah hari").click()
    expect(page.get_by_label("Jumlah hari")).to_be_in_viewport()


@pytest.mark.parametrize("mark", ["", "%%%", "e30x!", "W10", "IiI", "%7Bx", "gICA"])
def test_a_broken_link_says_so_and_asks_nothing(page: Page, live_server: Any, mark: str) -> None:
    sent: list[str] = []
    page.on("request", lambda request: sent.append(request.method))
    page.goto(f"{live_server.url}{ADDRESS}#fakta={mark}")
    expect(page.get_by_role("alert").filter(has_text="Tautan ini tidak lengkap atau rusak")).to_be_visible()
    assert "POST" not in sent


def test_everything_works_without_scripts(open_page: Callable[..., Page], live_server: Any) -> None:
    page = open_page(scripts=False)
    page.goto(live_server.url + ADDRESS)
    page.get_by_label("Jabatan").select_option("administrator")
    page.get_by_label("Hari pertama pelaksanaan").fill("2026-11-22")
    page.get_by_label("Jumlah hari").fill("1")
    page.get_by_role("button", name="Tambah Pengamat tiap assessee").click()
    page.get_by_role("button", name="Tambah Pengamat tiap assessee 1").click()
    page.get_by_label("Pengamat tiap assessee 1 1").fill("Citra")
    page.get_by_role("button", name="Hapus Pengamat tiap assessee 1", exact=True).click()
    expect(page.get_by_label("Jumlah hari")).to_have_value("1")
    page.get_by_role("button", name="Putuskan", exact=True).last.click()
    expect(page.get_by_role("region", name="Putusan")).to_contain_text("Memenuhi ketentuan")
    expect(page.get_by_role("button", name="Salin tautan")).to_be_hidden()


def test_too_often_keeps_what_was_typed(page: Page, live_server: Any, settings: Any) -> None:
    page.goto(live_server.url + ADDRESS)
    page.get_by_label("Jumlah hari").fill("12")
    settings.MUMPUNI_RULES_PER_MINUTE = 1
    decide = page.get_by_role("button", name="Putuskan", exact=True).last
    decide.click()
    decide.click()
    expect(page.get_by_role("alert").filter(has_text="Terlalu banyak permintaan")).to_be_visible()
    expect(page.get_by_label("Jumlah hari")).to_have_value("12")

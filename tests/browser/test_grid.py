"""The keyboard grid: a spreadsheet's keys, and a plain form without scripts."""

from collections.abc import Callable
from typing import Any

import pytest
from playwright.sync_api import Locator, Page, expect

pytestmark = [pytest.mark.django_db(transaction=True), pytest.mark.urls("tests.ui.urls")]

PASTE = """(cell, text) => {
  const data = new DataTransfer();
  data.setData("text/plain", text);
  cell.dispatchEvent(new ClipboardEvent("paste", {clipboardData: data, bubbles: true, cancelable: true}));
}"""
COPY = """(cell) => {
  const data = new DataTransfer();
  cell.dispatchEvent(new ClipboardEvent("copy", {clipboardData: data, bubbles: true, cancelable: true}));
  return data.getData("text/plain");
}"""


@pytest.fixture
def grid(page: Page, live_server: Any) -> Page:
    page.goto(live_server.url + "/uji/kisi/")
    expect(page.locator("#kisi[data-started]")).to_be_visible()
    return page


def verdict(page: Page, row: int, unit: int) -> Locator:
    return page.get_by_label(f"Peserta {row}, unit {unit}")


def test_k_and_b_write_a_verdict_and_move_on(grid: Page) -> None:
    verdict(grid, 1, 1).focus()
    grid.keyboard.press("k")
    expect(verdict(grid, 1, 2)).to_be_focused()
    grid.keyboard.press("b")
    expect(grid.get_by_label("Catatan peserta 1")).to_be_focused()
    assert (verdict(grid, 1, 1).input_value(), verdict(grid, 1, 2).input_value()) == ("1", "0")
    expect(grid.locator("td.grid-changed")).to_have_count(2)


def test_arrows_and_enter_move_between_cells(grid: Page) -> None:
    verdict(grid, 1, 1).focus()
    for key, expected in [
        ("ArrowRight", verdict(grid, 1, 2)),
        ("ArrowDown", verdict(grid, 2, 2)),
        ("ArrowLeft", verdict(grid, 2, 1)),
        ("Enter", verdict(grid, 3, 1)),
        ("Shift+Enter", verdict(grid, 2, 1)),
        ("Control+Home", verdict(grid, 1, 1)),
        ("End", grid.get_by_label("Catatan peserta 1")),
        ("Control+End", grid.get_by_label("Catatan peserta 3")),
        ("ArrowDown", grid.get_by_label("Catatan peserta 3")),
    ]:
        grid.keyboard.press(key)
        expect(expected).to_be_focused()
    assert verdict(grid, 2, 1).input_value() == ""


def test_arrows_inside_a_text_move_the_caret_until_its_edge(grid: Page) -> None:
    note = grid.get_by_label("Catatan peserta 1")
    note.focus()
    grid.keyboard.type("ab")
    grid.keyboard.press("ArrowLeft")
    expect(note).to_be_focused()
    grid.keyboard.press("ArrowLeft")
    grid.keyboard.press("ArrowLeft")
    expect(verdict(grid, 1, 2)).to_be_focused()


def test_a_block_from_a_spreadsheet_is_pasted_and_can_be_taken_back(grid: Page) -> None:
    verdict(grid, 1, 1).focus()
    verdict(grid, 1, 1).evaluate(PASTE, "K\tbelum kompeten\tBagus\r\nKompeten\tentah\t\r\n")
    assert [verdict(grid, row, unit).input_value() for row in (1, 2) for unit in (1, 2)] == ["1", "0", "1", ""]
    expect(grid.get_by_label("Catatan peserta 1")).to_have_value("Bagus")
    expect(grid.get_by_role("status").filter(has_text="5 sel ditempel, 1 tidak dikenali.")).to_be_visible()
    assert verdict(grid, 2, 2).get_attribute("aria-invalid") == "true"
    grid.keyboard.press("Control+z")
    assert [verdict(grid, row, unit).input_value() for row in (1, 2) for unit in (1, 2)] == ["", "", "", ""]
    expect(grid.locator("td.grid-changed")).to_have_count(0)


def test_a_selected_block_is_filled_copied_and_cleared_at_once(grid: Page) -> None:
    verdict(grid, 1, 1).focus()
    grid.keyboard.press("Shift+ArrowDown")
    grid.keyboard.press("Shift+ArrowRight")
    grid.keyboard.press("k")
    assert [verdict(grid, row, unit).input_value() for row in (1, 2, 3) for unit in (1, 2)] == ["1"] * 4 + ["", ""]
    assert verdict(grid, 1, 1).evaluate(COPY) == "Kompeten\tKompeten\nKompeten\tKompeten"
    grid.keyboard.press("Delete")
    assert [verdict(grid, row, unit).input_value() for row in (1, 2) for unit in (1, 2)] == [""] * 4


def test_leaving_with_unsaved_cells_is_asked_about(grid: Page) -> None:
    asked: list[str] = []
    grid.on("dialog", lambda dialog: (asked.append(dialog.type), dialog.accept()))
    verdict(grid, 1, 1).focus()
    grid.keyboard.press("k")
    grid.goto("about:blank")
    assert asked == ["beforeunload"]


def test_without_scripts_it_is_a_plain_form(open_page: Callable[..., Page], live_server: Any) -> None:
    page = open_page(scripts=False)
    page.goto(live_server.url + "/uji/kisi/")
    verdict(page, 1, 2).select_option("0")
    page.get_by_label("Catatan peserta 3").fill("mengulang")
    page.get_by_role("button", name="Simpan").click()
    expect(page.locator("#diterima")).to_have_text("n3=mengulang,v1-2=0")

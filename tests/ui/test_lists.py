"""List pages: search, filters, sort, pages, export."""

import io
import re
from datetime import date

import django_tables2 as tables
import pytest
from django.test import Client
from python_calamine import CalamineWorkbook

from mumpuni.people.models import Account, Agency
from mumpuni.ui.lists import DateColumn, StackColumn, Table

pytestmark = [pytest.mark.django_db, pytest.mark.urls("tests.ui.urls")]


@pytest.fixture
def reader(client: Client) -> Client:
    client.force_login(Account.objects.create_user("sari@contoh.go.id", "rahasia-sekali-1", name="Sari"))
    return client


@pytest.fixture
def agencies() -> None:
    Agency.objects.bulk_create(
        Agency(name=f"Dinas {number:03}", short_name=f"D{number}", kind="kabupaten-kota") for number in range(1, 121)
    )
    Agency.objects.create(name="Rahasia Negara", kind="lpnk")
    Agency.objects.create(name="=Kementerian Contoh", short_name="KC", kind="kementerian")


def rows(page: str) -> list[str]:
    return re.findall(r'<td[^>]*data-label="[^"]*"[^>]*>([^<]*)</td>', page)


def test_a_stranger_is_asked_to_sign_in(client: Client) -> None:
    assert client.get("/uji/daftar/").headers["Location"].startswith("/akun/")


def test_an_empty_list_says_what_to_do_next(reader: Client) -> None:
    page = reader.get("/uji/daftar/").content.decode()
    assert "Belum ada instansi" in page
    assert page.count("Tambah instansi") == 2


def test_a_search_that_finds_nothing_offers_the_whole_list(reader: Client, agencies: None) -> None:
    page = reader.get("/uji/daftar/?q=tidakada").content.decode()
    assert "Tidak ada yang cocok" in page
    assert 'href="/uji/daftar/">Tampilkan semua' in page


def test_every_word_typed_has_to_fit_somewhere(reader: Client, agencies: None) -> None:
    assert "Dinas 017" in rows(reader.get("/uji/daftar/?q=dinas+D17").content.decode())
    assert "Dinas 018" not in rows(reader.get("/uji/daftar/?q=dinas+D17").content.decode())


def test_what_the_selector_hides_is_not_found(reader: Client, agencies: None) -> None:
    assert "Tidak ada yang cocok" in reader.get("/uji/daftar/?q=Rahasia").content.decode()


def test_a_hidden_filter_carries_its_value_without_a_label(reader: Client, agencies: None) -> None:
    page = reader.get("/uji/daftar/?parent=7").content.decode()
    assert re.search(r'<input type="hidden" name="parent" value="7"', page)
    assert page.count('<div class="tool">') == 1
    assert ">Semua</option>" in page


def test_a_filter_narrows_and_its_label_is_shown(reader: Client, agencies: None) -> None:
    page = reader.get("/uji/daftar/?kind=kementerian").content.decode()
    assert "Satu baris" in page
    assert "chip-good" in page


@pytest.mark.parametrize(("asked", "shown"), [("", 25), ("50", 50), ("100", 100), ("5000", 25), ("x", 25)])
def test_a_page_holds_as_many_rows_as_offered(reader: Client, agencies: None, asked: str, shown: int) -> None:
    assert reader.get(f"/uji/daftar/?per_page={asked}").content.decode().count("<tr ") == shown


def test_a_page_beyond_the_last_shows_the_last(reader: Client, agencies: None) -> None:
    page = reader.get("/uji/daftar/?page=99").content.decode()
    assert '<span class="here" aria-current="page">5</span>' in page


def test_sorting_is_told_to_screen_readers_and_keeps_the_search(reader: Client, agencies: None) -> None:
    page = reader.get("/uji/daftar/?q=Dinas&sort=-name").content.decode()
    assert rows(page)[0] == "Dinas 120"
    assert 'aria-sort="descending"' in page
    assert re.search(r'<th scope="col"[^>]*aria-sort[^>]*><a href="\?q=Dinas&amp;sort=name"', page)


def test_an_unknown_column_to_sort_by_changes_nothing(reader: Client, agencies: None) -> None:
    assert reader.get("/uji/daftar/?sort=password").status_code == 200


def test_numbers_carry_the_languages_separators(reader: Client) -> None:
    Agency.objects.create(pk=1234567, name="Dinas", kind="kabupaten-kota")
    assert "1.234.567" in rows(reader.get("/uji/daftar/").content.decode())


def test_the_export_holds_all_rows_found_as_plain_values(reader: Client, agencies: None) -> None:
    answer = reader.get("/uji/daftar/?export=xlsx&sort=name")
    assert re.fullmatch(r'attachment; filename="instansi-\d{4}-\d\d-\d\d\.xlsx"', answer.headers["Content-Disposition"])
    sheet = CalamineWorkbook.from_filelike(io.BytesIO(answer.content)).get_sheet_by_index(0).to_python()
    assert [str(cell) for cell in sheet[0]] == ["Nama", "Nama pendek", "Jenis", "Pegawai"]
    assert len(sheet) == 1 + 121
    found = {row[0]: row for row in sheet}
    assert found["=Kementerian Contoh"][2] == "Kementerian"
    assert found["=Kementerian Contoh"][3] == Agency.objects.get(short_name="KC").pk


def test_a_list_costs_the_same_for_one_row_as_for_a_hundred(reader: Client, queries) -> None:
    Agency.objects.create(name="Satu", kind="lpnk")
    one = queries(lambda: reader.get("/uji/daftar/?per_page=100"))
    Agency.objects.bulk_create(Agency(name=f"Dinas {number}", kind="provinsi") for number in range(99))
    assert queries(lambda: reader.get("/uji/daftar/?per_page=100")) == one


class _Served:
    name, place, since = "Sari, S.H.", "Biro Umum", date(2026, 11, 22)


class _Stacked(Table):
    name = StackColumn(below="place")
    place = tables.Column(visible=False)
    since = DateColumn()


def test_a_cell_of_two_values_shows_both_and_exports_each(rf) -> None:
    table = _Stacked([_Served()])
    page = table.as_html(rf.get("/"))
    assert 'Sari, S.H.<span class="below">Biro Umum</span>' in page
    assert "22 Nov 2026" in page
    assert list(table.as_values())[1] == ["Sari, S.H.", "Biro Umum", date(2026, 11, 22)]


def test_what_is_written_below_is_escaped(rf) -> None:
    served = _Served()
    served.place = "<b>Biro</b>"
    assert "&lt;b&gt;Biro" in _Stacked([served]).as_html(rf.get("/"))

import datetime as dt
import io
import zipfile
from decimal import Decimal
from urllib.parse import unquote

import pytest
from django.utils import timezone
from python_calamine import load_workbook

from mumpuni.exchange import exports

NIP = "198005052005011001"


def read(data):
    sheet = load_workbook(io.BytesIO(data)).get_sheet_by_index(0)
    return sheet.name, sheet.to_python()


@pytest.mark.parametrize(
    "text", ["=1+1", "+62811", "-5", "@SUM(A1)", "\t=1", "\r=1", '=HYPERLINK("http://x","y")', "http://x"]
)
def test_no_text_ever_becomes_a_formula_or_a_link(text):
    data = exports.workbook(["Isi"], [[text]], "Uji")
    with zipfile.ZipFile(io.BytesIO(data)) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b"<f>" not in sheet
    assert b"<hyperlink" not in sheet
    assert read(data)[1][1][0].strip() == text.strip()


def test_kinds_survive():
    moment = timezone.make_aware(dt.datetime(2026, 11, 22, 14, 5))
    _name, (head, row) = read(
        exports.workbook(
            [exports.Column("NIP", width=22), *"bcdefg"],
            [[NIP, 3, Decimal("88.89"), dt.date(2026, 11, 22), moment, None, int(NIP)]],
            "Uji",
        )
    )
    assert head[0] == "NIP"
    assert row == [NIP, 3.0, 88.89, dt.date(2026, 11, 22), dt.datetime(2026, 11, 22, 14, 5), "", NIP]


def test_titles_that_excel_forbids_become_sheet_names():
    assert (
        read(exports.workbook(["a"], [], "Usulan: Bagian [A/B] yang panjang sekali"))[0]
        == "Usulan Bagian A B yang panjang"
    )
    assert read(exports.workbook(["a"], [], "///"))[0] == "Data"


def test_the_file_name_is_safe_in_every_header():
    response = exports.xlsx_response('daftar "é"\r\nX: 1', ["a"], [], "Uji")
    disposition = response["Content-Disposition"]
    assert "\n" not in disposition
    assert unquote(disposition.rsplit("''", 1)[1]).startswith('daftar "é"')


def test_the_header_is_frozen_and_filtered():
    with zipfile.ZipFile(io.BytesIO(exports.workbook(["a", "b"], [[1, 2]], "Uji"))) as archive:
        sheet = archive.read("xl/worksheets/sheet1.xml")
    assert b'<autoFilter ref="A1:B2"/>' in sheet
    assert b'state="frozen"' in sheet

import datetime as dt
import io
import time
import zipfile

import pytest
import xlsxwriter

from mumpuni.audit.policies import Unusable
from mumpuni.exchange import cells, guards, reading
from mumpuni.exchange.importers import Field
from tests.exchange import books

FIELDS = (
    Field("nip", "NIP", required=True, aliases=("nomor induk pegawai",), parse=cells.nip),
    Field("name", "Nama", required=True, aliases=("nama lengkap", "nama pegawai")),
    Field("sex", "Jenis kelamin", aliases=("L/P", "JK"), parse=cells.sex),
    Field("front", "Gelar depan"),
    Field("back", "Gelar belakang"),
    Field("unit", "Unit kerja", aliases=("unit organisasi",)),
)
HEAD = ["NIP", "Nama", "L/P"]
BUDI = ["198005052005011001", "Budi Santoso", "L"]
SITI = ["198106062006042002", "Siti Aminah", "P"]


def texts(table, name):
    return [row.cells.get(table.mapping[name], "") for row in table.rows]


def refusal(data, **options):
    with pytest.raises(Unusable) as caught:
        reading.read(data, FIELDS, **options)
    return caught.value.code, " ".join(caught.value.messages)


def test_a_plain_sheet():
    table = reading.read(books.xlsx([HEAD, BUDI, SITI]), FIELDS)
    assert (table.sheet, table.header_row, table.mapping) == ("Sheet1", 1, {"nip": 0, "name": 1, "sex": 2})
    assert texts(table, "name") == ["Budi Santoso", "Siti Aminah"]
    assert [row.number for row in table.rows] == [2, 3]


def test_titles_blank_lines_and_a_numbering_row_are_looked_through():
    table = reading.read(
        books.xlsx(
            [
                ["DAFTAR USULAN PESERTA"],
                ["Tahun 2026"],
                [],
                ["No.", *HEAD],
                ["1", "2", "3", "4"],
                [],
                ["1", *BUDI],
                [],
                ["2", *SITI],
            ]
        ),
        FIELDS,
    )
    assert table.header_row == 4
    assert texts(table, "nip") == [BUDI[0], SITI[0]]
    assert [row.number for row in table.rows] == [7, 9]


def test_merged_titles_headings_over_two_rows_and_a_unit_merged_over_its_people():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet("Usulan")
        page.merge_range("B2:G2", "DAFTAR USULAN")
        for at, heading in ((1, "NIP"), (2, "Nama"), (5, "Unit Kerja")):
            page.merge_range(3, at, 4, at, heading)
        page.merge_range("D4:E4", "Gelar")
        page.write_row("D5", ["Depan", "Belakang"])
        page.write_row("B6", [BUDI[0], "Budi", "Drs.", "M.Si."])
        page.write_row("B7", [SITI[0], "Siti"])
        page.merge_range("F6:F7", "Bagian Umum")
    table = reading.read(file.getvalue(), FIELDS)
    assert table.mapping == {"nip": 1, "name": 2, "front": 3, "back": 4, "unit": 5}
    assert texts(table, "unit") == ["Bagian Umum", "Bagian Umum"]
    assert texts(table, "front") == ["Drs.", ""]
    assert [row.number for row in table.rows] == [6, 7]


def test_a_header_repeated_for_a_printed_page_is_no_person():
    table = reading.read(books.xlsx([HEAD, BUDI, HEAD, SITI]), FIELDS)
    assert [row.number for row in table.rows] == [2, 4]


def test_the_sheet_whose_headings_fit_is_chosen_among_several():
    table = reading.read(books.xlsx([HEAD, BUDI], sheet="Usulan", others=["Petunjuk", "Rekap"]), FIELDS)
    assert (table.sheet, table.sheets) == ("Usulan", ["Petunjuk", "Rekap", "Usulan"])


def test_wrong_sheet_says_which_exist_and_what_was_looked_for():
    code, message = refusal(books.xlsx([["Kode", "Harga"], ["1", "2"]], sheet="Barang", others=["Rekap"]))
    assert code == "wrong-sheet"
    assert "Lembar yang ada: “Rekap”, “Barang”" in message
    assert "NIP, Nama" in message
    assert "templat" in message


def test_headings_nobody_foresaw_count_once_their_owner_has_mapped_them():
    odd = ["Kode Orang", "Sebutan"]
    data = books.xlsx([odd, BUDI[:2]])
    assert refusal(data)[0] == "wrong-sheet"
    assert reading.read(data, FIELDS, known=["A kode orang|B sebutan"]).header_row == 1
    shifted = books.xlsx([["", *odd], ["", *BUDI[:2]]])
    assert refusal(shifted, known=["A kode orang|B sebutan"])[0] == "wrong-sheet"


@pytest.mark.parametrize("rows", [[], [HEAD], [["Judul"], HEAD, [], []]])
def test_no_rows_says_where_the_headings_stand(rows):
    code, message = refusal(books.xlsx(rows))
    assert code == "no-rows"
    assert "0 baris" in message


def test_nip_as_number_is_marked_since_its_last_digits_are_gone():
    table = reading.read(books.xlsx([HEAD, [198005052005011001, "Budi", "L"]]), FIELDS)
    assert table.rows[0].flaws == {0: "lost-digits"}


def test_formulas_give_their_stored_value_and_failed_ones_are_marked():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        page.write_row("A1", HEAD)
        page.write_string("A2", BUDI[0])
        page.write_formula("B2", '="Budi "&"Santoso"', None, "Budi Santoso")
        page.write_formula("C2", "=VLOOKUP(A2,Z1:Z9,1,0)", None, "#N/A")
        page.write_string("A3", SITI[0])
        page.write_string("B3", '=HYPERLINK("http://x")')
        page.write_formula("C3", '="P"', None, "P")
    never_computed = books.part(file.getvalue(), "xl/worksheets/sheet1.xml").replace(b"<v>P</v>", b"")
    table = reading.read(books.rezipped(file.getvalue(), {"xl/worksheets/sheet1.xml": never_computed}), FIELDS)
    assert texts(table, "name")[0] == "Budi Santoso"
    assert [row.flaws for row in table.rows] == [{2: "formula-error"}, {1: "formula-text", 2: "formula-empty"}]


def test_a_date_cell_becomes_an_iso_day():
    file = io.BytesIO()
    with xlsxwriter.Workbook(file) as book:
        page = book.add_worksheet()
        page.write_row("A1", HEAD)
        page.write_string("A2", BUDI[0])
        page.write_datetime("B2", dt.datetime(1980, 5, 5), book.add_format({"num_format": "dd/mm/yyyy"}))
    assert texts(reading.read(file.getvalue(), FIELDS), "name") == ["1980-05-05"]


@pytest.mark.parametrize("separator", [";", ",", "\t"])
@pytest.mark.parametrize("encoding", ["utf-8", "utf-8-sig", "cp1252", "utf-16"])
def test_csv_of_every_make(separator, encoding):
    lines = [["NIP", "Nama", "L/P"], [BUDI[0], '"José, S.Sos."', "L"], [f'="{SITI[0]}"', "Siti", "P"]]
    table = reading.read("\r\n".join(separator.join(line) for line in lines).encode(encoding), FIELDS)
    assert texts(table, "name") == ["José, S.Sos.", "Siti"]
    assert texts(table, "nip") == [BUDI[0], SITI[0]]


def test_csv_with_its_separator_declared_keeps_excels_row_numbers():
    table = reading.read(f"sep=;\nNIP;Nama\n{BUDI[0]};Budi\n".encode(), FIELDS)
    assert [row.number for row in table.rows] == [3]


def test_ods():
    table = reading.read(books.ods(books.ods_table([HEAD, BUDI, SITI])), FIELDS)
    assert texts(table, "nip") == [BUDI[0], SITI[0]]


@pytest.mark.parametrize(
    ("data", "code", "words"),
    [
        (b"", "file-empty", "kosong"),
        (b"%PDF-1.7 ...", "not-a-spreadsheet", "PDF"),
        (b"<html><table><tr><td>NIP</td></tr></table>", "web-page", "Simpan Sebagai"),
        (b"\x89PNG\r\n\x1a\n\0\0\0\rIHDR", "unknown-format", "bukan Excel"),
        (b"PK\x03\x04 not really", "broken-file", "rusak"),
        (books.xlsx([HEAD, BUDI])[:3000], "broken-file", "simpan ulang"),
        (guards._OLE + bytes(3000), "broken-file", "rusak"),
        (guards._OLE + bytes(600) + "EncryptedPackage".encode("utf-16-le"), "password", "kata sandi"),
        (guards._OLE + bytes(600) + "WordDocument".encode("utf-16-le"), "not-a-spreadsheet", "Word"),
        (b"satu kata saja", "wrong-sheet", "Judul kolom tidak ditemukan"),
    ],
    ids=["empty", "pdf", "html", "png", "fake-zip", "cut-off", "broken-xls", "password", "doc", "no-table"],
)
def test_files_that_are_no_spreadsheet_say_what_they_are(data, code, words):
    found, message = refusal(data)
    assert found == code
    assert words in message


def test_a_part_that_does_not_parse_is_a_broken_file():
    good = books.xlsx([HEAD, BUDI])
    assert refusal(books.rezipped(good, {"xl/workbook.xml": b"<workbook"}))[0] == "broken-file"
    assert (
        refusal(books.rezipped(good, {"xl/worksheets/sheet1.xml": b"<worksheet><sheetData><row"}))[0] == "broken-file"
    )


def test_locked_ods():
    data = books.ods(books.ods_table([HEAD]), {"manifest": "<manifest><encryption-data/></manifest>"})
    assert refusal(data)[0] == "password"


def test_docx_and_plain_zip_are_named():
    for inside, word in (("word/document.xml", "Word"), ("readme.txt", "ZIP")):
        file = io.BytesIO()
        with zipfile.ZipFile(file, "w") as archive:
            archive.writestr(inside, "x")
        code, message = refusal(file.getvalue())
        assert code == "not-a-spreadsheet"
        assert word in message


def test_a_file_over_the_limit_is_refused_by_its_size():
    with pytest.raises(Unusable, match="100 MB, paling besar 20 MB"):
        guards.check_size(100 * 1024 * 1024)
    guards.check_size(guards.MAX_BYTES)


def test_a_zip_bomb_is_not_unpacked():
    bomb = books.rezipped(books.xlsx([HEAD, BUDI]), {"xl/media/big.bin": bytes(guards.MAX_UNPACKED + 1)})
    assert len(bomb) < 300_000
    code, message = refusal(bomb)
    assert code == "zip-bomb"
    assert "120 MB" in message


def test_a_zip_bomb_that_lies_about_its_size_is_found_out():
    bomb = bytearray(books.rezipped(books.xlsx([HEAD, BUDI]), {"xl/media/big.bin": bytes(guards.MAX_UNPACKED + 1)}))
    true = (guards.MAX_UNPACKED + 1).to_bytes(4, "little")
    assert bomb.count(true) >= 2
    assert refusal(bytes(bomb.replace(true, (10).to_bytes(4, "little"))))[0] == "zip-bomb"


def test_too_many_entries_are_a_bomb():
    extra = {f"x/{number}": b"" for number in range(guards.MAX_ENTRIES)}
    assert refusal(books.rezipped(books.xlsx([HEAD, BUDI]), extra))[0] == "zip-bomb"


def test_a_damaged_part_is_a_broken_file():
    data = bytearray(books.xlsx([HEAD, BUDI] * 50))
    at = data.find(b"xl/worksheets/sheet1.xml") + 60
    data[at : at + 20] = bytes(20)
    assert refusal(bytes(data))[0] == "broken-file"


@pytest.mark.parametrize("cell", ["A1048576", "XFD2"])
def test_one_cell_in_the_far_corner_does_not_lay_out_billions(cell):
    good = books.xlsx([HEAD, BUDI])
    row = int("".join(sign for sign in cell if sign.isdigit()))
    far = f'<row r="{row}"><c r="{cell}"><v>1</v></c></row></sheetData>'.encode()
    sheet = books.part(good, "xl/worksheets/sheet1.xml").replace(b"</sheetData>", far)
    code, message = refusal(books.rezipped(good, {"xl/worksheets/sheet1.xml": sheet}))
    assert code == "too-many-cells"
    assert f"sel {cell}" in message
    assert "20000 baris" in message.replace(".", "")


@pytest.mark.parametrize("place", [b"r='XFD1048576'", b'r = "XFD1048576"', b'r="xfd1048576"', b'q=">" r="XFD1048576"'])
def test_a_far_corner_in_another_spelling_is_found_out_too(place):
    """Else the reader asks for more memory than there is and takes the whole web process with it."""
    good = books.xlsx([HEAD, BUDI])
    far = b'<row r="1048576"><c ' + place + b"><v>1</v></c></row></sheetData>"
    sheet = books.part(good, "xl/worksheets/sheet1.xml").replace(b"</sheetData>", far)
    assert refusal(books.rezipped(good, {"xl/worksheets/sheet1.xml": sheet}))[0] == "zip-bomb"


def test_a_far_corner_in_a_part_of_another_name_is_found_out_too():
    good = books.xlsx([HEAD, BUDI])
    far = b'<row r="1048576"><c r="XFD1048576"><v>1</v></c></row></sheetData>'
    parts = {
        "xl/worksheets/sheet1.xml": None,
        "xl/worksheets/sheet1.dat": books.part(good, "xl/worksheets/sheet1.xml").replace(b"</sheetData>", far),
        "xl/_rels/workbook.xml.rels": books.part(good, "xl/_rels/workbook.xml.rels").replace(
            b"sheet1.xml", b"sheet1.dat"
        ),
    }
    assert refusal(books.rezipped(good, parts))[0] == "zip-bomb"


def test_cells_merged_over_one_another_without_end_are_refused(monkeypatch):
    monkeypatch.setattr(guards, "MAX_COLUMNS", 3)
    monkeypatch.setattr(guards, "MAX_ROWS", 100)
    good = books.xlsx([HEAD, *[BUDI] * 90])
    merged = b"</sheetData><mergeCells>" + b'<mergeCell ref="A2:A90"/>' * 10 + b"</mergeCells>"
    sheet = books.part(good, "xl/worksheets/sheet1.xml").replace(b"</sheetData>", merged)
    assert refusal(books.rezipped(good, {"xl/worksheets/sheet1.xml": sheet}))[0] == "broken-file"


@pytest.mark.parametrize(
    "xml", [b"<c " * 200_000, b"<c " + b'r="A1" t="e" ' * 200_000, b"<c><f>" * 200_000, (b"<c>" + b" " * 999) * 2_000]
)
def test_a_crafted_sheet_is_looked_through_in_no_time(xml):
    """Patterns that go back over what they read took hours for this, and froze the web process."""
    began = time.monotonic()
    guards._inspect_sheet("x", xml)
    assert time.monotonic() - began < 5


@pytest.mark.parametrize(
    "xml", [b'<table:table-row table:number-rows-repeated="1">' * 50_000, b"<table:table-cell " * 200_000]
)
def test_a_crafted_ods_is_looked_through_in_no_time(xml):
    began = time.monotonic()
    guards._check_ods(xml)
    assert time.monotonic() - began < 5


def test_an_ods_that_repeats_by_a_number_of_thousands_of_digits_is_a_bomb():
    row = f'<table:table-row table:number-rows-repeated="{"9" * 5000}"><table:table-cell office:value-type="string"/>'
    assert refusal(books.ods(f'<table:table table:name="A">{row}</table:table-row></table:table>'))[0] == "zip-bomb"


def test_millions_of_empty_lines_are_refused_before_they_fill_the_memory():
    assert refusal(b"NIP,Nama\n" + b"\n" * 1_000_000)[0] == "too-many-rows"


def test_formatted_but_empty_cells_far_away_do_no_harm():
    good = books.xlsx([HEAD, BUDI])
    sheet = books.part(good, "xl/worksheets/sheet1.xml").replace(
        b"</sheetData>", b'<row r="1048576"><c r="XFD1048576" s="0"/></row></sheetData>'
    )
    assert len(reading.read(books.rezipped(good, {"xl/worksheets/sheet1.xml": sheet}), FIELDS).rows) == 1


@pytest.mark.parametrize(
    "table",
    [
        '<table:table-row table:number-rows-repeated="1048000"><table:table-cell office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row>",
        '<table:table-row><table:table-cell table:number-columns-repeated="16000" office:value-type="string">'
        "<text:p>x</text:p></table:table-cell></table:table-row>",
    ],
)
def test_an_ods_that_repeats_content_endlessly_is_a_bomb(table):
    assert refusal(books.ods(f'<table:table table:name="A">{table}</table:table>'))[0] == "zip-bomb"


def test_more_rows_than_allowed_are_counted_in_the_message(monkeypatch):
    monkeypatch.setattr(guards, "MAX_ROWS", 2)
    code, message = refusal(books.xlsx([HEAD, BUDI, SITI, BUDI]))
    assert code == "too-many-rows"
    assert "3 baris, paling banyak 2" in message

import datetime as dt

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.exchange import cells

MONTHS = "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember".split()
days = st.dates(dt.date(1930, 1, 1), dt.date(2100, 1, 1))


@pytest.mark.parametrize(
    ("text", "day"),
    [
        ("5 Mei 1980", dt.date(1980, 5, 5)),
        ("05/05/1980", dt.date(1980, 5, 5)),
        ("5-6-1980", dt.date(1980, 6, 5)),
        ("05.06.1980", dt.date(1980, 6, 5)),
        ("1980-05-05", dt.date(1980, 5, 5)),
        ("1980-05-05 00:00:00", dt.date(1980, 5, 5)),
        ("1980/6/5", dt.date(1980, 6, 5)),
        ("19800505", dt.date(1980, 5, 5)),
        ("29346", dt.date(1980, 5, 5)),
        ("Medan, 17 Agt 1975", dt.date(1975, 8, 17)),
        ("Senin, 5 MEI 1980", dt.date(1980, 5, 5)),
        ("'5 Nopember 1980", dt.date(1980, 11, 5)),
        ("5\u00a0Okt  1980", dt.date(1980, 10, 5)),
        ("1-Mar-1980", dt.date(1980, 3, 1)),
    ],
)
def test_dates_as_offices_write_them(text, day):
    assert cells.date_text(text) == day


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("31/02/1980", "no-such-day"),
        ("05/13/1980", "no-such-day"),
        ("5/5/80", "short-year"),
        ("5 Mei 80", "short-year"),
        ("5 Mopember 1980", "unknown-month"),
        ("1980", "unreadable-date"),
        ("belum tahu", "unreadable-date"),
    ],
)
def test_dates_that_would_be_a_guess_are_refused_with_a_way_out(text, code):
    with pytest.raises(cells.BadCell) as caught:
        cells.date_text(text)
    assert caught.value.code == code
    assert caught.value.mend == "Tulis tanggal seperti 5 Mei 1980 atau 05/05/1980."


@given(days)
def test_every_spelling_of_a_day_leads_back_to_it(day):
    spellings = [
        day.isoformat(),
        f"{day.day}/{day.month}/{day.year}",
        f"{day:%d-%m-%Y}",
        f"{day.day} {MONTHS[day.month - 1]} {day.year}",
        f"{day.day} {MONTHS[day.month - 1].upper()} {day.year}",
        str((day - cells.EXCEL_DAY_ZERO).days),
        cells.as_text(day),
        cells.as_text(dt.datetime.combine(day, dt.time())),
    ]
    assert {cells.date_text(each) for each in spellings} == {day}


@pytest.mark.parametrize(
    "text",
    [
        "198005052005011001",
        "19800505 200501 1 001",
        "'198005052005011001",
        "`19800505.200501.1.001",
        "\u00a0198005052005011001 ",
        "19800505-200501-1-001",
        "198005052005011001\u200b",
    ],
)
def test_nip_as_text_whatever_stands_around_it(text):
    assert cells.nip(text) == "198005052005011001"


@pytest.mark.parametrize(
    ("text", "code"),
    [
        ("1,98005E+17", "lost-digits"),
        ("1.98005052005011E+17", "lost-digits"),
        ("19800505200501100", "wrong-length"),
        ("19800505200501100A", "not-digits"),
        ("000000000000000000", "dummy-nip"),
        ("123456789012345678", "dummy-nip"),
        ("-", "not-digits"),
    ],
)
def test_nip_that_cannot_be_one(text, code):
    with pytest.raises(cells.BadCell) as caught:
        cells.nip(text)
    assert caught.value.code == code


def test_short_nip_says_how_many_digits_there_are():
    with pytest.raises(cells.BadCell, match="NIP terdiri atas 17 angka, seharusnya 18"):
        cells.nip("19800505200501100")


def test_nip_in_exponents_says_what_happened_and_how_to_mend_it():
    with pytest.raises(cells.BadCell) as caught:
        cells.nip("1,98005E+17")
    assert caught.value.message == "NIP tersimpan sebagai angka, digit terakhir hilang."
    assert caught.value.mend == "Ubah kolom menjadi Teks lalu isi ulang, atau perbaiki nilainya di sini."


@pytest.mark.parametrize("text", ["L", "l.", "Laki-laki", "LAKI - LAKI", "pria", "Male", "Lk"])
def test_men(text):
    assert cells.sex(text) == "L"


@pytest.mark.parametrize("text", ["P", "Perempuan", "WANITA", "female", "Pr."])
def test_women(text):
    assert cells.sex(text) == "P"


def test_unknown_sex_is_asked_again():
    with pytest.raises(cells.BadCell, match="tidak dikenali"):
        cells.sex("X")


@pytest.mark.parametrize(
    ("one", "other"),
    [
        ("Bag. Kepegawaian", "BAGIAN KEPEGAWAIAN "),
        ("Bagian  Kepegawaian", "Bagian\u00a0Kepegawaian"),
        ("Sub Bag. Umum & Keuangan", "SUBBAGIAN UMUM DAN KEUANGAN"),
        ("Pemkab. Sleman", "Pemerintah Kabupaten Sleman"),
        ("Setda Prov. Bali", "Sekretariat Daerah Provinsi Bali"),
    ],
)
def test_spellings_of_one_unit_share_a_key(one, other):
    assert cells.loose_key(one) == cells.loose_key(other)


def test_different_units_keep_different_keys():
    units = [
        "Bagian Umum",
        "Bagian Keuangan",
        "Subbagian Umum",
        "Bidang Umum",
        "Dinas Pendidikan I",
        "Dinas Pendidikan II",
    ]
    assert len({cells.loose_key(unit) for unit in units}) == len(units)


@given(st.text(max_size=40))
def test_reading_a_key_twice_changes_nothing(text):
    assert cells.loose_key(cells.loose_key(text)) == cells.loose_key(text)
    assert cells.clean(cells.clean(text)) == cells.clean(text)


@pytest.mark.parametrize(("text", "number"), [("12", 12), ("1.500", 1500), (" 7 ", 7), ("12,0", 12), ("'3", 3)])
def test_whole_numbers(text, number):
    assert cells.whole_number(text) == number


@pytest.mark.parametrize("text", ["-1", "1,5", "dua", "1.5", ""])
def test_what_is_no_whole_number(text):
    with pytest.raises(cells.BadCell):
        cells.whole_number(text)


def test_one_of_a_list_by_any_spelling():
    read = cells.one_of({"JPT Pratama": "jpt-pratama", "Administrator": "administrator"})
    assert (read("jpt  pratama"), read("ADMINISTRATOR")) == ("jpt-pratama", "administrator")
    with pytest.raises(cells.BadCell) as caught:
        read("Camat")
    assert caught.value.mend == "Pilih salah satu: JPT Pratama, Administrator."


@pytest.mark.parametrize(("text", "answer"), [("Ya", True), ("tidak", False), ("✓", True), ("-", False)])
def test_yes_and_no(text, answer):
    assert cells.yes_no(text) is answer


@pytest.mark.parametrize(
    ("value", "text"),
    [
        (12.0, "12"),
        (4.5, "4.5"),
        (True, "TRUE"),
        (None, ""),
        (dt.datetime(1980, 5, 5, 7, 30), "1980-05-05 07:30:00"),
        (dt.time(7, 30), "07:30:00"),
        (dt.timedelta(hours=1), "1:00:00"),
    ],
)
def test_texts_of_cells(value, text):
    assert cells.as_text(value) == text

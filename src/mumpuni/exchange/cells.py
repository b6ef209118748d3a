"""From what offices type into a cell to what a program can use, without guessing.

Each reader takes the text of one cell and returns a value, or raises `BadCell` with a sentence that
says why and one that says how to mend it. Readers know no database and no file.
"""

import datetime as dt
import re
import unicodedata
from collections.abc import Callable, Mapping
from typing import Any

from django.utils.translation import gettext as _

EXCEL_DAY_ZERO = dt.date(1899, 12, 30)
# Serial numbers of 1927 to 2119; smaller ones are more likely a year or an age typed into the wrong column.
EXCEL_SERIALS = range(10_000, 80_001)

_MONTHS = {
    word: number
    for number, words in enumerate(
        (
            "januari jan january",
            "februari feb peb pebruari february",
            "maret mar mrt march",
            "april apr",
            "mei may",
            "juni jun june",
            "juli jul july",
            "agustus agu agt agust ags aug august",
            "september sep sept",
            "oktober okt oct october",
            "november nov nop nopember",
            "desember des dec december",
        ),
        start=1,
    )
    for word in words.split()
}
_SEX = {
    **dict.fromkeys(("l", "lk", "laki", "lakilaki", "pria", "m", "male", "1"), "L"),
    **dict.fromkeys(("p", "pr", "perempuan", "wanita", "f", "female", "2"), "P"),
}
_YES = {"ya", "y", "yes", "true", "benar", "1", "v", "x", "✓", "√"}
_NO = {"tidak", "tdk", "t", "no", "n", "false", "bukan", "belum", "0", "-"}
_ABBREVIATIONS = {
    "bag": "bagian",
    "bid": "bidang",
    "bpn": "badan",
    "bdn": "badan",
    "dep": "departemen",
    "dir": "direktorat",
    "dirjen": "direktorat jenderal",
    "ditjen": "direktorat jenderal",
    "din": "dinas",
    "dis": "dinas",
    "itjen": "inspektorat jenderal",
    "kab": "kabupaten",
    "kanreg": "kantor regional",
    "kec": "kecamatan",
    "kel": "kelurahan",
    "kem": "kementerian",
    "kemen": "kementerian",
    "ktr": "kantor",
    "pem": "pemerintah",
    "pemda": "pemerintah daerah",
    "pemkab": "pemerintah kabupaten",
    "pemkot": "pemerintah kota",
    "pemprov": "pemerintah provinsi",
    "prop": "provinsi",
    "propinsi": "provinsi",
    "prov": "provinsi",
    "sek": "sekretariat",
    "sekr": "sekretariat",
    "sekda": "sekretariat daerah",
    "setda": "sekretariat daerah",
    "setjen": "sekretariat jenderal",
    "setwan": "sekretariat dprd",
    "sek jen": "sekretariat jenderal",
    "sub bagian": "subbagian",
    "sub bag": "subbagian",
    "subag": "subbagian",
    "subbag": "subbagian",
    "sub bidang": "subbidang",
    "sub bid": "subbidang",
    "subbid": "subbidang",
    "upt": "unit pelaksana teknis",
}
_ERROR_TEXT = re.compile(r"^(#(REF|N/A|VALUE|NAME\?|DIV/0|NULL|NUM|NAME|SPILL|CALC)[!?]?|Err:\d+)$", re.IGNORECASE)
_SHORT_YEAR = re.compile(r"\d{1,2}[-/. ]+\d{1,2}[-/. ]+\d{2}|\d{1,2}[-/. ]*[A-Za-z]+[-/. ]*\d{2}")
_QUOTES = "'\"`´‘’“”"


class BadCell(ValueError):
    """A cell that cannot be read: `code` for programs, `message` says why, `mend` says what to do."""

    def __init__(self, code: str, message: str, mend: str) -> None:
        super().__init__(message)
        self.code, self.message, self.mend = code, message, mend


def clean(text: str) -> str:
    """Text as a person would copy it: no control or zero-width signs, one space between words.

    >>> clean("  Bagian\\u00a0 Umum\\n")
    'Bagian Umum'
    """
    visible = "".join(
        " " if unicodedata.category(sign) in ("Cc", "Zs", "Zl", "Zp") else sign
        for sign in unicodedata.normalize("NFC", text)
        if unicodedata.category(sign) != "Cf"
    )
    return " ".join(visible.split())


def is_error_text(text: str) -> bool:
    """Whether a spreadsheet wrote the name of a formula's failure instead of a value.

    >>> is_error_text("#REF!"), is_error_text("Err:502"), is_error_text("# 12")
    (True, True, False)
    """
    return bool(_ERROR_TEXT.match(text.strip()))


def heading_key(text: str) -> str:
    """What two headings have in common when they mean the same column.

    >>> heading_key("No. Induk\\nPegawai (NIP) *") == heading_key("NO INDUK PEGAWAI NIP")
    True
    """
    return " ".join(re.findall(r"[a-z0-9]+", unicodedata.normalize("NFKC", text).casefold()))


def loose_key(text: str) -> str:
    """Spelling key for units and agencies: case, dots, doubled spaces and usual abbreviations fall away.

    >>> loose_key("Bag. Kepegawaian") == loose_key("BAGIAN  KEPEGAWAIAN ")
    True
    """
    folded = unicodedata.normalize("NFKD", clean(text)).casefold().replace("&", " dan ")
    words = re.findall(r"[a-z0-9]+", "".join(sign for sign in folded if not unicodedata.combining(sign)))
    out: list[str] = []
    while words:
        pair = " ".join(words[:2])
        if len(words) > 1 and pair in _ABBREVIATIONS:
            out.append(_ABBREVIATIONS[pair])
            words = words[2:]
        else:
            out.append(_ABBREVIATIONS.get(words[0], words[0]))
            words = words[1:]
    return " ".join(out)


def text(value: str) -> str:
    """Any text, cleaned."""
    return clean(value)


def paragraphs(value: str) -> str:
    """A text of several lines, each cleaned; empty lines part paragraphs.

    >>> paragraphs("Jadwal  disusun\\r\\n- rapi ")
    'Jadwal disusun\\n- rapi'
    """
    return "\n".join(clean(line) for line in value.splitlines()).strip()


def lost_digits() -> BadCell:
    """The problem of a long number that a spreadsheet kept as a number: fifteen digits are all it holds."""
    return BadCell(
        "lost-digits",
        _("Tersimpan sebagai angka, digit terakhir hilang."),
        _("Ubah kolom menjadi Teks lalu isi ulang, atau perbaiki nilainya di sini."),
    )


def digits(value: str, length: int, name: str) -> str:
    """A number that is a name (NIP, NIK): exactly `length` digits; spaces, quotes, dots and hyphens are ignored."""
    bare = clean(value)
    if re.fullmatch(r"[\d.,]+[eE]\+?\d+", bare):
        raise BadCell(
            "lost-digits",
            _("%(name)s tersimpan sebagai angka, digit terakhir hilang.") % {"name": name},
            _("Ubah kolom menjadi Teks lalu isi ulang, atau perbaiki nilainya di sini."),
        )
    bare = "".join(sign for sign in bare if sign not in _QUOTES and sign not in " .-–—/")
    found = unicodedata.normalize("NFKC", bare)
    if not re.fullmatch(r"[0-9]+", found):
        raise BadCell(
            "not-digits",
            _("%(name)s berisi huruf atau tanda lain.") % {"name": name},
            _("Isi %(length)d angka tanpa huruf.") % {"length": length},
        )
    if len(found) != length:
        raise BadCell(
            "wrong-length",
            _("%(name)s terdiri atas %(here)d angka, seharusnya %(length)d.")
            % {"name": name, "here": len(found), "length": length},
            _("Salin kembali dari surat keputusan atau kartu pegawai."),
        )
    return found


def nip(value: str) -> str:
    """Eighteen digits of a NIP (or NI PPPK) without spaces; a made-up one is refused.

    >>> nip("'19800505 200501 1 001")
    '198005052005011001'
    """
    found = digits(value, 18, _("NIP"))
    if len(set(found)) == 1 or found.startswith("1234567890"):
        raise BadCell(
            "dummy-nip",
            _("NIP ini bukan NIP sungguhan."),
            _("Untuk orang tanpa NIP, isi kolom NIK atau paspor dan kosongkan NIP."),
        )
    return found


def nik(value: str) -> str:
    """Sixteen digits of a NIK."""
    return digits(value, 16, _("NIK"))


def sex(value: str) -> str:
    """`L` (laki-laki) or `P` (perempuan) from a letter or a word, in Indonesian or English.

    >>> sex("Laki - laki"), sex("WANITA")
    ('L', 'P')
    """
    found = _SEX.get(re.sub(r"[^a-z0-9]", "", value.casefold()))
    if found is None:
        raise BadCell("unknown-sex", _("Jenis kelamin tidak dikenali."), _("Isi L atau P."))
    return found


def date_text(value: str) -> dt.date:
    """A day as Indonesian offices write it; the day always stands before the month.

    >>> date_text("5 Mei 1980") == date_text("05/05/1980") == date_text("1980-05-05") == date_text("29346")
    True
    """
    words = clean(value).strip(_QUOTES).split(",")[-1].strip()
    mend = _("Tulis tanggal seperti 5 Mei 1980 atau 05/05/1980.")
    if re.fullmatch(r"\d+", words) and len(words) < 8 and int(words) in EXCEL_SERIALS:
        return EXCEL_DAY_ZERO + dt.timedelta(days=int(words))
    words = re.sub(r"[T ]\d{1,2}:\d{2}(:\d{2}(\.\d+)?)?$", "", words)
    if match := re.fullmatch(r"(\d{4})[-/. ](\d{1,2})[-/. ](\d{1,2})|(\d{4})(\d{2})(\d{2})", words):
        year, month, day = (int(part) for part in match.groups() if part)
    elif match := re.fullmatch(r"(\d{1,2})\s*[-/. ]\s*(\d{1,2})\s*[-/. ]\s*(\d{4})", words):
        day, month, year = (int(part) for part in match.groups())
    elif match := re.fullmatch(r"(\d{1,2})[-/. ]*([A-Za-z]+)[-/. ]*(\d{4})", words):
        day, year = int(match[1]), int(match[3])
        month = _MONTHS.get(match[2].casefold(), 0)
        if not month:
            raise BadCell("unknown-month", _("Nama bulan “%(word)s” tidak dikenali.") % {"word": match[2]}, mend)
    elif _SHORT_YEAR.fullmatch(words):
        raise BadCell("short-year", _("Tahun ditulis dua angka, abadnya tidak pasti."), mend)
    else:
        raise BadCell("unreadable-date", _("Bukan tanggal yang dapat dibaca."), mend)
    try:
        return dt.date(year, month, day)
    except ValueError:
        raise BadCell("no-such-day", _("Tanggal ini tidak ada di kalender."), mend) from None


def whole_number(value: str) -> int:
    """A whole number, not negative; dots between thousands are accepted.

    >>> whole_number("1.500"), whole_number("12,0")
    (1500, 12)
    """
    bare = clean(value).strip(_QUOTES).replace(" ", "")
    if re.fullmatch(r"\d{1,3}(\.\d{3})+", bare):
        bare = bare.replace(".", "")
    bare = re.sub(r"[.,]0+$", "", bare)
    if not re.fullmatch(r"[0-9]{1,15}", bare):
        raise BadCell("not-a-number", _("Bukan bilangan bulat."), _("Isi angka saja, misalnya 12."))
    return int(bare)


def yes_no(value: str) -> bool:
    """Yes or no in the words that forms use."""
    bare = clean(value).casefold()
    if bare in _YES:
        return True
    if bare in _NO:
        return False
    raise BadCell("not-yes-no", _("Bukan ya atau tidak."), _("Isi Ya atau Tidak."))


def one_of(choices: Mapping[str, str]) -> Callable[[str], str]:
    """A reader for a fixed list: any spelling (by `loose_key`) in `choices`, to the word it stands for."""
    table = {loose_key(spelling): word for spelling, word in choices.items()}

    def read(value: str) -> str:
        found = table.get(loose_key(value))
        if found is None:
            raise BadCell(
                "unknown-choice",
                _("Isian tidak dikenali."),
                _("Pilih salah satu: %(choices)s.") % {"choices": ", ".join(choices)},
            )
        return found

    return read


def as_text(value: Any) -> str:
    """The text of a cell as calamine gives it; dates become ISO days, whole floats lose their point.

    Line breaks stay, since paragraphs are written with them; readers that want one line clean it away.
    """
    if value is None:
        return ""
    if isinstance(value, str):
        return "\n".join(clean(line) for line in value.splitlines()).strip()
    if isinstance(value, bool):
        return "TRUE" if value else "FALSE"
    if isinstance(value, float):
        return str(int(value)) if value.is_integer() else repr(value)
    if isinstance(value, dt.datetime):
        return value.date().isoformat() if value.time() == dt.time() else value.isoformat(" ", "seconds")
    if isinstance(value, dt.date | dt.time):
        return value.isoformat()
    return str(value)

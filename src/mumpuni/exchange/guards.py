"""Looking at an uploaded file before anything opens it: size, kind, bombs, passwords.

Nothing here trusts what the file says of itself: entries of an archive are unpacked in small pieces
against a limit, and a sheet's reach is counted from its cells, since one cell in the far corner would
make a reader lay out billions. What that count cannot see (other spellings of a place, binary formats) comes
out in a trial in a process of its own.
"""

import io
import re
import subprocess
import sys
import zipfile
import zlib
from xml.etree import ElementTree

from django.utils.translation import gettext as _

from mumpuni.audit.policies import Unusable

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 120 * 1024 * 1024
MAX_ENTRIES = 2_000
MAX_ROWS = 20_000
MAX_COLUMNS = 200
# Title rows and an empty tail are no data; a little room keeps a full file from being refused for them.
_ROWS_WITH_ROOM = MAX_ROWS + 500

TRIAL_MEMORY = 768 * 1024 * 1024
TRIAL_SECONDS = 60
#: Opens every sheet; what the reader says of a broken or locked file is left to be said again outside.
_TRIAL = """
import io, resource, sys
resource.setrlimit(resource.RLIMIT_AS, (int(sys.argv[1]),) * 2)
import python_calamine
try:
    with python_calamine.load_workbook(io.BytesIO(sys.stdin.buffer.read())) as book:
        for name in book.sheet_names:
            book.get_sheet_by_name(name)
except (python_calamine.CalamineError, OSError, ValueError):
    pass
"""

_OLE = b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1"
# Every pattern stops at the next "<" and never goes back: a crafted part must not keep a web process busy for hours.
_CELL = re.compile(rb"<(?:\w++:)?c\b[^<>]*+>")
_EMPTY_FORMULA = re.compile(
    rb"<(?:\w++:)?c\b([^<>]*+)>\s*+<(?:\w++:)?f\b[^<>]*+>(?:[^<]*+</(?:\w++:)?f>)?+\s*+</(?:\w++:)?c>"
)
_REFERENCE = re.compile(rb'\br="([A-Z]{1,3})(\d{1,7})"')
_ODS_ROW = re.compile(rb"<table:table-row\b[^<>]*+>")
_ODS_CELL = re.compile(rb"<table:table-cell\b[^<>]*+>")
_TIMES = re.compile(rb'number-(?:rows|columns)-repeated="(\d+)"')

Flaws = dict[tuple[int, int], str]


def check_size(size: int) -> None:
    """Refuse a file over 20 MB, by its announced size, before it is read."""
    if size > MAX_BYTES:
        raise Unusable(
            _(
                "Berkas ini %(here)d MB, paling besar %(most)d MB. "
                "Hapus gambar dan lembar yang tidak perlu, atau bagi menjadi beberapa berkas."
            )
            % {"here": max(size // (1024 * 1024), 1), "most": MAX_BYTES // (1024 * 1024)},
            code="file-too-big",
        )
    if size == 0:
        raise Unusable(_("Berkas ini kosong (0 byte). Simpan ulang dari Excel lalu unggah lagi."), code="file-empty")


def kind_of(data: bytes) -> str:
    """`xlsx`, `xlsb`, `ods`, `xls` or `csv`, judged by content; the name of a file says nothing.

    Raises:
        Unusable: for anything else, with what it is and how to get a spreadsheet from it.
    """
    if data.startswith(_OLE):
        if "EncryptedPackage".encode("utf-16-le") in data:
            raise locked()
        if "WordDocument".encode("utf-16-le") in data:
            raise _not_a_sheet(_("dokumen Word"))
        return "xls"
    if data.startswith(b"PK"):
        return _kind_of_archive(data)
    if data.startswith(b"%PDF"):
        raise _not_a_sheet(_("PDF"))
    start = data[:2000].lstrip(b"\xef\xbb\xbf \r\n\t").lower()
    if start.startswith((b"<html", b"<!doctype", b"<table", b"<?xml", b"<meta")):
        raise Unusable(
            _(
                "Berkas ini halaman web yang diberi nama berkas Excel. "
                "Buka di Excel, pilih Simpan Sebagai → Buku Kerja Excel (.xlsx), lalu unggah hasilnya."
            ),
            code="web-page",
        )
    if b"\0" in data[:4000] and not data.startswith((b"\xff\xfe", b"\xfe\xff")):
        raise Unusable(
            _(
                "Berkas ini bukan Excel, ODS atau CSV, atau rusak. "
                "Buka dan simpan ulang sebagai .xlsx lalu unggah lagi."
            ),
            code="unknown-format",
        )
    return "csv"


def broken() -> Unusable:
    """The refusal for a file that a reader gives up on."""
    return Unusable(
        _(
            "Berkas ini rusak atau tidak lengkap sehingga tidak dapat dibuka. "
            "Buka di Excel, simpan ulang sebagai .xlsx, lalu unggah lagi; bila dikirim lewat surel, minta kirim ulang."
        ),
        code="broken-file",
    )


def inspect_archive(data: bytes) -> dict[str, Flaws]:
    """Unpack within limits; per sheet of an xlsx, the cells (row, column from 0) whose formula gives no value.

    Raises:
        Unusable: bomb, broken archive, password, or cells beyond the limits.
    """
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            parts = _unpack(archive)
    except (zipfile.BadZipFile, zlib.error, NotImplementedError, EOFError, OSError, ValueError) as problem:
        raise broken() from problem
    except RuntimeError as problem:  # zipfile's word for an entry under a password
        raise locked() from problem
    if b"encryption-data" in parts.get("META-INF/manifest.xml", b""):
        raise locked()
    if "content.xml" in parts:
        _check_ods(parts["content.xml"])
    return {name: _inspect_sheet(name, parts[path]) for name, path in _sheet_paths(parts).items() if path in parts}


def try_out(data: bytes) -> None:
    """Let another process open the workbook first: the reader does not fail for lack of memory, it ends its process.

    Raises:
        Unusable: where opening takes more than the memory or the time allowed.
    """
    command = [sys.executable, "-I", "-c", _TRIAL, str(TRIAL_MEMORY)]
    try:
        subprocess.run(command, input=data, capture_output=True, check=True, timeout=TRIAL_SECONDS)
    except subprocess.SubprocessError as problem:
        raise _bomb() from problem


def _kind_of_archive(data: bytes) -> str:
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError) as problem:
        raise broken() from problem
    for inside, kind in (("xl/workbook.xml", "xlsx"), ("xl/workbook.bin", "xlsb"), ("content.xml", "ods")):
        if inside in names:
            return kind
    if "word/document.xml" in names:
        raise _not_a_sheet(_("dokumen Word"))
    raise _not_a_sheet(_("arsip ZIP"))


def _unpack(archive: zipfile.ZipFile) -> dict[str, bytes]:
    """The parts that we look into; every part is unpacked, whatever size it claims."""
    entries = archive.infolist()
    if len(entries) > MAX_ENTRIES or sum(entry.file_size for entry in entries) > MAX_UNPACKED:
        raise _bomb()
    left = MAX_UNPACKED
    kept: dict[str, bytes] = {}
    for entry in entries:
        keep = entry.filename.endswith(".rels") or entry.filename.endswith(".xml")
        entry.file_size = MAX_UNPACKED + 1  # so that reading goes to the true end, not to the claimed one
        pieces = []
        with archive.open(entry) as part:
            while piece := part.read(1 << 20):
                left -= len(piece)
                if left < 0:
                    raise _bomb()
                if keep:
                    pieces.append(piece)
        if keep:
            kept[entry.filename] = b"".join(pieces)
    return kept


def _sheet_paths(parts: dict[str, bytes]) -> dict[str, str]:
    """Sheet name to path inside an xlsx."""
    if "xl/workbook.xml" not in parts:
        return {}
    try:
        book = ElementTree.fromstring(parts["xl/workbook.xml"])  # noqa: S314 - expat refuses entity bombs
        links = ElementTree.fromstring(parts.get("xl/_rels/workbook.xml.rels", b"<none/>"))  # noqa: S314
    except ElementTree.ParseError as problem:
        raise broken() from problem
    targets = {link.get("Id", ""): link.get("Target", "") for link in links}
    paths = {}
    for sheet in book.iter():
        if sheet.tag.endswith("}sheet"):
            link = next((value for key, value in sheet.attrib.items() if key.endswith("}id")), "")
            target = targets.get(link, "")
            paths[sheet.get("name", "")] = target.lstrip("/") if target.startswith("/") else f"xl/{target}"
    return paths


def _inspect_sheet(name: str, xml: bytes) -> Flaws:
    if far := _far_cell(xml):
        raise Unusable(
            _(
                "Lembar “%(sheet)s” berisi data sampai sel %(cell)s; "
                "paling banyak %(rows)d baris dan %(columns)d kolom. "
                "Hapus isi di luar tabel, atau bagi menjadi beberapa berkas."
            )
            % {"sheet": name, "cell": far, "rows": MAX_ROWS, "columns": MAX_COLUMNS},
            code="too-many-cells",
        )
    flaws: Flaws = {}
    for code, tags in (
        ("formula-error", (found for found in _CELL.finditer(xml) if b't="e"' in found.group())),
        ("formula-empty", _EMPTY_FORMULA.finditer(xml)),
    ):
        for tag in tags:
            if place := _REFERENCE.search(tag.group()):
                flaws[int(place[2]) - 1, column_number(place[1].decode())] = code
    return flaws


def _far_cell(xml: bytes) -> str:
    """The first filled cell beyond the limits; cells that are merely formatted do not count."""
    for match in _CELL.finditer(xml):
        tag = match.group()
        if tag.endswith(b"/>") or not (place := _REFERENCE.search(tag)):
            continue
        letters, row = place[1].decode(), int(place[2])
        if row > _ROWS_WITH_ROOM or (len(letters) > 1 and column_number(letters) >= MAX_COLUMNS):
            return f"{letters}{row}"
    return ""


def _check_ods(xml: bytes) -> None:
    """An ODS repeats rows and cells by a number; only repeated emptiness is harmless."""
    if any(b"value-type" in cell and _times(cell) > MAX_COLUMNS for cell in _ODS_CELL.findall(xml)):
        raise _bomb()
    rows = list(_ODS_ROW.finditer(xml))
    ends = [row.start() for row in rows[1:]] + [len(xml)]
    for row, until in zip(rows, ends, strict=False):
        if _times(row.group()) > _ROWS_WITH_ROOM and xml.find(b"value-type", row.end(), until) >= 0:
            raise _bomb()


def _times(tag: bytes) -> int:
    found = _TIMES.search(tag)
    return int(found[1][:9]) if found else 1


def column_number(letters: str) -> int:
    """Column counted from 0: A is 0, Z 25, AA 26."""
    number = 0
    for letter in letters:
        number = number * 26 + ord(letter) - 64
    return number - 1


def _bomb() -> Unusable:
    return Unusable(
        _(
            "Berkas ini mengembang menjadi lebih dari %(most)d MB ketika dibuka, jadi tidak dibuka. "
            "Salin tabelnya saja ke buku kerja baru, simpan sebagai .xlsx, lalu unggah."
        )
        % {"most": MAX_UNPACKED // (1024 * 1024)},
        code="zip-bomb",
    )


def locked() -> Unusable:
    """The refusal for a file under a password."""
    return Unusable(
        _(
            "Berkas ini dilindungi kata sandi. "
            "Buka di Excel, hapus sandinya (File → Info → Lindungi), simpan, lalu unggah lagi."
        ),
        code="password",
    )


def _not_a_sheet(what: str) -> Unusable:
    return Unusable(
        _(
            "Berkas ini %(what)s, bukan lembar kerja. "
            "Unggah berkas .xlsx, .xls, .ods atau .csv; templatnya dapat diunduh di halaman ini."
        )
        % {"what": what},
        code="not-a-spreadsheet",
    )

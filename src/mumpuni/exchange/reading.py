"""From the bytes of a file to one table: the right sheet, its header row, its data rows as text.

Offices put titles above the header, merge cells, spread a heading over two rows and number the columns
below it; all of that is looked through. Which columns mean what is proposed here and decided by people.
"""

import csv
import io
import re
from collections.abc import Collection, Iterable, Sequence
from dataclasses import dataclass, field

import python_calamine
from django.utils.translation import gettext as _

from mumpuni.audit.policies import Unusable
from mumpuni.exchange import cells, guards
from mumpuni.exchange.importers import Field, column_letter

HEADER_WITHIN = 40
_FIFTEEN_DIGITS = 10**15
_NUMBERING = re.compile(r"^\(?\d{1,3}\)?\.?$")

Mapping = dict[str, int]


@dataclass
class Sheet:
    """A sheet as texts; `flaws` marks cells (row, column from 0) whose text is not to be trusted."""

    name: str
    rows: list[list[str]]
    flaws: guards.Flaws = field(default_factory=dict)


@dataclass(frozen=True)
class Heading:
    """One column of the table found."""

    index: int
    letter: str
    text: str


@dataclass(frozen=True)
class RawRow:
    """A data row: its number in the sheet, texts by column index, flaws by column index."""

    number: int
    cells: dict[int, str]
    flaws: dict[int, str]


@dataclass(frozen=True)
class Table:
    """What was found: `mapping` proposes a column index for each field that a heading names."""

    sheet: str
    sheets: list[str]
    header_row: int
    headings: list[Heading]
    mapping: Mapping
    rows: list[RawRow]

    @property
    def signature(self) -> str:
        """The headings with their places as one text; files of the same make have the same."""
        return signature_of(self.headings)


def signature_of(headings: Iterable[Heading]) -> str:
    """The comparable form of a header row; a heading in another column makes another row."""
    return "|".join(f"{heading.letter} {cells.heading_key(heading.text)}" for heading in headings)


def read(data: bytes, fields: Sequence[Field], *, known: Collection[str] = (), sheet: str = "") -> Table:
    """Read a file and find the table whose headings fit `fields`.

    `known` are signatures of header rows that this owner has mapped before; they count as fitting even if no
    heading is an alias. `sheet` asks for one sheet by name.

    Raises:
        Unusable: with what is wrong, where, and how to mend it.
    """
    guards.check_size(len(data))
    found = _sheets(data)
    asked = [each for each in found if not sheet or each.name == sheet]
    names = [each.name for each in found]
    best: tuple[int, Sheet, int, int] | None = None
    for each in asked:
        score, first, height = _find_header(each, fields, known)
        if score and (best is None or score > best[0]):
            best = score, each, first, height
    if best is None:
        raise _no_header(found, fields)
    _score, chosen, first, height = best
    headings = _headings(chosen, first, height)
    rows = _data_rows(chosen, first + height, headings)
    if not rows:
        raise Unusable(
            _(
                "Lembar “%(sheet)s” berisi judul kolom di baris %(row)d tetapi 0 baris data di bawahnya. "
                "Isi datanya di bawah judul kolom lalu unggah lagi."
            )
            % {"sheet": chosen.name, "row": first + 1},
            code="no-rows",
        )
    if len(rows) > guards.MAX_ROWS:
        raise _too_many_rows(chosen.name, len(rows))
    return Table(chosen.name, names, first + height, headings, propose(headings, fields), rows)


def propose(headings: Sequence[Heading], fields: Sequence[Field]) -> Mapping:
    """Which column each field is likely to be, by aliases; the first column that fits wins."""
    mapping: Mapping = {}
    for heading in headings:
        words = _candidates(heading.text)
        for each in fields:
            if each.name not in mapping and words & each.keys:
                mapping[each.name] = heading.index
                break
    return mapping


def _sheets(data: bytes) -> list[Sheet]:
    kind = guards.kind_of(data)
    if kind == "csv":
        return [_csv_sheet(data)]
    flaws = guards.inspect_archive(data) if kind != "xls" else {}
    guards.try_out(data)
    sheets = []
    try:
        with python_calamine.load_workbook(io.BytesIO(data)) as book:
            for meta in book.sheets_metadata:
                if meta.visible == python_calamine.SheetVisibleEnum.Visible:
                    sheets.append(_sheet(book.get_sheet_by_name(meta.name), flaws.get(meta.name, {})))
    except python_calamine.PasswordError as problem:
        raise guards.locked() from problem
    except (python_calamine.CalamineError, OSError, ValueError) as problem:
        raise guards.broken() from problem
    return sheets


def _sheet(source: python_calamine.CalamineSheet, flaws: guards.Flaws) -> Sheet:
    sheet = Sheet(source.name, [], dict(flaws))
    if source.start is None:
        return sheet
    left = source.start[1]
    if source.total_width > guards.MAX_COLUMNS or source.total_height > guards.MAX_ROWS + 500:
        raise Unusable(
            _(
                "Lembar “%(sheet)s” berisi %(height)d baris dan %(width)d kolom; "
                "paling banyak %(rows)d baris dan %(columns)d kolom. "
                "Hapus isi di luar tabel, atau bagi menjadi beberapa berkas."
            )
            % {
                "sheet": source.name,
                "height": source.total_height,
                "width": source.total_width,
                "rows": guards.MAX_ROWS,
                "columns": guards.MAX_COLUMNS,
            },
            code="too-many-cells",
        )
    for at, values in enumerate(source.iter_rows()):
        row = [""] * left
        for column, value in enumerate(values, start=left):
            if isinstance(value, float | int) and not isinstance(value, bool) and abs(value) >= _FIFTEEN_DIGITS:
                sheet.flaws[at, column] = "lost-digits"
            row.append(cells.as_text(value))
        sheet.rows.append(row)
    _mark_texts(sheet)
    _fill_merged(sheet, source.merged_cell_ranges or [])
    return sheet


def _too_many_rows(sheet: str, here: int) -> Unusable:
    return Unusable(
        _("Lembar “%(sheet)s” berisi %(here)d baris, paling banyak %(most)d. Bagi menjadi beberapa berkas.")
        % {"sheet": sheet, "here": here, "most": guards.MAX_ROWS},
        code="too-many-rows",
    )


def _csv_sheet(data: bytes) -> Sheet:
    text = _decode(data)
    lines = text.count("\n") + text.count("\r")
    if lines > guards.MAX_ROWS * 10:  # cells of several lines are let through; a list of each empty line is not made
        raise _too_many_rows("CSV", lines)
    first = text.split("\n", 1)[0].strip().casefold()
    if re.fullmatch(r"sep=.", first):
        separator = first[-1]
        text = "\n" + text.split("\n", 1)[1]  # the line stays, empty, so that row numbers agree with Excel's
    else:
        separator = _separator(text)
    try:
        rows = [
            [_csv_text(value) for value in row]
            for row in csv.reader(io.StringIO(text, newline=""), delimiter=separator)
        ]
    except csv.Error as problem:
        raise guards.broken() from problem
    sheet = Sheet("CSV", rows)
    if rows and max(len(row) for row in rows) > guards.MAX_COLUMNS:
        raise guards.broken()
    _mark_texts(sheet)
    return sheet


def _decode(data: bytes) -> str:
    if data.startswith((b"\xff\xfe", b"\xfe\xff")):
        return data.decode("utf-16", "replace")
    try:
        return data.decode("utf-8-sig")
    except UnicodeDecodeError:
        return data.decode("cp1252", "replace")


def _separator(text: str) -> str:
    """The sign that splits most lines into the most equal number of cells."""
    lines = [line for line in text[:200_000].splitlines()[:60] if line.strip()]

    def regularity(sign: str) -> int:
        counts = [len(row) for row in csv.reader(lines, delimiter=sign)]
        usual = max(set(counts), key=counts.count, default=1)
        return counts.count(usual) * (usual - 1)

    return max((";", ",", "\t", "|"), key=regularity)


def _csv_text(value: str) -> str:
    """The trick ="0123", by which a CSV keeps its zeros, is text, not a formula."""
    bare = cells.clean(value)
    match = re.fullmatch(r'="([^"]*)"', bare)
    return match[1] if match else bare


def _mark_texts(sheet: Sheet) -> None:
    for at, row in enumerate(sheet.rows):
        for column, value in enumerate(row):
            if value.startswith("=") and len(value) > 1:
                sheet.flaws[at, column] = "formula-text"
            elif value[:1] in "#Ee" and cells.is_error_text(value):
                sheet.flaws[at, column] = "formula-error"


def _fill_merged(sheet: Sheet, ranges: Sequence[tuple[tuple[int, int], tuple[int, int]]]) -> None:
    """A cell merged over several rows speaks for each of them; across columns only its first column speaks."""
    left_to_fill = guards.MAX_ROWS * guards.MAX_COLUMNS
    for (top, left), (bottom, _right) in ranges:
        if top < len(sheet.rows) and left < len(sheet.rows[top]):
            left_to_fill -= min(bottom, len(sheet.rows)) - top
            if left_to_fill < 0:  # no sheet has room for so many, unless they lie over one another
                raise guards.broken()
            for at in range(top + 1, min(bottom + 1, len(sheet.rows))):
                if left < len(sheet.rows[at]) and not sheet.rows[at][left]:
                    sheet.rows[at][left] = sheet.rows[top][left]


def _candidates(text: str) -> set[str]:
    """The whole heading, and its parts around a slash, bracket or line ("NIP/NRP", "Nama (dengan gelar)")."""
    parts = {text, *re.split(r"[/(\n]| - | › ", text)}
    return {key for part in parts if (key := cells.heading_key(part))}


def _find_header(sheet: Sheet, fields: Sequence[Field], known: Collection[str]) -> tuple[int, int, int]:
    """Score, first row and height (1 or 2) of the likeliest header; score 0 where none fits."""
    least = min(2, len(fields))
    best = (0, 0, 1)
    for first in range(min(HEADER_WITHIN, len(sheet.rows))):
        for height in (1, 2):
            headings = _headings(sheet, first, height)
            score = len(propose(headings, fields))
            if signature_of(headings) in known:
                score = max(score, least) + len(fields)
            if score >= least and (score, -height) > (best[0], -best[2]):
                best = (score, first, height)
    return best


def _headings(sheet: Sheet, first: int, height: int) -> list[Heading]:
    lines = sheet.rows[first : first + height]
    headings, above = [], ""
    for index in range(max((len(line) for line in lines), default=0)):
        texts = [line[index] if index < len(line) else "" for line in lines]
        if len(texts) == 2:
            above = texts[0] or (above if texts[1] else "")
            words = [word for word in dict.fromkeys((above, texts[1])) if word]
        else:
            words = [text for text in texts if text]
        if words:
            headings.append(Heading(index, column_letter(index), " › ".join(words)))
    return headings


def _data_rows(sheet: Sheet, start: int, headings: Sequence[Heading]) -> list[RawRow]:
    wanted = [heading.index for heading in headings]
    flaws: dict[int, dict[int, str]] = {}
    for (at, column), code in sheet.flaws.items():
        flaws.setdefault(at, {})[column] = code
    rows = []
    for at in range(start, len(sheet.rows)):
        line = sheet.rows[at]
        texts = {index: line[index] for index in wanted if index < len(line) and line[index]}
        bad = {index: code for index, code in flaws.get(at, {}).items() if index in wanted}
        if not texts and not bad:
            continue
        numbered = at == start and len(texts) > 1 and all(_NUMBERING.match(text) for text in texts.values())
        if numbered or _repeats_headings(texts, headings):
            continue
        rows.append(RawRow(at + 1, texts, bad))
    return rows


def _repeats_headings(texts: dict[int, str], headings: Sequence[Heading]) -> bool:
    """A header repeated for a new printed page, or the lower half of one merged over two rows.

    At least two cells, and half of those filled, must be the heading word for word; a person's row never is.
    """
    same = sum(
        cells.heading_key(texts[heading.index]) == cells.heading_key(heading.text)
        for heading in headings
        if heading.index in texts
    )
    return same > 1 and same * 2 >= len(texts)


def _no_header(found: Sequence[Sheet], fields: Sequence[Field]) -> Unusable:
    filled = [sheet for sheet in found if any(any(row) for row in sheet.rows)]
    if not filled:
        return Unusable(_("Berkas ini tidak berisi data (0 baris). Isi templat lalu unggah lagi."), code="no-rows")
    return Unusable(
        _(
            "Judul kolom tidak ditemukan dalam %(within)d baris pertama. Lembar yang ada: %(sheets)s. "
            "Kolom yang dicari antara lain: %(columns)s. Periksa apakah lembarnya benar, atau pakai templat."
        )
        % {
            "within": HEADER_WITHIN,
            "sheets": ", ".join(f"“{sheet.name}”" for sheet in found),
            "columns": ", ".join(str(each.label) for each in fields if each.required),
        },
        code="wrong-sheet",
    )

"""What a form asks and how far its answers are: plain data, without the database (isi formulir)."""

import re
from collections.abc import Collection, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.utils.functional import Promise
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

TEXT, LONG, DATE, NUMBER, CHOICE, YES, TABLE, FILE = (
    "text", "long", "date", "number", "choice", "yes", "table", "file",
)  # fmt: skip
KINDS: dict[str, str | Promise] = {
    TEXT: gettext_lazy("Teks pendek"),
    LONG: gettext_lazy("Uraian"),
    DATE: gettext_lazy("Tanggal"),
    NUMBER: gettext_lazy("Angka"),
    CHOICE: gettext_lazy("Pilihan"),
    YES: gettext_lazy("Centang (ya)"),
    TABLE: gettext_lazy("Tabel"),
    FILE: gettext_lazy("Berkas"),
}
MOST_ROWS = 20
LONGEST = 10_000
YES_WORD = "ya"


@dataclass(frozen=True)
class Field:
    """One thing asked. `choices` are the options of a choice, or the headings of a table with `rows` lines."""

    code: str
    label: str
    kind: str = TEXT
    help: str = ""
    required: bool = False
    rows: int = 4
    choices: tuple[str, ...] = ()

    def names(self) -> list[str]:
        """The names of its controls on the page."""
        if self.kind == TABLE:
            return [self.cell(row, column) for row in range(self.rows) for column in range(len(self.choices))]
        return [self.code]

    def cell(self, row: int, column: int) -> str:
        """The name of one cell of a table."""
        return f"{self.code}.{row}.{column}"

    def is_filled(self, value: Any, files: Collection[str] = ()) -> bool:
        """Whether something stands in it; a file counts by its field."""
        if self.kind == FILE:
            return self.code in files
        if self.kind == TABLE:
            return any(cell.strip() for line in value or [] for cell in line)
        return bool(value.strip() if isinstance(value, str) else value)

    def overlong(self, value: Any) -> int:
        """How many letters a text, or a cell of a table, has where that is too many; otherwise 0."""
        texts = [cell for line in value or [] for cell in line] if self.kind == TABLE else [self.shown(value)]
        longest = max(map(len, texts), default=0)
        return longest if longest > LONGEST else 0

    def problem(self, value: Any) -> str:
        """What is wrong with what was typed; empty where nothing is."""
        if long := self.overlong(value):
            return _("Terlalu panjang: %(here)d huruf, paling banyak %(most)d.") % {"here": long, "most": LONGEST}
        words = self.shown(value)
        if self.kind == DATE and words and not _is_day(words):
            return _("Tulis tanggal seperti 2026-03-31.")
        if self.kind == NUMBER and words and not re.fullmatch(r"-?\d{1,12}([.,]\d{1,6})?", words.strip()):
            return _("Tulis angka saja, misalnya 12.")
        if self.kind == CHOICE and words and words not in self.choices:
            return _("Pilih salah satu dari daftar.")
        return ""

    def lines(self, value: Any) -> list[list[str]]:
        """A table's lines, each as wide as its headings and as many as it offers."""
        width = len(self.choices)
        there = [[*map(str, line), *[""] * width][:width] for line in value or []]
        return there + [[""] * width for _line in range(self.rows - len(there))]

    def filled_lines(self, value: Any) -> list[list[str]]:
        """The lines in which something stands."""
        return [line for line in self.lines(value) if any(cell.strip() for cell in line)]

    def shown(self, value: Any) -> str:
        """The answer in words, for comparing and for letters."""
        if self.kind == TABLE:
            return "\n".join(" · ".join(cell for cell in line if cell.strip()) for line in self.filled_lines(value))
        if self.kind == YES:
            return str(_("Ya")) if value else ""
        return str(value or "")


@dataclass(frozen=True)
class Part:
    """A section of a form."""

    code: str
    title: str
    help: str = ""
    fields: tuple[Field, ...] = field(default_factory=tuple)


def parts_of(stored: Iterable[Mapping[str, Any]]) -> list[Part]:
    """The sections as they lie in a template."""
    return [
        Part(part["code"], part["title"], part.get("help", ""), tuple(_field(one) for one in part.get("fields", [])))
        for part in stored
    ]


def fields_of(stored: Iterable[Mapping[str, Any]]) -> list[Field]:
    """All fields of a template in their order."""
    return [one for part in parts_of(stored) for one in part.fields]


def read(fields: Iterable[Field], posted: Mapping[str, str]) -> dict[str, Any]:
    """What a page sent, field by field; a field of which it sent nothing is left out."""
    found: dict[str, Any] = {}
    for one in fields:
        if one.kind == TABLE:
            if any(name in posted for name in one.names()):
                width = range(len(one.choices))
                lines = [[_text(posted.get(one.cell(row, column), "")) for column in width] for row in range(one.rows)]
                while lines and not any(cell.strip() for cell in lines[-1]):
                    lines.pop()
                found[one.code] = lines
        elif one.kind != FILE and one.code in posted:
            given = _text(posted[one.code])
            found[one.code] = given == YES_WORD if one.kind == YES else given
    return found


def controls(fields: Iterable[Field], data: Mapping[str, Any]) -> dict[str, str]:
    """What each control of the page holds, by its name; the reverse of `read`."""
    found: dict[str, str] = {}
    for one in fields:
        value = data.get(one.code)
        if one.kind == TABLE:
            for row, line in enumerate(one.lines(value)):
                found |= {one.cell(row, column): cell for column, cell in enumerate(line)}
        elif one.kind == YES:
            found[one.code] = YES_WORD if value else ""
        elif one.kind != FILE:
            found[one.code] = one.shown(value)
    return found


def missing(fields: Iterable[Field], data: Mapping[str, Any], files: Collection[str] = ()) -> list[Field]:
    """The required fields in which nothing stands."""
    return [one for one in fields if one.required and not one.is_filled(data.get(one.code), files)]


def percent(fields: Collection[Field], data: Mapping[str, Any], files: Collection[str] = ()) -> int:
    """How much of what is required stands there; of a form that requires nothing, how much of all."""
    counted = [one for one in fields if one.required] or list(fields)
    if not counted:
        return 100
    return sum(one.is_filled(data.get(one.code), files) for one in counted) * 100 // len(counted)


def differing(fields: Iterable[Field], one: Mapping[str, Any], other: Mapping[str, Any]) -> list[Field]:
    """The fields of `other` whose answers are not those of `one`."""
    return [
        each for each in fields if each.code in other and each.shown(one.get(each.code)) != each.shown(other[each.code])
    ]


def _field(stored: Mapping[str, Any]) -> Field:
    return Field(
        code=stored["code"],
        label=stored["label"],
        kind=stored.get("kind", TEXT),
        help=stored.get("help", ""),
        required=bool(stored.get("required")),
        rows=min(int(stored.get("rows") or 4), MOST_ROWS),
        choices=tuple(stored.get("choices", ())),
    )


def _text(value: str) -> str:
    return value.replace("\r\n", "\n").replace("\x00", "")


def _is_day(words: str) -> bool:
    try:
        date.fromisoformat(words)
    except ValueError:
        return False
    return True

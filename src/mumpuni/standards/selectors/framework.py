"""The nine levels as an edition names them, beside what the articles set equal to each; the tables of Pasal 12."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404

from mumpuni.people.policies import require
from mumpuni.regulations import catalogue
from mumpuni.regulations.catalogue import Entry
from mumpuni.standards.models import EquivalenceRow, EquivalenceTable, Framework
from mumpuni.standards.policies import equivalence as policies
from mumpuni.standards.words import MAY_NOT_SEE_STANDARDS

LAW = "permendagri-11-2018"


@dataclass(frozen=True)
class Line:
    """One thing that an article sets equal to a level, in the reader's language, with the article."""

    name: str
    place: str
    at_least: bool = False


@dataclass
class LevelRow:
    """One level with everything that the articles set equal to it."""

    level: int
    name: str
    description: str
    administration: list[Line] = field(default_factory=list)
    functional: list[Line] = field(default_factory=list)
    graduates: list[Line] = field(default_factory=list)
    functional_graduates: list[Line] = field(default_factory=list)
    education: list[Line] = field(default_factory=list)


def level_numbers() -> tuple[int, ...]:
    """The levels that there are, ascending (Pasal 5 ayat (1))."""
    return tuple(int(code) for code in catalogue(f"{LAW}/levels").codes)


def editions(actor: Any) -> QuerySet[Framework]:
    """Every edition of the framework, the latest first; old ones stay readable.

    Raises:
        Refused: for a stranger.
    """
    require(policies.may_see_framework(actor), MAY_NOT_SEE_STANDARDS)
    return Framework.objects.prefetch_related("levels")


def edition_on(actor: Any, day: date) -> Framework | None:
    """The edition in force on this day."""
    return editions(actor).filter(in_force_from__lte=day).order_by("-in_force_from").first()


def edition(actor: Any, number: int) -> Framework:
    """One edition by its number.

    Raises:
        Http404: where there is none of that number.
    """
    found = editions(actor).filter(number=number).first()
    if found is None:
        raise Http404
    return found


def level_rows(framework: Framework, language: str) -> list[LevelRow]:
    """The levels of an edition, the highest first, with both ladders of Pasal 5, both tables of Pasal 10, Pasal 9."""
    rows = {each.level: LevelRow(each.level, each.name, each.description) for each in framework.levels.all()}
    families = {entry.code: entry.fields["family"] for entry in catalogue(f"{LAW}/position-levels").entries}
    for entry in catalogue(f"{LAW}/position-levels").entries:
        functional = families[entry.code] == "jabatan-fungsional"
        _place(rows, entry, "functional" if functional else "administration", language)
    for entry in catalogue(f"{LAW}/development-levels").entries:
        functional = families.get(entry.code) == "jabatan-fungsional"
        _place(rows, entry, "functional_graduates" if functional else "graduates", language)
    for entry in catalogue(f"{LAW}/education-levels").entries:
        _place(rows, entry, "education", language)
    return [rows[level] for level in sorted(rows, reverse=True)]


def names(table: str, language: str) -> dict[str, str]:
    """What the entries of a catalogue of levels are called, by code."""
    return {entry.code: entry.name(language) for entry in catalogue(f"{LAW}/{table}").entries}


def tables(actor: Any) -> QuerySet[EquivalenceTable]:
    """Every table of Pasal 12 with the number of its rows, by kind and the latest first.

    Raises:
        Refused: for a stranger.
    """
    require(policies.may_see_framework(actor), MAY_NOT_SEE_STANDARDS)
    return EquivalenceTable.objects.annotate(row_count=Count("rows"))


def table(actor: Any, pk: int) -> EquivalenceTable:
    """One of them with its rows.

    Raises:
        Http404: for one that does not exist.
    """
    found = tables(actor).prefetch_related("rows").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def in_force(day: date) -> dict[str, EquivalenceTable]:
    """The table of each kind that applies on this day, with its rows; two queries."""
    latest = (
        EquivalenceTable.objects.filter(in_force_from__lte=day)
        .order_by("kind", "-in_force_from")
        .distinct("kind")
        .prefetch_related("rows")
    )
    return {each.kind: each for each in latest}


def narrowed(tables_in_force: dict[str, EquivalenceTable], kind: str, key: str) -> EquivalenceRow | None:
    """The row that narrows this education or development, if its table has one."""
    there = tables_in_force.get(kind)
    rows: Iterable[EquivalenceRow] = there.rows.all() if there else ()
    return next((row for row in rows if row.key == key), None)


def _place(rows: dict[int, LevelRow], entry: Entry, column: str, language: str) -> None:
    place = entry.citation.place if entry.citation else ""
    line = Line(entry.name(language), place, bool(entry.fields.get("at_least", False)))
    for level in entry.fields["levels"]:
        if level in rows:
            getattr(rows[level], column).append(line)

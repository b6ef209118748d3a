"""The grid of a batch as a plain form: what it shows, and what came back changed (lembar hasil)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, field

from mumpuni.certification.selectors.results import Result
from mumpuni.certification.services.verdicts import Conflict, HoursChange, UnitChange
from mumpuni.standards.models import QualificationUnit

WORDS = ("", "K", "BK")


@dataclass
class Cell:
    """A unit of a participant, or the hours; `typed` is what the field shows."""

    name: str
    here: str
    typed: str
    label: str
    locked: bool = False
    conflict: bool = False
    applies: bool = True


@dataclass
class Line:
    """A participant of the grid."""

    result: Result
    cells: list[Cell]
    hours: Cell
    was: str

    @property
    def key(self) -> int:
        """The participant's number."""
        return self.result.nomination.pk


@dataclass
class Sheet:
    """The whole grid; its columns are the units of all qualifications in the batch, those shared only once."""

    titles: list[str]
    lines: list[Line] = field(default_factory=list)


def sheet(
    results: Sequence[Result], given: Mapping[str, str] | None = None, conflicts: Sequence[Conflict] = ()
) -> Sheet:
    """The grid, with what was typed where that was not saved."""
    titles = list(dict.fromkeys(unit.title for result in results for unit in result.units))
    clashing = {(each.nomination, each.unit) for each in conflicts}
    lines = [_line(result, titles, given or {}, clashing) for result in results]
    return Sheet(titles, lines)


def _line(
    result: Result, titles: Sequence[str], given: Mapping[str, str], clashing: set[tuple[int, int | None]]
) -> Line:
    key = result.nomination.pk
    by_title = {unit.title: unit for unit in result.units}
    cells = [_cell(result, by_title.get(title), title, given, clashing) for title in titles]
    hours = "" if result.nomination.training_jp is None else str(result.nomination.training_jp)
    name = f"jp-{key}"
    in_conflict = (key, None) in clashing
    shown = Cell(name, hours, given.get(name, hours), "JP", "attendance" in result.certificates, in_conflict)
    return Line(result, cells, shown, was(result))


def _cell(
    result: Result,
    unit: QualificationUnit | None,
    title: str,
    given: Mapping[str, str],
    clashing: set[tuple[int, int | None]],
) -> Cell:
    if unit is None:
        return Cell("", "", "", title, applies=False)
    key = result.nomination.pk
    name = f"v-{key}-{unit.pk}"
    verdict = result.verdicts.get(unit.pk)
    here = verdict.word if verdict else ""
    return Cell(name, here, given.get(name, here), title, result.is_certified, (key, unit.pk) in clashing)


def was(result: Result) -> str:
    """What a line shows, in one hidden field: "12=K,14=BK|15"."""
    verdicts = ",".join(f"{pk}={verdict.word}" for pk, verdict in sorted(result.verdicts.items()))
    hours = "" if result.nomination.training_jp is None else result.nomination.training_jp
    return f"{verdicts}|{hours}"


def changes(
    results: Sequence[Result], given: Mapping[str, str]
) -> tuple[list[UnitChange], list[HoursChange], list[str]]:
    """What differs from what the form showed when it was opened; the last are names of fields that cannot be read."""
    units: list[UnitChange] = []
    hours: list[HoursChange] = []
    unread: list[str] = []
    for result in results:
        key = result.nomination.pk
        if f"was-{key}" not in given:
            continue
        shown, shown_hours = _shown(given[f"was-{key}"])
        for unit in result.units:
            now, before = given.get(f"v-{key}-{unit.pk}"), shown.get(unit.pk, "")
            if now is not None and now != before:
                units.append(UnitChange(key, unit.pk, now, before))
        typed = given.get(f"jp-{key}")
        if typed is None or typed.strip() == shown_hours:
            continue
        if typed.strip() and not (typed.strip().isascii() and typed.strip().isdigit()):
            unread.append(f"jp-{key}")
            continue
        hours.append(HoursChange(key, _whole(typed), _whole(shown_hours)))
    return units, hours, unread


def _shown(text: str) -> tuple[dict[int, str], str]:
    verdicts, _bar, hours = text.partition("|")
    pairs = [part.split("=", 1) for part in verdicts.split(",") if "=" in part]
    return {int(unit): word for unit, word in pairs if unit.isdigit() and word in WORDS}, hours


def _whole(text: str) -> int | None:
    plain = text.strip()
    return int(plain[:6]) if plain.isdigit() else None

"""Whether an action plan may be handed in (Rencana Tindak Lanjut)."""

from calendar import monthrange
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import MAXYEAR, date
from itertools import pairwise
from typing import Annotated, Any, Literal, get_args

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Bounds, Count

Horizon = Literal["short", "medium", "long"]
Unit = Literal["day", "week", "month"]
#: The grid begins with week 1.
Week = Annotated[int, Bounds(least=1)]

_COLUMNS = catalogue("panduan-2019/milestone-columns")
ROW: dict[str, Citation] = {name: cited(_COLUMNS[name]) for name in ("activity", "duration", "output")}
_FIELDS = catalogue("panduan-2019/action-plan-fields")
FIELDS: dict[str, Citation] = {entry.code: cited(entry) for entry in _FIELDS.entries}
PART_OF_FIELD: dict[str, str] = {entry.code: entry.fields["part"] for entry in _FIELDS.entries}

_FRAMES = catalogue("panduan-2019/time-frames")
HORIZONS: tuple[Horizon, ...] = get_args(Horizon)
FRAMES: dict[Horizon, Citation] = {horizon: cited(_FRAMES[horizon]) for horizon in HORIZONS}
#: Months are the guide's; weeks and days are the same time for plans without dates.
MOST: dict[Horizon, dict[Unit, int]] = {
    horizon: {unit: _FRAMES[horizon].fields[f"{unit}s"] for unit in get_args(Unit)} for horizon in HORIZONS
}

ONE_EACH = Citation(
    "panduan-2019",
    "Rencana Tindak Lanjut 1.c/2.c/3.c",
    requirement="PAND-057",
    quote="JANGKA WAKTU KEGIATAN DURASI (Hari/Minggu/Bulan) TARGET CAPAIAN/OUTPUT",
)
AS_TIMELINE = Citation(
    "panduan-2019",
    "Rencana Tindak Lanjut 1.c/2.c/3.c catatan *)",
    requirement="PAND-058",
    quote="Durasi berbasis mingguan dan bulanan serta dibuat dalam bentuk timeline",
)
DAYS_ROUNDED = Citation(
    "panduan-2019",
    "Rencana Tindak Lanjut 1.c judul kolom vs catatan *)",
    requirement="PAND-059",
    quote="DURASI (Hari/Minggu/ Bulan)",
)
MONTH_OF_FOUR = Citation(
    "panduan-2019",
    "Rencana Tindak Lanjut 3.c dan 3.d",
    requirement="PAND-060",
    quote="Uji Coba penggunaan aplikasi 1 bulan",
)
GRID = Citation(
    "panduan-2019",
    "Rencana Tindak Lanjut 1.d/2.d/3.d",
    requirement="PAND-061",
    quote="Kegiatan Minggu 1 2 3 4 5 6 7 8 9 10 11 12",
)
DAYS_A_WEEK = 7
WEEKS_A_MONTH = 4
NOTHING = ("timeline.nothing",)


@dataclass(frozen=True, slots=True)
class PlanFields:
    """Parts a and b of the plan; `unit` is Unit Kerja or Instansi. What is left out is found missing."""

    name: str | None = None
    position: str | None = None
    unit: str | None = None
    contact: str | None = None
    mentor: str | None = None
    title: str | None = None
    background: str | None = None
    problem: str | None = None
    objective: str | None = None
    benefit: str | None = None


@dataclass(frozen=True, slots=True)
class Duration:
    """A number of days, weeks or months (DURASI)."""

    count: Count
    unit: Unit


@dataclass(frozen=True, slots=True)
class Milestone:
    """One row of part c (langkah kerja); `weeks` are its filled cells in part d, `ends_on` its last day if dated."""

    horizon: Horizon
    activity: str | None = None
    duration: Duration | None = None
    output: str | None = None
    weeks: tuple[Week, ...] = ()
    ends_on: date | None = None


@dataclass(frozen=True, slots=True)
class ActionPlanFacts:
    """The whole plan; `start` is its first day where days are known."""

    fields: PlanFields
    start: date | None = None
    milestones: tuple[Milestone, ...] = ()


@rule(
    "panduan-2019/action-plan",
    *FIELDS.values(),
    *ROW.values(),
    *FRAMES.values(),
    ONE_EACH,
    AS_TIMELINE,
    DAYS_ROUNDED,
    MONTH_OF_FOUR,
    GRID,
)
def action_plan(facts: ActionPlanFacts) -> Decision:
    """Judge whether the plan is complete and each milestone keeps to its time frame.

    The guide gives limits in months and does not say from when. We count from the plan's first day, and the last day
    is the same day of the month 3, 6 or 12 months later, that day included; where the month has no such day, its last
    one. Without days the cells of the timeline decide, without cells the duration alone. One activity in each time
    frame is read from the three examples. A row without activity, duration or output is a row without that field, and
    a duration of nothing is none.

    >>> from datetime import date
    >>> rows = [Milestone("short", "FGD", Duration(3, "month"), "Berita acara", ends_on=date(2019, 8, 7))]
    >>> [each.code for each in action_plan(ActionPlanFacts(PlanFields(), date(2019, 5, 6), tuple(rows))).findings][-3:]
    ['horizon-exceeded', 'no-milestone', 'no-milestone']
    """
    findings = (
        *fields_missing(facts.fields),
        *rows_missing(facts.milestones),
        *horizons_exceeded(facts),
        *horizons_empty(facts.milestones),
        *timeline_gaps(facts.milestones),
        *durations_mismatched(facts.milestones),
    )
    timeline = (ONE_EACH, AS_TIMELINE, DAYS_ROUNDED, MONTH_OF_FOUR, GRID)
    cited_here = (*FIELDS.values(), *ROW.values(), *FRAMES.values(), *timeline)
    return compliance("panduan-2019/action-plan", findings, *cited_here)


def fields_missing(fields: PlanFields) -> Iterator[Finding]:
    """Every field of parts a and b says something."""
    for name, citation in FIELDS.items():
        if getattr(fields, name) is None:
            yield empty(citation, f"fields.{name}", PART_OF_FIELD[name])


def rows_missing(milestones: tuple[Milestone, ...]) -> Iterator[Finding]:
    """Every row of part c has its activity, duration and output."""
    for row, milestone in enumerate(milestones, 1):
        for name, citation in ROW.items():
            given: Any = getattr(milestone, name)
            if given is None:
                yield empty(citation, f"milestones.{name}", f"c.{row}")
            elif isinstance(given, Duration) and not given.count:
                yield empty(citation, f"milestones.{name}", f"c.{row}", "field.zero")


def empty(citation: Citation, field: str, where: str, wrong: str = "field.empty") -> Finding:
    """A field of the plan that is not filled in, or with nothing."""
    return violation("missing-field", citation, field=field, where=where, wrong=wrong)


def horizons_exceeded(facts: ActionPlanFacts) -> Iterator[Finding]:
    """3, 6 and 12 months: by days, else by the cells of the timeline, else by the duration."""
    for row, milestone in enumerate(facts.milestones, 1):
        if reached := _reach(facts.start, milestone):
            measure, ends, limit = reached
            if ends > limit:
                yield violation(
                    "horizon-exceeded",
                    FRAMES[milestone.horizon],
                    where=f"c.{row}",
                    horizon=milestone.horizon,
                    measure=f"until.{measure}",
                    ends=ends,
                    limit=limit,
                )


def _reach(start: date | None, milestone: Milestone) -> tuple[str, Any, Any] | None:
    """How far the milestone runs and how far it may; None where nothing tells."""
    most = MOST[milestone.horizon]
    if start and milestone.ends_on:
        return "date", milestone.ends_on, months_later(start, most["month"])
    if milestone.weeks:
        return "week", max(milestone.weeks), most["week"]
    if milestone.duration:
        return milestone.duration.unit, milestone.duration.count, most[milestone.duration.unit]
    return None


def months_later(day: date, months: int) -> date:
    """The same day of a later month, or that month's last day where it has no such day."""
    years, month = divmod(day.month - 1 + months, 12)
    year = day.year + years
    if year > MAXYEAR:
        return date.max
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def horizons_empty(milestones: tuple[Milestone, ...]) -> Iterator[Finding]:
    """At least one activity in each time frame."""
    for horizon in HORIZONS:
        if all(milestone.horizon != horizon for milestone in milestones):
            yield violation("no-milestone", ONE_EACH, horizon=horizon)


def timeline_gaps(milestones: tuple[Milestone, ...]) -> Iterator[Finding]:
    """Once part d is drawn, it shows every row and runs without a hole from its first bar to its last."""
    drawn = sorted({week for milestone in milestones for week in milestone.weeks})
    if not drawn:
        return
    rows = [row for row, milestone in enumerate(milestones, 1) if not milestone.weeks]
    holes = [
        f"{before + 1}-{after - 1}" if after - before > 2 else str(before + 1)
        for before, after in pairwise(drawn)
        if after - before > 1
    ]
    if rows or holes:
        yield warning("timeline-gap", GRID, rows=tuple(rows) or NOTHING, weeks=tuple(holes) or NOTHING)


def durations_mismatched(milestones: tuple[Milestone, ...]) -> Iterator[Finding]:
    """A drawn row has as many cells as its duration has weeks."""
    for row, milestone in enumerate(milestones, 1):
        drawn, said = len(set(milestone.weeks)), milestone.duration
        if drawn and said and drawn != in_weeks(said.count, said.unit):
            yield warning(
                "duration-mismatch",
                AS_TIMELINE,
                where=f"c.{row}",
                count=said.count,
                unit=f"unit.{said.unit}",
                wanted=in_weeks(said.count, said.unit),
                here=drawn,
            )


def in_weeks(count: int, unit: Unit) -> int:
    """The cells that a duration fills: days rounded up to whole weeks, a month as four weeks.

    >>> in_weeks(10, "day"), in_weeks(1, "month")
    (2, 4)
    """
    if unit == "day":
        return -(-count // DAYS_A_WEEK)
    return count * WEEKS_A_MONTH if unit == "month" else count

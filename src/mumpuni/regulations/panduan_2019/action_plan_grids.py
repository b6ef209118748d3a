"""How part d of an action plan is drawn, and what part a is called (timeline langkah kerja, identitas peserta)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, TypedDict

from mumpuni.regulations.catalogue import catalogue
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, violation, warning
from mumpuni.regulations.panduan_2019.action_plans import (
    AS_TIMELINE,
    DAYS_ROUNDED,
    FIELDS,
    GRID,
    MONTH_OF_FOUR,
    WEEKS_A_MONTH,
    Unit,
    Week,
    empty,
    in_weeks,
)
from mumpuni.regulations.panduan_2019.action_plans import Duration as Duration
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Bounds, Level

GROWS = Citation(
    "panduan-2019",
    "Rencana Tindak Lanjut 1.d/2.d/3.d vs JANGKA WAKTU",
    requirement="PAND-062",
    quote="Jangka Panjang (≤12 bulan)",
)
#: Columns that the guide's grid has.
GRID_WEEKS = 12

UNIT_LINE = Citation(
    "panduan-2019", "Rencana Tindak Lanjut 1.a vs 2.a dan 3.a", requirement="PAND-044", quote="Instansi"
)
Label = Literal["Unit Kerja", "Instansi"]
_SAMPLES = catalogue("panduan-2019/action-plan-samples")
#: The label of the third line as each level's example has it.
UNIT_LABELS: dict[str, Label] = {entry.code: entry.fields["unit_label"] for entry in _SAMPLES.entries}


@dataclass(frozen=True, slots=True)
class DrawnDuration:
    """A number of days, weeks or months, at least one."""

    count: Annotated[int, Bounds(least=1)]
    unit: Unit


@dataclass(frozen=True, slots=True)
class DrawnActivity:
    """An activity with the week in which it begins."""

    activity: str
    starts_in_week: Week
    duration: DrawnDuration


@dataclass(frozen=True, slots=True)
class TimelineFacts:
    """The rows of part d in their order."""

    activities: tuple[DrawnActivity, ...] = ()


class Bar(TypedDict):
    """The filled cells of one row, first and last included."""

    activity: str
    first_week: int
    last_week: int


class TimelineValues(TypedDict):
    """The bars, the columns of single weeks, and the columns of whole months that follow them."""

    bars: tuple[Bar, ...]
    weeks: int
    months: int


@rule(
    "panduan-2019/action-plan-timeline",
    GRID,
    AS_TIMELINE,
    DAYS_ROUNDED,
    MONTH_OF_FOUR,
    GROWS,
    outcomes=("twelve-weeks", "extended", "empty"),
    values=TimelineValues,
)
def timeline(facts: TimelineFacts) -> Decision:
    """Draw the grid of an action plan.

    The guide's grid has twelve weeks, yet activities may run to twelve months. We draw the twelve weeks and add as
    many months of four weeks as the last activity needs, so that none drops out. Whether an activity keeps to its
    time frame is asked of `panduan-2019/action-plan`.

    >>> timeline(TimelineFacts((DrawnActivity("Uji coba", 10, DrawnDuration(1, "month")),))).values["bars"][0]
    {'activity': 'Uji coba', 'first_week': 10, 'last_week': 13}
    """
    bars = tuple(_bar(each) for each in facts.activities)
    last = max((bar["last_week"] for bar in bars), default=0)
    months = -(-max(last - GRID_WEEKS, 0) // WEEKS_A_MONTH)
    findings = () if bars else (violation("empty-timeline", GRID),)
    outcome = ("extended" if months else "twelve-weeks") if bars else "empty"
    values = TimelineValues(bars=bars, weeks=GRID_WEEKS, months=months)
    cited_here = (GRID, AS_TIMELINE, DAYS_ROUNDED, MONTH_OF_FOUR, GROWS)
    return decision("panduan-2019/action-plan-timeline", outcome, findings, *cited_here, **values)


def _bar(drawn: DrawnActivity) -> Bar:
    cells = in_weeks(drawn.duration.count, drawn.duration.unit)
    return Bar(activity=drawn.activity, first_week=drawn.starts_in_week, last_week=drawn.starts_in_week + cells - 1)


@dataclass(frozen=True, slots=True)
class IdentityFacts:
    """Part a as the record holds it: work unit and agency both, telephone and e-mail apart."""

    level: Level
    name: str | None = None
    position: str | None = None
    work_unit: str | None = None
    agency: str | None = None
    phone: str | None = None
    email: str | None = None
    mentor: str | None = None


class IdentityValues(TypedDict):
    """The label and the text of the third line as they are printed."""

    unit_label: Label
    unit: str | None


@rule(
    "panduan-2019/action-plan-identity",
    *(FIELDS[name] for name in ("name", "position", "unit", "contact", "mentor")),
    UNIT_LINE,
    values=IdentityValues,
)
def identity(facts: IdentityFacts) -> Decision:
    """Judge part a of a plan and say what its third line is called.

    The example for Pengawas prints Unit Kerja there, the two others Instansi; we keep both and print the one of the
    level. The other one missing is only a warning, as the form of that level does not ask for it. One way to reach
    the participant is enough. A mentor is somebody else: the same name in other letters or spaces is the same person.

    >>> identity(IdentityFacts("pengawas", work_unit="Pusat Pengembangan ASN")).values["unit_label"]
    'Unit Kerja'
    """
    findings = (*lines_missing(facts), *address(facts), *own_mentor(facts))
    label = UNIT_LABELS[facts.level]
    printed = facts.work_unit if label == "Unit Kerja" else facts.agency
    lines = (*(FIELDS[name] for name in ("name", "position", "unit", "contact", "mentor")), UNIT_LINE)
    return compliance("panduan-2019/action-plan-identity", findings, *lines, unit_label=label, unit=printed)


def lines_missing(facts: IdentityFacts) -> Iterator[Finding]:
    """Each printed line says something."""
    by_unit = UNIT_LABELS[facts.level] == "Unit Kerja"
    printed, other = (facts.work_unit, facts.agency) if by_unit else (facts.agency, facts.work_unit)
    said = {
        "name": facts.name,
        "position": facts.position,
        "unit": printed,
        "contact": facts.phone or facts.email,
        "mentor": facts.mentor,
    }
    for name, text in said.items():
        if text is None:
            yield empty(FIELDS[name], f"fields.{name}", "a")
    if other is None:
        yield warning("other-unit-line", UNIT_LINE, label="Instansi" if by_unit else "Unit Kerja")


def address(facts: IdentityFacts) -> Iterator[Finding]:
    """An e-mail address has one @ between a name and a host with a dot."""
    if facts.email and not re.fullmatch(r"[^@\s]+@[^@\s.]+(\.[^@\s.]+)+", facts.email.strip()):
        yield violation("malformed-email", FIELDS["contact"], email=facts.email)


def own_mentor(facts: IdentityFacts) -> Iterator[Finding]:
    """Nobody is the own mentor or superior."""
    if facts.name and facts.mentor and _alike(facts.name) == _alike(facts.mentor):
        yield violation("own-mentor", FIELDS["mentor"], name=facts.name)


def _alike(name: str) -> str:
    return " ".join(name.split()).casefold()

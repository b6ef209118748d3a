"""Sessions of a batch and hours of a participant (Jam Pelajaran), and what a registration uploads (pendaftaran)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict, get_args

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, violation, warning
from mumpuni.regulations.panduan_2019.certificates import TRAINING_JP
from mumpuni.regulations.panduan_2019.curriculum import (
    CLASS_DAYS,
    JP,
    JP_BASIS,
    PARTS,
    TWO_DAYS,
    WHOLE,
    Part,
    days,
    lesson_hours,
)
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count

Method = Literal["ceramah", "diskusi", "studi-kasus", "rencana-tindak-lanjut"]
Upload = Literal["cv", "riwayat-pekerjaan", "rencana-tindak-lanjut"]
Slot = Literal["employment-history", "action-plan"]
SLOTS: tuple[Slot, ...] = get_args(Slot)

CASE_STUDY = Citation(
    "panduan-2019",
    "Pendahuluan, alinea 2",
    requirement="PAND-005",
    quote="pendekatan studi kasus dan rencana tindak lanjut (action plan) di instansi masing-masing",
)
E_LEARNING_APART = Citation(
    "panduan-2019",
    "Metode, alinea 2 vs Timeline",
    requirement="PAND-024",
    quote="Pelaksanaan selama 2 hari yang terbagi atas e-learning (3 Jam Pelajaran/JP), klasikal",
)
E_LEARNING_FIRST = Citation(
    "panduan-2019",
    "Metode, alinea 3",
    requirement="PAND-025",
    quote="peserta terlebih dahulu mengikuti pembelajaran dengan metode e-learning",
)
#: Class and test, 18 JP in two days.
JP_A_DAY = (JP["classroom"] + JP["evaluation"]) // CLASS_DAYS

_UPLOADS = catalogue("panduan-2019/registration-uploads")
ACCEPTED: dict[Slot, tuple[Upload, ...]] = {slot: tuple(_UPLOADS[slot].fields["accepts"]) for slot in SLOTS}
UPLOADS: dict[Slot, Citation] = {slot: cited(_UPLOADS[slot]) for slot in SLOTS}


@dataclass(frozen=True, slots=True)
class Session:
    """One session of a batch: part of the programme, day, hours, and the method if it is known."""

    part: Part
    on: date
    jp: Count
    method: Method | None = None


@dataclass(frozen=True, slots=True)
class ScheduleFacts:
    """Every session of the batch, in any order."""

    sessions: tuple[Session, ...] = ()


class ScheduleValues(TypedDict):
    """Hours of each part and of all, and the days of class and test in their order."""

    e_learning_jp: int
    classroom_jp: int
    evaluation_jp: int
    total_jp: int
    class_days: tuple[date, ...]


@rule(
    "panduan-2019/schedule",
    *JP_BASIS.values(),
    WHOLE,
    TWO_DAYS,
    E_LEARNING_APART,
    CASE_STUDY,
    values=ScheduleValues,
)
def schedule(facts: ScheduleFacts) -> Decision:
    """Judge the sessions of a batch: hours of each part, the two days, e-learning before them, a case study.

    The text counts e-learning into the two days, the timeline puts it a week earlier. We count the days of class and
    test only, 9 JP each, and warn of e-learning from the first of them on.

    >>> from datetime import date
    >>> day = date(2019, 5, 6)
    >>> [each.code for each in schedule(ScheduleFacts((Session("classroom", day, 12),))).findings]
    ['jp-mismatch', 'jp-mismatch', 'days', 'day-jp', 'no-case-study']
    """
    hours: Counter[Part] = Counter()
    for session in facts.sessions:
        hours[session.part] += session.jp
    by_day: Counter[date] = Counter()
    for session in facts.sessions:
        if session.part != "e-learning":
            by_day[session.on] += session.jp
    class_days = tuple(sorted(by_day))
    findings = (
        *lesson_hours({part: hours[part] for part in PARTS}),
        *days(len(class_days)),
        *day_hours({day: by_day[day] for day in class_days}),
        *e_learning_late(facts, class_days),
        *case_study(facts),
    )
    values = ScheduleValues(
        e_learning_jp=hours["e-learning"],
        classroom_jp=hours["classroom"],
        evaluation_jp=hours["evaluation"],
        total_jp=sum(hours.values()),
        class_days=class_days,
    )
    cited_here = (*JP_BASIS.values(), WHOLE, TWO_DAYS, E_LEARNING_APART, CASE_STUDY)
    return compliance("panduan-2019/schedule", findings, *cited_here, **values)


def day_hours(by_day: dict[date, int]) -> Iterator[Finding]:
    """18 JP in two days are 9 a day."""
    for day, here in by_day.items():
        if here != JP_A_DAY:
            both = JP_A_DAY * CLASS_DAYS
            yield warning("day-jp", E_LEARNING_APART, day=day, here=here, wanted=JP_A_DAY, both=both, days=CLASS_DAYS)


def e_learning_late(facts: ScheduleFacts, class_days: tuple[date, ...]) -> Iterator[Finding]:
    """E-learning ends before the first day of class."""
    late = {
        session.on
        for session in facts.sessions
        if session.part == "e-learning" and class_days and session.on >= class_days[0]
    }
    for day in sorted(late):
        yield warning("e-learning-not-before-class", E_LEARNING_APART, day=day, first=class_days[0])


def case_study(facts: ScheduleFacts) -> Iterator[Finding]:
    """The training works with case studies."""
    if all(session.method != "studi-kasus" for session in facts.sessions):
        yield warning("no-case-study", CASE_STUDY)


@dataclass(frozen=True, slots=True)
class ClassEntryFacts:
    """Hours of e-learning that the participant has finished."""

    e_learning_jp: Count


@rule("panduan-2019/class-entry", E_LEARNING_FIRST, JP_BASIS["e-learning"])
def class_entry(facts: ClassEntryFacts) -> Decision:
    """Judge whether a participant may be checked in to class: e-learning comes first, and all of it.

    >>> class_entry(ClassEntryFacts(2)).outcome
    'non-compliant'
    """
    cited_here = (E_LEARNING_FIRST, JP_BASIS["e-learning"])
    return compliance("panduan-2019/class-entry", e_learning_open(facts.e_learning_jp), *cited_here)


def e_learning_open(here: int) -> Iterator[Finding]:
    """The hours of e-learning before any of class."""
    if here < JP["e-learning"]:
        yield violation("e-learning-unfinished", E_LEARNING_FIRST, here=here, wanted=JP["e-learning"])


@dataclass(frozen=True, slots=True)
class CompletionFacts:
    """What one participant has attended, and whether the action plan is handed in."""

    e_learning_jp: Count
    classroom_jp: Count
    action_plan: bool = False


class CompletionValues(TypedDict):
    """Hours that count for the training, as `panduan-2019/certificate` takes them, and those still open."""

    training_jp: int
    open_jp: int


@rule(
    "panduan-2019/training-completion",
    JP_BASIS["e-learning"],
    JP_BASIS["classroom"],
    CASE_STUDY,
    outcomes=("finished", "unfinished"),
    values=CompletionValues,
)
def completion(facts: CompletionFacts) -> Decision:
    """Say whether a participant has finished the training.

    Hours beyond those of a part fill no other part. The certificate of attendance rests on the hours alone; finished
    is who has also made the action plan.

    >>> completion(CompletionFacts(3, 13, action_plan=True)).values["training_jp"]
    15
    """
    attended: dict[Part, int] = {"e-learning": facts.e_learning_jp, "classroom": facts.classroom_jp}
    counted = sum(min(here, JP[part]) for part, here in attended.items())
    findings = (*hours_open(attended), *plan_missing(facts))
    unfinished = any(finding.severity == "violation" for finding in findings)
    return decision(
        "panduan-2019/training-completion",
        "unfinished" if unfinished else "finished",
        findings,
        *(JP_BASIS[part] for part in attended),
        CASE_STUDY,
        training_jp=counted,
        open_jp=TRAINING_JP - counted,
    )


def hours_open(attended: dict[Part, int]) -> Iterator[Finding]:
    """Each part in full, counted by itself."""
    for part, here in attended.items():
        if here < JP[part]:
            yield violation("jp-open", JP_BASIS[part], part=f"part.{part}", here=here, wanted=JP[part])
        elif here > JP[part]:
            yield warning("jp-exceeded", JP_BASIS[part], part=f"part.{part}", here=here, wanted=JP[part])


def plan_missing(facts: CompletionFacts) -> Iterator[Finding]:
    """The training ends with an action plan for the own agency."""
    if not facts.action_plan:
        yield violation("action-plan-missing", CASE_STUDY)


@dataclass(frozen=True, slots=True)
class RegistrationFacts:
    """The kinds of files that the participant has uploaded."""

    uploads: tuple[Upload, ...] = ()


class RegistrationValues(TypedDict):
    """The slots that are still empty."""

    missing: tuple[Slot, ...]


@rule("panduan-2019/registration", *UPLOADS.values(), values=RegistrationValues)
def registration(facts: RegistrationFacts) -> Decision:
    """Judge whether a registration is complete.

    The text asks for a CV, the timeline for the employment history and the action plan. A CV and an employment history
    say the same, so either fills one slot; the action plan fills the other.

    >>> registration(RegistrationFacts(("cv",))).values["missing"]
    ('action-plan',)
    """
    missing = tuple(slot for slot in SLOTS if not set(ACCEPTED[slot]) & set(facts.uploads))
    findings = tuple(violation("missing-upload", UPLOADS[slot], slot=f"slot.{slot}") for slot in missing)
    return compliance("panduan-2019/registration", findings, *UPLOADS.values(), missing=missing)

"""The stages of a batch: their days, their order, the lesson hours of the class days (timeline)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import pairwise
from typing import Literal, TypedDict, get_args

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, violation
from mumpuni.regulations.misfit import Misfit, Problem
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count

Stage = Literal[
    "announcement", "nomination", "invitation", "registration", "review", "e-learning", "class-1", "class-2", "test"
]
STAGES: tuple[Stage, ...] = get_args(Stage)
PLAN = catalogue("panduan-2019/timeline")
#: Days from class day 1.
OFFSETS: Mapping[Stage, int] = {stage: PLAN[stage].fields["offset"] for stage in STAGES}

GAPS = cited(PLAN)
SAME_DATES = cited(catalogue("panduan-2019/batches"))
MECHANISM = Citation(
    "panduan-2019",
    "Mekanisme Pelatihan dan Uji Kompetensi",
    requirement="PAND-037",
    quote="Mekanisme Pelatihan dan Uji Kompetensi",
)
DAY_1 = cited(PLAN["class-1"])
DAY_2 = cited(PLAN["class-2"])
TEST = cited(PLAN["test"])
DAY_1_JP: int = PLAN["class-1"].fields["jp"]
DAY_2_JP: int = PLAN["class-2"].fields["jp"]
TEST_JP: int = PLAN["test"].fields["jp"]


@dataclass(frozen=True, slots=True)
class TimelineFacts:
    """The first class day, and the days that the organiser has already set (tanggal tahap)."""

    class_start: date
    dates: Mapping[Stage, date] | None = None

    def __post_init__(self) -> None:
        """Refuse a class day from which the calendar has no day for a stage that is not given."""
        offsets = [0, *(offset for stage, offset in OFFSETS.items() if stage not in (self.dates or {}))]
        first, last = date.min - timedelta(min(offsets)), date.max - timedelta(max(offsets))
        if not first <= self.class_start <= last:
            raise Misfit([Problem("class_start", "date-out-of-range", {"first": first, "last": last})])


class TimelineValues(TypedDict):
    """The day of every stage, in the order of the guide."""

    dates: Mapping[Stage, date]


@rule("panduan-2019/timeline", GAPS, SAME_DATES, values=TimelineValues)
def timeline(facts: TimelineFacts) -> Decision:
    """Propose the day of every stage, keep those given, and judge whether they follow the order of the stages.

    The guide prints the same nine dates for batches that meet from April to August. We read them as distances from the
    first class day; each batch has dates of its own. A stage may share its day with the one above it, as the test
    does. A class day so near the edge of the calendar that a stage would fall outside is refused.

    >>> timeline(TimelineFacts(date(2019, 7, 15))).values["dates"]["announcement"].isoformat()
    '2019-06-14'
    """
    given = facts.dates or {}
    dates = {stage: given.get(stage) or facts.class_start + timedelta(OFFSETS[stage]) for stage in STAGES}
    return compliance("panduan-2019/timeline", order(dates), GAPS, SAME_DATES, dates=dates)


def order(dates: Mapping[Stage, date]) -> Iterator[Finding]:
    """No stage before the one above it."""
    for above, stage in pairwise(STAGES):
        if dates[stage] < dates[above]:
            yield violation("order", GAPS, stage=stage, day=dates[stage], above=above, day_above=dates[above])


@dataclass(frozen=True, slots=True)
class StageFacts:
    """`done`: the stages that are closed; `next`: the one that the batch would move to."""

    next: Stage
    done: tuple[Stage, ...] = ()


class StageValues(TypedDict):
    """The first stage that is not closed; null when all are."""

    first_open: Stage | None


@rule("panduan-2019/stage", MECHANISM, GAPS, outcomes=("allowed", "refused"), values=StageValues)
def stage(facts: StageFacts) -> Decision:
    """Judge whether a batch may move to this stage: only the first open one.

    The chart of the mechanism is not in the text at hand; the rows of the timeline give the stages and their order.

    >>> stage(StageFacts("invitation", done=("announcement",))).values["first_open"]
    'nomination'
    """
    done = set(facts.done)
    first_open = next((each for each in STAGES if each not in done), None)
    findings = tuple(one_at_a_time(facts.next, first_open, is_done=facts.next in done))
    outcome = "refused" if findings else "allowed"
    return decision("panduan-2019/stage", outcome, findings, MECHANISM, GAPS, first_open=first_open)


def one_at_a_time(wanted: Stage, first_open: Stage | None, *, is_done: bool) -> Iterator[Finding]:
    """A closed stage is not entered again, and none is skipped."""
    if is_done:
        yield violation("stage-done", MECHANISM, stage=wanted)
    elif wanted != first_open:
        yield violation("stage-order", MECHANISM, stage=wanted, first_open=first_open)


@dataclass(frozen=True, slots=True)
class Session:
    """One session of class day 2 with its lesson hours (JP)."""

    kind: Literal["training", "test"]
    jp: Count


@dataclass(frozen=True, slots=True)
class ClassDaysFacts:
    """The lesson hours of each session of day 1, and the sessions of day 2 in their order."""

    day_1: tuple[Count, ...] = ()
    day_2: tuple[Session, ...] = ()


class ClassDaysValues(TypedDict):
    """Lesson hours (JP) of training on either day and of the test."""

    day_1_jp: int
    day_2_jp: int
    test_jp: int


@rule("panduan-2019/class-days", DAY_1, DAY_2, TEST, values=ClassDaysValues)
def class_days(facts: ClassDaysFacts) -> Decision:
    """Judge the two class days: 9 JP of training, then 3 JP of training and after them 6 JP of test.

    >>> class_days(ClassDaysFacts((5, 4), (Session("training", 3), Session("test", 6)))).outcome
    'compliant'
    """
    first = sum(facts.day_1)
    second = sum(session.jp for session in facts.day_2 if session.kind == "training")
    test = sum(session.jp for session in facts.day_2 if session.kind == "test")
    findings = (*lesson_hours(first, second, test), *training_first(facts))
    values = ClassDaysValues(day_1_jp=first, day_2_jp=second, test_jp=test)
    return compliance("panduan-2019/class-days", findings, DAY_1, DAY_2, TEST, **values)


def lesson_hours(first: int, second: int, test: int) -> Iterator[Finding]:
    """Each part has exactly its lesson hours."""
    if first != DAY_1_JP:
        yield violation("day-1-jp", DAY_1, here=first, required=DAY_1_JP)
    if second != DAY_2_JP:
        yield violation("day-2-jp", DAY_2, here=second, required=DAY_2_JP)
    if test != TEST_JP:
        yield violation("test-jp", TEST, here=test, required=TEST_JP)


def training_first(facts: ClassDaysFacts) -> Iterator[Finding]:
    """The test follows the training of its day."""
    kinds = [session.kind for session in facts.day_2]
    if "test" in kinds and "training" in kinds[kinds.index("test") :]:
        yield violation("test-before-training", TEST)

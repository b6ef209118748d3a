"""Which batches the 2019 plan gives to which level, in which months, for how many (angkatan)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Bounds, Level

BATCHES = catalogue("panduan-2019/batches")
JPT_PRATAMA = cited(BATCHES["jpt-pratama"])
PENGAWAS = cited(BATCHES["pengawas"])
ADMINISTRATOR = cited(BATCHES["administrator"])
OWN_DATES = cited(BATCHES)
PARTICIPANTS = Citation(
    "panduan-2019",
    "Timeline (tiga tabel)",
    requirement="PAND-077",
    quote="Melatih 1500 pejabat pengelola kepegawaian jenjang JPT Pratama, Administrator dan Pengawas",
)

IN_ORDER: tuple[Level, ...] = ("jpt-pratama", "pengawas", "administrator")
PLAN: tuple[tuple[Level, range, Citation], ...] = tuple(
    (level, range(BATCHES[level].fields["first"], BATCHES[level].fields["last"] + 1), cited(BATCHES[level]))
    for level in IN_ORDER
)
MONTHS: dict[Level, tuple[int, ...]] = {level: tuple(BATCHES[level].fields["months"]) for level, _, _ in PLAN}
FIRST = PLAN[0][1].start
LAST = PLAN[-1][1].stop - 1
PEOPLE = 1500
CAPACITY = PEOPLE // sum(len(batches) for _, batches, _ in PLAN)


@dataclass(frozen=True, slots=True)
class BatchFacts:
    """`batch` is the running number of the season's plan (nomor angkatan); any whole number may be asked."""

    batch: Annotated[int, Bounds(any_size=True)]


@rule(
    "panduan-2019/batch-level",
    JPT_PRATAMA,
    PENGAWAS,
    ADMINISTRATOR,
    outcomes=("jpt-pratama", "pengawas", "administrator", "unknown-batch"),
)
def batch_level(facts: BatchFacts) -> Decision:
    """Name the level of a batch; a number outside the plan of 2019 belongs to no level.

    >>> batch_level(BatchFacts(18)).outcome, batch_level(BatchFacts(51)).outcome
    ('pengawas', 'unknown-batch')
    """
    for level, batches, citation in PLAN:
        if facts.batch in batches:
            return decision("panduan-2019/batch-level", level, (), citation)
    return decision("panduan-2019/batch-level", "unknown-batch", (), JPT_PRATAMA, PENGAWAS, ADMINISTRATOR)


@dataclass(frozen=True, slots=True)
class BatchPlanFacts:
    """A batch as it is entered: its number, and the level and the first class day once they are chosen."""

    batch: int
    level: Level | None = None
    class_start: date | None = None


class BatchPlanValues(TypedDict):
    """What the plan gives the batch: its level and the months of its grid (4 is April)."""

    level: Level | None
    months: tuple[int, ...]


@rule(
    "panduan-2019/batch-plan",
    JPT_PRATAMA,
    PENGAWAS,
    ADMINISTRATOR,
    OWN_DATES,
    outcomes=("compliant",),
    values=BatchPlanValues,
)
def batch_plan(facts: BatchPlanFacts) -> Decision:
    """Compare a batch with the plan of 2019; a difference is a warning, as another season has a plan of its own.

    All three tables print the dates of April and May, also for batches whose grid begins in June. The grid decides:
    a batch meets in its own months. They are months without a year, and so are compared in any year.

    >>> [finding.code for finding in batch_plan(BatchPlanFacts(19, class_start=date(2019, 5, 6))).findings]
    ['outside-months']
    """
    level = next((level for level, batches, _ in PLAN if facts.batch in batches), None)
    months = MONTHS[level] if level else ()
    cited_here = (JPT_PRATAMA, PENGAWAS, ADMINISTRATOR, OWN_DATES)
    return compliance("panduan-2019/batch-plan", beside_the_plan(facts, level), *cited_here, level=level, months=months)


def beside_the_plan(facts: BatchPlanFacts, level: Level | None) -> Iterator[Finding]:
    """A batch that the plan does not know, of another level, or in another month."""
    if level is None:
        yield warning("outside-plan", ADMINISTRATOR, batch=facts.batch, first=FIRST, last=LAST)
        return
    if facts.level not in (None, level):
        own = cited(BATCHES[level])
        yield warning("batch-of-other-level", own, batch=facts.batch, level=level, entered=facts.level)
    if facts.class_start and facts.class_start.month not in MONTHS[level]:
        months = tuple(f"month-{month}" for month in MONTHS[level])
        yield warning("outside-months", OWN_DATES, batch=facts.batch, day=facts.class_start, months=months)


@dataclass(frozen=True, slots=True)
class CapacityFacts:
    """`registration`: the how-manieth registration of the batch; `capacity`: its seats, 30 if left out."""

    registration: Annotated[int, Bounds(least=1)]
    capacity: Annotated[int, Bounds(least=1)] = CAPACITY


class CapacityValues(TypedDict):
    """The seats of the batch, and the place in the waiting list (0 with a seat)."""

    capacity: int
    waiting: int


@rule("panduan-2019/batch-capacity", PARTICIPANTS, outcomes=("seat", "waiting-list"), values=CapacityValues)
def batch_capacity(facts: CapacityFacts) -> Decision:
    """Say whether a registration has a seat or waits.

    The guide gives no size of a batch. 1500 people in 50 batches make 30 in each: a default, not a bound.

    >>> batch_capacity(CapacityFacts(30)).outcome, batch_capacity(CapacityFacts(31)).outcome
    ('seat', 'waiting-list')
    """
    waiting = max(facts.registration - facts.capacity, 0)
    outcome = "waiting-list" if waiting else "seat"
    values = CapacityValues(capacity=facts.capacity, waiting=waiting)
    return decision("panduan-2019/batch-capacity", outcome, (), PARTICIPANTS, **values)

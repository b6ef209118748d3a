"""How many meet in one group (kelompok) and who looks after them, the article on the number of Assessors."""

from collections.abc import Iterator
from dataclasses import dataclass
from itertools import chain, islice, repeat
from typing import TypedDict

from mumpuni.regulations.bkn_26_2019.names import same_name
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation, warning
from mumpuni.regulations.misfit import Misfit, Problem
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count

OBSERVERS = Citation(
    "bkn-26-2019",
    "Pasal 17 atau 18 (jumlah Assessor) ayat (1)",
    requirement="B26-19-052",
    quote="paling sedikit 1 (satu) orang Assesee diamati oleh 2 (dua) orang Assessor",
)
ADMINS = Citation(
    "bkn-26-2019",
    "Pasal 17 atau 18 (jumlah Assessor) ayat (2)",
    requirement="B26-19-053",
    quote="paling sedikit 1 (satu) orang Admin Penilaian Kompetensi",
)
PSYCHOLOGIST = Citation(
    "bkn-26-2019",
    "Pasal 17 atau 18 (jumlah Assessor) ayat (2)",
    requirement="B26-19-054",
    quote="beberapa Assessor dengan ketentuan di dalamnya harus terdapat Psikolog",
)
SUPPORT = Citation(
    "bkn-26-2019",
    "Pasal 17 atau 18 (jumlah Assessor) ayat (2)",
    requirement="B26-19-055",
    quote="serta tim pendukung",
)
SEATS = Citation(
    "bkn-26-2019",
    "Pasal 17 atau 18 (jumlah Assessor) ayat (3)",
    requirement="B26-19-056",
    quote="paling sedikit 4 (empat) Assessee dan paling banyak 7 (tujuh) Assessee",
)
JOB_FIT = Citation(
    "bkn-26-2019",
    "Pasal 17 atau 18 (jumlah Assessor) ayat (4)",
    requirement="B26-19-057",
    quote="dapat diikuti paling sedikit 1 (satu) Assessee, dengan metode yang disesuaikan",
)
DISCUSSION = Citation(
    "bkn-26-2019",
    "Pasal 17 atau 18 (jumlah Assessor) ayat (4)",
    requirement="B26-19-058",
    quote="dengan metode yang disesuaikan",
)

FEWEST = 4
FEWEST_JOB_FIT = 1
MOST = 7
EACH_OBSERVED_BY = 2
FEWEST_ADMINS = 1
FEWEST_SUPPORT = 1
GROUP_DISCUSSION = "leaderless-group-discussion"
#: Assessees without a list of observers are named one by one up to this number, those after it together.
_NAMED_ALONE = 1000


@dataclass(frozen=True, slots=True)
class GroupFacts:
    """One group. `observers`: for each Assessee the names of the Assessors who observe.

    `psychologist`: one is among the Assessors; `support`: people of the support team; `adapted_method`: how the method
    is adapted to a small job-fit test. More lists of observers than assessees do not fit.
    """

    assessees: Count
    admins: Count
    support: Count
    observers: tuple[tuple[str, ...], ...] = ()
    psychologist: bool = False
    job_fit: bool = False
    adapted_method: str | None = None
    instruments: tuple[str, ...] = ()

    def __post_init__(self) -> None:
        """Refuse observers of nobody."""
        if len(self.observers) > self.assessees:
            raise Misfit([Problem("observers", "too-large", {"most": self.assessees})])


class GroupValues(TypedDict):
    """How many are assessed."""

    assessees: int


@rule("bkn-26-2019/group", OBSERVERS, ADMINS, PSYCHOLOGIST, SUPPORT, SEATS, JOB_FIT, DISCUSSION, values=GroupValues)
def group(facts: GroupFacts) -> Decision:
    """Judge whether this group may meet.

    Ayat (4) lets a job-fit test begin at one and says nothing of the upper end, so seven still holds there. Its method
    has to be adapted while the group is smaller than an ordinary one. Ayat (1) is read as two different Assessors for
    every Assessee; one Assessor may observe several, as no load is given. That a leaderless group discussion wants as
    many people as an ordinary group has is our reading, so it only warns.

    >>> few = GroupFacts(assessees=1, admins=1, support=1, observers=(("Ani", "Budi"),), psychologist=True)
    >>> [found.code for found in group(few).findings]
    ['too-few-assessees']
    """
    findings = chain(_seats(facts), _adaptation(facts), _observers(facts), _others(facts), _discussion(facts))
    job_fit = (JOB_FIT,) if facts.job_fit else ()
    discussion = (DISCUSSION,) if _discusses(facts) else ()
    cited = (OBSERVERS, ADMINS, PSYCHOLOGIST, SUPPORT, SEATS, *job_fit, *discussion)
    return compliance("bkn-26-2019/group", findings, *cited, **GroupValues(assessees=facts.assessees))


def _seats(facts: GroupFacts) -> Iterator[Finding]:
    fewest, basis = (FEWEST_JOB_FIT, JOB_FIT) if facts.job_fit else (FEWEST, SEATS)
    if facts.assessees < fewest:
        yield violation("too-few-assessees", basis, fewest=fewest, here=facts.assessees)
    if facts.assessees > MOST:
        groups = -(-facts.assessees // MOST)
        yield violation("too-many-assessees", SEATS, most=MOST, here=facts.assessees, groups=groups)


def _adaptation(facts: GroupFacts) -> Iterator[Finding]:
    if facts.job_fit and facts.assessees < FEWEST and facts.adapted_method is None:
        yield violation("adaptation-missing", JOB_FIT, fewest=FEWEST, here=facts.assessees)


def _observers(facts: GroupFacts) -> Iterator[Finding]:
    """An Assessee without a list has no observers; the same Assessor twice is one."""
    alone = min(facts.assessees, max(len(facts.observers), _NAMED_ALONE))
    every = islice(chain(facts.observers, repeat(())), alone)
    for number, names in enumerate(every, start=1):
        here = len({same_name(name) for name in names})
        if here < EACH_OBSERVED_BY:
            yield violation("too-few-observers", OBSERVERS, assessee=number, here=here, fewest=EACH_OBSERVED_BY)
    if facts.assessees > alone:
        rest = f"{alone + 1}-{facts.assessees}"
        yield violation("too-few-observers", OBSERVERS, assessee=rest, here=0, fewest=EACH_OBSERVED_BY)


def _others(facts: GroupFacts) -> Iterator[Finding]:
    if facts.admins < FEWEST_ADMINS:
        yield violation("no-admin", ADMINS, fewest=FEWEST_ADMINS)
    if not facts.psychologist:
        yield violation("no-psychologist", PSYCHOLOGIST)
    if facts.support < FEWEST_SUPPORT:
        yield violation("no-support", SUPPORT)


def _discussion(facts: GroupFacts) -> Iterator[Finding]:
    if facts.assessees < FEWEST and _discusses(facts):
        yield warning("lgd-too-small", DISCUSSION, fewest=FEWEST, here=facts.assessees, instrument=GROUP_DISCUSSION)


def _discusses(facts: GroupFacts) -> bool:
    return GROUP_DISCUSSION in map(same_name, facts.instruments)

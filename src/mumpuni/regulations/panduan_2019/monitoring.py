"""The questionnaire after the training and what its answers add up to (monitoring dan evaluasi)."""

from collections import Counter
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from typing import TypedDict, TypeVar

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, violation
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count

Key = TypeVar("Key")
PARTS = catalogue("panduan-2019/monitoring-parts")
PROGRESS = cited(PARTS["progress"])
IMPACT = cited(PARTS["impact"])
EFFICIENCY = Citation(
    "bkn-7-2020",
    "Pasal 3 huruf e",
    requirement="B7-20-032",
    quote="mewujudkan efisiensi pelaksanaan tugas Pegawai ASN pada Instansi Pemerintah menuju efisiensi nasional",
)
PRODUCTIVITY = Citation(
    "bkn-7-2020",
    "Pasal 3 huruf f",
    requirement="B7-20-033",
    quote="memastikan produktivitas dan kinerja Pegawai ASN pada Instansi Pemerintah",
)


@dataclass(frozen=True, slots=True)
class Milestone:
    """A milestone of the action plan and what the participant reports of it."""

    activity: str
    progress: str | None = None


@dataclass(frozen=True, slots=True)
class MonitoringFacts:
    """The answers of one participant, part by part."""

    participant_identity: str | None = None
    mentor_identity: str | None = None
    milestones: tuple[Milestone, ...] = ()
    impact: str | None = None
    suggestions: str | None = None


@rule("panduan-2019/monitoring", *PARTS.citations)
def monitoring(facts: MonitoringFacts) -> Decision:
    """Judge whether the questionnaire can be sent: four parts filled, each milestone with its progress.

    The fields of the parts are not in the text at hand, so a part counts as filled with any answer. Suggestions are
    an offer and may stay empty.

    >>> answers = MonitoringFacts("Ani", "Budi", (Milestone("Uji coba", "selesai"),), "Lebih cepat")
    >>> monitoring(answers).outcome
    'compliant'
    """
    return compliance("panduan-2019/monitoring", (*parts(facts), *progress(facts)), *PARTS.citations)


def parts(facts: MonitoringFacts) -> Iterator[Finding]:
    """Every part that may not be empty has an answer."""
    answered = {
        "participant-identity": facts.participant_identity,
        "mentor-identity": facts.mentor_identity,
        "progress": facts.milestones,
        "impact": facts.impact,
        "suggestions": facts.suggestions,
    }
    for part in PARTS.entries:
        if not (answered[part.code] or part.fields["may_be_empty"]):
            yield violation("questionnaire-part-missing", cited(part), part=part.name())


def progress(facts: MonitoringFacts) -> Iterator[Finding]:
    """Each milestone has an entry."""
    for milestone in facts.milestones:
        if milestone.progress is None:
            yield violation("progress-missing", PROGRESS, activity=milestone.activity)


@dataclass(frozen=True, slots=True)
class Answer:
    """One answer on the impact of the training: from which agency, of which batch, which of the answers offered."""

    agency: str
    batch: Count
    answer: str


@dataclass(frozen=True, slots=True)
class ImpactFacts:
    """The answers to one question on impact."""

    answers: tuple[Answer, ...] = ()


class ImpactValues(TypedDict):
    """How often each answer was given: nationally, in each agency, in each batch."""

    national: Mapping[str, int]
    by_agency: Mapping[str, Mapping[str, int]]
    by_batch: Mapping[str, Mapping[str, int]]


@rule("panduan-2019/impact", IMPACT, EFFICIENCY, PRODUCTIVITY, outcomes=("counted",), values=ImpactValues)
def impact(facts: ImpactFacts) -> Decision:
    """Count the answers on impact, nationally, per agency and per batch, without anyone's name.

    >>> impact(ImpactFacts((Answer("BKN", 4, "naik"), Answer("BKN", 5, "naik")))).values["by_agency"]
    {'BKN': {'naik': 2}}
    """
    batches = sorted({answer.batch for answer in facts.answers})
    by_batch = _counted((answer.batch, answer.answer) for answer in facts.answers)
    values = ImpactValues(
        national=dict(sorted(Counter(answer.answer for answer in facts.answers).items())),
        by_agency=dict(sorted(_counted((answer.agency, answer.answer) for answer in facts.answers).items())),
        by_batch={str(batch): by_batch[batch] for batch in batches},
    )
    return decision("panduan-2019/impact", "counted", (), IMPACT, EFFICIENCY, PRODUCTIVITY, **values)


def _counted(answers: Iterable[tuple[Key, str]]) -> dict[Key, dict[str, int]]:
    counts: dict[Key, Counter[str]] = {}
    for key, answer in answers:
        counts.setdefault(key, Counter())[answer] += 1
    return {key: dict(sorted(each.items())) for key, each in counts.items()}

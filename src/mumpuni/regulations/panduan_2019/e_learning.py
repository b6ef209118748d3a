"""E-learning before the class days: when it is open, when it is complete, summaries that are the same."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Decision, Finding, compliance, decision, violation, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count

ACTIVITIES = catalogue("panduan-2019/e-learning-activities")
STAGES = catalogue("panduan-2019/timeline")
OPEN = cited(STAGES["e-learning"])
REVIEWED = cited(STAGES["review"])
DOWNLOAD = cited(ACTIVITIES["download"])
SELF_STUDY = cited(ACTIVITIES["self-study"])
FORUM = cited(ACTIVITIES["forum"])
SUMMARY = cited(ACTIVITIES["summary"])
NO_PLAGIARISM = cited(catalogue("panduan-2019/house-rules")["A.8"])


@dataclass(frozen=True, slots=True)
class AccessFacts:
    """The first day of e-learning, the day asked for, and whether history and plan are reviewed."""

    starts_on: date
    asked_on: date
    reviewed: bool = False


@rule("panduan-2019/e-learning-access", OPEN, REVIEWED, outcomes=("open", "closed"))
def e_learning_access(facts: AccessFacts) -> Decision:
    """Say whether e-learning is open to this participant: from its first day, after the review.

    The guide names no last day, so it stays open.

    >>> e_learning_access(AccessFacts(date(2019, 4, 29), date(2019, 4, 29), True)).outcome
    'open'
    """
    findings = tuple(admission(facts))
    return decision("panduan-2019/e-learning-access", "closed" if findings else "open", findings, OPEN, REVIEWED)


def admission(facts: AccessFacts) -> Iterator[Finding]:
    """Not before the first day, and not before the review."""
    if facts.asked_on < facts.starts_on:
        yield violation("e-learning-not-begun", OPEN, starts=facts.starts_on)
    if not facts.reviewed:
        yield violation("not-yet-reviewed", REVIEWED)


@dataclass(frozen=True, slots=True)
class Module:
    """What a participant has done in one module."""

    title: str
    downloaded: bool = False
    studied: bool = False
    summary: bool = False


@dataclass(frozen=True, slots=True)
class ELearningFacts:
    """The modules of the participant's level, and the messages that he or she wrote in the forum."""

    modules: tuple[Module, ...] = ()
    forum_messages: Count = 0


class ELearningValues(TypedDict):
    """How many modules there are and how many summaries; whether the participant took part in the forum."""

    modules: int
    summaries: int
    took_part_in_forum: bool


@rule(
    "panduan-2019/e-learning",
    OPEN,
    DOWNLOAD,
    SELF_STUDY,
    FORUM,
    SUMMARY,
    outcomes=("complete", "incomplete"),
    values=ELearningValues,
)
def e_learning(facts: ELearningFacts) -> Decision:
    """Say whether e-learning is complete: each module downloaded, studied and summarised.

    "Per modul" belongs to the summary; we ask the same of download and self-study, as each module is taught. The forum
    is named without a measure: silence there is pointed out and holds nothing up.

    >>> e_learning(ELearningFacts((Module("Manajemen Talenta", True, True, True),), forum_messages=1)).outcome
    'complete'
    """
    findings = (*activities(facts), *forum(facts))
    broken = any(finding.severity == "violation" for finding in findings)
    values = ELearningValues(
        modules=len(facts.modules),
        summaries=sum(module.summary for module in facts.modules),
        took_part_in_forum=facts.forum_messages > 0,
    )
    cited_here = (OPEN, DOWNLOAD, SELF_STUDY, FORUM, SUMMARY)
    return decision("panduan-2019/e-learning", "incomplete" if broken else "complete", findings, *cited_here, **values)


def activities(facts: ELearningFacts) -> Iterator[Finding]:
    """What is open in each module; without any module nothing was learnt."""
    if not facts.modules:
        yield violation("nothing-to-learn", OPEN)
    for module in facts.modules:
        if not module.downloaded:
            yield violation("material-not-downloaded", DOWNLOAD, module=module.title)
        if not module.studied:
            yield violation("self-study-open", SELF_STUDY, module=module.title)
        if not module.summary:
            yield violation("summary-missing", SUMMARY, module=module.title)


def forum(facts: ELearningFacts) -> Iterator[Finding]:
    """One message counts as taking part."""
    if facts.forum_messages == 0:
        yield warning("silent-in-forum", FORUM)


@dataclass(frozen=True, slots=True)
class Upload:
    """A summary that a participant uploaded; `digest` is the same for the same file."""

    participant: str
    module: str
    digest: str


@dataclass(frozen=True, slots=True)
class PlagiarismFacts:
    """The summaries to compare."""

    summaries: tuple[Upload, ...] = ()


class PlagiarismValues(TypedDict):
    """How many files came from more than one participant."""

    suspected: int


@rule("panduan-2019/plagiarism", NO_PLAGIARISM, outcomes=("compliant",), values=PlagiarismValues)
def plagiarism(facts: PlagiarismFacts) -> Decision:
    """Point out files that more than one participant uploaded as a summary.

    A suspicion for the facilitator, never a verdict: the house rules name no sanction.

    >>> same = PlagiarismFacts((Upload("Ani", "Manajemen Talenta", "f0"), Upload("Budi", "Manajemen Talenta", "f0")))
    >>> plagiarism(same).outcome, plagiarism(same).values["suspected"]
    ('compliant', 1)
    """
    uploaders: dict[str, set[str]] = {}
    modules: dict[str, set[str]] = {}
    for upload in facts.summaries:
        uploaders.setdefault(upload.digest, set()).add(upload.participant)
        modules.setdefault(upload.digest, set()).add(upload.module)
    shared = sorted((sorted(names), sorted(modules[file])) for file, names in uploaders.items() if len(names) > 1)
    return compliance("panduan-2019/plagiarism", suspicions(shared), NO_PLAGIARISM, suspected=len(shared))


def suspicions(shared: list[tuple[list[str], list[str]]]) -> Iterator[Finding]:
    """Each file with those who uploaded it."""
    for participants, modules in shared:
        yield warning("same-summary", NO_PLAGIARISM, participants=tuple(participants), modules=tuple(modules))

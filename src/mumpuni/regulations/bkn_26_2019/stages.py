"""From planning to monitoring: what comes when, and what each step leaves behind (tahapan penyelenggaraan)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict

from mumpuni.regulations.bkn_26_2019.results import AchievedLevel
from mumpuni.regulations.catalogue import Entry, catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, violation
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count

COMPONENTS = catalogue("bkn-26-2019/components")
COMPLETE = Citation(
    "bkn-26-2019",
    "Pasal 8",
    requirement="B26-19-008",
    quote="Komponen penyelenggaraan penilaian kompetensi, terdiri atas",
)
STAGES = catalogue("bkn-26-2019/stages")
STEPS = catalogue("bkn-26-2019/execution-steps")
BEFORE_EXECUTION = Citation(
    "bkn-26-2019",
    "Pasal 25 ayat (1)",
    requirement="B26-19-101",
    quote="merupakan tahapan sebelum pelaksanaan penilaian kompetensi yang dilaksanakan oleh Tim Penilaian Kompetensi",
)
CHECKS = catalogue("bkn-26-2019/monitoring-checks")
BRIEFING, ANALYSIS, MEETING, FEEDBACK = (
    cited(STEPS[code]) for code in ("pengarahan", "analisis-hasil", "integrasi-data", "umpan-balik")
)
FEWEST_IN_MEETING = 2

Stage = Literal[
    "perencanaan",
    "persiapan",
    "pengarahan",
    "pengambilan-data",
    "analisis-hasil",
    "pengolahan-data",
    "integrasi-data",
    "hasil-pelaporan",
    "umpan-balik",
    "pemantauan-evaluasi",
]
#: The stages in their order, execution step by step.
ORDER: tuple[Entry, ...] = tuple(
    entry
    for stage in STAGES.entries
    for entry in (tuple(STEPS[code] for code in stage.fields["steps"]) if stage.fields["steps"] else (stage,))
)


@dataclass(frozen=True, slots=True)
class ReadinessFacts:
    """Which of the four components are complete."""

    standard: bool = False
    team: bool = False
    methods_and_instruments: bool = False
    facility: bool = False


@rule("bkn-26-2019/event-ready", COMPLETE)
def event_ready(facts: ReadinessFacts) -> Decision:
    """Judge whether an assessment event may go over to its execution.

    The article lists what an assessment consists of: we read that none of the four may be missing when it begins.

    >>> [finding.details["component"] for finding in event_ready(ReadinessFacts(True, True, True)).findings]
    ['facility']
    """
    return compliance("bkn-26-2019/event-ready", components(facts), COMPLETE)


def components(facts: ReadinessFacts) -> Iterator[Finding]:
    """Each component that is not complete yet."""
    for component in COMPONENTS.entries:
        if not getattr(facts, component.code):
            yield violation("missing-component", COMPLETE, component=component.said)


@dataclass(frozen=True, slots=True)
class StageFacts:
    """`done`: what has been finished; `next`: what is to begin."""

    next: Stage
    done: tuple[Stage, ...] = ()


class StageValues(TypedDict):
    """`open`: the stages before the next one that are not done, in their order."""

    open: tuple[str, ...]


@rule(
    "bkn-26-2019/stage",
    cited(STAGES),
    BEFORE_EXECUTION,
    cited(STEPS),
    outcomes=("allowed", "refused"),
    values=StageValues,
)
def stage(facts: StageFacts) -> Decision:
    """Say whether the next stage may begin: when all before it are done.

    The articles order the stages and forbid no return, so a stage that is done may be taken up again.

    >>> stage(StageFacts("integrasi-data", ("perencanaan", "persiapan", "pengarahan"))).values["open"]
    ('pengambilan-data', 'analisis-hasil', 'pengolahan-data')
    """
    codes = [entry.code for entry in ORDER]
    done = set(facts.done)
    still_open = tuple(code for code in codes[: codes.index(facts.next)] if code not in done)
    articles = (cited(STAGES), BEFORE_EXECUTION, cited(STEPS))
    outcome = "refused" if still_open else "allowed"
    values = StageValues(open=still_open)
    return decision("bkn-26-2019/stage", outcome, stage_order(facts, still_open), *articles, **values)


def stage_order(facts: StageFacts, still_open: tuple[str, ...]) -> Iterator[Finding]:
    """The first stage that stands open before the next one."""
    said = {entry.code: entry.said for entry in ORDER}
    for first in still_open[:1]:
        if facts.next not in STEPS.codes:
            basis = cited(STAGES)
        else:
            basis = cited(STEPS) if first in STEPS.codes else BEFORE_EXECUTION
        yield violation("stage-order", basis, first=said[first], next=said[facts.next])


@dataclass(frozen=True, slots=True)
class Briefed:
    """One Assessee and whether the attendance at the briefing is recorded."""

    name: str
    attended: bool = False


@dataclass(frozen=True, slots=True)
class BriefingFacts:
    """The Assessees from whom data are to be collected."""

    assessees: tuple[Briefed, ...] = ()


@rule("bkn-26-2019/briefing", BRIEFING)
def briefing(facts: BriefingFacts) -> Decision:
    """Judge whether data collection may begin: with every Assessee briefed.

    >>> briefing(BriefingFacts((Briefed("Ani", attended=True),))).outcome
    'compliant'
    """
    found = (
        violation("not-briefed", BRIEFING, assessee=assessee.name)
        for assessee in facts.assessees
        if not assessee.attended
    )
    return compliance("bkn-26-2019/briefing", found, BRIEFING)


@dataclass(frozen=True, slots=True)
class Analyst:
    """One Assessor of the event and whether the own analysis is finished."""

    name: str
    analysed: bool = False


@dataclass(frozen=True, slots=True)
class AnalysisFacts:
    """The Assessors whose ratings are to be processed."""

    assessors: tuple[Analyst, ...] = ()


@rule("bkn-26-2019/analysis", ANALYSIS)
def analysis(facts: AnalysisFacts) -> Decision:
    """Judge whether data processing may begin: with the analysis of every Assessor.

    >>> analysis(AnalysisFacts((Analyst("Ani"),))).outcome
    'non-compliant'
    """
    found = (
        violation("analysis-missing", ANALYSIS, assessor=assessor.name)
        for assessor in facts.assessors
        if not assessor.analysed
    )
    return compliance("bkn-26-2019/analysis", found, ANALYSIS)


@dataclass(frozen=True, slots=True)
class MeetingFacts:
    """`competencies` of the standard, the level `decided` for each, how many Assessors came, and the minutes."""

    assessors: Count
    decided: Mapping[str, AchievedLevel]
    competencies: tuple[str, ...] = ()
    minutes: bool = False


@rule("bkn-26-2019/integration", MEETING)
def integration(facts: MeetingFacts) -> Decision:
    """Judge whether the Assessor Meeting may be closed for one Assessee.

    The article names the meeting and not what makes it. We read: it fixes the level of every competency, at least the
    two Assessors who observed take part, and minutes are kept.

    >>> [finding.code for finding in integration(MeetingFacts(1, {}, ("Integritas",), True)).findings]
    ['undecided-competency', 'too-few-in-meeting']
    """
    return compliance("bkn-26-2019/integration", meeting(facts), MEETING)


def meeting(facts: MeetingFacts) -> Iterator[Finding]:
    """Every competency decided, two Assessors there, minutes kept."""
    for name in facts.competencies:
        if name not in facts.decided:
            yield violation("undecided-competency", MEETING, competency=name)
    if facts.assessors < FEWEST_IN_MEETING:
        yield violation("too-few-in-meeting", MEETING, fewest=FEWEST_IN_MEETING, here=facts.assessors)
    if not facts.minutes:
        yield violation("no-minutes", MEETING)


@dataclass(frozen=True, slots=True)
class GivenFeedback:
    """Feedback to one Assessee: when and by whom it was given, or the reason why not."""

    name: str
    given_on: date | None = None
    giver: str | None = None
    reason: str | None = None


@dataclass(frozen=True, slots=True)
class FeedbackFacts:
    """The Assessees of the event."""

    assessees: tuple[GivenFeedback, ...] = ()


@rule("bkn-26-2019/feedback", FEEDBACK)
def feedback(facts: FeedbackFacts) -> Decision:
    """Judge whether the execution may be closed: with feedback to every Assessee, or the reason for its absence.

    >>> feedback(FeedbackFacts((GivenFeedback("Ani", reason="pensiun"),))).outcome
    'compliant'
    """
    found = (
        violation("feedback-missing", FEEDBACK, assessee=assessee.name)
        for assessee in facts.assessees
        if not assessee.reason and not (assessee.given_on and assessee.giver)
    )
    return compliance("bkn-26-2019/feedback", found, FEEDBACK)


@dataclass(frozen=True, slots=True)
class MonitoringFacts:
    """How each legal check of the event came out; `resolved` is one that failed and has been put right."""

    checks: Mapping[Literal["group", "team", "method", "facility"], Literal["passed", "failed", "resolved"]]


class MonitoringValues(TypedDict):
    """`open`: the checks that stay listed."""

    open: tuple[str, ...]


@rule("bkn-26-2019/monitoring", cited(CHECKS), values=MonitoringValues)
def monitoring(facts: MonitoringFacts) -> Decision:
    """Judge whether an event was held as the regulation wants it; what failed stays listed until resolved.

    The article speaks of quality and standard as a whole. We read the four checks that the regulation itself makes.

    >>> monitoring(MonitoringFacts({"group": "failed", "team": "passed", "method": "resolved"})).values["open"]
    ('group', 'facility')
    """
    found = tuple(checks(facts))
    values = MonitoringValues(open=tuple(str(finding.details["check"]) for finding in found))
    return compliance("bkn-26-2019/monitoring", found, cited(CHECKS), **values)


def checks(facts: MonitoringFacts) -> Iterator[Finding]:
    """Checks that failed, and those not made."""
    made = {str(check): result for check, result in facts.checks.items()}
    for check in CHECKS.entries:
        if check.code not in made:
            yield violation("check-missing", cited(CHECKS), check=check.said)
        elif made[check.code] == "failed":
            yield violation("check-failed", cited(CHECKS), check=check.said)

"""Who carries out an assessment: assessors, the unit (UPK), the team (TPK), help from outside (pelaksana penilaian)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mumpuni.regulations.bkn_11_2008.vocabulary import Body
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count

ASSESSOR = Citation(
    "bkn-11-2008",
    "Lampiran I.C.3",
    requirement="B11-08-011",
    quote="telah mengikuti pelatihan assessor, dan memiliki keahlian teknis",
)
UNIT = Citation(
    "bkn-11-2008",
    "Lampiran I.C.4",
    requirement="B11-08-012",
    quote="unit organisasi yang mempunyai tugas melaksanakan perencanaan dan pelaksanaan penilaian kompetensi",
)
ONE_OF_TWO = Citation("bkn-11-2008", "Lampiran II.A.2", requirement="B11-08-017", quote="a. UPK; atau - b. TPK.")
FIVE = Citation(
    "bkn-11-2008",
    "Lampiran II.A.4",
    requirement="B11-08-020",
    quote="Anggota TPK paling kurang 5 (lima) Assessor",
)
PSYCHOLOGISTS = Citation(
    "bkn-11-2008",
    "Lampiran II.A.4",
    requirement="B11-08-021",
    quote="paling kurang 2 (dua) orang diantaranya adalah psikolog",
)
ODD = Citation(
    "bkn-11-2008",
    "Lampiran II.A.5",
    requirement="B11-08-022",
    quote="lebih dari 5 (lima) Assessor, maka jumlahnya harus ganjil",
)
SET_BY_PPK = Citation(
    "bkn-11-2008",
    "Lampiran II.A.6",
    requirement="B11-08-023",
    quote="Pembentukan TPK ditetapkan oleh Pejabat Pembina Kepegawaian",
)
BY_BKN = Citation(
    "bkn-11-2008",
    "Lampiran IV.2 huruf a",
    requirement="B11-08-069",
    quote="Difasilitasi oleh Badan Kepegawaian Negara",
)
OTHER_UNIT = Citation(
    "bkn-11-2008",
    "Lampiran IV.2 huruf b",
    requirement="B11-08-070",
    quote="Menunjuk UPK lain atas rekomendasi BKN",
)
FEWEST_ASSESSORS = 5
FEWEST_PSYCHOLOGISTS = 2


@dataclass(frozen=True, slots=True)
class AssessorFacts:
    """`requirements_met`: the conditions that BKN sets elsewhere (IV.3); `trained`: the assessor training was taken."""

    requirements_met: bool = False
    trained: bool = False
    technical_expertise: bool = False


@rule("bkn-11-2008/assessor", ASSESSOR)
def assessor(facts: AssessorFacts) -> Decision:
    """Judge whether this person is an assessor.

    The conditions themselves stand in another regulation of BKN (IV.3), so they are asked as one yes or no.

    >>> [finding.code for finding in assessor(AssessorFacts(True, False, True)).findings]
    ['not-trained']
    """
    return compliance("bkn-11-2008/assessor", qualification(facts), ASSESSOR)


def qualification(facts: AssessorFacts) -> Iterator[Finding]:
    """Conditions, training and technical expertise, all three."""
    if not facts.requirements_met:
        yield violation("requirements-not-met", ASSESSOR)
    if not facts.trained:
        yield violation("not-trained", ASSESSOR)
    if not facts.technical_expertise:
        yield violation("no-expertise", ASSESSOR)


@dataclass(frozen=True, slots=True)
class DecisionFacts:
    """The decision that forms a team (keputusan pembentukan TPK)."""

    number: str | None = None
    date: datetime.date | None = None
    signed_by: Literal["ppk", "other"] | None = None


@dataclass(frozen=True, slots=True)
class BodyFacts:
    """The body or bodies named for an event; `organisational_unit` is the UPK's own unit, `decision` forms the TPK."""

    kinds: tuple[Body, ...] = ()
    organisational_unit: str | None = None
    decision: DecisionFacts = DecisionFacts()


@rule("bkn-11-2008/body", UNIT, ONE_OF_TWO, SET_BY_PPK)
def body(facts: BodyFacts) -> Decision:
    """Judge whether an event has a body that may carry it out.

    "UPK; atau TPK" is read as one of the two and not both: a UPK has every method open to it and needs no team
    beside it. The signature that is not said is not the PPK's.

    >>> [finding.code for finding in body(BodyFacts(("upk", "tpk"))).findings]
    ['two-bodies']
    """
    return compliance("bkn-11-2008/body", named_body(facts), UNIT, ONE_OF_TWO, SET_BY_PPK)


def named_body(facts: BodyFacts) -> Iterator[Finding]:
    """Exactly one body, and what makes it one: the UPK's place in the organisation, the PPK's decision for the TPK."""
    kinds = set(facts.kinds)
    if not kinds:
        yield violation("body-missing", ONE_OF_TWO)
    elif len(kinds) > 1:
        yield violation("two-bodies", ONE_OF_TWO)
    elif "upk" in kinds:
        if facts.organisational_unit is None:
            yield violation("unit-missing", UNIT)
    else:
        yield from forming_decision(facts.decision)


def forming_decision(decision: DecisionFacts) -> Iterator[Finding]:
    """Number, date and signature of the PPK."""
    if decision.number is None:
        yield violation("decision-number-missing", SET_BY_PPK)
    if decision.date is None:
        yield violation("decision-date-missing", SET_BY_PPK)
    if decision.signed_by != "ppk":
        yield violation("decision-not-by-ppk", SET_BY_PPK)


@dataclass(frozen=True, slots=True)
class TeamFacts:
    """The team's size; `psychologists` are those among the assessors; `set_by_ppk`: the PPK formed the team."""

    assessors: Count
    psychologists: Count
    set_by_ppk: bool = False


@rule("bkn-11-2008/tpk", FIVE, PSYCHOLOGISTS, ODD, SET_BY_PPK)
def tpk(facts: TeamFacts) -> Decision:
    """Judge the make-up of a Tim Penilaian Kompetensi.

    Five is enough; above five the number is odd; the two psychologists count inside the total. Four misses the
    minimum and nothing else, since the odd number is asked only above five.

    >>> [finding.code for finding in tpk(TeamFacts(6, 2, set_by_ppk=True)).findings]
    ['even-number']
    """
    findings = (*size(facts), *psychologists(facts), *formation(facts))
    return compliance("bkn-11-2008/tpk", findings, FIVE, PSYCHOLOGISTS, ODD, SET_BY_PPK)


def size(facts: TeamFacts) -> Iterator[Finding]:
    """At least five, and an odd number above that."""
    if facts.assessors < FEWEST_ASSESSORS:
        yield violation("too-few-assessors", FIVE, fewest=FEWEST_ASSESSORS, here=facts.assessors)
    elif facts.assessors > FEWEST_ASSESSORS and facts.assessors % 2 == 0:
        yield violation(
            "even-number", ODD, above=FEWEST_ASSESSORS, here=facts.assessors, fewer=facts.assessors - 1,
            more=facts.assessors + 1,
        )  # fmt: skip


def psychologists(facts: TeamFacts) -> Iterator[Finding]:
    """At least two of the assessors."""
    if facts.psychologists < FEWEST_PSYCHOLOGISTS:
        yield violation("too-few-psychologists", PSYCHOLOGISTS, fewest=FEWEST_PSYCHOLOGISTS, here=facts.psychologists)


def formation(facts: TeamFacts) -> Iterator[Finding]:
    """The PPK forms the team, nobody else."""
    if not facts.set_by_ppk:
        yield violation("not-set-by-ppk", SET_BY_PPK)


@dataclass(frozen=True, slots=True)
class ExecutionFacts:
    """What the agency has of its own, and the help that it takes from outside."""

    own_upk: bool = False
    own_tpk: bool = False
    own_facility: bool = False
    facilitated_by_bkn: bool = False
    other_upk: bool = False
    bkn_recommendation: bool = False


@rule("bkn-11-2008/executing-body", ONE_OF_TWO, BY_BKN, OTHER_UNIT)
def executing_body(facts: ExecutionFacts) -> Decision:
    """Judge whether somebody may carry out the assessments of an agency.

    Help from outside is for agencies "yang tidak memiliki fasilitas"; an agency with a body and a facility of its own
    needs none, so a recommendation that is missing beside them breaks nothing.

    >>> [finding.code for finding in executing_body(ExecutionFacts(other_upk=True)).findings]
    ['recommendation-missing']
    """
    return compliance("bkn-11-2008/executing-body", execution(facts), ONE_OF_TWO, BY_BKN, OTHER_UNIT)


def execution(facts: ExecutionFacts) -> Iterator[Finding]:
    """The agency's own body in its own facility, BKN, or another agency's UPK that BKN recommends."""
    own = (facts.own_upk or facts.own_tpk) and facts.own_facility
    if own or facts.facilitated_by_bkn or (facts.other_upk and facts.bkn_recommendation):
        return
    if facts.other_upk:
        yield violation("recommendation-missing", OTHER_UNIT)
    else:
        yield violation("no-body", ONE_OF_TWO)

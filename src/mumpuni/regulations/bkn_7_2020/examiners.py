"""Who examines, where, how, and what a decision on a unit needs (penguji, TUK, Uji Kompetensi Teknis)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count

PRINCIPLES = catalogue("bkn-7-2020/principles")
INDEPENDENT = cited(PRINCIPLES["independen"])
RESPONSIBLE = cited(PRINCIPLES["bertanggung-jawab"])
SUITABLE = cited(PRINCIPLES["kesesuaian"])
OBJECTIVE = cited(PRINCIPLES["obyektif"])
TEST = cited(catalogue("bkn-7-2020/definitions")["uji-kompetensi-teknis"])
SITE = Citation(
    "bkn-7-2020",
    "Pasal 1 angka 10",
    requirement="B7-20-014",
    quote="tempat pengujian yang memenuhi persyaratan untuk melaksanakan Uji Kompetensi Teknis sesuai dengan materi "
    "dan metode yang telah ditentukan",
)
QUALITIES = cited(catalogue("bkn-7-2020/aims")["uji"])


@dataclass(frozen=True, slots=True)
class ExaminerTies:
    """Where the examiner works, and what ties him or her to the participant."""

    agency: str
    unit: str
    is_superior: bool = False
    is_mentor: bool = False
    taught_batch: bool = False
    is_relative: bool = False


@dataclass(frozen=True, slots=True)
class Workplace:
    """Where the participant works."""

    agency: str
    unit: str


@dataclass(frozen=True, slots=True)
class IndependenceFacts:
    """The examiner (penguji) and the participant whom he or she is to examine."""

    examiner: ExaminerTies
    participant: Workplace


@rule("bkn-7-2020/examiner-independence", INDEPENDENT)
def examiner_independence(facts: IndependenceFacts) -> Decision:
    """Judge whether an examiner is independent of a participant.

    The regulation says "independen" and no more. We read it so: superiors, mentors and relatives never examine; who
    taught the batch or sits in the same unit may, but should be looked at. Agency and unit are compared without regard
    to capitals and spaces.

    >>> alone = IndependenceFacts(ExaminerTies("BKN", "Pusbang", is_mentor=True), Workplace("BKD", "Mutasi"))
    >>> [finding.code for finding in examiner_independence(alone).findings]
    ['mentor']
    """
    return compliance("bkn-7-2020/examiner-independence", (*ties(facts.examiner), *same_unit(facts)), INDEPENDENT)


def ties(examiner: ExaminerTies) -> Iterator[Finding]:
    """No tie to the participant."""
    if examiner.is_superior:
        yield violation("superior", INDEPENDENT)
    if examiner.is_mentor:
        yield violation("mentor", INDEPENDENT)
    if examiner.is_relative:
        yield violation("relative", INDEPENDENT)
    if examiner.taught_batch:
        yield warning("taught", INDEPENDENT)


def same_unit(facts: IndependenceFacts) -> Iterator[Finding]:
    """Rather from elsewhere."""
    examiner = (_folded(facts.examiner.agency), _folded(facts.examiner.unit))
    if examiner == (_folded(facts.participant.agency), _folded(facts.participant.unit)):
        yield warning("same-unit", INDEPENDENT, unit=facts.participant.unit, agency=facts.participant.agency)


def _folded(name: str) -> str:
    return " ".join(name.casefold().split())


@dataclass(frozen=True, slots=True)
class SiteFacts:
    """A test site (TUK): whether it meets the requirements, and what it can hold against what the test needs."""

    method: str
    qualified: bool = False
    site_methods: tuple[str, ...] = ()
    material: str | None = None
    site_materials: tuple[str, ...] = ()


@rule("bkn-7-2020/test-site", SITE)
def suitable_site(facts: SiteFacts) -> Decision:
    """Judge whether a test may be held at this site.

    The requirements themselves are not in the text at hand; whether a site meets them is entered by the organiser.

    >>> suitable_site(SiteFacts("tertulis", qualified=True, site_methods=("tertulis", "wawancara"))).outcome
    'compliant'
    """
    return compliance("bkn-7-2020/test-site", site(facts), SITE)


def site(facts: SiteFacts) -> Iterator[Finding]:
    """Qualified, for the method and the material."""
    if not facts.qualified:
        yield violation("site-not-qualified", SITE)
    if facts.method not in facts.site_methods:
        yield violation("site-without-method", SITE, method=facts.method)
    if facts.material is not None and facts.material not in facts.site_materials:
        yield violation("site-without-material", SITE, material=facts.material)


@dataclass(frozen=True, slots=True)
class Examiner:
    """An examiner, the units assigned to him or her, and those that he or she is competent to examine."""

    name: str
    units: tuple[str, ...] = ()
    competent_for: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Candidate:
    """A participant and the instruments that he or she is tested with."""

    name: str
    instruments: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class PlanFacts:
    """A plan for testing under a scheme; `matrix` gives the instruments of each unit."""

    units: tuple[str, ...] = ()
    matrix: Mapping[str, tuple[str, ...]] | None = None
    methods: tuple[str, ...] = ()
    scheme_methods: tuple[str, ...] = ()
    examiners: tuple[Examiner, ...] = ()
    participants: tuple[Candidate, ...] = ()


class PlanValues(TypedDict):
    """The instruments of the plan, and whether more than one method lets it bend to the participant."""

    instruments: tuple[str, ...]
    flexible: bool


@rule("bkn-7-2020/test-plan", SUITABLE, QUALITIES, values=PlanValues)
def suitable_plan(facts: PlanFacts) -> Decision:
    """Judge a test plan by Pasal 2 huruf c and Pasal 3 huruf g.

    Suitable: methods of the scheme, examiners competent for their units. Valid: an instrument for every unit.
    Reliable: two examiners for a unit can be compared, one is a warning. Fair: all participants have the instruments
    of the plan. Flexible: more than one method may be used, but need not.

    >>> suitable_plan(PlanFacts(("Pensiun",), {"Pensiun": ()}, ("tertulis",), ("tertulis",))).findings[0].code
    'unit-without-instrument'
    """
    matrix = facts.matrix or {}
    planned = frozenset(instrument for unit in set(facts.units) for instrument in matrix.get(unit, ()))
    findings = (*methods(facts), *instruments(facts), *examiners(facts), *fairness(facts, planned))
    values = PlanValues(instruments=tuple(sorted(planned)), flexible=len(set(facts.methods)) > 1)
    return compliance("bkn-7-2020/test-plan", findings, SUITABLE, QUALITIES, **values)


def methods(facts: PlanFacts) -> Iterator[Finding]:
    """At least one method, and only those of the scheme."""
    known = set(facts.scheme_methods)
    if not facts.methods:
        yield violation("plan-without-method", SUITABLE)
    for method in dict.fromkeys(facts.methods):
        if method not in known:
            yield violation("method-not-in-scheme", SUITABLE, method=method)


def instruments(facts: PlanFacts) -> Iterator[Finding]:
    """At least one unit, and an instrument for each."""
    if not facts.units:
        yield violation("plan-without-unit", QUALITIES)
    for unit in dict.fromkeys(facts.units):
        if not (facts.matrix or {}).get(unit):
            yield violation("unit-without-instrument", QUALITIES, unit=unit)


def examiners(facts: PlanFacts) -> Iterator[Finding]:
    """Competent for the units assigned; each unit has one, better two."""
    names: dict[str, set[str]] = {unit: set() for unit in facts.units}
    for examiner in facts.examiners:
        competent = set(examiner.competent_for)
        for unit in dict.fromkeys(examiner.units):
            names.setdefault(unit, set()).add(examiner.name)
            if unit not in competent:
                yield violation("examiner-not-competent", SUITABLE, examiner=examiner.name, unit=unit)
    for unit in dict.fromkeys(facts.units):
        if not names[unit]:
            yield violation("unit-without-examiner", SUITABLE, unit=unit)
        elif len(names[unit]) == 1:
            yield warning("single-examiner", QUALITIES, unit=unit)


def fairness(facts: PlanFacts, planned: frozenset[str]) -> Iterator[Finding]:
    """Everyone is tested with the same instruments."""
    for participant in facts.participants:
        if planned.symmetric_difference(participant.instruments):
            yield violation("other-instruments", QUALITIES, participant=participant.name)


@dataclass(frozen=True, slots=True)
class UnitDecisionFacts:
    """A decision on a unit, a qualification or an occupation: the items of evidence, who decided and when."""

    object: Literal["unit", "kualifikasi", "okupasi"]
    evidence: Count = 0
    decided_by: str | None = None
    decided_on: date | None = None


@rule("bkn-7-2020/unit-decision", TEST, RESPONSIBLE, OBJECTIVE)
def unit_decision(facts: UnitDecisionFacts) -> Decision:
    """Judge whether a decision can be kept, whichever way it goes: on evidence, with its author and day.

    >>> [finding.code for finding in unit_decision(UnitDecisionFacts("unit", 1, "Ani")).findings]
    ['decision-without-day']
    """
    findings = (*evidence(facts), *author(facts))
    return compliance("bkn-7-2020/unit-decision", findings, TEST, RESPONSIBLE, OBJECTIVE)


def evidence(facts: UnitDecisionFacts) -> Iterator[Finding]:
    """At least one item of evidence."""
    if facts.evidence == 0:
        yield violation("decision-without-evidence", OBJECTIVE)


def author(facts: UnitDecisionFacts) -> Iterator[Finding]:
    """Somebody answers for it, since a day."""
    if facts.decided_by is None:
        yield violation("decision-without-author", RESPONSIBLE)
    if facts.decided_on is None:
        yield violation("decision-without-day", RESPONSIBLE)

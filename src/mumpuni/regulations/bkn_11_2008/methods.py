"""Which methods an echelon asks for, and what makes each of them one (metode penilaian kompetensi)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mumpuni.regulations.bkn_11_2008.vocabulary import Body, Echelon, Method
from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count

MINIMUM = catalogue("bkn-11-2008/minimum-methods")
MINIMUMS = {echelon: cited(MINIMUM[echelon]) for echelon in MINIMUM.codes}
METHODS = {method: cited(catalogue("bkn-11-2008/methods")[method]) for method in catalogue("bkn-11-2008/methods").codes}
WITHOUT_CENTER = Citation(
    "bkn-11-2008",
    "Lampiran I.C.5",
    requirement="B11-08-013",
    quote="beberapa/berbagai metode penilaian kecuali assessment center",
)
CONSIDERATION = Citation(
    "bkn-11-2008",
    "Lampiran II.C.2.a",
    requirement="B11-08-047",
    quote="Dengan pertimbangan tertentu untuk pengangkatan dalam jabatan struktural eselon III dan IV",
)
SPECIFIC_TASK = Citation(
    "bkn-11-2008",
    "Lampiran II.C.2.a.2)",
    requirement="B11-08-046",
    quote="dapat digunakan pula analisis kasus atau presentasi, untuk tugas pekerjaan yang bersifat spesifik",
)
ADDED = Citation(
    "bkn-11-2008",
    "Lampiran II.C.2.b",
    requirement="B11-08-048",
    quote="dapat ditambahkan dengan menggunakan metode lain sesuai dengan kebutuhan",
)
OWN_RULES = Citation(
    "bkn-11-2008",
    "Lampiran IV.3",
    requirement="B11-08-071",
    quote="Ketentuan penyelenggaraan Assessment Center dan persyaratan sebagai assessor diatur tersendiri",
)
CENTER: Method = "assessment-center"
SEVERAL = 2


@dataclass(frozen=True, slots=True)
class MethodsFacts:
    """`consideration`: why there is no Assessment Center; `specific_task`: the specific work of an echelon IV post."""

    echelon: Echelon
    body: Body
    methods: tuple[Method, ...] = ()
    consideration: str | None = None
    specific_task: str | None = None


@rule(
    "bkn-11-2008/methods",
    *MINIMUMS.values(),
    WITHOUT_CENTER,
    CONSIDERATION,
    SPECIFIC_TASK,
    ADDED,
)
def methods(facts: MethodsFacts) -> Decision:
    """Judge whether the methods chosen are enough for the echelon and open to the body.

    "Khususnya eselon I dan II" makes the Assessment Center the only way there; below it is the usual way, which may be
    left for a stated consideration and then gives way to the minimum sets. "Analisis kasus atau presentasi" asks for
    one of the two and lets both stand. Methods above the minimum are always welcome.

    >>> [finding.code for finding in methods(MethodsFacts("II", "tpk", ("psychometrics",))).findings]
    ['assessment-center-required']
    """
    return compliance("bkn-11-2008/methods", choice(facts), *articles(facts))


def choice(facts: MethodsFacts) -> Iterator[Finding]:
    """All that is to be said of the methods chosen."""
    yield from center(facts)
    yield from minimum_set(facts)
    yield from consideration(facts)
    yield from specific_task(facts)


def articles(facts: MethodsFacts) -> tuple[Citation, ...]:
    """What the echelon asks for; the ways around an Assessment Center only where the echelon has them."""
    if MINIMUM[facts.echelon].fields["assessment_center_required"]:
        return (MINIMUMS[facts.echelon], WITHOUT_CENTER)
    specific = (SPECIFIC_TASK,) if MINIMUM[facts.echelon].fields["for_specific_tasks"] else ()
    return (MINIMUMS[facts.echelon], WITHOUT_CENTER, CONSIDERATION, *specific, ADDED)


def center(facts: MethodsFacts) -> Iterator[Finding]:
    """Echelon I and II are assessed in an Assessment Center; a TPK never runs one."""
    if CENTER in facts.methods:
        if facts.body == "tpk":
            yield violation("tpk-cannot-run-assessment-center", WITHOUT_CENTER)
    elif MINIMUM[facts.echelon].fields["assessment_center_required"]:
        yield violation("assessment-center-required", MINIMUMS[facts.echelon], echelon=facts.echelon)


def minimum_set(facts: MethodsFacts) -> Iterator[Finding]:
    """What must be there when the Assessment Center is left out; echelon I and II have no such set."""
    if CENTER in facts.methods:
        return
    minimum, chosen = MINIMUM[facts.echelon].fields, set(facts.methods)
    for method in minimum["all_of"]:
        if method not in chosen:
            yield violation("missing-method", MINIMUMS[facts.echelon], echelon=facts.echelon, method=method)
    one_of = minimum["one_of"]
    if one_of and chosen.isdisjoint(one_of):
        yield violation("missing-method", MINIMUMS[facts.echelon], echelon=facts.echelon, method="-or-".join(one_of))


def consideration(facts: MethodsFacts) -> Iterator[Finding]:
    """Leaving the Assessment Center out below echelon II rests on a stated consideration."""
    may_leave_out = not MINIMUM[facts.echelon].fields["assessment_center_required"]
    if may_leave_out and CENTER not in facts.methods and facts.consideration is None:
        yield violation("consideration-missing", CONSIDERATION, echelon=facts.echelon)


def specific_task(facts: MethodsFacts) -> Iterator[Finding]:
    """For echelon IV case analysis and presentation are meant for specific work; the work should be named."""
    extra = MINIMUM[facts.echelon].fields["for_specific_tasks"]
    if CENTER not in facts.methods and not set(facts.methods).isdisjoint(extra) and facts.specific_task is None:
        yield warning("specific-task-missing", SPECIFIC_TASK, echelon=facts.echelon, method="-or-".join(extra))


@dataclass(frozen=True, slots=True)
class CenterFacts:
    """`instruments` are its simulations and other instruments; `rules_linked`: BKN's own rules for it are recorded."""

    body: Body
    assessors: Count
    instruments: tuple[str, ...] = ()
    rules_linked: bool = False


@rule("bkn-11-2008/assessment-center", METHODS["assessment-center"], WITHOUT_CENTER, OWN_RULES)
def assessment_center(facts: CenterFacts) -> Decision:
    """Judge whether what is planned is an Assessment Center in the sense of this regulation.

    "Beberapa" is read as at least two: two different instruments and two assessors. How it is run stands in another
    regulation of BKN; where none is linked the event says so and goes on.

    >>> [finding.code for finding in assessment_center(CenterFacts("upk", 2, ("a", "a"), True)).findings]
    ['single-instrument']
    """
    cited_here = (METHODS["assessment-center"], WITHOUT_CENTER, OWN_RULES)
    return compliance("bkn-11-2008/assessment-center", planned_center(facts), *cited_here)


def planned_center(facts: CenterFacts) -> Iterator[Finding]:
    """Run by a UPK, with several instruments and several assessors."""
    basis, instruments = METHODS["assessment-center"], len(set(facts.instruments))
    if facts.body == "tpk":
        yield violation("tpk-cannot-run-assessment-center", WITHOUT_CENTER)
    if facts.assessors < SEVERAL:
        yield violation("single-assessor", basis, fewest=SEVERAL, here=facts.assessors)
    if instruments < SEVERAL:
        yield violation("single-instrument", basis, fewest=SEVERAL, here=instruments)
    if not facts.rules_linked:
        yield warning("center-rules-not-linked", OWN_RULES)


@dataclass(frozen=True, slots=True)
class Question:
    """One question of a questionnaire and the competency that it asks about."""

    competency: str | None = None


@dataclass(frozen=True, slots=True)
class InstrumentFacts:
    """What a method works with. `competencies` are those of the target position.

    `guide` names the competencies that the structured interview guide covers, `rating_sheet` those that the sheet
    rates; each is empty where there is none.
    """

    method: Literal["interview", "questionnaire", "psychometrics", "case-analysis", "presentation"]
    competencies: tuple[str, ...] = ()
    guide: tuple[str, ...] = ()
    questions: tuple[Question, ...] = ()
    by_psychologist: bool = False
    case_text: bool = False
    rating_sheet: tuple[str, ...] = ()


@rule(
    "bkn-11-2008/instrument",
    METHODS["interview"],
    METHODS["questionnaire"],
    METHODS["psychometrics"],
    METHODS["case-analysis"],
    METHODS["presentation"],
)
def instrument(facts: InstrumentFacts) -> Decision:
    """Judge whether a method has what its definition says it works with; the Assessment Center has a rule of its own.

    The definitions of case analysis and presentation say what is measured but not with what: a text to work on and a
    sheet to rate on are the least that measuring needs.

    >>> [finding.code for finding in instrument(InstrumentFacts("psychometrics")).findings]
    ['psychologist-missing']
    """
    return compliance("bkn-11-2008/instrument", material(facts), METHODS[facts.method])


def material(facts: InstrumentFacts) -> Iterator[Finding]:
    """Guide, questions, psychologist, case or sheet, as the method wants."""
    basis, of_position = METHODS[facts.method], set(facts.competencies)
    if facts.method == "interview" and of_position.isdisjoint(facts.guide):
        yield violation("guide-missing", basis)
    if facts.method == "questionnaire":
        yield from questions(facts.questions, of_position)
    if facts.method == "psychometrics" and not facts.by_psychologist:
        yield violation("psychologist-missing", basis)
    if facts.method == "case-analysis" and not facts.case_text:
        yield violation("case-text-missing", basis)
    if facts.method in ("case-analysis", "presentation") and not facts.rating_sheet:
        yield violation("rating-sheet-missing", basis)


def questions(asked: tuple[Question, ...], of_position: set[str]) -> Iterator[Finding]:
    """A list of questions, each about a competency of the position."""
    if not asked:
        yield violation("questions-missing", METHODS["questionnaire"])
    for number, question in enumerate(asked, start=1):
        if question.competency not in of_position:
            yield warning("question-without-competency", METHODS["questionnaire"], number=number)

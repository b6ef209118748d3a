"""From selection to the day of assessment: who may be assessed, what is prepared, where and how long (prosedur)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mumpuni.regulations.bkn_11_2008.methods import (
    ADDED,
    CENTER,
    CONSIDERATION,
    MINIMUMS,
    SPECIFIC_TASK,
    WITHOUT_CENTER,
    MethodsFacts,
    articles,
    choice,
)
from mumpuni.regulations.bkn_11_2008.vocabulary import Method
from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, violation
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import AboveZero

SELECTION = Citation(
    "bkn-11-2008",
    "Lampiran III.1.a",
    requirement="B11-08-049",
    quote="telah mengikuti dan dinyatakan lulus seleksi administrasi",
)
SUBSTANCE = Citation(
    "bkn-11-2008",
    "Lampiran III.1.a",
    requirement="B11-08-050",
    quote="lulus seleksi administrasi dan tes substansi jabatan",
)
DESIGNATION = Citation(
    "bkn-11-2008",
    "Lampiran III.1.c",
    requirement="B11-08-053",
    quote="kepada Pejabat Pembina Kepegawaian untuk ditetapkan mengikuti penilaian kompetensi",
)
METHODS_SET = Citation(
    "bkn-11-2008",
    "Lampiran III.2 huruf a angka 1)",
    requirement="B11-08-055",
    quote="UPK atau TPK menentukan metode yang akan digunakan sesuai dengan kebutuhan",
)
DOCUMENTS = Citation(
    "bkn-11-2008",
    "Lampiran III.2 huruf a angka 2)",
    requirement="B11-08-056",
    quote="menyiapkan dokumen-dokumen berupa standar kompetensi jabatan, biodata dan lain-lain",
)
INSTRUMENTS = Citation(
    "bkn-11-2008",
    "Lampiran II.B.3",
    requirement="B11-08-028",
    quote="dapat mengungkap kompetensi yang akan dinilai",
)
PLACE = Citation(
    "bkn-11-2008",
    "Lampiran III.2 Pelaksanaan angka 1)",
    requirement="B11-08-061",
    quote="di lingkungan instansi yang bersangkutan atau instansi lain yang mempunyai UPK",
)
TWO_DAYS = Citation(
    "bkn-11-2008",
    "Lampiran III.2 Pelaksanaan angka 2)",
    requirement="B11-08-062",
    quote="paling kurang 2 (dua) hari atau sesuai dengan kebutuhan",
)
AS_NEEDED = Citation(
    "bkn-11-2008",
    "Lampiran III.2 Pelaksanaan angka 3)",
    requirement="B11-08-063",
    quote="metode selain Assessment Center dilaksanakan sesuai dengan kebutuhan",
)
FEWEST_CENTER_DAYS = 2
STAGE_LIST = catalogue("bkn-11-2008/stages")
STAGES = {stage: cited(STAGE_LIST[stage]) for stage in STAGE_LIST.codes}
PREPARED = catalogue("bkn-11-2008/preparation-documents").codes

Result = Literal["passed", "failed", "missing"]
Stage = Literal[
    "seleksi", "pengajuan", "penetapan", "penyerahan", "persiapan", "pemberitahuan", "pelaksanaan", "laporan"
]


@dataclass(frozen=True, slots=True)
class NominationFacts:
    """What the agency's own selection gave, and whether the PPK designated the person."""

    administrative_selection: Result
    substance_test: Result
    designated_by_ppk: bool = False


@rule("bkn-11-2008/nomination", SELECTION, SUBSTANCE, DESIGNATION)
def nomination(facts: NominationFacts) -> Decision:
    """Judge whether a civil servant may be assessed: both selections passed, and designated by the PPK.

    A result that is missing is not passed.

    >>> [finding.code for finding in nomination(NominationFacts("passed", "missing", True)).findings]
    ['substance-test']
    """
    return compliance("bkn-11-2008/nomination", admission(facts), SELECTION, SUBSTANCE, DESIGNATION)


def admission(facts: NominationFacts) -> Iterator[Finding]:
    """Selection, substance test and designation, each for itself."""
    if facts.administrative_selection != "passed":
        yield violation("administrative-selection", SELECTION)
    if facts.substance_test != "passed":
        yield violation("substance-test", SUBSTANCE)
    if not facts.designated_by_ppk:
        yield violation("not-designated", DESIGNATION)


@dataclass(frozen=True, slots=True)
class StageFacts:
    """The stages that are done, in any order, and the one to begin."""

    next: Stage
    done: tuple[Stage, ...] = ()


@rule("bkn-11-2008/stage", *STAGES.values(), outcomes=("allowed", "refused"))
def stage(facts: StageFacts) -> Decision:
    """Judge whether a stage may begin: every one before it is done.

    The two selections are one stage, as the text names them in one breath; preparing and giving notice are two,
    since the notice names the day for which the rest must be ready.

    >>> stage(StageFacts("penyerahan", ("seleksi", "pengajuan"))).findings[0].details["open"]
    'penetapan'
    """
    before = STAGE_LIST.codes[: STAGE_LIST.codes.index(facts.next)]
    open_ones = [each for each in before if each not in facts.done]
    cited_here = tuple(STAGES[each] for each in (*before, facts.next))
    if not open_ones:
        return decision("bkn-11-2008/stage", "allowed", (), *cited_here)
    finding = violation("stage-order", STAGES[open_ones[0]], open=open_ones[0], next=facts.next)
    return decision("bkn-11-2008/stage", "refused", (finding,), *cited_here)


@dataclass(frozen=True, slots=True)
class PreparationFacts:
    """What UPK or TPK have ready. `design` are the facts of `bkn-11-2008/methods`.

    `instruments` give for each of the `competencies` of the standard what will reveal it.
    """

    design: MethodsFacts | None = None
    documents: tuple[Literal["position-standard", "biodata"], ...] = ()
    competencies: tuple[str, ...] = ()
    instruments: Mapping[str, tuple[str, ...]] | None = None


@rule(
    "bkn-11-2008/preparation",
    METHODS_SET,
    DOCUMENTS,
    INSTRUMENTS,
    *MINIMUMS.values(),
    WITHOUT_CENTER,
    CONSIDERATION,
    SPECIFIC_TASK,
    ADDED,
)
def preparation(facts: PreparationFacts) -> Decision:
    """Judge whether preparation may be closed: lawful methods, the documents, an instrument for every competency.

    "Dan lain-lain yang berkaitan" leaves the list of documents open; only the two that are named are asked for.

    >>> [finding.code for finding in preparation(PreparationFacts(documents=("biodata",))).findings]
    ['methods-missing', 'document-missing']
    """
    design = facts.design if facts.design and facts.design.methods else None
    chosen = choice(design) if design else (violation("methods-missing", METHODS_SET),)
    findings = (*chosen, *documents(facts), *instruments(facts))
    cited_here = (METHODS_SET, DOCUMENTS, INSTRUMENTS, *(articles(design) if design else ()))
    return compliance("bkn-11-2008/preparation", findings, *cited_here)


def documents(facts: PreparationFacts) -> Iterator[Finding]:
    """The standard of the position and the biodata."""
    for document in PREPARED:
        if document not in facts.documents:
            yield violation("document-missing", DOCUMENTS, document=document)


def instruments(facts: PreparationFacts) -> Iterator[Finding]:
    """An instrument that does not reveal a competency is not valid for it: each competency has at least one."""
    given = facts.instruments or {}
    for competency in dict.fromkeys(facts.competencies):
        if not given.get(competency):
            yield violation("competency-without-instrument", INSTRUMENTS, competency=competency)


@dataclass(frozen=True, slots=True)
class PlaceFacts:
    """Whose premises the assessment takes place in."""

    place: Literal["own-agency", "other-agency"]
    other_has_upk: bool = False


@rule("bkn-11-2008/place", PLACE)
def place(facts: PlaceFacts) -> Decision:
    """Judge the place: the agency's own premises, or another agency's that has a UPK.

    >>> place(PlaceFacts("other-agency")).outcome
    'non-compliant'
    """
    return compliance("bkn-11-2008/place", premises(facts), PLACE)


def premises(facts: PlaceFacts) -> Iterator[Finding]:
    """Another agency opens its doors only with a UPK in it."""
    if facts.place == "other-agency" and not facts.other_has_upk:
        yield violation("place-without-upk", PLACE)


@dataclass(frozen=True, slots=True)
class DurationFacts:
    """`reason` is the need that makes an Assessment Center shorter than two days."""

    method: Method
    days: AboveZero
    reason: str | None = None


@rule("bkn-11-2008/duration", TWO_DAYS, AS_NEEDED)
def duration(facts: DurationFacts) -> Decision:
    """Judge how long a method takes.

    "Paling kurang 2 (dua) hari atau sesuai dengan kebutuhan" takes back with its second half what the first demands:
    we let two days be the rule and ask for the need in writing where there are fewer. Other methods have no minimum.

    >>> from decimal import Decimal
    >>> duration(DurationFacts("assessment-center", Decimal("1.5"))).outcome
    'non-compliant'
    """
    basis = TWO_DAYS if facts.method == CENTER else AS_NEEDED
    return compliance("bkn-11-2008/duration", length(facts), basis)


def length(facts: DurationFacts) -> Iterator[Finding]:
    """Two days for an Assessment Center, unless a need is stated."""
    if facts.method == CENTER and facts.days < FEWEST_CENTER_DAYS and facts.reason is None:
        yield violation("too-short", TWO_DAYS, fewest=FEWEST_CENTER_DAYS, here=facts.days)

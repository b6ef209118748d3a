"""What a result holds, how long and for what it may be used, who sees it (hasil dan laporan)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict

from mumpuni.regulations.bkn_11_2008.vocabulary import Part
from mumpuni.regulations.catalogue import catalogue
from mumpuni.regulations.finding import Citation, Decision, Finding, Step, compliance, decision, violation
from mumpuni.regulations.registry import rule
from mumpuni.regulations.validity import last_valid_day, standing

COMPARED = Citation(
    "bkn-11-2008",
    "Lampiran I.C.2",
    requirement="B11-08-010",
    quote="membandingkan kompetensi yang dimiliki PNS dengan kompetensi jabatan yang dipersyaratkan",
)
NO_CATEGORY = Citation(
    "bkn-11-2008",
    "Lampiran I.C.6",
    requirement="B11-08-015",
    quote="Pengangkatan PNS dalam jabatan struktural adalah penempatan pertama kali dalam jabatan struktural",
)
INDEPENDENT = Citation(
    "bkn-11-2008",
    "Lampiran II.A.3",
    requirement="B11-08-019",
    quote="UPK atau TPK dalam melaksanakan tugasnya bersifat independen",
)
DESCRIBED = Citation(
    "bkn-11-2008",
    "Lampiran II.A.7",
    requirement="B11-08-024",
    quote="Hasil penilaian kompetensi menggambarkan potensi dan kompetensi PNS",
)
ADVISED = Citation(
    "bkn-11-2008",
    "Lampiran II.A.7",
    requirement="B11-08-025",
    quote="sebagai bahan Badan Pertimbangan Jabatan dan Kepangkatan (BAPERJAKAT)",
)
OBJECTIVE = Citation(
    "bkn-11-2008",
    "Lampiran II.B.1",
    requirement="B11-08-026",
    quote="potensi dan kompetensi sesungguhnya yang dimiliki PNS",
)
TRANSPARENT = Citation(
    "bkn-11-2008",
    "Lampiran II.B.2",
    requirement="B11-08-027",
    quote="dapat diketahui oleh PNS yang dinilai dan/atau pejabat yang berwenang",
)
VALID = Citation(
    "bkn-11-2008",
    "Lampiran II.B.5",
    requirement="B11-08-031",
    quote="Hasil penilaian kompetensi berlaku selama 2 (dua) tahun",
)
USED = Citation(
    "bkn-11-2008",
    "Lampiran II.B.5",
    requirement="B11-08-030",
    quote="dimanfaatkan untuk pengangkatan PNS dalam jabatan struktural",
)
FEEDBACK = Citation(
    "bkn-11-2008",
    "Lampiran IV.4",
    requirement="B11-08-072",
    quote="sebagai umpan balik dalam pembinaan PNS yang bersangkutan",
)
DELIVERED = Citation(
    "bkn-11-2008",
    "Lampiran III.2 Laporan angka 1)",
    requirement="B11-08-064",
    quote="wajib membuat laporan hasil penilaian kompetensi PNS dan disampaikan kepada Pejabat Pembina Kepegawaian",
)
CONTENTS = Citation(
    "bkn-11-2008",
    "Lampiran III.2 Laporan angka 2)",
    requirement="B11-08-065",
    quote="paling kurang memuat gambaran tentang potensi dan kompetensi PNS yang bersangkutan",
)
CONFIDENTIAL = Citation(
    "bkn-11-2008",
    "Lampiran III.2 Laporan angka 3)",
    requirement="B11-08-066",
    quote="Laporan hasil penilaian kompetensi bersifat konfidensial",
)
YEARS = 2
PARTS = catalogue("bkn-11-2008/report-contents").codes


@dataclass(frozen=True, slots=True)
class Aspect:
    """One trait or competency that was assessed, what was found, what the position asks, and on what it rests."""

    part: Part
    name: str
    description: str | None = None
    standard: str | None = None
    evidence: str | None = None


@dataclass(frozen=True, slots=True)
class ResultFacts:
    """The result of one person. `category` is a category of the later regulation that someone gave it."""

    aspects: tuple[Aspect, ...] = ()
    category: str | None = None


@rule("bkn-11-2008/result", COMPARED, NO_CATEGORY, DESCRIBED, OBJECTIVE)
def result(facts: ResultFacts) -> Decision:
    """Judge whether a result may be made final.

    It describes potential and competency, each aspect beside what the position asks. "Sesungguhnya" is read as resting
    on recorded evidence. Categories belong to another regulation: a result of this one bears none.

    >>> [finding.code for finding in result(ResultFacts(category="memenuhi-syarat")).findings]
    ['missing-section', 'missing-section', 'category-given']
    """
    findings = (*described(facts), *grounded(facts), *uncategorised(facts))
    return compliance("bkn-11-2008/result", findings, COMPARED, NO_CATEGORY, DESCRIBED, OBJECTIVE)


def described(facts: ResultFacts) -> Iterator[Finding]:
    """Potential and competency, each with at least one aspect described."""
    present = {aspect.part for aspect in facts.aspects if aspect.description is not None}
    for part in PARTS:
        if part not in present:
            yield violation("missing-section", DESCRIBED, section=part)


def grounded(facts: ResultFacts) -> Iterator[Finding]:
    """What the position asks stands beside every aspect, evidence behind it."""
    for aspect in facts.aspects:
        if aspect.standard is None:
            yield violation("standard-missing", COMPARED, name=aspect.name)
        if aspect.evidence is None:
            yield violation("evidence-missing", OBJECTIVE, name=aspect.name)


def uncategorised(facts: ResultFacts) -> Iterator[Finding]:
    """No category of any kind."""
    if facts.category is not None:
        yield violation("category-given", NO_CATEGORY, category=facts.category)


@dataclass(frozen=True, slots=True)
class ValidityFacts:
    """The day on which the report was signed, and the day on which someone wants to use it."""

    signed_on: date
    asked_on: date


class ValidityValues(TypedDict):
    """The last day on which the result may be used."""

    valid_until: date


def reckoning(facts: ValidityFacts, decision: Decision) -> Iterator[Step]:
    """From the day of signing to the last day."""
    yield Step(
        "valid-until", VALID, {"signed": facts.signed_on, "years": YEARS, "until": decision.values["valid_until"]}
    )


@rule(
    "bkn-11-2008/result-validity",
    VALID,
    outcomes=("valid", "expired", "not-yet-valid"),
    values=ValidityValues,
    working=reckoning,
)
def result_validity(facts: ValidityFacts) -> Decision:
    """Say whether a result holds on the day asked for: two years from the day on which the report was signed.

    >>> result_validity(ValidityFacts(date(2009, 3, 16), date(2011, 3, 15))).outcome
    'valid'
    """
    until = last_valid_day(facts.signed_on, YEARS)
    outcome = standing(facts.signed_on, until, facts.asked_on)
    return decision("bkn-11-2008/result-validity", outcome, (), VALID, **ValidityValues(valid_until=until))


@dataclass(frozen=True, slots=True)
class UseFacts:
    """What somebody wants the result for."""

    use: Literal["structural-appointment", "feedback", "other"]


@rule("bkn-11-2008/result-use", USED, FEEDBACK, outcomes=("allowed", "not-allowed"))
def result_use(facts: UseFacts) -> Decision:
    """Say whether a result may serve this use: appointment to structural posts, feedback, and nothing else.

    >>> result_use(UseFacts("other")).outcome
    'not-allowed'
    """
    if facts.use == "other":
        return decision("bkn-11-2008/result-use", "not-allowed", (violation("other-use", USED),), USED, FEEDBACK)
    return decision("bkn-11-2008/result-use", "allowed", (), USED, FEEDBACK)


@dataclass(frozen=True, slots=True)
class ReportFacts:
    """The parts that are filled in, who got the report, and whether it is marked confidential."""

    sections: tuple[Part, ...] = ()
    sent_to: tuple[Literal["ppk", "other"], ...] = ()
    confidential: bool = False


@rule("bkn-11-2008/report", CONTENTS, DELIVERED, CONFIDENTIAL)
def report(facts: ReportFacts) -> Decision:
    """Judge the report of a result. The Instansi Pembina gets no copy under this regulation, so none is asked for.

    >>> report(ReportFacts(("potential", "competency"), ("ppk",), confidential=True)).outcome
    'compliant'
    """
    findings = (*sections(facts), *delivery(facts))
    return compliance("bkn-11-2008/report", findings, CONTENTS, DELIVERED, CONFIDENTIAL)


def sections(facts: ReportFacts) -> Iterator[Finding]:
    """A description of potential and one of competency."""
    for section in PARTS:
        if section not in facts.sections:
            yield violation("missing-section", CONTENTS, section=section)


def delivery(facts: ReportFacts) -> Iterator[Finding]:
    """To the PPK, and confidential."""
    if "ppk" not in facts.sent_to:
        yield violation("not-sent-to-ppk", DELIVERED)
    if not facts.confidential:
        yield violation("not-confidential", CONFIDENTIAL)


@dataclass(frozen=True, slots=True)
class AssessedPerson:
    """Someone who was assessed, and whether the report has reached the PPK."""

    name: str
    report_sent_to_ppk: bool = False


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """Everyone who was assessed in an event."""

    assessed: tuple[AssessedPerson, ...] = ()


@rule("bkn-11-2008/closing", DELIVERED)
def closing(facts: ClosingFacts) -> Decision:
    """Judge whether an event may be closed: the report of everyone assessed has reached the PPK.

    >>> closing(ClosingFacts((AssessedPerson("Ani", True), AssessedPerson("Budi")))).findings[0].details
    {'name': 'Budi'}
    """
    return compliance("bkn-11-2008/closing", reports_made(facts), DELIVERED)


def reports_made(facts: ClosingFacts) -> Iterator[Finding]:
    """One report for each person."""
    for person in facts.assessed:
        if not person.report_sent_to_ppk:
            yield violation("report-missing", DELIVERED, name=person.name)


@dataclass(frozen=True, slots=True)
class AccessFacts:
    """Who wants to do what with the result of one person.

    `ppk` is the appointing authority or whom it authorised; `assessor` and `executing-body` are of the UPK or TPK that
    did the assessment. `released`: the report has been delivered; `current_proposal`: the person is in a proposal that
    BAPERJAKAT is considering now.
    """

    who: Literal["assessed-person", "ppk", "baperjakat", "assessor", "executing-body", "other"]
    act: Literal["read", "rate"]
    released: bool = False
    current_proposal: bool = False


@rule(
    "bkn-11-2008/access",
    INDEPENDENT,
    ADVISED,
    TRANSPARENT,
    CONFIDENTIAL,
    outcomes=("allowed", "not-allowed"),
)
def access(facts: AccessFacts) -> Decision:
    """Say who may read a result and who may rate.

    "Dan/atau" gives no ground to hide a result from the person it is about; "konfidensial" closes it to everyone whom
    the text does not name. Before release it is the executing body's own; BAPERJAKAT reads what it is asked about.
    Independence is read as: nobody but its assessors sets or changes a rating.

    >>> access(AccessFacts("ppk", "rate", released=True)).findings[0].code
    'not-independent'
    """
    if facts.act == "rate":
        findings, cited_here = tuple(rating(facts)), (INDEPENDENT,)
        return decision("bkn-11-2008/access", "not-allowed" if findings else "allowed", findings, *cited_here)
    findings = tuple(reading(facts))
    outcome = "not-allowed" if findings else "allowed"
    return decision("bkn-11-2008/access", outcome, findings, ADVISED, TRANSPARENT, CONFIDENTIAL)


def rating(facts: AccessFacts) -> Iterator[Finding]:
    """Only the assessors of the executing body rate."""
    if facts.who != "assessor":
        yield violation("not-independent", INDEPENDENT)


def reading(facts: AccessFacts) -> Iterator[Finding]:
    """The executing body always; the person, PPK and BAPERJAKAT after release; nobody else."""
    if facts.who in ("assessor", "executing-body"):
        return
    if facts.who == "other":
        yield violation("not-entitled", CONFIDENTIAL)
        return
    if not facts.released:
        yield violation("not-released", CONFIDENTIAL)
    if facts.who == "baperjakat" and not facts.current_proposal:
        yield violation("no-current-proposal", ADVISED)

"""What stands on a certificate, and what a certificate of competence rests on (isi dan dasar sertifikat)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict, get_args

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation
from mumpuni.regulations.panduan_2019.units import LISTS, UNITS
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count, Level, Qualification

Office = Literal["head-of-bkn", "head-of-centre"]
OFFICES: tuple[Office, ...] = get_args(Office)

_ELEMENTS = catalogue("panduan-2019/certificate-elements")
ELEMENTS: dict[str, Citation] = {entry.code: cited(entry) for entry in _ELEMENTS.entries}
FRAMEWORK = catalogue("panduan-2019/qualification-framework")
#: The line that names the qualification: the framework knows one for both lists of JPT Pratama.
QUALIFICATION_LINES: dict[Qualification, str] = {
    name: entry.name() for entry in FRAMEWORK.entries for name in entry.fields["unit_lists"]
}
PREDICATE = Citation(
    "panduan-2019",
    "Contoh Sertifikat vs Sertifikat angka 2",
    requirement="PAND-105",
    quote="Sertifikat kompeten bagi yang lulus uji kompetensi",
)
UNIT_CODE = Citation(
    "panduan-2019",
    "Contoh Sertifikat, Daftar Unit Kompetensi vs Kompetensi Teknis",
    requirement="PAND-154",
    quote="Kode Unit Kompetensi",
)
OWN_TEMPLATE = cited(catalogue("panduan-2019/attendance-elements"))
ATTENDANCE = catalogue("panduan-2019/attendance-elements").codes
ACCOUNTABLE = Citation(
    "panduan-2019",
    "Maksud angka 1",
    requirement="PAND-013",
    quote="Menjamin akuntabilitas pelaksanaan pengelolaan kepegawaian",
)
TEST_RESULT = Citation(
    "panduan-2019",
    "Pendahuluan, komponen sistem sertifikasi",
    requirement="PAND-010",
    quote="yang hasilnya menjadi dasar pemberian sertifikat kompetensi manajemen ASN",
)
MONTHS = (
    *("Januari", "Februari", "Maret", "April", "Mei", "Juni"),
    *("Juli", "Agustus", "September", "Oktober", "November", "Desember"),
)


@dataclass(frozen=True, slots=True)
class PrintedUnit:
    """One row of the second page."""

    title: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class Signatory:
    """Who signs a page; the head of BKN the first, the head of the centre the second."""

    office: Office
    name: str | None = None
    nip: str | None = None


@dataclass(frozen=True, slots=True)
class ContentFacts:
    """A certificate of competence as it is to be printed; `predicate`: the word KOMPETEN stands on it."""

    qualification: Qualification
    held: Count
    required: Count
    number: str | None = None
    name: str | None = None
    predicate: bool = False
    place: str | None = None
    dated: date | None = None
    second_page_dated: date | None = None
    units: tuple[PrintedUnit, ...] = ()
    signatories: tuple[Signatory, ...] = ()


class ContentValues(TypedDict):
    """Lines as the sample words them; null where their element is missing."""

    count_line: str
    qualification_line: str
    date_line: str | None
    signatory_names: dict[str, str | None]


@rule(
    "panduan-2019/certificate-content",
    *ELEMENTS.values(),
    PREDICATE,
    UNIT_CODE,
    *LISTS.values(),
    values=ContentValues,
)
def content(facts: ContentFacts) -> Decision:
    """Judge a certificate of competence before it is issued, element by element of the sample.

    The sample stands for JPT Pratama; other levels replace the line of the qualification. It counts fulfilled units of
    the required ones, so from one unit up it is due; the word KOMPETEN belongs to it when all are fulfilled, and then
    must stand there. Its rows are the fulfilled units and no others, each with a code of its own.

    >>> content(ContentFacts("pengawas", 10, 15)).values["count_line"]
    'Telah memenuhi 10 Unit Kompetensi dari 15 Unit Kompetensi'
    """
    findings = (
        *elements_missing(facts),
        *counts(facts),
        *predicate(facts),
        *rows(facts),
        *signatures(facts),
    )
    return compliance(
        "panduan-2019/certificate-content",
        findings,
        *ELEMENTS.values(),
        PREDICATE,
        UNIT_CODE,
        LISTS[facts.qualification],
        count_line=f"Telah memenuhi {facts.held} Unit Kompetensi dari {facts.required} Unit Kompetensi",
        qualification_line=QUALIFICATION_LINES[facts.qualification],
        date_line=f"{facts.place}, {spelled_date(facts.dated)}" if facts.place and facts.dated else None,
        signatory_names={each.office: each.name.upper() if each.name else None for each in facts.signatories},
    )


def spelled_date(day: date) -> str:
    """A day with its Indonesian month.

    >>> spelled_date(date(2019, 5, 20))
    '20 Mei 2019'
    """
    return f"{day.day} {MONTHS[day.month - 1]} {day.year}"


def elements_missing(facts: ContentFacts) -> Iterator[Finding]:
    """Number, name, place and date stand on the first page, the same date on the second."""
    given = {"number": facts.number, "name": facts.name, "place-and-date": facts.place and facts.dated}
    for element, said in given.items():
        if not said:
            yield violation("missing-element", ELEMENTS[element], element=f"certificate.{element}")
    if facts.dated and facts.second_page_dated != facts.dated:
        yield violation("pages-differ-in-date", ELEMENTS["head-of-centre"], first=facts.dated)


def counts(facts: ContentFacts) -> Iterator[Finding]:
    """Both numbers are counted, not typed: the rows of the second page and the list of the qualification."""
    wanted = len(UNITS[facts.qualification])
    if facts.required != wanted:
        yield violation("required-miscounted", ELEMENTS["required"], here=facts.required, wanted=wanted)
    if facts.held != len(facts.units):
        yield violation("held-miscounted", ELEMENTS["held"], here=facts.held, wanted=len(facts.units))
    if not facts.units:
        yield violation("no-unit-held", PREDICATE)


def predicate(facts: ContentFacts) -> Iterator[Finding]:
    """The word KOMPETEN for all units of the list, and for nothing less."""
    listed = set(UNITS[facts.qualification])
    whole = listed <= {unit.title for unit in facts.units}
    if facts.predicate and not whole:
        yield violation("predicate-not-earned", PREDICATE, qualification=facts.qualification)
    if whole and not facts.predicate:
        yield violation("predicate-left-out", PREDICATE, qualification=facts.qualification)


def rows(facts: ContentFacts) -> Iterator[Finding]:
    """Each row is a unit of the list, stands once and has a code that no other row has."""
    titles = Counter(unit.title for unit in facts.units)
    codes = Counter(_same_code(unit.code) for unit in facts.units if unit.code)
    for title, times in titles.items():
        if title not in UNITS[facts.qualification]:
            yield violation(
                "unit-not-of-qualification", LISTS[facts.qualification], title=title, qualification=facts.qualification
            )
        if times > 1:
            yield violation("unit-twice", ELEMENTS["unit-list"], title=title)
    for unit in facts.units:
        if unit.code is None:
            yield violation("code-missing", UNIT_CODE, title=unit.title)
        elif codes[_same_code(unit.code)] > 1 and titles[unit.title] == 1:
            yield violation("code-taken", UNIT_CODE, title=unit.title, taken=unit.code)


def _same_code(code: str) -> str:
    return code.strip().upper()


def signatures(facts: ContentFacts) -> Iterator[Finding]:
    """Each page is signed by its office, with name and NIP."""
    there = {each.office for each in facts.signatories}
    for office in OFFICES:
        if office not in there:
            yield violation("signatory-missing", ELEMENTS[office], office=f"office.{office}")
    for each in facts.signatories:
        if not each.name:
            yield violation("signatory-without-name", ELEMENTS[each.office], office=f"office.{each.office}")
        if not each.nip:
            yield violation("signatory-without-nip", ELEMENTS[each.office], office=f"office.{each.office}")


@dataclass(frozen=True, slots=True)
class AttendanceFacts:
    """A certificate of attendance as it is to be printed; `unit_count`: it speaks of competency units."""

    level: Level | None = None
    programme: str | None = None
    first_day: date | None = None
    last_day: date | None = None
    jp: Count = 0
    unit_count: bool = False


@rule("panduan-2019/attendance-content", OWN_TEMPLATE)
def attendance_content(facts: AttendanceFacts) -> Decision:
    """Judge a certificate of attendance before it is issued.

    The guide promises it but gives no sample. We print programme, level, days and lesson hours, and nothing of units,
    so that nobody takes it for proof of competency.

    >>> [each.code for each in attendance_content(AttendanceFacts("pengawas", "Manajemen ASN", jp=15)).findings]
    ['missing-element']
    """
    return compliance("panduan-2019/attendance-content", attendance_findings(facts), OWN_TEMPLATE)


def attendance_findings(facts: AttendanceFacts) -> Iterator[Finding]:
    """Four elements, and no unit."""
    said = {
        "programme": facts.programme,
        "level": facts.level,
        "dates": facts.first_day and facts.last_day,
        "jp": facts.jp,
    }
    for element in ATTENDANCE:
        if not said[element]:
            yield violation("missing-element", OWN_TEMPLATE, element=f"certificate.{element}")
    if facts.unit_count:
        yield violation("units-on-attendance", OWN_TEMPLATE)


@dataclass(frozen=True, slots=True)
class DecidedUnit:
    """A unit with its verdict and what the verdict rests on."""

    title: str
    competent: bool = False
    evidence: bool = False
    examiner: str | None = None
    decided_on: date | None = None


@dataclass(frozen=True, slots=True)
class BasisFacts:
    """The units of one participant as the test decided them."""

    units: tuple[DecidedUnit, ...] = ()


@rule("panduan-2019/certificate-basis", TEST_RESULT, ACCOUNTABLE)
def basis(facts: BasisFacts) -> Decision:
    """Judge whether a certificate of competence can be traced to its test.

    Only what the certificate proves must be traced: the units found competent. No verdict at all is no test result.

    >>> [each.code for each in basis(BasisFacts()).findings]
    ['no-test-result']
    """
    return compliance("panduan-2019/certificate-basis", traces(facts), TEST_RESULT, ACCOUNTABLE)


def traces(facts: BasisFacts) -> Iterator[Finding]:
    """Evidence, examiner and day of decision for each unit found competent."""
    if not facts.units:
        yield violation("no-test-result", TEST_RESULT)
    for unit in facts.units:
        if unit.competent:
            if not unit.evidence:
                yield violation("evidence-missing", ACCOUNTABLE, title=unit.title)
            if not unit.examiner:
                yield violation("examiner-missing", ACCOUNTABLE, title=unit.title)
            if not unit.decided_on:
                yield violation("decision-day-missing", ACCOUNTABLE, title=unit.title)

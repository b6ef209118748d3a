"""Independent assessors (Assessor Independen): for whom they may assess, and their equivalence, Pasal 13 or 14."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict

from mumpuni.regulations.catalogue import catalogue
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count, Purpose

MATCH = Citation(
    "bkn-26-2019",
    "Pasal 13 atau 14 (Assessor Independen) ayat (1)",
    requirement="B26-19-030",
    quote="kesesuaian kualifikasi Assessor dengan target jabatan yang akan dinilai",
)
EQUIVALENCE = Citation(
    "bkn-26-2019",
    "Pasal 13 atau 14 (Assessor Independen) ayat (2)",
    requirement="B26-19-031",
    quote="Assessor Independen yang dapat melakukan penilaian kompetensi pada instansi pemerintah harus memiliki "
    "penyetaraan sertifikasi kompetensi",
)
TRAINED = Citation(
    "bkn-26-2019",
    "Pasal 13 atau 14 (Assessor Independen) ayat (3)",
    requirement="B26-19-032",
    quote="harus telah mengikuti diklat",
)
CERTIFIED = Citation(
    "bkn-26-2019",
    "Pasal 13 atau 14 (Assessor Independen) ayat (3)",
    requirement="B26-19-033",
    quote="memiliki sertifikat Assessor Penilaian Kompetensi/Assessor Assesment Center",
)
PRACTISED = Citation(
    "bkn-26-2019",
    "Pasal 13 atau 14 (Assessor Independen) ayat (3)",
    requirement="B26-19-034",
    quote="telah melakukan penilaian kompetensi paling kurang 20 (dua puluh) kali",
)
SENIOR = Citation(
    "bkn-26-2019",
    "Pasal 13 atau 14 (Assessor Independen) ayat (4)",
    requirement="B26-19-035",
    quote="sebanyak 20 (dua puluh) Assessee setingkat Jabatan Pimpinan Tinggi dan/atau jabatan pimpinan selain "
    "instansi pemerintah selama 4 (empat) tahun terakhir",
)
ADMINISTRATION = Citation(
    "bkn-26-2019",
    "Pasal 13 atau 14 (Assessor Independen) ayat (5)",
    requirement="B26-19-036",
    quote="sebanyak 20 (dua puluh) Assessee setingkat jabatan Administrasi atau jabatan Fungsional yang setara selama "
    "4 (empat) tahun terakhir",
)
PROVEN = Citation(
    "bkn-26-2019",
    "Pasal 13 atau 14 (Assessor Independen) ayat (5)",
    requirement="B26-19-037",
    quote="dibuktikan dengan pembuatan laporan oleh Pimpinan Lembaga/Biro tempat Assessor Independen bernaung/bekerja",
)
LETTER = Citation(
    "bkn-26-2019",
    "Pasal 13 atau 14 (Assessor Independen) ayat (6)",
    requirement="B26-19-038",
    quote="dibuktikan dengan surat keterangan yang dikeluarkan dan ditandatangani oleh Instansi Pengguna atau "
    "Penyelenggara Penilaian Kompetensi",
)

FEWEST_REPORTS = 20
YEARS = 4
FEWEST_ASSESSMENTS = 20
_LEVELS = catalogue("bkn-26-2019/report-levels")

Target = Literal["jpt", "administration"]
ReportLevel = Literal["jpt", "leadership-non-government", "administration", "functional-equivalent"]


@dataclass(frozen=True, slots=True)
class Report:
    """A report on one Assessee: when it was made and on which level the Assessee stood."""

    date: datetime.date
    level: ReportLevel


@dataclass(frozen=True, slots=True)
class IndependentAssessorFacts:
    """An independent assessor and the event. `target`: JPT or jabatan administrasi, with the equal functional ones.

    `equivalence`: holds the penyetaraan; `assessed_before_with_equivalence`: has assessed under it before;
    `employer_report`: the head of the employing institution or bureau has reported the experience.
    """

    target: Target
    event_start: datetime.date
    purpose: Purpose = "pengisian"
    government_event: bool = False
    equivalence: bool = False
    assessed_before_with_equivalence: bool = False
    reports: tuple[Report, ...] = ()
    employer_report: bool = False


class IndependentAssessorValues(TypedDict):
    """How many reports are of the target's level and young enough."""

    counted_reports: int


@rule(
    "bkn-26-2019/independent-assessor",
    MATCH,
    EQUIVALENCE,
    SENIOR,
    ADMINISTRATION,
    PROVEN,
    values=IndependentAssessorValues,
)
def independent_assessor(facts: IndependentAssessorFacts) -> Decision:
    """Judge whether this independent assessor may assess for this target.

    Ayat (4) and (5) speak of filling a position, so mapping asks no reports. Ayat (5) lost the position that it is
    about; as ayat (4) takes JPT, we read it as administration and the functional positions equal to it. Its first way
    refers to ayat (2), which is about the equivalence, so it is met by an assessment done under one. The proof by the
    employer belongs to the count of reports and is asked for that way only; ayat (4) names none.

    >>> start = datetime.date(2026, 11, 22)
    >>> independent_assessor(IndependentAssessorFacts("jpt", start, purpose="pemetaan")).outcome
    'compliant'
    """
    counted = counted_reports(facts)
    asked = _asked(facts)
    findings = (*_equivalence(facts), *_experience(facts, counted, asked))
    values = IndependentAssessorValues(counted_reports=counted)
    return compliance("bkn-26-2019/independent-assessor", findings, MATCH, EQUIVALENCE, *asked, **values)


def counted_reports(facts: IndependentAssessorFacts) -> int:
    """The reports on Assessees of the target's level, from four years before the event to the day before it."""
    levels = {entry.code for entry in _LEVELS.entries if entry.fields["target"] == facts.target}
    first = years_before(facts.event_start, YEARS)
    return sum(report.level in levels and first <= report.date < facts.event_start for report in facts.reports)


def years_before(day: datetime.date, years: int) -> datetime.date:
    """The same calendar day so many years before; 1 March for 29 February where that year has none.

    >>> years_before(datetime.date(2104, 2, 29), 4)
    datetime.date(2100, 3, 1)
    """
    if day.year <= years:
        return datetime.date.min
    try:
        return day.replace(year=day.year - years)
    except ValueError:
        return datetime.date(day.year - years, 3, 1)


def _asked(facts: IndependentAssessorFacts) -> tuple[Citation, ...]:
    """The articles on experience that this target and purpose bring up."""
    if facts.purpose != "pengisian":
        return ()
    return (SENIOR,) if facts.target == "jpt" else (ADMINISTRATION, PROVEN)


def _equivalence(facts: IndependentAssessorFacts) -> Iterator[Finding]:
    if facts.government_event and not facts.equivalence:
        yield violation("equivalence-missing", EQUIVALENCE, name="independent-assessor")


def _experience(facts: IndependentAssessorFacts, counted: int, asked: tuple[Citation, ...]) -> Iterator[Finding]:
    if not asked or (ADMINISTRATION in asked and facts.assessed_before_with_equivalence):
        return
    if counted < FEWEST_REPORTS:
        first = years_before(facts.event_start, YEARS)
        last = facts.event_start
        yield violation(
            "too-few-reports", asked[0], here=counted, fewest=FEWEST_REPORTS, years=YEARS, first=first, before=last
        )
    if PROVEN in asked and not facts.employer_report:
        yield violation("experience-not-proven", PROVEN)


@dataclass(frozen=True, slots=True)
class AssessorEquivalenceFacts:
    """An application for the equivalence (penyetaraan sertifikasi).

    `trained`: took the assessor training; `certificate`: as Assessor Penilaian Kompetensi or Assessor Assessment
    Center, either is enough; `assessments`: carried out so far, without a limit of time; `evidence_letter`: issued and
    signed by an Instansi Pengguna or a provider, never by the applicant.
    """

    assessments: Count
    trained: bool = False
    certificate: bool = False
    evidence_letter: bool = False


@rule("bkn-26-2019/assessor-equivalence", TRAINED, CERTIFIED, PRACTISED, LETTER)
def assessor_equivalence(facts: AssessorEquivalenceFacts) -> Decision:
    """Judge whether an independent assessor may enter the equivalence.

    >>> facts = AssessorEquivalenceFacts(19, trained=True, certificate=True, evidence_letter=True)
    >>> [found.code for found in assessor_equivalence(facts).findings]
    ['too-few-assessments']
    """
    return compliance("bkn-26-2019/assessor-equivalence", _conditions(facts), TRAINED, CERTIFIED, PRACTISED, LETTER)


def _conditions(facts: AssessorEquivalenceFacts) -> Iterator[Finding]:
    if not facts.trained:
        yield violation("not-trained", TRAINED)
    if not facts.certificate:
        yield violation("no-certificate", CERTIFIED)
    if facts.assessments < FEWEST_ASSESSMENTS:
        yield violation("too-few-assessments", PRACTISED, here=facts.assessments, fewest=FEWEST_ASSESSMENTS)
    if not facts.evidence_letter:
        yield violation("no-evidence-letter", LETTER)

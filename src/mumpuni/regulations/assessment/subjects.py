"""What the governing regulation says of a subject: years of validity, methods, team, letter, report (pokok aturan)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict

from mumpuni.regulations.assessment.editions import CITED, EDITIONS, EditionFacts, EditionId, edition
from mumpuni.regulations.bkn_26_2019.reports import DELIVERED, RECIPIENTS, SECTIONS
from mumpuni.regulations.bkn_26_2019.results import CATEGORIES, VALIDITY, VALIDITY_YEARS
from mumpuni.regulations.bkn_26_2019.stages import ORDER, STAGES
from mumpuni.regulations.bkn_26_2019.uses import PURPOSES
from mumpuni.regulations.catalogue import cited
from mumpuni.regulations.finding import Citation, Decision, decision
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Purpose

Subject = Literal[
    "validity-years",
    "purposes",
    "principles",
    "methods",
    "team",
    "stages",
    "notification-letter",
    "notification-working-days",
    "categories",
    "report-sections",
    "report-recipients",
    "use-of-results",
]
Value = int | tuple[str, ...] | None


@dataclass(frozen=True, slots=True)
class Governed:
    """What one regulation says of one subject: a number or words, the article, and the rule in `judged_by`.

    A regulation that says nothing of the subject has no article; its value is null and means that nothing is asked.
    `purpose` is set where it holds for that purpose of an assessment only.
    """

    edition: EditionId
    value: Value
    citation: Citation | None
    judged_by: str | None = None
    purpose: Purpose | None = None


class Undecided(LookupError):
    """No regulation governs the event, or it cannot be told which; `decision` says why."""

    def __init__(self, undecided: Decision) -> None:
        super().__init__("; ".join(finding.code for finding in undecided.findings))
        self.decision = undecided


def _2019(place: str, requirement: str, quote: str) -> Citation:
    return Citation("bkn-26-2019", place, requirement=requirement, quote=quote)


def _2008(place: str, requirement: str, quote: str) -> Citation:
    return Citation("bkn-11-2008", place, requirement=requirement, quote=quote)


NOTIFIED = _2008(
    "III.2 huruf a angka 3)", "B11-08-058", "menggunakan surat pemberitahuan sebagaimana tersebut pada Anak Lampiran"
)
RECEIVED_IN_TIME = _2008("III.2 huruf a angka 4)", "B11-08-059", "selambat-lambatnya 6 (enam) hari kerja sebelum")
VALIDITY_2008 = _2008("II.B.5", "B11-08-031", "Hasil penilaian kompetensi berlaku selama 2 (dua) tahun")
VALIDITY_YEARS_2008 = 2
USED_2019 = _2019(
    "Pasal 31", "B26-19-153", "Pejabat pembina kepegawaian wajib menggunakan hasil penilaian kompetensi sebagai dasar"
)
USED_2008 = _2008(
    "IV.4",
    "B11-08-072",
    "Pejabat Pembina Kepegawaian dapat menggunakan laporan hasil penilaian kompetensi",
)

#: Subject by subject what each regulation says, in the order of the regulations.
SUBJECTS: Mapping[Subject, tuple[Governed, ...]] = {
    "validity-years": (
        Governed("bkn-11-2008", VALIDITY_YEARS_2008, VALIDITY_2008, "bkn-11-2008/result-validity"),
        Governed("bkn-26-2019", VALIDITY_YEARS, VALIDITY, "bkn-26-2019/result-validity"),
    ),
    "purposes": (
        Governed(
            "bkn-11-2008",
            ("pengisian",),
            _2008("I.C.6", "B11-08-015", "Pengangkatan PNS dalam jabatan struktural adalah penempatan pertama kali"),
        ),
        Governed("bkn-26-2019", PURPOSES.codes, cited(PURPOSES)),
    ),
    "principles": (
        Governed(
            "bkn-11-2008",
            ("obyektif", "transparan", "valid", "reliabel", "manfaat"),
            _2008("II.B", "B11-08-032", "Penilaian kompetensi dilaksanakan dengan memperhatikan prinsip-prinsip"),
        ),
        Governed(
            "bkn-26-2019",
            ("independensi", "objektif", "valid", "reliabel", "transparan"),
            _2019("Pasal 7 ayat (1)", "B26-19-001", "berdasarkan prinsip independensi, objektif, valid, realiabel dan"),
        ),
    ),
    "methods": (
        Governed(
            "bkn-11-2008",
            ("interview", "questionnaire", "psychometrics", "case-analysis", "presentation", "assessment-center"),
            _2008("II.C.1", "B11-08-034", "Metode penilaian kompetensi, terdiri dari"),
            "bkn-11-2008/methods",
        ),
        Governed(
            "bkn-26-2019",
            ("sederhana", "sedang", "kompleks", "other"),
            _2019("Pasal 19 ayat (1)", "B26-19-060", "a. Metode Assessment Center; dan b. Metode penilaian lainnya"),
            "bkn-26-2019/method",
        ),
    ),
    "team": (
        Governed(
            "bkn-11-2008",
            ("assessor", "psychologist"),
            _2008("II.A.4", "B11-08-020", "Anggota TPK paling kurang 5 (lima) Assessor"),
            "bkn-11-2008/tpk",
        ),
        Governed(
            "bkn-26-2019",
            ("chair", "admin", "assessor", "tester", "support"),
            _2019("Pasal 10 ayat (1)", "B26-19-011", "paling kurang terdiri atas: a. Ketua Tim Penilaian Kompetensi"),
            "bkn-26-2019/team",
        ),
    ),
    "stages": (
        Governed(
            "bkn-11-2008",
            ("persiapan", "pelaksanaan", "laporan"),
            _2008("III.2", "B11-08-055", "2. Pelaksanaan Penilaian Kompetensi"),
        ),
        Governed("bkn-26-2019", tuple(entry.code for entry in ORDER), cited(STAGES), "bkn-26-2019/stage"),
    ),
    "notification-letter": (
        Governed(
            "bkn-11-2008",
            (
                "place_and_date",
                "number",
                "nature",
                "attachment",
                "addressee",
                "day",
                "date",
                "time",
                "venue",
                "office",
                "official",
            ),
            NOTIFIED,
            "bkn-11-2008/notification-letter",
        ),
        Governed("bkn-26-2019", None, None),
    ),
    "notification-working-days": (
        Governed("bkn-11-2008", 6, RECEIVED_IN_TIME, "bkn-11-2008/notification"),
        Governed("bkn-26-2019", None, None),
    ),
    "categories": (
        Governed("bkn-11-2008", None, None),
        *(
            Governed("bkn-26-2019", source.codes, cited(source), "bkn-26-2019/job-person-match", purpose)
            for purpose, source in CATEGORIES.items()
        ),
    ),
    "report-sections": (
        Governed(
            "bkn-11-2008",
            ("potential", "competency"),
            _2008("III.2 Laporan angka 2)", "B11-08-065", "memuat gambaran tentang potensi dan kompetensi PNS"),
            "bkn-11-2008/report",
        ),
        Governed("bkn-26-2019", SECTIONS.codes, cited(SECTIONS), "bkn-26-2019/individual-report"),
    ),
    "report-recipients": (
        Governed(
            "bkn-11-2008",
            ("ppk",),
            _2008("III.2 Laporan angka 1)", "B11-08-064", "disampaikan kepada Pejabat Pembina Kepegawaian"),
            "bkn-11-2008/report",
        ),
        Governed("bkn-26-2019", RECIPIENTS.codes, DELIVERED, "bkn-26-2019/individual-report"),
    ),
    "use-of-results": (
        Governed("bkn-11-2008", ("optional",), USED_2008, "assessment/use-recorded"),
        Governed("bkn-26-2019", ("mandatory",), USED_2019, "assessment/use-recorded"),
    ),
}


def said_by(edition_id: EditionId, subject: Subject, purpose: Purpose = "pengisian") -> Governed:
    """What that regulation says of the subject, for an event whose edition is known.

    >>> said_by("bkn-11-2008", "validity-years").value, said_by("bkn-26-2019", "validity-years").value
    (2, 3)
    """
    return next(said for said in SUBJECTS[subject] if said.edition == edition_id and said.purpose in (None, purpose))


def governing(subject: Subject, facts: EditionFacts) -> Governed:
    """What the regulation that governs the event says of the subject; raises Undecided where none is known to govern.

    There is no default: an event before the first regulation, or one that may fall under a regulation whose first day
    nobody has entered, gets no answer.
    """
    return _said(subject, facts, edition(facts))


def _said(subject: Subject, facts: EditionFacts, decided: Decision) -> Governed:
    for each in EDITIONS:
        if each.id == decided.outcome:
            return said_by(each.id, subject, facts.purpose)
    raise Undecided(decided)


@dataclass(frozen=True, slots=True)
class GoverningFacts(EditionFacts):
    """The facts that choose the edition, and the subject asked about."""

    subject: Subject


class GoverningValues(TypedDict):
    """`value` as the regulation gives it, null where it says nothing; `judged_by` names the rule."""

    subject: str
    value: Value
    judged_by: str | None


_ARTICLES = tuple(
    dict.fromkeys(said.citation for subject in SUBJECTS.values() for said in subject if said.citation is not None)
)


@rule(
    "assessment/governing",
    *CITED,
    *_ARTICLES,
    outcomes=(*(each.id for each in EDITIONS), "undecided"),
    values=GoverningValues,
)
def governing_subject(facts: GoverningFacts) -> Decision:
    """Say what holds for the event in one subject, and by which regulation.

    >>> from datetime import date
    >>> facts = GoverningFacts(date(2018, 6, 1), "pengisian", "pns", {}, "notification-working-days")
    >>> governing_subject(facts).values["value"]
    6
    """
    decided = edition(facts)
    try:
        said = _said(facts.subject, facts, decided)
    except Undecided:
        nothing = GoverningValues(subject=facts.subject, value=None, judged_by=None)
        return decision("assessment/governing", "undecided", decided.findings, *CITED, **nothing)
    articles = (*CITED, said.citation) if said.citation else CITED
    values = GoverningValues(subject=facts.subject, value=said.value, judged_by=said.judged_by)
    return decision("assessment/governing", said.edition, (), *articles, **values)

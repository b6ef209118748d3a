"""Who is an ASN employee, and who may take the technical competency test (Peserta Uji Kompetensi Teknis)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation
from mumpuni.regulations.registry import rule

ASN = Citation(
    "bkn-7-2020",
    "Pasal 1 angka 1",
    requirement="B7-20-005",
    quote="profesi bagi pegawai negeri sipil dan pegawai pemerintah dengan perjanjian kerja",
)
ASN_EMPLOYEE = Citation(
    "bkn-7-2020",
    "Pasal 1 angka 2",
    requirement="B7-20-006",
    quote="Pegawai ASN adalah pegawai negeri sipil dan pegawai pemerintah dengan perjanjian kerja yang diangkat oleh "
    "pejabat pembina kepegawaian",
)
PARTICIPANT = Citation(
    "bkn-7-2020",
    "Pasal 1 angka 16",
    requirement="B7-20-020",
    quote="Pegawai ASN sebagai penyelenggara manajemen ASN termasuk pegawai ASN lulusan Pendidikan Kedinasan "
    "Pendidikan Ilmu Kepegawaian (PIK)",
)
TASK = Citation(
    "bkn-7-2020",
    "Pasal 1 angka 2",
    requirement="B7-20-006",
    quote="diserahi tugas dalam suatu jabatan pemerintahan atau diserahi tugas negara lainnya dan digaji",
)
BOTH = Citation(
    "bkn-7-2020",
    "Pasal 1 angka 1-2",
    requirement="B7-20-023",
    quote="Pegawai ASN adalah pegawai negeri sipil dan pegawai pemerintah dengan perjanjian kerja",
)
PNS_IN_2008 = Citation(
    "bkn-11-2008",
    "I.C.1",
    requirement="B7-20-023",
    quote="kemampuan dan karakteristik yang dimiliki oleh seorang Pegawai Negeri Sipil (PNS)",
)
PNS_IN_2019 = Citation(
    "bkn-26-2019",
    "Pasal 26 ayat (1)",
    requirement="B7-20-023",
    quote="untuk memperoleh profil kompetensi PNS",
)

Status = Literal["pns", "pppk", "other"]


@dataclass(frozen=True, slots=True)
class ParticipantFacts:
    """`asn`: PNS or PPPK; `manages_asn`: works in ASN management; `pik_graduate`: graduated in personnel science."""

    asn: bool = False
    manages_asn: bool = False
    pik_graduate: bool = False


@rule("bkn-7-2020/participant", ASN_EMPLOYEE, PARTICIPANT)
def participant(facts: ParticipantFacts) -> Decision:
    """Judge whether this person may take the test, PNS and PPPK alike.

    >>> participant(ParticipantFacts(asn=True, pik_graduate=True)).outcome
    'compliant'
    """
    return compliance("bkn-7-2020/participant", (*employee(facts), *manager(facts)), ASN_EMPLOYEE, PARTICIPANT)


def employee(facts: ParticipantFacts) -> Iterator[Finding]:
    """Only ASN employees take the test."""
    if not facts.asn:
        yield violation("not-asn", ASN_EMPLOYEE)


def manager(facts: ParticipantFacts) -> Iterator[Finding]:
    """Running ASN management or a degree in personnel science: either is enough."""
    if not (facts.manages_asn or facts.pik_graduate):
        yield violation("not-asn-manager", PARTICIPANT)


@dataclass(frozen=True, slots=True)
class EmployeeFacts:
    """A person's status and what makes an employee of it: appointed by the PPK, entrusted with a task, paid by law."""

    status: Status
    appointed_by_ppk: bool = False
    has_state_task: bool = False
    paid_by_law: bool = False


@rule("bkn-7-2020/asn-employee", ASN, ASN_EMPLOYEE, TASK)
def asn_employee(facts: EmployeeFacts) -> Decision:
    """Judge whether a person is an ASN employee (Pegawai ASN).

    A position of government and another task of the state weigh the same, so one fact stands for both.

    >>> [finding.code for finding in asn_employee(EmployeeFacts("pppk", False, True, True)).findings]
    ['not-appointed-by-ppk']
    """
    return compliance("bkn-7-2020/asn-employee", (*profession(facts), *appointment(facts)), ASN, ASN_EMPLOYEE, TASK)


def profession(facts: EmployeeFacts) -> Iterator[Finding]:
    """PNS or PPPK."""
    if facts.status == "other":
        yield violation("not-asn-status", ASN)


def appointment(facts: EmployeeFacts) -> Iterator[Finding]:
    """Appointed, entrusted with a task, paid."""
    if not facts.appointed_by_ppk:
        yield violation("not-appointed-by-ppk", ASN_EMPLOYEE)
    if not facts.has_state_task:
        yield violation("without-state-task", TASK)
    if not facts.paid_by_law:
        yield violation("not-paid-by-law", TASK)


@dataclass(frozen=True, slots=True)
class StatusFacts:
    """The regulation that governs the activity, and the person's status."""

    regulation: Literal["bkn-11-2008", "bkn-26-2019", "bkn-7-2020"]
    status: Status


#: Whom each regulation admits, and the words that say so.
ADMITTED: dict[str, tuple[tuple[Status, ...], Citation]] = {
    "bkn-11-2008": (("pns",), PNS_IN_2008),
    "bkn-26-2019": (("pns",), PNS_IN_2019),
    "bkn-7-2020": (("pns", "pppk"), BOTH),
}


@rule("bkn-7-2020/admitted-status", BOTH, PNS_IN_2008, PNS_IN_2019)
def admitted_status(facts: StatusFacts) -> Decision:
    """Judge whether a regulation reaches a person of this status.

    The two regulations on assessment speak of PNS throughout, this one of all ASN employees. We let each decide for
    its own activities: a PPPK may be certified, but not be assessed under either of the two.

    >>> admitted_status(StatusFacts("bkn-26-2019", "pppk")).outcome
    'non-compliant'
    """
    words = ADMITTED[facts.regulation][1]
    return compliance("bkn-7-2020/admitted-status", status(facts), *dict.fromkeys((BOTH, words)))


def status(facts: StatusFacts) -> Iterator[Finding]:
    """One of those whom the regulation admits."""
    admitted, _ = ADMITTED[facts.regulation]
    if facts.status not in admitted:
        yield violation(
            "status-not-admitted", BOTH, regulation=facts.regulation, status=facts.status, admitted=admitted
        )

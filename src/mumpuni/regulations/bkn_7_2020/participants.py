"""Who may take the technical competency test (Peserta Uji Kompetensi Teknis)."""

from collections.abc import Iterator
from dataclasses import dataclass

from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation
from mumpuni.regulations.registry import rule

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

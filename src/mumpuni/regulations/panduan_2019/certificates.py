"""Which certificates a participant is due after training and test (sertifikat)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict

from mumpuni.regulations.finding import Citation, Decision, Finding, decision, info, warning
from mumpuni.regulations.panduan_2019.curriculum import JP, JP_BASIS
from mumpuni.regulations.panduan_2019.units import LISTS, UNITS
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count, Qualification

ATTENDED = Citation(
    "panduan-2019",
    "Sertifikat angka 1",
    requirement="PAND-032",
    quote="Sertifikat telah mengikuti pelatihan manajemen ASN sesuai dengan kualifikasi/jenjang jabatannya",
)
COMPETENT = Citation(
    "panduan-2019",
    "Sertifikat angka 2",
    requirement="PAND-033",
    quote="Sertifikat kompeten bagi yang lulus uji kompetensi sesuai dengan kualifikasi/jenjang jabatannya",
)
PART_OF_WHOLE = Citation(
    "panduan-2019",
    "Contoh Sertifikat",
    requirement="PAND-105",
    quote="Telah memenuhi {jumlah kompetensi} Unit Kompetensi dari "
    "{jumlah kompetensi yang harus dimiliki} Unit Kompetensi",
)
#: E-learning and class together, without the test.
TRAINING_JP = JP["e-learning"] + JP["classroom"]
TRAINED = (JP_BASIS["e-learning"], JP_BASIS["classroom"])

Document = Literal["attendance", "competence"]


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """`training_jp` are the lesson hours attended in e-learning and class; a unit left out is not competent."""

    training_jp: Count
    qualification: Qualification
    units: Mapping[str, bool]


class CertificateValues(TypedDict):
    """`held` of `required` units; `missing_units` show what is left to develop (kebutuhan pengembangan)."""

    held: int
    required: int
    documents: tuple[Document, ...]
    held_units: tuple[str, ...]
    missing_units: tuple[str, ...]


@rule(
    "panduan-2019/certificate",
    ATTENDED,
    COMPETENT,
    PART_OF_WHOLE,
    *TRAINED,
    *LISTS.values(),
    outcomes=("competent", "partly-competent", "not-yet-competent"),
    values=CertificateValues,
)
def certificate(facts: CertificateFacts) -> Decision:
    """Say which certificates are due.

    The text promises a certificate "kompeten" to those who pass, while its sample counts fulfilled units of the
    required ones. We read both: the sample's form is due from one unit up, the word KOMPETEN stands on it only when
    all are fulfilled. Attendance and test do not wait for each other.

    >>> certificate(CertificateFacts(15, "pengawas", {})).values["documents"]
    ('attendance',)
    """
    held = tuple(title for title in UNITS[facts.qualification] if facts.units.get(title, False))
    missing = tuple(title for title in UNITS[facts.qualification] if title not in held)
    findings = (*unknown_units(facts), *attendance(facts))
    values = CertificateValues(
        held=len(held),
        required=len(UNITS[facts.qualification]),
        documents=documents(facts.training_jp, len(held)),
        held_units=held,
        missing_units=missing,
    )
    outcome = "not-yet-competent" if not held else "partly-competent" if missing else "competent"
    cited = (ATTENDED, COMPETENT, PART_OF_WHOLE, *TRAINED, LISTS[facts.qualification])
    return decision("panduan-2019/certificate", outcome, findings, *cited, **values)


def documents(training_jp: int, held: int) -> tuple[Document, ...]:
    """The certificates due for these lesson hours (JP) and this number of competent units."""
    due: list[Document] = []
    if training_jp >= TRAINING_JP:
        due.append("attendance")
    if held:
        due.append("competence")
    return tuple(due)


def unknown_units(facts: CertificateFacts) -> Iterator[Finding]:
    """Units that the qualification does not list count for nothing, and are named."""
    for title in facts.units:
        if title not in UNITS[facts.qualification]:
            yield warning("unknown-unit", LISTS[facts.qualification], title=title, qualification=facts.qualification)


def attendance(facts: CertificateFacts) -> Iterator[Finding]:
    """The certificate of attendance asks for e-learning (3 JP) and class (12 JP) in full."""
    if facts.training_jp < TRAINING_JP:
        yield info("attendance-short", ATTENDED, here=facts.training_jp, required=TRAINING_JP)

"""What a person's certificates prove for a position (kesesuaian kompetensi teknis dengan jabatan)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Annotated, Literal, TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, decision, info, violation
from mumpuni.regulations.panduan_2019.certificate_contents import QUALIFICATION_LINES
from mumpuni.regulations.panduan_2019.units import LISTS, UNITS, qualification_of
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Bounds, Level, Qualification

UPKEEP = Citation(
    "panduan-2019",
    "Pendahuluan, alinea 1",
    requirement="PAND-001",
    quote="sistem pengembangan dan pemeliharaan kompetensi",
)
PROOF = cited(catalogue("panduan-2019/definitions"))
PLACEMENT = Citation(
    "panduan-2019",
    "Pendahuluan, alinea 4",
    requirement="PAND-007",
    quote="harus sesuai dengan kompetensi teknis bidang tugasnya",
)
OWN_LIST = Citation(
    "panduan-2019",
    "Kompetensi Teknis Manajemen ASN, JPT Pratama BKN vs K/L dan Daerah",
    requirement="PAND-152",
    quote="Kualifikasi JPT Pratama Instansi K/L dan Daerah",
)
APART = Citation(
    "panduan-2019",
    "Kompetensi Teknis Manajemen ASN",
    requirement="PAND-155",
    quote="KOMPETENSI TEKNIS MANAJEMEN ASN",
)


@dataclass(frozen=True, slots=True)
class HeldCertificate:
    """A certificate of the person with the titles that stand on it; one of attendance names none."""

    kind: Literal["attendance", "competence"]
    qualification: Qualification
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class FitFacts:
    """The level of the post, whether its agency is BKN, the person's certificates.

    `equated_level` is the KKA-PDN level from 1 to 9 that an equivalence under Permendagri 11/2018 has given.
    """

    level: Level
    employed_by_bkn: bool = False
    certificates: tuple[HeldCertificate, ...] = ()
    equated_level: Annotated[int, Bounds(least=1, most=9)] | None = None


class ComparedUnit(TypedDict):
    """A required unit beside what the person holds."""

    title: str
    held: bool


class FitValues(TypedDict):
    """Required and held side by side; the qualification that the post needs, and all that the person has shown."""

    needed: Qualification
    held: int
    required: int
    units: tuple[ComparedUnit, ...]
    qualifications: tuple[str, ...]
    kka_level: int | None


@rule(
    "panduan-2019/position-fit",
    UPKEEP,
    PROOF,
    PLACEMENT,
    OWN_LIST,
    APART,
    *LISTS.values(),
    outcomes=("fits", "partly-fits", "does-not-fit"),
    values=FitValues,
)
def position_fit(facts: FitFacts) -> Decision:
    """Lay the units that a post requires beside those that the person's certificates prove.

    Whoever moves to another level needs that level's qualification; older certificates stay visible and give what they
    have in common with the new list. Attendance proves nothing. The framework of the guide is none of KKA-PDN, so a
    level of that one appears only where it has been equated by itself.

    >>> position_fit(FitFacts("administrator")).values["needed"]
    'administrator'
    """
    needed = qualification_of(facts.level, employed_by_bkn=facts.employed_by_bkn)
    proofs = [each for each in facts.certificates if each.kind == "competence"]
    proven = {title for each in proofs for title in each.units}
    units = tuple(ComparedUnit(title=title, held=title in proven) for title in UNITS[needed])
    held = sum(unit["held"] for unit in units)
    outcome = "does-not-fit" if not held else "fits" if held == len(units) else "partly-fits"
    return decision(
        "panduan-2019/position-fit",
        outcome,
        (*attendance_only(facts), *older(facts, needed), *units_open(units, needed)),
        UPKEEP,
        PROOF,
        PLACEMENT,
        OWN_LIST,
        APART,
        LISTS[needed],
        needed=needed,
        held=held,
        required=len(units),
        units=units,
        qualifications=tuple(dict.fromkeys(QUALIFICATION_LINES[each.qualification] for each in proofs)),
        kka_level=facts.equated_level,
    )


def attendance_only(facts: FitFacts) -> Iterator[Finding]:
    """A certificate of attendance is no proof."""
    if any(each.kind == "attendance" for each in facts.certificates):
        yield info("attendance-is-no-proof", PROOF)


def older(facts: FitFacts, needed: Qualification) -> Iterator[Finding]:
    """Certificates of other qualifications stay, and are named."""
    proofs = (each.qualification for each in facts.certificates if each.kind == "competence")
    for qualification in dict.fromkeys(proofs):
        if qualification != needed:
            yield info("other-qualification", UPKEEP, qualification=qualification, needed=needed)


def units_open(units: tuple[ComparedUnit, ...], needed: Qualification) -> Iterator[Finding]:
    """Placement asks for the technical competency of the field."""
    missing = tuple(unit["title"] for unit in units if not unit["held"])
    if missing:
        yield violation(
            "units-open", PLACEMENT, count=len(missing), required=len(units), qualification=needed, titles=missing
        )

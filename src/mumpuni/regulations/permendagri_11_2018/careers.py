"""What levels, standards and certificates are used for in a career (karier)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, info, violation
from mumpuni.regulations.permendagri_11_2018.level_checks import existing
from mumpuni.regulations.permendagri_11_2018.levels import BY_POSITION, NINE_LEVELS, QualificationLevel, words_of
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Position

Family = Literal["jabatan-administrasi", "jabatan-fungsional", "jabatan-pimpinan-tinggi"]
Action = Literal["alih-jabatan", "penyesuaian", "penempatan", "promosi", "rencana-suksesi-jabatan"]
Use = Literal["penempatan-promosi", "pengembangan-karier", "pengembangan-kompetensi", "rencana-suksesi"]

BASIS = cited(catalogue("permendagri-11-2018/qualification-families"))
FAMILIES = catalogue("permendagri-11-2018/qualification-families").codes
BY_STANDARD = cited(catalogue("permendagri-11-2018/career-actions"))
USES: dict[str, Citation] = {
    entry.code: cited(entry) for entry in catalogue("permendagri-11-2018/certificate-uses").entries
}
EQUATED = Citation(
    "permendagri-11-2018",
    "Pasal 6 ayat (1)",
    requirement="P11-18-018",
    quote="disetarakan ke dalam jenjang jabatan sebagaimana dimaksud dalam Pasal 5, sesuai dengan standar kompetensi "
    "yang dimilikinya",
)


@dataclass(frozen=True, slots=True)
class ProgrammeBasisFacts:
    """The level and the position family that a development programme or certification scheme is made for."""

    level: int | None = None
    family: Family | None = None


@dataclass(frozen=True, slots=True)
class CareerActionFacts:
    """A personnel action proposed towards a position; `standard_met`: the person meets that position's standard."""

    action: Action
    position: Position
    standard_met: bool = False


@dataclass(frozen=True, slots=True)
class StandardCertificate:
    """A certificate that covers the competency standard of a position; without a number it proves nothing."""

    standard_of: Position
    number: str | None = None


@dataclass(frozen=True, slots=True)
class OfficialLevelFacts:
    """The certificates of an official."""

    certificates: tuple[StandardCertificate, ...] = ()


class OfficialLevelValues(TypedDict):
    """Every level of Pasal 5 that a certificate is a ground for, ascending, and the numbers of those certificates."""

    levels: tuple[int, ...]
    grounds: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class UnitCertificate:
    """A competency certificate for one unit, with its level if it bears one."""

    number: str
    unit: str
    level: QualificationLevel | None = None
    expired: bool = False


@dataclass(frozen=True, slots=True)
class CriterionFacts:
    """What the certificate is used for, the units of the position's standard, and the person's certificates."""

    use: Use
    required_units: tuple[str, ...] = ()
    certificates: tuple[UnitCertificate, ...] = ()


class ListedCertificate(TypedDict):
    """A valid certificate as a list shows it."""

    unit: str
    level: int | None
    number: str


class CriterionValues(TypedDict):
    """`development_needs`: units of the standard without a certificate; `certificates` by unit and level."""

    held_units: tuple[str, ...]
    development_needs: tuple[str, ...]
    numbers: tuple[str, ...]
    certificates: tuple[ListedCertificate, ...]


@rule("permendagri-11-2018/programme-basis", BASIS, NINE_LEVELS)
def programme_basis(facts: ProgrammeBasisFacts) -> Decision:
    """Judge whether a development programme or a certification scheme rests on a level and a position family.

    >>> programme_basis(ProgrammeBasisFacts(6, "jabatan-administrasi")).outcome
    'compliant'
    """
    return compliance("permendagri-11-2018/programme-basis", basis(facts), BASIS, NINE_LEVELS)


@rule("permendagri-11-2018/career-action", BY_STANDARD)
def career_action(facts: CareerActionFacts) -> Decision:
    """Judge a transfer, adjustment, placement, promotion or succession plan by the position's competency standard.

    >>> career_action(CareerActionFacts("promosi", "administrator")).outcome
    'non-compliant'
    """
    return compliance("permendagri-11-2018/career-action", standard_of_position(facts), BY_STANDARD)


@rule(
    "permendagri-11-2018/official-level",
    EQUATED,
    *words_of(BY_POSITION),
    outcomes=("equated", "not-equated"),
    values=OfficialLevelValues,
)
def official_level(facts: OfficialLevelFacts) -> Decision:
    """Name the levels that an official is equated to by the standards possessed (Pasal 6).

    Without a ground there is no level: not the lowest one either.

    >>> official_level(OfficialLevelFacts()).values["levels"]
    ()
    """
    numbers = tuple(dict.fromkeys(each.number for each in facts.certificates if each.number))
    lines = [BY_POSITION[each.standard_of] for each in facts.certificates if each.number]
    levels = sorted({level for line in lines for level in line.levels})
    values = OfficialLevelValues(levels=tuple(levels), grounds=numbers)
    return decision(
        "permendagri-11-2018/official-level",
        "equated" if lines else "not-equated",
        without_number(facts),
        EQUATED,
        *dict.fromkeys(line.citation for line in lines),
        **values,
    )


@rule(
    "permendagri-11-2018/certificate-criterion",
    *USES.values(),
    outcomes=("criterion-met", "criterion-partly-met", "criterion-not-met", "no-standard"),
    values=CriterionValues,
)
def certificate_criterion(facts: CriterionFacts) -> Decision:
    """Say how far competency certificates cover a position's standard, for one of the four uses of Pasal 13.

    The certificate is "salah satu kriteria": this says what the criterion shows and refuses nothing. An expired
    certificate covers no unit. Without units there is nothing to compare with.

    >>> held = UnitCertificate("1/2026", "Karakter Kebangsaan Indonesia")
    >>> certificate_criterion(CriterionFacts("rencana-suksesi", (held.unit,), (held,))).outcome
    'criterion-met'
    """
    required = dict.fromkeys(facts.required_units)
    valid = [each for each in facts.certificates if not each.expired]
    covered = {each.unit for each in valid}
    values = CriterionValues(
        held_units=tuple(unit for unit in required if unit in covered),
        development_needs=tuple(unit for unit in required if unit not in covered),
        numbers=tuple(dict.fromkeys(each.number for each in valid if each.unit in required)),
        certificates=tuple(
            ListedCertificate(unit=each.unit, level=each.level, number=each.number)
            for each in sorted(valid, key=lambda each: (each.unit, each.level or 0, each.number))
        ),
    )
    return decision(
        "permendagri-11-2018/certificate-criterion",
        extent(len(values["held_units"]), len(required)),
        (*uncovered(facts, values["development_needs"]), *expired(facts)),
        USES[facts.use],
        **values,
    )


def extent(held: int, required: int) -> str:
    """The outcome for so many of the required units held."""
    if not required:
        return "no-standard"
    if not held:
        return "criterion-not-met"
    return "criterion-met" if held == required else "criterion-partly-met"


def basis(facts: ProgrammeBasisFacts) -> Iterator[Finding]:
    """A level that exists, and one of the three families."""
    if facts.level is None:
        yield violation("basis-level-missing", BASIS)
    else:
        yield from existing(facts.level)
    if facts.family is None:
        yield violation("basis-family-missing", BASIS, families=FAMILIES)


def standard_of_position(facts: CareerActionFacts) -> Iterator[Finding]:
    """The action follows the competency standard of the position."""
    if not facts.standard_met:
        yield violation("position-standard-not-met", BY_STANDARD, action=facts.action, position=facts.position)


def without_number(facts: OfficialLevelFacts) -> Iterator[Finding]:
    """A certificate without a number is no ground, and is named."""
    for position in dict.fromkeys(each.standard_of for each in facts.certificates if not each.number):
        yield info("certificate-without-number", EQUATED, position=position)


def uncovered(facts: CriterionFacts, units: tuple[str, ...]) -> Iterator[Finding]:
    """Each unit without a certificate is named, as a need to develop."""
    for unit in units:
        yield info("unit-without-certificate", USES[facts.use], unit=unit)


def expired(facts: CriterionFacts) -> Iterator[Finding]:
    """Each expired certificate is named."""
    for each in facts.certificates:
        if each.expired:
            yield info("certificate-expired", USES[facts.use], number=each.number, unit=each.unit)

"""Units, standards and schemes of technical competency (kompetensi teknis, standar, skema sertifikasi)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation
from mumpuni.regulations.registry import rule

DEFINITIONS = catalogue("bkn-7-2020/definitions")
ASPECTS = catalogue("bkn-7-2020/aspects")
THREE_ASPECTS = cited(ASPECTS)
TECHNICAL_FIELD = Citation(
    "bkn-7-2020",
    "Pasal 1 angka 4",
    requirement="B7-20-008",
    quote="berkaitan khusus dengan bidang teknis jabatan atau keterampilan tertentu",
)
STANDARD = Citation(
    "bkn-7-2020",
    "Pasal 1 angka 5",
    requirement="B7-20-009",
    quote="mencakup aspek pengetahuan, keterampilan, dan sikap/perilaku kerja yang harus dimiliki oleh Pegawai ASN "
    "sesuai dengan jenjang dan jenis jabatan",
)
SCHEME = cited(catalogue("bkn-7-2020/scheme-parts"))


@dataclass(frozen=True, slots=True)
class Aspects:
    """The three aspects of a competency, in words (aspek)."""

    pengetahuan: str | None = None
    keterampilan: str | None = None
    sikap: str | None = None

    def missing(self) -> tuple[str, ...]:
        """The names of the aspects that say nothing, in the order of the article."""
        said = {"pengetahuan": self.pengetahuan, "keterampilan": self.keterampilan, "sikap": self.sikap}
        return tuple(aspect for aspect in ASPECTS.codes if said[aspect] is None)


@dataclass(frozen=True, slots=True)
class UnitFacts:
    """A competency unit: its aspects and the technical field or particular skill that it belongs to."""

    aspects: Aspects = Aspects()
    technical_field: str | None = None


class UnitValues(TypedDict):
    """The kind of competency, which keeps the unit apart from managerial and sociocultural ones."""

    kind: Literal["teknis"]


@rule("bkn-7-2020/technical-unit", THREE_ASPECTS, TECHNICAL_FIELD, values=UnitValues)
def technical_unit(facts: UnitFacts) -> Decision:
    """Judge whether a unit is one of technical competency: three aspects and a field.

    >>> [finding.code for finding in technical_unit(UnitFacts(Aspects("a", "b", "c"))).findings]
    ['technical-field-missing']
    """
    findings = (*aspects(facts), *field(facts))
    return compliance("bkn-7-2020/technical-unit", findings, THREE_ASPECTS, TECHNICAL_FIELD, kind="teknis")


def aspects(facts: UnitFacts) -> Iterator[Finding]:
    """Knowledge, skill and attitude."""
    for aspect in facts.aspects.missing():
        yield violation("aspect-missing", THREE_ASPECTS, aspect=aspect)


def field(facts: UnitFacts) -> Iterator[Finding]:
    """A technical field of the position, or a particular skill."""
    if facts.technical_field is None:
        yield violation("technical-field-missing", TECHNICAL_FIELD)


@dataclass(frozen=True, slots=True)
class StandardFacts:
    """A technical competency standard: the level and kind of position that it is for, and its aspects."""

    level: str | None = None
    position_kind: str | None = None
    aspects: Aspects = Aspects()


@rule("bkn-7-2020/technical-standard", STANDARD)
def technical_standard(facts: StandardFacts) -> Decision:
    """Judge whether a standard is complete: level, kind of position, three aspects.

    >>> technical_standard(StandardFacts("pengawas", "struktural", Aspects("a", "b", "c"))).outcome
    'compliant'
    """
    return compliance("bkn-7-2020/technical-standard", standard(facts), STANDARD)


def standard(facts: StandardFacts) -> Iterator[Finding]:
    """Nothing is left open."""
    if facts.level is None:
        yield violation("standard-without-level", STANDARD)
    if facts.position_kind is None:
        yield violation("standard-without-kind", STANDARD)
    for aspect in facts.aspects.missing():
        yield violation("aspect-missing", STANDARD, aspect=aspect)


@dataclass(frozen=True, slots=True)
class SchemeFacts:
    """A certification scheme: its units, its special requirements, the category of position or the skill."""

    units: tuple[str, ...] = ()
    requirements: tuple[str, ...] = ()
    category: str | None = None


class SchemeValues(TypedDict):
    """How many different units the scheme holds."""

    units: int


@rule("bkn-7-2020/scheme", SCHEME, values=SchemeValues)
def scheme(facts: SchemeFacts) -> Decision:
    """Judge whether a scheme can be used: units, special requirements, and a category or skill.

    >>> [finding.code for finding in scheme(SchemeFacts((), ("12 bulan menjabat",), "Administrator")).findings]
    ['scheme-without-unit']
    """
    return compliance("bkn-7-2020/scheme", package(facts), SCHEME, units=len(set(facts.units)))


def package(facts: SchemeFacts) -> Iterator[Finding]:
    """Each part of the scheme is there."""
    if not facts.units:
        yield violation("scheme-without-unit", SCHEME)
    if not facts.requirements:
        yield violation("scheme-without-requirement", SCHEME)
    if facts.category is None:
        yield violation("scheme-without-category", SCHEME)

"""The organiser's own data about units: aspects, codes, modules (kode unit, pemetaan modul)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict, get_args

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, info, violation, warning
from mumpuni.regulations.panduan_2019.certificate_contents import FRAMEWORK, UNIT_CODE
from mumpuni.regulations.panduan_2019.curriculum import BY_LEVEL, LEVELS, MODULES
from mumpuni.regulations.panduan_2019.units import LISTS, QUALIFICATIONS, UNITS
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Level, Qualification

Aspect = Literal["pengetahuan", "keterampilan", "sikap"]
ASPECTS: tuple[Aspect, ...] = get_args(Aspect)
STANDARD = cited(catalogue("panduan-2019/competency-aspects"))
NOT_MAPPED = Citation(
    "panduan-2019",
    "Materi Pelatihan vs Kompetensi Teknis",
    requirement="PAND-153",
    quote="Materi Pelatihan Berdasarkan Jenjang Jabatan",
)
LEVEL_OF: dict[Qualification, Level] = {
    name: level for level in LEVELS for name in FRAMEWORK[level].fields["unit_lists"]
}


@dataclass(frozen=True, slots=True)
class UnitRecordFacts:
    """A unit as it is kept: aspects that are described, and the qualification that it belongs to."""

    aspects: tuple[Aspect, ...] = ()
    qualification: Qualification | None = None


@rule("panduan-2019/unit-record", STANDARD)
def unit_record(facts: UnitRecordFacts) -> Decision:
    """Judge whether the record of a unit is complete: knowledge, skill and attitude, and one qualification.

    >>> [each.code for each in unit_record(UnitRecordFacts(("sikap",), "pengawas")).findings]
    ['missing-aspect', 'missing-aspect']
    """
    return compliance("panduan-2019/unit-record", record_findings(facts), STANDARD)


def record_findings(facts: UnitRecordFacts) -> Iterator[Finding]:
    """What the competency standard says of each unit, for a level."""
    for aspect in ASPECTS:
        if aspect not in facts.aspects:
            yield violation("missing-aspect", STANDARD, aspect=f"aspect.{aspect}")
    if facts.qualification is None:
        yield violation("no-qualification", STANDARD)


@dataclass(frozen=True, slots=True)
class CodedUnit:
    """A unit with the code that the organiser gives it."""

    title: str
    code: str | None = None


@dataclass(frozen=True, slots=True)
class UnitCodesFacts:
    """Units of all qualifications; a title that stands in two lists is one unit."""

    units: tuple[CodedUnit, ...] = ()


@rule("panduan-2019/unit-codes", UNIT_CODE)
def unit_codes(facts: UnitCodesFacts) -> Decision:
    """Judge whether these units can be printed on a certificate: each has a code that stands for no other title.

    The guide prints codes but gives none, so the organiser assigns them. Capital letters and outer spaces make no
    other code.

    >>> [each.code for each in unit_codes(UnitCodesFacts((CodedUnit("A", "U1"), CodedUnit("B", "u1")))).findings]
    ['code-taken']
    """
    return compliance("panduan-2019/unit-codes", code_findings(facts), UNIT_CODE)


def code_findings(facts: UnitCodesFacts) -> Iterator[Finding]:
    """Whoever came first keeps the code."""
    first: dict[str, str] = {}
    for unit in facts.units:
        if unit.code is None:
            yield violation("code-missing", UNIT_CODE, title=unit.title)
        elif first.setdefault(unit.code.strip().upper(), unit.title) != unit.title:
            yield violation("code-taken", UNIT_CODE, title=unit.title, taken=unit.code)


@dataclass(frozen=True, slots=True)
class Pair:
    """A module of the qualification's level that teaches for a unit of its list."""

    qualification: Qualification
    unit: str
    module: str


@dataclass(frozen=True, slots=True)
class ModuleMapFacts:
    """The organiser's pairs; one module may serve many units and one unit many modules."""

    pairs: tuple[Pair, ...] = ()


class UnitEntry(TypedDict):
    """An entry of the four lists; a title that stands in two lists is two entries."""

    qualification: Qualification
    title: str


class ModuleMapValues(TypedDict):
    """How many entries there are, and those without a module in the order of the guide."""

    entries: int
    without_module: tuple[UnitEntry, ...]


@rule(
    "panduan-2019/module-map",
    NOT_MAPPED,
    BY_LEVEL,
    *LISTS.values(),
    outcomes=("all-taught", "partly-taught", "none-taught"),
    values=ModuleMapValues,
)
def module_map(facts: ModuleMapFacts) -> Decision:
    """Report which units no module teaches.

    The guide lists modules and units side by side, in different numbers, and maps none to the other: the map is the
    organiser's data and a unit without a module is only reported. A pair with an unknown unit or a module of another
    level counts for nothing.

    >>> len(module_map(ModuleMapFacts()).values["without_module"])
    52
    """
    taught: defaultdict[Qualification, set[str]] = defaultdict(set)
    for pair in facts.pairs:
        if pair.module in MODULES[LEVEL_OF[pair.qualification]]:
            taught[pair.qualification].add(pair.unit)
    entries = [UnitEntry(qualification=name, title=title) for name in QUALIFICATIONS for title in UNITS[name]]
    without = tuple(entry for entry in entries if entry["title"] not in taught[entry["qualification"]])
    outcome = "all-taught" if not without else "none-taught" if len(without) == len(entries) else "partly-taught"
    return decision(
        "panduan-2019/module-map",
        outcome,
        (*pair_findings(facts), *untaught(without)),
        NOT_MAPPED,
        BY_LEVEL,
        *LISTS.values(),
        entries=len(entries),
        without_module=without,
    )


def pair_findings(facts: ModuleMapFacts) -> Iterator[Finding]:
    """Pairs that count for nothing, each once."""
    for pair in dict.fromkeys(facts.pairs):
        level = LEVEL_OF[pair.qualification]
        if pair.unit not in UNITS[pair.qualification]:
            yield warning("unknown-unit", LISTS[pair.qualification], title=pair.unit, qualification=pair.qualification)
        if pair.module not in MODULES[level]:
            yield warning("foreign-module", BY_LEVEL, title=pair.module, level=level)


def untaught(entries: tuple[UnitEntry, ...]) -> Iterator[Finding]:
    """Units without a module (tanpa modul)."""
    for entry in entries:
        yield info("no-module", NOT_MAPPED, title=entry["title"], qualification=entry["qualification"])

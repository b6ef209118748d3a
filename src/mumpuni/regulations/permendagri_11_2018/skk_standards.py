"""What a whole SKK-PDN must hold, how it is formulated and by which principles (standar kompetensi kerja)."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation, warning
from mumpuni.regulations.permendagri_11_2018.unit_codes import BOOK
from mumpuni.regulations.registry import rule

GENERAL = catalogue(f"{BOOK}/general-units")
GENERAL_UNITS = cited(GENERAL)
CORE_UNITS = Citation(
    BOOK,
    "Pasal 20 ayat (2)",
    requirement="P11-18-093",
    quote="terdiri atas satu atau beberapa unit kompetensi sesuai tugas pokok dan fungsi jabatan",
)
ELECTIVE_UNITS = Citation(
    BOOK,
    "Pasal 20 ayat (3)",
    requirement="P11-18-094",
    quote="terdiri atas satu atau beberapa unit kompetensi penunjang pelaksanaan tugas pokok dan fungsi jabatan",
)
_PREFIX = "unitkompetensi"


@dataclass(frozen=True, slots=True)
class StandardCompleteFacts:
    """The titles of the general, core and elective units (UK-U, UK-I, UK-P)."""

    general: tuple[str, ...] = ()
    core: tuple[str, ...] = ()
    elective: tuple[str, ...] = ()


@rule("permendagri-11-2018/standard-complete", GENERAL_UNITS, CORE_UNITS, ELECTIVE_UNITS)
def standard_complete(facts: StandardCompleteFacts) -> Decision:
    """Judge whether a standard holds its three general units, and at least one core and one elective unit.

    "Satu atau beberapa" asks for one of each; how many more there may be, only the two digits of their codes limit.
    A title is recognised whatever its capitals and spaces, with or without "Unit Kompetensi" before it. The same
    general unit twice is one too many.

    >>> three = ("Karakter Kebangsaan Indonesia", "sistem pemerintahan Indonesia", "MANAJEMEN PEMBANGUNAN INDONESIA")
    >>> [finding.code for finding in standard_complete(StandardCompleteFacts(three, ("Menyusun anggaran",))).findings]
    ['no-elective-unit']
    """
    findings = (*general(facts.general), *core(facts.core), *elective(facts.elective))
    return compliance("permendagri-11-2018/standard-complete", findings, GENERAL_UNITS, CORE_UNITS, ELECTIVE_UNITS)


def plain_title(title: str) -> str:
    """A title as it is compared: small letters, no spaces, without "Unit Kompetensi" before it."""
    return "".join(title.split()).casefold().removeprefix(_PREFIX)


def general(titles: tuple[str, ...]) -> Iterator[Finding]:
    """Exactly the three of Pasal 20 ayat (1)."""
    known = {plain_title(entry.name()): entry.name() for entry in GENERAL.entries}
    held = Counter(map(plain_title, titles))
    missing = tuple(title for plain, title in known.items() if plain not in held)
    first: set[str] = set()
    surplus = []
    for title in titles:
        plain = plain_title(title)
        if plain not in known or plain in first:
            surplus.append(title)
        first.add(plain)
    if missing or surplus:
        yield violation(
            "general-units",
            GENERAL_UNITS,
            count=len(known),
            missing=missing or "no-title",
            surplus=tuple(surplus) or "no-title",
        )


def core(titles: tuple[str, ...]) -> Iterator[Finding]:
    """At least one core unit."""
    if not titles:
        yield violation("no-core-unit", CORE_UNITS)


def elective(titles: tuple[str, ...]) -> Iterator[Finding]:
    """At least one elective unit."""
    if not titles:
        yield violation("no-elective-unit", ELECTIVE_UNITS)


METHODS = catalogue(f"{BOOK}/formulation-methods")
METHOD_BASIS = {entry.code: cited(entry) for entry in METHODS.entries}

FormulationMethod = Literal["baru", "adaptasi", "adopsi"]


@dataclass(frozen=True, slots=True)
class FormulationFacts:
    """How the standard is formulated, and the existing standard it starts from."""

    method: FormulationMethod
    source_standard: str | None = None


@rule("permendagri-11-2018/skk-method", *METHOD_BASIS.values())
def formulation(facts: FormulationFacts) -> Decision:
    """Judge the way of formulating: what is adapted or adopted must be named.

    A new standard may name others too; research often starts from one.

    >>> formulation(FormulationFacts("adopsi")).findings[0].code
    'source-standard-missing'
    """
    return compliance("permendagri-11-2018/skk-method", source(facts), METHOD_BASIS[facts.method])


def source(facts: FormulationFacts) -> Iterator[Finding]:
    """Adaptation and adoption rest on "standar kompetensi yang ada"."""
    if METHODS[facts.method].fields["from_existing"] and facts.source_standard is None:
        yield violation("source-standard-missing", METHOD_BASIS[facts.method], method=facts.method)


PRINCIPLES = catalogue(f"{BOOK}/skk-principles")
PRINCIPLE = {entry.code: cited(entry) for entry in PRINCIPLES.entries}


@dataclass(frozen=True, slots=True)
class PrincipleFacts:
    """What a draft shows for each principle.

    `references` are the sources it follows or compares with, `consents` the stakeholders who agreed, `counterparts`
    other standards that it can be compared with; `no_counterpart` marks that none was found (tanpa padanan).
    """

    need: str | None = None
    references: tuple[str, ...] = ()
    consents: tuple[str, ...] = ()
    applicability_note: str | None = None
    counterparts: tuple[str, ...] = ()
    no_counterpart: bool = False


@rule("permendagri-11-2018/skk-principles", *PRINCIPLE.values())
def principles(facts: PrincipleFacts) -> Decision:
    """Judge whether a draft shows that it follows the five principles.

    The law explains each principle and asks for no paper; what shows it is our reading. A standard that can be
    compared with no other one is still lawful if it says so, hence a warning.

    >>> principles(PrincipleFacts("Perda", ("SKKNI",), ("APPSI",), "Berlaku di semua provinsi")).findings[0].code
    'no-counterpart'
    """
    findings = (*needed(facts), *valid(facts), *acceptable(facts), *flexible(facts), *traceable(facts))
    return compliance("permendagri-11-2018/skk-principles", findings, *PRINCIPLE.values())


def needed(facts: PrincipleFacts) -> Iterator[Finding]:
    """Relevant: a need of home-affairs government is stated."""
    if facts.need is None:
        yield violation("need-missing", PRINCIPLE["relevan"])


def valid(facts: PrincipleFacts) -> Iterator[Finding]:
    """Valid: at least one lawful reference or comparison."""
    if not facts.references:
        yield violation("reference-missing", PRINCIPLE["valid"])


def acceptable(facts: PrincipleFacts) -> Iterator[Finding]:
    """Acceptable: stakeholders have agreed."""
    if not facts.consents:
        yield violation("consent-missing", PRINCIPLE["aseptabel"])


def flexible(facts: PrincipleFacts) -> Iterator[Finding]:
    """Flexible: a note says where and how it can be applied."""
    if facts.applicability_note is None:
        yield violation("applicability-missing", PRINCIPLE["luwes"])


def traceable(facts: PrincipleFacts) -> Iterator[Finding]:
    """Traceable: another standard to compare with, or the mark that there is none."""
    if not (facts.counterparts or facts.no_counterpart):
        yield warning("no-counterpart", PRINCIPLE["telusur"])

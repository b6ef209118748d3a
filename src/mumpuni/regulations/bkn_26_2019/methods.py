"""Which method an assessment takes (metode penilaian), Pasal 19, 20 and 22."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict, get_args

from mumpuni.regulations.bkn_26_2019.names import same_name
from mumpuni.regulations.catalogue import Entry, catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, violation
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import FUNCTIONAL, Government, Method, Position, Purpose, Tier
from mumpuni.regulations.words import LANGUAGES, Said, phrase

EQUIVALENT = Citation("bkn-26-2019", "Pasal 20", requirement="B26-19-079", quote="serta jabatan fungsional yang setara")
COMPLEX_ONLY = Citation(
    "bkn-26-2019",
    "Pasal 20 ayat (3)",
    requirement="B26-19-076",
    quote="JPT Pratama Sekretaris Daerah di Kabupaten/Kota, JPT Madya Sekretaris Daerah di Provinsi, serta JPT Madya "
    "dan Utama pada Instansi Pusat",
)
FIT_FOR_PURPOSE = Citation(
    "bkn-26-2019",
    "Pasal 19 ayat (1)",
    requirement="B26-19-061",
    quote="penggunaannya disesuaikan dengan tujuan penilaian dan target jabatan yang dinilai",
)
FOR_ONE_POSITION = Citation(
    "bkn-26-2019", "Pasal 19 ayat (2) huruf a", requirement="B26-19-062", quote="dirancang untuk jabatan tertentu"
)
OTHER_AT_MOST = Citation(
    "bkn-26-2019",
    "Pasal 19 ayat (4)",
    requirement="B26-19-067",
    quote="dilakukan hanya untuk paling tinggi jabatan Administrator dan Jabatan Fungsional yang setara",
)
MASS_AT_MOST = Citation(
    "bkn-26-2019",
    "Pasal 22 ayat (4)",
    requirement="B26-19-088",
    quote="secara komprehensif dan bersifat massal hanya dapat dilakukan untuk paling tinggi jabatan administrator "
    "atau jabatan fungsional yang setara",
)
CONTINUING = Citation(
    "bkn-26-2019",
    "Pasal 22 ayat (1)",
    requirement="B26-19-085",
    quote="selain metode sebagaimana dimaksud dalam Pasal 19 ayat (1) dapat dilakukan metode penilaian kompetensi "
    "berkelanjutan",
)
ANTICIPATES = Citation(
    "bkn-26-2019",
    "Pasal 22 ayat (2)",
    requirement="B26-19-086",
    quote="dilakukan untuk mengantisipasi metode yang akan datang",
)
DEVELOPED = Citation(
    "bkn-26-2019",
    "Pasal 22 ayat (3)",
    requirement="B26-19-087",
    quote="berupa pengembangan dari alat ukur yang ada, dan proses pengadministrasiannya dapat dilakukan secara manual "
    "maupun menggunakan media teknologi informasi/elektronik",
)

METHODS: tuple[Method, ...] = get_args(Method)
TIERS: tuple[Tier, ...] = get_args(Tier)
#: The highest tier for other methods and for mass assessment by information technology.
HIGHEST: Tier = "administrator"
_METHODS = catalogue("bkn-26-2019/methods")
_POSITIONS = catalogue("bkn-26-2019/method-positions")
_FUNCTIONAL = catalogue("bkn-26-2019/method-functional")
_LETTERS: dict[Method, Citation] = {name: cited(_METHODS[name]) for name in METHODS}
_LINES = tuple(cited(entry) for each in (_POSITIONS, _FUNCTIONAL) for entry in each.entries)
_GROUNDS = (*dict.fromkeys(_LINES), *_LETTERS.values(), COMPLEX_ONLY, EQUIVALENT)


@dataclass(frozen=True, slots=True)
class MethodFacts:
    """The target position. `regional_secretary`: Sekretaris Daerah; `equivalent_position`: the structural tier that a
    functional position equals, which plays no part for any other.
    """

    position: Position
    government: Government
    regional_secretary: bool = False
    equivalent_position: Tier | None = None


class MethodValues(TypedDict):
    """`ground` is the legal ground as a plan prints it; None where the regulation gives no method."""

    ground: str | None


@rule("bkn-26-2019/method", *_GROUNDS, outcomes=(*METHODS, "not-covered"), values=MethodValues)
def method(facts: MethodFacts) -> Decision:
    """Say which of the three Assessment Center methods the target position asks for.

    Pasal 20 lists positions; one that it does not list does not exist (JPT Madya of a region other than Sekretaris
    Daerah) or has no method. It nowhere says what makes a functional position equal, so the agency's own table of
    equivalence decides, and without a row there nothing does. Pasal 20 refers to letters of Pasal 19 ayat (1) that
    stand in ayat (3); the ground names ayat (3).

    >>> method(MethodFacts("administrator", "kabupaten-kota")).values["ground"]
    'Pasal 20 ayat (2) jo. Pasal 19 ayat (3) huruf b'
    """
    return _of_position(facts)


def _of_position(facts: MethodFacts) -> Decision:
    listed = _listed(facts)
    if listed is None:
        found = _not_covered(facts)
        return decision("bkn-26-2019/method", "not-covered", [found], found.citation, ground=None)
    outcome: Method = listed.fields["method"]
    cited_here = (cited(listed), _LETTERS[outcome])
    ground = " jo. ".join(citation.place for citation in cited_here)
    return decision("bkn-26-2019/method", outcome, (), *cited_here, ground=ground)


def _not_covered(facts: MethodFacts) -> Finding:
    if facts.position in FUNCTIONAL:
        return violation("equivalence-needed", EQUIVALENT, position=facts.position)
    return violation("no-such-position", COMPLEX_ONLY, office=_office(facts), government=facts.government)


def _office(facts: MethodFacts) -> str:
    """The position as it is called; the tier alone does not say that a Sekretaris Daerah is meant."""
    if not facts.regional_secretary:
        return facts.position
    names = {language: phrase("regional-secretary", language, {"tier": facts.position}) for language in LANGUAGES}
    return Said("regional-secretary", names)


def _listed(facts: MethodFacts) -> Entry | None:
    """The line of Pasal 20 that names the position."""
    if facts.position in FUNCTIONAL:
        return _FUNCTIONAL[facts.equivalent_position] if facts.equivalent_position else None
    for entry in _POSITIONS.entries:
        if (
            entry.fields["tier"] == facts.position
            and facts.government in entry.fields["governments"]
            and entry.fields["regional_secretary"] == facts.regional_secretary
        ):
            return entry
    return None


@dataclass(frozen=True, slots=True)
class MethodChoiceFacts:
    """The target position as for the method, the method `chosen`, and the `reason` for one stronger than asked."""

    position: Position
    government: Government
    chosen: Method
    regional_secretary: bool = False
    equivalent_position: Tier | None = None
    reason: str | None = None


class MethodChoiceValues(TypedDict):
    """The method that the position asks for and its legal ground; None where the regulation gives none."""

    required: Method | None
    ground: str | None


@rule("bkn-26-2019/method-choice", *_GROUNDS, values=MethodChoiceValues)
def method_choice(facts: MethodChoiceFacts) -> Decision:
    """Judge whether the method chosen may be used for the target position.

    Pasal 20 gives each position one method and does not speak of another. We read it as the least: a stronger method
    is open with a recorded reason, a weaker one never.

    >>> [found.code for found in method_choice(MethodChoiceFacts("pengawas", "pusat", "kompleks")).findings]
    ['reason-missing']
    """
    needed = _of_position(
        MethodFacts(facts.position, facts.government, facts.regional_secretary, facts.equivalent_position)
    )
    required: Method | None = next((name for name in METHODS if name == needed.outcome), None)
    findings = (*needed.findings, *_choice(facts, required, needed.citations[0]))
    values = MethodChoiceValues(required=required, ground=needed.values["ground"])
    return compliance("bkn-26-2019/method-choice", findings, *needed.citations, **values)


def _choice(facts: MethodChoiceFacts, required: Method | None, basis: Citation) -> Iterator[Finding]:
    if required is None:
        return
    stronger = METHODS.index(facts.chosen) - METHODS.index(required)
    if stronger < 0:
        yield violation("weaker-method", basis, chosen=facts.chosen, required=required)
    elif stronger > 0 and facts.reason is None:
        yield violation("reason-missing", basis, chosen=facts.chosen, required=required)


@dataclass(frozen=True, slots=True)
class OtherMethodFacts:
    """`kind`: metode penilaian lainnya, or a mass assessment wholly by information technology.

    `equivalent_position` is the structural tier that a functional target position equals.
    """

    position: Position
    kind: Literal["other", "mass-electronic"]
    equivalent_position: Tier | None = None


@rule("bkn-26-2019/other-method", OTHER_AT_MOST, MASS_AT_MOST, outcomes=("allowed", "not-allowed"))
def other_method(facts: OtherMethodFacts) -> Decision:
    """Say whether something else than an Assessment Center may be used: at most up to Administrator and its equals.

    >>> other_method(OtherMethodFacts("jpt-pratama", "other")).outcome
    'not-allowed'
    """
    basis = OTHER_AT_MOST if facts.kind == "other" else MASS_AT_MOST
    findings = tuple(_too_high(facts, basis))
    return decision("bkn-26-2019/other-method", "not-allowed" if findings else "allowed", findings, basis)


def _too_high(facts: OtherMethodFacts, basis: Citation) -> Iterator[Finding]:
    tier = facts.equivalent_position if facts.position in FUNCTIONAL else facts.position
    if tier is None:
        yield violation("equivalence-needed", basis, position=facts.position)
    elif tier not in TIERS[: TIERS.index(HIGHEST) + 1]:
        yield violation("above-administrator", basis, position=tier, highest=HIGHEST)


@dataclass(frozen=True, slots=True)
class DesignFacts:
    """What stands fast before methods are chosen: the family, the purpose, the target positions of one group."""

    family: Literal["assessment-center", "other"]
    purpose: Purpose | None = None
    targets: tuple[str, ...] = ()


@rule("bkn-26-2019/design", FIT_FOR_PURPOSE, FOR_ONE_POSITION)
def design(facts: DesignFacts) -> Decision:
    """Judge whether methods and instruments can be chosen yet.

    The choice follows purpose and target position, so both come first. "Jabatan tertentu" is read as exactly one
    target position per group of an Assessment Center; the same position named twice is one. Other methods may serve
    several.

    >>> [found.code for found in design(DesignFacts("assessment-center", targets=("Camat",))).findings]
    ['purpose-missing']
    """
    cited_here = (FIT_FOR_PURPOSE, FOR_ONE_POSITION) if facts.family == "assessment-center" else (FIT_FOR_PURPOSE,)
    return compliance("bkn-26-2019/design", _purpose_and_target(facts), *cited_here)


def _purpose_and_target(facts: DesignFacts) -> Iterator[Finding]:
    if facts.purpose is None:
        yield violation("purpose-missing", FIT_FOR_PURPOSE)
    targets = len({same_name(target) for target in facts.targets})
    if not targets:
        yield violation("target-missing", FIT_FOR_PURPOSE)
    if targets > 1 and facts.family == "assessment-center":
        yield violation("several-targets", FOR_ONE_POSITION, here=targets)


@dataclass(frozen=True, slots=True)
class ContinuingInstrument:
    """`administration`: how it is given; `developed_from`: the existing instrument that it extends."""

    name: str
    administration: Literal["manual", "electronic"] | None = None
    developed_from: str | None = None


@dataclass(frozen=True, slots=True)
class ContinuingFacts:
    """`anticipates`: which coming method the continuing method (metode berkelanjutan) is made for."""

    anticipates: str | None = None
    instruments: tuple[ContinuingInstrument, ...] = ()


@rule("bkn-26-2019/continuing-method", CONTINUING, ANTICIPATES, DEVELOPED)
def continuing_method(facts: ContinuingFacts) -> Decision:
    """Judge the record of a continuing method: what it anticipates, its own instruments, their origin and way.

    Pasal 22 allows such a method beside the two families of Pasal 19 and gives it instruments; a method without any
    could not be used, so one at least is asked.

    >>> [found.code for found in continuing_method(ContinuingFacts("CACT")).findings]
    ['no-instrument']
    """
    findings = (*_anticipation(facts), *_developed(facts))
    return compliance("bkn-26-2019/continuing-method", findings, CONTINUING, ANTICIPATES, DEVELOPED)


def _anticipation(facts: ContinuingFacts) -> Iterator[Finding]:
    if facts.anticipates is None:
        yield violation("anticipation-missing", ANTICIPATES)
    if not facts.instruments:
        yield violation("no-instrument", CONTINUING)


def _developed(facts: ContinuingFacts) -> Iterator[Finding]:
    for instrument in facts.instruments:
        if instrument.administration is None:
            yield violation("administration-missing", DEVELOPED, instrument=instrument.name)
        if instrument.developed_from is None:
            yield violation("parent-missing", DEVELOPED, instrument=instrument.name)

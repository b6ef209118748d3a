"""What a competency unit holds: its parts, elements, criteria, assessment guide and range (unit kompetensi)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from typing import Any, Literal, TypedDict

from mumpuni.regulations.catalogue import Catalogue, catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation
from mumpuni.regulations.permendagri_11_2018.unit_codes import BOOK, KINDS, MOST, NUMBERS_OF_KIND, Kind, label
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Count

PARTS = catalogue(f"{BOOK}/unit-parts")
ASPECTS = {
    "description": catalogue(f"{BOOK}/description-aspects"),
    "assessment-guide": catalogue(f"{BOOK}/assessment-guide"),
    "variables": catalogue(f"{BOOK}/range-of-variables"),
}
CONTENTS: dict[str, Citation] = {entry.code: cited(entry) for entry in PARTS.entries}
ELEMENTS = {kind: NUMBERS_OF_KIND["EK", kind] for kind in KINDS}
CRITERIA = {kind: NUMBERS_OF_KIND["KUK", kind] for kind in KINDS}

UnitPart = Literal["title-code", "description", "elements", "criteria", "assessment-guide", "variables"]


@dataclass(frozen=True, slots=True)
class UnitCompleteFacts:
    """`has` are the parts that the unit holds; `criteria_per_element` counts the criteria of each element."""

    kind: Kind
    has: tuple[UnitPart, ...] = ()
    criteria_per_element: tuple[Count, ...] = ()


@rule("permendagri-11-2018/unit-complete", *CONTENTS.values(), *ELEMENTS.values())
def unit_complete(facts: UnitCompleteFacts) -> Decision:
    """Judge whether a unit holds its six parts, and each of its elements a criterion.

    An element has one digit, so a tenth could get no code. Without counts only the parts are looked at.

    >>> every = ("title-code", "description", "elements", "criteria", "assessment-guide", "variables")
    >>> unit_complete(UnitCompleteFacts("I", every, (3, 0))).findings[0].details
    {'element': 'EK-I.2'}
    """
    findings = (
        *parts(facts.has),
        *elements(facts.kind, len(facts.criteria_per_element)),
        *criteria(facts.kind, facts.criteria_per_element),
    )
    return compliance("permendagri-11-2018/unit-complete", findings, *CONTENTS.values(), ELEMENTS[facts.kind])


def parts(has: Iterable[str]) -> Iterator[Finding]:
    """The parts of Pasal 19, each that is not there."""
    held = set(has)
    for part in PARTS.codes:
        if part not in held:
            yield violation("missing-part", CONTENTS[part], part=f"unit-{part}")


def elements(kind: Kind, count: int) -> Iterator[Finding]:
    """The numbers of elements end at 9."""
    if count > MOST["EK"]:
        yield violation("too-many-elements", ELEMENTS[kind], here=count, most=MOST["EK"], label=f"EK-{kind}")


def criteria(kind: Kind, per_element: Iterable[int]) -> Iterator[Finding]:
    """An element without criteria cannot be observed: Pasal 19 names criteria beside elements."""
    for number, count in enumerate(per_element, start=1):
        if not count:
            yield violation("element-without-criterion", CONTENTS["criteria"], element=label("EK", kind, number))


@dataclass(frozen=True, slots=True)
class Description:
    """What the unit asks for, in three aspects (deskripsi unit kompetensi)."""

    knowledge: str | None = None
    skills: str | None = None
    attitude: str | None = None


@dataclass(frozen=True, slots=True)
class AssessmentGuide:
    """How the unit is assessed, in five aspects (panduan penilaian)."""

    aspects: str | None = None
    conditions: str | None = None
    knowledge: str | None = None
    skills: str | None = None
    critical: str | None = None


@dataclass(frozen=True, slots=True)
class Variables:
    """Within what bounds the unit is carried out, in four aspects (batasan variabel)."""

    context: str | None = None
    equipment: str | None = None
    tasks: str | None = None
    regulations: str | None = None


@dataclass(frozen=True, slots=True)
class Element:
    """An element and the names of its criteria, in their order (elemen kompetensi, kriteria unjuk kerja)."""

    name: str | None = None
    criteria: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UnitContentFacts:
    """A whole unit as it is drafted. Elements and criteria carry no code: their place in the list is their number."""

    kind: Kind
    code: str | None = None
    title: str | None = None
    description: Description = Description()
    elements: tuple[Element, ...] = ()
    assessment_guide: AssessmentGuide = AssessmentGuide()
    variables: Variables = Variables()


class UnitContentValues(TypedDict):
    """The codes of the elements, and of the criteria of each, as far as there are numbers for them."""

    element_codes: tuple[str, ...]
    criterion_codes: tuple[tuple[str, ...], ...]


@rule(
    "permendagri-11-2018/unit-content",
    *CONTENTS.values(),
    *(citation for aspects in ASPECTS.values() for citation in aspects.citations),
    *ELEMENTS.values(),
    *CRITERIA.values(),
    values=UnitContentValues,
)
def unit_content(facts: UnitContentFacts) -> Decision:
    """Judge the text of a unit field by field, and derive the codes of its elements and criteria.

    Pasal 19 speaks of the code of elements and criteria, Pasal 21 of their number: the number is their place in the
    list and the code follows from kind and number, so moving an element changes its code.

    >>> unit_content(UnitContentFacts("I", elements=(Element("Merencanakan", ("Jadwal disusun",)),))).values
    {'element_codes': ('EK-I.1',), 'criterion_codes': (('KUK-I.01',),)}
    """
    findings = (
        *heading(facts),
        *aspects("description", facts.description),
        *named_elements(facts),
        *elements(facts.kind, len(facts.elements)),
        *criteria(facts.kind, (len(element.criteria) for element in facts.elements)),
        *numbered_criteria(facts),
        *aspects("assessment-guide", facts.assessment_guide),
        *aspects("variables", facts.variables),
    )
    coded = facts.elements[: MOST["EK"]]
    values = UnitContentValues(
        element_codes=tuple(label("EK", facts.kind, number) for number, _ in enumerate(coded, start=1)),
        criterion_codes=tuple(
            tuple(label("KUK", facts.kind, number) for number, _ in enumerate(element.criteria[: MOST["KUK"]], start=1))
            for element in coded
        ),
    )
    used = (citation for each in ASPECTS.values() for citation in each.citations)
    cited_by = (*CONTENTS.values(), *used, ELEMENTS[facts.kind], CRITERIA[facts.kind])
    return compliance("permendagri-11-2018/unit-content", findings, *dict.fromkeys(cited_by), **values)


def heading(facts: UnitContentFacts) -> Iterator[Finding]:
    """A unit is named by its code and its title; each stands for the other where one is missing."""
    if facts.title is None:
        yield violation("missing-title", CONTENTS["title-code"], unit=facts.code or "part-left-out")
    if facts.code is None:
        yield violation("missing-code", CONTENTS["title-code"], unit=facts.title or "part-left-out")


def aspects(part: str, told: Any) -> Iterator[Finding]:
    """Each aspect of a part that says nothing."""
    listed: Catalogue = ASPECTS[part]
    for entry in listed.entries:
        if not getattr(told, entry.code):
            yield violation("missing-aspect", cited(entry), part=f"unit-{part}", aspect=f"unit-{entry.code}")


def named_elements(facts: UnitContentFacts) -> Iterator[Finding]:
    """A unit has elements, and each of them a name."""
    if not facts.elements:
        yield violation("missing-part", CONTENTS["elements"], part="unit-elements")
    for number, element in enumerate(facts.elements, start=1):
        if element.name is None:
            yield violation("element-without-name", CONTENTS["elements"], element=label("EK", facts.kind, number))


def numbered_criteria(facts: UnitContentFacts) -> Iterator[Finding]:
    """The numbers of criteria end at 99 in each element."""
    for number, element in enumerate(facts.elements, start=1):
        if len(element.criteria) > MOST["KUK"]:
            yield violation(
                "too-many-criteria",
                CRITERIA[facts.kind],
                element=label("EK", facts.kind, number),
                here=len(element.criteria),
                most=MOST["KUK"],
            )

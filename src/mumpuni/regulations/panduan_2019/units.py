"""The competency units that each qualification requires (unit kompetensi)."""

from dataclasses import dataclass
from typing import TypedDict, get_args

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, decision
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Level, Qualification

QUALIFICATIONS: tuple[Qualification, ...] = get_args(Qualification)
_LISTS = {qualification: catalogue(f"panduan-2019/units-{qualification}") for qualification in QUALIFICATIONS}
LISTS: dict[Qualification, Citation] = {name: cited(each) for name, each in _LISTS.items()}
UNITS: dict[Qualification, tuple[str, ...]] = {
    name: tuple(entry.name() for entry in each.entries) for name, each in _LISTS.items()
}


@dataclass(frozen=True, slots=True)
class QualificationFacts:
    """The qualification of the guide whose list is asked for."""

    qualification: Qualification


class UnitValues(TypedDict):
    """The titles in the order of the guide, and how many."""

    units: tuple[str, ...]
    count: int


@rule("panduan-2019/required-units", *LISTS.values(), outcomes=("listed",), values=UnitValues)
def required_units(facts: QualificationFacts) -> Decision:
    """List the units of a qualification in the order of the guide, their titles without its asterisks.

    >>> required_units(QualificationFacts("jpt-pratama-kld")).values["count"]
    11
    """
    titles = UNITS[facts.qualification]
    return decision(
        "panduan-2019/required-units", "listed", (), LISTS[facts.qualification], units=titles, count=len(titles)
    )


def qualification_of(level: Level, *, employed_by_bkn: bool) -> Qualification:
    """The qualification that an official of this level is tested for.

    The guide keeps two lists for JPT Pratama. The employing agency decides between them, so an official of a regional
    office of BKN counts as one of BKN.
    """
    if level == "jpt-pratama":
        return "jpt-pratama-bkn" if employed_by_bkn else "jpt-pratama-kld"
    return level

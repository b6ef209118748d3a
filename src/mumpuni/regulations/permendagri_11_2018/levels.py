"""The nine levels of KKA-PDN and the three tables that lead to them: position, education, development (jenjang)."""

from dataclasses import dataclass
from typing import Annotated, Literal, TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, decision
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Bounds, Position

NINE_LEVELS = cited(catalogue("permendagri-11-2018/levels"))
LEVELS = tuple(int(code) for code in catalogue("permendagri-11-2018/levels").codes)
LOWEST, HIGHEST = LEVELS[0], LEVELS[-1]

QualificationLevel = Annotated[int, Bounds(least=LOWEST, most=HIGHEST)]
Education = Literal[
    "dasar",
    "menengah",
    "d1",
    "d2",
    "d3",
    "d4",
    "sarjana-terapan",
    "sarjana",
    "profesi",
    "spesialis",
    "magister-terapan",
    "magister",
    "doktor-terapan",
    "doktor",
]


@dataclass(frozen=True, slots=True)
class Equal:
    """One line of a table: the levels that it is equal to, whether they are a minimum (paling rendah), the words."""

    levels: tuple[int, ...]
    at_least: bool
    citation: Citation

    @property
    def lowest(self) -> int:
        """The level that the line gives in any case."""
        return min(self.levels)

    @property
    def highest(self) -> int:
        """The highest level that the line names; a minimum names no higher one."""
        return max(self.levels)


def _table(name: str) -> dict[str, Equal]:
    """A catalogue of levels as a table to look things up in."""
    return {
        entry.code: Equal(tuple(entry.fields["levels"]), entry.fields.get("at_least", False), cited(entry))
        for entry in catalogue(f"permendagri-11-2018/{name}").entries
    }


BY_POSITION = _table("position-levels")
BY_EDUCATION = _table("education-levels")
BY_DEVELOPMENT = _table("development-levels")


def words_of(table: dict[str, Equal]) -> tuple[Citation, ...]:
    """The words behind the lines of a table, once each."""
    return tuple(dict.fromkeys(line.citation for line in table.values()))


class LevelValues(TypedDict):
    """The levels in ascending order."""

    levels: tuple[int, ...]


class EducationLevelValues(TypedDict):
    """`at_least`: the article says "paling rendah", so the one level named is a minimum."""

    levels: tuple[int, ...]
    at_least: bool


@dataclass(frozen=True, slots=True)
class PositionFacts:
    """The position whose place in the framework is asked for."""

    position: Position


@dataclass(frozen=True, slots=True)
class EducationFacts:
    """The formal education completed."""

    education: Education


@dataclass(frozen=True, slots=True)
class GraduateFacts:
    """The position whose competency development the person completed (lulusan)."""

    graduate_of: Position


@rule("permendagri-11-2018/position-level", *words_of(BY_POSITION), outcomes=("mapped",), values=LevelValues)
def position_level(facts: PositionFacts) -> Decision:
    """Name the levels that a position stands on (Pasal 5).

    >>> position_level(PositionFacts("pengawas")).values["levels"]
    (4, 5)
    """
    line = BY_POSITION[facts.position]
    return decision(
        "permendagri-11-2018/position-level", "mapped", (), line.citation, **LevelValues(levels=line.levels)
    )


@rule("permendagri-11-2018/education-level", *words_of(BY_EDUCATION), outcomes=("mapped",), values=EducationLevelValues)
def education_level(facts: EducationFacts) -> Decision:
    """Name the levels that formal education is equal to (Pasal 9).

    "Paling rendah" stands with some kinds of education and not with others. Where it stands, the level named is a
    minimum; where it does not, the levels named are all there are.

    >>> education_level(EducationFacts("magister")).values
    {'levels': (8,), 'at_least': True}
    """
    line = BY_EDUCATION[facts.education]
    values = EducationLevelValues(levels=line.levels, at_least=line.at_least)
    return decision("permendagri-11-2018/education-level", "mapped", (), line.citation, **values)


@rule("permendagri-11-2018/development-level", *words_of(BY_DEVELOPMENT), outcomes=("mapped",), values=LevelValues)
def development_level(facts: GraduateFacts) -> Decision:
    """Name the levels that a graduate of development for a position is equal to (Pasal 10).

    Most lines stand one lower than the same position in Pasal 5, penyelia one higher. We keep both tables as they
    are: holding a position and having learned for it are two different things.

    >>> development_level(GraduateFacts("penyelia")).values["levels"]
    (6,)
    """
    line = BY_DEVELOPMENT[facts.graduate_of]
    values = LevelValues(levels=line.levels)
    return decision("permendagri-11-2018/development-level", "mapped", (), line.citation, **values)

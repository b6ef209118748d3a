"""How far education, development and experience carry towards a position (penyetaraan capaian kompetensi)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Context, Decimal
from typing import Annotated, Literal, TypedDict

from mumpuni.regulations.finding import Citation, Decision, Finding, Step, decision, info
from mumpuni.regulations.permendagri_11_2018.levels import (
    BY_DEVELOPMENT,
    BY_EDUCATION,
    BY_POSITION,
    Education,
    QualificationLevel,
    words_of,
)
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Bounds, Position
from mumpuni.regulations.words import Said, figure

EVERY_ROUTE = Citation(
    "permendagri-11-2018",
    "Pasal 7, 9, 10, 11 (beberapa jalur)",
    requirement="P11-18-060",
    quote="memiliki kesetaraan dengan capaian kompetensi yang dihasilkan melalui",
)
EXPERIENCE = Citation(
    "permendagri-11-2018",
    "Pasal 11",
    requirement="P11-18-058",
    quote="dengan mempertimbangkan bidang dan lama pengalaman kerja",
)
MINISTERIAL_DECISION = Citation(
    "permendagri-11-2018",
    "Pasal 12",
    requirement="P11-18-059",
    quote="ditetapkan dengan Keputusan Menteri yang ditandatangani Kepala BPSDM Kementerian",
)

RouteName = Literal["education", "development", "experience"]
By = Literal["education", "development", "experience", "decision"]
Years = Annotated[Decimal, Bounds(least=0)]

#: The routes in the order of Pasal 7, with its own words for them.
ROUTE_WORDS: dict[RouteName, str] = {
    "education": "pendidikan-formal",
    "development": "pengembangan-kompetensi",
    "experience": "pengalaman-kerja",
}
#: Wide enough for any two numbers that facts may hold: no sum of years is ever rounded.
_EXACT = Context(prec=10_000)


@dataclass(frozen=True, slots=True)
class ClaimedExperience:
    """Years of work in one field (bidang); the same field may stand several times."""

    field: str
    years: Years


@dataclass(frozen=True, slots=True)
class ExperienceLine:
    """A line of the table by Ministerial Decision: this many years in this field are equal to this level."""

    field: str
    min_years: Years
    level: QualificationLevel


@dataclass(frozen=True, slots=True)
class EquivalenceFacts:
    """What a person brings, and the position aimed at.

    `graduate_of`: positions whose development was completed; `experience_table`: the table of Pasal 12, which no text
    at hand contains; `decided_level`: the overall level fixed by a recorded decision; `decision_number`: its number.
    """

    target_position: Position
    education: Education | None = None
    graduate_of: tuple[Position, ...] = ()
    experience: tuple[ClaimedExperience, ...] = ()
    experience_table: tuple[ExperienceLine, ...] = ()
    decided_level: QualificationLevel | None = None
    decision_number: str | None = None


class RouteValues(TypedDict):
    """The levels that a route leads to, ascending; empty when experience reaches no line of the table."""

    levels: tuple[int, ...]


class EquivalenceValues(TypedDict):
    """`routes` holds only those given; `by` names the routes that reach the target, or the decision.

    `ground` is the number of the decision that fixed `reached_level`.
    """

    routes: Mapping[str, RouteValues]
    target_levels: tuple[int, ...]
    by: tuple[By, ...]
    reached_level: int | None
    ground: str | None


@dataclass(frozen=True, slots=True)
class Route:
    """A way to a level: all levels it names, the one it surely gives and the highest one; 0 where it gives none."""

    levels: tuple[int, ...]
    sure: int
    highest: int
    citations: tuple[Citation, ...]


def working(facts: EquivalenceFacts, decided: Decision) -> Iterator[Step]:
    """The target, each route by its article, the years added up, and how far each route is from the target."""
    target = BY_POSITION[facts.target_position]
    goal = target.lowest
    said = {"position": facts.target_position, "levels": target.levels, "goal": goal}
    yield Step("equivalence-target", target.citation, said)
    yield from _education_working(facts)
    yield from _development_working(facts)
    yield from _experience_working(facts)
    if facts.decided_level is not None:
        yield _decided_comparison(facts.decided_level, goal)
        return
    for name, route in routes_of(facts).items():
        yield from _route_comparison(name, route, goal)


@rule(
    "permendagri-11-2018/equivalence",
    EVERY_ROUTE,
    *words_of(BY_POSITION),
    *words_of(BY_EDUCATION),
    *words_of(BY_DEVELOPMENT),
    EXPERIENCE,
    MINISTERIAL_DECISION,
    outcomes=("reaches-target", "below-target", "undecided"),
    values=EquivalenceValues,
    working=working,
)
def equivalence(facts: EquivalenceFacts) -> Decision:
    """Say whether what a person brings reaches the levels of a position; decides no level itself.

    No article says which route prevails, so they stand side by side and an overall level comes only by a recorded
    decision, which is then alone compared. A minimum ("paling rendah") counts as the level it names. Who completed
    several developments has them all: a lower one takes nothing away from a higher one. A decision without a number
    counts all the same, as no article asks for one; a number without a level decides nothing.

    >>> equivalence(EquivalenceFacts("administrator", education="sarjana", graduate_of=("pengawas",))).values["by"]
    ('education',)
    """
    target = BY_POSITION[facts.target_position]
    routes = routes_of(facts)
    outcome, by = compared(facts, routes, target.lowest)
    values = EquivalenceValues(
        routes={name: RouteValues(levels=route.levels) for name, route in routes.items()},
        target_levels=target.levels,
        by=by,
        reached_level=facts.decided_level,
        ground=None if facts.decided_level is None else facts.decision_number,
    )
    used = (citation for route in routes.values() for citation in route.citations)
    return decision(
        "permendagri-11-2018/equivalence",
        outcome,
        experience_table(facts),
        *dict.fromkeys((EVERY_ROUTE, target.citation, *used)),
        **values,
    )


def compared(facts: EquivalenceFacts, routes: Mapping[RouteName, Route], goal: int) -> tuple[str, tuple[By, ...]]:
    """The outcome against the lowest level of the target, and by what the target is reached."""
    if facts.decided_level is not None:
        return ("reaches-target", ("decision",)) if facts.decided_level >= goal else ("below-target", ())
    by = tuple(name for name, route in routes.items() if route.sure >= goal)
    if by:
        return "reaches-target", by
    is_open = not routes or lacks_table(facts) or any(route.highest >= goal for route in routes.values())
    return "undecided" if is_open else "below-target", ()


def routes_of(facts: EquivalenceFacts) -> dict[RouteName, Route]:
    """The routes that were given, in the order of Pasal 7."""
    routes: dict[RouteName, Route] = {}
    if facts.education:
        line = BY_EDUCATION[facts.education]
        routes["education"] = Route(line.levels, line.lowest, line.highest, (line.citation,))
    if facts.graduate_of:
        lines = [BY_DEVELOPMENT[position] for position in dict.fromkeys(facts.graduate_of)]
        routes["development"] = Route(
            tuple(sorted({level for line in lines for level in line.levels})),
            max(line.lowest for line in lines),
            max(line.highest for line in lines),
            tuple(line.citation for line in lines),
        )
    if facts.experience:
        reached = best_line(facts)
        levels = (reached.level,) if reached else ()
        best = reached.level if reached else 0
        routes["experience"] = Route(levels, best, best, (EXPERIENCE, MINISTERIAL_DECISION))
    return routes


def years_by_field(facts: EquivalenceFacts) -> dict[str, Decimal]:
    """The years of each field added up, exactly."""
    years: dict[str, Decimal] = {}
    for claim in facts.experience:
        years[claim.field] = _EXACT.add(years.get(claim.field, Decimal(0)), claim.years)
    return years


def best_line(facts: EquivalenceFacts) -> ExperienceLine | None:
    """The highest line of the table whose field has enough years; of equal ones the first."""
    years = years_by_field(facts)
    reached = [line for line in facts.experience_table if line.field in years and years[line.field] >= line.min_years]
    return max(reached, key=lambda line: line.level, default=None)


def lacks_table(facts: EquivalenceFacts) -> bool:
    """Experience is claimed, and nothing says what it is equal to."""
    return bool(facts.experience) and not facts.experience_table


def experience_table(facts: EquivalenceFacts) -> Iterator[Finding]:
    """What experience is equal to is left to a Ministerial Decision, which no text at hand contains."""
    if lacks_table(facts):
        yield info("no-experience-table", MINISTERIAL_DECISION, fields=tuple(years_by_field(facts)))


def written(years: Decimal) -> Said:
    """Years as short as they go: 2.5, 5."""
    return figure(f"{_EXACT.normalize(years):f}")


def _education_working(facts: EquivalenceFacts) -> Iterator[Step]:
    if facts.education:
        line = BY_EDUCATION[facts.education]
        said = {"education": facts.education, "levels": line.levels}
        if line.at_least:
            yield Step("equivalence-education-at-least", line.citation, said)
        else:
            yield Step("equivalence-education", line.citation, said)


def _development_working(facts: EquivalenceFacts) -> Iterator[Step]:
    for position in dict.fromkeys(facts.graduate_of):
        line = BY_DEVELOPMENT[position]
        yield Step("equivalence-development", line.citation, {"position": position, "levels": line.levels})


def _experience_working(facts: EquivalenceFacts) -> Iterator[Step]:
    parts: dict[str, list[str]] = {}
    for claim in facts.experience:
        parts.setdefault(claim.field, []).append(written(claim.years))
    years = years_by_field(facts)
    for field, each in parts.items():
        said = {"field": field, "parts": figure(" + ".join(each)), "years": written(years[field])}
        if len(each) > 1:
            yield Step("equivalence-years-added", EXPERIENCE, said)
        else:
            yield Step("equivalence-years", EXPERIENCE, {"field": field, "years": said["years"]})
    if lacks_table(facts):
        yield Step("equivalence-no-table", MINISTERIAL_DECISION)
    elif facts.experience:
        line = best_line(facts)
        if line:
            said = {"field": line.field, "years": written(years[line.field]), "min_years": written(line.min_years)}
            yield Step("equivalence-line", MINISTERIAL_DECISION, said | {"level": line.level})
        else:
            yield Step("equivalence-no-line", MINISTERIAL_DECISION)


def _route_comparison(name: RouteName, route: Route, goal: int) -> Iterator[Step]:
    said = {"route": ROUTE_WORDS[name], "goal": goal}
    if route.sure >= goal:
        yield Step("equivalence-reaches", EVERY_ROUTE, said | {"level": route.sure})
    elif route.highest >= goal:
        yield Step("equivalence-open", EVERY_ROUTE, said | {"levels": route.levels})
    elif route.levels:
        yield Step("equivalence-short", EVERY_ROUTE, said | {"level": route.highest, "gap": goal - route.highest})


def _decided_comparison(level: int, goal: int) -> Step:
    said = {"level": level, "goal": goal}
    if level >= goal:
        return Step("equivalence-decided-reaches", EVERY_ROUTE, said)
    return Step("equivalence-decided-short", EVERY_ROUTE, said | {"gap": goal - level})

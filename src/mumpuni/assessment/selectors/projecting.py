"""What the agreed levels would mean elsewhere: against the next tier, or if they were others. Never stored."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Any

from mumpuni.assessment.models import Result, Target
from mumpuni.assessment.selectors.interests import TIERS
from mumpuni.assessment.selectors.results import MATCH, Line
from mumpuni.people.models import Level
from mumpuni.regulations import Explanation, explain
from mumpuni.standards.models import Competency, PositionStandard
from mumpuni.standards.selectors.positions import standard_for


@dataclass(frozen=True)
class Projection:
    """The levels beside the standard of the tier above; without `said` under Perka 11/2008, which knows no match."""

    tier: str
    standard: PositionStandard | None
    lines: list[Line]
    said: Explanation | None

    @property
    def tier_word(self) -> str:
        """The tier's name."""
        return str(Level(self.tier).label)


def next_tier(target: Target) -> str:
    """The structural tier above; nothing above the highest, or for a functional position without equivalence."""
    tier = target.equivalent_tier or target.tier
    if tier not in TIERS or tier == TIERS[-1]:
        return ""
    return str(TIERS[TIERS.index(Level(tier)) + 1])


def projection(result: Result, on: date) -> Projection | None:
    """The agreed levels against what the tier above asks on a day; None where there is no tier above."""
    tier = next_tier(result.blueprint.target)
    if not tier:
        return None
    standard = standard_for(None, tier, on)
    asked = [] if standard is None else [
        each for each in standard.requirements.all() if each.competency.kind != Competency.Kind.TECHNICAL
    ]  # fmt: skip
    lines = [
        Line(each.competency.name, each.competency.get_kind_display(), each.level,
             _level(result.achieved.get(each.competency.name)))
        for each in asked
    ]  # fmt: skip
    said = _match(result, {each.name: each.required for each in lines}, result.achieved) if lines else None
    return Projection(tier, standard, lines, said)


def what_if(result: Result, levels: Mapping[str, Any]) -> Explanation | None:
    """The rule's answer for other levels, by the competency's name; None under Perka 11/2008."""
    return _match(result, result.required, {name: str(level) for name, level in levels.items()})


def _match(result: Result, required: Mapping[str, int], achieved: Mapping[str, str]) -> Explanation | None:
    if result.blueprint.event.is_2008:
        return None
    here = {name: level for name, level in achieved.items() if name in required}
    return explain(MATCH, {"purpose": result.purpose, "required": dict(required), "achieved": here})


def _level(given: str | None) -> Decimal | None:
    return None if given is None else Decimal(given)

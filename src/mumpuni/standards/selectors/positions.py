"""Reading position standards, and which positions have none."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet
from django.http import Http404

from mumpuni.people.models import Agency, Level, Position, Role
from mumpuni.people.policies import agencies_of, require
from mumpuni.regulations import Decision, decide
from mumpuni.standards.models import Competency, PositionRequirement, PositionStandard
from mumpuni.standards.policies import positions as policies
from mumpuni.standards.words import MAY_NOT_SEE_POSITION_STANDARDS

#: Tiers of structural positions, which every agency must have standards for (B11-08-068).
STRUCTURAL = (Level.JPT_UTAMA, Level.JPT_MADYA, Level.JPT_PRATAMA, Level.ADMINISTRATOR, Level.PENGAWAS)
RULE = "bkn-26-2019/position-standard"
#: The kinds of the dictionary in the words of the rule.
KIND_WORDS: dict[str, str] = {
    Competency.Kind.MANAGERIAL: "manajerial",
    Competency.Kind.SOCIOCULTURAL: "sosial-kultural",
    Competency.Kind.TECHNICAL: "teknis",
}


def standards(actor: Any) -> QuerySet[PositionStandard]:
    """All of them for those who watch; of the own agency, and what is published for tiers, for its HR.

    Raises:
        Refused: for others.
    """
    require(policies.may_see_standards(actor), MAY_NOT_SEE_POSITION_STANDARDS)
    found = PositionStandard.objects.select_related("position__agency", "position__unit", "dictionary")
    if policies.may_see_all_standards(actor):
        return found
    own = Q(position__agency__in=agencies_of(actor, Role.AGENCY_HR))
    return found.filter(own | Q(position=None, published_at__isnull=False))


def standard(actor: Any, pk: int) -> PositionStandard:
    """One of them, with its requirements.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    found = _whole(standards(actor)).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def versions(actor: Any, of: PositionStandard) -> QuerySet[PositionStandard]:
    """All versions for the same position or tier, the newest first."""
    same = {"position": of.position_id} if of.position_id else {"position": None, "tier": of.tier}
    return standards(actor).filter(**same).order_by("-number")


def standard_for(position: Position | None, tier: str, on: date) -> PositionStandard | None:
    """What is asked on a day: the position's own standard in force, else that of the tier, else none.

    Comes with its requirements: `measured` is `required` of `bkn-26-2019/job-person-match`, `technical` is apart.
    """
    fits = Q(position=None, tier=tier)
    if position is not None:
        fits |= Q(position=position)
    found = list(_whole(_in_force(on)).filter(fits))
    return min(found, key=lambda each: each.position_id is None, default=None)


def standards_for(wanted: Iterable[tuple[int | None, str]], on: date) -> dict[tuple[int | None, str], PositionStandard]:
    """What is asked on a day of many (position's number, tier) at once; a pair without a standard is missing."""
    pairs = set(wanted)
    fits = Q(position__in={position for position, _tier in pairs if position})
    fits |= Q(position=None, tier__in={tier for _position, tier in pairs})
    found = list(_whole(_in_force(on)).filter(fits))
    own = {each.position_id: each for each in found if each.position_id is not None}
    of_tier = {each.tier: each for each in found if each.position_id is None}
    fitting = ((pair, own.get(pair[0] or 0) or of_tier.get(pair[1])) for pair in pairs)
    return {pair: standard for pair, standard in fitting if standard is not None}


def in_force_with_levels(actor: Any, on: date) -> QuerySet[PositionStandard]:
    """The standards of positions in sight that hold on this day, with their requirements, for the export."""
    found = _whole(standards(actor)).filter(pk__in=_in_force(on), position__isnull=False)
    return found.order_by("position__agency__name", "position__title")


def judge_target(standard: PositionStandard | None) -> Decision:
    """Whether an assessment may be held against this standard; None is a position without one (Pasal 9 ayat (1)).

    Technical competencies of the standard are left out first: they have their own tests.
    """
    return decide(RULE, target_facts(standard))


def target_facts(standard: PositionStandard | None) -> dict[str, Any]:
    """What the rule is asked."""
    asked = () if standard is None else standard.requirements.all()
    return competency_facts(each.competency for each in asked)


def competency_facts(competencies: Iterable[Competency]) -> dict[str, Any]:
    """The managerial and sociocultural ones of these, in the words of the rule."""
    return {
        "competencies": [
            {"name": each.name, "kind": KIND_WORDS[each.kind]}
            for each in competencies
            if each.kind != Competency.Kind.TECHNICAL
        ]
    }


def positions_to_keep(actor: Any) -> QuerySet[Position]:
    """Positions for which this actor may write standards."""
    found = Position.objects.select_related("agency", "unit").order_by("agency__name", "title")
    if policies.may_keep_dictionary(actor):
        return found
    return found.filter(agency__in=agencies_of(actor, Role.AGENCY_HR))


@dataclass(frozen=True)
class Coverage:
    """An agency's structural positions: how many there are, and those without a standard of their own in force."""

    agency: Agency
    positions: int
    missing: list[Position]

    @property
    def covered(self) -> int:
        """How many have one."""
        return self.positions - len(self.missing)


def coverage(actor: Any, on: date) -> list[Coverage]:
    """What each agency in sight still lacks, by name; those that lack most first. One query.

    A standard of the tier fills no gap: the duty is to compile one for each structural position (B11-08-068).

    Raises:
        Refused: for those who see no standards.
    """
    require(policies.may_see_standards(actor), MAY_NOT_SEE_POSITION_STANDARDS)
    own = _in_force(on).filter(position=OuterRef("pk"))
    found = (
        Position.objects.filter(level__in=STRUCTURAL)
        .select_related("agency", "unit")
        .annotate(has_standard=Exists(own))
        .order_by("agency__name", "title", "pk")
    )
    if not policies.may_see_all_standards(actor):
        found = found.filter(agency__in=agencies_of(actor, Role.AGENCY_HR))
    by_agency: dict[Agency, list[Any]] = {}
    for position in found:
        by_agency.setdefault(position.agency, []).append(position)
    rows = [
        Coverage(agency, len(its), [each for each in its if not each.has_standard]) for agency, its in by_agency.items()
    ]
    return sorted(rows, key=lambda row: (-len(row.missing), row.agency.name))


def _in_force(on: date) -> QuerySet[PositionStandard]:
    return PositionStandard.objects.filter(published_at__isnull=False, in_force_from__lte=on).filter(
        Q(in_force_until=None) | Q(in_force_until__gte=on)
    )


def _whole(found: QuerySet[PositionStandard]) -> QuerySet[PositionStandard]:
    asked = PositionRequirement.objects.select_related("competency").order_by("competency__number")
    return found.select_related("dictionary", "position__agency").prefetch_related(Prefetch("requirements", asked))

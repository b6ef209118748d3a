"""How many of each role an event needs (kebutuhan tim)."""

from dataclasses import dataclass
from math import ceil

from django.db.models import Count, Q

from mumpuni.assessment.models import Assessee, Event, TeamRole, TimetableRules
from mumpuni.assessment.selectors import interests
from mumpuni.regulations import Citation, decide
from mumpuni.regulations.bkn_11_2008 import bodies
from mumpuni.regulations.bkn_26_2019 import grouping, team


@dataclass(frozen=True)
class Want:
    """So many in a role, of whom so many psychologists, and the article that asks for them."""

    role: str
    count: int
    psychologists: int = 0
    basis: Citation | None = None


def wants(event: Event) -> list[Want]:
    """What the team of this event needs; `event` comes from `teams.whole`."""
    sizes = group_sizes(event)
    groups = max(1, len(sizes))
    assessors = sum(assessors_for(event, size) for size in sizes) or grouping.EACH_OBSERVED_BY
    psychologists, observed = (0, bodies.ONE_OF_TWO) if event.is_2008 else (groups, grouping.OBSERVERS)
    if event.body == Event.Body.TPK:
        assessors, psychologists = tpk_size(assessors), tpk_psychologists()
        observed = bodies.FIVE
    roles = team.FIVE_ROLES if not event.is_2008 else None
    made = [
        Want(TeamRole.CHAIR, 1, basis=roles),
        Want(TeamRole.ADMIN, groups * grouping.FEWEST_ADMINS, basis=None if event.is_2008 else grouping.ADMINS),
        Want(TeamRole.TESTER, 1, basis=roles),
        Want(TeamRole.ASSESSOR, assessors, psychologists, observed),
        Want(TeamRole.SUPPORT, grouping.FEWEST_SUPPORT, basis=roles),
    ]
    helpers = {each.instrument.helper for each in event.instruments.all()}
    if TeamRole.RESOURCE in helpers:
        made.append(Want(TeamRole.RESOURCE, 1, basis=team.PRESENTATION))
    if TeamRole.ROLE_PLAYER in helpers:
        made.append(Want(TeamRole.ROLE_PLAYER, 1))
    return [each for each in made if each.role != TeamRole.TESTER or not event.is_2008 or TeamRole.TESTER in helpers]


def group_sizes(event: Event) -> list[int]:
    """How many meet in each group; before there are groups, as few as the article lets."""
    present = Q(assessees__state=Assessee.State.CALLED)
    sizes = list(event.groups.annotate(seats=Count("assessees", filter=present)).values_list("seats", flat=True))
    if any(sizes):
        return [each for each in sizes if each]
    people = interests.called(event).count()
    groups = ceil(people / grouping.MOST)
    return [people // groups + (number < people % groups) for number in range(groups)]


def assessors_for(event: Event, size: int) -> int:
    """A rule of thumb for one group.

    Enough for the exercise that the whole group does together, enough for the minutes to be observed, and never fewer
    than observe one assessee.
    """
    observed = [each for each in event.instruments.all() if each.observers]
    if not observed:
        return max(grouping.EACH_OBSERVED_BY, size)
    together = [ceil(size * each.observers / each.max_watch) for each in observed if each.instrument.whole_group]
    minutes = sum(size * each.observers * each.minutes / each.max_watch for each in observed)
    days = (event.last_day - event.first_day).days + 1
    return max(grouping.EACH_OBSERVED_BY, *together, ceil(minutes / (observe_limit(event) * days)))


def observe_limit(event: Event) -> int:
    """The minutes that an assessor observes in a day at most."""
    chosen: TimetableRules | None = getattr(event, "timetable_rules", None)
    return (chosen or TimetableRules()).observe_limit or 1


def tpk_size(at_least: int) -> int:
    """The smallest lawful TPK of at least so many assessors."""
    size = at_least
    while _tpk(size, size) == "non-compliant":
        size += 1
    return size


def tpk_psychologists() -> int:
    """How many psychologists the smallest TPK needs."""
    size = tpk_size(1)
    return next(each for each in range(size + 1) if _tpk(size, each) == "compliant")


def _tpk(assessors: int, psychologists: int) -> str:
    facts = {"assessors": assessors, "psychologists": psychologists, "set_by_ppk": True}
    return decide("bkn-11-2008/tpk", facts).outcome

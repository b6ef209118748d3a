"""What the home page says about teams."""

from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from mumpuni.assessment import policies
from mumpuni.assessment.models import Event, TeamMember
from mumpuni.assessment.selectors import teams
from mumpuni.people.policies import Role, has_role


def coming(actor: Any) -> list[Event]:
    """The events that this account has a place in, not yet over, the nearest first."""
    person = policies.own_person(actor)
    if person is None or not has_role(actor, Role.ASSESSOR):
        return []
    mine = TeamMember.objects.filter(practitioner__person=person, removed_at=None).values("event")
    return list(_ahead().filter(pk__in=mine).order_by("first_day", "pk"))


def defective(actor: Any) -> list[tuple[Event, int]]:
    """The provider's coming events whose team has defects, with how many; in a fixed number of queries."""
    providers = policies.providers_of(actor)
    if not providers:
        return []
    planned = list(_ahead().filter(provider__in=providers).order_by("first_day", "pk"))
    found = teams.judged(planned)
    return [(each, count) for each in planned if (count := len(found[each.pk].defects))]


def _ahead() -> QuerySet[Event]:
    over = (Event.State.CLOSED, Event.State.CANCELLED)
    return Event.objects.filter(last_day__gte=timezone.localdate()).exclude(state__in=over)

"""Who reads and keeps the shared list of instruments."""

from typing import Any

from mumpuni.assessment.models import Event, TeamMember, TeamRole, Variant
from mumpuni.assessment.policies import own_person, providers_of, watches
from mumpuni.people.policies import Role, has_role


def may_see_instruments(actor: Any) -> bool:
    """Staff of any provider, members of teams, and the Instansi Pembina."""
    return watches(actor) or bool(providers_of(actor)) or has_role(actor, Role.ASSESSOR)


def may_keep_instruments(actor: Any) -> bool:
    """The list is shared by all providers, so the Instansi Pembina keeps it."""
    return watches(actor)


def may_read_text(actor: Any, variant: Variant) -> bool:
    """Read the exercise itself: who keeps it, and the team of an event that uses it, from its preparation to its end.

    Nobody who is assessed with it.
    """
    if may_keep_instruments(actor):
        return True
    person = own_person(actor)
    if person is None or not has_role(actor, Role.ASSESSOR):
        return False
    events = Event.objects.filter(instruments__variant=variant).exclude(
        state__in=(Event.State.CANCELLED, Event.State.CLOSED)
    )
    if events.filter(assessees__person=person).exists():
        return False
    seats = TeamMember.objects.filter(event__in=events, practitioner__person=person, removed_at=None)
    return seats.exclude(role=TeamRole.SUPPORT).exists()


def may_see_exposure(actor: Any) -> bool:
    """Who met a variant: the Instansi Pembina, and staff for the events of their own provider."""
    return watches(actor) or bool(providers_of(actor))

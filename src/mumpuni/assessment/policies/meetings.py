"""Who meets about an assessee, and who sees whose ratings when (rapat integrasi)."""

from typing import Any

from mumpuni.assessment import policies
from mumpuni.assessment.models import Assessee, Event, Interest, Meeting, Sheet, TeamMember, TeamRole
from mumpuni.people.policies import Role, has_role

#: Who may sit in a meeting: who rated, who leads, and the tester who knows the tests.
SITTING = frozenset({TeamRole.CHAIR, TeamRole.ASSESSOR, TeamRole.RESOURCE, TeamRole.TESTER})


def may_follow(actor: Any, event: Event) -> bool:
    """See how far the meetings are, never what was rated: chair, admin and those who sit in them."""
    return bool(policies.roles_in(actor, event) & {*SITTING, TeamRole.ADMIN})


def may_chair(actor: Any, event: Event) -> bool:
    """Open, lead, lock and reopen a meeting: the chair of the team."""
    return TeamRole.CHAIR in policies.roles_in(actor, event)


def may_compare(actor: Any, event: Event) -> bool:
    """See how far the assessors of an event agree with each other: its chair, and the Instansi Pembina."""
    return may_chair(actor, event) or policies.watches(actor)


def own_seat(actor: Any, meeting: Meeting) -> TeamMember | None:
    """As whom of those present the actor sits there; nothing for others."""
    mine = policies.own_person(actor)
    if mine is None or not has_role(actor, Role.ASSESSOR):
        return None
    return meeting.present.filter(practitioner__person=mine, removed_at=None).first()


def may_see_ratings(actor: Any, assessee: Assessee) -> bool:
    """See everybody's ratings of an assessee (Pasal 7 ayat (2), Pasal 25 ayat (2) huruf b).

    Each first rates alone: who has a sheet on this assessee sees the others' once all the own are handed in. The chair
    and whoever sits in the meeting see them when the meeting is open. Nobody with an interest in the person.
    """
    event = assessee.event
    held = policies.roles_in(actor, event)
    mine = policies.own_person(actor)
    if not held & SITTING or Interest.objects.filter(assessee=assessee, practitioner__person=mine).exists():
        return False
    own = Sheet.objects.filter(assessee=assessee, member__practitioner__person=mine, member__removed_at=None)
    if own.filter(submitted_at=None).exists():
        return False
    meeting = Meeting.objects.filter(assessee=assessee).first()
    if meeting is None:
        return False
    return TeamRole.CHAIR in held or own.exists() or own_seat(actor, meeting) is not None

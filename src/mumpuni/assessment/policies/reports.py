"""Who deals out, writes and reviews reports while they are unsigned (penulisan laporan)."""

from typing import Any

from mumpuni.assessment import policies
from mumpuni.assessment.models import Event, Interest, Report, TeamMember, TeamRole
from mumpuni.people.policies import Role, has_role

#: Who may write or review.
WRITING = frozenset({TeamRole.CHAIR, TeamRole.ASSESSOR})


def may_see_reports(actor: Any, event: Event) -> bool:
    """The board of an event's reports: its chair, and its assessors of what is their own."""
    return bool(policies.roles_in(actor, event) & WRITING)


def may_assign(actor: Any, event: Event) -> bool:
    """Say who writes and who reviews: the chair."""
    return TeamRole.CHAIR in policies.roles_in(actor, event)


def writes(actor: Any, report: Report) -> bool:
    """Whether the actor writes this report."""
    return _is(actor, report.writer)


def reviews(actor: Any, report: Report) -> bool:
    """Whether the actor reviews this report."""
    return _is(actor, report.reviewer)


def may_read(actor: Any, report: Report) -> bool:
    """Read what is being written: writer, reviewer and chair; nobody with an interest in the assessee."""
    assessee = report.result.assessee
    if not (writes(actor, report) or reviews(actor, report) or may_assign(actor, assessee.event)):
        return False
    person = policies.own_person(actor)
    return not Interest.objects.filter(assessee=assessee, practitioner__person=person).exists()


def _is(actor: Any, member: TeamMember) -> bool:
    person = policies.own_person(actor)
    if person is None or member.removed_at is not None or not has_role(actor, Role.ASSESSOR):
        return False
    return bool(member.practitioner.person_id == person)

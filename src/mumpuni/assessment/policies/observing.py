"""Who reads and writes an observation sheet, and who follows how far the sheets are (lembar observasi)."""

from typing import Any

from mumpuni.assessment import policies
from mumpuni.assessment.models import Event, Sheet, TeamRole
from mumpuni.people.policies import Role, has_role

#: Roles that rate. A Tester records tests and a role-player plays; neither rates (Pasal 10).
RATING = frozenset({TeamRole.ASSESSOR, TeamRole.RESOURCE})


def owns(actor: Any, sheet: Sheet) -> bool:
    """The assessor whose sheet it is, while in the team."""
    mine = policies.own_person(actor)
    return (
        mine is not None
        and has_role(actor, Role.ASSESSOR)
        and sheet.member.practitioner.person_id == mine
        and sheet.member.removed_at is None
    )


def may_follow(actor: Any, event: Event) -> bool:
    """See which sheets were handed in, never what stands in them: chair, admin and the provider's staff."""
    return policies.may_plan(actor, event) or policies.is_staff(actor, event.provider_id)


def may_read_refused(actor: Any, sheet: Sheet) -> bool:
    """Read the steps that were not carried out: the owner, and chair and admin once the ratings are locked."""
    if owns(actor, sheet):
        return True
    return sheet.submitted_at is not None and policies.may_plan(actor, sheet.assessee.event)


def may_read_scan(actor: Any, sheet: Sheet) -> bool:
    """Read the scanned paper: the owner; the chair, and who rated the same assessee, once it was handed in.

    Who rates too reads it only after handing in all that is the own, so that each rates alone.
    """
    if owns(actor, sheet):
        return True
    if sheet.submitted_at is None:
        return False
    event = sheet.assessee.event
    held = policies.roles_in(actor, event)
    if not held & {*RATING, TeamRole.CHAIR}:
        return False
    own = Sheet.objects.filter(assessee=sheet.assessee_id, member__practitioner__person=policies.own_person(actor))
    if TeamRole.CHAIR not in held and not own.exists():
        return False
    return not own.filter(submitted_at=None).exists()

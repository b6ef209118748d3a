"""Who fills in, reads, returns and keeps the forms of assessees."""

from datetime import datetime, time
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q
from django.utils import timezone

from mumpuni.assessment import policies
from mumpuni.assessment.models import Answer, Assessee, Event, FormTemplate, TeamMember, TeamRole
from mumpuni.people.policies import Role, has_role

#: Forms that say nothing of the person's competence, and could sway who judges it; no Assessor reads them.
NOT_FOR_ASSESSORS = frozenset({FormTemplate.Code.ACCOMMODATION, FormTemplate.Code.SATISFACTION})
#: An event in one of these takes no answer any more.
OVER = frozenset({Event.State.CLOSED, Event.State.CANCELLED})


def may_keep_templates(actor: Any) -> bool:
    """Draft and publish versions of the forms: the Instansi Pembina and the system administrator."""
    return has_role(actor, Role.SUPERVISOR, Role.SYSTEM_ADMIN)


def is_open(assessee: Assessee) -> bool:
    """Whether this assessee still fills in forms: called, in an event that is neither closed nor cancelled."""
    return assessee.state == Assessee.State.CALLED and assessee.event.state not in OVER


def day_is_over(event: Event, now: datetime | None = None) -> bool:
    """Whether the last day has ended, in the zone of the place; its hours come from the event's days."""
    ends = max((day.ends for day in event.days.all() if day.date == event.last_day), default=time(23, 59))
    zone = ZoneInfo(event.place.time_zone if event.place else "Asia/Jakarta")
    return (now or timezone.now()) >= datetime.combine(event.last_day, ends, tzinfo=zone)


def is_due(template: FormTemplate, event: Event) -> bool:
    """Whether a form can be filled in yet; satisfaction only after the day."""
    return not template.after_the_day or day_is_over(event)


def may_fill(actor: Any, assessee: Assessee) -> bool:
    """The assessee alone."""
    return policies.is_own(actor, assessee)


def may_watch(actor: Any, event: Event) -> bool:
    """See who has handed in what, remind, return: chair and admin of the team."""
    return bool(policies.roles_in(actor, event) & policies.PLANNERS)


def may_read_forms(actor: Any, event: Event) -> bool:
    """Have a list of forms to read: chair and admin of all, Assessors of their groups."""
    return bool(policies.roles_in(actor, event) & {*policies.PLANNERS, TeamRole.ASSESSOR})


def may_answer_accommodation(actor: Any, event: Event) -> bool:
    """Grant or decline an accommodation: the chair."""
    return TeamRole.CHAIR in policies.roles_in(actor, event)


def answers_in_sight(actor: Any) -> Q:
    """Which answers the actor may read, as a condition on Answer; the staff of the provider reads none.

    One's own; as chair or admin those handed in; as an Assessor those handed in by one's own group.
    """
    person = policies.own_person(actor)
    if person is None:
        return Q(pk__in=[])
    seen = Q(assessee__person=person)
    if has_role(actor, Role.ASSESSOR):
        mine = TeamMember.objects.filter(practitioner__person=person, removed_at=None)
        planned = mine.filter(role__in=policies.PLANNERS).values("event")
        seen |= Q(assessee__event__in=planned, submitted_at__isnull=False)
        observed = mine.filter(role=TeamRole.ASSESSOR, observes__isnull=False).values("observes")
        judged = Q(assessee__group__in=observed, state=Answer.State.SUBMITTED)
        seen |= judged & ~Q(template__code__in=NOT_FOR_ASSESSORS)
    return seen


def reads_as(actor: Any, answer: Answer) -> str:
    """In which part somebody reads an answer that is not their own, for the trail."""
    roles = policies.roles_in(actor, answer.assessee.event)
    return next((role for role in (TeamRole.CHAIR, TeamRole.ADMIN, TeamRole.ASSESSOR) if role in roles), "")

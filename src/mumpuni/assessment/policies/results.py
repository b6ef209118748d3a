"""Who of the team reads what an assessment found, before and after its report."""

from typing import Any

from django.db.models import Q

from mumpuni.assessment import policies
from mumpuni.assessment.models import Edition, Event, Meeting, Report, Result, Sheet, TeamMember, TeamRole
from mumpuni.people.policies import Role, has_role
from mumpuni.regulations import decide


def may_see_results(actor: Any, event: Event) -> bool:
    """The chair and the assessors. The provider's staff plan and keep no content (Pasal 29 ayat (3))."""
    return bool(policies.roles_in(actor, event) & {TeamRole.CHAIR, TeamRole.ASSESSOR})


def sees_all(actor: Any, event: Event) -> bool:
    """The results of everybody of the event, also as a workbook: the chair."""
    return TeamRole.CHAIR in policies.roles_in(actor, event)


def results_in_sight(actor: Any) -> Q:
    """Which results concern the actor, as a condition on Result.

    All of an event for its chair; for an assessor those of whom he rated, met about, wrote or reviewed the report.
    """
    person = policies.own_person(actor)
    if person is None or not has_role(actor, Role.ASSESSOR):
        return Q(pk__in=[])
    held = TeamMember.objects.filter(practitioner__person=person, removed_at=None)
    mine = held.filter(role=TeamRole.ASSESSOR)
    rated = Sheet.objects.filter(member__in=mine, submitted_at__isnull=False)
    written = Report.objects.filter(Q(writer__in=mine) | Q(reviewer__in=mine))
    return (
        Q(assessee__event__in=held.filter(role=TeamRole.CHAIR).values("event"))
        | Q(meeting__in=Meeting.objects.filter(present__in=mine).values("pk"))
        | Q(assessee__in=rated.values("assessee"))
        | Q(pk__in=written.values("result"))
    )


def may_read(actor: Any, result: Result) -> bool:
    """As the rule of the edition opens a result to the team; everybody else reads the report, which asks why."""
    concerned = Result.objects.filter(results_in_sight(actor), pk=result.pk).exists()
    if result.edition == Edition.BKN_2008:
        facts = {"who": "assessor" if concerned else "other", "act": "read"}
        return decide("bkn-11-2008/access", facts).outcome == "allowed"
    return decide("bkn-26-2019/report-access", {"reader": "team-member" if concerned else "other"}).outcome == "allowed"

"""Who acts after the report: feedback, objection, organiser's report, closing, monitoring, use of results."""

from typing import Any

from django.db.models import Exists, OuterRef, Q

from mumpuni.assessment import policies
from mumpuni.assessment.models import Delivery, Event, Report, Result, TeamRole
from mumpuni.people.policies import Role, agencies_of, has_role

#: Who talks with assessees about their results, and writes down that somebody did.
FEEDBACK_ROLES = frozenset({TeamRole.CHAIR, TeamRole.ADMIN, TeamRole.ASSESSOR})
_FOR_AGENCY = (Delivery.Recipient.PPK, Delivery.Recipient.OFFICIAL)


def may_see_after(actor: Any, event: Event) -> bool:
    """The page of what follows the report: the provider's staff, the team, the Instansi Pembina."""
    return policies.may_see_event(actor, event)


def may_give_feedback(actor: Any, event: Event) -> bool:
    """Record and read feedback: chair, admin, assessors."""
    return bool(policies.roles_in(actor, event) & FEEDBACK_ROLES)


def may_answer_objections(actor: Any, event: Event) -> bool:
    """Read and answer objections: the chair, who led the meeting."""
    return TeamRole.CHAIR in policies.roles_in(actor, event)


def may_close(actor: Any, event: Event) -> bool:
    """Close an event: chair and admin, who began it."""
    return policies.may_plan(actor, event)


def may_pass_on(actor: Any, event: Event) -> bool:
    """Pass the organiser's report on to the Instansi Pembina (Pasal 30 ayat (2)): HR and PPK of the user agency."""
    return may_use(actor, event.request.agency_id)


def may_use(actor: Any, agency: int) -> bool:
    """Record uses of results and development after them: HR and PPK of the agency that asked."""
    return has_role(actor, Role.AGENCY_HR, Role.PPK, agency=agency)


def may_read_figures(actor: Any, result: Result) -> bool:
    """Job Person Match and category: the PPK of the own agency and the Instansi Pembina, as rule `report-access` says.

    HR sees that there is a result, until when it holds, and which competencies are to be developed.
    """
    return policies.watches(actor) or has_role(actor, Role.PPK, agency=result.assessee.event.request.agency_id)


def may_export_talent(actor: Any) -> bool:
    """Take figures of many out at once: PPK and Instansi Pembina."""
    return policies.watches(actor) or bool(agencies_of(actor, Role.PPK))


def results_for_use() -> Q:
    """Results in force whose signed report is open to the agency, as a condition on Result."""
    delivered = Delivery.objects.filter(report=OuterRef("report"), recipient__in=_FOR_AGENCY)
    signed = Q(replaced_by=None, report__state=Report.State.SIGNED, report__replaced_by=None)
    return signed & (Q(report__released_at__isnull=False) | Q(Exists(delivered)))


def results_in_sight(actor: Any) -> Q:
    """Which of these an account follows: HR and PPK those that their agency asked for, the Instansi Pembina all."""
    if policies.watches(actor):
        return results_for_use()
    own = agencies_of(actor, Role.AGENCY_HR, Role.PPK)
    return results_for_use() & Q(assessee__event__request__agency__in=own)


def organiser_reports_in_sight(actor: Any) -> Q:
    """Which organiser's reports an account reads, as a condition on OrganiserReport.

    The Instansi Pembina reads what was sent to it; the user agency of a private provider what was handed to it.
    """
    own = Q(event__provider__in=policies.providers_of(actor))
    via = Q(via_agency_at__isnull=False, event__request__agency__in=agencies_of(actor, Role.AGENCY_HR, Role.PPK))
    return own | via | (Q(copy_sent_at__isnull=False) if policies.watches(actor) else Q(pk__in=[]))

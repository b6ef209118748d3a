"""Runs of issue and their lists, narrowed to the actor (penerbitan)."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from mumpuni.certification import policies
from mumpuni.certification.models import Approval, IssueItem, IssueRun
from mumpuni.certification.selectors.printing import open_slots
from mumpuni.people.models import ScopeKind
from mumpuni.people.policies import Role


def runs(actor: Any) -> QuerySet[IssueRun]:
    """Runs of the seasons that the actor keeps or oversees, newest first, with their counts."""
    return _joined().filter(_reach(actor))


def run(actor: Any, pk: int) -> IssueRun | None:
    """One run that the actor keeps, oversees or signs."""
    found = _joined().filter(pk=pk).first()
    return found if found and policies.may_see_run(actor, found) else None


def items(run: IssueRun) -> QuerySet[IssueItem]:
    """The list of a run, in the order of its numbers."""
    return run.items.select_related(
        "nomination__person", "nomination__agency", "nomination__batch", "certificate", "replaces"
    ).order_by("pk")


def approvals(run: IssueRun) -> list[Approval]:
    """Approvals that count for the list as it stands."""
    if not run.list_digest:
        return []
    return list(
        run.approvals.filter(list_digest=run.list_digest).select_related(
            "holder__person", "delegation__person", "account"
        )
    )


def awaiting(actor: Any) -> list[tuple[IssueRun, str]]:
    """Lists that wait for this person's approval, with the place of signature (menunggu persetujuan Anda)."""
    person = getattr(actor, "person_id", None)
    if not person or not policies.holds(actor, Role.SIGNATORY):
        return []
    waiting = _joined().filter(
        Q(head__person=person) | Q(centre__person=person) | Q(delegation__person=person), state=IssueRun.State.AWAITING
    )
    return [(each, slot) for each in waiting for slot in open_slots(each) if policies.is_signatory(actor, each, slot)]


def signed_by(actor: Any) -> QuerySet[IssueRun]:
    """Runs that this person approved before."""
    return _joined().filter(approvals__account=actor).distinct()


def _reach(actor: Any) -> Q:
    found = Q(pk__in=[])
    for grant in getattr(actor, "current_grants", []):
        if grant.role not in policies.REGISTRARS:
            continue
        if grant.scope_kind == ScopeKind.EVERYWHERE:
            return ~Q(pk__in=[])
        if grant.scope_kind == ScopeKind.SEASON:
            found |= Q(season_id=grant.scope_id)
    return found


def _joined() -> QuerySet[IssueRun]:
    return (
        IssueRun.objects.select_related("scheme", "season", *IssueRun.SIGNERS, "created_by")
        .annotate(
            due_count=Count("items", filter=Q(items__state=IssueItem.State.DUE)),
            issued_count=Count("items", filter=Q(items__state=IssueItem.State.ISSUED)),
            left_count=Count("items", filter=Q(items__state=IssueItem.State.LEFT_OUT)),
        )
        .order_by("-created_at", "-pk")
    )

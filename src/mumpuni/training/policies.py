"""Who may plan, nominate, decide and look on."""

from collections.abc import Collection
from typing import Any

from django.db.models import Q

from mumpuni.people.models import Account, ScopeKind
from mumpuni.people.policies import Role, agencies_of, has_role, may_manage_agency
from mumpuni.training.models import Batch, Nomination, Season

#: Roles that read nominations of all agencies, within the season or batch of their grant.
READERS = (Role.ORGANISER, Role.SUPERVISOR, Role.EXAMINER)


def may_plan(actor: Any, season: Season | None = None) -> bool:
    """Make seasons, change their batches, open and close them."""
    return has_role(actor, Role.ORGANISER, season=season.pk if season else None)


def may_see_seasons(actor: Any) -> bool:
    """The programme's staff, examiners of any scope, and the agencies' HR."""
    return bool(_readings(actor)) or bool(agencies_of(actor, Role.AGENCY_HR))


def may_nominate(actor: Any, season: Season, agency_id: int | None) -> bool:
    """Put officials forward: HR for the own agency, the organiser for any."""
    return has_role(actor, Role.ORGANISER, season=season.pk) or (
        agency_id is not None and has_role(actor, Role.AGENCY_HR, agency=agency_id)
    )


def may_import(actor: Any, season: Season, agency_id: int | None) -> bool:
    """Nominate by spreadsheet, which also enters unknown officials into the register of their agency."""
    may_register = has_role(actor, Role.ORGANISER) if agency_id is None else may_manage_agency(actor, agency_id)
    return season.is_open and may_register and may_nominate(actor, season, agency_id)


def may_send(actor: Any) -> bool:
    """Whether there is an agency, or any agency, for which the actor may nominate."""
    return has_role(actor, Role.ORGANISER) or bool(agencies_of(actor, Role.AGENCY_HR))


def may_see_everything(actor: Any, season: Season) -> bool:
    """Whether no nomination of the season is out of sight."""
    return has_role(actor, *READERS, season=season.pk)


def may_decide(actor: Any, season_id: int, batch_id: int | None = None) -> bool:
    """Accept nominations and move them: the organiser."""
    return has_role(actor, Role.ORGANISER, season=season_id, batch=batch_id)


def may_withdraw(actor: Any, nomination: Nomination) -> bool:
    """Take a nomination back: the organiser, or the HR of the agency that made it."""
    return may_decide(actor, nomination.season_id, nomination.batch_id) or has_role(
        actor, Role.AGENCY_HR, agency=nomination.agency_id
    )


def may_record_results(actor: Any, batch: Batch) -> bool:
    """Enter lesson hours: the organiser and the examiners of the batch."""
    return has_role(actor, Role.ORGANISER, Role.EXAMINER, season=batch.season_id, batch=batch.pk)


def visible(actor: Any) -> Q:
    """The nominations that this actor may read, as a condition on `Nomination`."""
    condition = Q(pk__in=[])
    for kind, number in _readings(actor):
        if kind == ScopeKind.EVERYWHERE:
            return Q()
        condition |= Q(**{{"season": "season_id", "batch": "batch_id", "agency": "agency_id"}[kind]: number})
    if agencies := agencies_of(actor, Role.AGENCY_HR):
        condition |= Q(agency_id__in=agencies)
    if isinstance(actor, Account) and actor.person_id:
        condition |= Q(person_id=actor.person_id)
    return condition


def visible_seasons(actor: Any) -> Q:
    """The seasons that this actor may read, as a condition on `Season`; HR sees them once they are open."""
    condition = Q(pk__in=[])
    for kind, number in _readings(actor):
        if kind in (ScopeKind.EVERYWHERE, ScopeKind.AGENCY):
            return Q()
        condition |= Q(pk=number) if kind == ScopeKind.SEASON else Q(batches__pk=number)
    if agencies_of(actor, Role.AGENCY_HR):
        condition |= ~Q(state=Season.State.DRAFT)
    return condition


def seasons_with_curriculum(actor: Any) -> Q:
    """The seasons whose curriculum this actor may read, as a condition on `Season`: also those the actor takes part in.

    A withdrawn nomination is no part.
    """
    condition = visible_seasons(actor)
    if condition and isinstance(actor, Account) and actor.person_id:
        own = Nomination.objects.filter(person_id=actor.person_id).exclude(state=Nomination.State.WITHDRAWN)
        condition |= Q(pk__in=own.values("season_id"))
    return condition


def sees_all_levels(actor: Any, season: Season) -> bool:
    """Whether the curriculum is seen for every level, or for those of the own nominations only."""
    return may_see_seasons(actor) and Season.objects.filter(visible_seasons(actor), pk=season.pk).exists()


def _readings(actor: Any) -> Collection[tuple[str, int | None]]:
    grants = actor.current_grants if isinstance(actor, Account) else []
    return {
        (grant.scope_kind, grant.agency_id or grant.scope_id)
        for grant in grants
        if grant.role in READERS and grant.scope_kind != ScopeKind.EVENT
    }

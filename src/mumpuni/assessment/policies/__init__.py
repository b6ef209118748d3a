"""Who may plan, see, call and answer. Every module asks here first for the provider, the event, the own person."""

from typing import Any

from django.db.models import Q

from mumpuni.assessment.models import Assessee, Event, Provider, Request, TeamMember, TeamRole
from mumpuni.people.models import Account, ScopeKind
from mumpuni.people.policies import Role, agencies_of, has_role

#: Roles of a team that plan: blueprint, groups, timetable, letters.
PLANNERS = frozenset({TeamRole.CHAIR, TeamRole.ADMIN})


def providers_of(actor: Any) -> frozenset[int]:
    """The providers whose staff the actor is today."""
    grants = actor.current_grants if isinstance(actor, Account) else []
    return frozenset(
        grant.scope_id
        for grant in grants
        if grant.role == Role.ASSESSMENT_STAFF and grant.scope_kind == ScopeKind.PROVIDER and grant.scope_id
    )


def is_staff(actor: Any, provider: Provider | int) -> bool:
    """Whether the actor works for this provider (pengelola penilaian)."""
    return (provider if isinstance(provider, int) else provider.pk) in providers_of(actor)


def watches(actor: Any) -> bool:
    """The Instansi Pembina sees the events of every provider and changes none."""
    return has_role(actor, Role.SUPERVISOR)


def own_person(actor: Any) -> int | None:
    """The person behind the account."""
    return actor.person_id if isinstance(actor, Account) else None


def roles_in(actor: Any, event: Event) -> frozenset[str]:
    """The roles that the actor holds in the team of this event now; one query.

    Belonging to a team opens nothing to an account without the role of the assessment team (second factor).
    """
    person = own_person(actor)
    if person is None or not has_role(actor, Role.ASSESSOR):
        return frozenset()
    held = TeamMember.objects.filter(event=event, practitioner__person=person, removed_at=None)
    return frozenset(held.values_list("role", flat=True))


def may_see_event(actor: Any, event: Event) -> bool:
    """The provider's staff, the team, and the Instansi Pembina; a client agency sees its request instead."""
    return is_staff(actor, event.provider_id) or watches(actor) or bool(roles_in(actor, event))


def may_appoint(actor: Any, event: Event) -> bool:
    """Make an event, appoint and change its team: the provider's staff."""
    return is_staff(actor, event.provider_id)


def may_plan(actor: Any, event: Event) -> bool:
    """Change the plan: chair and admin of the team; nobody outside it (Pasal 25 ayat (1))."""
    return bool(roles_in(actor, event) & PLANNERS)


def events_in_sight(actor: Any) -> Q:
    """Which events the actor may open, as a condition on Event."""
    if watches(actor):
        return ~Q(pk__in=[])
    seen = Q(provider__in=providers_of(actor))
    person = own_person(actor)
    if person is not None and has_role(actor, Role.ASSESSOR):
        mine = TeamMember.objects.filter(practitioner__person=person, removed_at=None)
        seen |= Q(pk__in=mine.values("event"))
    return seen


def may_ask(actor: Any, agency: int) -> bool:
    """Write requests of this agency: its personnel officials."""
    return has_role(actor, Role.AGENCY_HR, agency=agency)


def may_designate(actor: Any, agency: int) -> bool:
    """Say who is to be assessed (Perka 11/2008 III.1.c): the PPK of that agency."""
    return has_role(actor, Role.PPK, agency=agency)


def may_see_request(actor: Any, request: Request) -> bool:
    """The agency that asks with its PPK, the provider asked, and the Instansi Pembina."""
    own = has_role(actor, Role.AGENCY_HR, Role.PPK, agency=request.agency_id)
    return own or is_staff(actor, request.provider_id) or watches(actor)


def requests_in_sight(actor: Any) -> Q:
    """Which requests the actor may open, as a condition on Request; what was never sent is the agency's own."""
    inside = Q(state=Request.State.DRAFT) | Q(state=Request.State.WITHDRAWN, sent_at=None)
    if watches(actor):
        return ~inside
    asked = Q(provider__in=providers_of(actor)) & ~inside
    return asked | Q(agency__in=agencies_of(actor, Role.AGENCY_HR, Role.PPK))


def is_own(actor: Any, assessee: Assessee) -> bool:
    """Whether this is the actor's own assessment."""
    return own_person(actor) is not None and own_person(actor) == assessee.person_id

"""Who may do what with people, agencies and accounts; every other policy asks here which roles are held."""

from typing import Any

from django.db.models import Q

from mumpuni.audit.policies import Refused, RuleBroken, Unusable, require
from mumpuni.people.models import Account, Agency, Person, Role, ScopeKind

__all__ = ["Refused", "Role", "RuleBroken", "Unusable", "agencies_of", "has_role", "require"]


def has_role(
    actor: Any,
    *roles: str,
    agency: int | None = None,
    season: int | None = None,
    batch: int | None = None,
    provider: int | None = None,
) -> bool:
    """Whether the actor holds one of the roles today, for the scope asked.

    A grant without a scope holds everywhere. A grant for one agency, season, batch or provider holds only when
    that one is asked; asking for none is answered by unscoped grants alone.
    """
    asked = {ScopeKind.SEASON: season, ScopeKind.BATCH: batch, ScopeKind.PROVIDER: provider}
    for grant in _grants(actor):
        if grant.role not in roles:
            continue
        if grant.scope_kind == ScopeKind.EVERYWHERE:
            return True
        if grant.scope_kind == ScopeKind.AGENCY and agency is not None and grant.agency_id == agency:
            return True
        if grant.scope_id is not None and asked.get(ScopeKind(grant.scope_kind)) == grant.scope_id:
            return True
    return False


def agencies_of(actor: Any, *roles: str) -> frozenset[int]:
    """The agencies for which the actor holds one of the roles today."""
    return frozenset(grant.agency_id for grant in _grants(actor) if grant.role in roles and grant.agency_id)


def may_see_everyone(actor: Any) -> bool:
    """Staff of the organiser, the supervising agency and system administrators see persons of all agencies."""
    return has_role(actor, Role.ORGANISER, Role.SUPERVISOR, Role.SYSTEM_ADMIN)


def may_manage_agency(actor: Any, agency: Agency | int) -> bool:
    """Keep the officials of this agency: its own HR, or the organiser's staff."""
    number = agency if isinstance(agency, int) else agency.pk
    return has_role(actor, Role.ORGANISER, Role.AGENCY_HR, agency=number)


def may_register(actor: Any) -> bool:
    """Register officials somewhere; the service asks for the very agency."""
    return has_role(actor, Role.ORGANISER) or bool(agencies_of(actor, Role.AGENCY_HR))


def may_keep_agencies(actor: Any) -> bool:
    """Enter and rename agencies, and teach their spellings."""
    return has_role(actor, Role.ORGANISER, Role.SYSTEM_ADMIN)


def may_change_person(actor: Any, person: Person) -> bool:
    """The organiser, or HR of the agency where the person serves now."""
    if has_role(actor, Role.ORGANISER):
        return True
    own = agencies_of(actor, Role.AGENCY_HR)
    return bool(own) and any(each.ends_on is None and each.agency_id in own for each in person.appointments.all())


def may_merge_persons(actor: Any) -> bool:
    """Say that two records are one person: it reaches across agencies, so only the organiser."""
    return has_role(actor, Role.ORGANISER)


def may_manage_accounts(actor: Any) -> bool:
    """Invite, end, reset: the system administrator."""
    return has_role(actor, Role.SYSTEM_ADMIN)


def may_keep_offices(actor: Any) -> bool:
    """Enter offices that sign and their holders."""
    return has_role(actor, Role.ORGANISER, Role.SYSTEM_ADMIN)


def may_see_offices(actor: Any) -> bool:
    """Look up who signs on which day."""
    return may_keep_offices(actor) or has_role(actor, Role.SUPERVISOR, Role.SIGNATORY, Role.AUDITOR)


def may_keep_holidays(actor: Any, agency: int | None) -> bool:
    """The national calendar: the organiser and the system administrator; an agency's own: its HR."""
    if agency is None:
        return has_role(actor, Role.ORGANISER, Role.SYSTEM_ADMIN)
    return has_role(actor, Role.AGENCY_HR, agency=agency)


def may_see_holidays(actor: Any) -> bool:
    """Whoever plans by working days: agencies' HR, the organiser, those who assess and those who watch them."""
    planners = {Role.ORGANISER, Role.SYSTEM_ADMIN, Role.SUPERVISOR, Role.AGENCY_HR, Role.ASSESSMENT_STAFF}
    return bool((planners | {Role.ASSESSOR}) & set(getattr(actor, "role_words", ())))


def holidays_in_sight(actor: Any) -> Q:
    """Which days off the actor may look up, as a condition on Holiday."""
    if not may_see_holidays(actor):
        return Q(pk__in=[])
    own = Q(agency=None) | Q(agency__in=agencies_of(actor, Role.AGENCY_HR))
    return ~Q(pk__in=[]) if may_see_everyone(actor) else own


def is_self(actor: Any, person: Person) -> bool:
    """Whether this account belongs to this person."""
    return isinstance(actor, Account) and actor.person_id is not None and actor.person_id == person.pk


def _grants(actor: Any) -> list[Any]:
    return actor.current_grants if isinstance(actor, Account) else []

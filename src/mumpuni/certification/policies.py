"""Who may decide, issue, approve, withdraw, fetch."""

from typing import Any

from django.db.models import Q
from django.utils import timezone

from mumpuni.certification.models import Certificate, IssueRun, Slot
from mumpuni.people.models import Delegation, ScopeKind
from mumpuni.people.policies import Role, has_role
from mumpuni.training.models import Batch, Nomination, Season

#: Staff who work with results and certificates of all agencies, within the scope of their grant.
STAFF = (Role.ORGANISER, Role.EXAMINER, Role.SUPERVISOR)
#: Those who keep or oversee the register.
REGISTRARS = (Role.ORGANISER, Role.SUPERVISOR)


def reach(actor: Any, *roles: str, prefix: str = "") -> Q:
    """Which nominations the actor's grants for these roles cover, as a condition; `prefix` leads to the nomination."""
    found = Q(pk__in=[])
    field = {ScopeKind.AGENCY: "agency_id", ScopeKind.SEASON: "season_id", ScopeKind.BATCH: "batch_id"}
    for grant in getattr(actor, "current_grants", []):
        if grant.role not in roles:
            continue
        if grant.scope_kind == ScopeKind.EVERYWHERE:
            return ~Q(pk__in=[])
        name = field.get(ScopeKind(grant.scope_kind))
        if name:
            found |= Q(**{prefix + name: grant.agency_id or grant.scope_id})
    return found


def batch_reach(actor: Any, *roles: str) -> Q:
    """Which batches the actor's grants for these roles cover; grants for one agency cover none."""
    found = Q(pk__in=[])
    for grant in getattr(actor, "current_grants", []):
        if grant.role not in roles:
            continue
        if grant.scope_kind == ScopeKind.EVERYWHERE:
            return ~Q(pk__in=[])
        if grant.scope_kind == ScopeKind.SEASON:
            found |= Q(season_id=grant.scope_id)
        elif grant.scope_kind == ScopeKind.BATCH:
            found |= Q(pk=grant.scope_id)
    return found


def holds(actor: Any, *roles: str) -> bool:
    """Whether the actor holds one of the roles today, for any scope."""
    return bool(getattr(actor, "role_words", frozenset()) & set(roles))


def within(actor: Any, *roles: str, nomination: Nomination) -> bool:
    """Whether one of the roles is held for this nomination's agency, season or batch."""
    return has_role(actor, *roles, agency=nomination.agency_id, season=nomination.season_id, batch=nomination.batch_id)


def may_see_batch_results(actor: Any, batch: Batch) -> bool:
    """The whole batch with its evidence: staff of that batch."""
    return has_role(actor, *STAFF, season=batch.season_id, batch=batch.pk)


def may_decide(actor: Any, batch: Batch) -> bool:
    """Only an examiner decides on units (peserta diuji oleh penguji)."""
    return has_role(actor, Role.EXAMINER, season=batch.season_id, batch=batch.pk)


def may_see_result(actor: Any, nomination: Nomination) -> bool:
    """Staff, the agency's HR, and the participant; evidence is for staff alone."""
    return within(actor, *STAFF, Role.AGENCY_HR, nomination=nomination) or is_own(actor, nomination)


def is_own(actor: Any, nomination: Nomination) -> bool:
    """Whether this is the actor's own nomination."""
    person = getattr(actor, "person_id", None)
    return person is not None and person == nomination.person_id


def may_settle_name(actor: Any, nomination: Nomination) -> bool:
    """A proposed name is accepted by the agency's HR or the organiser, never by the one who proposed it."""
    return within(actor, Role.ORGANISER, Role.AGENCY_HR, nomination=nomination) and not is_own(actor, nomination)


def may_issue(actor: Any, season: Season | int) -> bool:
    """The organiser of the season draws up lists, submits and resumes them."""
    return has_role(actor, Role.ORGANISER, season=season if isinstance(season, int) else season.pk)


def may_see_run(actor: Any, run: IssueRun) -> bool:
    """The organiser, the supervising agency, and the two who sign."""
    if has_role(actor, *REGISTRARS, season=run.season_id):
        return True
    return any(is_named(actor, run, slot) for slot in Slot.values)


def is_signatory(actor: Any, run: IssueRun, slot: str) -> bool:
    """Whether the actor is the very person who signs in this place; a delegate only while the letter holds."""
    holder = run.holder(slot)
    if isinstance(holder, Delegation) and not holder.covers(timezone.localdate(), run.scheme.code):
        return False
    return is_named(actor, run, slot)


def is_named(actor: Any, run: IssueRun, slot: str) -> bool:
    """Whether the actor is the person whom the run names for this place."""
    holder, person = run.holder(slot), getattr(actor, "person_id", None)
    return bool(holder and person and holder.person_id == person and has_role(actor, Role.SIGNATORY))


def may_change_register(actor: Any, certificate: Certificate) -> bool:
    """Withdraw and correct: the organiser of that season."""
    return has_role(actor, Role.ORGANISER, season=certificate.nomination.season_id)


def may_fetch(actor: Any, certificate: Certificate) -> bool:
    """The holder, the agency that nominated, and who keeps or oversees the register."""
    person = getattr(actor, "person_id", None)
    if person is not None and person == certificate.person_id:
        return True
    return within(actor, *REGISTRARS, Role.AGENCY_HR, nomination=certificate.nomination)


def may_keep_schemes(actor: Any) -> bool:
    """The organiser, for all seasons at once."""
    return has_role(actor, Role.ORGANISER)

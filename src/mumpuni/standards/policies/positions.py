"""Who may keep the dictionary, the position standards and the modules of the guide."""

from typing import Any

from mumpuni.people.models import Account, Position
from mumpuni.people.policies import Role, agencies_of, has_role

#: Roles that look at the standards of every agency.
WATCHING = (Role.ORGANISER, Role.BPSDM, Role.SUPERVISOR, Role.AUDITOR)


def may_see_dictionary(actor: Any) -> bool:
    """Published editions are for everyone who signs in."""
    return isinstance(actor, Account)


def may_keep_dictionary(actor: Any) -> bool:
    """Load, import and publish editions.

    B26-19-010 names the supervising agency (instansi pembina) and those who keep its data. The organiser is its
    working unit here and Kepala BPSDM the same for home affairs; both act with a second factor, a supervisor does not.
    """
    return has_role(actor, Role.ORGANISER, Role.BPSDM)


def may_see_all_standards(actor: Any) -> bool:
    """The position standards of every agency."""
    return has_role(actor, *WATCHING)


def may_see_standards(actor: Any) -> bool:
    """Some of them: all, or those of the own agency and of the tiers."""
    return may_see_all_standards(actor) or bool(agencies_of(actor, Role.AGENCY_HR))


def may_keep_standard(actor: Any, position: Position | None) -> bool:
    """Draft and publish: of a position its agency's HR too (B11-08-068), of a tier only who keeps the dictionary."""
    if position is None:
        return may_keep_dictionary(actor)
    return has_role(actor, Role.ORGANISER, Role.BPSDM, Role.AGENCY_HR, agency=position.agency_id)


def may_keep_some_standard(actor: Any) -> bool:
    """Whether there is any that this actor may keep; the service asks for the very one."""
    return may_keep_dictionary(actor) or bool(agencies_of(actor, Role.AGENCY_HR))


def may_map_modules(actor: Any) -> bool:
    """Fill codes of modules and say which units they serve: the organiser's own data (PAND-153)."""
    return has_role(actor, Role.ORGANISER)

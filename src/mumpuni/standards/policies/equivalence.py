"""Who sets the framework and its tables, keeps what officials bring, and decides their level (Pasal 4 to 13)."""

from typing import Any

from mumpuni.people.models import Account, Person
from mumpuni.people.policies import Role, agencies_of, has_role, is_self, may_change_person, may_see_everyone


def may_see_framework(actor: Any) -> bool:
    """The nine levels and their tables are for everyone who signs in."""
    return isinstance(actor, Account)


def may_set_framework(actor: Any) -> bool:
    """Set the levels and load tables: Kepala BPSDM of the Ministry, and no regional one (Pasal 4 ayat (1), 12)."""
    return has_role(actor, Role.BPSDM)


def may_decide_level(actor: Any) -> bool:
    """Record the decision that fixes an official's level (P11-18-060)."""
    return has_role(actor, Role.BPSDM)


def may_see_officials(actor: Any) -> bool:
    """Look at levels of several officials: those who see everyone, and the HR of an agency for its own."""
    return has_role(actor, Role.BPSDM) or may_see_everyone(actor) or bool(agencies_of(actor, Role.AGENCY_HR))


def may_see_all_officials(actor: Any) -> bool:
    """Of every agency."""
    return has_role(actor, Role.BPSDM) or may_see_everyone(actor)


def may_see_official(actor: Any, person: Person) -> bool:
    """One's own levels, those of everyone, or of the agency where the person serves now."""
    if is_self(actor, person) or may_see_all_officials(actor):
        return True
    own = agencies_of(actor, Role.AGENCY_HR)
    return bool(own) and any(each.ends_on is None and each.agency_id in own for each in person.appointments.all())


def may_keep_attainments(actor: Any, person: Person) -> bool:
    """Record, correct and end what an official learnt and did: the agency's HR, the organiser, BPSDM."""
    return has_role(actor, Role.BPSDM) or may_change_person(actor, person)


def may_plan_careers(actor: Any) -> bool:
    """Compare officials for placement, promotion and succession (Pasal 6 ayat (2), Pasal 13)."""
    return has_role(actor, Role.BPSDM, Role.ORGANISER, Role.SUPERVISOR) or bool(agencies_of(actor, Role.AGENCY_HR))

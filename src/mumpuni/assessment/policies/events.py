"""Who finds the list of events, and who makes one."""

from typing import Any

from mumpuni.assessment.policies import providers_of, watches
from mumpuni.people.policies import Role, has_role


def may_list_events(actor: Any) -> bool:
    """The providers' staff, everyone of a team, the Instansi Pembina; the list holds only what is in their sight."""
    return bool(providers_of(actor)) or watches(actor) or has_role(actor, Role.ASSESSOR)


def may_make_some_event(actor: Any) -> bool:
    """The staff of any provider."""
    return bool(providers_of(actor))

"""Who may look at the units and give them codes."""

from typing import Any

from mumpuni.people.policies import Role, has_role


def may_see_units(actor: Any) -> bool:
    """Everybody who signs in with a role that works with results."""
    return has_role(
        actor, Role.ORGANISER, Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.EXAMINER, Role.SIGNATORY, Role.AUDITOR
    )


def may_code_units(actor: Any) -> bool:
    """The organiser gives the codes (PAND-154)."""
    return has_role(actor, Role.ORGANISER)

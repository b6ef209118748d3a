"""Who may act on a team beyond appointing it."""

from typing import Any

from mumpuni.assessment import policies
from mumpuni.assessment.models import Event


def may_replace(actor: Any, event: Event) -> bool:
    """Put a substitute in somebody's place: staff, and on the morning of the day also chair and admin."""
    return policies.may_appoint(actor, event) or policies.may_plan(actor, event)


def may_read_duties(actor: Any) -> bool:
    """The texts of duties: who writes them, and who prints them."""
    return policies.watches(actor) or bool(policies.providers_of(actor))

"""Who sees timetables that are still being made."""

from typing import Any

from mumpuni.assessment.models import Event, Timetable
from mumpuni.assessment.policies import PLANNERS, is_staff, roles_in, watches


def may_see_drafts(actor: Any, event: Event) -> bool:
    """Planners, the provider's staff and the Instansi Pembina; the rest of the team sees what was announced."""
    return is_staff(actor, event.provider_id) or watches(actor) or bool(roles_in(actor, event) & PLANNERS)


def may_see(actor: Any, timetable: Timetable) -> bool:
    """Whether this version may be opened by one who sees the event."""
    return timetable.announced_at is not None or may_see_drafts(actor, timetable.event)

"""Who records what happens on the day."""

from typing import Any

from mumpuni.assessment import policies
from mumpuni.assessment.models import Event, EventInstrument, Instrument, TeamRole


def may_record(actor: Any, event: Event) -> bool:
    """Check assessees in, record who was there and how an instrument went: chair and admin of the team."""
    return policies.may_plan(actor, event)


def may_record_taking(actor: Any, event: Event, instrument: EventInstrument) -> bool:
    """The same, and for a test also its Tester."""
    if may_record(actor, event):
        return True
    return instrument.instrument.kind == Instrument.Kind.TEST and TeamRole.TESTER in policies.roles_in(actor, event)


def may_note_incident(actor: Any, event: Event) -> bool:
    """Write down what went otherwise than planned: everyone of the team."""
    return bool(policies.roles_in(actor, event))


def may_waive(actor: Any, event: Event) -> bool:
    """Let an assessee off an instrument: the chair."""
    return TeamRole.CHAIR in policies.roles_in(actor, event)


def may_see_day(actor: Any, event: Event) -> bool:
    """The provider's staff and the team; whoever watches from outside sees the event's other pages."""
    return policies.is_staff(actor, event.provider_id) or bool(policies.roles_in(actor, event))

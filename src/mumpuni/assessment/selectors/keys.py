"""What people, rooms and exercises are called inside an instance, and back in words."""

import re
from collections.abc import Mapping

from mumpuni.assessment.models import Assessee, Event, EventInstrument, Group, Room, Session, TeamRole
from mumpuni.assessment.models.register import Practitioner

#: The one exercise that no instrument stands behind.
BRIEFING = "PENGARAHAN"
_CODES = (*Room.Kind.values, *TeamRole.values)
_KEY = re.compile(rf"\b(?:[RAPIG]\d+|{BRIEFING}|{'|'.join(_CODES)})\b")


def room_key(room: Room | int) -> str:
    """A room."""
    return f"R{room if isinstance(room, int) else room.pk}"


def assessee_key(assessee: Assessee | int) -> str:
    """An assessee."""
    return f"A{assessee if isinstance(assessee, int) else assessee.pk}"


def person_key(practitioner: Practitioner | int) -> str:
    """Somebody of the team, whatever the role: one person cannot be in two places."""
    return f"P{practitioner if isinstance(practitioner, int) else practitioner.pk}"


def instrument_key(instrument: EventInstrument | int) -> str:
    """An exercise."""
    return f"I{instrument if isinstance(instrument, int) else instrument.pk}"


def group_key(group: Group | int) -> str:
    """A group."""
    return f"G{group if isinstance(group, int) else group.pk}"


def number(key: str) -> int:
    """The row that a key stands for.

    >>> number("R12")
    12
    """
    return int(key[1:])


def session_key(session: Session, assessees: list[int]) -> str:
    """What a session is, whenever and wherever it takes place; the same in every version of a timetable."""
    exercise = f"i{session.instrument_id}" if session.instrument_id else session.kind
    if session.is_catch_up:
        return f"s{session.starts_at:%Y%m%d%H%M}-{exercise}-a{'-'.join(str(each) for each in sorted(assessees))}"
    whole = session.kind == Session.Kind.BRIEFING or (session.instrument and session.instrument.instrument.whole_group)
    whom = f"g{session.group_id}" if whole else "a" + "-".join(str(each) for each in sorted(assessees))
    return f"{exercise}-{whom}"


def names(event: Event) -> dict[str, str]:
    """Every key of this event in words; five queries."""
    told = {room_key(each): each.name for each in event.place.rooms.all()} if event.place else {}
    told |= {assessee_key(each): each.person.name for each in event.assessees.select_related("person")}
    told |= {instrument_key(each): each.instrument.name for each in event.instruments.select_related("instrument")}
    told |= {group_key(each): str(each) for each in event.groups.all()}
    team = event.team.select_related("practitioner__person")
    told |= {person_key(each.practitioner_id): each.practitioner.person.name for each in team}
    told |= {kind.value: str(kind.label).removeprefix("Ruang ") for kind in Room.Kind}
    return told | {role.value: str(role.label) for role in TeamRole} | {BRIEFING: str(Session.Kind.BRIEFING.label)}


def spoken(sentence: str, told: Mapping[str, str]) -> str:
    """A sentence of the solver with names in place of keys.

    >>> spoken("R12 dipakai A3.", {"R12": "Kelas", "A3": "Ani"})
    'Kelas dipakai Ani.'
    """
    return _KEY.sub(lambda found: told.get(found.group(), found.group()), sentence)

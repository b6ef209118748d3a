"""What each session of a plan takes up: whose time, which rooms, from when to when."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import NamedTuple

from mumpuni.assessment.timetabling.instance import Exercise, Instance
from mumpuni.assessment.timetabling.plan import MeetingAt, Plan, Session, clock
from mumpuni.assessment.timetabling.words import gettext as _


class Busy(NamedTuple):
    """A stretch of a person's time, with the areas where it begins and ends."""

    start: int
    end: int
    area: str
    area_after: str


class Taken(NamedTuple):
    """A stretch of a room's time."""

    room: str
    start: int
    end: int


@dataclass(frozen=True)
class Slot:
    """A session or meeting of the plan that names only what the instance has."""

    number: int
    label: str
    day: int
    start: int
    end: int
    room: str
    people: dict[str, Busy]
    rooms: tuple[Taken, ...]
    session: Session | None = None
    exercise: Exercise | None = None
    meeting: MeetingAt | None = None

    @property
    def sessions(self) -> tuple[int, ...]:
        """The numbers of the sessions it stands for; none for a meeting."""
        return (self.number,) if self.session else ()

    def sits_with(self, other: "Slot") -> bool:
        """Whether both are parts of one joint sitting."""
        return (
            self.exercise is not None
            and self.exercise is other.exercise
            and self.exercise.joint
            and (self.day, self.start, self.room) == (other.day, other.start, other.room)
        )

    def shares(self, other: "Slot", person: str) -> bool:
        """Whether this person helps both at once, as the exercise allows."""
        if self.session is None or other.session is None or self.exercise is None:
            return False
        helps = person in self.session.helpers and person in other.session.helpers
        return helps and self.exercise.helpers_shared and self.sits_with(other)


def label(session: Session) -> str:
    """A session as a person names it."""
    people = ", ".join(session.assessees[:3]) + (" …" if len(session.assessees) > 3 else "")
    where = _("hari {day}, {start}, {room}").format(day=session.day + 1, start=clock(session.start), room=session.room)
    return f"{session.exercise} {people} ({where})"


def slot(instance: Instance, number: int, session: Session) -> Slot:
    """What this session takes up."""
    exercise = instance.exercises[session.exercise]
    area = instance.rooms[session.room].area
    start, end = session.start, session.start + exercise.minutes
    begin = start - exercise.prepare_min
    people = dict.fromkeys(session.helpers, Busy(start, end, area, area))
    people |= dict.fromkeys(session.watchers, Busy(start, end + exercise.classify_min, area, area))
    first = instance.rooms.get(session.prepare.room) if session.prepare else None
    people |= dict.fromkeys(session.assessees, Busy(begin, end, first.area if first else area, area))
    rooms = [Taken(session.room, start, end)]
    if exercise.prepare_min:
        if exercise.prepare_rooms:
            rooms += [Taken(first.id, begin, start)] if first else []
        else:
            rooms = [Taken(session.room, begin, end)]
    return Slot(number, label(session), session.day, start, end, session.room, people, tuple(rooms), session, exercise)


def meeting_slots(instance: Instance, plan: Plan) -> Iterator[Slot]:
    """What each integration meeting takes up."""
    if instance.meeting is None:
        return
    for number, each in enumerate(plan.meetings):
        known = each.room in instance.rooms and 0 <= each.day < len(instance.days)
        if not known or each.assessee not in instance.group_of:
            continue
        area, end = instance.rooms[each.room].area, each.start + instance.meeting.minutes
        name = _("rapat integrasi {assessee} (hari {day}, {start}, {room})").format(
            assessee=each.assessee, day=each.day + 1, start=clock(each.start), room=each.room
        )
        people = dict.fromkeys(each.members, Busy(each.start, end, area, area))
        rooms = (Taken(each.room, each.start, end),)
        yield Slot(number, name, each.day, each.start, end, each.room, people, rooms, meeting=each)

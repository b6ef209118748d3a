"""A timetable while it fills: who and what is taken when, as bits of a long number, one for each minute."""

from collections import defaultdict
from collections.abc import Iterable

from mumpuni.assessment.timetabling.instance import Instance, Room
from mumpuni.assessment.timetabling.plan import Session
from mumpuni.assessment.timetabling.tasks import Task

#: A day and the night after it, so that no gap reaches into the next day.
DAY = 3000
_AHEAD = 1440


def moment(day: int, minute: int) -> int:
    """Minutes since the first day began."""
    return day * DAY + minute


def stretch(start: int, end: int) -> int:
    """The bits from start to end."""
    return ((1 << (end - start)) - 1) << (start + _AHEAD)


class Board:
    """What is taken so far."""

    def __init__(self, instance: Instance) -> None:
        self.instance = instance
        self.people: dict[str, int] = defaultdict(int)
        self.rooms: dict[str, int] = defaultdict(int)
        self.areas: dict[str, dict[str, int]] = defaultdict(lambda: defaultdict(int))
        self.sittings: dict[tuple[str, int, str], list[Session]] = defaultdict(list)
        self.minutes: dict[str, int] = defaultdict(int, instance.load_before)
        self.daily: dict[tuple[str, int], int] = defaultdict(int)
        self.pairs: dict[tuple[str, str], int] = defaultdict(int)
        self.ends: dict[tuple[str, str], int] = {}
        self.watched: dict[str, int] = defaultdict(int)
        self.serving: dict[tuple[str, str], str] = {}
        self.seen_by: dict[str, set[str]] = defaultdict(set)
        for who, those in instance.absences.items():
            for each in those:
                self.people[who] |= stretch(moment(each.day, each.start), moment(each.day, each.end))
        for room, those in instance.blocks.items():
            for each in those:
                self.rooms[room] |= stretch(moment(each.day, each.start), moment(each.day, each.end))

    def free(self, person: str, start: int, end: int, area: str) -> bool:
        """Whether the person can be there and has time to come and go."""
        rules = self.instance.rules
        if self.people[person] & stretch(start, end):
            return False
        if rules.gap_min and self._worked(person) & stretch(start - rules.gap_min, end + rules.gap_min):
            return False
        if not rules.travel_min:
            return True
        wide = stretch(start - rules.travel_min, end + rules.travel_min)
        return not any(bits & wide for there, bits in self.areas[person].items() if there != area)

    def _worked(self, person: str) -> int:
        worked = 0
        for bits in self.areas[person].values():
            worked |= bits
        return worked

    def roomy(self, task: Task, room: Room, day: int, start: int) -> bool:
        """Whether the session fits into the room, alone or beside others of its joint sitting."""
        begin, end = start - (0 if task.preparing else task.exercise.prepare_min), start + task.exercise.minutes
        taken = self.rooms[room.id] & stretch(moment(day, begin), moment(day, end))
        if not taken:
            return True
        beside = self.sittings.get((task.exercise.name, moment(day, start), room.id))
        if not beside or not task.exercise.joint:
            return False
        return sum(len(each.assessees) for each in beside) + len(task.assessees) <= room.seats

    def beside(self, task: Task, room: str, day: int, start: int) -> list[Session]:
        """The sessions that already sit there together."""
        return self.sittings.get((task.exercise.name, moment(day, start), room), []) if task.exercise.joint else []

    def may_watch(self, assessor: str, day: int, minutes: int) -> bool:
        """Whether the limits of the day and the week leave these minutes."""
        rules = self.instance.rules
        most = rules.max_observe_min_per_day
        if most is not None and self.daily[assessor, day] + minutes > most:
            return False
        return rules.max_week_min is None or self.minutes[assessor] + minutes <= rules.max_week_min

    def put(self, task: Task, session: Session) -> None:
        """Enter the session."""
        exercise, day = task.exercise, session.day
        start, end = moment(day, session.start), moment(day, session.start + exercise.minutes)
        area = self.instance.rooms[session.room].area
        begin = start - exercise.prepare_min
        if session.prepare and exercise.prepare_rooms:
            self.rooms[session.prepare.room] |= stretch(begin, start)
            self.rooms[session.room] |= stretch(start, end)
        else:
            self.rooms[session.room] |= stretch(begin, end)
        self._busy(session.assessees, begin, end, area)
        self._busy(session.watchers, start, end + exercise.classify_min, area)
        self._busy(session.helpers, start, end, area)
        if exercise.joint:
            self.sittings[exercise.name, start, session.room].append(session)
        for watcher in session.watchers:
            self.minutes[watcher] += exercise.minutes
            self.daily[watcher, day] += exercise.minutes
            self.seen_by[task.group].add(watcher)
        for person in session.assessees:
            self.ends[person, exercise.name] = end
            for watcher in session.observers.get(person, ()):
                self.pairs[watcher, person] += 1
                self.watched[person] = max(self.watched[person], end + exercise.classify_min)
        for helper in session.helpers:
            self.serving[task.group, self.instance.helpers[helper].role] = helper

    def meet(self, members: Iterable[str], room: Room, start: int, end: int) -> None:
        """Enter a meeting."""
        self.rooms[room.id] |= stretch(start, end)
        self._busy(members, start, end, room.area)

    def _busy(self, people: Iterable[str], start: int, end: int, area: str) -> None:
        bits = stretch(start, end)
        for person in people:
            self.people[person] |= bits
            self.areas[person][area] |= bits

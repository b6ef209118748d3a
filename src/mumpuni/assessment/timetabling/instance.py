"""A timetable to be made: days, rooms, people, exercises and rules as plain facts. Times are minutes of the day."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field
from functools import cached_property

from mumpuni.assessment.timetabling.plan import MeetingAt, Plan, Session

Window = tuple[int, int]


class InstanceError(ValueError):
    """The instance cannot be read. Every problem names its place in the JSON and how to mend it."""

    def __init__(self, problems: list[str]) -> None:
        super().__init__("\n".join(problems))
        self.problems = problems


@dataclass(frozen=True, slots=True)
class Break:
    """A time on which nothing may lie."""

    name: str
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Day:
    """One day of the event."""

    date: str
    start: int
    end: int
    breaks: tuple[Break, ...] = ()

    def windows(self) -> list[Window]:
        """The unbroken stretches between the breaks."""
        stretches, begin = [], self.start
        for pause in sorted(self.breaks, key=lambda each: each.start):
            if pause.start > begin:
                stretches.append((begin, min(pause.start, self.end)))
            begin = max(begin, pause.end)
        if begin < self.end:
            stretches.append((begin, self.end))
        return stretches


@dataclass(frozen=True, slots=True)
class Room:
    """A room; `area` is where it lies, for walking between buildings."""

    id: str
    kind: str
    seats: int
    area: str = ""


@dataclass(frozen=True, slots=True)
class Exercise:
    """What assessees do, where, and who watches and plays."""

    name: str
    minutes: int
    rooms: tuple[str, ...]
    observers: int = 0
    whole_group: bool = False
    max_watch: int = 1
    helpers: tuple[str, ...] = ()
    joint: bool = False
    helpers_shared: bool = False
    classify_min: int = 0
    prepare_min: int = 0
    prepare_rooms: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Assessor:
    """Someone who observes."""

    id: str
    psychologist: bool = False


@dataclass(frozen=True, slots=True)
class Helper:
    """Someone who plays or administers; may be the same person as an assessor."""

    id: str
    role: str


@dataclass(frozen=True, slots=True)
class Away:
    """Someone is not there, or (a room) is taken by another event."""

    who: str
    day: int
    start: int
    end: int


@dataclass(frozen=True, slots=True)
class Lock:
    """What a person has settled about one session; what is None is left open."""

    exercise: str
    assessees: tuple[str, ...]
    day: int | None = None
    start: int | None = None
    room: str | None = None
    observers: Mapping[str, tuple[str, ...]] | None = None
    helpers: tuple[str, ...] | None = None


@dataclass(frozen=True, slots=True)
class Meeting:
    """The integration meeting about each assessee."""

    minutes: int
    rooms: tuple[str, ...]
    quorum: int | None = None
    report_min: int = 0


@dataclass(frozen=True, slots=True)
class Rules:
    """Numbers that the law leaves open, and which orders and shares hold at this event."""

    grid_min: int
    max_exercises_per_pair: int
    gap_min: int = 0
    max_observe_min_per_day: int | None = None
    psychologist_per_group: bool = False
    order: tuple[tuple[str, str], ...] = ()
    travel_min: int = 0
    own_psychologist: bool = False
    own_helper: tuple[str, ...] = ()
    space: tuple[tuple[str, str, int], ...] = ()
    max_week_min: int | None = None


@dataclass(frozen=True, slots=True)
class Repair:
    """A plan that is under way: what has begun stays, the rest changes as little as possible."""

    base: Plan
    from_day: int
    from_time: int | None = None
    ill: frozenset[str] = frozenset()
    gone: frozenset[str] = frozenset()

    def keeps(self, session: Session | MeetingAt) -> bool:
        """Whether this session or meeting has begun before the cut and so stays exactly."""
        if session.day == self.from_day and self.from_time is not None:
            return session.start < self.from_time
        return session.day < self.from_day


@dataclass(frozen=True)
class Instance:
    """Everything that a timetable has to respect."""

    id: str
    days: tuple[Day, ...]
    rooms: Mapping[str, Room]
    groups: Mapping[str, tuple[str, ...]]
    assessors: Mapping[str, Assessor]
    exercises: Mapping[str, Exercise]
    rules: Rules
    helpers: Mapping[str, Helper] = field(default_factory=dict)
    conflicts: frozenset[tuple[str, str]] = frozenset()
    away: tuple[Away, ...] = ()
    blocked: tuple[Away, ...] = ()
    locks: tuple[Lock, ...] = ()
    meeting: Meeting | None = None
    groups_staff: Mapping[str, Mapping[str, str]] = field(default_factory=dict)
    fixed_observers: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    load_before: Mapping[str, int] = field(default_factory=dict)
    repair: Repair | None = None

    @cached_property
    def group_of(self) -> dict[str, str]:
        """The group of each assessee."""
        return {person: name for name, members in self.groups.items() for person in members}

    @cached_property
    def observed(self) -> list[Exercise]:
        """The exercises that somebody watches."""
        return [each for each in self.exercises.values() if each.observers]

    @cached_property
    def absences(self) -> dict[str, list[Away]]:
        """By person: when away, with the ill from the day of the repair on."""
        by: dict[str, list[Away]] = {}
        for each in (*self.away, *self._illness()):
            by.setdefault(each.who, []).append(each)
        return by

    @cached_property
    def blocks(self) -> dict[str, list[Away]]:
        """By room: when another event has it."""
        by: dict[str, list[Away]] = {}
        for each in self.blocked:
            by.setdefault(each.who, []).append(each)
        return by

    def _illness(self) -> Iterator[Away]:
        if self.repair is None:
            return
        for who in sorted(self.repair.ill):
            for day in range(self.repair.from_day, len(self.days)):
                begin = (self.repair.from_time or 0) if day == self.repair.from_day else 0
                yield Away(who, day, begin, 24 * 60)

    def is_away(self, person: str, day: int, start: int, end: int) -> Away | None:
        """The absence that this stretch of time runs into."""
        for each in self.absences.get(person, ()):
            if each.day == day and start < each.end and each.start < end:
                return each
        return None

    def present(self, group: str) -> tuple[str, ...]:
        """The members of a group who have not left."""
        gone = self.repair.gone if self.repair else frozenset()
        return tuple(person for person in self.groups[group] if person not in gone)

    @property
    def met(self) -> list[MeetingAt]:
        """The integration meetings that have begun already."""
        if self.repair is None or self.meeting is None:
            return []
        return [each for each in self.repair.base.meetings if self.repair.keeps(each)]

    def judges(self, group: str) -> list[str]:
        """The assessors who may observe this group at all."""
        panel = self.fixed_observers.get(group)
        return [each for each in self.assessors if panel is None or each in panel]

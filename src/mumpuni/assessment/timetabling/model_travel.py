"""Time to walk between areas, in the constraint model."""

from collections import defaultdict
from collections.abc import Mapping
from dataclasses import dataclass
from itertools import combinations
from typing import Any

from mumpuni.assessment.timetabling.model import Literal, Model
from mumpuni.assessment.timetabling.model_meetings import Meetings
from mumpuni.assessment.timetabling.model_people import Staff
from mumpuni.assessment.timetabling.tasks import Task


@dataclass(frozen=True, eq=False)
class Stay:
    """Something that holds a person somewhere for a while, perhaps beginning in one room and ending in another."""

    key: str
    start: Any
    length: int
    first: Mapping[int, Literal]
    last: Mapping[int, Literal]
    at: tuple[int, int] | None = None

    @property
    def one_place(self) -> bool:
        """Whether it begins and ends in the same room."""
        return self.first is self.last


class Travel:
    """Two stays of one person in different areas: one ends early enough before the other begins."""

    def __init__(self, model: Model, staff: Staff | None, meetings: Meetings | None) -> None:
        self.model, self.cp = model, model.cp
        self.minutes = model.instance.rules.travel_min
        self._apart: dict[tuple[str, str], tuple[Literal, Literal]] = {}
        self._differ: dict[tuple[str, str], Literal | None] = {}
        self._area: dict[tuple[str, str], Literal] = {}
        self._stays: dict[str, Stay] = {}
        areas = {each.area for each in model.instance.rooms.values()}
        if self.minutes <= model.instance.rules.gap_min or len(areas) < 2 or "travel" in model.drop:
            return
        self._assessees()
        if staff:
            self._staff(staff, meetings)

    def _assessees(self) -> None:
        own: dict[str, list[Stay]] = defaultdict(list)
        for task in self.model.tasks:
            before, rooms = task.exercise.prepare_min, self.model.room[task.number]
            begin = self.model.start[task.number] - before
            first = self.model.prepare.get(task.number) or rooms
            stay = Stay(
                f"assessees {task.number}", begin, before + task.exercise.minutes, first, rooms, self._at(task, before)
            )
            for person in task.assessees:
                own[person].append(stay)
        done: set[tuple[str, str]] = set()
        for those in own.values():
            for one, other in combinations(those, 2):
                if (one.key, other.key) not in done:
                    done.add((one.key, other.key))
                    self._keep_apart(one, other, [])

    def _staff(self, staff: Staff, meetings: Meetings | None) -> None:
        own: dict[str, list[tuple[Stay, Literal]]] = defaultdict(list)
        for person, those in staff.busy.items():
            for task, comes, after in those:
                rooms, key = self.model.room[task.number], f"staff {task.number} {after}"
                start, length = self.model.start[task.number], task.exercise.minutes + after
                if key not in self._stays:
                    self._stays[key] = Stay(key, start, length, rooms, rooms, self._at(task, 0))
                own[person].append((self._stays[key], comes))
        asked = self.model.instance.meeting
        if meetings and asked:
            for (person, judge), comes in meetings.member.items():
                rooms, key = meetings.room[person], f"meeting {person}"
                if key not in self._stays:
                    self._stays[key] = Stay(key, meetings.start[person], asked.minutes, rooms, rooms)
                own[judge].append((self._stays[key], comes))
        for stays in own.values():
            for (one, comes), (other, also) in combinations(stays, 2):
                if one is not other:
                    self._keep_apart(one, other, [comes.negated(), also.negated()])

    def _at(self, task: Task, before: int) -> tuple[int, int] | None:
        fixed = self.model.fixed.get(task.number)
        return (fixed.day, fixed.start - before) if fixed else None

    def _keep_apart(self, one: Stay, other: Stay, unless: list[Any]) -> None:
        if self._never_near(one, other):
            return
        forth = self._differs(one.key + " last", one.last, other.key + " first", other.first)
        back = forth
        if not (one.one_place and other.one_place):
            back = self._differs(other.key + " last", other.last, one.key + " first", one.first)
        if forth is None and back is None:
            return
        key = (one.key, other.key)
        if key not in self._apart:
            first, second = (self.cp.new_bool_var(f"apart {key} {side}") for side in "ab")
            self.cp.add(other.start >= one.start + one.length + self.minutes).only_enforce_if(first)
            self.cp.add(one.start >= other.start + other.length + self.minutes).only_enforce_if(second)
            self._apart[key] = (first, second)
        first, second = self._apart[key]
        if forth is back and forth is not None:
            self.cp.add_bool_or(*unless, forth.negated(), first, second)
            return
        earlier = self.cp.new_bool_var(f"earlier {key}")
        self.cp.add(other.start >= one.start + one.length).only_enforce_if(earlier)
        self.cp.add(one.start >= other.start + other.length).only_enforce_if(earlier.negated())
        if forth is not None:
            self.cp.add_bool_or(*unless, earlier.negated(), forth.negated(), first)
        if back is not None:
            self.cp.add_bool_or(*unless, earlier, back.negated(), second)

    def _never_near(self, one: Stay, other: Stay) -> bool:
        """Whether both are fixed and far enough from each other anyway."""
        if one.at is None or other.at is None:
            return False
        (day, start), (its_day, its_start) = one.at, other.at
        far = its_start >= start + one.length + self.minutes or start >= its_start + other.length + self.minutes
        return day != its_day or far

    def _differs(
        self, key: str, rooms: Mapping[int, Literal], its_key: str, its: Mapping[int, Literal]
    ) -> Literal | None:
        """A literal that is true when the areas differ; None when they never do."""
        both = (key, its_key)
        if both not in self._differ:
            here, there = self._areas(rooms), self._areas(its)
            if here == there and len(here) == 1:
                self._differ[both] = None
            else:
                literal = self.cp.new_bool_var(f"differ {both}")
                for area in here:
                    for elsewhere in there:
                        if area != elsewhere:
                            mine, other = self._in_area(key, rooms, area), self._in_area(its_key, its, elsewhere)
                            self.cp.add_bool_or(mine.negated(), other.negated(), literal)
                self._differ[both] = literal
        return self._differ[both]

    def _areas(self, rooms: Mapping[int, Literal]) -> list[str]:
        return sorted({self.model.kinds[number].area for number in rooms})

    def _in_area(self, key: str, rooms: Mapping[int, Literal], area: str) -> Literal:
        if (key, area) not in self._area:
            inside = [literal for number, literal in rooms.items() if self.model.kinds[number].area == area]
            if len(inside) == len(rooms):
                self._area[key, area] = self.model.one
            else:
                self._area[key, area] = self.cp.new_bool_var(f"area {key} {area}")
                self.cp.add(sum(inside) == self._area[key, area])
        return self._area[key, area]

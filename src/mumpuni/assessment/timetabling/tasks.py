"""The sessions that have to be placed, and where and when each may lie by itself."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass
from functools import cached_property

from mumpuni.assessment.timetabling.instance import Exercise, Instance, Lock, Room
from mumpuni.assessment.timetabling.plan import Key, Session


@dataclass(frozen=True)
class Task:
    """A session to be placed; `kept` when it has begun and stays, `base` as it stood in the plan before."""

    number: int
    instance: Instance
    exercise: Exercise
    group: str
    assessees: tuple[str, ...]
    kept: Session | None = None
    base: Session | None = None
    lock: Lock | None = None
    seen_enough: frozenset[tuple[str, str]] = frozenset()

    @property
    def key(self) -> Key:
        """What the session is, whenever it takes place."""
        return self.exercise.name, tuple(sorted(self.assessees))

    @property
    def attendance(self) -> int:
        """The fewest assessors who can watch it together."""
        if not self.exercise.observers:
            return 0
        watched = -(-len(self.assessees) * self.exercise.observers // self.exercise.max_watch)
        return max(self.exercise.observers, watched)

    @cached_property
    def rooms(self) -> list[Room]:
        """The rooms that suit it, whenever."""
        rooms = self.instance.rooms
        if self.kept:
            return [rooms[self.kept.room]]
        fixed = self.lock.room if self.lock else None
        return [
            each
            for each in rooms.values()
            if each.kind in self.exercise.rooms
            and each.seats >= len(self.assessees)
            and (fixed is None or each.id == fixed)
        ]

    @cached_property
    def preparing(self) -> list[Room]:
        """The rooms where its assessees may prepare, where the exercise wants one of its own."""
        if not (self.exercise.prepare_min and self.exercise.prepare_rooms):
            return []
        if self.kept and self.kept.prepare:
            return [self.instance.rooms[self.kept.prepare.room]]
        return [
            each
            for each in self.instance.rooms.values()
            if each.kind in self.exercise.prepare_rooms and each.seats >= len(self.assessees)
        ]

    @cached_property
    def starts(self) -> list[tuple[int, int]]:
        """Days and minutes at which it may begin as far as day, breaks and assessees go."""
        if self.kept:
            return [(self.kept.day, self.kept.start)]
        return list(self._starts())

    def _starts(self) -> Iterator[tuple[int, int]]:
        instance, exercise, lock = self.instance, self.exercise, self.lock
        grid = instance.rules.grid_min
        for number, day in enumerate(instance.days):
            if lock and lock.day not in (None, number):
                continue
            for begin, end in day.windows():
                first = -(-(begin + exercise.prepare_min) // grid) * grid
                for start in range(first, end - exercise.minutes + 1, grid):
                    if lock and lock.start not in (None, start):
                        continue
                    if self._free(number, start):
                        yield number, start

    def _free(self, day: int, start: int) -> bool:
        begin, end = start - self.exercise.prepare_min, start + self.exercise.minutes
        repair = self.instance.repair
        if repair and (day, begin) < (repair.from_day, repair.from_time or 0):
            return False
        return not any(self.instance.is_away(person, day, begin, end) for person in self.assessees)

    @cached_property
    def judges(self) -> list[str]:
        """The assessors who may watch somebody in it."""
        if not self.exercise.observers:
            return []
        if self.kept:
            return self.kept.watchers
        return [
            each
            for each in self.instance.judges(self.group)
            if any(self.watchable(each, person) for person in self.assessees)
        ]

    def watchable(self, assessor: str, person: str) -> bool:
        """Whether this assessor may judge this person here."""
        if self.kept:
            return assessor in self.kept.observers.get(person, ())
        pair = (assessor, person)
        return pair not in self.instance.conflicts and pair not in self.seen_enough

    def players(self, role: str) -> list[str]:
        """The people who may take this role here."""
        instance = self.instance
        able = [each.id for each in instance.helpers.values() if each.role == role]
        if self.kept:
            return [each for each in able if each in self.kept.helpers]
        named = instance.groups_staff.get(self.group, {}).get(role)
        if named is not None:
            able = [each for each in able if each == named]
        return [each for each in able if not any((each, person) in instance.conflicts for person in self.assessees)]


def tasks(instance: Instance) -> list[Task]:
    """Every session that the plan must have, in the order of groups and exercises."""
    repair = instance.repair
    base = {each.key: each for each in repair.base.sessions} if repair else {}
    locks = {(each.exercise, tuple(sorted(each.assessees))): each for each in instance.locks}
    found: list[Task] = []
    done: set[tuple[str, str]] = set()
    for old in base.values():
        if repair and repair.keeps(old) and old.assessees:
            exercise = instance.exercises[old.exercise]
            group = instance.group_of[old.assessees[0]]
            found.append(Task(len(found), instance, exercise, group, old.assessees, kept=old, base=old))
            done.update((person, exercise.name) for person in old.assessees)
    enough = _seen_enough(instance, found)
    for group in instance.groups:
        for exercise in instance.exercises.values():
            members = tuple(each for each in instance.present(group) if (each, exercise.name) not in done)
            parts = [members] if exercise.whole_group and members else [(each,) for each in members]
            for part in parts:
                key = (exercise.name, tuple(sorted(part)))
                old_one = base.get(key) or _before(instance, exercise, part)
                lock = locks.get(key)
                found.append(
                    Task(len(found), instance, exercise, group, part, base=old_one, lock=lock, seen_enough=enough)
                )
    return found


def _seen_enough(instance: Instance, kept: list[Task]) -> frozenset[tuple[str, str]]:
    """The pairs of assessor and assessee whose exercises together are used up."""
    times: Counter[tuple[str, str]] = Counter()
    for task in kept:
        for person, those in task.kept.observers.items() if task.kept else ():
            times.update((each, person) for each in set(those))
    return frozenset(pair for pair, count in times.items() if count >= instance.rules.max_exercises_per_pair)


def _before(instance: Instance, exercise: Exercise, part: tuple[str, ...]) -> Session | None:
    """The group's session of the plan before, from which some have left."""
    if instance.repair is None or not exercise.whole_group:
        return None
    for old in instance.repair.base.sessions:
        if old.exercise == exercise.name and set(part) <= set(old.assessees) and not instance.repair.keeps(old):
            return old
    return None

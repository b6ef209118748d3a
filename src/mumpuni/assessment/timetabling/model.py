"""The timetable as a constraint model: times and rooms here, people in `model_people`."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from typing import Any

from ortools.sat.python import cp_model

from mumpuni.assessment.timetabling.board import DAY, moment
from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.model_rooms import Alike, alike, blocked, kind_of, kinds_of
from mumpuni.assessment.timetabling.plan import Session
from mumpuni.assessment.timetabling.tasks import Task

Literal = Any
Expression = Any


class Model:
    """Variables and constraints of when and where.

    `fixed` sessions keep time and room, `drop` leaves rules out, `times` says how many sessions of a group's exercise
    begin at which moments.
    """

    def __init__(
        self,
        instance: Instance,
        wanted: Sequence[Task],
        *,
        fixed: Mapping[int, Session] | None = None,
        exact_rooms: bool = False,
        drop: frozenset[str] = frozenset(),
        times: Mapping[tuple[str, str], Mapping[int, int]] | None = None,
    ) -> None:
        self.instance, self.tasks, self.drop = instance, wanted, drop
        self.only = times or {}
        self.fixed = fixed or {}
        self.cp = cp_model.CpModel()
        self.one = self.cp.new_constant(1)
        self.kinds = alike(instance, wanted, exact=exact_rooms)
        self.kind_of = kind_of(self.kinds)
        self.start: dict[int, Any] = {}
        self.on: dict[tuple[int, int], Literal] = {}
        self.room: dict[int, dict[int, Literal]] = {}
        self.prepare: dict[int, dict[int, Literal]] = {}
        self.at: dict[int, dict[tuple[str, int], Literal]] = {}
        self.begins: dict[tuple[str, str, int], list[Literal]] = defaultdict(list)
        self.open: dict[tuple[str, str, int], Literal] = {}
        self.people: dict[str, list[Any]] = defaultdict(list)
        self.taken: dict[int, list[Any]] = defaultdict(list)
        self.hints: dict[int, int] = {}
        for task in wanted:
            self._times(task)
            self._rooms(task)
            self._assessees(task)
        self._joint()
        self._orders()
        self._count()

    def _times(self, task: Task) -> None:
        """When: a start within its domain, and a literal for each day."""
        fixed = self.fixed.get(task.number)
        starts = [(fixed.day, fixed.start)] if fixed else task.starts
        only = self.only.get((task.group, task.exercise.name))
        if only and not fixed:
            starts = [each for each in starts if moment(*each) in only] or starts
        moments = [moment(day, start) for day, start in starts]
        domain = cp_model.Domain.from_values(moments)
        name = f"{task.number}"
        self.start[task.number] = self.cp.new_int_var_from_domain(domain, f"start {name}")
        if only and not fixed:
            self._begins(task, moments)
        days = sorted({day for day, _start in starts})
        if len(days) == 1:
            self.on[task.number, days[0]] = self.one
            return
        for day in days:
            literal = self.cp.new_bool_var(f"day {name} {day}")
            self.on[task.number, day] = literal
            bounds = cp_model.Domain(moment(day, 0), moment(day, 0) + DAY - 1)
            self.cp.add_linear_expression_in_domain(self.start[task.number], bounds).only_enforce_if(literal)
        self.cp.add_exactly_one(self.on[task.number, day] for day in days)

    def _begins(self, task: Task, moments: list[int]) -> None:
        chosen = {each: self.cp.new_bool_var(f"begins {task.number} {each}") for each in moments}
        self.cp.add_exactly_one(chosen.values())
        self.cp.add(self.start[task.number] == sum(each * literal for each, literal in chosen.items()))
        for each, literal in chosen.items():
            self.begins[task.group, task.exercise.name, each].append(literal)

    def _count(self) -> None:
        """No more sessions begin at a moment than `times` says."""
        for (group, name, each), literals in self.begins.items():
            self.cp.add(sum(literals) <= self.only[group, name].get(each, 0))

    def _rooms(self, task: Task) -> None:
        """Where: a literal for each kind of room, and one for each kind of preparing room."""
        fixed = self.fixed.get(task.number)
        rooms = [self.instance.rooms[fixed.room]] if fixed else task.rooms
        self.room[task.number] = self._choose(task, kinds_of(self.kinds, rooms), "room")
        begin, minutes = self._own_room(task)
        if not (task.exercise.joint and not task.exercise.prepare_min) and "rooms" not in self.drop:
            for number, literal in self.room[task.number].items():
                self._take(number, begin, minutes, literal)
        if task.preparing:
            chosen = task.preparing
            if fixed and fixed.prepare:
                chosen = [self.instance.rooms[fixed.prepare.room]]
            self.prepare[task.number] = self._choose(task, kinds_of(self.kinds, chosen), "prepare")
            early = self.start[task.number] - task.exercise.prepare_min
            for number, literal in self.prepare[task.number].items():
                self._take(number, early, task.exercise.prepare_min, literal)

    def _own_room(self, task: Task) -> tuple[Expression, int]:
        before = 0 if task.preparing else task.exercise.prepare_min
        return self.start[task.number] - before, task.exercise.minutes + before

    def _choose(self, task: Task, kinds: list[Alike], name: str) -> dict[int, Literal]:
        if len(kinds) == 1:
            return {kinds[0].number: self.one}
        chosen = {each.number: self.cp.new_bool_var(f"{name} {task.number} {each.number}") for each in kinds}
        self.cp.add_exactly_one(chosen.values())
        return chosen

    def _take(self, kind: int, start: Expression, minutes: int, literal: Literal) -> None:
        self.taken[kind].append(
            self.cp.new_optional_fixed_size_interval_var(start, minutes, literal, f"room {kind} {literal}")
        )

    def _assessees(self, task: Task) -> None:
        """Assessees are busy from the preparation on."""
        exercise = task.exercise
        size = exercise.prepare_min + exercise.minutes + self.instance.rules.gap_min
        begin = self.start[task.number] - exercise.prepare_min
        busy = self.cp.new_fixed_size_interval_var(begin, size, f"assessees {task.number}")
        for person in task.assessees:
            self.people[person].append(busy)

    def _joint(self) -> None:
        """Sessions of a joint exercise share a sitting: one room and one start for all of them."""
        for task in self.tasks:
            if task.exercise.joint and not task.exercise.prepare_min and "rooms" not in self.drop:
                self._sit(task)
        seated: dict[tuple[str, str, int], list[tuple[Literal, int]]] = defaultdict(list)
        for task in self.tasks:
            for (room, begin), literal in self.at.get(task.number, {}).items():
                seated[task.exercise.name, room, begin].append((literal, len(task.assessees)))
        for (name, room, begin), those in seated.items():
            opened = self.cp.new_bool_var(f"sitting {name} {room} {begin}")
            self.open[name, room, begin] = opened
            for literal, _size in those:
                self.cp.add_implication(literal, opened)
            self.cp.add(sum(size * literal for literal, size in those) <= self.instance.rooms[room].seats)
            self._take(self.kind_of[room].number, begin, self.instance.exercises[name].minutes, opened)

    def _sit(self, task: Task) -> None:
        fixed = self.fixed.get(task.number)
        starts = [(fixed.day, fixed.start)] if fixed else task.starts
        rooms = [self.instance.rooms[fixed.room]] if fixed else task.rooms
        choices = {
            (room.id, moment(day, start)): self.cp.new_bool_var(f"at {task.number} {room.id} {day} {start}")
            for room in rooms
            for day, start in starts
        }
        self.at[task.number] = choices
        self.cp.add_exactly_one(choices.values())
        self.cp.add(self.start[task.number] == sum(begin * literal for (_room, begin), literal in choices.items()))
        for number, literal in self.room[task.number].items():
            inside = [each for (room, _begin), each in choices.items() if self.kind_of[room].number == number]
            self.cp.add(sum(inside) == literal)

    def capacities(self) -> None:
        """No room twice at once; to be called when everything that takes rooms is there."""
        for kind in self.kinds:
            busy = list(self.taken[kind.number])
            for start, end in blocked(self.instance, kind):
                busy.append(self.cp.new_fixed_size_interval_var(start, end - start, f"blocked {kind.number}"))
            if "rooms" in self.drop or not busy:
                continue
            if len(kind.rooms) == 1:
                self.cp.add_no_overlap(busy)
            else:
                self.cp.add_cumulative(busy, [1] * len(busy), len(kind.rooms))

    def _orders(self) -> None:
        """What must be over first, and the rest between two exercises."""
        if "order" in self.drop:
            return
        at = {(person, task.exercise.name): task for task in self.tasks for person in task.assessees}
        people = dict.fromkeys(person for task in self.tasks for person in task.assessees)
        done: set[tuple[int, int, int]] = set()
        for first, then, least in [*((*pair, -1) for pair in self.instance.rules.order), *self.instance.rules.space]:
            for person in people:
                one, other = at.get((person, first)), at.get((person, then))
                if one is None or other is None or one is other or (one.number, other.number, least) in done:
                    continue
                done.add((one.number, other.number, least))
                if least < 0:
                    before = self.start[other.number] - other.exercise.prepare_min
                    self.cp.add(before >= self.start[one.number] + one.exercise.minutes)
                else:
                    self.cp.add_no_overlap([self._wide(one, least), self._wide(other, least)])

    def _wide(self, task: Task, least: int) -> Any:
        before, minutes = task.exercise.prepare_min, task.exercise.minutes
        begin = self.start[task.number] - before
        return self.cp.new_fixed_size_interval_var(begin, before + minutes + least, f"space {task.number} {least}")

    def hint(self, variable: Any, value: int) -> None:
        """Suggest a value; constants and repeated hints are left alone."""
        if variable is not self.one and variable.index not in self.hints:
            self.hints[variable.index] = value
            self.cp.add_hint(variable, value)

    def hint_sessions(self, sessions: Mapping[int, Session]) -> None:
        """Suggest times and rooms."""
        for number, session in sessions.items():
            begin = moment(session.day, session.start)
            self.hint(self.start[number], begin)
            for (task, day), literal in self.on.items():
                if task == number:
                    self.hint(literal, int(day == session.day))
            kind = self.kind_of[session.room].number
            for each, literal in self.room[number].items():
                self.hint(literal, int(each == kind))
            for (room, start), literal in self.at.get(number, {}).items():
                self.hint(literal, int((room, start) == (session.room, begin)))
            if session.prepare:
                kind = self.kind_of[session.prepare.room].number
                for each, literal in self.prepare.get(number, {}).items():
                    self.hint(literal, int(each == kind))

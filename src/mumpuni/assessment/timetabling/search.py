"""Puts the model together, lets it be solved, and reads the plan back."""

import time
from collections import defaultdict
from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass, field
from typing import Any

from ortools.sat.python import cp_model

from mumpuni.assessment.timetabling.board import DAY
from mumpuni.assessment.timetabling.figures import MISSING, SPREAD
from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.model import Model
from mumpuni.assessment.timetabling.model_goals import balance, changes, presence
from mumpuni.assessment.timetabling.model_meetings import Meetings
from mumpuni.assessment.timetabling.model_people import Staff, no_person_twice, pool
from mumpuni.assessment.timetabling.model_rooms import colour
from mumpuni.assessment.timetabling.model_travel import Travel
from mumpuni.assessment.timetabling.plan import MeetingAt, Plan, Prepare, Session
from mumpuni.assessment.timetabling.repairing import MOVED, ROOM, STAFF
from mumpuni.assessment.timetabling.tasks import Task

Value = Callable[[Any], int]


@dataclass(frozen=True)
class Ask:
    """What to search for."""

    goal: str = "plan"
    fixed: Mapping[int, Session] = field(default_factory=dict)
    people: Mapping[int, Session] = field(default_factory=dict)
    hint: Plan | None = None
    pooled: bool = False
    drop: frozenset[str] = frozenset()
    repairing: bool = False
    most: tuple[int, int] | None = None
    complete: bool = False
    times: Mapping[tuple[str, str], Mapping[int, int]] = field(default_factory=dict)


@dataclass(frozen=True)
class Limits:
    """How long to search; `deterministic` counts work instead of seconds, the same on every machine."""

    seconds: float
    workers: int = 2
    seed: int = 1
    deterministic: float | None = None


@dataclass(frozen=True)
class Found:
    """What the search gave."""

    status: str
    plan: Plan | None = None
    value: int | None = None
    bound: int | None = None
    seconds: float = 0.0


class Search:
    """One model with everything that belongs to it."""

    def __init__(self, instance: Instance, wanted: Sequence[Task], ask: Ask) -> None:
        self.instance, self.tasks, self.ask = instance, wanted, ask
        self.model = Model(
            instance,
            wanted,
            fixed=ask.fixed,
            exact_rooms=ask.goal == "repair" or ask.repairing,
            drop=ask.drop,
            times=ask.times,
        )
        self.staff = None if ask.pooled else Staff(self.model)
        self.meetings = Meetings(self.model, self.staff) if "meeting" not in ask.drop else None
        if not ask.times:
            pool(self.model, wanted)
        no_person_twice(self.model)
        Travel(self.model, self.staff, self.meetings)
        self.model.capacities()
        if self.staff and ask.people:
            self.staff.keep(ask.people)
        self.goal = self._goal()
        if ask.hint:
            self._hint(ask.hint)

    def _goal(self) -> Any:
        kind = self.ask.goal
        if kind == "any":
            if self.ask.most:
                self._few_changes(self.ask.most)
            return None
        if self.staff is None or self.meetings is None:
            goal = presence(self.model)
        elif kind == "repair":
            moved, rooms, people = self._few_changes(self.ask.most)
            spread, missing = balance(self.model, self.staff, self.meetings)
            base = self.instance.repair.base.meetings if self.instance.repair else ()
            people = people + STAFF * sum(self.meetings.moved(base))
            goal = MOVED * moved + ROOM * rooms + people + spread + missing
        elif kind == "balance":
            spread, missing = balance(self.model, self.staff, self.meetings)
            goal = SPREAD * (spread + MISSING * missing)
        else:
            spread, missing = balance(self.model, self.staff, self.meetings)
            goal = SPREAD * (spread + MISSING * missing) + presence(self.model)
        self.model.cp.minimize(goal)
        return goal

    def _few_changes(self, most: tuple[int, int] | None) -> tuple[Any, Any, Any]:
        """The changes against the plan before, limited to so many moves and rooms."""
        if self.staff is None:
            raise ValueError(most)
        base = {task.number: task.base for task in self.tasks if task.base}
        moved, rooms, people = changes(self.model, self.staff, base)
        if most:
            self.model.cp.add(moved <= most[0])
            self.model.cp.add(rooms <= most[1])
        return moved, rooms, people

    def _hint(self, plan: Plan) -> None:
        keys = {task.key: task.number for task in self.tasks}
        sessions = {keys[each.key]: each for each in plan.sessions if each.key in keys}
        self.model.hint_sessions(sessions)
        if self.staff:
            self.staff.hint(sessions)
        if self.meetings:
            self.meetings.hint(plan)

    def run(
        self,
        limits: Limits,
        on_plan: Callable[[Plan, int, int], None] | None = None,
    ) -> Found:
        """Search within the limits; each better plan is told at once."""
        solver = cp_model.CpSolver()
        parameters = solver.parameters
        parameters.max_time_in_seconds = max(limits.seconds, 0.05)
        parameters.num_workers = limits.workers
        parameters.random_seed = limits.seed
        # Looking for symmetries gains nothing here, and OR-tools 9.15 fails in it on some models.
        parameters.symmetry_level = 0
        if limits.deterministic is not None:
            parameters.max_deterministic_time = limits.deterministic
        began = time.monotonic()
        if self.ask.complete:
            self._complete(limits)
            parameters.max_time_in_seconds = max(limits.seconds - (time.monotonic() - began), 0.05)
        heard = _Listener(self, on_plan) if on_plan else None
        status = solver.solve(self.model.cp, heard)
        took = time.monotonic() - began
        if heard and heard.error:
            raise heard.error
        if status == cp_model.INFEASIBLE:
            return Found("infeasible", seconds=took)
        if status not in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            return Found("unknown", seconds=took)
        # Without some of the rules there is no plan to read, only the knowledge that there would be one.
        plan = None if self.ask.drop else self.read(solver.value)
        value, bound = (
            (0, 0) if self.goal is None else (round(solver.objective_value), max(round(solver.best_objective_bound), 0))
        )
        return Found("optimal" if status == cp_model.OPTIMAL else "feasible", plan, value, bound, took)

    def _complete(self, limits: Limits) -> None:
        """Give every variable its value in the hinted plan, so that the search begins with it and not near it."""
        solver = cp_model.CpSolver()
        solver.parameters.max_time_in_seconds = limits.seconds / 4
        solver.parameters.num_workers = 1
        solver.parameters.symmetry_level = 0
        solver.parameters.fix_variables_to_their_hinted_value = True
        if limits.deterministic is not None:
            solver.parameters.max_deterministic_time = limits.deterministic
        if solver.solve(self.model.cp) in (cp_model.OPTIMAL, cp_model.FEASIBLE):
            model: Any = self.model.cp
            model.clear_hints()
            for index, value in enumerate(list(solver.response_proto.solution)):
                model.add_hint(model.get_int_var_from_proto_index(index), value)

    def read(self, value: Value) -> Plan:
        """The plan that these values mean, with rooms coloured in."""
        rooms, preparing, meeting_rooms = self._rooms(value)
        sessions = []
        for task in self.tasks:
            if task.kept:
                sessions.append(task.kept)
                continue
            day, start = divmod(value(self.model.start[task.number]), DAY)
            prepare = preparing.get(task.number)
            prepared = None if prepare is None else Prepare(start - task.exercise.prepare_min, prepare)
            observers, helpers = self._people(task, value)
            sessions.append(
                Session(
                    task.exercise.name, day, start, rooms[task.number], task.assessees, observers, helpers, prepared
                )
            )
        sessions.sort(key=lambda each: (each.day, each.start, each.exercise, each.assessees))
        return Plan(self.instance.id, tuple(sessions), tuple(self._meetings(value, meeting_rooms)))

    def _people(self, task: Task, value: Value) -> tuple[dict[str, tuple[str, ...]], tuple[str, ...]]:
        if self.staff is None:
            return {}, ()
        watch, help_ = self.staff.watch, self.staff.help
        observers = {
            person: tuple(
                judge
                for judge in task.judges
                if (task.number, person, judge) in watch and value(watch[task.number, person, judge])
            )
            for person in task.assessees
            if task.exercise.observers
        }
        helpers = tuple(
            helper
            for role in task.exercise.helpers
            for (number, its, helper), literal in help_.items()
            if number == task.number and its == role and value(literal)
        )
        return observers, helpers

    def _rooms(self, value: Value) -> tuple[dict[int, str], dict[int, str], dict[str, str]]:
        """Room of each session, of each preparation, of each meeting."""
        stretches: dict[int, list[tuple[int, int, int]]] = defaultdict(list)
        keys: list[tuple[str, Any]] = []

        def note(kind: int, begin: int, minutes: int, what: tuple[str, Any]) -> None:
            stretches[kind].append((begin, begin + minutes, len(keys)))
            keys.append(what)

        found: dict[tuple[str, Any], str] = {}
        for task in self.tasks:
            start = value(self.model.start[task.number])
            before = 0 if task.preparing else task.exercise.prepare_min
            for kind, literal in self.model.room[task.number].items():
                if value(literal) and len(self.model.kinds[kind].rooms) == 1:
                    found["room", task.number] = self.model.kinds[kind].rooms[0]
                elif value(literal):
                    note(kind, start - before, task.exercise.minutes + before, ("room", task.number))
            for kind, literal in self.model.prepare.get(task.number, {}).items():
                if value(literal):
                    early = task.exercise.prepare_min
                    note(kind, start - early, early, ("prepare", task.number))
        for person, rooms in self.meetings.room.items() if self.meetings and self.instance.meeting else ():
            for kind, literal in rooms.items():
                if value(literal) and self.meetings and self.instance.meeting:
                    note(kind, value(self.meetings.start[person]), self.instance.meeting.minutes, ("meeting", person))
        for kind, those in stretches.items():
            for number, room in colour(self.model.kinds[kind], those).items():
                found[keys[number]] = room
        return (
            {number: room for (what, number), room in found.items() if what == "room"},
            {number: room for (what, number), room in found.items() if what == "prepare"},
            {person: room for (what, person), room in found.items() if what == "meeting"},
        )

    def _meetings(self, value: Value, rooms: Mapping[str, str]) -> list[MeetingAt]:
        if not self.meetings or not self.staff:
            return []
        found = list(self.instance.met)
        for person, start in self.meetings.start.items():
            day, begin = divmod(value(start), DAY)
            members = tuple(j for (who, j), literal in self.meetings.member.items() if who == person and value(literal))
            writers = [j for (who, j), literal in self.meetings.writer.items() if who == person and value(literal)]
            writer = writers[0] if writers else None
            found.append(MeetingAt(person, day, begin, rooms[person], members, writer))
        return sorted(found, key=lambda each: (each.day, each.start, each.assessee))


class _Listener(cp_model.CpSolverSolutionCallback):
    """Hears of each better plan; errors are kept until the search is over, since they cannot cross it."""

    def __init__(self, search: Search, on_plan: Callable[[Plan, int, int], None]) -> None:
        super().__init__()
        self.search, self.on_plan = search, on_plan
        self.error: Exception | None = None

    def on_solution_callback(self) -> None:
        """Tell the plan."""
        try:
            bound = self.best_objective_bound
            self.on_plan(self.search.read(self.value), round(self.objective_value), max(round(bound), 0))
        except Exception as error:
            self.error = error
            self.stop_search()


__all__ = ["Ask", "Found", "Limits", "Search"]

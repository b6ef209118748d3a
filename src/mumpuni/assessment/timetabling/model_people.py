"""Who observes and who helps, in the constraint model."""

from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping, Sequence
from typing import Any

from ortools.sat.python import cp_model

from mumpuni.assessment.timetabling.board import moment
from mumpuni.assessment.timetabling.model import Literal, Model
from mumpuni.assessment.timetabling.model_rooms import merged
from mumpuni.assessment.timetabling.plan import Session
from mumpuni.assessment.timetabling.tasks import Task


class Staff:
    """Literals of who watches whom (`watch`), who attends (`attend`) and who helps (`help`)."""

    def __init__(self, model: Model) -> None:
        self.model, self.cp, self.instance = model, model.cp, model.instance
        self.attend: dict[tuple[int, str], Literal] = {}
        self.watch: dict[tuple[int, str, str], Literal] = {}
        self.help: dict[tuple[int, str, str], Literal] = {}
        self.busy: dict[str, list[tuple[Task, Literal, int]]] = defaultdict(list)
        self._serving: dict[str, Literal] = {}
        for task in model.tasks:
            if task.exercise.observers:
                self._observers(task)
            for role in task.exercise.helpers:
                self._helper(task, role)
        if "pair" not in model.drop:
            self._pairs()
        if "daily" not in model.drop:
            self._limits()
        if "psychologist" not in model.drop:
            self._psychologists()
        self._own_helpers()

    def _observers(self, task: Task) -> None:
        exercise = task.exercise
        for judge in task.judges:
            seen = [person for person in task.assessees if task.watchable(judge, person)]
            attends = self.cp.new_bool_var(f"attends {task.number} {judge}")
            self.attend[task.number, judge] = attends
            self._occupy(task, judge, attends, exercise.classify_min)
            if len(task.assessees) == 1:
                self.watch[task.number, seen[0], judge] = attends
                continue
            watched = [self.cp.new_bool_var(f"watches {task.number} {judge} {person}") for person in seen]
            for person, literal in zip(seen, watched, strict=True):
                self.watch[task.number, person, judge] = literal
                self.cp.add_implication(literal, attends)
            self.cp.add(sum(watched) <= exercise.max_watch)
            self.cp.add_bool_or(attends.negated(), *watched)
        for person in task.assessees:
            those = [self.watch[task.number, person, each] for each in task.judges if task.watchable(each, person)]
            self.cp.add(sum(those) == exercise.observers)
        self._locked_observers(task)

    def _locked_observers(self, task: Task) -> None:
        for person, those in ((task.lock.observers if task.lock else None) or {}).items():
            for judge in task.judges:
                literal = self.watch.get((task.number, person, judge))
                if literal is not None:
                    self.cp.add(literal == int(judge in those))
            if any((task.number, person, judge) not in self.watch for judge in those):
                self._never()

    def _never(self) -> None:
        """Something settled cannot hold; the model says so itself."""
        self.cp.add_bool_or([])

    def _helper(self, task: Task, role: str) -> None:
        able = task.players(role)
        if task.lock and task.lock.helpers is not None and not task.kept:
            able = [each for each in able if each in task.lock.helpers]
        for helper in able:
            literal = self.cp.new_bool_var(f"helps {task.number} {role} {helper}")
            self.help[task.number, role, helper] = literal
            if task.exercise.helpers_shared and task.number in self.model.at:
                self._absent(task, helper, literal, 0)
            else:
                self._occupy(task, helper, literal, 0)
        self.cp.add_exactly_one(self.help[task.number, role, helper] for helper in able)
        if task.exercise.helpers_shared and task.number in self.model.at:
            self._share(task, role, able)

    def _share(self, task: Task, role: str, able: Iterable[str]) -> None:
        """One person serves all who sit together; the first session of the exercise makes the sitting's literals."""
        name, minutes = task.exercise.name, task.exercise.minutes
        for (room, begin), literal in self.model.at[task.number].items():
            for helper in able:
                key = f"serves {name} {room} {begin} {role} {helper}"
                if key not in self._serving:
                    self._serving[key] = self.cp.new_bool_var(key)
                    size = minutes + self.instance.rules.gap_min
                    interval = self.cp.new_optional_fixed_size_interval_var(begin, size, self._serving[key], key)
                    self.model.people[helper].append(interval)
                self.cp.add_bool_or(
                    literal.negated(), self.help[task.number, role, helper].negated(), self._serving[key]
                )

    def _occupy(self, task: Task, person: str, literal: Literal, after: int) -> None:
        start = self.model.start[task.number]
        size = task.exercise.minutes + after + self.instance.rules.gap_min
        name = f"busy {task.number} {person}"
        self.model.people[person].append(self.cp.new_optional_fixed_size_interval_var(start, size, literal, name))
        self.busy[person].append((task, literal, after))
        self._absent(task, person, literal, after)

    def _absent(self, task: Task, person: str, literal: Literal, after: int) -> None:
        """Who is away cannot come; the times at which they could are few enough to list."""
        if task.kept or person not in self.instance.absences or "away" in self.model.drop:
            return
        size = task.exercise.minutes + after
        fixed = self.model.fixed.get(task.number)
        starts = [(fixed.day, fixed.start)] if fixed else task.starts
        there = [
            moment(day, start) for day, start in starts if not self.instance.is_away(person, day, start, start + size)
        ]
        if not there:
            self.cp.add(literal == 0)
        elif len(there) < len(starts):
            domain = cp_model.Domain.from_values(there)
            self.cp.add_linear_expression_in_domain(self.model.start[task.number], domain).only_enforce_if(literal)

    def _pairs(self) -> None:
        both: dict[tuple[str, str], list[Literal]] = defaultdict(list)
        for (_task, person, judge), literal in self.watch.items():
            both[judge, person].append(literal)
        limit = self.instance.rules.max_exercises_per_pair
        for those in both.values():
            if len(those) > limit:
                self.cp.add(sum(those) <= limit)

    def _limits(self) -> None:
        """Minutes of a day and of the week."""
        rules = self.instance.rules
        days = range(len(self.instance.days))
        for judge in self.instance.assessors:
            own = [
                (task, self.attend[task.number, judge])
                for task in self.model.tasks
                if (task.number, judge) in self.attend
            ]
            if rules.max_week_min is not None:
                most = rules.max_week_min - self.instance.load_before.get(judge, 0)
                self.cp.add(sum(task.exercise.minutes * literal for task, literal in own) <= max(most, 0))
            if rules.max_observe_min_per_day is None:
                continue
            for day in days:
                inside = [
                    (task.exercise.minutes, self._both(task, literal, day))
                    for task, literal in own
                    if (task.number, day) in self.model.on
                ]
                if sum(minutes for minutes, _literal in inside) > rules.max_observe_min_per_day:
                    total = sum(minutes * literal for minutes, literal in inside)
                    self.cp.add(total <= rules.max_observe_min_per_day)

    def _both(self, task: Task, attends: Literal, day: int) -> Literal:
        """At least the conjunction of attending and being on that day."""
        on = self.model.on[task.number, day]
        if on is self.model.one:
            return attends
        both = self.cp.new_bool_var(f"{attends.name} on {day}")
        self.cp.add_bool_or(attends.negated(), on.negated(), both)
        return both

    def _psychologists(self) -> None:
        rules, assessors = self.instance.rules, self.instance.assessors
        if not (rules.psychologist_per_group or rules.own_psychologist):
            return
        own: dict[str, dict[str, list[Literal]]] = defaultdict(lambda: defaultdict(list))
        for (number, judge), literal in self.attend.items():
            if assessors[judge].psychologist:
                own[self.model.tasks[number].group][judge].append(literal)
        counted: dict[str, list[Literal]] = defaultdict(list)
        for group in self.instance.groups:
            if rules.psychologist_per_group:
                self.cp.add_bool_or([each for those in own[group].values() for each in those])
            if rules.own_psychologist:
                mine = []
                for judge, those in own[group].items():
                    literal = self.cp.new_bool_var(f"psychologist of {group} {judge}")
                    self.cp.add_bool_or(literal.negated(), *those)
                    mine.append(literal)
                    counted[judge].append(literal)
                self.cp.add_exactly_one(mine)
        for literals in counted.values():
            self.cp.add_at_most_one(literals)

    def _own_helpers(self) -> None:
        """The same person of a role throughout a group, another for each group."""
        for role in self.instance.rules.own_helper:
            serving: dict[str, dict[str, Literal]] = defaultdict(dict)
            for (number, its, helper), literal in self.help.items():
                if its == role:
                    group = self.model.tasks[number].group
                    if group not in serving[helper]:
                        serving[helper][group] = self.cp.new_bool_var(f"{role} of {group} {helper}")
                    self.cp.add_implication(literal, serving[helper][group])
            by_group: dict[str, list[Literal]] = defaultdict(list)
            for those in serving.values():
                self.cp.add_at_most_one(those.values())
                for group, literal in those.items():
                    by_group[group].append(literal)
            for literals in by_group.values():
                self.cp.add_at_most_one(literals)

    def hint(self, sessions: Mapping[int, Session]) -> None:
        """Suggest the people of these sessions."""
        for (number, judge), literal in self.attend.items():
            if number in sessions:
                self.model.hint(literal, int(judge in sessions[number].watchers))
        for (number, person, judge), literal in self.watch.items():
            if number in sessions:
                self.model.hint(literal, int(judge in sessions[number].observers.get(person, ())))
        for (number, _role, helper), literal in self.help.items():
            if number in sessions:
                self.model.hint(literal, int(helper in sessions[number].helpers))

    def keep(self, sessions: Mapping[int, Session]) -> None:
        """Hold the people of these sessions as they are."""
        for (number, person, judge), literal in self.watch.items():
            if number in sessions:
                self.cp.add(literal == int(judge in sessions[number].observers.get(person, ())))
        for (number, _role, helper), literal in self.help.items():
            if number in sessions:
                self.cp.add(literal == int(helper in sessions[number].helpers))


def no_person_twice(model: Model) -> None:
    """Each person is in one place at a time; to be called when everybody's intervals are made."""
    for intervals in model.people.values():
        if len(intervals) > 1:
            model.cp.add_no_overlap(intervals)


def pool(model: Model, wanted: Sequence[Task]) -> None:
    """People counted together instead of one by one: a relaxation that finds times fast and proves much."""
    instance, rules = model.instance, model.instance.rules
    panels = {frozenset(instance.judges(group)) for group in instance.groups} | {frozenset(instance.assessors)}
    for panel in panels:
        inside = [
            (_stretch(model, task, task.exercise.classify_min), task.attendance)
            for task in wanted
            if task.exercise.observers and panel.issuperset(task.judges)
        ]
        _cumulative(model, inside, panel)
        if rules.max_observe_min_per_day is not None and "daily" not in model.drop:
            for day in range(len(instance.days)):
                total = sum(
                    task.exercise.minutes * task.attendance * model.on[task.number, day]
                    for task in wanted
                    if task.exercise.observers and panel.issuperset(task.judges) and (task.number, day) in model.on
                )
                there = sum(_some(instance, each, day) for each in panel)
                model.cp.add(total <= rules.max_observe_min_per_day * there)
    for role in dict.fromkeys(each.role for each in instance.helpers.values()):
        able = frozenset(each.id for each in instance.helpers.values() if each.role == role)
        inside = [
            (_stretch(model, task, 0), 1)
            for task in wanted
            if role in task.exercise.helpers and not (task.exercise.helpers_shared and task.exercise.joint)
        ]
        _cumulative(model, inside, able)


def _some(instance: Any, person: str, day: int) -> bool:
    """Whether the person is there for a part of the day."""
    there = instance.days[day]
    return not any(
        each.day == day and each.start <= there.start and each.end >= there.end
        for each in instance.absences.get(person, ())
    )


def _stretch(model: Model, task: Task, after: int) -> Any:
    size = task.exercise.minutes + after + model.instance.rules.gap_min
    return model.cp.new_fixed_size_interval_var(model.start[task.number], size, f"pool {task.number}")


def _cumulative(model: Model, inside: list[tuple[Any, int]], able: frozenset[str]) -> None:
    if not inside:
        return
    intervals, demands = [each for each, _need in inside], [need for _each, need in inside]
    for person in sorted(able) if "away" not in model.drop else ():
        for start, end in merged(_away(model, person)):
            intervals.append(model.cp.new_fixed_size_interval_var(start, end - start, f"away {person}"))
            demands.append(1)
    model.cp.add_cumulative(intervals, demands, len(able))


def _away(model: Model, person: str) -> Iterator[tuple[int, int]]:
    """A session may still end as an absence begins, so its gap reaches into the absence."""
    instance, gap = model.instance, model.instance.rules.gap_min
    repair = instance.repair
    for each in instance.absences.get(person, ()):
        fell_ill = repair and repair.from_time and each not in instance.away and each.day == repair.from_day
        if each.end - each.start > gap and not fell_ill:
            yield moment(each.day, each.start) + gap, moment(each.day, each.end)

"""What makes one lawful plan better than another, in the constraint model."""

from collections import defaultdict
from collections.abc import Mapping
from typing import Any

from mumpuni.assessment.timetabling.board import moment
from mumpuni.assessment.timetabling.model import Model
from mumpuni.assessment.timetabling.model_meetings import Meetings
from mumpuni.assessment.timetabling.model_people import Staff
from mumpuni.assessment.timetabling.plan import Session
from mumpuni.assessment.timetabling.repairing import PERSON, STAFF
from mumpuni.assessment.timetabling.spans import earliest_end, least_presence


def balance(model: Model, staff: Staff, meetings: Meetings) -> Any:
    """The difference between the longest and the shortest load, weighed; an observer who misses a meeting costs too."""
    cp, instance = model.cp, model.instance
    loads = []
    for judge in instance.assessors:
        terms = [
            model.tasks[number].exercise.minutes * literal
            for (number, each), literal in staff.attend.items()
            if each == judge
        ]
        report = instance.meeting.report_min if instance.meeting else 0
        terms += [report * literal for (_who, each), literal in meetings.writer.items() if each == judge]
        loads.append(sum(terms) + instance.load_before.get(judge, 0))
    if not loads:
        return 0
    ceiling = 10**6
    longest, shortest = cp.new_int_var(0, ceiling, "longest load"), cp.new_int_var(0, ceiling, "shortest load")
    for load in loads:
        cp.add(longest >= load)
        cp.add(shortest <= load)
    return longest - shortest, sum(meetings.missing)


def presence(model: Model) -> Any:
    """Minutes that assessees spend between their first and last session of each day, and the last end of each day."""
    cp = model.cp
    own: dict[str, list[Any]] = defaultdict(list)
    for task in model.tasks:
        for person in task.assessees:
            own[person].append(task)
    total: list[Any] = []
    bounds: dict[tuple[Any, ...], int] = {}
    for person, those in own.items():
        alike = tuple((task.exercise.name, tuple(task.starts)) for task in those)
        if alike not in bounds:
            bounds[alike] = least_presence(model.instance, those)
        spans = []
        for day in range(len(model.instance.days)):
            inside = [task for task in those if (task.number, day) in model.on]
            if inside:
                spans.append(_span(model, person, day, inside))
        cp.add(sum(spans) >= bounds[alike])
        total += spans
    ends = []
    for day, there in enumerate(model.instance.days):
        soonest = there.start
        if len(model.instance.days) == 1:
            soonest = max(there.start, *(earliest_end(model.instance, those, day) for those in own.values()))
        last = cp.new_int_var(moment(day, soonest), moment(day, there.end), f"last end {day}")
        for task in model.tasks:
            if (task.number, day) in model.on and not task.kept:
                end = model.start[task.number] + task.exercise.minutes
                _when(model, task.number, day, last >= end)
        ends.append(last - moment(day, there.start))
    # Whoever has the longest way through the event is done no sooner than the event.
    cp.add(sum(ends) >= max(bounds.values(), default=0))
    return sum(total) + sum(ends)


def _span(model: Model, person: str, day: int, inside: list[Any]) -> Any:
    there = model.instance.days[day]
    lowest, highest = moment(day, there.start), moment(day, there.end)
    first = model.cp.new_int_var(lowest, highest, f"first {person} {day}")
    last = model.cp.new_int_var(lowest, highest, f"last {person} {day}")
    model.cp.add(last >= first)
    work = []
    for task in inside:
        begin = model.start[task.number] - task.exercise.prepare_min
        end = model.start[task.number] + task.exercise.minutes
        _when(model, task.number, day, first <= begin)
        _when(model, task.number, day, last >= end)
        work.append((task.exercise.minutes + task.exercise.prepare_min) * model.on[task.number, day])
    model.cp.add(last - first >= sum(work))
    return last - first


def _when(model: Model, number: int, day: int, condition: Any) -> None:
    literal = model.on[number, day]
    constraint = model.cp.add(condition)
    if literal is not model.one:
        constraint.only_enforce_if(literal)


def changes(model: Model, staff: Staff, base: Mapping[int, Session]) -> tuple[Any, Any, Any]:
    """How many sessions move, how many change rooms, and what changes among the people, the last weighed."""
    moved, rooms, people = [], [], []
    for number, old in base.items():
        if model.tasks[number].kept:
            continue
        moved.append(_moved(model, number, old))
        kind = model.kind_of[old.room].number
        stays = model.room[number].get(kind)
        rooms.append(1 if stays is None else 1 - stays)
        people.extend(_people(model, staff, number, old))
    return sum(moved), sum(rooms), sum(people)


def _moved(model: Model, number: int, old: Session) -> Any:
    begin = moment(old.day, old.start)
    if (old.day, old.start) not in model.tasks[number].starts:
        return 1
    moved = model.cp.new_bool_var(f"moved {number}")
    model.cp.add(model.start[number] == begin).only_enforce_if(moved.negated())
    return moved


def _people(model: Model, staff: Staff, number: int, old: Session) -> list[Any]:
    """A literal for a session with other people, weighed, and one for each person who is new in it."""
    task = model.tasks[number]
    there: list[Any] = []
    fresh: list[Any] = []
    for person in task.assessees:
        before = old.observers.get(person, ())
        there += [staff.watch.get((number, person, judge), 0) for judge in before]
    for judge in task.judges:
        if judge not in old.watchers:
            fresh.append(staff.attend[number, judge])
    for role in task.exercise.helpers:
        able = [each for (its, what, each) in staff.help if its == number and what == role]
        there += [staff.help.get((number, role, each), 0) for each in old.helpers if each in able] or [0]
        fresh += [staff.help[number, role, each] for each in able if each not in old.helpers]
    changed = model.cp.new_bool_var(f"other people {number}")
    for literal in there:
        if isinstance(literal, int):
            model.cp.add(changed == 1)
        else:
            model.cp.add_implication(literal.negated(), changed)
    return [STAFF * changed, PERSON * sum(fresh)] if fresh else [STAFF * changed]

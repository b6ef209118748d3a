"""A quick plan: each session in turn takes the first time and room at which everybody can come."""

import random
import time
from collections.abc import Iterator
from dataclasses import dataclass

from mumpuni.assessment.timetabling.board import Board, moment, stretch
from mumpuni.assessment.timetabling.checking import violations
from mumpuni.assessment.timetabling.figures import worth
from mumpuni.assessment.timetabling.greedy_people import helpers_for, meetings_for, observers_for, people_of
from mumpuni.assessment.timetabling.instance import Instance, Room
from mumpuni.assessment.timetabling.plan import Plan, Prepare, Session
from mumpuni.assessment.timetabling.tasks import Task, tasks


@dataclass(frozen=True, slots=True)
class Attempt:
    """What one or more passes gave: a lawful plan, or the fullest try as a hint."""

    plan: Plan | None
    hint: Plan
    tries: int


def greedy(
    instance: Instance, *, tries: int = 1, seed: int = 1, seconds: float | None = None, after: float | None = None
) -> Attempt:
    """The best plan of one pass in the natural order and some in shuffled orders.

    `seconds` limits all of it, `after` what is spent on better ones once there is a lawful one.
    """
    wanted = tasks(instance)
    chance = random.Random(seed)  # noqa: S311
    until = None if seconds is None else time.monotonic() + seconds
    best: tuple[int, Plan] | None = None
    hint = Plan(instance.id)
    done = 0
    for number in range(tries):
        done += 1
        plan, whole = one_pass(instance, wanted, chance if number else None)
        if len(plan.sessions) > len(hint.sessions):
            hint = plan
        if whole and not violations(instance, plan):
            value = worth(instance, plan)
            if best is None and after is not None:
                until = min(until or float("inf"), time.monotonic() + after)
            if best is None or value < best[0]:
                best = (value, plan)
        if until is not None and time.monotonic() > until:
            break
    return Attempt(best[1] if best else None, best[1] if best else hint, done)


def one_pass(instance: Instance, wanted: list[Task], chance: random.Random | None) -> tuple[Plan, bool]:
    """Place what can be placed; tells whether that was everything."""
    board = Board(instance)
    placed: list[Session] = []
    whole = True
    for task in _ordered(instance, wanted, chance):
        session = task.kept or next(_places(board, task, chance), None)
        if session is None:
            whole = False
            continue
        board.put(task, session)
        placed.append(session)
    meetings = list(meetings_for(board, placed)) if instance.meeting else []
    whole = whole and (
        not instance.meeting or len(meetings) == sum(bool(board.watched[p]) for p in people_of(instance))
    )
    return Plan(instance.id, tuple(placed), tuple(meetings)), whole


def _ordered(instance: Instance, wanted: list[Task], chance: random.Random | None) -> list[Task]:
    """What must come first, then what needs most people; shuffled within that."""
    depth = depths(instance)
    rank = {task.number: chance.random() if chance else task.number for task in wanted}

    def before(task: Task) -> tuple[float, ...]:
        exercise = task.exercise
        first = not task.kept, task.lock is None
        if chance and chance.random() < 0.15:
            return (*first, depth[exercise.name], 1, 0, rank[task.number])
        return (*first, depth[exercise.name], not exercise.whole_group, -exercise.minutes, rank[task.number])

    return sorted(wanted, key=before)


def depths(instance: Instance) -> dict[str, int]:
    """How many exercises must come before each; circles do not matter here."""
    depth = dict.fromkeys(instance.exercises, 0)
    for _round in range(len(depth)):
        for first, then in instance.rules.order:
            depth[then] = max(depth[then], min(depth[first] + 1, len(depth)))
    return depth


def _places(board: Board, task: Task, chance: random.Random | None) -> Iterator[Session]:
    starts = task.starts
    if chance and len(starts) > 4 and chance.random() < 0.3:
        skip = chance.randrange(len(starts) // 2)
        starts = starts[skip:] + starts[:skip]
    rooms = sorted(task.rooms, key=lambda room: room.seats)
    for day, start in starts:
        if not _in_order(board, task, day, start):
            continue
        for room in rooms:
            session = _session(board, task, day, start, room)
            if session:
                yield session


def _in_order(board: Board, task: Task, day: int, start: int) -> bool:
    """Orders and spaces towards what is placed already."""
    rules, exercise = board.instance.rules, task.exercise
    begin, end = moment(day, start - exercise.prepare_min), moment(day, start + exercise.minutes)
    for person in task.assessees:
        for first, then in rules.order:
            if then == exercise.name and board.ends.get((person, first), 0) > begin:
                return False
            later = board.ends.get((person, then)) if first == exercise.name else None
            if later is not None and later - board.instance.exercises[then].minutes < end:
                return False
        for one, other, least in rules.space:
            if exercise.name in (one, other):
                beside = other if exercise.name == one else one
                stop = board.ends.get((person, beside))
                if stop is None:
                    continue
                there = stop - board.instance.exercises[beside].minutes
                if begin < stop + least and there < end + least:
                    return False
    return True


def _session(board: Board, task: Task, day: int, start: int, room: Room) -> Session | None:
    exercise = task.exercise
    if not board.roomy(task, room, day, start):
        return None
    begin, end = moment(day, start - exercise.prepare_min), moment(day, start + exercise.minutes)
    if not all(board.free(person, begin, end, room.area) for person in task.assessees):
        return None
    prepare = _prepare(board, task, day, start)
    if task.preparing and prepare is None:
        return None
    helpers = helpers_for(board, task, day, start, room)
    if helpers is None:
        return None
    observers = observers_for(board, task, day, start, room, helpers)
    if observers is None:
        return None
    return Session(exercise.name, day, start, room.id, task.assessees, observers, helpers, prepare)


def _prepare(board: Board, task: Task, day: int, start: int) -> Prepare | None:
    minutes = task.exercise.prepare_min
    if not minutes:
        return None
    if not task.exercise.prepare_rooms:
        return None
    bits = stretch(moment(day, start - minutes), moment(day, start))
    for room in task.preparing:
        if not board.rooms[room.id] & bits:
            return Prepare(start - minutes, room.id)
    return None

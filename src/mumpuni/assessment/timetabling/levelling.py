"""Levels the loads of a lawful plan without moving anything: a session's observer hands over to one with less to do."""

import time
from collections.abc import Iterator
from dataclasses import replace

from mumpuni.assessment.timetabling.board import Board, moment
from mumpuni.assessment.timetabling.checking import violations
from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.plan import Plan, Session
from mumpuni.assessment.timetabling.tasks import Task, tasks

Swap = tuple[int, str, str]


def levelled(instance: Instance, plan: Plan, seconds: float = 1.0) -> Plan:
    """The plan with handovers as long as they bring loads closer together; the plan itself when none does."""
    if plan.meetings or not instance.assessors:
        return plan
    until = time.monotonic() + seconds
    by_key = {task.key: task for task in tasks(instance)}
    wanted = [by_key[each.key] for each in plan.sessions]
    while time.monotonic() < until:
        board = _board(instance, wanted, plan)
        better = next(
            (
                changed
                for swaps in _handovers(board, wanted, plan)
                if not violations(instance, changed := _apply(plan, swaps))
            ),
            None,
        )
        if better is None:
            break
        plan = better
    return plan


def _board(instance: Instance, wanted: list[Task], plan: Plan) -> Board:
    board = Board(instance)
    for task, session in zip(wanted, plan.sessions, strict=True):
        board.put(task, session)
    return board


def _handovers(board: Board, wanted: list[Task], plan: Plan) -> Iterator[tuple[Swap, ...]]:
    """Handovers from those who have much to those who have little, at once or by way of a third."""
    loads = {each: board.minutes[each] for each in board.instance.assessors}
    order = sorted(loads, key=lambda each: (loads[each], each))
    own: dict[str, list[int]] = {each: [] for each in order}
    for number, session in enumerate(plan.sessions):
        for watcher in session.watchers if not wanted[number].kept and not wanted[number].lock else ():
            own[watcher].append(number)
    for high in reversed(order):
        for low in order:
            for number in own[high]:
                minutes = wanted[number].exercise.minutes
                if loads[high] - loads[low] <= minutes:
                    continue
                if _can_take(board, wanted[number], plan.sessions[number], high, low):
                    yield ((number, high, low),)
                    continue
                yield from _through_a_third(board, wanted, plan, own, (number, high, low))


def _through_a_third(
    board: Board, wanted: list[Task], plan: Plan, own: dict[str, list[int]], swap: Swap
) -> Iterator[tuple[Swap, ...]]:
    number, high, low = swap
    for third in own:
        if third in (high, low) or not _can_take(board, wanted[number], plan.sessions[number], high, third):
            continue
        for other in own[third]:
            same = wanted[other].exercise.minutes == wanted[number].exercise.minutes
            if same and _can_take(board, wanted[other], plan.sessions[other], third, low):
                yield ((number, high, third), (other, third, low))
                break


def _can_take(board: Board, task: Task, session: Session, gives: str, takes: str) -> bool:
    if takes in session.watchers or takes in session.helpers or takes not in task.judges:
        return False
    seen = [person for person, those in session.observers.items() if gives in those]
    limit = board.instance.rules.max_exercises_per_pair
    if any(not task.watchable(takes, person) or board.pairs[takes, person] >= limit for person in seen):
        return False
    begin = moment(session.day, session.start)
    end = begin + task.exercise.minutes + task.exercise.classify_min
    return board.free(takes, begin, end, board.instance.rooms[session.room].area)


def _apply(plan: Plan, swaps: tuple[Swap, ...]) -> Plan:
    sessions = list(plan.sessions)
    for number, gives, takes in swaps:
        observers = {
            person: tuple(takes if each == gives else each for each in those)
            for person, those in sessions[number].observers.items()
        }
        sessions[number] = replace(sessions[number], observers=observers)
    return replace(plan, sessions=tuple(sessions))

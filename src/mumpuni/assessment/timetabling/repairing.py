"""Changes a plan as little as possible: fewest sessions moved in time, then in room, then in people.

The fewest are found from below: none may move, one may move, two may move. Each step that is refused is a proof, and
each is far easier than to minimise over everything at once.
"""

from collections.abc import Callable, Mapping
from dataclasses import dataclass, replace
from typing import TYPE_CHECKING

from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.plan import Plan, Session
from mumpuni.assessment.timetabling.tasks import Task

if TYPE_CHECKING:
    from mumpuni.assessment.timetabling.search import Ask, Found

#: What one changed session of each kind weighs in the value of a repair.
MOVED, ROOM, STAFF, PERSON = 10**9, 10**7, 10**5, 10**3

Look = Callable[["Ask", float], "Found"]


@dataclass(frozen=True, slots=True)
class Counted:
    """How many sessions a plan moves in time and in room."""

    moved: int
    rooms: int


def count(wanted: Mapping[int, Task], plan: Plan) -> Counted:
    """The changes of the sessions that have not begun."""
    now = {each.key: each for each in plan.sessions}
    pairs = [(task.base, now[task.key]) for task in wanted.values() if task.base and not task.kept]
    moved = sum((old.day, old.start) != (new.day, new.start) for old, new in pairs)
    return Counted(moved, sum(old.room != new.room for old, new in pairs))


def repaired(instance: Instance, wanted: Mapping[int, Task], look: Look, left: Callable[[], float]) -> "Found":
    """The plan with the fewest changes that is found, with a bound that says what is proven."""
    from mumpuni.assessment.timetabling.search import Ask

    meetings = instance.repair.base.meetings if instance.repair else ()
    old = Plan(instance.id, tuple(task.base for task in wanted.values() if task.base), meetings)
    fixed = {number: task.base for number, task in wanted.items() if task.base and not task.kept and stands(task)}
    if fixed:
        found = look(Ask("repair", fixed=fixed, hint=old), 0.4 * left())
        if found.plan:
            return found
    first = look(Ask("any", hint=old, repairing=True), 0.4 * left())
    if first.status == "infeasible":
        return first
    most, fewest, best = _fewest_moves(wanted, old, first.plan, look, left)
    rooms_least = 0
    if best:
        most, rooms_least, best = _fewest_rooms(wanted, old, most, best, look, left)
    found = look(Ask("repair", hint=best or old, most=most), max(left(), 0.5))
    proven = MOVED * fewest + ROOM * rooms_least
    if found.plan is None:
        return replace(first, plan=best, status="feasible" if best else found.status, value=None, bound=proven)
    return replace(found, bound=max(found.bound or 0, proven))


def _fewest_moves(
    wanted: Mapping[int, Task], old: Plan, known: Plan | None, look: Look, left: Callable[[], float]
) -> tuple[tuple[int, int] | None, int, Plan | None]:
    """The limits to keep, the proven fewest moves, and a plan with so few."""
    from mumpuni.assessment.timetabling.search import Ask

    movable = sum(1 for task in wanted.values() if task.base and not task.kept)
    ceiling = count(wanted, known).moved if known else movable
    fewest = 0
    for moves in range(ceiling):
        found = look(Ask("any", hint=old, repairing=True, most=(moves, movable)), 0.3 * left())
        if found.plan:
            return (count(wanted, found.plan).moved, movable), fewest, found.plan
        if found.status != "infeasible":
            break
        fewest = moves + 1
    return ((ceiling, movable), fewest, known) if known else (None, fewest, None)


def _fewest_rooms(
    wanted: Mapping[int, Task],
    old: Plan,
    most: tuple[int, int] | None,
    best: Plan,
    look: Look,
    left: Callable[[], float],
) -> tuple[tuple[int, int], int, Plan]:
    """The same for rooms, with the moves held."""
    from mumpuni.assessment.timetabling.search import Ask

    here = count(wanted, best)
    moves, least = (most[0] if most else here.moved), 0
    for rooms in range(here.rooms):
        found = look(Ask("any", hint=best, repairing=True, most=(moves, rooms)), 0.3 * left())
        if found.plan:
            return (moves, rooms), least, found.plan
        if found.status != "infeasible":
            break
        least = rooms + 1
    return (moves, here.rooms), least, best


def stands(task: Task) -> bool:
    """Whether the session could stay at its time and place as far as it alone is concerned."""
    old: Session | None = task.base
    if old is None or (old.day, old.start) not in task.starts:
        return False
    return any(each.id == old.room for each in task.rooms)

"""Rooms that are alike count as one kind with a number; which of them it is, is coloured in afterwards."""

from collections import defaultdict
from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mumpuni.assessment.timetabling.board import moment
from mumpuni.assessment.timetabling.instance import Instance, Room
from mumpuni.assessment.timetabling.tasks import Task


@dataclass(frozen=True)
class Alike:
    """Rooms that nobody can tell apart."""

    number: int
    rooms: tuple[str, ...]
    area: str
    seats: int


def alike(instance: Instance, wanted: Sequence[Task], *, exact: bool) -> list[Alike]:
    """The rooms by kind; one by one where they are named, joint, or `exact`."""
    named = {task.kept.room for task in wanted if task.kept} | {each.room for each in instance.locks if each.room}
    named |= {task.kept.prepare.room for task in wanted if task.kept and task.kept.prepare}
    named |= {each.id for task in wanted if task.exercise.joint for each in task.rooms}
    by: dict[tuple[object, ...], list[Room]] = defaultdict(list)
    for room in instance.rooms.values():
        own = room.id if exact or room.id in named or room.id in instance.blocks else ""
        by[room.kind, room.seats, room.area, own].append(room)
    return [
        Alike(number, tuple(each.id for each in those), those[0].area, those[0].seats)
        for number, those in enumerate(by.values())
    ]


def blocked(instance: Instance, kind: Alike) -> list[tuple[int, int]]:
    """When a room that stands alone is taken by another event."""
    return merged(
        (moment(each.day, each.start), moment(each.day, each.end))
        for room in kind.rooms
        for each in instance.blocks.get(room, ())
    )


def merged(stretches: Iterable[tuple[int, int]]) -> list[tuple[int, int]]:
    """The same time without overlaps, so that nothing counts twice."""
    found: list[tuple[int, int]] = []
    for start, end in sorted(stretches):
        if found and start <= found[-1][1]:
            found[-1] = (found[-1][0], max(end, found[-1][1]))
        else:
            found.append((start, end))
    return found


def colour(kind: Alike, stretches: Iterable[tuple[int, int, int]]) -> dict[int, str]:
    """A room for each (start, end, key), never two at once in one room."""
    free_at = dict.fromkeys(kind.rooms, -1)
    found: dict[int, str] = {}
    for start, end, key in sorted(stretches):
        room = next(each for each, free in free_at.items() if free <= start)
        found[key] = room
        free_at[room] = end
    return found


def kinds_of(kinds: Sequence[Alike], rooms: Iterable[Room]) -> list[Alike]:
    """The kinds to which these rooms belong."""
    ids = {each.id for each in rooms}
    return [each for each in kinds if ids.intersection(each.rooms)]


def kind_of(kinds: Sequence[Alike]) -> Mapping[str, Alike]:
    """The kind of each room."""
    return {room: each for each in kinds for room in each.rooms}

"""The least time that an assessee must spend in the building: a bound for the search, exact for one person alone."""

from bisect import bisect_left
from collections.abc import Sequence

from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.tasks import Task

#: More sessions of one person than this take too long to try in every order.
MOST = 9
_MOST_TRIED = 40_000
_NEVER = 10**9

Item = tuple[tuple[int, ...], int, int]


def least_presence(instance: Instance, own: Sequence[Task]) -> int:
    """Minutes from first to last session, summed over the days, at least."""
    begins = len({start for task in own for start in task.starts})
    if len(own) > MOST or begins << len(own) > _MOST_TRIED:
        return 0
    days = range(len(instance.days))
    best = {0: 0}
    for day in days:
        spans = _spans(instance, own, day)
        after: dict[int, int] = {}
        for done, minutes in best.items():
            for more, span in spans.items():
                if not done & more:
                    both = done | more
                    after[both] = min(after.get(both, _NEVER), minutes + span)
        best = after
    whole = best.get((1 << len(own)) - 1, 0)
    return whole if whole < _NEVER else 0


def earliest_end(instance: Instance, own: Sequence[Task], day: int) -> int:
    """The minute of this day at which somebody can be done with everything, when all lies on this day."""
    if len(own) > MOST:
        return 0
    items = _items(instance, own, day)
    ends = _ends(items, _before(instance, own), 0)
    return ends.get((1 << len(own)) - 1, 0)


def _items(instance: Instance, own: Sequence[Task], day: int) -> list[Item]:
    """Of each session: its possible beginnings on the day, its length, and the gap after it."""
    return [
        (
            tuple(sorted(start - task.exercise.prepare_min for its, start in task.starts if its == day)),
            task.exercise.prepare_min + task.exercise.minutes,
            instance.rules.gap_min,
        )
        for task in own
    ]


def _before(instance: Instance, own: Sequence[Task]) -> list[int]:
    names = {task.exercise.name: number for number, task in enumerate(own)}
    before = [0] * len(own)
    for first, then in instance.rules.order:
        if first in names and then in names:
            before[names[then]] |= 1 << names[first]
    return before


def _spans(instance: Instance, own: Sequence[Task], day: int) -> dict[int, int]:
    """By set of sessions done on this day: the least minutes from the first to the last."""
    items, before = _items(instance, own, day), _before(instance, own)
    least = {0: 0}
    for begin in sorted({start for starts, _length, _gap in items for start in starts}):
        for done, end in _ends(items, before, begin).items():
            if done and end - begin < least.get(done, _NEVER):
                least[done] = end - begin
    return least


def _ends(items: Sequence[Item], before: Sequence[int], begin: int) -> dict[int, int]:
    """By set of sessions: the earliest end when nothing starts before `begin`; a set starts anywhere from there."""
    ends = {0: begin}
    for done in range(1 << len(items)):
        if done not in ends:
            continue
        for number, (starts, length, gap) in enumerate(items):
            if done >> number & 1:
                continue
            # What must come first may also lie on an earlier day, but within the day it comes first.
            after = done | 1 << number
            if any(done >> other & 1 and before[other] >> number & 1 for other in range(len(items))):
                continue
            ready = ends[done] + (gap if done else 0)
            at = bisect_left(starts, ready)
            if at < len(starts):
                end = starts[at] + length
                ends[after] = min(ends.get(after, _NEVER), end)
    return ends

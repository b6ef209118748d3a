"""How much of a certain kind fits into stretches of time, at most: bounds, never too small."""

from collections.abc import Iterable, Sequence
from functools import lru_cache

from mumpuni.assessment.timetabling.instance import Instance, Window

#: By day: the stretches of time that are left.
Left = list[list[Window]]


def left(instance: Instance, taken: Iterable[tuple[int, int, int]] = ()) -> Left:
    """What days, breaks, the cut of a repair and these (day, start, end) leave."""
    stretches = [day.windows() for day in instance.days]
    repair = instance.repair
    cuts = list(taken)
    if repair:
        cuts += [(day, 0, 24 * 60) for day in range(repair.from_day)]
        cuts.append((repair.from_day, 0, repair.from_time or 0))
    for day, start, end in cuts:
        stretches[day] = [piece for window in stretches[day] for piece in without(window, start, end)]
    return stretches


def without(window: Window, start: int, end: int) -> list[Window]:
    """The window less this stretch."""
    begin, stop = window
    if start >= stop or end <= begin:
        return [window]
    return [piece for piece in ((begin, start), (end, stop)) if piece[0] < piece[1]]


def length(window: Window, grid: int) -> int:
    """The minutes from the first possible start to the end."""
    return max(window[1] - -(-window[0] // grid) * grid, 0)


def rounded(minutes: int, grid: int) -> int:
    """The minutes until the next possible start."""
    return -(-minutes // grid) * grid


def whole(stretches: Left, minutes: int, after: int, grid: int) -> list[int]:
    """By day: how many sessions of this length fit one after the other, with `after` minutes following each."""
    size = rounded(minutes + after, grid)
    return [sum(_fit(length(window, grid), minutes, size) for window in day) for day in stretches]


def _fit(space: int, minutes: int, size: int) -> int:
    return 0 if space < minutes else 1 + (space - minutes) // size


def most(stretches: Left, lengths: Sequence[int], after: int, grid: int, cap: int | None) -> int:
    """The most minutes that sessions of these lengths can fill, each day not above the cap."""
    total = 0
    kinds = tuple(sorted(set(lengths)))
    for day in stretches:
        sums = 1
        for window in day:
            sums = _sums_of(sums, _reachable(length(window, grid), kinds, after, grid))
        if cap is not None:
            sums &= (1 << (cap + 1)) - 1
        total += sums.bit_length() - 1
    return total


def _sums_of(one: int, other: int) -> int:
    found, at = 0, 0
    while other >> at:
        if other >> at & 1:
            found |= one << at
        at += 1
    return found


@lru_cache(maxsize=4096)
def _reachable(space: int, kinds: tuple[int, ...], after: int, grid: int) -> int:
    """The sums of minutes that fit into the space, as bits."""
    slack = max((rounded(each + after, grid) - each for each in kinds), default=0)
    room = space + slack
    least: dict[int, int] = {0: 0}
    waiting = [0]
    while waiting:
        have = waiting.pop()
        for each in kinds:
            need = least[have] + rounded(each + after, grid)
            if need <= room and need < least.get(have + each, room + 1):
                least[have + each] = need
                waiting.append(have + each)
    return sum(1 << each for each in least)


def packs(spaces: Sequence[int], sizes: Sequence[tuple[int, int]], limit: int = 20_000) -> bool:
    """Whether sessions of these (length, length until the next) go into these spaces one after the other.

    True also when trying all ways would take too long.
    """
    ordered = sorted(sizes, reverse=True)
    seen: set[tuple[int, tuple[int, ...]]] = set()

    def place(at: int, rest: tuple[int, ...]) -> bool:
        if at == len(ordered):
            return True
        if (at, rest) in seen:
            return False
        if len(seen) > limit:
            return True
        seen.add((at, rest))
        minutes, size = ordered[at]
        for number, space in enumerate(rest):
            if space >= minutes and (not number or space != rest[number - 1]):
                after = (*rest[:number], max(space - size, 0), *rest[number + 1 :])
                if place(at + 1, tuple(sorted(after))):
                    return True
        return False

    return place(0, tuple(sorted(spaces)))

"""Counts of sessions that can only follow one another: of one person, in one room, by most of the assessors."""

from bisect import bisect_left
from collections import Counter
from collections.abc import Iterator, Sequence

from mumpuni.assessment.timetabling.balance import Balance
from mumpuni.assessment.timetabling.board import moment
from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.packing import left, length, packs, rounded
from mumpuni.assessment.timetabling.tasks import Task
from mumpuni.assessment.timetabling.words import gettext as _

_MOST_OWN = 12
_MOST_LANES = 40
#: Comparing each two of more sessions than this takes longer than an answer may.
_MOST_SESSIONS = 400


def fits_in_order(instance: Instance, own: Sequence[Task], *, ordered: bool) -> bool:
    """Whether one assessee alone could do all of these one after the other, in the order asked or in any."""
    if len(own) > _MOST_OWN:
        return True
    names = {task.exercise.name: number for number, task in enumerate(own)}
    before = [0] * len(own)
    for first, then in instance.rules.order if ordered else ():
        if first in names and then in names:
            before[names[then]] |= 1 << names[first]
    starts = [sorted(moment(day, at) - task.exercise.prepare_min for day, at in task.starts) for task in own]
    ready = {0: 0}
    for done in range(1 << len(own)):
        if done not in ready:
            continue
        for number, task in enumerate(own):
            if done >> number & 1 or before[number] & ~done:
                continue
            at = bisect_left(starts[number], ready[done])
            if at < len(starts[number]):
                busy = task.exercise.prepare_min + task.exercise.minutes + instance.rules.gap_min
                end, after = starts[number][at] + busy, done | 1 << number
                ready[after] = min(end, ready.get(after, end))
    return (1 << len(own)) - 1 in ready


def lanes(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """Sessions of which no two can be at once must fit into the stretches between the breaks, whole."""
    grid = instance.rules.grid_min
    stretches = left(instance)
    spaces = [length(window, grid) for day in stretches for window in day]
    shown = " + ".join(str(each) for each in spaces) or "0"
    still = [task for task in wanted if not task.kept]
    for lane in _lanes(instance, still) if len(still) <= _MOST_SESSIONS else ():
        minutes = [task.exercise.minutes for task in lane]
        if packs(spaces, [(each, rounded(each, grid)) for each in minutes], 4000):
            continue
        parts = Counter((task.exercise.name, task.exercise.minutes) for task in lane)
        text = _(
            "Sesi ini tidak bisa bersamaan (Assessee, ruang, pemeran, atau Assessor sama): {parts}, seluruhnya {need} "
            "menit. Waktu di antara jeda {shown} = {have} menit, dan sesi harus muat utuh: tambah hari, ruang, "
            "pemeran, atau Assessor."
        )
        told = ", ".join(f"{count} {name} x {each}" for (name, each), count in parts.items())
        sentence = text.format(parts=told, need=sum(minutes), shown=shown, have=sum(spaces))
        yield Balance("", 1, 0, sentence)
        return


def _lanes(instance: Instance, open_tasks: list[Task]) -> Iterator[list[Task]]:
    """Some large sets of sessions of which each two exclude each other."""
    excluding = [
        {other.number for other in open_tasks if other is not task and _exclude(instance, task, other)}
        for task in open_tasks
    ]
    seen: set[frozenset[int]] = set()
    by_need = sorted(range(len(open_tasks)), key=lambda each: -len(excluding[each]))
    for seed in by_need[:_MOST_LANES]:
        lane, common = [open_tasks[seed]], excluding[seed]
        order = sorted(by_need, key=lambda each: open_tasks[each].exercise.name != open_tasks[seed].exercise.name)
        for number in order:
            if open_tasks[number].number in common:
                lane.append(open_tasks[number])
                common = common & excluding[number]
        numbers = frozenset(task.number for task in lane)
        if numbers not in seen and len(lane) > 1:
            seen.add(numbers)
            yield lane


def _exclude(instance: Instance, one: Task, other: Task) -> bool:
    """Whether no plan can have both at the same time."""
    if not set(one.assessees).isdisjoint(other.assessees):
        return True
    together = one.exercise is other.exercise and one.exercise.joint
    if not together:
        rooms = {each.id for each in one.rooms} | {each.id for each in other.rooms}
        if len(rooms) == 1:
            return True
    if one.attendance and other.attendance:
        judges = len(set(one.judges) | set(other.judges))
        if one.attendance + other.attendance > judges:
            return True
    shared = together and one.exercise.helpers_shared
    for role in set(one.exercise.helpers) & set(other.exercise.helpers) if not shared else ():
        if len(set(one.players(role)) | set(other.players(role))) == 1:
            return True
    return False

"""Counts of time and rooms: whole sessions between the breaks, not plain minutes."""

from collections import defaultdict
from collections.abc import Iterator, Sequence
from itertools import combinations

from mumpuni.assessment.timetabling.balance import Balance
from mumpuni.assessment.timetabling.counting_lanes import fits_in_order
from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.packing import Left, left, length, most, whole
from mumpuni.assessment.timetabling.tasks import Task
from mumpuni.assessment.timetabling.words import gettext as _

_MOST_SETS = 7


def rooms_for_each(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """Every session needs a room of its kind with seats enough."""
    for task in wanted:
        if task.rooms:
            continue
        kinds = ", ".join(task.exercise.rooms)
        seats = [each.seats for each in instance.rooms.values() if each.kind in task.exercise.rooms]
        if not seats:
            text = _("{exercise} perlu ruang jenis {kinds}, tetapi ada 0 ruang jenis itu: tambah satu ruang.")
            yield Balance("", 1, 0, text.format(exercise=task.exercise.name, kinds=kinds))
        elif max(seats) < len(task.assessees):
            text = _(
                "{exercise} menempatkan {count} Assessee kelompok {group} dalam satu ruang; ruang {kinds} terbesar "
                "berkursi {seats}. Kurang {short} kursi: ruang lebih besar, atau kelompok {seats} orang."
            )
            sentence = text.format(
                exercise=task.exercise.name,
                count=len(task.assessees),
                group=task.group,
                kinds=kinds,
                seats=max(seats),
                short=len(task.assessees) - max(seats),
            )
            yield Balance("", len(task.assessees), max(seats), sentence)
        else:
            text = _("{exercise} {who} dikunci di ruang yang tidak sesuai jenis atau kursinya.")
            yield Balance("", 1, 0, text.format(exercise=task.exercise.name, who=", ".join(task.assessees)))


def windows_for_each(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """Every session must fit between two breaks while its assessees are there."""
    grid = instance.rules.grid_min
    stretches = [length(window, grid) for day in instance.days for window in day.windows()]
    longest = max(stretches, default=0)
    remaining = max((length(window, grid) for day in left(instance) for window in day), default=0)
    for task in wanted:
        if task.starts:
            continue
        minutes = task.exercise.minutes + task.exercise.prepare_min
        name, who = task.exercise.name, ", ".join(task.assessees[:7])
        if minutes > longest:
            text = _(
                "{exercise} berlangsung {minutes} menit tanpa putus; waktu terpanjang di antara jeda {longest} menit. "
                "Kurang {short} menit."
            )
            sentence = text.format(exercise=name, minutes=minutes, longest=longest, short=minutes - longest)
        elif instance.repair and minutes > remaining:
            text = _(
                "{exercise} {who} perlu {minutes} menit, tetapi sisa waktu terpanjang {longest} menit. "
                "Kurang {short} menit: tambah hari."
            )
            sentence = text.format(
                exercise=name, who=who, minutes=minutes, longest=remaining, short=minutes - remaining
            )
        else:
            text = _(
                "{exercise} {who} ({minutes} menit) tidak punya waktu mulai: jeda, ketidakhadiran, atau kuncian "
                "menutup semuanya (0 dari {count} waktu mulai tersisa)."
            )
            sentence = text.format(exercise=name, who=who, minutes=minutes, count=_all_starts(instance, minutes))
        yield Balance("", 1, 0, sentence)


def _all_starts(instance: Instance, minutes: int) -> int:
    grid = instance.rules.grid_min
    spaces = (length(window, grid) for day in instance.days for window in day.windows())
    return sum((space - minutes) // grid + 1 for space in spaces if space >= minutes)


def assessee_days(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """Everything that one assessee does must fit into his own time."""
    grid = instance.rules.grid_min
    own: dict[str, list[Task]] = defaultdict(list)
    for task in wanted:
        for person in task.assessees:
            own[person].append(task)
    seen: set[tuple[object, ...]] = set()
    for group in instance.groups:
        for person in instance.present(group):
            taken = [(each.day, each.start, each.end) for each in instance.absences.get(person, ())]
            stretches = left(instance, taken)
            spaces = [length(window, grid) for day in stretches for window in day]
            left_over = [each for each in own[person] if not each.kept]
            parts = tuple(sorted((each.exercise.name, tuple(each.starts)) for each in left_over))
            if (parts, tuple(spaces)) not in seen:
                seen.add((parts, tuple(spaces)))
                yield _own_day(instance, person, spaces, left_over)


def _own_day(instance: Instance, person: str, spaces: list[int], own: list[Task]) -> Balance:
    minutes = [each.exercise.minutes + each.exercise.prepare_min for each in own]
    shown = " + ".join(str(each) for each in spaces) or "0"
    need, have = sum(minutes), sum(spaces)
    if need > have:
        text = _(
            "{who} perlu {need} menit untuk semua alat ukur; tanpa jeda tersedia {shown} = {have} menit. "
            "Kurang {short} menit: tambah waktu atau hari, atau kurangi alat ukur."
        )
        sentence = text.format(who=person, need=need, have=have, shown=shown, short=need - have)
        return Balance("", need, have, sentence)
    if all(each.starts for each in own) and not fits_in_order(instance, own, ordered=True):
        text = _(
            "Metode {who} ({parts} = {need} menit) tidak muat utuh di antara jeda ({shown} = {have} menit, "
            "kelipatan {grid} menit, jarak {gap} menit{order}): tambah waktu atau hari, atau pindahkan jeda."
        )
        parts = " + ".join(str(each) for each in sorted(minutes, reverse=True))
        asked = [" → ".join(pair) for pair in instance.rules.order]
        by_order = fits_in_order(instance, own, ordered=False)
        sentence = text.format(
            who=person,
            parts=parts,
            need=need,
            shown=shown,
            have=have,
            grid=instance.rules.grid_min,
            gap=instance.rules.gap_min,
            order=_(", dalam urutan {order}").format(order=", ".join(asked)) if by_order else "",
        )
        return Balance("", 1, 0, sentence)
    return Balance(_("waktu {who}").format(who=person), need, have, "")


def rooms(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """Each set of rooms must hold all the sessions that can only lie there."""
    demands = _demands(instance, wanted)
    sets = list(dict.fromkeys(rooms_ for _name, rooms_, _minutes in demands))
    unions = {frozenset().union(*chosen) for size in (1, 2, 3, len(sets)) for chosen in combinations(sets, size)}
    if len(sets) > _MOST_SETS:
        unions = {*sets, frozenset().union(*sets)}
    for union in sorted(unions, key=lambda each: (len(each), sorted(each))):
        inside = [(name, minutes) for name, those, minutes in demands if those <= union]
        if inside:
            yield from _room_time(instance, wanted, sorted(union), inside)


def _demands(instance: Instance, wanted: Sequence[Task]) -> list[tuple[str, frozenset[str], int]]:
    """Exercise, rooms and minutes of each sitting; joint sessions count as few sittings as seats allow."""
    found: list[tuple[str, frozenset[str], int]] = []
    joint: dict[str, list[Task]] = defaultdict(list)
    for task in wanted:
        if task.kept or not task.rooms:
            continue
        if task.exercise.joint:
            joint[task.exercise.name].append(task)
            continue
        extra = 0 if task.preparing else task.exercise.prepare_min
        found.append((task.exercise.name, frozenset(each.id for each in task.rooms), task.exercise.minutes + extra))
        if task.preparing:
            those = frozenset(each.id for each in task.preparing)
            found.append((task.exercise.name, those, task.exercise.prepare_min))
    for name, parts in joint.items():
        those = frozenset(each.id for task in parts for each in task.rooms)
        seats = max(instance.rooms[each].seats for each in those)
        sittings = -(-sum(len(each.assessees) for each in parts) // max(seats, 1))
        exercise = instance.exercises[name]
        found += [(name, those, exercise.minutes)] * sittings
    if instance.meeting:
        those = frozenset(each.id for each in instance.rooms.values() if each.kind in instance.meeting.rooms)
        spoken_of = sum(len(instance.present(group)) for group in instance.groups) if instance.observed else 0
        found += [(_("rapat integrasi"), those, instance.meeting.minutes)] * spoken_of
    return found


def _room_time(
    instance: Instance, wanted: Sequence[Task], union: list[str], inside: list[tuple[str, int]]
) -> Iterator[Balance]:
    grid = instance.rules.grid_min
    free = [_room_left(instance, wanted, room) for room in union]
    kinds = ", ".join(sorted({instance.rooms[each].kind for each in union}))
    names = ", ".join(dict.fromkeys(name for name, _minutes in inside))
    for least in sorted({minutes for _name, minutes in inside}, reverse=True):
        need = sum(minutes >= least for _name, minutes in inside)
        have_each = [sum(whole(each, least, 0, grid)) for each in free]
        have = sum(have_each)
        each_gives = have_each[0] if have_each and len(set(have_each)) == 1 else None
        long = ", ".join(dict.fromkeys(name for name, minutes in inside if minutes >= least))
        text = _(
            "{exercises} memerlukan {need} sesi paling sedikit {least} menit di {count} ruang {kinds}; {share}. "
            "Kurang {short} sesi: tambah ruang, hari, atau kurangi Assessee."
        )
        share = (
            _("setiap ruang memberi {each} sesi utuh di antara jeda, seluruhnya {have}").format(
                each=each_gives, have=have
            )
            if each_gives is not None
            else _("ruang itu memberi {have} sesi utuh di antara jeda").format(have=have)
        )
        sentence = text.format(
            exercises=long, need=need, least=least, count=len(union), kinds=kinds, share=share, short=need - have
        )
        yield Balance(_("ruang {kinds}").format(kinds=kinds), need, have, sentence)
    need = sum(minutes for _name, minutes in inside)
    have = sum(most(each, [minutes for _name, minutes in inside], 0, grid, None) for each in free)
    text = _(
        "{exercises} memerlukan {need} menit di {count} ruang {kinds}; sesi utuh di antara jeda mengisi paling banyak "
        "{have} menit. Kurang {short} menit: tambah ruang atau hari."
    )
    sentence = text.format(exercises=names, need=need, count=len(union), kinds=kinds, have=have, short=need - have)
    yield Balance(_("ruang {kinds}").format(kinds=kinds), need, have, sentence)


def _room_left(instance: Instance, wanted: Sequence[Task], room: str) -> Left:
    taken = [(each.day, each.start, each.end) for each in instance.blocks.get(room, ())]
    for task in wanted:
        if task.kept and task.kept.room == room:
            taken.append((task.kept.day, task.kept.start, task.kept.start + task.exercise.minutes))
    return left(instance, taken)

"""Names that an instance uses without having introduced them, and numbers that contradict each other."""

from collections.abc import Iterable, Iterator

from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.words import gettext as _

Problem = tuple[str, str]


def strangers(instance: Instance) -> Iterator[Problem]:
    """Each wrong reference with its path."""
    people = {*instance.assessors, *instance.helpers, *instance.group_of}
    staff = {*instance.assessors, *instance.helpers}
    yield from _exercises(instance)
    for number, (who, seen) in enumerate(sorted(instance.conflicts)):
        yield from _unknown(f"conflicts({number}: {who}, {seen})", [who], staff, _("Assessor atau pemeran"))
        yield from _unknown(f"conflicts({number}: {who}, {seen})", [seen], instance.group_of, _("assessee"))
    for name, each in (("away", instance.away), ("blocked_rooms", instance.blocked)):
        known, what = (people, _("orang")) if name == "away" else (instance.rooms, _("ruang"))
        for number, absence in enumerate(each):
            yield from _unknown(f"{name}[{number}]", [absence.who], known, what)
            yield from _day(instance, f"{name}[{number}].day", absence.day)
    for index, space in enumerate(instance.rules.space):
        yield from _unknown(f"rules.space[{index}]", space[:2], instance.exercises, _("alat ukur"))
    for group, panel in instance.fixed_observers.items():
        yield from _unknown("fixed_observers", [group], instance.groups, _("kelompok"))
        yield from _unknown(f"fixed_observers.{group}", panel, instance.assessors, _("Assessor"))
    for group, roles in instance.groups_staff.items():
        yield from _unknown("groups_staff", [group], instance.groups, _("kelompok"))
        yield from _unknown(f"groups_staff.{group}", roles.values(), instance.helpers, _("petugas"))
    yield from _unknown("load_before", instance.load_before, instance.assessors, _("Assessor"))
    yield from _locks(instance)
    yield from _repair(instance, people)


def _unknown(path: str, used: Iterable[str], known: Iterable[str], what: str) -> Iterator[Problem]:
    there = set(known)
    for name in used:
        if name not in there:
            yield (
                path,
                _("«{name}» tidak dikenal sebagai {what}; tambahkan atau betulkan").format(name=name[:60], what=what),
            )


def _day(instance: Instance, path: str, day: int) -> Iterator[Problem]:
    if day >= len(instance.days):
        yield (
            path,
            _("hari {day} tidak ada; hari dihitung dari 0 sampai {last}").format(day=day, last=len(instance.days) - 1),
        )


def _exercises(instance: Instance) -> Iterator[Problem]:
    for name, each in instance.exercises.items():
        path = f"exercises.{name}"
        if not each.rooms:
            yield f"{path}.rooms", _("sebut paling sedikit satu jenis ruang")
        if len(set(each.helpers)) < len(each.helpers):
            yield f"{path}.helpers", _("peran yang sama disebut dua kali")


def _locks(instance: Instance) -> Iterator[Problem]:
    for number, lock in enumerate(instance.locks):
        path = f"locks[{number}]"
        yield from _unknown(f"{path}.exercise", [lock.exercise], instance.exercises, _("alat ukur"))
        yield from _unknown(f"{path}.assessees", lock.assessees, instance.group_of, _("assessee"))
        yield from _unknown(f"{path}.room", [lock.room] if lock.room else [], instance.rooms, _("ruang"))
        if lock.day is not None:
            yield from _day(instance, f"{path}.day", lock.day)
        for seen, watching in (lock.observers or {}).items():
            yield from _unknown(f"{path}.observers", [seen], lock.assessees, _("Assessee sesi itu"))
            yield from _unknown(f"{path}.observers.{seen}", watching, instance.assessors, _("Assessor"))
        yield from _unknown(f"{path}.helpers", lock.helpers or (), instance.helpers, _("petugas"))


def _repair(instance: Instance, people: set[str]) -> Iterator[Problem]:
    repair = instance.repair
    if repair is None:
        return
    yield from _day(instance, "repair.from_day", repair.from_day)
    yield from _unknown("repair.ill", sorted(repair.ill), people, _("orang"))
    yield from _unknown("repair.gone", sorted(repair.gone), instance.group_of, _("assessee"))
    for number, each in enumerate(repair.base.sessions):
        path = f"repair.base_plan[{number}]"
        yield from _unknown(f"{path}.exercise", [each.exercise], instance.exercises, _("alat ukur"))
        yield from _unknown(f"{path}.room", [each.room], instance.rooms, _("ruang"))
        yield from _unknown(f"{path}.assessees", each.assessees, instance.group_of, _("assessee"))
        yield from _unknown(f"{path}.observers", each.watchers, instance.assessors, _("Assessor"))
        yield from _unknown(f"{path}.helpers", each.helpers, instance.helpers, _("petugas"))
        if not 0 <= each.day < len(instance.days):
            yield (
                f"{path}.day",
                _("hari {day} tidak ada; hari dihitung dari 0 sampai {last}").format(
                    day=each.day, last=len(instance.days) - 1
                ),
            )
    for number, meeting in enumerate(repair.base.meetings):
        path = f"repair.base_plan.meetings[{number}]"
        yield from _unknown(f"{path}.assessee", [meeting.assessee], instance.group_of, _("assessee"))
        yield from _unknown(f"{path}.room", [meeting.room], instance.rooms, _("ruang"))
        yield from _unknown(f"{path}.members", meeting.members, instance.assessors, _("Assessor"))

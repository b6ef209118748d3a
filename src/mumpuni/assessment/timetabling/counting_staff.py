"""Counts of psychologists, helpers and meetings, and of what is settled already."""

from collections.abc import Iterator, Sequence
from itertools import combinations

from mumpuni.assessment.timetabling.balance import Balance
from mumpuni.assessment.timetabling.checking import violations
from mumpuni.assessment.timetabling.checks_group import matching
from mumpuni.assessment.timetabling.counting_people import person_left
from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.packing import left, whole
from mumpuni.assessment.timetabling.plan import Plan, Session
from mumpuni.assessment.timetabling.tasks import Task
from mumpuni.assessment.timetabling.words import gettext as _


def players_of_each(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """Every role needs somebody without a conflict."""
    for task in wanted:
        for role in task.exercise.helpers if not task.kept else ():
            if task.players(role):
                continue
            everyone = [each.id for each in instance.helpers.values() if each.role == role]
            text = (
                _(
                    "{exercise} {who} perlu satu {role}; {count} orang ({names}) semuanya berbenturan kepentingan atau "
                    "tidak ditugaskan di situ. Kurang 1: tambah {role} lain."
                )
                if everyone
                else _("{exercise} {who} perlu satu {role}, tetapi ada 0 orang dengan peran itu: tambah satu.")
            )
            sentence = text.format(
                exercise=task.exercise.name,
                who=", ".join(task.assessees[:7]),
                role=role,
                count=len(everyone),
                names=", ".join(everyone[:10]),
            )
            yield Balance("", 1, 0, sentence)


def psychologists(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """Each group is watched by a psychologist; by one of its own where the rules say so."""
    rules = instance.rules
    if not (rules.psychologist_per_group or rules.own_psychologist):
        return
    able: dict[str, set[str]] = {}
    for group in instance.groups:
        judging = {
            judge for task in wanted if task.group == group for judge in task.judges if _can(instance, task, judge)
        }
        able[group] = {each for each in judging if instance.assessors[each].psychologist}
        if not able[group]:
            total = sum(each.psychologist for each in instance.assessors.values())
            text = _(
                "Kelompok {group} harus diamati paling sedikit 1 psikolog; di antara {count} Assessor ada {total} "
                "psikolog, dan 0 yang boleh serta dapat mengamatinya. Kurang 1: tambah Assessor psikolog."
            )
            sentence = text.format(group=group, count=len(instance.judges(group)), total=total)
            yield Balance("", 1, 0, sentence)
    if rules.own_psychologist and all(able.values()):
        have = len(matching(able))
        text = _(
            "{need} kelompok masing-masing perlu psikolog sendiri; {total} psikolog dapat melayani paling "
            "banyak {have} kelompok. Kurang {short} psikolog."
        )
        total = len(set().union(*able.values()))
        sentence = text.format(need=len(able), total=total, have=have, short=len(able) - have)
        yield Balance(_("psikolog"), len(able), have, sentence)


def _can(instance: Instance, task: Task, judge: str) -> bool:
    minutes = task.exercise.minutes
    if task.kept or judge not in instance.absences:
        return True
    return any(not instance.is_away(judge, day, start, start + minutes) for day, start in task.starts)


def own_helpers(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """A different administrator for each group, where asked."""
    for role in instance.rules.own_helper:
        able: dict[str, set[str]] = {}
        for task in wanted:
            if role in task.exercise.helpers:
                able[task.group] = able.get(task.group, set(task.players(role))) & set(task.players(role))
        have = len(matching(able))
        text = _(
            "{need} kelompok masing-masing perlu {role} sendiri untuk semua sesinya; {total} orang dapat "
            "melayani paling banyak {have} kelompok. Kurang {short}."
        )
        total = len(set().union(*able.values())) if able else 0
        yield Balance(
            role,
            len(able),
            have,
            text.format(need=len(able), role=role, total=total, have=have, short=len(able) - have),
        )


def playing(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """The helpers' time by role: whole sessions between the breaks."""
    grid, gap = instance.rules.grid_min, instance.rules.gap_min
    for role in dict.fromkeys(each.role for each in instance.helpers.values()):
        inside = [
            task for task in wanted if not task.kept and role in task.exercise.helpers and not task.exercise.joint
        ]
        sets = list(dict.fromkeys(frozenset(task.players(role)) for task in inside))
        unions = {frozenset().union(*chosen) for size in (1, 2) for chosen in combinations(sets[:12], size)}
        if sets:
            unions.add(frozenset().union(*sets))
        for union in sorted(unions, key=lambda each: (-len(each), sorted(each))):
            own = [task for task in inside if union.issuperset(task.players(role))]
            free = [person_left(instance, wanted, each) for each in sorted(union)]
            for least in sorted({task.exercise.minutes for task in own}, reverse=True):
                need = sum(task.exercise.minutes >= least for task in own)
                have = sum(sum(whole(each, least, gap, grid)) for each in free)
                text = _(
                    "{need} sesi paling sedikit {least} menit memerlukan {role}; {count} orang ({names}) memberi "
                    "{have} sesi utuh di antara jeda. Kurang {short}: tambah {role} atau hari."
                )
                sentence = text.format(
                    need=need,
                    least=least,
                    role=role,
                    count=len(union),
                    names=", ".join(sorted(union)[:10]),
                    have=have,
                    short=need - have,
                )
                yield Balance(role, need, have, sentence)


def quorums(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """Integration meetings need rooms and a free stretch after the last observation."""
    asked = instance.meeting
    if asked is None or not instance.observed:
        return
    if not any(each.kind in asked.rooms for each in instance.rooms.values()):
        text = _("Rapat integrasi perlu ruang jenis {kinds}, tetapi ada 0 ruang jenis itu: tambah satu ruang.")
        yield Balance("", 1, 0, text.format(kinds=", ".join(asked.rooms)))
    longest = max((end - start for day in left(instance) for start, end in day), default=0)
    text = _("Rapat integrasi {minutes} menit tidak muat di antara jeda: yang terpanjang {longest} menit.")
    yield Balance("", asked.minutes, longest, text.format(minutes=asked.minutes, longest=longest))


def settled(instance: Instance, wanted: Sequence[Task]) -> Iterator[Balance]:
    """What has happened and what is locked must not contradict the rules by itself."""
    fixed = [task.kept for task in wanted if task.kept] + [each for task in wanted if (each := _locked(task))]
    if not fixed:
        return
    harmless = {"coverage", "psychologist", "locked", "staff", "meeting"}
    partial = {"observers", "helper"}
    begun = len([task for task in wanted if task.kept])
    for broken in violations(instance, Plan(instance.id, tuple(fixed))):
        by_lock = any(number >= begun for number in broken.sessions)
        if broken.code not in harmless and not (broken.code in partial and by_lock):
            text = _("Yang sudah berlangsung atau dikunci melanggar aturan: {what}")
            yield Balance("", 1, 0, text.format(what=broken.sentence))


def _locked(task: Task) -> Session | None:
    lock = task.lock
    if lock is None or lock.day is None or lock.start is None or lock.room is None or task.kept:
        return None
    return Session(
        task.exercise.name, lock.day, lock.start, lock.room, task.assessees, lock.observers or {}, lock.helpers or ()
    )

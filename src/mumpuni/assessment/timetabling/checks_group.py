"""What each group must have for itself, and the integration meetings."""

from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence

from mumpuni.assessment.timetabling.checks_session import within
from mumpuni.assessment.timetabling.instance import Instance, Meeting
from mumpuni.assessment.timetabling.plan import MeetingAt, Plan, clock
from mumpuni.assessment.timetabling.slots import Slot
from mumpuni.assessment.timetabling.violation import Violation
from mumpuni.assessment.timetabling.words import gettext as _


def psychologists(instance: Instance, slots: Sequence[Slot]) -> Iterator[Violation]:
    """A psychologist watches each group; one of its own where the rules ask that."""
    seen = watched_by(instance, slots)
    able = {group: {each for each in seen[group] if instance.assessors[each].psychologist} for group in instance.groups}
    if instance.rules.psychologist_per_group:
        for group in instance.groups:
            if not able[group]:
                yield Violation("psychologist", _("Kelompok {group} tidak diamati psikolog.").format(group=group))
    if instance.rules.own_psychologist:
        matched = matching(able)
        for group in instance.groups:
            if group not in matched.values() and (able[group] or not instance.rules.psychologist_per_group):
                text = _("Kelompok {group} tidak punya psikolog sendiri.").format(group=group)
                yield Violation("psychologist", text)


def watched_by(instance: Instance, slots: Sequence[Slot]) -> dict[str, set[str]]:
    """Everyone who observes somebody of the group."""
    seen: dict[str, set[str]] = defaultdict(set)
    for each in slots:
        for person, those in each.session.observers.items() if each.session else ():
            seen[instance.group_of[person]].update(those)
    return seen


def matching(able: Mapping[str, set[str]]) -> dict[str, str]:
    """As many groups as possible with a person of their own; gives the group of each person."""
    taken: dict[str, str] = {}

    def place(group: str, tried: set[str]) -> bool:
        for person in sorted(able[group] - tried):
            tried.add(person)
            if person not in taken or place(taken[person], tried):
                taken[person] = group
                return True
        return False

    for group in able:
        place(group, set())
    return taken


def staff(instance: Instance, slots: Sequence[Slot]) -> Iterator[Violation]:
    """The same administrator for a group throughout, and another for each group, where asked."""
    serving: dict[tuple[str, str], dict[str, list[int]]] = defaultdict(lambda: defaultdict(list))
    for each in slots:
        for helper in each.session.helpers if each.session else ():
            if each.session:
                group = instance.group_of[each.session.assessees[0]]
                serving[group, instance.helpers[helper].role][helper].append(each.number)
    for (group, role), those in sorted(serving.items()):
        named = instance.groups_staff.get(group, {}).get(role)
        for helper, numbers in those.items():
            if named not in (None, helper):
                text = _("{group}: {role} adalah {named}, bukan {helper}.")
                yield Violation(
                    "staff", text.format(group=group, role=role, named=named, helper=helper), tuple(numbers)
                )
        if role in instance.rules.own_helper and len(those) > 1:
            text = _("{group} dilayani {count} orang sebagai {role}; harus satu orang yang sama.")
            yield Violation("staff", text.format(group=group, count=len(those), role=role))
    yield from _shared_staff(instance, serving)


def _shared_staff(
    instance: Instance, serving: Mapping[tuple[str, str], Mapping[str, list[int]]]
) -> Iterator[Violation]:
    groups: dict[str, list[str]] = defaultdict(list)
    for (group, role), those in sorted(serving.items()):
        if role in instance.rules.own_helper:
            for helper in those:
                groups[helper].append(group)
    for helper, those_groups in sorted(groups.items()):
        if len(those_groups) > 1:
            text = _("{helper} melayani {groups}; setiap kelompok perlu orangnya sendiri.")
            yield Violation("staff", text.format(helper=helper, groups=", ".join(those_groups)))


def meetings(instance: Instance, plan: Plan, slots: Sequence[Slot]) -> Iterator[Violation]:
    """Each assessee is spoken about once, after everything observed, by those who observed."""
    asked = instance.meeting
    if asked is None:
        if plan.meetings:
            yield Violation("meeting", _("Acara ini tanpa rapat integrasi."))
        return
    held: dict[str, list[MeetingAt]] = defaultdict(list)
    for each in plan.meetings:
        held[each.assessee].append(each)
    met = instance.met
    for each in met:
        if each not in plan.meetings:
            text = _("Rapat integrasi {who} sudah berlangsung dan harus tetap.")
            yield Violation("locked", text.format(who=each.assessee))
    wanted = {person: own for person, own in own_observers(instance, slots).items() if own}
    for person in sorted(wanted.keys() | held.keys()):
        begun = any(each in met for each in held[person])
        if len(held[person]) != (1 if person in wanted or begun else 0):
            text = _("{who} dibahas dalam {count} rapat integrasi; harus satu.")
            yield Violation("meeting", text.format(who=person, count=len(held[person])))
        for each in held[person]:
            if each in met:
                continue
            for code, sentence in _meeting(instance, asked, each, wanted.get(person, set()), slots):
                yield Violation(code, _("Rapat integrasi {who}: ").format(who=person[:60]) + sentence)


def own_observers(instance: Instance, slots: Sequence[Slot]) -> dict[str, set[str]]:
    """Everyone who observed the assessee; without those who have left."""
    own: dict[str, set[str]] = {person: set() for group in instance.groups for person in instance.present(group)}
    for each in slots:
        for person, those in each.session.observers.items() if each.session else ():
            if person in own:
                own[person].update(those)
    return own


def _meeting(
    instance: Instance, asked: Meeting, each: MeetingAt, own: set[str], slots: Sequence[Slot]
) -> Iterator[tuple[str, str]]:
    room = instance.rooms.get(each.room)
    if room is None or not 0 <= each.day < len(instance.days):
        yield "unknown", _("ruang atau hari tidak dikenal.")
        return
    start, end = each.start, each.start + asked.minutes
    if start % instance.rules.grid_min:
        yield "grid", _("mulai tidak pada kelipatan {grid} menit.").format(grid=instance.rules.grid_min)
    yield from within(instance, each.day, start, end)
    if room.kind not in asked.rooms:
        yield "room-kind", _("ruang jenis {kind} tidak boleh.").format(kind=room.kind)
    for blocked in instance.blocks.get(each.room, ()):
        if blocked.day == each.day and start < blocked.end and blocked.start < end:
            yield "blocked", _("{room} dipakai kegiatan lain.").format(room=each.room)
    strangers = [member for member in each.members if member not in own]
    if strangers or len(set(each.members)) != len(each.members):
        yield "meeting", _("{names} bukan pengamatnya.").format(names=", ".join(strangers) or "-")
    least = min(len(own), asked.quorum or len(own))
    if len(set(each.members) & own) < least:
        yield "meeting", _("hadir {have} pengamat, perlu {need}.").format(have=len(set(each.members)), need=least)
    if asked.report_min and each.writer not in each.members:
        yield "meeting", _("penulis laporan harus salah satu yang hadir.")
    for member in each.members:
        if instance.is_away(member, each.day, start, end):
            yield "away", _("{who} tidak ada.").format(who=member)
    yield from _after(each, slots)


def _after(each: MeetingAt, slots: Sequence[Slot]) -> Iterator[tuple[str, str]]:
    for other in slots:
        if other.session and other.exercise and other.session.observers.get(each.assessee):
            end = other.end + other.exercise.classify_min
            if (other.day, end) > (each.day, each.start):
                yield (
                    "meeting",
                    _("mulai sebelum {exercise} selesai dicatat ({end}).").format(
                        exercise=other.exercise.name, end=clock(end)
                    ),
                )

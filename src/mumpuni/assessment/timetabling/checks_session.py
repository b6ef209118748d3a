"""What a session must fulfil by itself."""

from collections.abc import Iterator

from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.plan import Session, clock
from mumpuni.assessment.timetabling.slots import Slot, label
from mumpuni.assessment.timetabling.violation import Violation
from mumpuni.assessment.timetabling.words import gettext as _


def stranger(instance: Instance, number: int, session: Session) -> Violation | None:
    """Names that the instance does not have."""
    unknown: list[str] = []
    if session.exercise not in instance.exercises:
        unknown.append(session.exercise)
    if session.room not in instance.rooms:
        unknown.append(session.room)
    if not 0 <= session.day < len(instance.days):
        unknown.append(_("hari {day}").format(day=session.day + 1))
    unknown += [each for each in session.assessees if each not in instance.group_of]
    unknown += [each for each in session.observers if each not in session.assessees]
    unknown += [each for each in session.watchers if each not in instance.assessors]
    unknown += [each for each in session.helpers if each not in instance.helpers]
    if session.prepare and session.prepare.room not in instance.rooms:
        unknown.append(session.prepare.room)
    if not unknown and session.assessees:
        return None
    named = ", ".join(each[:60] for each in unknown) or _("sesi tanpa Assessee")
    return Violation(
        "unknown", _("{session}: tidak dikenal: {names}.").format(session=label(session), names=named), (number,)
    )


def alone(instance: Instance, slot: Slot) -> Iterator[Violation]:
    """Everything that one session can do wrong without looking at another."""
    for checks in (_times, _room, _members, _observers, _helpers, _absences, _prepare):
        for code, text in checks(instance, slot):
            yield Violation(code, f"{slot.label}: {text}", slot.sessions)


Told = Iterator[tuple[str, str]]


def _times(instance: Instance, slot: Slot) -> Told:
    session = _session(slot)
    if session.end is not None and session.end != slot.end:
        yield (
            "duration",
            _("ditulis selesai {told}, padahal selesai {end}.").format(told=clock(session.end), end=clock(slot.end)),
        )
    if slot.start % instance.rules.grid_min:
        yield "grid", _("mulai tidak pada kelipatan {grid} menit.").format(grid=instance.rules.grid_min)
    prepares = instance.exercises[session.exercise].prepare_min
    yield from within(instance, slot.day, slot.start - prepares, slot.end)


def within(instance: Instance, day: int, start: int, end: int) -> Told:
    """The stretch must lie within the day and outside its breaks."""
    there = instance.days[day]
    if start < there.start or end > there.end:
        yield "day", _("di luar {start}-{end}.").format(start=clock(there.start), end=clock(there.end))
    for pause in there.breaks:
        if start < pause.end and pause.start < end:
            yield (
                "break",
                _("mengenai {name} {start}-{end}.").format(
                    name=pause.name, start=clock(pause.start), end=clock(pause.end)
                ),
            )


def _room(instance: Instance, slot: Slot) -> Told:
    session, room = _session(slot), instance.rooms[slot.room]
    exercise = instance.exercises[session.exercise]
    if room.kind not in exercise.rooms:
        kinds = ", ".join(exercise.rooms)
        yield "room-kind", _("ruang jenis {kind}, yang boleh: {kinds}.").format(kind=room.kind, kinds=kinds)
    if len(session.assessees) > room.seats:
        yield (
            "seats",
            _("{count} Assessee, {seats} kursi.").format(count=len(session.assessees), seats=room.seats),
        )
    for taken in slot.rooms:
        for each in instance.blocks.get(taken.room, ()):
            if each.day == slot.day and taken.start < each.end and each.start < taken.end:
                yield (
                    "blocked",
                    _("{room} dipakai kegiatan lain {start}-{end}.").format(
                        room=taken.room, start=clock(each.start), end=clock(each.end)
                    ),
                )


def _members(instance: Instance, slot: Slot) -> Told:
    session = _session(slot)
    repair = instance.repair
    kept = repair is not None and repair.keeps(session)
    if repair and not kept:
        for person in sorted(repair.gone.intersection(session.assessees)):
            yield "gone", _("{who} sudah tidak ikut.").format(who=person)
    if not instance.exercises[session.exercise].whole_group:
        if len(session.assessees) != 1:
            yield "group", _("harus satu Assessee saja, bukan {count}.").format(count=len(session.assessees))
        return
    name = instance.group_of[session.assessees[0]]
    members = instance.groups[name] if kept else instance.present(name)
    if sorted(session.assessees) != sorted(members):
        yield "group", _("harus tepat seluruh kelompok {group} ({count} orang).").format(group=name, count=len(members))


def _observers(instance: Instance, slot: Slot) -> Told:
    session = _session(slot)
    exercise = instance.exercises[session.exercise]
    load: dict[str, int] = {}
    for person in session.assessees:
        watching = session.observers.get(person, ())
        if len(set(watching)) != len(watching) or len(watching) != exercise.observers:
            yield (
                "observers",
                _("{who} perlu {need} Assessor berbeda, ada {have}.").format(
                    who=person, need=exercise.observers, have=len(set(watching))
                ),
            )
        panel = instance.fixed_observers.get(instance.group_of[person])
        for each in watching:
            load[each] = load.get(each, 0) + 1
            if (each, person) in instance.conflicts:
                yield "conflict", _("{assessor} tidak boleh menilai {who}.").format(assessor=each, who=person)
            if panel is not None and each not in panel:
                yield "panel", _("{assessor} bukan Assessor kelompok {who}.").format(assessor=each, who=person)
    for each, count in load.items():
        if count > exercise.max_watch:
            yield (
                "watch",
                _("{assessor} mengamati {count} orang, paling banyak {most}.").format(
                    assessor=each, count=count, most=exercise.max_watch
                ),
            )


def _helpers(instance: Instance, slot: Slot) -> Told:
    session = _session(slot)
    wanted = sorted(instance.exercises[session.exercise].helpers)
    have = sorted(instance.helpers[each].role for each in set(session.helpers))
    if have != wanted:
        yield (
            "helper",
            _("petugas yang perlu: {need}; ada: {have}.").format(
                need=", ".join(wanted) or "-", have=", ".join(session.helpers) or "-"
            ),
        )
    watchers = set(session.watchers)
    for each in session.helpers:
        if each in watchers:
            yield "helper", _("{who} bermain dan mengamati sekaligus.").format(who=each)
        for person in session.assessees:
            if (each, person) in instance.conflicts:
                yield "conflict", _("{helper} tidak boleh bermain melawan {who}.").format(helper=each, who=person)


def _absences(instance: Instance, slot: Slot) -> Told:
    session, repair = _session(slot), instance.repair
    kept = repair is not None and repair.keeps(session)
    for person, busy in slot.people.items():
        for each in instance.absences.get(person, ()):
            if each.day != slot.day or busy.start >= each.end or each.start >= busy.end:
                continue
            if kept and each not in instance.away:
                continue
            yield (
                "away",
                _("{who} tidak ada {start}-{end}.").format(who=person, start=clock(each.start), end=clock(each.end)),
            )


def _prepare(instance: Instance, slot: Slot) -> Told:
    session = _session(slot)
    exercise = instance.exercises[session.exercise]
    if not exercise.prepare_min:
        if session.prepare:
            yield "prepare", _("alat ukur ini tanpa waktu persiapan.")
        return
    told = session.prepare
    if told is None:
        if exercise.prepare_rooms:
            yield "prepare", _("ruang persiapan belum ditentukan.")
        return
    if told.start != slot.start - exercise.prepare_min:
        yield "prepare", _("persiapan harus tepat {minutes} menit sebelum mulai.").format(minutes=exercise.prepare_min)
    room = instance.rooms[told.room]
    if exercise.prepare_rooms:
        if room.kind not in exercise.prepare_rooms or room.seats < len(session.assessees):
            yield "prepare", _("{room} bukan ruang persiapan yang cukup.").format(room=told.room)
    elif told.room != session.room:
        yield "prepare", _("persiapan harus di ruang sesi itu sendiri.")


def _session(slot: Slot) -> Session:
    if slot.session is None:
        raise TypeError(slot)
    return slot.session

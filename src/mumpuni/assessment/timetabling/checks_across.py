"""What sessions must fulfil together: rooms, people, order, loads."""

from collections import defaultdict
from collections.abc import Iterator, Sequence

from mumpuni.assessment.timetabling.instance import Instance, Lock
from mumpuni.assessment.timetabling.plan import Key, Session, clock
from mumpuni.assessment.timetabling.slots import Busy, Slot, label
from mumpuni.assessment.timetabling.violation import Violation
from mumpuni.assessment.timetabling.words import gettext as _


def coverage(instance: Instance, slots: Sequence[Slot]) -> Iterator[Violation]:
    """Everyone does every exercise exactly once."""
    seen: dict[tuple[str, str], list[int]] = defaultdict(list)
    for each in slots:
        if each.session:
            for person in each.session.assessees:
                seen[person, each.session.exercise].append(each.number)
    for group in instance.groups:
        for person in instance.present(group):
            for name in instance.exercises:
                times = seen[person, name]
                if len(times) != 1:
                    text = _("{who} mendapat {exercise} {count} kali; harus satu kali.")
                    sentence = text.format(who=person, exercise=name, count=len(times))
                    yield Violation("coverage", sentence, tuple(times))


def clashes(instance: Instance, slots: Sequence[Slot]) -> Iterator[Violation]:
    """No room and no person twice at the same time, and time to walk between."""
    furthest = max(
        [instance.rules.gap_min + instance.rules.travel_min]
        + [each.classify_min + each.prepare_min for each in instance.exercises.values()]
    )
    ordered = sorted(slots, key=lambda each: (each.day, each.start))
    longest = max([each.end - each.start for each in ordered], default=0) + 3 * furthest
    for at, one in enumerate(ordered):
        for other in ordered[at + 1 :]:
            if other.day != one.day or other.start > one.start + longest:
                break
            first, second = sorted((one, other), key=lambda each: each.number)
            yield from _rooms(first, second)
            yield from _people(instance, first, second)


def _rooms(one: Slot, other: Slot) -> Iterator[Violation]:
    for taken in one.rooms:
        for also in other.rooms:
            same = taken.room == also.room and taken.start < also.end and also.start < taken.end
            if same and not one.sits_with(other):
                text = _("{room} dipakai dua kali: {one} dan {other}.")
                sentence = text.format(room=taken.room, one=one.label, other=other.label)
                yield Violation("room-twice", sentence, one.sessions + other.sessions)


def _people(instance: Instance, one: Slot, other: Slot) -> Iterator[Violation]:
    for person in sorted(one.people.keys() & other.people.keys()):
        if one.shares(other, person):
            continue
        found = _meets(instance, one.people[person], other.people[person])
        if found:
            code, need = found
            text = (
                _("{who} berada di dua tempat: {one} dan {other}.")
                if code == "two-places"
                else _("{who} perlu {need} menit di antara {one} dan {other}.")
            )
            sentence = text.format(who=person, need=need, one=one.label, other=other.label)
            yield Violation(code, sentence, one.sessions + other.sessions)


def _meets(instance: Instance, one: Busy, other: Busy) -> tuple[str, int] | None:
    if one.start < other.end and other.start < one.end:
        return "two-places", 0
    gap, travel = instance.rules.gap_min, instance.rules.travel_min
    first, then = (one, other) if one.start <= other.start else (other, one)
    between = then.start - first.end
    if between < gap:
        return "gap", gap
    if first.area_after != then.area and between < travel:
        return "travel", travel
    return None


def joint_seats(instance: Instance, slots: Sequence[Slot]) -> Iterator[Violation]:
    """Groups that sit together need seats together."""
    sittings: dict[tuple[int, str, int], list[Slot]] = defaultdict(list)
    for each in slots:
        if each.exercise and each.exercise.joint:
            sittings[each.day, each.room, each.start].append(each)
    for (day, room, start), those in sittings.items():
        count = sum(len(each.session.assessees) for each in those if each.session)
        if count > instance.rooms[room].seats and len(those) > 1:
            text = _("{count} Assessee bersama di {room} (hari {day}, {start}), {seats} kursi.")
            sentence = text.format(
                count=count, room=room, day=day + 1, start=clock(start), seats=instance.rooms[room].seats
            )
            yield Violation("seats", sentence, tuple(each.number for each in those))


def orders(instance: Instance, slots: Sequence[Slot]) -> Iterator[Violation]:
    """What must be over before something else begins, and the rest between two of them."""
    at = {(person, each.session.exercise): each for each in slots if each.session for person in each.session.assessees}
    for first, then in instance.rules.order:
        for person in instance.group_of:
            one, other = at.get((person, first)), at.get((person, then))
            if one and other and (one.day, one.end) > (other.day, other.people[person].start):
                text = _("{who}: {then} mulai sebelum {first} selesai.")
                sentence = text.format(who=person, then=then, first=first)
                yield Violation("order", sentence, (one.number, other.number))
    for first, then, least in instance.rules.space:
        for person in instance.group_of:
            one, other = at.get((person, first)), at.get((person, then))
            if one and other and one is not other and one.day == other.day:
                begin, after = one.people[person], other.people[person]
                between = max(after.start - begin.end, begin.start - after.end)
                if between < least:
                    text = _("{who}: di antara {first} dan {then} perlu {least} menit, ada {have}.")
                    sentence = text.format(who=person, first=first, then=then, least=least, have=max(between, 0))
                    yield Violation("space", sentence, (one.number, other.number))


def loads(instance: Instance, slots: Sequence[Slot]) -> Iterator[Violation]:
    """How often two people meet, and how long an assessor watches."""
    rules = instance.rules
    pairs: dict[tuple[str, str], list[int]] = defaultdict(list)
    daily: dict[tuple[str, int], list[Slot]] = defaultdict(list)
    for each in slots:
        if each.session:
            for person, those in each.session.observers.items():
                for watcher in set(those):
                    pairs[watcher, person].append(each.number)
            for watcher in each.session.watchers:
                daily[watcher, each.day].append(each)
    for (watcher, person), times in sorted(pairs.items()):
        if len(times) > rules.max_exercises_per_pair:
            text = _("{assessor} mengamati {who} pada {count} alat ukur, paling banyak {most}.")
            sentence = text.format(assessor=watcher, who=person, count=len(times), most=rules.max_exercises_per_pair)
            yield Violation("pair", sentence, tuple(times))
    week: dict[str, int] = defaultdict(int, instance.load_before)
    for (watcher, day), watched in sorted(daily.items()):
        minutes = sum(each.end - each.start for each in watched)
        week[watcher] += minutes
        if rules.max_observe_min_per_day is not None and minutes > rules.max_observe_min_per_day:
            text = _("{assessor} mengamati {minutes} menit pada hari {day}, paling banyak {most}.")
            sentence = text.format(assessor=watcher, minutes=minutes, day=day + 1, most=rules.max_observe_min_per_day)
            yield Violation("daily-load", sentence, tuple(each.number for each in watched))
    for watcher, minutes in sorted(week.items()):
        if rules.max_week_min is not None and minutes > rules.max_week_min:
            text = _("{assessor} mengamati {minutes} menit dalam seminggu, paling banyak {most}.")
            yield Violation("week-load", text.format(assessor=watcher, minutes=minutes, most=rules.max_week_min))


def held(instance: Instance, slots: Sequence[Slot]) -> Iterator[Violation]:
    """What has happened and what people have settled stays."""
    now: dict[Key, Slot] = {each.session.key: each for each in slots if each.session}
    repair = instance.repair
    for old in repair.base.sessions if repair else ():
        if repair and repair.keeps(old):
            new = now.get(old.key)
            if new is None or new.session is None or new.session.shape != old.shape:
                text = _("{session} sudah berlangsung dan harus tetap.").format(session=label(old))
                yield Violation("locked", text, new.sessions if new else ())
    for lock in instance.locks:
        new = now.get((lock.exercise, tuple(sorted(lock.assessees))))
        if new is None or new.session is None or not _fits(lock, new.session):
            text = _("{exercise} {who} dikunci dan harus seperti yang ditetapkan.")
            sentence = text.format(exercise=lock.exercise, who=", ".join(lock.assessees))
            yield Violation("locked", sentence, new.sessions if new else ())


def _fits(lock: Lock, session: Session) -> bool:
    settled = ((lock.day, session.day), (lock.start, session.start), (lock.room, session.room))
    if any(told is not None and told != here for told, here in settled):
        return False
    for seen, those in (lock.observers or {}).items():
        if sorted(session.observers.get(seen, ())) != sorted(those):
            return False
    return lock.helpers is None or sorted(lock.helpers) == sorted(session.helpers)

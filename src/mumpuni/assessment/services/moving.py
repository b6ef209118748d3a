"""Changing a draft by hand: moving a session, other observers, locks (mengubah jadwal)."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Room, Session, TeamMember, TeamRole, Timetable, Watch
from mumpuni.assessment.selectors import timetables as selectors
from mumpuni.assessment.selectors.keys import assessee_key, number, person_key, room_key
from mumpuni.assessment.selectors.zones import minute_of, moment_at, zone
from mumpuni.assessment.services.timetables import replanned
from mumpuni.assessment.timetabling import figures, violations_of_move
from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.plan import Prepare
from mumpuni.assessment.timetabling.plan import Session as PlanSession
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable


def moved(
    board: selectors.Board,
    session: Session,
    *,
    starts_at: datetime,
    room: Room,
    observers: Mapping[int, Sequence[TeamMember]] | None = None,
) -> tuple[PlanSession, list[str]]:
    """The session as it would be, and what would be wrong because of it; writes nothing."""
    _refuse_catch_up(session)
    place = board.number_of(session.pk)
    before = board.plan.sessions[place]
    event = board.timetable.event
    place_zone = zone(event.place)
    dates = [each.date for each in board.instance.days]
    date = f"{starts_at.astimezone(place_zone).date()}"
    if date not in dates:
        raise Unusable(_("Hari itu bukan hari kegiatan ini."))
    watching = before.observers
    if observers is not None:
        watching = {
            assessee_key(whom): tuple(person_key(each.practitioner_id) for each in those)
            for whom, those in observers.items()
        }
    after = replace(
        before,
        day=dates.index(date),
        start=minute_of(starts_at, place_zone),
        room=room_key(room),
        observers=watching,
        prepare=_prepare(board.instance, before, minute_of(starts_at, place_zone), room),
        end=None,
    )
    found = violations_of_move(board.instance, board.plan, place, after)
    return after, list(dict.fromkeys(board.say(each) for each in found))


def _prepare(instance: Instance, before: PlanSession, start: int, room: Room) -> Prepare | None:
    """Preparation moves along; in the own room unless the exercise has others for it."""
    exercise = instance.exercises.get(before.exercise)
    if before.prepare is None or exercise is None:
        return None
    own = not exercise.prepare_rooms
    return Prepare(start - exercise.prepare_min, room_key(room) if own else before.prepare.room)


@transaction.atomic
def move_session(
    *,
    actor: Any,
    session: Session,
    starts_at: datetime,
    room: Room,
    observers: Mapping[int, Sequence[TeamMember]] | None = None,
    revision: int | None = None,
    despite: bool = False,
) -> Session:
    """Put a session of a draft elsewhere, or give it other observers (assessee → members).

    `despite` saves although something clashes: two sessions change places in two steps. Announcing asks again.

    Raises:
        Refused: for others than chair and admin.
        Unusable: when it clashes, is locked, is no draft, or somebody else changed the version meanwhile.
    """
    found = _editable(actor, session, revision)
    board = selectors.board(found.timetable)
    row = next(each for each in board.sessions if each.pk == session.pk)
    _require_own(board, row, room, observers)
    if row.kind == Session.Kind.MEETING:
        return _move_meeting(actor, board, row, starts_at, room)
    _respect_locks(row, starts_at, room, observers)
    after, wrong = moved(board, row, starts_at=starts_at, room=room, observers=observers)
    if wrong and not despite:
        raise Unusable(wrong, code="clash")
    minutes = row.ends_at - row.starts_at
    row.starts_at, row.ends_at, row.room = starts_at, starts_at + minutes, room
    if after.prepare:
        row.prepare_from = moment_at(found.timetable.event, starts_at.astimezone(zone(
            found.timetable.event.place)).date(), after.prepare.start)  # fmt: skip
        row.prepare_room_id = number(after.prepare.room)
    row.save()
    if observers is not None:
        row.watches.all().delete()
        Watch.objects.bulk_create(
            Watch(session=row, assessee_id=whom, member=each) for whom, those in observers.items() for each in those
        )
    _refigure(found.timetable)
    audit.record(actor, "assessment.session.moved", found.timetable, session=row.pk, clashes=len(wrong),
                 to=f"{starts_at.isoformat()} {room}")  # fmt: skip
    return row


def _require_own(
    board: selectors.Board, row: Session, room: Room, observers: Mapping[int, Sequence[TeamMember]] | None
) -> None:
    """Rooms are those of the place, observers the team's assessors, and who is observed sits in the session."""
    if room.place_id != row.room.place_id:
        raise Unusable({"room": _("Pilih ruang di tempat kegiatan ini.")}, code="elsewhere")
    team = board.timetable.event.team.filter(role=TeamRole.ASSESSOR, removed_at=None)
    known = set(team.values_list("pk", flat=True)) if observers is not None else set()
    seated = {each.pk for each in row.assessees.all()}
    for whom, those in (observers or {}).items():
        if whom not in seated or any(each.pk not in known for each in those):
            raise Unusable(_("Pengamat dipilih dari Assessor tim kegiatan ini; muat ulang halaman."), code="elsewhere")


def _move_meeting(actor: Any, board: selectors.Board, row: Session, starts_at: datetime, room: Room) -> Session:
    if f"{starts_at.astimezone(zone(board.timetable.event.place)).date()}" not in [
        each.date for each in board.instance.days
    ]:
        raise Unusable(_("Hari itu bukan hari kegiatan ini."))
    minutes = row.ends_at - row.starts_at
    row.starts_at, row.ends_at, row.room = starts_at, starts_at + minutes, room
    row.save()
    wrong = [each for each in selectors.board(row.timetable).violations if each.code in ("two-places", "room-twice")]
    if wrong:
        raise Unusable([selectors.Board(row.timetable).say(each) for each in wrong], code="clash")
    audit.record(actor, "assessment.session.moved", row.timetable, session=row.pk)
    return row


def _respect_locks(row: Session, starts_at: datetime, room: Room, observers: Any) -> None:
    kept = (row.locks_time and starts_at != row.starts_at) or (row.locks_room and room.pk != row.room_id)
    if kept or (row.locks_people and observers is not None):
        raise Unusable(_("Sesi ini dikunci; buka kuncinya dahulu."), code="locked")


def _refuse_catch_up(session: Session) -> None:
    if session.is_catch_up:
        raise Unusable(_("Sesi susulan dijadwalkan ulang dari halaman Pelaksanaan."), code="catch-up")


def _editable(actor: Any, session: Session, revision: int | None) -> Session:
    """The session of a draft, its version locked and counted up."""
    _refuse_catch_up(session)
    event = replanned(actor, session.timetable.event)
    timetable = Timetable.objects.select_for_update(of=("self",)).get(pk=session.timetable_id)
    if timetable.state != Timetable.State.DRAFT:
        raise Unusable(_("Hanya draf yang diubah. Buat draf dari versi yang diumumkan, ubah, lalu umumkan."))
    if revision is not None and timetable.revision != revision:
        raise Unusable(words.CHANGED_MEANWHILE, code="changed-meanwhile")
    timetable.revision += 1
    timetable.save(update_fields=["revision"])
    timetable.event = event
    found = timetable.sessions.get(pk=session.pk)
    found.timetable = timetable
    return found


def _refigure(timetable: Timetable) -> None:
    board = selectors.board(timetable)
    timetable.figures = figures(board.instance, board.plan).to_dict()
    timetable.status = "changed"
    timetable.save(update_fields=["figures", "status"])


@transaction.atomic
def lock_session(
    *, actor: Any, session: Session, time: bool, room: bool, people: bool, revision: int | None = None
) -> Session:
    """Say what of a session stays where it is when the rest is solved again.

    Raises:
        Refused: for others than chair and admin.
        Unusable: when it is no draft, or somebody else changed the version meanwhile.
    """
    found = _editable(actor, session, revision)
    if found.kind == Session.Kind.MEETING:
        raise Unusable(_("Rapat integrasi tidak dikunci; ia mengikuti sesi yang diamati."))
    found.locks_time, found.locks_room, found.locks_people = time, room, people
    found.save(update_fields=["locks_time", "locks_room", "locks_people"])
    audit.record(actor, "assessment.session.locked", found.timetable, session=found.pk, time=time, room=room,
                 people=people)  # fmt: skip
    return found

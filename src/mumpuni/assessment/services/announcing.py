"""Announcing a timetable: rooms and people are taken, exposures noted, those affected told (mengumumkan jadwal)."""

from collections.abc import Iterable, Iterator
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import Q
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.assessment.models import Booking, Event, Exposure, Session, Timetable
from mumpuni.assessment.policies.notices import told_by_letter
from mumpuni.assessment.selectors import comparing
from mumpuni.assessment.selectors import groups as group_selectors
from mumpuni.assessment.selectors import timetables as selectors
from mumpuni.assessment.selectors.instances import build_instance, rules_of
from mumpuni.assessment.selectors.zones import zone, zone_word
from mumpuni.assessment.services.plans import carry_catch_ups
from mumpuni.assessment.services.timetables import replanned
from mumpuni.assessment.timetabling import read, violations
from mumpuni.audit import services as audit
from mumpuni.exchange.services import mail
from mumpuni.people.models import Person
from mumpuni.people.policies import RuleBroken, Unusable

State = Timetable.State
#: How many clashes a message names; the first ones are mended first.
MOST_TOLD = 8


@dataclass(frozen=True)
class Told:
    """What came of an announcement: to whom a mail went, and who has no address."""

    timetable: Timetable
    mailed: list[str]
    without_address: list[str]


@transaction.atomic
def announce_timetable(*, actor: Any, timetable: Timetable, revision: int | None = None) -> Told:
    """Put a draft in force; the version announced before is superseded, and only those whose slots change are told.

    Raises:
        Refused: for others than chair and admin.
        RuleBroken: when a group may not meet (without an exception noted).
        Unusable: when sessions clash, or a room or person is taken by another event meanwhile.
    """
    event = replanned(actor, timetable.event, revision)
    found = Timetable.objects.select_for_update(of=("self",)).get(pk=timetable.pk)
    found.event = event
    if found.state != State.DRAFT:
        raise Unusable(_("Hanya draf yang diumumkan."))
    _require_lawful_groups(event)
    before = selectors.announced(event)
    if before is not None:
        carry_catch_ups(before, found)
    board = selectors.board(found)
    _require_sound(event, board, before)
    old = selectors.board(before) if before else None
    if before is not None:
        before.bookings.all().delete()
        before.state = State.SUPERSEDED
        before.save(update_fields=["state"])
    found.state, found.announced_at, found.announced_by = State.ANNOUNCED, timezone.now(), actor
    found.save(update_fields=["state", "announced_at", "announced_by"])
    _book(found, board.sessions)
    _expose(event, board.sessions)
    told = _tell(actor, found, old, board)
    audit.record(actor, "assessment.timetable.announced", found, agency_id=event.request.agency_id,
                 superseded=before.number if before else None, mails=len(told.mailed))  # fmt: skip
    return told


def _require_lawful_groups(event: Event) -> None:
    for row in group_selectors.groups(event):
        if row.assessees and row.decision and not row.is_lawful and not row.group.exception_reason:
            raise RuleBroken(row.decision)


def _require_sound(event: Event, board: selectors.Board, before: Timetable | None) -> None:
    """Judged against what holds now: people who left, interests declared and rooms taken since the search.

    What has begun is past judging.
    """
    now = timezone.now()
    ahead = {number for number, each in enumerate(board.exercises) if before is None or each.starts_at > now}
    if not ahead:
        return
    base = selectors.plan_dict(before, selectors.sessions(before)) if before else None
    instance = read(build_instance(event, base=base, cut=now if before else None))
    found = [
        board.say(each) for each in violations(instance, board.plan) if not each.sessions or ahead & set(each.sessions)
    ]
    sentences = list(dict.fromkeys(found))
    if sentences:
        more = [_("Dan %(count)d lagi.") % {"count": len(sentences) - MOST_TOLD}] if len(sentences) > MOST_TOLD else []
        raise Unusable([*sentences[:MOST_TOLD], *more], code="clash")


@dataclass(frozen=True)
class Use:
    """A room or a person, taken for a while."""

    holder: str
    pk: int
    begin: datetime
    end: datetime


def uses(sessions: Iterable[Session], report: int) -> Iterator[tuple[Use, int]]:
    """Everything that sessions take, with the load it is for a member of the team."""
    for each in sessions:
        begin = each.starts_at
        if each.prepare_from and each.prepare_room_id:
            same = each.prepare_room_id == each.room_id
            if not same:
                yield Use("room", each.prepare_room_id, each.prepare_from, each.starts_at), 0
            begin = each.prepare_from if same else begin
        yield Use("room", each.room_id, begin, each.ends_at), 0
        yield from _people(each, report)


def _people(each: Session, report: int) -> Iterator[tuple[Use, int]]:
    after = timedelta(minutes=each.instrument.classify_minutes if each.instrument else 0)
    if each.kind != Session.Kind.MEETING:
        for assessee in each.assessees.all():
            yield Use("person", assessee.person_id, each.prepare_from or each.starts_at, each.ends_at), 0
    members = {watch.member_id: watch.member for watch in each.watches.all()}
    for member in members.values():
        minutes = int((each.ends_at - each.starts_at + after).total_seconds()) // 60
        load = minutes + (report if member.pk == each.writer_id else 0)
        yield Use("person", member.practitioner.person_id, each.starts_at, each.ends_at + after), load
    for helper in each.helpers.all():
        minutes = int((each.ends_at - each.starts_at).total_seconds()) // 60
        yield Use("person", helper.practitioner.person_id, each.starts_at, each.ends_at), minutes


def _book(timetable: Timetable, sessions: list[Session]) -> None:
    """Take everything; joint sessions of one room, and one person serving both, are one use."""
    wanted = dict(uses(sessions, rules_of(timetable.event).report_minutes))
    _refuse_clashes(timetable, wanted)
    try:
        with transaction.atomic():
            Booking.objects.bulk_create(
                Booking(
                    timetable=timetable,
                    during=DateTimeTZRange(use.begin, use.end),
                    load_minutes=load,
                    **{f"{use.holder}_id": use.pk},
                )
                for use, load in wanted.items()
            )
    except IntegrityError as taken:
        raise Unusable(
            _("Kegiatan lain baru saja memakai ruang atau orang yang sama. Susun ulang sisanya, lalu umumkan."),
            code="taken",
        ) from taken


def _refuse_clashes(timetable: Timetable, wanted: Iterable[Use]) -> None:
    """Name each room or person that another event has at that hour, and nothing else of that event."""
    event = timetable.event
    lots = list(wanted)
    span = DateTimeTZRange(min(each.begin for each in lots), max(each.end for each in lots))
    rooms, people = ({each.pk for each in lots if each.holder == kind} for kind in ("room", "person"))
    others = Booking.objects.exclude(timetable=timetable).filter(Q(room__in=rooms) | Q(person__in=people))
    others = others.filter(during__overlap=span)
    taken: dict[tuple[str, int], list[Booking]] = {}
    for each in others.select_related("room", "person"):
        holder = ("room", each.room_id) if each.room_id else ("person", each.person_id or 0)
        taken.setdefault(holder, []).append(each)
    place_zone, word = zone(event.place), zone_word(event.place)
    found = []
    for use in lots:
        for each in taken.get((use.holder, use.pk), ()):
            if each.during.lower < use.end and use.begin < each.during.upper:
                begin, end = use.begin.astimezone(place_zone), use.end.astimezone(place_zone)
                found.append(
                    _("%(who)s sudah terpakai kegiatan lain pada %(day)s pukul %(begin)s–%(end)s %(zone)s.")
                    % {"who": each.room or each.person, "day": date_format(begin, "DATE_FORMAT"),
                       "begin": f"{begin:%H.%M}", "end": f"{end:%H.%M}", "zone": word}
                )  # fmt: skip
    if found:
        raise Unusable(list(dict.fromkeys(found))[:MOST_TOLD], code="taken")


def _expose(event: Event, sessions: list[Session]) -> None:
    """Who meets which variant on which day, as it stands now; a variant given in place of another stays."""
    own = event.instruments.filter(variant__isnull=False).values("variant")
    Exposure.objects.filter(event=event, variant__in=own).delete()
    place_zone = zone(event.place)
    met = {
        (each.instrument.variant_id, assessee.person_id): each.starts_at.astimezone(place_zone).date()
        for each in sessions
        if each.instrument and each.instrument.variant_id
        for assessee in each.assessees.all()
    }
    Exposure.objects.bulk_create(
        Exposure(person_id=person, variant_id=variant, on=day, event=event) for (variant, person), day in met.items()
    )


def _tell(actor: Any, new: Timetable, old: selectors.Board | None, board: selectors.Board) -> Told:
    """A mail to each person whose own slots are not what they were.

    Under Perka 11/2008 none to assessees whose own agency has not passed a letter on: that letter tells them
    (III.2 huruf a angka 3)).
    """
    waiting = new.event.assessees.exclude(told_by_letter()).values_list("person", flat=True)
    concerned = set(comparing.affected(old, board)) - set(waiting)
    mailed, silent = [], []
    for person in Person.objects.filter(pk__in=concerned):
        if not person.email:
            silent.append(person.name)
            continue
        mail.send(
            template="assessment/mail/timetable",
            to=person.email,
            context={"name": person.full_name, "event": new.event.name, "number": new.number, "again": old is not None,
                     "cause": new.cause if old else ""},
            actor=actor,
            subject_person_id=person.pk,
        )  # fmt: skip
        mailed.append(person.name)
    return Told(new, mailed, silent)

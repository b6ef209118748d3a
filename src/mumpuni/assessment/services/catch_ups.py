"""Timetabling an instrument again for one assessee (sesi susulan)."""

from collections.abc import Sequence
from datetime import date, datetime, time, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import (
    Assessee,
    ClosedDay,
    Event,
    EventDay,
    EventInstrument,
    Room,
    Session,
    Taking,
    TeamMember,
    Timetable,
    Watch,
)
from mumpuni.assessment.selectors import timetables as selectors
from mumpuni.assessment.selectors.catch_ups import WAITING, plan_session
from mumpuni.assessment.selectors.instances import build_instance
from mumpuni.assessment.selectors.keys import names, spoken
from mumpuni.assessment.selectors.zones import zone
from mumpuni.assessment.services import timetables
from mumpuni.assessment.services.announcing import announce_timetable
from mumpuni.assessment.services.day import running
from mumpuni.assessment.timetabling import Plan, read, violations_beside
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require

#: How long after its last day an event may still take a catch-up.
LATEST = timedelta(days=31)


@transaction.atomic
def schedule_catch_up(
    *,
    actor: Any,
    assessee: Assessee,
    instrument: EventInstrument,
    day: date,
    start: time,
    room: Room,
    observers: Sequence[TeamMember],
    helpers: Sequence[TeamMember] = (),
) -> Timetable:
    """Announce a version that has a session for this assessee besides everything that stood before.

    A day after the last one is added to the event with the hours of the last. A catch-up of the same instrument that
    is still to come is replaced.

    Raises:
        Refused: for others than chair and admin.
        Unusable: where nothing has to be caught up, in the past, on a day that is none, or naming everything with
            which the session clashes.
        RuleBroken: as for `announce_timetable`.
    """
    require(policies.may_plan(actor, assessee.event), words.MAY_NOT_PLAN)
    event = running(assessee.event)
    _waits(event, assessee, instrument)
    base = selectors.announced(event)
    if base is None:
        raise Unusable(_("Belum ada jadwal yang diumumkan; susulan menambah jadwal itu."))
    base.event = event
    starts_at = datetime.combine(day, start, tzinfo=zone(event.place))
    if starts_at <= timezone.now():
        raise Unusable({"start": _("Waktu itu sudah lewat.")})
    if room.place_id != event.place_id:
        raise Unusable({"room": _("Pilih ruang di tempat kegiatan ini.")})
    _day_of(event, day)
    draft = timetables.draft_from(actor=actor, timetable=base)
    draft.event = event
    draft.cause = _("Susulan %(what)s") % {"what": instrument}
    draft.save(update_fields=["cause"])
    old = draft.sessions.filter(is_catch_up=True, instrument=instrument, assessees=assessee)
    old.filter(starts_at__gt=timezone.now()).delete()
    made = Session.objects.create(
        timetable=draft, kind=Session.Kind.EXERCISE, instrument=instrument, group_id=assessee.group_id, room=room,
        starts_at=starts_at, ends_at=starts_at + timedelta(minutes=instrument.minutes), is_catch_up=True,
        **_preparing(instrument, starts_at, room),
    )  # fmt: skip
    made.assessees.add(assessee)
    made.helpers.set(helpers)
    Watch.objects.bulk_create(Watch(session=made, assessee=assessee, member=each) for each in observers)
    _fits(event, base, draft, made)
    announce_timetable(actor=actor, timetable=draft)
    audit.record(actor, "assessment.day.catch-up", assessee, agency_id=event.request.agency_id,
                 instrument=instrument.pk, version=draft.number, at=starts_at.isoformat())  # fmt: skip
    draft.refresh_from_db()
    return draft


def _waits(event: Event, assessee: Assessee, instrument: EventInstrument) -> None:
    if instrument.event_id != event.pk or assessee.event_id != event.pk:
        raise Unusable(_("Alat ukur ini bukan dari kegiatan itu."))
    if assessee.state != Assessee.State.CALLED:
        raise Unusable(_("%(name)s tidak mengikuti penilaian ini lagi.") % {"name": assessee})
    if not Taking.objects.filter(assessee=assessee, instrument=instrument, state__in=WAITING).exists():
        raise Unusable(
            _("Catat dahulu bahwa alat ukur ini terhenti, tidak diikuti dengan alasan, atau diulang dengan paket lain.")
        )


def _day_of(event: Event, day: date) -> None:
    """The day as one of the event's; a later one is added with the hours of the last."""
    days = list(event.days.all())
    if any(each.date == day for each in days):
        return
    last = days[-1] if days else None
    if last is None or not last.date < day <= last.date + LATEST:
        raise Unusable({"day": _("Pilih hari kegiatan, atau hari lain paling lama 31 hari sesudah hari terakhir.")})
    if ClosedDay.objects.filter(provider=event.provider_id, day=day).exists():
        raise Unusable({"day": _("Penyelenggara menutup hari itu.")})
    EventDay.objects.create(event=event, date=day, starts=last.starts, ends=last.ends, breaks=last.breaks)
    event.last_day = max(event.last_day, day)
    event.save(update_fields=["last_day"])


def _preparing(instrument: EventInstrument, starts_at: datetime, room: Room) -> dict[str, Any]:
    if not instrument.prepare_minutes:
        return {}
    return {"prepare_from": starts_at - timedelta(minutes=instrument.prepare_minutes), "prepare_room": room}


def _fits(event: Event, base: Timetable, draft: Timetable, made: Session) -> None:
    """Everything that the checks of the timetable say of this one session, in words."""
    plan = selectors.plan_dict(base, selectors.sessions(base))
    built = build_instance(event, base=plan, cut=timezone.now())
    # Later days stand at the end, so those that the plan counts keep their numbers.
    draft.instance = {**draft.instance, "days": built["days"]}
    draft.save(update_fields=["instance"])
    instance = read(built)
    rows = [each for each in selectors.sessions(draft) if each.is_catch_up]
    rows.sort(key=lambda each: each.pk == made.pk)
    place_zone = zone(event.place)
    beside = [plan_session(each, instance, place_zone) for each in rows]
    told = names(event)
    found = [spoken(each.sentence, told) for each in violations_beside(instance, Plan.from_dict(plan), beside)]
    if found:
        raise Unusable(list(dict.fromkeys(found)), code="clash")

"""What has to be caught up, and a catch-up session as the checks of a timetable read it (susulan)."""

from typing import Any
from zoneinfo import ZoneInfo

from mumpuni.assessment.models import Session, Taking
from mumpuni.assessment.selectors.keys import assessee_key, instrument_key, person_key, room_key
from mumpuni.assessment.selectors.zones import minute_of
from mumpuni.assessment.timetabling import Instance
from mumpuni.assessment.timetabling import Session as PlanSession
from mumpuni.assessment.timetabling.plan import Prepare

#: States of an instrument after which another session makes sense.
WAITING = (Taking.State.BROKEN_OFF, Taking.State.EXCUSED, Taking.State.REPEAT)


def plan_session(row: Session, instance: Instance, place_zone: ZoneInfo) -> PlanSession:
    """The session in the words of the instance, whose days are counted anew."""
    local = row.starts_at.astimezone(place_zone)
    dates = [each.date for each in instance.days]
    observers: dict[str, tuple[Any, ...]] = {}
    for each in row.watches.all():
        key = assessee_key(each.assessee_id)
        observers[key] = (*observers.get(key, ()), person_key(each.member.practitioner_id))
    prepare = None
    if row.prepare_from is not None and row.prepare_room_id is not None:
        prepare = Prepare(minute_of(row.prepare_from, place_zone), room_key(row.prepare_room_id))
    return PlanSession(
        exercise=instrument_key(row.instrument_id or 0),
        day=dates.index(f"{local.date()}") if f"{local.date()}" in dates else -1,
        start=minute_of(row.starts_at, place_zone),
        room=room_key(row.room_id),
        assessees=tuple(assessee_key(each) for each in row.assessees.all()),
        observers=observers,
        helpers=tuple(person_key(each.practitioner_id) for each in row.helpers.all()),
        prepare=prepare,
    )

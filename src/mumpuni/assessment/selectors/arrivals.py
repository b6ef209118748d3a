"""When each assessee has to be where: from the announced timetable, else from the days of the event."""

from collections import defaultdict
from dataclasses import dataclass
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from mumpuni.assessment.models import Assessee, Event, Session, Timetable
from mumpuni.people.models import TimeZone

#: What an assessee attends in person.
ATTENDED = (Session.Kind.BRIEFING, Session.Kind.EXERCISE)


@dataclass(frozen=True)
class Arrival:
    """The days of an assessee, the clock on the first one in the zone of the place, and the timetable it comes from."""

    days: tuple[date, ...] = ()
    clock: time | None = None
    zone: str = TimeZone.WIB.label
    timetable: int | None = None

    @property
    def first(self) -> date | None:
        """The day on which the assessment begins for this assessee."""
        return self.days[0] if self.days else None

    @property
    def clock_words(self) -> str:
        """As letters print it, e.g. `08.00 WIB`; empty while unknown."""
        return f"{self.clock:%H.%M} {self.zone}" if self.clock else ""


def arrivals(event: Event) -> dict[int, Arrival]:
    """For every assessee of the event; four queries at most."""
    zone_name = event.place.time_zone if event.place else TimeZone.WIB
    label = TimeZone(zone_name).label
    starts, number = _starts(event, ZoneInfo(zone_name))
    days = list(event.days.all())
    plain = Arrival(tuple(day.date for day in days) or (event.first_day,), days[0].starts if days else None, label)
    found = {}
    for assessee in Assessee.objects.filter(event=event).values_list("pk", flat=True):
        times = sorted(starts.get(assessee, ()))
        if times:
            dates = tuple(sorted({moment.date() for moment in times}))
            found[assessee] = Arrival(dates, times[0].time(), label, number)
        else:
            found[assessee] = plain
    return found


def _starts(event: Event, zone: ZoneInfo) -> tuple[dict[int, list[datetime]], int | None]:
    """Local starts of what each assessee attends in the announced timetable, and its number.

    A briefing that names nobody is for its whole group, or for all where it names no group either.
    """
    found: dict[int, list[datetime]] = defaultdict(list)
    announced = Timetable.objects.filter(event=event, state=Timetable.State.ANNOUNCED).first()
    if announced is None:
        return found, None
    groups: dict[int | None, list[int]] = defaultdict(list)
    for pk, group in Assessee.objects.filter(event=event).values_list("pk", "group"):
        groups[group].append(pk)
    everyone = [pk for members in groups.values() for pk in members]
    sessions = Session.objects.filter(timetable=announced, kind__in=ATTENDED)
    for kind, group, who, starts, prepares in sessions.values_list(
        "kind", "group", "assessees", "starts_at", "prepare_from"
    ):
        begins = min(moment for moment in (starts, prepares) if moment).astimezone(zone)
        if who is not None:
            found[who].append(begins)
        elif kind == Session.Kind.BRIEFING:
            for each in groups[group] if group is not None else everyone:
                found[each].append(begins)
    return found, announced.number

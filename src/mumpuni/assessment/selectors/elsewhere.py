"""What other events and leave take of an event's rooms and people."""

from collections.abc import Iterator, Sequence
from datetime import timedelta
from typing import Any

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import QuerySet

from mumpuni.assessment.models import Assessee, Booking, Event, EventDay, TeamMember, Unavailability
from mumpuni.assessment.selectors.keys import assessee_key, person_key, room_key
from mumpuni.assessment.selectors.zones import clock, minute_of, moment_at, zone

MIDNIGHT = 24 * 60


class Elsewhere:
    """Bookings of announced timetables of other events, in the hours of this event's place."""

    def __init__(
        self, event: Event, days: Sequence[EventDay], team: Sequence[TeamMember], assessees: Sequence[Assessee]
    ) -> None:
        self.event, self.days, self.team, self.assessees = event, days, team, assessees
        self.zone = zone(event.place)

    def _bookings(self) -> QuerySet[Booking]:
        first, last = self.days[0].date, self.days[-1].date
        span = DateTimeTZRange(moment_at(self.event, first, 0), moment_at(self.event, last, MIDNIGHT))
        return Booking.objects.exclude(timetable__event=self.event).filter(during__overlap=span)

    def away(self, groups: dict[str, list[str]], known: set[str]) -> list[dict[str, Any]]:
        """Who of these is on another event or on leave, and when."""
        by_person = {each.practitioner.person_id: person_key(each.practitioner_id) for each in self.team}
        by_person |= {each.person_id: assessee_key(each) for each in self.assessees}
        people = known | {key for keys in groups.values() for key in keys}
        found = [
            {"who": who, **piece}
            for each in self._bookings().filter(person__in=by_person)
            for piece in self._pieces(each)
            if (who := by_person[each.person_id or 0]) in people
        ]
        practitioners = [each.practitioner_id for each in self.team]
        for gone in Unavailability.objects.filter(practitioner__in=practitioners):
            found += [
                {"who": key, "day": number, "from": "00:00", "to": "24:00"}
                for number, day in enumerate(self.days)
                if gone.starts_on <= day.date <= gone.ends_on and (key := person_key(gone.practitioner_id)) in people
            ]
        return found

    def blocked(self, rooms: list[dict[str, Any]]) -> Iterator[dict[str, Any]]:
        """When other events have these rooms."""
        there = {each["id"] for each in rooms}
        for each in self._bookings().filter(room__place=self.event.place):
            if room_key(each.room_id or 0) in there:
                for piece in self._pieces(each):
                    yield {"room": room_key(each.room_id or 0), **piece}

    def _pieces(self, booking: Booking) -> Iterator[dict[str, Any]]:
        """A booking of another event on the days of this one, in the hours of this place."""
        for number, day in enumerate(self.days):
            begin = max(booking.during.lower, moment_at(self.event, day.date, 0))
            end = min(booking.during.upper, moment_at(self.event, day.date, MIDNIGHT))
            if begin < end:
                until = minute_of(end, self.zone) or MIDNIGHT
                yield {"day": number, "from": clock(minute_of(begin, self.zone)), "to": clock(until)}

    def load_before(self) -> dict[str, int]:
        """Minutes on other events in the weeks of this one, from Monday to Sunday."""
        monday = self.days[0].date - timedelta(days=self.days[0].date.weekday())
        sunday = self.days[-1].date + timedelta(days=6 - self.days[-1].date.weekday())
        span = DateTimeTZRange(moment_at(self.event, monday, 0), moment_at(self.event, sunday, MIDNIGHT))
        by_person = {each.practitioner.person_id: person_key(each.practitioner_id) for each in self.team}
        rows = Booking.objects.exclude(timetable__event=self.event).filter(person__in=by_person, during__overlap=span)
        load: dict[str, int] = {}
        for person, minutes in rows.values_list("person", "load_minutes"):
            key = by_person[person or 0]
            load[key] = min(10_000, load.get(key, 0) + minutes)
        return load

"""Slots as an iCalendar (RFC 5545): the zone of the place, an id that stays, struck out where something vanished."""

from collections.abc import Iterable
from datetime import UTC, datetime
from urllib.parse import urlsplit

from django.conf import settings
from django.utils.translation import gettext as _
from icalendar import Calendar, Timezone
from icalendar import Event as Entry

from mumpuni.assessment.selectors.personal import Slot

MEDIA_TYPE = "text/calendar; charset=utf-8"


def calendar(slots: Iterable[Slot], person: int, *, made: datetime | None = None) -> bytes:
    """All slots of one person."""
    there = list(slots)
    book = Calendar()
    book.add("prodid", "-//Mumpuni//Jadwal penilaian//ID")
    book.add("version", "2.0")
    book.add("method", "PUBLISH")
    book.add("x-wr-calname", _("Jadwal penilaian"))
    for key in sorted({str(slot.begin.tzinfo) for slot in there}):
        book.add_component(Timezone.from_tzid(key))
    for slot in there:
        book.add_component(_entry(slot, person, made or datetime.now(UTC)))
    return bytes(book.to_ical())


def _entry(slot: Slot, person: int, made: datetime) -> Entry:
    host = urlsplit(settings.MUMPUNI_BASE_URL).hostname or "mumpuni"
    entry = Entry()
    entry.add("uid", f"{slot.event.pk}-{slot.key}-p{person}@{host}")
    entry.add("dtstamp", made)
    entry.add("dtstart", slot.prepare_from or slot.begin)
    entry.add("dtend", slot.end)
    entry.add("sequence", slot.number)
    entry.add("status", "CANCELLED" if slot.gone else "CONFIRMED")
    entry.add("summary", f"{slot.title} ({slot.task})")
    place = slot.event.place
    entry.add("location", ", ".join(filter(None, [slot.room, str(place or "")])))
    lines = [slot.event.name, *slot.whom]
    if slot.prepare_from and slot.prepare_room:
        lines.append(
            _("Persiapan mulai %(time)s di %(room)s")
            % {"time": f"{slot.prepare_from:%H.%M}", "room": slot.prepare_room}
        )
    entry.add("description", "\n".join(lines))
    return entry

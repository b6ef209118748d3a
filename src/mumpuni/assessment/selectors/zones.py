"""Times as they are at the place: the database holds UTC, a timetable the hours of its clock on the wall."""

from datetime import date, datetime, time, timedelta
from zoneinfo import ZoneInfo

from django.utils import timezone

from mumpuni.assessment.models import Event, Place
from mumpuni.people.models import TimeZone


def zone(place: Place | None) -> ZoneInfo:
    """The zone of a place; that of the capital where none is chosen yet."""
    return ZoneInfo(place.time_zone if place else TimeZone.WIB)


def today(event: Event) -> date:
    """The day that it is at the place of an event."""
    return timezone.localdate(timezone=zone(event.place))


def zone_word(place: Place | None) -> str:
    """WIB, WITA or WIT."""
    return TimeZone(place.time_zone).label if place else TimeZone.WIB.label


def moment_at(event: Event, day: date, minute: int) -> datetime:
    """Minute of the day at the place as a point in time."""
    return datetime.combine(day, time(), zone(event.place)) + timedelta(minutes=minute)


def minute_of(moment: datetime, place_zone: ZoneInfo) -> int:
    """The minute of the day that a point in time is there."""
    local = moment.astimezone(place_zone)
    return local.hour * 60 + local.minute


def clock(minute: int) -> str:
    """Minutes as the format writes them.

    >>> clock(495)
    '08:15'
    """
    return f"{minute // 60:02d}:{minute % 60:02d}"

"""A provider's days: what is off, closed, booked, and how many assessors are free (kalender penyelenggara)."""

from collections import Counter, defaultdict
from collections.abc import Collection, Iterator
from dataclasses import dataclass, field
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment import policies
from mumpuni.assessment.models import (
    Booking,
    Event,
    Grade,
    Practitioner,
    Provider,
    Request,
    Room,
    TeamMember,
    Unavailability,
)
from mumpuni.people.models import TimeZone
from mumpuni.people.selectors.calendars import holidays
from mumpuni.regulations.bkn_11_2008.working_days import is_working_day, working_days

#: Assessors without a grade of the civil service are counted under this word.
INDEPENDENT = Practitioner.Kind.INDEPENDENT
#: Grades as a narrow column says them, from the lowest.
SHORT: tuple[tuple[str, Any], ...] = (
    (Grade.PERTAMA, _("Ahli Pertama")),
    (Grade.MUDA, _("Ahli Muda")),
    (Grade.MADYA, _("Ahli Madya")),
    (Grade.UTAMA, _("Ahli Utama")),
    (INDEPENDENT, _("Independen")),
)


@dataclass
class Day:
    """One day of a provider. `free` counts assessors by grade; `taken` names what lies on the day."""

    date: date
    is_off: bool
    closed: str = ""
    closed_pk: int | None = None
    rooms_free: int = 0
    rooms: int = 0
    free: Counter[str] = field(default_factory=Counter)
    assessors: Counter[str] = field(default_factory=Counter)
    psychologists_free: int = 0
    events: list[Event] = field(default_factory=list)
    requests: list[Request] = field(default_factory=list)

    @property
    def is_open(self) -> bool:
        """Whether an assessment may begin on it."""
        return not self.is_off and not self.closed

    @property
    def is_taken(self) -> bool:
        """Whether something lies on it already."""
        return bool(self.events or self.requests)

    @property
    def grades(self) -> list[tuple[str, int, int]]:
        """Grade, free, all: for each grade that the provider has at all."""
        return [(str(label), self.free[word], self.assessors[word]) for word, label in SHORT if self.assessors[word]]


def provider(actor: Any, pk: int) -> Provider:
    """A provider whose calendar the actor keeps.

    Raises:
        Http404: for others.
    """
    found = providers(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def providers(actor: Any) -> QuerySet[Provider]:
    """Those whose staff the actor is."""
    return Provider.objects.filter(pk__in=policies.providers_of(actor)).select_related("agency")


def days_off(of: Provider, first: date, last: date) -> frozenset[date]:
    """The holidays of the provider's agency between two days."""
    return frozenset(holidays(of.agency_id, first, last))


def is_off(day: date, off: Collection[date]) -> bool:
    """Whether nobody works on this day."""
    return not is_working_day(day, off)


def age_in_working_days(asked: Request, today: date, off: frozenset[date]) -> int:
    """For how many working days a request has been waiting."""
    return working_days(timezone.localdate(asked.sent_at), today, off) if asked.sent_at else 0


def month(of: Provider, first: date, last: date) -> list[Day]:
    """Every day between two days, both included; the number of queries does not grow with what lies on them."""
    off = days_off(of, first, last)
    days = {day: Day(day, is_off(day, off)) for day in _days(first, last)}
    for closed in of.closed_days.filter(day__range=(first, last)):
        days[closed.day].closed, days[closed.day].closed_pk = closed.reason, closed.pk
    _place(of, first, last, days)
    _rooms(of, first, last, days)
    _assessors(of, first, last, days)
    return list(days.values())


def taken_by(of: Provider, day: date) -> list[str]:
    """What lies on a day, by name."""
    here = Day(day, is_off=False)
    _place(of, day, day, {day: here})
    return [*(str(each) for each in here.events), *(str(each.agency) for each in here.requests)]


def _days(first: date, last: date) -> Iterator[date]:
    while first <= last:
        yield first
        first += timedelta(days=1)


def _place(of: Provider, first: date, last: date, days: dict[date, Day]) -> None:
    """Events, and confirmed requests of which no event was made yet."""
    lasting = Event.objects.filter(provider=of, first_day__lte=last, last_day__gte=first)
    for event in lasting.exclude(state=Event.State.CANCELLED).order_by("first_day", "pk"):
        for day in _days(max(first, event.first_day), min(last, event.last_day)):
            days[day].events.append(event)
    made = Event.objects.exclude(state=Event.State.CANCELLED).values("request")
    confirmed = Request.objects.filter(
        provider=of, state=Request.State.CONFIRMED, confirmed_from__lte=last, confirmed_until__gte=first
    )
    for asked in confirmed.exclude(pk__in=made).select_related("agency").order_by("confirmed_from", "pk"):
        assert asked.confirmed_from is not None
        assert asked.confirmed_until is not None
        for day in _days(max(first, asked.confirmed_from), min(last, asked.confirmed_until)):
            days[day].requests.append(asked)


def _rooms(of: Provider, first: date, last: date, days: dict[date, Day]) -> None:
    """A room that an announced timetable uses at any hour of a day is not free on it."""
    zones = dict(Room.objects.filter(place__provider=of, is_active=True).values_list("pk", "place__time_zone"))
    busy: dict[date, set[int]] = defaultdict(set)
    bookings = Booking.objects.filter(room__in=zones, during__overlap=_span(first, last)).values_list("room", "during")
    for room, during in bookings:
        for day in _local_days(during, ZoneInfo(zones[room])):
            busy[day].add(room)
    for day, row in days.items():
        row.rooms, row.rooms_free = len(zones), len(zones) - len(busy[day])


def _assessors(of: Provider, first: date, last: date, days: dict[date, Day]) -> None:
    """Assessors of the provider who are not away, not booked, and in no team of an event on the day, wherever."""
    own = Practitioner.objects.filter(provider=of, is_active=True).exclude(kind=Practitioner.Kind.OTHER)
    assessors = list(own.prefetch_related("grades", "credentials"))
    busy = _busy(assessors, first, last, ZoneInfo(of.agency.time_zone if of.agency else TimeZone.WIB))
    for day, row in days.items():
        for each in assessors:
            grade = each.grade_on(day) if each.kind == Practitioner.Kind.INTERNAL else INDEPENDENT
            if grade is None:
                continue
            row.assessors[grade] += 1
            if each.pk not in busy[day]:
                row.free[grade] += 1
                row.psychologists_free += each.is_psychologist_on(day)


def _busy(assessors: list[Practitioner], first: date, last: date, zone: ZoneInfo) -> dict[date, set[int]]:
    busy: dict[date, set[int]] = defaultdict(set)
    away = Unavailability.objects.filter(practitioner__in=assessors, starts_on__lte=last, ends_on__gte=first)
    stretches = list(away.values_list("practitioner", "starts_on", "ends_on"))
    teams = TeamMember.objects.filter(
        practitioner__in=assessors, removed_at=None, event__first_day__lte=last, event__last_day__gte=first
    ).exclude(event__state=Event.State.CANCELLED)
    stretches += teams.values_list("practitioner", "event__first_day", "event__last_day")
    for number, begins, ends in stretches:
        for day in _days(max(first, begins), min(last, ends)):
            busy[day].add(number)
    by_person = {each.person_id: each.pk for each in assessors}
    booked = Booking.objects.filter(person__in=by_person, during__overlap=_span(first, last))
    for person, during in booked.values_list("person", "during"):
        for day in _local_days(during, zone):
            busy[day].add(by_person[person])
    return busy


def _span(first: date, last: date) -> DateTimeTZRange:
    """From the first to the last day in any of the three zones."""
    return DateTimeTZRange(
        datetime.combine(first, time(), ZoneInfo(TimeZone.WIT)),
        datetime.combine(last + timedelta(days=1), time(), ZoneInfo(TimeZone.WIB)),
    )


def _local_days(during: Any, zone: ZoneInfo) -> Iterator[date]:
    begins, ends = during.lower.astimezone(zone), (during.upper - timedelta(microseconds=1)).astimezone(zone)
    return _days(begins.date(), ends.date())

"""Whom a team may take in from the register: who is free, and how much each has to do (beban)."""

from collections.abc import Collection
from dataclasses import dataclass
from datetime import UTC, date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.db.models import Q, QuerySet

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Assessee, Booking, Event, Practitioner, TeamMember, Unavailability
from mumpuni.assessment.selectors import teams
from mumpuni.people.models import Identity, TimeZone
from mumpuni.people.policies import require

#: How far back the load that is balanced reaches.
LOOK_BACK = timedelta(days=30)
#: How many a search shows.
MOST = 40
AWAY, BOOKED, ASSESSED = "away", "booked", "assessed"


@dataclass(frozen=True)
class Room:
    """How free somebody is on the days of an event: what stands in the way, and the minutes of work around it."""

    obstacle: str = ""
    month_minutes: int = 0
    week_minutes: int = 0
    until: date | None = None

    @property
    def is_free(self) -> bool:
        """Whether nothing stands in the way."""
        return not self.obstacle

    @property
    def week_hours(self) -> float:
        """The hours of work of the week of the event."""
        return self.week_minutes / 60


def register(actor: Any, event: Event) -> QuerySet[Practitioner]:
    """Those whom the staff of the event's provider may appoint; one register for all providers.

    Raises:
        Refused: for others.
    """
    require(policies.may_appoint(actor, event), words.MAY_NOT_MANAGE)
    return active()


def active() -> QuerySet[Practitioner]:
    """Those who may be planned at all."""
    return Practitioner.objects.filter(is_active=True, person__merged_into=None)


def search(actor: Any, event: Event, asked: str, *, kind: str = "") -> list[Practitioner]:
    """Who fits the words, the provider's own first; a NIP counts when it is whole."""
    found = register(actor, event)
    asked = asked.strip()
    if asked.isdigit():
        found = found.filter(person__in=Identity.objects.filter(plain=asked).values("person"))
    else:
        for word in asked.split():
            found = found.filter(Q(person__name__icontains=word) | Q(provider__name__icontains=word))
    if kind:
        found = found.filter(kind=kind)
    ordered = found.order_by("person__name", "pk")
    own = list(teams.with_papers(ordered.filter(provider=event.provider_id))[:MOST])
    others = ordered.exclude(provider=event.provider_id) if len(own) < MOST else ordered.none()
    return [*own, *teams.with_papers(others)[: MOST - len(own)]]


def span(event: Event) -> tuple[datetime, datetime]:
    """From the midnight before the first day to that after the last, in the zone of the place."""
    zone = ZoneInfo(event.place.time_zone if event.place else TimeZone.WIB)
    first = datetime.combine(event.first_day, time(), zone)
    return first.astimezone(UTC), (datetime.combine(event.last_day, time(), zone) + timedelta(days=1)).astimezone(UTC)


def room(event: Event, practitioners: Collection[Practitioner]) -> dict[int, Room]:
    """How free each is, in a fixed number of queries. What keeps somebody elsewhere is never said, only that it does.

    Raises nothing: the caller has asked whether the actor may appoint.
    """
    persons = {each.person_id: each.pk for each in practitioners}
    days = Q(first_day__lte=event.last_day, last_day__gte=event.first_day)
    away = dict(
        Unavailability.objects.filter(
            practitioner__in=persons.values(), starts_on__lte=event.last_day, ends_on__gte=event.first_day
        )
        .order_by("ends_on")
        .values_list("practitioner", "ends_on")
    )
    others = Event.objects.filter(days).exclude(pk=event.pk).exclude(state__in=_OVER)
    elsewhere = set(
        TeamMember.objects.filter(
            event__in=others, removed_at=None, practitioner__in=persons.values()
        ).values_list("practitioner", flat=True)
    )  # fmt: skip
    called = Assessee.objects.filter(state=Assessee.State.CALLED, person__in=persons)
    assessed = {persons[pk] for pk in called.filter(event=event.pk).values_list("person", flat=True)}
    elsewhere |= {persons[pk] for pk in called.filter(event__in=others).values_list("person", flat=True)}
    taken, month, week = _loads(event, persons)
    made = {}
    for pk in persons.values():
        obstacle = (
            ASSESSED if pk in assessed else AWAY if pk in away else BOOKED if pk in elsewhere or pk in taken else ""
        )
        made[pk] = Room(obstacle, month.get(pk, 0), week.get(pk, 0), away.get(pk))
    return made


_OVER = (Event.State.CLOSED, Event.State.CANCELLED)


def _loads(event: Event, persons: dict[int, int]) -> tuple[set[int], dict[int, int], dict[int, int]]:
    """Who is booked on these days by another event; minutes of the month before and of the week, by practitioner."""
    first, last = span(event)
    monday = first - timedelta(days=event.first_day.weekday())
    sunday = monday + timedelta(days=7)
    since = first - LOOK_BACK
    rows = Booking.objects.filter(
        person__in=persons, during__overlap=(min(since, monday), max(last, sunday))
    ).values_list("person", "during", "load_minutes", "timetable__event")
    taken: set[int] = set()
    month: dict[int, int] = {}
    week: dict[int, int] = {}
    for person, during, minutes, where in rows:
        who = persons[person]
        if where != event.pk and during.lower < last and during.upper > first:
            taken.add(who)
        if since <= during.lower < first:
            month[who] = month.get(who, 0) + minutes
        if monday <= during.lower < sunday:
            week[who] = week.get(who, 0) + minutes
    return taken, month, week

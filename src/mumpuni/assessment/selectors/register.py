"""Reading the register of those who assess and help."""

from collections.abc import Collection, Iterable
from datetime import date, datetime, time, timedelta
from typing import Any
from zoneinfo import ZoneInfo

from django.conf import settings
from django.db.backends.postgresql.psycopg_any import DateTimeTZRange
from django.db.models import BooleanField, Case, Q, QuerySet, Sum, Value, When
from django.http import Http404
from django.utils import timezone

from mumpuni.assessment.models import Booking, PastWork, Practitioner, Provider, Unavailability
from mumpuni.assessment.policies import providers_of
from mumpuni.assessment.policies import register as policies


def practitioners(actor: Any) -> QuerySet[Practitioner]:
    """Whom the actor may find; grades and credentials come along. Of some only a part may be shown: see `is_whole`."""
    whole = Case(When(policies.whole_in_sight(actor), then=Value(True)), default=False, output_field=BooleanField())
    found = Practitioner.objects.annotate(is_whole=whole).select_related("person", "provider")
    found = found.prefetch_related("grades", "credentials")
    return found.filter(policies.practitioners_in_sight(actor)).order_by("person__name", "pk")


def practitioner(actor: Any, pk: int) -> Practitioner:
    """One of them.

    Raises:
        Http404: for one who does not exist or is out of sight.
    """
    joined = practitioners(actor).prefetch_related("masters", "away", "person__identities")
    found = joined.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def practitioners_with_all(day: date) -> QuerySet[Practitioner]:
    """Everyone who can be called, with all that a team is judged by; for services, which judge permission.

    Grades, credentials, instruments, days away from `day` on, past work and appointments come along, whatever number
    of people there are.
    """
    found = Practitioner.objects.filter(is_active=True).select_related("person", "provider__agency")
    return found.prefetch_related(
        "grades", "credentials", "masters", "away", "past_work", "person__appointments__agency"
    ).exclude(Q(away__starts_on__lte=day) & Q(away__ends_on__gte=day))


def one_with_all(pk: int) -> Practitioner:
    """One practitioner with grades, credentials and past work, for judging."""
    return Practitioner.objects.select_related("person", "provider").prefetch_related(
        "grades", "credentials", "masters", "past_work"
    ).get(pk=pk)  # fmt: skip


def free_on(day: date) -> Q:
    """A condition on Practitioner: neither away nor booked by an announced timetable on this day."""
    away = Unavailability.objects.filter(starts_on__lte=day, ends_on__gte=day)
    booked = Booking.objects.filter(person__isnull=False, during__overlap=_span(day, day))
    return ~Q(pk__in=away.values("practitioner")) & ~Q(person__in=booked.values("person"))


def busy_days(practitioner: Practitioner, first: date, last: date) -> set[date]:
    """The days between the two on which the practitioner is away or booked; two queries."""
    days: set[date] = set()
    for away in practitioner.away.filter(starts_on__lte=last, ends_on__gte=first):
        days |= set(_each(max(away.starts_on, first), min(away.ends_on, last)))
    booked = Booking.objects.filter(person=practitioner.person_id, during__overlap=_span(first, last))
    for booking in booked:
        starts = timezone.localtime(booking.during.lower).date()
        ends = timezone.localtime(booking.during.upper - timedelta(microseconds=1)).date()
        days |= set(_each(max(starts, first), min(ends, last)))
    return days


def week_loads(people: Collection[int], day: date) -> dict[int, int]:
    """Minutes by person that announced timetables take in the week of this day, Monday to Sunday; one query."""
    monday = day - timedelta(days=day.weekday())
    week = _span(monday, monday + timedelta(days=6))
    found = Booking.objects.filter(person__in=people, during__overlap=week)
    return {row["person"]: row["minutes"] for row in found.values("person").annotate(minutes=Sum("load_minutes"))}


def past_work(actor: Any, practitioner: Practitioner) -> list[tuple[PastWork, bool]]:
    """Past work in sight, each with whether its event and assessee may be named."""
    if not policies.sees_whole(actor, practitioner):
        return []
    own_names = frozenset(Provider.objects.filter(pk__in=providers_of(actor)).values_list("name", flat=True))
    return [(work, policies.sees_names(actor, practitioner, work, own_names)) for work in practitioner.past_work.all()]


def _span(first: date, last: date) -> DateTimeTZRange:
    """From the first day's midnight to that after the last, in the zone of the installation."""
    zone = ZoneInfo(settings.TIME_ZONE)
    midnight = datetime.combine(last + timedelta(days=1), time(), zone)
    return DateTimeTZRange(datetime.combine(first, time(), zone), midnight)


def _each(first: date, last: date) -> Iterable[date]:
    return (date.fromordinal(number) for number in range(first.toordinal(), last.toordinal() + 1))

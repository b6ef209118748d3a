"""Working days of an agency."""

from collections import defaultdict
from collections.abc import Collection
from datetime import date
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from mumpuni.people import policies
from mumpuni.people.models import Agency, Holiday


def holidays(agency: int | None, first: date, last: date) -> tuple[date, ...]:
    """The days off between two days, both included: the national ones and the agency's own; one query."""
    found = Holiday.objects.filter(Q(agency=None) | Q(agency=agency), day__range=(first, last))
    return tuple(found.order_by("day").values_list("day", flat=True).distinct())


def holidays_of_each(agencies: Collection[int], first: date, last: date) -> dict[int, tuple[date, ...]]:
    """The same for several agencies at once; one query."""
    found = Holiday.objects.filter(Q(agency=None) | Q(agency__in=agencies), day__range=(first, last))
    days: dict[int | None, set[date]] = defaultdict(set)
    for agency, day in found.values_list("agency", "day"):
        days[agency].add(day)
    return {agency: tuple(sorted(days[None] | days[agency])) for agency in agencies}


def calendar(actor: Any) -> QuerySet[Holiday]:
    """The days off that the actor may look up: the national ones, and those of the own agencies."""
    found = Holiday.objects.select_related("agency").order_by("day", "agency__name")
    return found.filter(policies.holidays_in_sight(actor))


def holiday(actor: Any, pk: int) -> Holiday:
    """One of them.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    found = calendar(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def calendars_kept(actor: Any) -> tuple[bool, QuerySet[Agency]]:
    """Whether the actor keeps the national calendar, and the agencies whose own calendar the actor keeps."""
    return policies.may_keep_holidays(actor, None), Agency.objects.filter(
        pk__in=policies.agencies_of(actor, policies.Role.AGENCY_HR)
    )

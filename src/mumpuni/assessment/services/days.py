"""Hours and breaks of the days of an event (jam dan jeda)."""

from collections.abc import Mapping
from datetime import time
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.assessment.models import Event, EventDay
from mumpuni.assessment.services.common import planned
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable


@transaction.atomic
def set_days(*, actor: Any, event: Event, days: Mapping[int, tuple[time, time, list[dict[str, str]]]]) -> Event:
    """Set the hours and breaks of the event's days, by the number of the day; local to the place.

    Raises:
        Refused: for others than chair and admin.
        Unusable: a day that ends before it begins, or breaks outside its hours or into each other (by field).
    """
    locked = planned(actor, event, frozen=True)
    problems: dict[str, str] = {}
    for day in locked.days.all():
        if day.pk not in days:
            continue
        day.starts, day.ends, day.breaks = days[day.pk]
        if day.ends <= day.starts:
            problems[f"{day.pk}-ends"] = _("Jam selesai mendahului jam mulai.")
        elif wrong := _break_problem(day):
            problems[f"{day.pk}-breaks"] = wrong
        if not problems:
            day.save()
    if problems:
        raise Unusable(problems)
    audit.record(actor, "assessment.days.set", locked, days=len(days))
    return locked


def _break_problem(day: EventDay) -> str:
    """What is wrong with the breaks of a day, in words; nothing where they fit."""
    before = f"{day.starts:%H:%M}"
    for each in sorted(day.breaks, key=lambda one: one["from"]):
        if each["from"] < before or each["to"] > f"{day.ends:%H:%M}":
            return _("Jeda %(name)s berada di luar jam hari itu atau bertumpuk dengan jeda lain.") % {
                "name": each["name"]
            }
        before = each["to"]
    return ""

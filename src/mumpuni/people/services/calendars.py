"""Keeping the days off that working days are counted by (hari libur, cuti bersama)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people import policies
from mumpuni.people.models import Agency, Holiday
from mumpuni.people.policies import Unusable, require


@dataclass(frozen=True)
class DayOff:
    """A day to be entered."""

    day: date
    name: str
    kind: str = Holiday.Kind.HOLIDAY


@transaction.atomic
def add_holidays(*, actor: Any, agency: Agency | None, days: Sequence[DayOff], decree: str = "") -> list[Holiday]:
    """Enter days off of the national calendar, or of one agency.

    Raises:
        Refused: for others than those who keep this calendar.
        Unusable: for none, the same day twice, or days that this calendar has already; each is named.
    """
    require(policies.may_keep_holidays(actor, agency.pk if agency else None), _may_not(agency))
    if not days:
        raise Unusable({"days": _("Tulis paling sedikit satu hari libur.")})
    given = [each.day for each in days]
    twice = {day for day in given if given.count(day) > 1}
    known = set(Holiday.objects.filter(agency=agency, day__in=given).values_list("day", flat=True))
    wrong = [_("%(day)s tertulis dua kali; hapus salah satunya.") % {"day": _told(day)} for day in sorted(twice)]
    wrong += [
        _("%(day)s sudah ada dalam kalender ini; hapus barisnya, atau hapus dahulu hari libur yang lama.")
        % {"day": _told(day)}
        for day in sorted(known - twice)
    ]
    if wrong:
        raise Unusable({"days": wrong})
    made = Holiday.objects.bulk_create(
        Holiday(agency=agency, day=each.day, name=each.name.strip(), kind=each.kind, decree=decree.strip())
        for each in days
    )
    audit.record(
        actor,
        "people.holidays.added",
        agency,
        agency_id=agency.pk if agency else None,
        days=sorted(given),
        decree=decree.strip(),
    )
    return made


@transaction.atomic
def remove_holiday(*, actor: Any, holiday: Holiday) -> None:
    """Take a day out of its calendar.

    Raises:
        Refused: for others than those who keep it.
    """
    require(policies.may_keep_holidays(actor, holiday.agency_id), _may_not(holiday.agency))
    audit.record(
        actor, "people.holiday.removed", holiday, agency_id=holiday.agency_id, day=holiday.day, called=holiday.name
    )
    holiday.delete()


def _may_not(agency: Agency | None) -> str:
    if agency is None:
        return _("Hari libur nasional dicatat penyelenggara dan administrator sistem.")
    return _("Hari libur instansi dicatat pengelola kepegawaiannya.")


def _told(day: date) -> str:
    return date_format(day, "DATE_FORMAT")

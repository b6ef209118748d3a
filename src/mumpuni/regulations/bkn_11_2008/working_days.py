"""Counting working days (hari kerja): Monday to Friday without the holidays of a calendar."""

from collections.abc import Collection
from datetime import date, timedelta

WORKING_WEEKDAYS = 5


def is_working_day(day: date, holidays: Collection[date]) -> bool:
    """Saturday and Sunday never are."""
    return day.weekday() < WORKING_WEEKDAYS and day not in holidays


def working_days(first: date, until: date, holidays: frozenset[date]) -> int:
    """How many working days lie from `first` to the day before `until`; none if that is no stretch of time.

    >>> working_days(date(2009, 6, 8), date(2009, 6, 16), frozenset())
    6
    """
    if until <= first:
        return 0
    free = sum(first <= day < until and day.weekday() < WORKING_WEEKDAYS for day in holidays)
    return _weekdays_before(until) - _weekdays_before(first) - free


def day_with_working_days(until: date, wanted: int, holidays: frozenset[date]) -> date:
    """The last working day from which `wanted` working days lie before `until`, itself included.

    Where the calendar begins before they are reached, its first day is given.

    >>> day_with_working_days(date(2009, 6, 16), 6, frozenset({date(2009, 6, 12)})).isoformat()
    '2009-06-05'
    """
    day, found = until, 0
    while found < wanted and day > date.min:
        day -= timedelta(days=1)
        found += is_working_day(day, holidays)
    return day


def _weekdays_before(day: date) -> int:
    """Mondays to Fridays since the calendar began, on a Monday, up to the day before this one."""
    weeks, rest = divmod(day.toordinal() - 1, 7)
    return weeks * WORKING_WEEKDAYS + min(rest, WORKING_WEEKDAYS)

"""How long an assessment result may be used (masa berlaku): the reckoning that both regulations on assessment share."""

from datetime import MAXYEAR, date, timedelta
from typing import Literal

Standing = Literal["valid", "expired", "not-yet-valid"]


def last_valid_day(signed_on: date, years: int) -> date:
    """The last day on which a result signed that day still holds: the day before the anniversary.

    The law counts whole years and names neither first nor last day. We let the day of signing be the first one, and
    give 29 February the 1 March as its anniversary in a year without one. A day later than any that can be written
    is given as 31 December 9999.

    >>> last_valid_day(date(2009, 3, 16), 2).isoformat(), last_valid_day(date(2024, 2, 29), 3).isoformat()
    ('2011-03-15', '2027-02-28')
    """
    year = signed_on.year + years
    if year > MAXYEAR:
        return date.max
    try:
        anniversary = signed_on.replace(year=year)
    except ValueError:
        anniversary = date(year, 3, 1)
    return anniversary - timedelta(days=1)


def standing(signed_on: date, last_day: date, asked_on: date) -> Standing:
    """Whether a result holds on the day asked for; the day of signing and the last day both count.

    >>> standing(date(2009, 3, 16), date(2011, 3, 15), date(2011, 3, 16))
    'expired'
    """
    if asked_on < signed_on:
        return "not-yet-valid"
    return "valid" if asked_on <= last_day else "expired"

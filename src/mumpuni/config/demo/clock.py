"""Telling what happened earlier: the demo's assessments began weeks ago and are at different stages today."""

from collections.abc import Iterator
from contextlib import contextmanager
from datetime import date, datetime, time
from zoneinfo import ZoneInfo

from django.utils import timezone

#: In the morning, when offices in Jakarta are open.
MORNING = time(9, tzinfo=ZoneInfo("Asia/Jakarta"))


@contextmanager
def as_of(day: date) -> Iterator[None]:
    """Let everything inside happen on the morning of that day."""
    real = timezone.now
    shift = datetime.combine(day, MORNING) - real()
    timezone.now = lambda: real() + shift
    try:
        yield
    finally:
        timezone.now = real

"""Numbers without gaps (penomoran)."""

import datetime as dt

from django.db import connection, transaction
from django.db.transaction import TransactionManagementError
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.audit.policies import Actor, Unusable
from mumpuni.documents import numbers
from mumpuni.documents.models import NumberSeries

_TAKE = """
    INSERT INTO documents_numbercounter AS counter (key, year, last) VALUES (%s, %s, 1)
    ON CONFLICT (key, year) DO UPDATE SET last = counter.last + 1
    RETURNING last
"""


def take_number(series_key: str, year: int) -> int:
    """The next serial of the series in this year, from 1.

    It belongs to the caller's transaction: others wait for its end, and a rollback gives the number back.
    """
    if not connection.in_atomic_block:
        raise TransactionManagementError("a number must be taken inside the transaction that uses it")
    with connection.cursor() as cursor:
        cursor.execute(_TAKE, [series_key, year])
        (serial,) = cursor.fetchone()
    return int(serial)


def number_text(series_key: str, serial: int, on: dt.date) -> str:
    """The serial as the series writes it on this day, e.g. `00017/SERT-MASN/XI/2026`."""
    pattern = NumberSeries.objects.filter(key=series_key).values_list("pattern", flat=True).first()
    return numbers.write(pattern or numbers.default_pattern(series_key), serial, on)


@transaction.atomic
def set_pattern(*, actor: Actor | None, key: str, title: str, pattern: str) -> NumberSeries:
    """Choose how a series is written. Numbers already printed stay as they are.

    Unusable for a pattern that is unsafe, or that another series uses, since both would print the same numbers.
    The caller decides who may.
    """
    numbers.check_pattern(pattern)
    rival = NumberSeries.objects.exclude(key=key).filter(pattern=pattern).first()
    if rival:
        raise Unusable(
            _("Pola ini sudah dipakai deret “%(rival)s”. Bedakan, misalnya dengan kode lain di tengah."),
            code="pattern-taken",
            params={"rival": str(rival)},
        )
    series, _made = NumberSeries.objects.update_or_create(key=key, defaults={"title": title, "pattern": pattern})
    audit.record(actor, "documents.series.changed", series, pattern=pattern)
    return series

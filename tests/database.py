"""The database as it is after installation, for tests that commit."""

from collections.abc import Callable
from importlib import import_module

import pgtrigger
from django.apps import apps
from django.core.management import call_command
from django.db import connection

_first_scheme = import_module("mumpuni.certification.migrations.0002_default_scheme")


def _flush() -> None:
    call_command("flush", interactive=False, verbosity=0)


def renew(flush: Callable[[], None] = _flush) -> None:
    """Empty every table, those that the product never empties too, then put back what migrations bring."""
    with pgtrigger.ignore():
        flush()
    with connection.cursor() as cursor:  # the tables of jobs are not Django's, so that flush leaves them
        cursor.execute("TRUNCATE procrastinate_jobs CASCADE")
    _first_scheme.make(apps, None)

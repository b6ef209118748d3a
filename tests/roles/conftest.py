"""A small demo season on which every role knocks at every door."""

from collections.abc import Iterator
from pathlib import Path
from random import Random
from typing import Any

import pgtrigger
import pytest
from django.core.management import call_command
from django.db import connection

from mumpuni.config.demo import signins, story


@pytest.fixture(scope="module")
def season(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo in its small size, kept for the tests of one module; gives the folder of its spreadsheets."""
    folder = tmp_path_factory.mktemp("demo")
    with django_db_blocker.unblock():
        story.tell(Random(1), folder, size="small", say=lambda text: None)
        yield folder
        with pgtrigger.ignore():
            call_command("flush", interactive=False, verbosity=0)
        with connection.cursor() as cursor:  # the tables of jobs are not Django's, so that flush leaves them
            cursor.execute("TRUNCATE procrastinate_jobs CASCADE")


__all__ = ["season", "signins"]

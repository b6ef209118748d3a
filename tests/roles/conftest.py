"""A small demo season on which every role knocks at every door."""

from collections.abc import Iterator
from datetime import date
from pathlib import Path
from random import Random
from typing import Any

import pytest
from django.test import override_settings

from mumpuni.config import installation
from mumpuni.config.demo import story
from tests import database


@pytest.fixture(scope="module")
def season(django_db_setup: None, django_db_blocker: Any, tmp_path_factory: pytest.TempPathFactory) -> Iterator[Path]:
    """The demo in its small size, kept for the tests of one module; gives the folder of its spreadsheets."""
    folder = tmp_path_factory.mktemp("demo")
    governing = override_settings(MUMPUNI_EFFECTIVE_FROM={"bkn-26-2019": date.fromisoformat(installation.DEMO_DAY)})
    with django_db_blocker.unblock(), governing:
        database.renew()
        try:
            story.tell(Random(1), folder, size="small", say=lambda text: None)
            yield folder
        finally:
            database.renew()

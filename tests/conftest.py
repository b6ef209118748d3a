"""What every test stands on: a throwaway PostgreSQL, fixed settings, a way to count queries."""

import os
import shutil
import uuid
from collections.abc import Callable, Iterator
from typing import Any

import pytest
from django.db import connections
from django.test import TransactionTestCase
from django.test.utils import CaptureQueriesContext
from hypothesis import HealthCheck, settings

from mumpuni.config import postgres
from tests import database, trace

settings.register_profile(
    "quick", derandomize=True, max_examples=40, deadline=None, suppress_health_check=[HealthCheck.too_slow]
)
settings.register_profile("long", max_examples=1000, deadline=None)
settings.load_profile(os.environ.get("HYPOTHESIS_PROFILE", "quick"))


#: Files that take a worker more than a minute.
LONG = frozenset(
    {"test_matrix", "test_moving_house", "test_serve", "test_leaks"}
    | {"test_assessment_journey", "test_assessment_report_journey", "test_journey"}
)


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers come last: they leave an event loop in their process, in which nobody else could start one.

    Files that take minutes begin before the others, so that no worker idles at the end.
    A test may name only rows that the requirements have.
    """
    items.sort(key=lambda item: ("browser" in item.path.parts, item.path.stem not in LONG))
    known = {row["id"] for row in trace.rows()}
    unknown = {f"{item.nodeid}: {name}" for item in items for name in trace.marked(item) if name not in known}
    if unknown:
        raise pytest.UsageError("rows that the requirements do not have:\n" + "\n".join(sorted(unknown)))


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Server]:
    """The PostgreSQL of this run; gone with it. The older one of the distribution where that is asked for."""
    older = os.environ.get("MUMPUNI_TEST_POSTGRES") == "debian"
    run = os.environ.get("PYTEST_XDIST_TESTRUNUID")
    made = postgres.throwaway(binaries=postgres.debian_binaries() if older else None)
    with database.shared(run) if run and not older else made as server:
        yield server


@pytest.fixture(scope="session")
def django_db_modify_db_settings(cluster: postgres.Server, worker_id: str, django_db_blocker: Any) -> None:
    if worker_id != "master":
        with django_db_blocker.unblock():
            database.copy_prepared(cluster, f"test_{worker_id}")
    database.point_to(cluster, worker_id)


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The database goes with its cluster; dropping it first would wait for connections of workers."""
    return True


@pytest.fixture(scope="session", autouse=True)
def _clean_up_may_empty_tables() -> Iterator[None]:
    """Between tests with real transactions all tables are emptied, also those that the product never empties."""
    empty = TransactionTestCase._fixture_teardown

    def renewed(case: TransactionTestCase) -> None:
        database.renew()

    TransactionTestCase._fixture_teardown = renewed
    yield
    TransactionTestCase._fixture_teardown = empty


def pytest_configure(config: pytest.Config) -> None:
    if config.getoption("numprocesses", None) and not hasattr(config, "workerinput"):
        config.option.testrunuid = uuid.uuid4().hex


def pytest_sessionfinish(session: pytest.Session) -> None:
    """The process that began the others removes what their common server left."""
    run = session.config.getoption("testrunuid", None)
    if run and not hasattr(session.config, "workerinput"):
        shutil.rmtree(database.folder_of(run), ignore_errors=True)


@pytest.fixture
def queries() -> Callable[[Callable[[], object]], int]:
    """How many queries a call costs."""

    def count(call: Callable[[], object]) -> int:
        with CaptureQueriesContext(connections["default"]) as captured:
            call()
        return len(captured)

    return count

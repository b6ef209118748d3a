"""What every test stands on: a throwaway PostgreSQL, fixed settings, a way to count queries."""

import os
from collections.abc import Callable, Iterator

import dj_database_url
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


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Browsers come last: they leave an event loop in their process, in which nobody else could start one.

    A test may name only rows that the requirements have.
    """
    items.sort(key=lambda item: "browser" in item.path.parts)
    known = {row["id"] for row in trace.rows()}
    unknown = {f"{item.nodeid}: {name}" for item in items for name in trace.marked(item) if name not in known}
    if unknown:
        raise pytest.UsageError("rows that the requirements do not have:\n" + "\n".join(sorted(unknown)))


@pytest.fixture(scope="session")
def cluster() -> Iterator[postgres.Server]:
    """A PostgreSQL of this process's own; gone with it. The older one of the distribution where that is asked for."""
    older = os.environ.get("MUMPUNI_TEST_POSTGRES") == "debian"
    with postgres.throwaway(binaries=postgres.debian_binaries() if older else None) as server:
        yield server


@pytest.fixture(scope="session")
def django_db_modify_db_settings(cluster: postgres.Server) -> None:
    given = dj_database_url.parse(cluster.url("mumpuni"))
    connections["default"].settings_dict.update({key: given[key] for key in ("HOST", "PORT", "USER", "NAME")})


@pytest.fixture(scope="session")
def django_db_keepdb() -> bool:
    """The database goes with its cluster; dropping it first would wait for connections of workers."""
    return True


@pytest.fixture(scope="session", autouse=True)
def _clean_up_may_empty_tables() -> Iterator[None]:
    """Between tests with real transactions all tables are emptied, also those that the product never empties."""
    empty = TransactionTestCase._fixture_teardown

    def renewed(case: TransactionTestCase) -> None:
        database.renew(lambda: empty(case))

    TransactionTestCase._fixture_teardown = renewed
    yield
    TransactionTestCase._fixture_teardown = empty


@pytest.fixture
def queries() -> Callable[[Callable[[], object]], int]:
    """How many queries a call costs."""

    def count(call: Callable[[], object]) -> int:
        with CaptureQueriesContext(connections["default"]) as captured:
            call()
        return len(captured)

    return count

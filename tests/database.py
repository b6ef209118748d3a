"""The database as it is after installation: made once for all processes of a run, and again for tests that commit."""

import fcntl
from collections.abc import Iterator
from contextlib import contextmanager
from importlib import import_module
from pathlib import Path

import dj_database_url
import psycopg
from django.apps import apps
from django.core.management import call_command
from django.db import connection, connections, transaction

from mumpuni.config import postgres

_first_scheme = import_module("mumpuni.certification.migrations.0002_default_scheme")
_first_instruments = import_module("mumpuni.assessment.migrations.0002_first_data")
_first_forms = import_module("mumpuni.assessment.migrations.0003_first_forms")
_first_potential = import_module("mumpuni.assessment.migrations.0006_first_potential")


#: What migrations and Django itself put there once, and nobody changes.
_KEPT = frozenset({"django_migrations", "django_content_type", "auth_permission"})


def folder_of(run: str) -> Path:
    """Where the processes of one run of the tests keep their common server; swept like any throwaway one."""
    return Path(f"/tmp/mumpuni-pg-{run[:12]}")


@contextmanager
def shared(run: str) -> Iterator[postgres.Server]:
    """The one server of a run that has several processes, each with a database of its own."""
    folder = folder_of(run)
    folder.mkdir(exist_ok=True)
    folder.chmod(0o711)
    with postgres.start(folder, durable=False) as server:
        yield server


def point_to(server: postgres.Server, database: str) -> None:
    """Let Django's connection lead there."""
    connections["default"].close()
    given = dj_database_url.parse(server.url(database))
    connections["default"].settings_dict.update({key: given[key] for key in ("HOST", "PORT", "USER", "NAME")})


def copy_prepared(server: postgres.Server, database: str) -> None:
    """A new database with every table there: whoever comes first migrates, the others copy."""
    with (server.folder / "preparing").open("w") as lock:
        fcntl.flock(lock, fcntl.LOCK_EX)
        with psycopg.connect(server.url("postgres"), autocommit=True) as admin:
            if admin.execute("select 1 from pg_database where datname = 'prepared'").fetchone() is None:
                server.create("preparing")
                point_to(server, "preparing")
                call_command("migrate", verbosity=0)
                connections["default"].close()
                admin.execute("alter database preparing rename to prepared")
            admin.execute(f'create database "{database}" template prepared')


def renew() -> None:
    """Empty every table, those that the product never empties too, then put back what migrations bring.

    Most tables are empty already, and to truncate one takes as long for no row as for many; so rows are deleted where
    there are any. In the role of a replica the server asks no trigger and no foreign key.
    """
    tables = [*(set(connection.introspection.django_table_names(only_existing=True)) - _KEPT), "procrastinate_jobs"]
    with transaction.atomic(), connection.cursor() as cursor:
        cursor.execute("SET LOCAL session_replication_role = replica")
        asked = (f"SELECT '{name}' WHERE EXISTS (SELECT 1 FROM {connection.ops.quote_name(name)})" for name in tables)
        cursor.execute(" UNION ALL ".join(asked))
        filled = [name for (name,) in cursor.fetchall()]
        if "procrastinate_jobs" in filled:
            filled += ["procrastinate_events", "procrastinate_periodic_defers"]
        for name in filled:
            cursor.execute(f"DELETE FROM {connection.ops.quote_name(name)}")
    _first_scheme.make(apps, None)
    _first_instruments.fill(apps, None)
    _first_forms.fill(apps, None)
    _first_potential.fill(apps, None)

"""The two addresses for those who watch the server."""

from datetime import timedelta

import pytest
from django.db import OperationalError, connection
from django.test import Client
from django.utils import timezone
from procrastinate.contrib.django.models import ProcrastinateWorker

from mumpuni.config import health


def worker(seconds_ago: int) -> None:
    with connection.cursor() as cursor:
        cursor.execute("delete from procrastinate_workers")
        at = timezone.now() - timedelta(seconds=seconds_ago)
        cursor.execute("insert into procrastinate_workers (last_heartbeat) values (%s)", [at])
    assert ProcrastinateWorker.objects.count() == 1


def test_the_process_lives_without_a_database(client: Client) -> None:
    answer = client.get("/healthz")
    assert (answer.status_code, answer.content, answer.cookies) == (200, b"ok\n", {})


@pytest.mark.django_db
@pytest.mark.parametrize(("seconds_ago", "state"), [(5, "ok"), (55, "ok"), (65, "absent")])
def test_it_can_serve_with_or_without_a_worker(client: Client, seconds_ago: int, state: str) -> None:
    worker(seconds_ago)
    answer = client.get("/readyz")
    assert answer.status_code == 200
    assert answer.json() == {"database": "ok", "migrations": "ok", "worker": state}


@pytest.mark.django_db
def test_it_cannot_serve_before_the_migrations(client: Client) -> None:
    with connection.cursor() as cursor:
        cursor.execute("delete from django_migrations where app = 'audit'")
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json()["migrations"].endswith("unapplied")


def test_it_cannot_serve_without_a_database(client: Client, monkeypatch: pytest.MonkeyPatch) -> None:
    def refuse() -> list[str]:
        raise OperationalError

    monkeypatch.setattr(health, "unapplied_migrations", refuse)
    answer = client.get("/readyz")
    assert answer.status_code == 503
    assert answer.json() == {"database": "unreachable", "migrations": "unknown", "worker": "unknown"}


def test_they_only_answer_questions(client: Client) -> None:
    assert client.post("/healthz").status_code == client.post("/readyz").status_code == 405

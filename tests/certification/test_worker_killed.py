"""A worker killed with SIGKILL in the middle of issuing, and another one started after it."""

import os
import signal
import subprocess
import sys
import time
from contextlib import contextmanager

import pytest
from django.conf import settings
from django.db import connection
from procrastinate.contrib.django import app

from mumpuni.certification.models import Certificate, IssueRun
from mumpuni.certification.services.issuing import PORTION, resume_interrupted
from mumpuni.documents import selectors as documents
from mumpuni.documents.models import Document
from tests.certification.make import House

WORKER = (
    "import sys; from django.core.management import execute_from_command_line as run; run(['mumpuni', *sys.argv[1:]])"
)
PATIENCE = 120


@contextmanager
def worker(log):
    """A worker as `mumpuni worker` runs it, on the database of this test."""
    at = connection.settings_dict
    environment = {
        **os.environ,
        "DJANGO_SETTINGS_MODULE": "mumpuni.config.settings.test",
        "MUMPUNI_DATA": str(settings.MUMPUNI_FILES.parent),
        "DATABASE_URL": f"postgresql://{at['USER']}@/{at['NAME']}?host={at['HOST']}",
    }
    command = [sys.executable, "-c", WORKER, "procrastinate", "worker", "--concurrency", "1"]
    with log.open("ab") as said:
        process = subprocess.Popen(command, env=environment, stdout=said, stderr=said)
        try:
            yield process
        finally:
            process.kill()
            process.wait()


def wait_until(reached, process, log):
    deadline = time.monotonic() + PATIENCE
    while not reached():
        assert process.poll() is None, log.read_text()[-2000:]
        assert time.monotonic() < deadline, log.read_text()[-2000:]
        time.sleep(0.01)


@pytest.mark.django_db(transaction=True)
def test_each_due_certificate_exists_once_and_no_number_is_missing(tmp_path):
    log = tmp_path / "worker.log"
    house = House(size=PORTION + 4)
    run = house.approved()
    with worker(log) as first:
        wait_until(lambda: Certificate.objects.count() >= PORTION, first, log)
        os.kill(first.pid, signal.SIGKILL)
        first.wait()
    run.refresh_from_db()
    before = Certificate.objects.count()
    assert run.state == IssueRun.State.ISSUING
    assert PORTION <= before < 2 * len(house.nominations)
    assert before % PORTION == 0, "a portion is there as a whole or not at all"
    assert resume_interrupted() == 1
    with worker(log) as second:
        wait_until(lambda: IssueRun.objects.get(pk=run.pk).state == IssueRun.State.DONE, second, log)
    for kind in ("competence", "attendance"):
        serials = (
            Document.objects.filter(kind=f"certificate.{kind}").order_by("serial").values_list("serial", flat=True)
        )
        assert list(serials) == list(range(1, len(house.nominations) + 1))
        holders = Certificate.objects.filter(kind=kind).values_list("nomination", flat=True)
        assert sorted(holders) == sorted(each.pk for each in house.nominations)
    for certificate in Certificate.objects.select_related("document"):
        assert documents.bytes_of(certificate.document).startswith(b"%PDF")


def test_a_worker_takes_up_interrupted_runs_every_minute():
    tasks = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert tasks["certification.resume_runs"] == "* * * * *"

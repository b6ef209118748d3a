"""A worker killed with SIGKILL in the middle of issuing, and another one started after it."""

import os
import signal

import pytest
from procrastinate.contrib.django import app

from mumpuni.certification.models import Certificate, IssueRun
from mumpuni.certification.services.issuing import PORTION, resume_interrupted
from mumpuni.documents import selectors as documents
from mumpuni.documents.models import Document
from tests.certification.make import House
from tests.workers import wait_until, worker


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

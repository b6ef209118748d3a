"""The worker while it searches for a timetable: it does its other work, and its death leaves no search running."""

import os
import signal
import sys
import time
from datetime import timedelta
from pathlib import Path

import pytest
from django.utils import timezone
from procrastinate.contrib.django import app

from mumpuni.assessment.models import Timetable, TimetableRules
from mumpuni.assessment.services import timetables
from mumpuni.assessment.timetabling.apart import Died, Stopped, solve_apart
from mumpuni.exchange.models import OutgoingMail, Progress
from mumpuni.exchange.services import mail
from tests.assessment import factories as make
from tests.assessment.timetabling.invented import event as invented
from tests.workers import wait_until, worker

SMALL = ("case-analysis", "leaderless-group-discussion", "competency-interview")


def children(pid):
    """The processes that this one started."""
    return [int(each) for part in Path(f"/proc/{pid}/task").glob("*/children") for each in part.read_text().split()]


def lives(pid):
    try:
        return Path(f"/proc/{pid}/stat").read_text().rsplit(")", 1)[1].split()[0] != "Z"
    except FileNotFoundError:
        return False


@pytest.fixture
def searching():
    """A version whose search would take ten minutes."""
    make.standards()
    made = make.event(make.request(make.provider(), people_count=4), instruments=SMALL)
    make.team(made)
    TimetableRules.objects.filter(event=made).update(solver_seconds=600, meeting_minutes=15)
    planner = make.signed_in(made.team.get(role="chair"))
    return timetables.solve_timetable(actor=planner, event=made)


def fallen_silent(timetable, **past):
    before = timezone.now() - timedelta(**past)
    Timetable.objects.filter(pk=timetable.pk).update(made_at=before)
    Progress.objects.filter(pk=timetable.progress_id).update(changed_at=before)


@pytest.mark.skipif(sys.platform != "linux", reason="looks into /proc")
@pytest.mark.django_db(transaction=True)
def test_a_worker_sends_mail_while_it_searches_and_its_death_ends_the_search(searching, tmp_path):
    log = tmp_path / "worker.log"
    with worker(log, concurrency=2) as process:
        wait_until(lambda: Progress.objects.get(pk=searching.progress_id).done >= 2, process, log)
        written = mail.send(template="assessment/mail/timetable", to="ani@example.id", context={})
        wait_until(lambda: OutgoingMail.objects.get(pk=written.pk).state != "waiting", process, log)
        searching.refresh_from_db()
        assert searching.state == Timetable.State.SOLVING
        started = children(process.pid)
        assert started
        os.kill(process.pid, signal.SIGKILL)
        process.wait()
    deadline = time.monotonic() + 20
    while any(lives(each) for each in started):
        assert time.monotonic() < deadline, "the search outlives its worker"
        time.sleep(0.05)
    assert timetables.fail_abandoned() == 0, "it gave a sign a moment ago"
    fallen_silent(searching, minutes=3)
    assert timetables.fail_abandoned() == 1
    searching.refresh_from_db()
    assert searching.state == Timetable.State.NOTHING_FOUND
    assert searching.reason == (
        "Pencarian terputus karena layanan berhenti di tengah jalan; tidak ada yang hilang. Susun lagi."
    )
    assert Progress.objects.get(pk=searching.progress_id).state == Progress.State.FAILED


@pytest.mark.django_db
def test_a_search_that_waits_for_a_worker_is_not_given_up(searching):
    fallen_silent(searching, hours=5)
    assert timetables.fail_abandoned() == 0


def test_a_worker_looks_for_abandoned_searches_every_minute():
    tasks = {task.task.name: task.cron for task in app.periodic_registry.periodic_tasks.values()}
    assert tasks["assessment.fail_abandoned"] == "* * * * *"


@pytest.mark.django_db
def test_discarding_a_version_ends_its_search(searching):
    told = timetables._Pulse(searching)
    assert told.still_wanted()
    assert Progress.objects.get(pk=searching.progress_id).message == "Mencari rencana pertama."
    Timetable.objects.filter(pk=searching.pk).update(state=Timetable.State.DISCARDED)
    assert not told.still_wanted()


def test_nobody_waits_for_a_result_that_nobody_wants():
    began = time.monotonic()
    with pytest.raises(Stopped):
        solve_apart(invented(), 600.0, 1, 1, lambda _told: None, lambda: False)
    assert time.monotonic() - began < 60


def test_a_search_that_dies_is_told():
    with pytest.raises(Died):
        solve_apart({"id": "nothing"}, 600.0, 1, 1, lambda _told: None, lambda: True)


def test_the_answer_of_another_process_is_that_of_this_one():
    heard = []
    solution = solve_apart(invented(), 2.0, 1, 1, heard.append, lambda: True)
    assert solution.plan is not None
    assert [each.plan is not None for each in heard][:1] == [True]

"""Issue: each due certificate exactly once, as approved, numbers without gaps, whatever happens in the middle."""

import threading
from datetime import date, timedelta

import pytest
from django.core.exceptions import ValidationError
from django.db import connection

from mumpuni.audit.models import Event
from mumpuni.certification import presses
from mumpuni.certification.models import Certificate, IssueItem, IssueRun
from mumpuni.certification.services import issuing
from mumpuni.certification.services.issuing import issue_portion, issue_run, resume_interrupted, resume_run
from mumpuni.certification.services.runs import reopen_run, set_terms, submit_run
from mumpuni.documents import selectors as documents
from mumpuni.documents.models import Document
from mumpuni.exchange.models import Progress
from mumpuni.people.models import Capacity
from mumpuni.people.policies import Refused, Unusable
from mumpuni.training.models import Nomination
from tests.certification.make import House, holder, person

NUMBERS = ["00001/MASN-K/V/2019", "00002/MASN-K/V/2019", "00003/MASN-K/V/2019"]


def numbers(kind="competence"):
    return sorted(Certificate.objects.filter(kind=kind).values_list("number", flat=True))


def serials():
    return sorted(Document.objects.filter(kind="certificate.competence").values_list("serial", flat=True))


@pytest.mark.django_db
@pytest.mark.requirement("PAND-095", "PAND-032", "PAND-033")
def test_all_due_certificates_are_issued_once_with_numbers_in_order(house):
    run = house.approved()
    assert run.state == IssueRun.State.ISSUING
    assert issue_run(run.pk) == 6
    run.refresh_from_db()
    assert run.state == IssueRun.State.DONE
    assert (
        list(Certificate.objects.filter(kind="competence").order_by("pk").values_list("number", flat=True)) == NUMBERS
    )
    assert issue_run(run.pk) == 0
    assert Certificate.objects.count() == 6
    progress = Progress.objects.get(pk=run.progress)
    assert (progress.state, progress.done, progress.total) == ("finished", 6, 6)
    assert Event.objects.filter(name="certification.certificate.issued").exclude(decision_id=None).count() == 6


@pytest.mark.django_db
@pytest.mark.requirement("PAND-013")
def test_each_certificate_names_evidence_examiner_and_day_of_each_unit(house):
    issue_run(house.approved(kinds=["competence"]).pk)
    certificate = Certificate.objects.first()
    assert len(certificate.units) == certificate.held == certificate.required == 15
    assert all(
        unit["evidence"] and unit["decided_by"] == "Penguji Satu" and unit["decided_at"] for unit in certificate.units
    )
    assert documents.bytes_of(certificate.document).startswith(b"%PDF")


@pytest.mark.django_db
def test_nothing_is_issued_before_all_have_approved(house):
    run = house.submitted()
    assert issue_run(run.pk) == 0
    house.approve(run, "kepala-bkn")
    assert issue_run(run.pk) == 0
    assert not Certificate.objects.exists()


@pytest.mark.django_db
def test_a_forged_state_issues_nothing(house):
    run = house.submitted()
    IssueRun.objects.filter(pk=run.pk).update(state="issuing")
    assert issue_run(run.pk) == 0
    run.refresh_from_db()
    assert run.state == IssueRun.State.STOPPED
    assert "Persetujuan" in run.stop_reason


@pytest.mark.django_db
def test_a_new_holder_stops_the_job_before_the_next_document_and_new_approval_resumes_it(house):
    run = house.approved(kinds=["competence"])
    assert issue_portion(run.pk, most=1) == 1
    stand_in = person("Pengganti", nip="197001011995031001")
    plh = holder(
        house.head_office, stand_in, capacity=Capacity.DAILY, decree_number="7/PLH/2019", starts_on=date(2019, 5, 1)
    )
    assert issue_run(run.pk) == 0
    run.refresh_from_db()
    assert run.state == IssueRun.State.STOPPED
    assert "bukan pejabat yang berwenang" in run.stop_reason
    with pytest.raises(Unusable, match="Susun ulang"):
        resume_run(actor=house.organiser, run=run)
    reopen_run(actor=house.organiser, run=run)
    set_terms(actor=house.organiser, run=run, terms=house.terms(head=plh))
    run = submit_run(actor=house.organiser, run=run)
    house.head_account.person = stand_in
    house.head_account.save()
    assert issue_run(house.approve(run).pk) == 2
    assert numbers() == NUMBERS
    printed = Certificate.objects.order_by("pk").last().document.data["signatories"][0]
    assert (printed["capacity"], printed["name"]) == ("plh", "Pengganti")


@pytest.mark.django_db
def test_an_ended_holder_stops_the_job(house):
    run = house.approved(kinds=["attendance"])
    house.centre.ends_on = date.today() - timedelta(days=1)
    house.centre.save()
    assert issue_run(run.pk) == 0
    run.refresh_from_db()
    assert run.state == IssueRun.State.STOPPED


@pytest.mark.django_db
def test_a_withdrawn_participant_stops_the_job(house):
    run = house.approved(kinds=["competence"])
    Nomination.objects.filter(pk=house.nominations[1].pk).update(state="withdrawn", withdrawal_reason="Mundur")
    assert issue_run(run.pk) == 0
    run.refresh_from_db()
    assert run.state == IssueRun.State.STOPPED


@pytest.mark.django_db
def test_a_stop_without_change_goes_on_with_the_approval_given(house, monkeypatch):
    run = house.approved(kinds=["competence"])
    assert issue_portion(run.pk, most=1) == 1

    def broken(job):
        raise ValidationError("Kunci dicabut.")

    monkeypatch.setattr(presses, "make", broken)
    assert issue_run(run.pk) == 0
    run.refresh_from_db()
    assert (run.state, run.stop_reason) == (IssueRun.State.STOPPED, "Kunci dicabut.")
    monkeypatch.undo()
    with pytest.raises(Refused):
        resume_run(actor=house.examiner, run=run)
    run = resume_run(actor=house.organiser, run=run)
    assert issue_run(run.pk) == 2
    assert numbers() == NUMBERS
    assert serials() == [1, 2, 3]


@pytest.mark.django_db
def test_an_error_of_ours_stops_the_run_and_is_not_repeated(house, monkeypatch):
    run = house.approved()
    monkeypatch.setattr(issuing, "_register", lambda *given: 1 / 0)
    assert issue_run(run.pk) == 0
    run.refresh_from_db()
    assert run.state == IssueRun.State.STOPPED
    assert not Certificate.objects.exists()


class Crash(BaseException):
    """As if the process had ended here."""


@pytest.mark.django_db
@pytest.mark.parametrize("document", [1, 2, 3])
def test_a_crash_between_number_and_commit_gives_the_numbers_back(house, monkeypatch, document):
    run = house.approved(kinds=["competence"])
    whole, seen = issuing._register, []

    def crash(*given):
        made = whole(*given)
        seen.append(made)
        if len(seen) == document:
            raise Crash
        return made

    monkeypatch.setattr(issuing, "_register", crash)
    with pytest.raises(Crash):
        issue_portion(run.pk)
    assert not Certificate.objects.exists()
    assert IssueItem.objects.filter(state="issued").count() == 0
    monkeypatch.undo()
    assert issue_run(run.pk) == 3
    assert numbers() == NUMBERS
    assert serials() == [1, 2, 3]


@pytest.mark.django_db(transaction=True)
def test_two_at_once_issue_each_certificate_once():
    house = House(size=4)
    run = house.approved()
    start, made = threading.Barrier(2), []

    def work():
        try:
            start.wait()
            while True:
                count = issue_portion(run.pk, most=1)
                run_now = IssueRun.objects.get(pk=run.pk)
                made.append(count)
                if run_now.state != IssueRun.State.ISSUING:
                    break
        finally:
            connection.close()

    threads = [threading.Thread(target=work) for _ in range(2)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sum(made) == 8
    assert Certificate.objects.count() == 8
    assert serials() == [1, 2, 3, 4]


@pytest.mark.django_db(transaction=True)
def test_a_second_job_leaves_the_run_to_the_first():
    house = House(size=1)
    run = house.approved(kinds=["attendance"])
    made = []

    def second():
        try:
            made.append(issue_run(run.pk))
        finally:
            connection.close()

    with issuing._claimed(run.pk) as claimed:
        assert claimed
        thread = threading.Thread(target=second)
        thread.start()
        thread.join()
    assert made == [0]
    assert issue_run(run.pk) == 1


@pytest.mark.django_db(transaction=True)
def test_two_runs_at_once_share_one_series_without_gap():
    houses = [House(size=2)]
    second = houses[0]
    first = second.approved(kinds=["competence"])
    other = [House.__new__(House)][0]
    other.__dict__.update(second.__dict__)
    from tests.certification.make import batch, nomination

    other.batch = batch(5, of=second.season)
    other.nominations = [nomination(other.batch, agency_=second.agency) for _ in range(2)]
    runs = [first, other.approved(kinds=["competence"])]

    def work(run):
        try:
            issue_run(run.pk)
        finally:
            connection.close()

    threads = [threading.Thread(target=work, args=[run]) for run in runs]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert [run.state for run in IssueRun.objects.all()] == ["done", "done"]
    assert serials() == [1, 2, 3, 4]


@pytest.mark.django_db
def test_interrupted_runs_are_asked_for_again_without_piling_up(house):
    from procrastinate.contrib.django.models import ProcrastinateJob

    run = house.approved()
    waiting = ProcrastinateJob.objects.filter(task_name="certification.issue_run", status="todo", args__run_id=run.pk)
    assert waiting.count() == 1
    assert resume_interrupted() == 1
    assert waiting.count() == 1


@pytest.mark.django_db(transaction=True)
def test_a_long_run_prints_in_processes_of_its_own_and_stays_in_order():
    house = House(size=3)
    run = house.approved(kinds=["competence"])
    presses_threshold = presses.WORTH_IT
    try:
        presses.WORTH_IT = 1
        assert issue_run(run.pk) == 3
    finally:
        presses.WORTH_IT = presses_threshold
    by_number = dict(Certificate.objects.values_list("number", "name"))
    listed = run.items.order_by("pk").values_list("printed__name", flat=True)
    assert by_number == dict(zip(NUMBERS, listed, strict=True))

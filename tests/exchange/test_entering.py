"""All or nothing, once, and back again."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from mumpuni.audit.models import Event
from mumpuni.audit.policies import Unusable
from mumpuni.exchange import services
from mumpuni.exchange.models import BatchState, Progress
from mumpuni.people.models import Agency, RoleGrant
from tests.exchange.conftest import line, nip

pytestmark = pytest.mark.django_db


def run(batch, actor):
    services.run_confirm(batch_id=str(batch.pk), actor_id=actor.pk)
    batch.refresh_from_db()
    return batch


def names():
    return sorted(Agency.objects.values_list("name", flat=True))


def test_ready_rows_enter_and_bad_ones_stay_outside(uploaded, enter):
    batch = enter(uploaded(line(1), line(2, sex="X"), line(3)))
    assert batch.state == BatchState.CONFIRMED
    assert names() == ["Kantor 1", "Kantor 3"]
    assert batch.written("people.agency") == list(Agency.objects.order_by("name").values_list("pk", flat=True))
    assert batch.progress.state == Progress.State.FINISHED


def test_nothing_enters_before_the_job_and_the_job_rides_in_the_same_transaction(uploaded, organiser):
    batch = services.confirm(actor=organiser, batch=uploaded(line(1)))
    assert batch.state == BatchState.CONFIRMING
    assert not Agency.objects.exists()
    job = ProcrastinateJob.objects.get(task_name="exchange.confirm_import")
    assert job.args == {"batch_id": str(batch.pk), "actor_id": organiser.pk}


def test_interrupted_in_the_middle_leaves_nothing_and_a_rerun_goes_on(uploaded, organiser, importer, monkeypatch):
    batch = services.confirm(actor=organiser, batch=uploaded(line(1), line(2)))

    class Killed(BaseException):
        """What a killed worker looks like from inside."""

    def write_half_and_die(rows, context, actor):
        Agency.objects.create(name=rows[0].get("name"), kind="provinsi")
        raise Killed

    with monkeypatch.context() as dying:
        dying.setattr(importer, "write", write_half_and_die)
        with pytest.raises(Killed):
            run(batch, organiser)
    batch.refresh_from_db()
    assert (batch.state, names()) == (BatchState.CONFIRMING, [])
    assert run(batch, organiser).state == BatchState.CONFIRMED
    assert names() == ["Kantor 1", "Kantor 2"]


def test_an_error_in_the_middle_leaves_nothing_and_says_so(uploaded, organiser, importer, monkeypatch):
    batch = services.confirm(actor=organiser, batch=uploaded(line(1), line(2)))

    def write_half_and_fail(rows, context, actor):
        Agency.objects.create(name=rows[0].get("name"), kind="provinsi")
        raise RuntimeError("disk full")

    with monkeypatch.context() as failing:
        failing.setattr(importer, "write", write_half_and_fail)
        run(batch, organiser)
    assert (batch.state, names()) == (BatchState.CHECKED, [])
    assert "Belum ada baris yang masuk" in batch.notice
    assert batch.progress.state == Progress.State.FAILED
    assert run(services.confirm(actor=organiser, batch=batch), organiser).state == BatchState.CONFIRMED


def test_a_writer_that_loses_rows_is_caught(uploaded, organiser, importer, monkeypatch):
    batch = services.confirm(actor=organiser, batch=uploaded(line(1), line(2)))
    monkeypatch.setattr(importer, "write", lambda rows, context, actor: [None])
    assert run(batch, organiser).state == BatchState.CHECKED


def test_confirmed_twice_enters_once(uploaded, organiser):
    batch = uploaded(line(1))
    services.confirm(actor=organiser, batch=batch)
    services.confirm(actor=organiser, batch=batch)
    run(batch, organiser)
    run(batch, organiser)
    assert names() == ["Kantor 1"]
    assert Event.objects.filter(name="exchange.import.confirmed").count() == 1
    with pytest.raises(Unusable, match="sudah dimasukkan"):
        services.confirm(actor=organiser, batch=batch)


def test_what_changed_since_the_dry_run_sends_the_import_back(uploaded, organiser):
    batch = services.confirm(actor=organiser, batch=uploaded(line(1), line(2)))
    Agency.objects.create(name="Kantor 2", kind="provinsi")
    run(batch, organiser)
    assert (batch.state, names()) == (BatchState.CHECKED, ["Kantor 2"])
    assert "1 baris tidak lagi cocok" in batch.notice
    assert [problem["code"] for problem in batch.rows.get(number=4).problems] == ["known"]
    assert batch.rows.get(number=3).state == "ok"


def test_a_right_that_ended_meanwhile_stops_the_job(uploaded, organiser):
    batch = services.confirm(actor=organiser, batch=uploaded(line(1)))
    RoleGrant.objects.all().delete()
    run(batch, organiser)
    assert (batch.state, names()) == (BatchState.CHECKED, [])


def test_nothing_ready_is_nothing_to_confirm(uploaded, organiser):
    with pytest.raises(Unusable, match="Belum ada baris yang siap"):
        services.confirm(actor=organiser, batch=uploaded(line(1, sex="X")))


def test_rows_are_closed_once_entered(uploaded, organiser, enter):
    batch = enter(uploaded(line(1)))
    with pytest.raises(Unusable, match="tidak dapat diubah pada tahap ini"):
        services.mend_row(actor=organiser, batch=batch, number=3, cells={"name": "Lain"})
    with pytest.raises(Unusable):
        services.map_columns(actor=organiser, batch=batch)


def test_undone_while_unused_and_not_after(uploaded, organiser, enter):
    batch = enter(uploaded(line(1), line(2)))
    Agency.objects.filter(name="Kantor 1").update(short_name="dipakai")
    with pytest.raises(Unusable, match="Satu kantor sudah dipakai"):
        services.undo(actor=organiser, batch=batch)
    assert names() == ["Kantor 1", "Kantor 2"]
    Agency.objects.update(short_name="")
    assert services.undo(actor=organiser, batch=batch).state == BatchState.UNDONE
    assert names() == []
    with pytest.raises(Unusable):
        services.undo(actor=organiser, batch=batch)


def test_a_nik_is_shortened_once_it_is_in(uploaded, enter):
    batch = uploaded(line(1, nik="3201010505800001"), line(2))
    assert batch.rows.get(number=3).cells["nik"] == "3201010505800001"
    enter(batch)
    assert batch.rows.get(number=3).cells["nik"] == "••••0001"


def test_five_thousand_rows(uploaded, organiser, enter, monkeypatch):
    monkeypatch.setattr("mumpuni.exchange.services.uploading.INLINE_ROWS", 5_000)
    batch = uploaded(*(line(number) for number in range(4_999)), line(1))
    assert batch.rows.filter(state="bad").count() == 2
    services.mend_row(actor=organiser, batch=batch, number=5_002, cells={"nip": nip(6_000), "name": "Kantor baru"})
    enter(batch)
    assert Agency.objects.count() == 5_000

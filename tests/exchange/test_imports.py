"""The way of a file: in, looked at, its columns fixed, its rows judged and mended."""

import pytest
from procrastinate.contrib.django.models import ProcrastinateJob

from mumpuni.audit.models import Event
from mumpuni.audit.policies import Refused, Unusable
from mumpuni.exchange import services
from mumpuni.exchange.models import BatchState, ColumnMap, ImportBatch, Progress
from mumpuni.people.models import Agency
from tests.exchange import books
from tests.exchange.conftest import HEAD, KIND, line, nip

pytestmark = pytest.mark.django_db


def row(batch, number):
    return batch.rows.get(number=number)


def codes(batch, number):
    return [problem["code"] for problem in row(batch, number).problems]


def states(batch):
    return list(batch.rows.order_by("number").values_list("state", flat=True))


def test_a_good_file_is_checked_and_nothing_has_entered(uploaded):
    batch = uploaded(line(1), line(2))
    assert batch.state == BatchState.CHECKED
    assert states(batch) == ["ok", "ok"]
    assert not Agency.objects.exists()


def test_every_problem_says_row_column_value_why_and_what_to_do(uploaded):
    batch = uploaded(line(1, since="31/02/1980"), line(2, name=""))
    assert row(batch, 3).problems == [
        {
            "field": "since",
            "column": "C",
            "value": "31/02/1980",
            "code": "no-such-day",
            "message": "Tanggal ini tidak ada di kalender.",
            "mend": "Tulis tanggal seperti 5 Mei 1980 atau 05/05/1980.",
            "severity": "error",
        }
    ]
    (missing,) = row(batch, 4).problems
    assert (missing["column"], missing["message"]) == ("B", "Nama kantor kosong.")


def test_nip_as_number_asks_for_a_text_column(uploaded):
    batch = uploaded(line(1, nip=198005052005011001))
    (problem,) = row(batch, 3).problems
    assert problem["code"] == "lost-digits"
    assert problem["message"] == "NIP tersimpan sebagai angka, digit terakhir hilang."
    assert problem["mend"] == "Ubah kolom menjadi Teks lalu isi ulang, atau perbaiki nilainya di sini."


def test_the_same_nip_twice_names_the_other_row_on_both(uploaded):
    batch = uploaded(line(1), line(2), line(3, nip=f"'{nip(1)}"))
    assert [codes(batch, number) for number in (3, 4, 5)] == [["repeated"], [], ["repeated"]]
    assert row(batch, 3).problems[0]["message"] == "NIP sama dengan baris 5."


def test_skipping_one_of_two_clears_the_other_and_taking_it_back_does_not(uploaded, organiser):
    batch = uploaded(line(1), line(2, nip=nip(1)))
    services.skip_rows(actor=organiser, batch=batch, numbers=[4])
    assert states(batch) == ["ok", "skipped"]
    services.unskip_rows(actor=organiser, batch=batch, numbers=[4])
    assert states(batch) == ["bad", "bad"]


def test_mending_one_of_two_clears_the_other(uploaded, organiser):
    batch = uploaded(line(1), line(2, nip=nip(1)))
    assert services.mend_row(actor=organiser, batch=batch, number=4, cells={"nip": nip(9)}).state == "ok"
    assert states(batch) == ["ok", "ok"]


def test_mending_into_a_repeat_tells_both(uploaded, organiser):
    batch = uploaded(line(1), line(2))
    services.mend_row(actor=organiser, batch=batch, number=4, cells={"nip": nip(1)})
    assert states(batch) == ["bad", "bad"]


def test_rows_that_share_seats_are_judged_again_together(uploaded, organiser):
    batch = uploaded(*(line(number, group="1") for number in range(4)), line(9, group="2"))
    assert codes(batch, 6) == ["over-seats"]
    services.mend_row(actor=organiser, batch=batch, number=3, cells={"group": "2"})
    assert states(batch) == ["ok"] * 5
    services.mend_row(actor=organiser, batch=batch, number=7, cells={"group": "1"})
    assert states(batch) == ["ok", "ok", "ok", "ok", "bad"]


def test_mending_a_lost_nip_forgets_the_flaw(uploaded, organiser):
    batch = uploaded(line(1, nip=198005052005011001))
    mended = services.mend_row(actor=organiser, batch=batch, number=3, cells={"nip": nip(1)})
    assert (mended.state, mended.flaws, mended.mended) == ("ok", {}, True)


def test_a_row_known_to_the_register_is_told_so(uploaded):
    Agency.objects.create(name="Kantor 1", kind="provinsi")
    assert codes(uploaded(line(1)), 3) == ["known"]


def test_a_warning_waits_for_a_hand_and_an_error_cannot_be_taken(uploaded, organiser, enter):
    batch = uploaded(line(1, name="Kantor?"), line(2, sex="X"))
    with pytest.raises(Unusable, match="Baris 4 masih salah"):
        services.take_rows(actor=organiser, batch=batch, numbers=[4])
    assert states(batch) == ["bad", "bad"]
    assert services.take_rows(actor=organiser, batch=batch) == 1
    assert states(batch) == ["taken", "bad"]
    enter(batch)
    assert list(Agency.objects.values_list("name", flat=True)) == ["Kantor?"]


def test_a_taken_row_stays_taken_when_its_company_is_judged_again(uploaded, organiser):
    batch = uploaded(line(1, name="Kantor?", group="1"), line(2, group="1"))
    services.take_rows(actor=organiser, batch=batch, numbers=[3])
    services.mend_row(actor=organiser, batch=batch, number=4, cells={"group": "2"})
    assert states(batch) == ["taken", "ok"]


@pytest.mark.parametrize(
    "data",
    [b"%PDF", b"", b"PK\x03\x04", books.xlsx([["Kode", "Harga"], ["1", "2"]]), books.xlsx([HEAD])],
    ids=["pdf", "empty", "broken", "wrong-sheet", "no-rows"],
)
def test_a_bad_file_leaves_no_trace(organiser, data):
    with pytest.raises(Unusable):
        services.upload(actor=organiser, kind=KIND, file_name="x.xlsx", data=data, context={"tahun": "2026"})
    assert not ImportBatch.objects.exists()
    assert not Event.objects.exists()


def test_the_same_file_is_recognised_until_said_again_or_undone(uploaded, organiser, enter):
    first = uploaded(line(1))
    with pytest.raises(services.AlreadyUploaded) as caught:
        uploaded(line(1))
    assert caught.value.batch == first
    assert uploaded(line(1), again=True).pk != first.pk
    assert uploaded(line(2)).pk != first.pk


def test_the_same_file_for_another_purpose_is_no_repeat(organiser, sheet):
    for year in ("2026", "2027"):
        services.upload(actor=organiser, kind=KIND, file_name="a.xlsx", data=sheet(line(1)), context={"tahun": year})
    assert ImportBatch.objects.count() == 2


def test_an_undone_file_may_come_again(uploaded, organiser, enter):
    services.undo(actor=organiser, batch=enter(uploaded(line(1))))
    assert uploaded(line(1)).state == BatchState.CHECKED


def test_columns_are_remembered_for_their_owner(organiser, colleague):
    odd = ["Kode", "Sebutan", "NIP"]
    data = books.xlsx([odd, ["x", "Kantor 1", nip(1)], ["y", "Kantor 2", nip(2)]])
    plain = books.xlsx([["Kode", "Kantor", "NIP"], ["x", "Kantor 1", nip(1)]])
    given = {"kind": KIND, "file_name": "a.xlsx", "context": {"tahun": "2026"}}
    first = services.upload(actor=organiser, data=plain, **given)
    assert (first.mapping, first.remembered) == ({"name": 1, "nip": 2}, False)
    services.map_columns(actor=organiser, batch=first)
    again = services.upload(actor=colleague, data=plain, again=True, **given)
    assert again.remembered
    with pytest.raises(Unusable, match="Judul kolom tidak ditemukan"):
        services.upload(actor=organiser, data=data, **given)
    assert ColumnMap.objects.get().owner_key == "tahun:2026"


@pytest.mark.parametrize(
    ("mapping", "code"),
    [
        ({"nip": 0}, "column-missing"),
        ({"nip": 0, "name": 0}, "column-twice"),
        ({"nip": 0, "name": 77}, "column-unknown"),
    ],
)
def test_columns_that_cannot_be(organiser, sheet, mapping, code):
    batch = services.upload(
        actor=organiser, kind=KIND, file_name="a.xlsx", data=sheet(line(1)), context={"tahun": "2026"}
    )
    with pytest.raises(Unusable) as caught:
        services.map_columns(actor=organiser, batch=batch, mapping=mapping)
    assert caught.value.code == code
    batch.refresh_from_db()
    assert batch.state == BatchState.MAPPING


def test_columns_may_be_changed_after_the_check(uploaded, organiser):
    batch = uploaded(line(1, sex="X"))
    assert states(batch) == ["bad"]
    services.map_columns(actor=organiser, batch=batch, mapping={"nip": 0, "name": 1})
    assert states(batch) == ["ok"]


def test_another_sheet_can_be_chosen(organiser):
    data = books.xlsx([HEAD, line(1), line(2)], sheet="Dua", others=["Satu"])
    batch = services.upload(actor=organiser, kind=KIND, file_name="a.xlsx", data=data, context={"tahun": "2026"})
    with pytest.raises(Unusable, match="Judul kolom tidak ditemukan"):
        services.choose_sheet(actor=organiser, batch=batch, sheet="Satu")
    assert services.choose_sheet(actor=organiser, batch=batch, sheet="Dua").rows_found == 2


def test_a_large_file_is_checked_by_a_job_behind_a_bar(uploaded, organiser, monkeypatch):
    monkeypatch.setattr("mumpuni.exchange.services.uploading.INLINE_ROWS", 2)
    batch = uploaded(*(line(number) for number in range(3)))
    assert batch.state == BatchState.CHECKING
    job = ProcrastinateJob.objects.get(task_name="exchange.check_import")
    services.run_check(**job.args)
    services.run_check(**job.args)
    batch.refresh_from_db()
    assert (batch.state, batch.progress.state) == (BatchState.CHECKED, Progress.State.FINISHED)
    assert batch.rows.count() == 3


def test_a_check_that_breaks_says_so_and_can_be_repeated(uploaded, organiser, importer, monkeypatch):
    monkeypatch.setattr("mumpuni.exchange.services.uploading.INLINE_ROWS", 0)
    batch = uploaded(line(1))
    with monkeypatch.context() as broken:
        broken.setattr(importer, "check", lambda *given: 1 / 0)
        services.run_check(batch_id=str(batch.pk), actor_id=organiser.pk)
    batch.refresh_from_db()
    assert (batch.state, batch.progress.state) == (BatchState.FAILED, Progress.State.FAILED)
    assert "hubungi administrator" in batch.notice
    services.map_columns(actor=organiser, batch=batch)
    services.run_check(batch_id=str(batch.pk), actor_id=organiser.pk)
    batch.refresh_from_db()
    assert batch.state == BatchState.CHECKED


def test_a_check_whose_worker_died_is_sent_anew_and_a_late_job_wipes_nothing(uploaded, organiser, monkeypatch):
    monkeypatch.setattr("mumpuni.exchange.services.uploading.INLINE_ROWS", 0)
    batch = uploaded(line(1, sex="X"))
    services.map_columns(actor=organiser, batch=batch)
    first, second = ProcrastinateJob.objects.filter(task_name="exchange.check_import")
    services.run_check(**second.args)
    services.mend_row(actor=organiser, batch=batch, number=3, cells={"sex": "L"})
    services.run_check(**first.args)
    assert states(batch) == ["ok"]


def test_strangers_may_neither_bring_nor_touch(uploaded, stranger, colleague, sheet):
    with pytest.raises(Refused):
        uploaded(line(1), actor=stranger)
    batch = uploaded(line(1))
    for other in (stranger, colleague):
        for act in (
            lambda who: services.mend_row(actor=who, batch=batch, number=3, cells={"name": "X"}),
            lambda who: services.skip_rows(actor=who, batch=batch, numbers=[3]),
            lambda who: services.unskip_rows(actor=who, batch=batch, numbers=[3]),
            lambda who: services.take_rows(actor=who, batch=batch),
            lambda who: services.map_columns(actor=who, batch=batch),
            lambda who: services.choose_sheet(actor=who, batch=batch, sheet="Usulan"),
            lambda who: services.confirm(actor=who, batch=batch),
            lambda who: services.undo(actor=who, batch=batch),
        ):
            with pytest.raises(Refused):
                act(other)
    assert states(batch) == ["ok"]


def test_each_act_leaves_one_line_without_personal_data(uploaded, organiser, enter):
    batch = uploaded(line(1), line(2, nip=nip(1)))
    services.mend_row(actor=organiser, batch=batch, number=4, cells={"nip": nip(2)})
    services.skip_rows(actor=organiser, batch=batch, numbers=[4])
    services.undo(actor=organiser, batch=enter(batch))
    events = Event.objects.order_by("pk")
    assert [event.name.removeprefix("exchange.import.") for event in events] == [
        "uploaded", "mapped", "checked", "row_mended", "rows_skipped", "confirm_requested", "confirmed", "undone",
    ]  # fmt: skip
    assert not any(nip(1) in str(event.data) or nip(2) in str(event.data) for event in events)


def test_mending_costs_the_same_in_a_large_file(uploaded, organiser, queries):
    def mend(batch):
        return queries(lambda: services.mend_row(actor=organiser, batch=batch, number=3, cells={"since": "1981-01-01"}))

    assert mend(uploaded(line(1))) == mend(uploaded(*(line(number) for number in range(60))))


def test_checking_costs_the_same_for_few_rows_as_for_many(uploaded, queries):
    uploaded(line(1))
    few = queries(lambda: uploaded(line(1), line(2)))
    assert queries(lambda: uploaded(*(line(number) for number in range(300)))) == few

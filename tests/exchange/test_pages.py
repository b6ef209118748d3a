"""The pages: the wizard, the grid with and without scripts, who sees what, what it costs."""

import io
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from python_calamine import load_workbook

from mumpuni.exchange import guards, home, services
from mumpuni.exchange.models import BatchState, ImportBatch, Progress
from mumpuni.people.models import Agency
from tests.exchange import books
from tests.exchange.conftest import HEAD, KIND, line, nip

pytestmark = pytest.mark.django_db
HTMX = {"HX-Request": "true"}


@pytest.fixture
def desk(client, organiser):
    client.force_login(organiser)
    return client


def new_url(**context):
    return (
        reverse("exchange:import_new", args=[KIND])
        + "?"
        + "&".join(f"{name}={value}" for name, value in context.items())
    )


def send(client, data, name="kantor.xlsx"):
    return client.post(new_url(tahun=2026), {"file": SimpleUploadedFile(name, data)})


def url(batch, page="detail", **more):
    return reverse(f"exchange:import_{page}", kwargs={"batch_id": batch.pk, **more})


def sheet_of(response):
    return load_workbook(io.BytesIO(response.content)).get_sheet_by_index(0).to_python()


def test_the_whole_way_by_plain_forms(desk, organiser, sheet):
    answer = send(desk, sheet(line(1), line(2, since="31/02/1980"), line(3, nip=nip(1))))
    batch = ImportBatch.objects.get()
    assert answer.url == url(batch, "columns")
    page = desk.get(answer.url).content.decode()
    assert "A · NIP" in page
    assert "Periksa 3 baris" in page
    answer = desk.post(answer.url, {"nip": "0", "name": "1", "since": "2", "group": "3", "sex": "4", "nik": ""})
    assert answer.url == url(batch)
    page = desk.get(answer.url).content.decode()
    assert "Kolom C, Berdiri" in page
    assert "31/02/1980" in page
    assert "Tulis tanggal seperti 5 Mei 1980" in page
    answer = desk.post(url(batch, "row", number=4), {"cell-since": "28/02/1980", "tampil": "bermasalah", "page": "1"})
    assert answer.url == url(batch) + "?tampil=bermasalah&page=1#tabel"
    desk.post(url(batch, "row", number=5), {"act": "skip"})
    page = desk.get(url(batch, "confirm")).content.decode()
    assert "2 baris dari kantor.xlsx akan masuk." in page
    assert "1 baris bermasalah atau dilewati tidak ikut" in page
    desk.post(url(batch, "confirm"))
    services.run_confirm(batch_id=str(batch.pk), actor_id=organiser.pk)
    page = desk.get(url(batch)).content.decode()
    assert "2 baris masuk pada" in page
    page = desk.get(url(batch, "undo")).content.decode()
    assert "2 data yang masuk dari kantor.xlsx akan ditarik kembali" in page
    desk.post(url(batch, "undo"))
    assert not Agency.objects.exists()
    assert "dibatalkan pada" in desk.get(url(batch)).content.decode()


def test_columns_seen_before_are_not_asked_again(desk, sheet):
    batch = _checked(desk, sheet(line(1)))
    answer = send(desk, sheet(line(2)))
    second = ImportBatch.objects.exclude(pk=batch.pk).get()
    assert answer.url == url(second)


@pytest.mark.parametrize(
    ("data", "words"),
    [
        (b"%PDF-1.7", "bukan lembar kerja"),
        (b"", "kosong (0 byte)"),
        (b"PK\x03\x04x", "rusak"),
        (books.xlsx([["Kode", "Harga"], ["1", "2"]], sheet="Barang"), "Lembar yang ada: “Barang”"),
        (books.xlsx([HEAD]), "0 baris"),
    ],
    ids=["pdf", "empty", "broken", "wrong-sheet", "no-rows"],
)
def test_a_bad_file_is_answered_at_the_field(desk, data, words):
    answer = send(desk, data)
    assert answer.status_code == 422
    assert words in answer.content.decode()
    assert not ImportBatch.objects.exists()


def test_no_file_chosen(desk):
    assert desk.post(new_url(tahun=2026), {}).status_code == 422


def test_a_hundred_megabytes_are_refused_unread(client, organiser):
    """The body would raise if anything looked at it."""
    client.force_login(organiser)
    client.handler.enforce_csrf_checks = True

    class Unreadable(io.RawIOBase):
        def read(self, size=-1):
            raise AssertionError("the body was read")

    answer = client.generic(
        "POST",
        new_url(tahun=2026),
        b"",
        content_type="multipart/form-data; boundary=x",
        **{"CONTENT_LENGTH": str(100 * 1024 * 1024), "wsgi.input": Unreadable()},
    )
    assert answer.status_code == 413
    assert "100 MB, paling besar 20 MB" in answer.content.decode()


def test_uploading_still_asks_for_the_csrf_token(client, organiser, sheet):
    client.force_login(organiser)
    client.handler.enforce_csrf_checks = True
    assert send(client, sheet(line(1))).status_code == 403
    assert not ImportBatch.objects.exists()


def test_a_file_slightly_too_big_says_so_at_the_field(desk, monkeypatch, sheet):
    monkeypatch.setattr(guards, "MAX_BYTES", 1000)
    answer = send(desk, sheet(line(1)))
    assert answer.status_code == 422
    assert "Hapus gambar dan lembar yang tidak perlu" in answer.content.decode()


def test_the_same_file_leads_to_the_earlier_import_or_on_by_intent(desk, sheet):
    first = _checked(desk, sheet(line(1)))
    page = send(desk, sheet(line(1)))
    text = page.content.decode()
    assert "sudah pernah diunggah" in text
    assert url(first) in text
    assert ImportBatch.objects.count() == 1
    desk.post(new_url(tahun=2026), {"again": page.context["again"]})
    assert ImportBatch.objects.count() == 2
    answer = desk.post(new_url(tahun=2026), {"again": page.context["again"] + "x"})
    assert answer.status_code == 422


def test_another_persons_earlier_import_is_named_but_not_linked(client, colleague, uploaded, sheet):
    first = uploaded(line(1))
    client.force_login(colleague)
    text = send(client, sheet(line(1))).content.decode()
    assert "Diunggah oleh Rina" in text
    assert url(first) not in text


def test_mending_in_the_grid_answers_with_the_grid_and_the_next_row_in_focus(desk, sheet):
    batch = _checked(desk, sheet(line(1, sex="X"), line(2, sex="Y"), line(3)))
    answer = desk.post(
        url(batch, "row", number=3), {"act": "save", "cell-sex": "L", "tampil": "bermasalah", "page": "1"}, headers=HTMX
    )
    text = answer.content.decode()
    assert text.startswith('<section id="impor"')
    assert "Baris 3 siap." in text
    assert 'id="baris-3"' not in text
    assert text.count("autofocus") == 1
    assert '<option value="Y" selected>' in text


def test_a_row_that_stays_bad_says_why_in_place(desk, sheet):
    batch = _checked(desk, sheet(line(1, sex="X")))
    text = desk.post(url(batch, "row", number=3), {"cell-sex": "Z"}, headers=HTMX).content.decode()
    assert "Baris 3 masih punya 1 masalah." in text
    assert '<option value="Z" selected>' in text


def test_all_warnings_taken_and_all_bad_skipped(desk, sheet):
    batch = _checked(desk, sheet(line(1, name="A?"), line(2, name="B?"), line(3, sex="X"), line(4)))
    assert "2 baris diambil." in desk.post(url(batch, "take_all"), headers=HTMX).content.decode()
    assert "1 baris dilewati." in desk.post(url(batch, "skip_all"), headers=HTMX).content.decode()
    assert sorted(batch.rows.values_list("state", flat=True)) == ["ok", "skipped", "taken", "taken"]


def test_taking_an_error_is_refused_with_the_reason(desk, sheet):
    batch = _checked(desk, sheet(line(1, sex="X")))
    text = desk.post(url(batch, "row", number=3), {"act": "take"}, headers=HTMX).content.decode()
    assert "masih salah" in text


def test_a_silent_job_can_be_sent_again(desk, uploaded, organiser):
    batch = services.confirm(actor=organiser, batch=uploaded(line(1)))
    assert "Kirim sekali lagi" not in desk.get(url(batch)).content.decode()
    Progress.objects.update(changed_at=timezone.now() - timedelta(minutes=2))
    assert "Kirim sekali lagi" in desk.get(url(batch)).content.decode()
    desk.post(url(batch, "confirm"))
    services.run_confirm(batch_id=str(batch.pk), actor_id=organiser.pk)
    assert Agency.objects.count() == 1


def test_a_choice_is_offered_with_what_stands_there(desk, sheet):
    batch = _checked(desk, sheet(line(1, sex="X")))
    text = desk.get(url(batch)).content.decode()
    assert '<option value="X" selected>X</option>' in text
    assert '<option value="P">P</option>' in text


def test_filters_and_pages(desk, uploaded):
    batch = uploaded(*(line(number) for number in range(120)), line(1, nip="x", name="Buruk"))
    assert len(desk.get(url(batch) + "?tampil=siap").context["lines"]) == 100
    assert len(desk.get(url(batch) + "?tampil=siap&page=2").context["lines"]) == 20
    assert [each["row"].number for each in desk.get(url(batch)).context["lines"]] == [123]
    assert desk.get(url(batch) + "?tampil=aneh&page=zz").status_code == 200


def test_the_grid_costs_the_same_for_one_row_as_for_many(desk, uploaded, queries):
    one, many = uploaded(line(1, sex="X")), uploaded(*(line(number, sex="X") for number in range(90)))
    desk.get(url(one))
    assert queries(lambda: desk.get(url(one))) == queries(lambda: desk.get(url(many)))


def test_the_list_costs_the_same_for_one_as_for_many(desk, uploaded, queries):
    uploaded(line(1))
    desk.get(reverse("exchange:import_list"))
    one = queries(lambda: desk.get(reverse("exchange:import_list")))
    for number in range(2, 8):
        uploaded(line(number))
    assert queries(lambda: desk.get(reverse("exchange:import_list"))) == one


def test_values_are_shown_as_text_never_as_markup(desk, sheet):
    batch = _checked(desk, sheet(line(1, name="<script>x</script>", sex="<b>")))
    text = desk.get(url(batch)).content.decode()
    assert "<script>x" not in text
    assert "<b>" not in text


def test_error_file_holds_the_bad_rows_their_problems_and_no_formula(desk, sheet):
    batch = _checked(desk, sheet(line(1, name="+cmd|calc", sex="X"), line(2)))
    head, *rows = sheet_of(desk.get(url(batch, "errors")))
    assert head == ["NIP", "Nama kantor", "Berdiri", "Angkatan", "L/P", "NIK", "Baris asal", "Masalah"]
    assert len(rows) == 1
    assert rows[0][:2] == [nip(1), "+cmd|calc"]
    assert rows[0][-2:] == [3.0, "Kolom E: Jenis kelamin tidak dikenali. Isi L atau P."]


def test_the_error_file_can_be_mended_and_sent_in(desk, sheet, organiser):
    batch = _checked(desk, sheet(line(1, sex="X"), line(2)))
    head, row = sheet_of(desk.get(url(batch, "errors")))
    row[4] = "L"
    again = services.upload(
        actor=organiser, kind=KIND, file_name="m.xlsx", data=books.xlsx([head, row]), context={"tahun": "2026"}
    )
    assert services.map_columns(actor=organiser, batch=again).rows.get().state == "ok"


def test_the_template_can_be_filled_and_sent_in(desk, organiser, importer):
    answer = desk.get(reverse("exchange:import_template", args=[KIND]))
    assert "templat-kantor.xlsx" in answer["Content-Disposition"]
    assert sheet_of(answer)[0] == [str(each.label) for each in importer.fields]
    batch = services.upload(
        actor=organiser, kind=KIND, file_name="t.xlsx", data=answer.content, context={"tahun": "2026"}
    )
    assert batch.mapping == {"nip": 0, "name": 1, "since": 2, "group": 3, "sex": 4, "nik": 5}
    assert services.map_columns(actor=organiser, batch=batch).rows.get().state == "ok"


def test_the_row_page_opens_every_cell(desk, uploaded):
    batch = uploaded(line(1))
    text = desk.get(url(batch, "row", number=3)).content.decode()
    assert all(f'name="cell-{name}"' in text for name in ("nip", "name", "since", "group", "sex", "nik"))
    assert desk.get(url(batch, "row", number=99)).status_code == 404


def test_another_organiser_sees_none_of_it(client, colleague, stranger, uploaded):
    batch = uploaded(line(1))
    pages = ["detail", "columns", "confirm", "undo", "errors"]
    for other in (colleague, stranger):
        client.force_login(other)
        assert {client.get(url(batch, page)).status_code for page in pages} == {404}
        assert client.get(url(batch, "row", number=3)).status_code == 404
        for page in ("confirm", "undo", "skip_all", "take_all", "sheet", "columns"):
            assert client.post(url(batch, page)).status_code == 404
        assert b"kantor.xlsx" not in client.get(reverse("exchange:import_list")).content
    assert ImportBatch.objects.get().state == BatchState.CHECKED


def test_who_may_not_import_is_told_before_choosing_a_file(client, stranger, organiser):
    client.force_login(stranger)
    assert client.get(new_url(tahun=2026)).status_code == 403
    client.force_login(organiser)
    assert client.get(new_url(tahun=1999)).status_code == 403
    assert client.get(new_url(tahun=2026)).status_code == 200
    assert client.get(reverse("exchange:import_new", args=["tidak-ada"])).status_code == 404


def test_without_sign_in_everything_leads_there(client, uploaded):
    batch = uploaded(line(1))
    for page in (url(batch), new_url(tahun=2026), reverse("exchange:import_list"), url(batch, "errors")):
        assert client.get(page).status_code == 302


def test_the_home_page_reminds_of_what_was_begun(organiser, colleague, uploaded, enter):
    batch = uploaded(line(1))
    (card,) = home.cards(organiser)
    assert (card.url, card.text) == (url(batch), "1 berkas menunggu diperbaiki atau dimasukkan.")
    uploaded(line(2))
    assert home.cards(organiser)[0].url == reverse("exchange:import_list")
    assert home.cards(colleague) == []
    for each in ImportBatch.objects.all():
        enter(each)
    assert home.cards(organiser) == []


def _checked(client, data):
    batch_url = send(client, data).url
    batch = ImportBatch.objects.first()
    if batch.state == BatchState.MAPPING:
        columns = {name: str(index) for name, index in batch.mapping.items()}
        assert client.post(batch_url, columns).status_code == 302
    batch.refresh_from_db()
    return batch

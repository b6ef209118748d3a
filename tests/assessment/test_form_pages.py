"""The pages of forms: saving without and with scripts, files, the board, the editor, and doors that stay shut."""

import io
import re
import zipfile
from datetime import timedelta

import pytest
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse
from django.utils import timezone
from python_calamine import load_workbook

from mumpuni.assessment.models import Answer, AnswerFile, FormTemplate
from mumpuni.assessment.services import answers
from mumpuni.audit.models import Event as Trail
from tests.assessment import factories as make
from tests.assessment.test_forms import fill, form, submit
from tests.people import factories as people

pytestmark = pytest.mark.django_db
PDF = b"%PDF-1.4 contoh"


@pytest.fixture
def event(db):
    make.standards()
    first = timezone.localdate() + timedelta(days=10)
    made = make.event(
        make.request(make.provider(), people_count=3), first_day=first, last_day=first + timedelta(days=1)
    )
    make.team(made)
    return made


@pytest.fixture
def assessee(event):
    return event.assessees.first()


@pytest.fixture
def own(assessee):
    return make.assessee_account(assessee)


@pytest.fixture
def admin(event):
    return make.signed_in(event.team.filter(role="admin").first())


def url(name, *args):
    return reverse(f"assessment:{name}", args=args)


def own_url(assessee, code="kuesioner"):
    return url("own_form", assessee.pk, code)


def words_of(response):
    return " ".join(response.content.decode().split())


# Filling in


def test_the_list_and_the_form_begin_with_what_is_known(client, assessee, own):
    client.force_login(own)
    listed = words_of(client.get(url("own_forms")))
    assert "Daftar riwayat hidup" in listed
    assert "Sesudah hari penilaian" in listed
    page = words_of(client.get(own_url(assessee, "riwayat-hidup")))
    assert f'value="{assessee.person.full_name}"' in page
    assert not Answer.objects.exists()


def test_the_list_costs_the_same_for_one_assessment_as_for_three(client, event, assessee, own, queries):
    client.force_login(own)
    one = queries(lambda: client.get(url("own_forms")))
    for number in range(2):
        again = make.request(make.provider(f"UPT {number}"))
        make.candidate(again, again.targets.get(), person=assessee.person)
        make.event(again)
    assert queries(lambda: client.get(url("own_forms"))) == one


def test_a_form_is_saved_checked_and_handed_in_without_scripts(client, assessee, own):
    client.force_login(own)
    address = own_url(assessee, "persetujuan")
    ticked = {"tahu-tujuan": ["", "ya"], "tahu-data": "ya", "tahu-hasil": "ya", "revision": "0", "aksi": "periksa"}
    checked = client.post(address, {**ticked, "tahu-kebenaran": ""}, follow=True)
    assert checked.redirect_chain[-1][0] == url("own_form_submit", assessee.pk, "persetujuan")
    assert "Isian saya benar dan saya tulis sendiri." in words_of(checked)
    assert "Semua isian wajib" not in words_of(checked)
    missing = client.post(url("own_form_submit", assessee.pk, "persetujuan"), {"revision": "1"})
    assert missing.status_code == 422
    client.post(address, {**ticked, "tahu-kebenaran": "ya", "revision": "1"})
    done = client.post(url("own_form_submit", assessee.pk, "persetujuan"), {"revision": "2"}, follow=True)
    assert "terkirim" in words_of(done)
    assert "Sudah dikirim" in words_of(client.get(address))


def test_enter_in_a_field_saves_and_takes_no_file_away(client, assessee, own):
    client.force_login(own)
    upload(client, assessee, "karya.pdf", PDF)
    page = client.get(own_url(assessee, "portofolio")).content.decode()
    buttons = re.findall(r'<button[^>]*name="aksi" value="([^"]*)"', page)
    assert buttons[0] == "simpan"
    assert f"hapus:{AnswerFile.objects.get().pk}" in buttons


def test_autosave_answers_with_stamp_revision_and_how_far(client, assessee, own):
    client.force_login(own)
    told = client.post(
        own_url(assessee), {"hasil": "Dua belas layanan", "revision": "0"}, headers={"accept": "application/json"}
    ).json()
    assert (told["revision"], told["percent"]) == (1, 11)
    assert told["stamp"].startswith("Tersimpan ")


def test_two_tabs_choose_field_by_field(client, assessee, own):
    client.force_login(own)
    address = own_url(assessee)
    client.post(address, {"hasil": "satu", "layanan": "lama", "revision": "0"})
    page = client.post(address, {"hasil": "dua", "layanan": "baru", "revision": "0"})
    assert page.status_code == 409
    shown = words_of(page)
    assert "Belum ada yang ditimpa" in shown
    assert all(text in shown for text in ("satu", "dua", "lama", "baru"))
    told = client.post(address, {"hasil": "dua", "revision": "0"}, headers={"accept": "application/json"})
    assert told.status_code == 409
    assert told.json()["stored"]["layanan"] == "lama"
    client.post(
        address,
        {
            "hasil": "dua",
            "layanan": "baru",
            "revision": ["0", "1"],
            "pilih.hasil": "saya",
            "pilih.layanan": "tersimpan",
        },
    )
    held = Answer.objects.get()
    assert (held.data["hasil"], held.data["layanan"]) == ("dua", "lama")


def test_a_form_that_is_shut_says_so_to_the_page_and_to_the_script(client, event, assessee, own):
    submit(own, assessee, "kuesioner")
    client.force_login(own)
    page = client.post(own_url(assessee), {"hasil": "lagi", "revision": "9"})
    assert page.status_code == 422
    assert "sudah dikirim" in words_of(page)
    told = client.post(own_url(assessee), {"hasil": "lagi", "revision": "9"}, headers={"accept": "application/json"})
    assert told.status_code == 422
    assert "sudah dikirim" in told.json()["html"]
    assert "diisi sesudah hari penilaian" in words_of(client.get(own_url(assessee, "kepuasan")))


# Files


def office_file(part, *, macro=False):
    data = io.BytesIO()
    with zipfile.ZipFile(data, "w") as archive:
        archive.writestr(part, "x")
        if macro:
            archive.writestr("word/vbaProject.bin", "x")
    return data.getvalue()


def upload(client, assessee, name, data, **more):
    file = SimpleUploadedFile(name, data, content_type="application/pdf")
    given = {"revision": "0", "aksi": "unggah:berkas-karya", "berkas.berkas-karya": file, **more}
    return client.post(own_url(assessee, "portofolio"), given)


@pytest.mark.parametrize(
    ("name", "data", "kept"),
    [
        ("karya.pdf", PDF, "karya.pdf"),
        ("../../etc/kar<ya>.exe", PDF, "kar_ya_.pdf"),
        ("foto.png", b"\x89PNG\r\n\x1a\n...", "foto.png"),
        ("foto", b"\xff\xd8\xff\xe0", "foto.jpg"),
        ("surat.docx", office_file("word/document.xml"), "surat.docx"),
        ("angka.xlsx", office_file("xl/workbook.xml"), "angka.xlsx"),
    ],
)
def test_files_are_known_by_what_is_in_them(client, assessee, own, name, data, kept):
    client.force_login(own)
    assert upload(client, assessee, name, data).status_code == 302
    file = AnswerFile.objects.get()
    assert file.name == kept
    answer = client.get(url("answer_file", file.answer_id, file.pk))
    assert b"".join(answer.streaming_content) == data
    assert answer["Content-Disposition"].startswith("attachment")
    assert answer["X-Content-Type-Options"] == "nosniff"


@pytest.mark.parametrize(
    ("name", "data", "said"),
    [
        ("karya.pdf", b"MZ\x90\x00 program", "harus PDF"),
        ("karya.pdf", b"<html><script>", "harus PDF"),
        ("karya.docx", office_file("word/document.xml", macro=True), "tanpa makro"),
        ("karya.zip", office_file("isi.txt"), "harus PDF"),
        ("kosong.pdf", b"", "kosong"),
        ("besar.pdf", PDF + b"x" * (1024 * 1024), "paling besar 1 MB"),
    ],
)
def test_other_files_are_refused_and_what_was_typed_stays(client, assessee, own, settings, name, data, said):
    settings.MUMPUNI_HAND_IN_MB = 1
    client.force_login(own)
    answer = upload(client, assessee, name, data, tulisan="Menulis dua buku")
    assert answer.status_code == 422
    assert said in words_of(answer)
    assert "Menulis dua buku" in words_of(answer)
    assert Answer.objects.get().data["tulisan"] == "Menulis dua buku"
    assert not AnswerFile.objects.exists()


def test_two_hundred_megabytes_are_refused_unread(client, assessee, own):
    client.force_login(own)
    answer = client.post(
        own_url(assessee, "portofolio"), b"", content_type="multipart/form-data; boundary=x",
        CONTENT_LENGTH=str(200 * 1024 * 1024),
    )  # fmt: skip
    assert answer.status_code == 413
    assert "Paling besar 21 MB" in words_of(answer)


def test_all_files_together_have_a_limit(client, assessee, own, settings):
    settings.MUMPUNI_HAND_INS_MB = 1
    client.force_login(own)
    assert upload(client, assessee, "satu.pdf", PDF + b"x" * 600_000).status_code == 302
    refused = upload(client, assessee, "dua.pdf", PDF + b"y" * 600_000)
    assert refused.status_code == 422
    assert "1 MB bersama-sama" in words_of(refused)
    file = AnswerFile.objects.get()
    client.post(own_url(assessee, "portofolio"), {"revision": "1", "aksi": f"hapus:{file.pk}"})
    assert upload(client, assessee, "dua.pdf", PDF + b"y" * 600_000).status_code == 302


def test_no_button_reaches_another_assessees_file(client, event, assessee, own):
    other = event.assessees.last()
    theirs = make.assessee_account(other)
    held = answers.add_file(
        actor=theirs, assessee=other, template=form("portofolio"), code="berkas-karya",
        file=SimpleUploadedFile("rahasia.pdf", PDF),
    )  # fmt: skip
    client.force_login(own)
    fill(own, assessee, "portofolio")
    answer = client.post(own_url(assessee, "portofolio"), {"revision": "1", "aksi": f"hapus:{held.pk}"})
    assert answer.status_code == 422
    mine = Answer.objects.get(assessee=assessee)
    for address in (url("answer_file", held.answer_id, held.pk), url("answer_file", mine.pk, held.pk)):
        assert client.get(address).status_code == 404
    assert AnswerFile.objects.filter(pk=held.pk).exists()


# Reading


def test_a_reader_is_noted_and_the_assessee_sees_it(client, assessee, own, admin):
    held = submit(own, assessee, "kuesioner")
    client.force_login(admin)
    assert "melihat bahwa Anda membuka" in words_of(client.get(url("answer", held.pk)))
    client.force_login(own)
    assert f": {admin.name}</li>" in words_of(client.get(own_url(assessee)))
    assert Trail.objects.filter(name="assessment.answer.read").count() == 1


def test_the_admin_returns_a_form_and_the_assessee_reads_why(client, assessee, own, admin):
    held = submit(own, assessee, "kuesioner")
    client.force_login(admin)
    assert client.post(url("answer_return", held.pk), {"reason": ""}).status_code == 422
    assert client.post(url("answer_return", held.pk), {"reason": "Terlalu singkat"}).status_code == 302
    client.force_login(own)
    assert "Terlalu singkat" in words_of(client.get(own_url(assessee)))
    assert "Terlalu singkat" in words_of(client.get(url("own_forms")))


# The board


def test_the_board_costs_the_same_for_one_assessee_as_for_eight(client, event, assessee, own, admin, queries):
    submit(own, assessee, "kuesioner")
    event.assessees.exclude(pk=assessee.pk).update(state="mundur", state_reason="-")
    client.force_login(admin)
    board = url("forms_board", event.pk)
    client.get(board)
    one = queries(lambda: client.get(board))
    for number in range(7):
        candidate = make.candidate(event.request, event.request.targets.get(), name=f"Tambahan {number}")
        more = event.assessees.create(candidate=candidate, person=candidate.person, number=20 + number,
                                      group=assessee.group)  # fmt: skip
        submit(make.assessee_account(more), more, "kuesioner")
    assert queries(lambda: client.get(board)) == one


def test_the_board_filters_and_leaves_as_a_workbook(client, event, assessee, own, admin):
    for code in ("riwayat-hidup", "kuesioner", "kejadian-kritis", "persetujuan"):
        submit(own, assessee, code)
    client.force_login(admin)
    board = url("forms_board", event.pk)
    assert "2 dari 3 Assessee belum mengirim" in words_of(client.get(board))
    assert assessee.person.full_name not in words_of(client.get(board, {"belum": "1"}))
    assert "Tidak ada yang cocok" in words_of(client.get(board, {"q": "zzz"}))
    book = load_workbook(io.BytesIO(client.get(board, {"export": "xlsx"}).content))
    rows = book.get_sheet_by_index(0).to_python()
    assert len(rows) == 4
    assert rows[1][:5] == [1, assessee.person.full_name, 1, "Dikirim", 100]


def test_the_board_reminds_those_who_are_ticked(client, event, assessee, admin):
    client.force_login(admin)
    remind = url("forms_remind", event.pk)
    assert "1 orang diingatkan." in words_of(client.post(remind, {"pilih": [assessee.pk]}, follow=True))
    assert "Sudah diingatkan hari ini" in words_of(client.post(remind, {"pilih": [assessee.pk]}, follow=True))
    assert "Pilih dahulu" in words_of(client.post(remind, {"pilih": ["x"]}, follow=True))


def test_the_chair_answers_an_accommodation_that_board_and_assessee_show(client, event, assessee, own, admin):
    submit(own, assessee, "penyesuaian", penyesuaian="Huruf besar")
    address = url("accommodation", event.pk, assessee.pk)
    client.force_login(admin)
    assert "Huruf besar" in words_of(client.get(url("forms_board", event.pk)))
    assert client.get(address).status_code == 403
    client.force_login(make.signed_in(event.team.get(role="chair")))
    refused = client.post(address, {"granted": "ditolak", "note": ""})
    assert "Tulis alasan" in words_of(refused)
    assert client.post(address, {"granted": "diberikan", "note": "Ukuran 16"}).status_code == 302
    client.force_login(own)
    assert "Penyesuaian Anda diberikan." in words_of(client.get(url("own_forms")))


def test_an_assessor_finds_what_the_own_groups_handed_in_and_nothing_more(client, event, assessee, own, queries):
    held = submit(own, assessee, "kuesioner")
    need = submit(own, assessee, "penyesuaian", penyesuaian="Huruf besar")
    member = event.team.filter(role="assessor").first()
    client.force_login(make.signed_in(member))
    board = url("forms_board", event.pk)
    shown = words_of(client.get(board))
    assert url("answer", held.pk) in shown
    assert url("answer", need.pk) not in shown
    assert "Huruf besar" not in shown
    assert "Ingatkan" not in shown
    one = queries(lambda: client.get(board))
    for other in event.assessees.exclude(pk=assessee.pk):
        submit(make.assessee_account(other), other, "kuesioner")
    assert queries(lambda: client.get(board)) == one
    member.observes.clear()
    assert "Belum ada isian" in words_of(client.get(board))


# Doors


def doors(event, assessee, held, file):
    pk = form("kuesioner").pk
    return {
        "own_forms": url("own_forms"),
        "own_form": own_url(assessee),
        "own_form_submit": url("own_form_submit", assessee.pk, "kuesioner"),
        "answer": url("answer", held.pk),
        "answer_file": url("answer_file", held.pk, file.pk),
        "answer_return": url("answer_return", held.pk),
        "forms_board": url("forms_board", event.pk),
        "accommodation": url("accommodation", event.pk, assessee.pk),
        "form_templates": url("form_templates"),
        "form_template": url("form_template", pk),
        "form_template_edit": url("form_template_edit", pk),
        "form_publish": url("form_publish", pk),
        "form_retire": url("form_retire", pk),
        "form_drop": url("form_drop", pk),
    }


#: What each of the first eight doors answers, and what the six of the forms' versions do.
ANSWERS = {
    "stranger": ((302,) * 8, 302),
    "own": ((200, 200, 200, 200, 200, 403, 404, 404), 403),
    "other-assessee": ((200, 404, 404, 404, 404, 404, 404, 404), None),
    "chair": ((200, 404, 404, 200, 200, 200, 200, 200), 403),
    "admin": ((200, 404, 404, 200, 200, 200, 200, 403), None),
    "assessor": ((200, 404, 404, 200, 200, 403, 200, 403), None),
    "tester": ((200, 404, 404, 404, 404, 404, 403, 403), None),
    "support": ((200, 404, 404, 404, 404, 404, 403, 403), None),
    "staff": ((200, 404, 404, 404, 404, 404, 403, 403), 403),
    "other-staff": ((200, 404, 404, 404, 404, 404, 404, 404), None),
    "other-chair": ((200, 404, 404, 404, 404, 404, 404, 404), None),
    "hr": ((200, 404, 404, 404, 404, 404, 404, 404), 403),
    "other-hr": ((200, 404, 404, 404, 404, 404, 404, 404), None),
    "ppk": ((200, 404, 404, 404, 404, 404, 404, 404), None),
    "supervisor": ((200, 404, 404, 404, 404, 404, 403, 403), 200),
    "system-admin": ((200, 404, 404, 404, 404, 404, 404, 404), 200),
    "auditor": ((200, 404, 404, 404, 404, 404, 404, 404), None),
}


def visitors(event, own):
    agency = event.request.agency
    elsewhere = make.event(make.request(make.provider("Penyelenggara Lain"), people_count=1))
    make.team(elsewhere)
    return {
        "stranger": None,
        "own": own,
        "other-assessee": make.assessee_account(event.assessees.last()),
        **{role: make.signed_in(event.team.filter(role=role).first())
           for role in ("chair", "admin", "assessor", "tester", "support")},
        "staff": make.staff(event.provider),
        "other-staff": make.staff(elsewhere.provider),
        "other-chair": make.signed_in(elsewhere.team.get(role="chair")),
        "hr": people.account("agency-hr", agency=agency),
        "other-hr": people.account("agency-hr", agency=people.agency()),
        "ppk": people.account("ppk", agency=agency),
        **{role: people.account(role) for role in ("supervisor", "system-admin", "auditor")},
    }  # fmt: skip


def test_each_door_answers_each_visitor_as_written(client, event, assessee, own):
    file = answers.add_file(
        actor=own, assessee=assessee, template=form("portofolio"), code="berkas-karya",
        file=SimpleUploadedFile("rahasia.pdf", PDF),
    )  # fmt: skip
    held = submit(own, assessee, "portofolio", tulisan="Kalimat yang tidak boleh bocor")
    fill(own, assessee, "kuesioner")
    wrong = []
    addresses = list(doors(event, assessee, held, file).items())
    for who, account in visitors(event, own).items():
        client.logout()
        if account:
            client.force_login(account)
        first, versions = ANSWERS[who]
        expected = [*first, *([versions] * 6 if versions else [])]
        for (name, address), wanted in zip(addresses, expected, strict=False):
            if name == "form_template_edit" and wanted == 200:
                wanted = 302  # a published version is only looked at
            response = client.get(address)
            body = b"".join(response.streaming_content) if response.streaming else response.content
            if response.status_code != wanted:
                wrong.append(f"{who} {name}: {response.status_code}, written down is {wanted}")
            if wanted != 200 and (b"tidak boleh bocor" in body or b"rahasia" in body):
                wrong.append(f"{who} {name}: leaks")
    assert wrong == []


def test_acts_are_shut_to_all_but_those_who_may(client, event, assessee, own):
    held = submit(own, assessee, "kuesioner")
    visiting = visitors(event, own)
    acts = {
        "own_form": (own_url(assessee), {"hasil": "curang", "revision": "0"}),
        "own_form_submit": (url("own_form_submit", assessee.pk, "kuesioner"), {}),
        "answer_return": (url("answer_return", held.pk), {"reason": "curang"}),
        "forms_remind": (url("forms_remind", event.pk), {"pilih": assessee.pk}),
        "accommodation": (url("accommodation", event.pk, assessee.pk), {"granted": "diberikan"}),
        "form_draft": (url("form_draft", "kuesioner"), {}),
    }
    for who in ("other-assessee", "assessor", "tester", "staff", "other-chair", "hr", "other-hr"):
        client.force_login(visiting[who])
        for name, (address, given) in acts.items():
            assert client.post(address, given).status_code in (403, 404), (who, name)
    held.refresh_from_db()
    assert held.state == Answer.State.SUBMITTED
    assert not FormTemplate.objects.filter(published_at=None).exists()


# The editor


def test_the_editor_adds_moves_and_publishes_and_keeps_what_is_typed(client):
    client.force_login(people.account("supervisor"))
    assert "usulan awal aplikasi" in words_of(client.get(url("form_templates")))
    made = client.post(url("form_draft", "kepuasan"), follow=True)
    draft = FormTemplate.objects.get(code="kepuasan", version=2)
    edit = url("form_template_edit", draft.pk)
    assert made.redirect_chain[-1][0] == edit
    assert "masih berupa draf" in words_of(client.post(url("form_draft", "kepuasan"), follow=True))
    head = {"title": "Kepuasan", "intro": "", "is_required": "on", "after_the_day": "on", "n": "1"}
    first = {"b0.title": "Umum", "b0.n": "2", "b0.f0.label": "Satu", "b0.f0.kind": "long"}
    second = {"label": "Dua", "kind": "choice", "choices": "ya\ntidak\n\n", "required": "1"}
    part = {**first, **{f"b0.f1.{name}": value for name, value in second.items()}}
    client.post(edit, {**head, **part, "aksi": "naik-isian:0.1"})
    draft.refresh_from_db()
    assert [one["label"] for one in draft.parts[0]["fields"]] == ["Dua", "Satu"]
    assert draft.parts[0]["fields"][0]["choices"] == ["ya", "tidak"]
    refused = client.post(edit, {**head, **part, "aksi": "selesai", "seen": "lama"})
    assert refused.status_code == 422
    assert "Orang lain menyimpan draf ini" in words_of(refused)
    assert 'value="Satu"' in words_of(refused)
    client.post(edit, {**head, **part, "aksi": "tambah-isian:0"})
    assert "labelnya belum diisi" in words_of(client.get(url("form_template", draft.pk)))
    assert "labelnya belum diisi" in words_of(client.post(url("form_publish", draft.pk)))
    client.post(edit, {**head, **part, "b0.n": "2", "aksi": "hapus-isian:0.9"})
    assert client.post(edit, {**head, **part, "aksi": "selesai"}).status_code == 302
    assert client.post(url("form_publish", draft.pk)).status_code == 302
    assert client.get(edit).status_code == 302
    assert "Terbit" in words_of(client.get(url("form_template", draft.pk)))
    assert client.post(url("form_retire", draft.pk)).status_code == 302


@pytest.mark.parametrize(
    "act", ["tambah-bagian", "hapus-bagian:0", "naik-bagian:0", "hapus-bagian:7", "apa", "naik-isian:x.y"]
)
def test_no_button_of_the_editor_breaks_it(client, act):
    client.force_login(people.account("supervisor"))
    client.post(url("form_draft", "kepuasan"))
    draft = FormTemplate.objects.get(code="kepuasan", version=2)
    given = {"title": "Kepuasan", "n": "1", "b0.title": "Umum", "b0.n": "1", "b0.f0.label": "Satu", "aksi": act}
    assert client.post(url("form_template_edit", draft.pk), given).status_code == 302
    assert client.get(url("form_template_edit", draft.pk)).status_code == 200
    assert client.post(url("form_drop", draft.pk)).status_code == 302

"""Pages and files of the dictionary and of position standards."""

import io
from datetime import date

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from mumpuni.exchange import services as exchange
from mumpuni.exchange.exports import workbook
from mumpuni.standards.models import Dictionary, PositionStandard
from mumpuni.standards.selectors import dictionary as dictionaries
from mumpuni.standards.selectors import positions as selectors
from mumpuni.standards.services import dictionary, positions
from tests.people.factories import account, agency
from tests.standards.test_dictionary import content
from tests.standards.test_dictionary import draft as draft_edition
from tests.standards.test_positions import position, publish

pytestmark = pytest.mark.django_db

DICTIONARY_HEAD = ["Kompetensi", "Jenis", "Definisi", "Level", "Deskripsi", "Indikator"]
STANDARD_HEAD = ["Instansi", "Unit kerja", "Jabatan", "Kompetensi", "Level", "Ditetapkan dengan", "Berlaku sejak"]


@pytest.fixture
def organiser():
    dictionary.load_catalogue()
    positions.load_tier_standards()
    return account("organiser")


@pytest.fixture
def sleman():
    return agency("Pemerintah Kabupaten Sleman")


def sheet(data):
    return CalamineWorkbook.from_filelike(io.BytesIO(data)).get_sheet_by_index(0).to_python()


def upload(actor, kind, head, rows, **context):
    batch = exchange.upload(actor=actor, kind=kind, file_name="a.xlsx", data=workbook(head, rows, "A"), context=context)
    if batch.state == "mapping":
        exchange.map_columns(actor=actor, batch=batch)
    batch.refresh_from_db()
    return batch


def enter(actor, batch):
    exchange.confirm(actor=actor, batch=batch)
    exchange.run_confirm(batch_id=str(batch.pk), actor_id=actor.pk)
    batch.refresh_from_db()
    return batch


def problems(batch):
    return [
        (row.number, each["column"], each["code"])
        for row in batch.rows.filter(state="bad").order_by("number")
        for each in row.problems
    ]


def whole(name="Integritas", kind="Manajerial"):
    return [[name, kind, f"Arti {name}", level, f"Level {level}", f"Tanda {level}"] for level in range(1, 6)]


def test_an_edition_comes_in_by_excel_and_its_standards_can_be_chosen(client, organiser):
    edition = draft_edition(organiser, in_force_from=date(2026, 1, 1))
    rows = [
        *whole(),
        ["integritas", "manajerial", "", 5, "", "Tanda lain"],
        *whole("Perekat Bangsa", "Sosial kultural"),
    ]
    batch = enter(organiser, upload(organiser, "standards.dictionary", DICTIONARY_HEAD, rows, edition=str(edition.pk)))
    assert batch.state == "confirmed", batch.notice
    first, second = dictionaries.competencies(edition)
    assert (first.name, first.definition, second.kind) == ("Integritas", "Arti Integritas", "sociocultural")
    assert [one.text for one in first.levels.get(level=5).indicators.all()] == ["Tanda 5", "Tanda lain"]
    dictionary.publish_edition(actor=organiser, edition=edition)
    client.force_login(organiser)
    made = positions.draft_standard(
        actor=organiser, tier="administrator", regulation="P", in_force_from=date(2026, 2, 1)
    )
    page = client.get(reverse("standards:position_standard_edit", args=[made.pk])).content.decode()
    assert "Level 4" in page
    page = client.get(reverse("standards:dictionary_competency", args=[edition.pk, first.code])).content.decode()
    assert "Tanda lain" in page
    assert "bukan bunyi peraturannya" not in page


def test_bad_rows_are_named_by_row_and_column_and_keep_the_whole_file_out(organiser):
    edition = draft_edition(organiser)
    good = whole("Perekat Bangsa", "Sosial kultural")
    rows = [*whole()[:4], ["Integritas", "Teknis", "Arti lain", 7, "Level 7", ""], *good]
    batch = upload(organiser, "standards.dictionary", DICTIONARY_HEAD, rows, edition=str(edition.pk))
    assert problems(batch) == [
        (2, "D", "levels-missing"),
        (6, "D", "no-such-level"),
        (6, "B", "says-otherwise"),
        (6, "C", "says-otherwise"),
    ]
    enter(organiser, batch)
    assert batch.state == "checked"
    assert not edition.competencies.exists()
    rows = [*whole(), ["Integritas", "Manajerial", "", 9, "", "Tanda 9"], *good]
    batch = enter(organiser, upload(organiser, "standards.dictionary", DICTIONARY_HEAD, rows, edition=str(edition.pk)))
    assert "1 baris masih bermasalah. Kamus masuk seluruhnya atau tidak sama sekali" in batch.notice
    assert not edition.competencies.exists()


def test_the_export_of_an_edition_is_a_file_that_can_be_imported(client, organiser):
    client.force_login(organiser)
    first = Dictionary.objects.get()
    head, *rows = sheet(client.get(reverse("standards:dictionary_export", args=[first.pk])).content)
    assert (head, len(rows)) == (DICTIONARY_HEAD, 45)
    edition = draft_edition(organiser)
    batch = enter(organiser, upload(organiser, "standards.dictionary", head, rows, edition=str(edition.pk)))
    assert batch.state == "confirmed", batch.notice
    assert edition.competencies.count() == 9


def test_the_dictionary_is_open_to_all_who_sign_in_and_drafts_are_not(client, organiser):
    edition = draft_edition(organiser)
    first = Dictionary.objects.get(number=1)
    client.force_login(account("participant"))
    page = client.get(reverse("standards:dictionary")).content.decode()
    assert "bukan bunyi peraturannya" in page
    assert "Edisi baru" not in page
    assert client.get(reverse("standards:dictionary_edition", args=[edition.pk])).status_code == 404
    assert client.get(reverse("standards:dictionary_competency", args=[first.pk, "integritas"])).status_code == 200
    assert client.get(reverse("standards:dictionary_competency", args=[first.pk, "lain"])).status_code == 404
    for name in ("dictionary_publish", "dictionary_discard"):
        assert client.get(reverse(f"standards:{name}", args=[first.pk])).status_code == 403
    assert client.get(reverse("standards:dictionary_new")).status_code == 403
    assert client.post(reverse("standards:dictionary_load")).status_code == 403


def test_an_edition_is_opened_published_and_its_refusal_names_the_article(client, organiser):
    client.force_login(organiser)
    given = {"title": "Kamus", "regulation": "Peraturan", "in_force_from": "2026-07-01", "is_official": "on"}
    assert client.post(reverse("standards:dictionary_new"), given).status_code == 302
    edition = Dictionary.objects.get(number=2)
    dictionary.fill_edition(actor=organiser, edition=edition, content=content()[2:])
    page = client.post(reverse("standards:dictionary_publish", args=[edition.pk])).content.decode()
    assert "Pasal 9 ayat (1)" in page
    dictionary.fill_edition(actor=organiser, edition=edition, content=content())
    assert client.post(reverse("standards:dictionary_publish", args=[edition.pk])).status_code == 302
    edition.refresh_from_db()
    assert edition.is_published


def test_a_standard_is_drafted_filled_and_published_by_hr_on_the_pages(client, organiser, sleman):
    post = position(sleman)
    client.force_login(account("agency-hr", agency=sleman))
    given = {"position": post.pk, "regulation": "Perbup 5/2026", "in_force_from": "2026-03-01"}
    assert client.post(reverse("standards:position_standard_new"), given).status_code == 302
    made = PositionStandard.objects.get(position=post)
    names = [f"level-{each.pk}" for each in positions.competencies_of(made.dictionary)]
    levels = {**dict.fromkeys(names, "4"), names[0]: ""}
    address = reverse("standards:position_standard_edit", args=[made.pk])
    answer = client.post(address, {**levels, "regulation": "", "in_force_from": "2026-03-01"})
    assert answer.status_code == 422
    assert answer.content.decode().count('value="4" checked') == 8
    wrong = client.post(address, {**levels, names[1]: "x", "regulation": "P", "in_force_from": "2026-03-01"})
    assert "harus 1 sampai 5" in wrong.content.decode()
    assert client.post(address, {**levels, "regulation": "P", "in_force_from": "2026-03-01"}).status_code == 302
    assert client.post(reverse("standards:position_standard_publish", args=[made.pk])).status_code == 302
    page = client.get(reverse("standards:position_standard", args=[made.pk])).content.decode()
    assert page.count("level 4 dari 5") == 8
    assert "Dasar hukum" in page
    assert client.get(address).status_code == 302
    given = {"regulation": "Perbup 9/2026", "in_force_from": "2026-08-01"}
    assert client.post(reverse("standards:position_standard_version", args=[made.pk]), given).status_code == 302
    second = PositionStandard.objects.get(position=post, number=2)
    assert client.post(reverse("standards:position_standard_discard", args=[second.pk])).status_code == 302


def test_another_agency_finds_nothing_and_others_are_refused(client, organiser, sleman):
    made = publish(organiser, position(sleman))
    client.force_login(account("agency-hr", agency=agency()))
    assert "Kepala Bidang Mutasi" not in client.get(reverse("standards:position_standards")).content.decode()
    assert len(sheet(client.get(reverse("standards:position_standards_export")).content)) == 1
    assert "Kepala Bidang" not in client.get(reverse("standards:position_standards_missing")).content.decode()
    names = ("position_standard", "position_standard_edit", "position_standard_publish", "position_standard_version")
    for name in names:
        assert client.get(reverse(f"standards:{name}", args=[made.pk])).status_code == 404
    client.force_login(account("auditor"))
    assert client.get(reverse("standards:position_standard", args=[made.pk])).status_code == 200
    assert client.get(reverse("standards:position_standard_edit", args=[made.pk])).status_code == 403
    assert client.get(reverse("standards:position_standard_new")).status_code == 403
    client.force_login(account("participant"))
    for name in ("position_standards", "position_standards_missing", "position_standards_export"):
        assert client.get(reverse(f"standards:{name}")).status_code == 403
    assert client.post(reverse("standards:position_standards_load")).status_code == 403


def test_the_list_filters_by_state_and_costs_the_same_for_more_rows(client, organiser, sleman, queries):
    client.force_login(organiser)
    address = reverse("standards:position_standards")
    pages = [address, reverse("standards:position_standards_export"), reverse("standards:position_standards_missing")]
    made = publish(organiser, position(sleman))
    one = [queries(lambda page=page: client.get(page)) for page in pages]
    for number in range(8):
        publish(organiser, position(sleman, f"Kepala Bidang {number}"))
    assert [queries(lambda page=page: client.get(page)) for page in pages] == one
    positions.draft_standard(actor=organiser, position=made.position, regulation="Q", in_force_from=date(2026, 8, 1))
    found = {
        state: client.get(address, {"state": state}).content.decode().count("Kepala Bidang Mutasi</a>")
        for state in ("draft", "in-force", "ended")
    }
    assert found == {"draft": 1, "in-force": 1, "ended": 0}


def test_hr_reads_which_positions_are_missing(client, organiser, sleman):
    publish(organiser, position(sleman))
    position(sleman, "Kepala Bidang Diklat")
    client.force_login(account("agency-hr", agency=sleman))
    page = client.get(reverse("standards:position_standards_missing")).content.decode()
    assert "2 jabatan, 1 punya standar, 1 belum" in page
    assert "Kepala Bidang Diklat" in page
    assert "Kepala Bidang Mutasi" not in page


def test_standards_come_in_by_excel_and_misfits_are_named(client, organiser, sleman):
    post, hr = position(sleman), account("agency-hr", agency=sleman)
    other = position(agency("Pemerintah Kota Yogyakarta"), "Kepala Dinas")
    day = "1 Maret 2026"
    rows = [
        [sleman.name, "", post.title, "Integritas", 3, "Perbup", day],
        [sleman.name, "", post.title, "Perekat Bangsa", 4, "Perbup", day],
        [other.agency.name, "", other.title, "Integritas", 3, "Perbup", day],
        [sleman.name, "", "Kepala Lain", "Integritas", 3, "Perbup", day],
        [sleman.name, "", post.title, "Kesaktian", 9, "Perwal", day],
        [sleman.name, "", post.title, "Komunikasi", 3, "Perbup", "1 Maret 2001"],
    ]
    batch = upload(hr, "standards.position-standard", STANDARD_HEAD, rows)
    assert problems(batch) == [
        (4, "A", "not-your-agency"),
        (5, "C", "unknown-position"),
        (6, "E", "no-such-level"),
        (6, "D", "unknown-competency"),
        (6, "F", "says-otherwise"),
        (7, "G", "no-dictionary"),
        (7, "G", "says-otherwise"),
    ]
    assert enter(hr, batch).state == "confirmed", batch.notice
    made = PositionStandard.objects.get(position=post)
    assert selectors.standard(hr, made.pk).measured == {"Integritas": 3, "Perekat Bangsa": 4}
    assert not made.is_published
    positions.publish_standard(actor=hr, standard=made)
    client.force_login(hr)
    head, *exported = sheet(client.get(reverse("standards:position_standards_export")).content)
    assert head == STANDARD_HEAD
    assert [row[2:5] for row in exported] == [[post.title, "Integritas", 3], [post.title, "Perekat Bangsa", 4]]

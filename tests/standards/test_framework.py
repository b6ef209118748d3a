"""The nine levels and the tables of Pasal 12, through services and screens."""

from datetime import date, timedelta

import pytest
from django.urls import reverse
from django.utils import timezone

from mumpuni.audit.models import Event
from mumpuni.exchange import services as exchange
from mumpuni.exchange.exports import workbook
from mumpuni.exchange.importers import importer_for
from mumpuni.people.models import Role, ScopeKind
from mumpuni.people.policies import Refused, Unusable
from mumpuni.standards.models import EquivalenceTable, Framework
from mumpuni.standards.selectors import framework as selectors
from mumpuni.standards.services import equivalence, framework
from mumpuni.standards.services.equivalence import TableRow
from tests.people import factories as people
from tests.standards.factories import TODAY, bpsdm

pytestmark = pytest.mark.django_db
LEVELS = {level: (f"Sebutan {level}", f"Uraian {level}") for level in range(1, 10)}


@pytest.fixture
def provincial(db):
    """Staff of a provincial BPSDM: the role, for one agency alone."""
    account = people.account(second_factor=True)
    grant = people.grant(account, Role.BPSDM)
    grant.scope_kind, grant.agency = ScopeKind.AGENCY, people.agency(kind="provinsi")
    grant.save()
    return account


def table(actor, kind, *rows, since=TODAY, number="050-1 Tahun 2026"):
    return equivalence.load_table(
        actor=actor, kind=kind, decision_number=number, decision_date=since, in_force_from=since, rows=list(rows)
    )


def test_the_nine_levels_are_there_however_often_they_are_loaded():
    first = framework.load_framework()
    assert framework.load_framework() == first
    assert [each.level for each in first.levels.all()] == list(range(1, 10))
    assert Event.objects.filter(name="standards.framework.loaded").count() == 1


@pytest.mark.requirement("P11-18-001")
def test_kepala_bpsdm_sets_a_new_edition_and_the_old_one_stays_readable(client):
    client.force_login(bpsdm())
    fields = {f"name_{level}": name for level, (name, _text) in LEVELS.items()}
    fields |= {f"description_{level}": text for level, (_name, text) in LEVELS.items()}
    decree = {
        "title": "KKA-PDN",
        "decision_number": "100.4-12 Tahun 2026",
        "decision_date": TODAY,
        "in_force_from": timezone.localdate(),
    }
    answer = client.post(reverse("standards:framework_change"), fields | decree)
    assert answer.status_code == 302
    assert Framework.objects.count() == 2
    now = client.get(reverse("standards:framework")).content.decode()
    assert "Sebutan 6" in now
    assert "100.4-12 Tahun 2026" in now
    assert "Sebutan 6" not in client.get(reverse("standards:framework_edition", args=[1])).content.decode()


@pytest.mark.requirement("P11-18-001")
def test_a_provincial_bpsdm_and_every_other_role_is_refused(client, provincial):
    framework.load_framework()
    for account in (provincial, people.account("organiser"), people.account("supervisor")):
        client.force_login(account)
        assert client.get(reverse("standards:framework_change")).status_code == 403
        assert client.post(reverse("standards:framework_change"), {}).status_code == 403
        assert client.get(reverse("standards:table_add", args=["education"])).status_code == 403
        with pytest.raises(Refused):
            framework.set_framework(
                actor=account, decision_number="1", decision_date=TODAY, in_force_from=TODAY, levels=LEVELS
            )
        with pytest.raises(Refused):
            table(account, "education", TableRow("sarjana", 7))
    assert Framework.objects.count() == 1


def test_an_edition_needs_a_later_day_a_decision_and_all_nine_names():
    with pytest.raises(Unusable) as refused:
        framework.set_framework(
            actor=bpsdm(),
            decision_number=" ",
            decision_date=TODAY,
            in_force_from=framework.FIRST_DAY,
            levels={level: pair for level, pair in LEVELS.items() if level != 4},
        )
    assert set(refused.value.message_dict) == {"decision_number", "in_force_from", "levels"}
    assert "4" in refused.value.message_dict["levels"][0]


def test_each_level_shows_both_ladders_and_the_graduates_beside_them():
    rows = {row.level: row for row in selectors.level_rows(framework.load_framework(), "id")}
    assert list(rows) == list(range(9, 0, -1))
    assert [(line.name, line.place) for line in rows[6].administration] == [
        ("Jabatan administrator", "Pasal 5 ayat (2) huruf c")
    ]
    assert [line.place for line in rows[6].graduates] == ["Pasal 10 ayat (1) huruf d"]
    assert {line.name for line in rows[5].functional} == {"Jabatan mahir", "Jabatan penyelia"}
    assert any("penyelia" in line.name for line in rows[6].functional_graduates)
    assert all(line.place.startswith("Pasal 9") for line in rows[8].education)


def test_the_page_of_levels_is_for_everyone_and_makes_the_levels_where_there_are_none(client, queries):
    client.force_login(people.account("participant"))
    page = client.get(reverse("standards:framework")).content.decode()
    assert "Pasal 5 ayat (2) huruf c" in page
    assert Framework.objects.count() == 1
    assert "Ubah jenjang" not in page


@pytest.mark.requirement("P11-18-059")
def test_a_table_may_only_narrow_what_the_articles_allow_and_names_the_article(client):
    client.force_login(bpsdm())
    url = reverse("standards:table_add", args=["development"])
    rows = [("administrator", "6"), ("jpt-madya", "8")]
    grid = {"row-TOTAL_FORMS": "2", "row-INITIAL_FORMS": "2"}
    grid |= {f"row-{n}-key": key for n, (key, _level) in enumerate(rows)}
    grid |= {f"row-{n}-level": level for n, (_key, level) in enumerate(rows)}
    decree = {"decision_number": "050-3 Tahun 2026", "decision_date": TODAY, "in_force_from": TODAY}
    answer = client.post(url, grid | decree)
    assert answer.status_code == 422
    assert "Pasal 10 ayat (1) huruf c" in answer.content.decode()
    assert 'value="050-3 Tahun 2026"' in answer.content.decode()
    assert not EquivalenceTable.objects.exists()
    assert client.post(url, grid | decree | {"row-0-level": "5"}).status_code == 302
    made = EquivalenceTable.objects.get()
    assert {(row.key, row.level) for row in made.rows.all()} == {("administrator", 5), ("jpt-madya", 8)}
    assert "JPT" in client.get(reverse("standards:table", args=[made.pk])).content.decode() or made.rows.count() == 2


@pytest.mark.parametrize(
    ("kind", "row", "place"),
    [
        ("education", TableRow("sarjana", 5), "Pasal 9"),
        ("education", TableRow("dasar", 2), "Pasal 9"),
        ("development", TableRow("penyelia", 5), "Pasal 10"),
        ("education", TableRow("sarjana", 10), "Pasal 5"),
    ],
)
def test_a_row_outside_its_article_is_refused(kind, row, place):
    with pytest.raises(Unusable) as refused:
        table(bpsdm(), kind, row)
    assert place in refused.value.message_dict["row-0"][0]


def test_experience_takes_whole_lines_and_rows_can_be_added_without_scripts(client):
    client.force_login(bpsdm())
    url = reverse("standards:table_add", args=["experience"])
    grid = {"row-TOTAL_FORMS": "1", "row-INITIAL_FORMS": "1", "row-0-key": "kepegawaian", "row-0-level": "5"}
    more = client.post(url, grid | {"more": "1"})
    assert more.status_code == 200
    assert more.content.decode().count('name="row-') == 2 + 3 * 7 + 2
    decree = {"decision_number": "050-4 Tahun 2026", "decision_date": TODAY, "in_force_from": TODAY}
    assert client.post(url, grid | decree).status_code == 422
    assert client.post(url, grid | decree | {"row-0-min_years": "5"}).status_code == 302
    assert EquivalenceTable.objects.get().rows.get().min_years == 5


def test_a_level_that_does_not_exist_is_refused_for_experience_too():
    with pytest.raises(Unusable) as refused:
        table(bpsdm(), "experience", TableRow("kepegawaian", 10, 5))
    assert "row-0" in refused.value.message_dict


@pytest.mark.requirement("P11-18-059")
def test_the_latest_table_of_a_kind_is_in_force_from_its_day():
    actor = bpsdm()
    old = table(actor, "experience", TableRow("kepegawaian", 4, 5))
    new = table(actor, "experience", TableRow("kepegawaian", 6, 5), since=TODAY + timedelta(days=30), number="B")
    assert selectors.in_force(TODAY) == {"experience": old}
    assert selectors.in_force(TODAY + timedelta(days=30)) == {"experience": new}
    assert selectors.in_force(TODAY - timedelta(days=1)) == {}
    with pytest.raises(Unusable):
        table(actor, "experience", TableRow("kepegawaian", 5, 5))


CONTEXT = {"jalur": "development", "nomor": "050-9 Tahun 2026", "tanggal": "2026-03-02", "berlaku": "2026-03-02"}


def uploaded(actor, context, *rows):
    columns, *lines = rows
    batch = exchange.upload(
        actor=actor,
        kind="standards.equivalence-rows",
        file_name="tabel.xlsx",
        data=workbook(columns, lines, "Tabel"),
        context=context,
    )
    if batch.state == "mapping":
        exchange.map_columns(actor=actor, batch=batch)
    batch.refresh_from_db()
    return batch


@pytest.mark.requirement("P11-18-056", "P11-18-059")
def test_a_spreadsheet_becomes_a_table_and_ahli_pratama_is_the_grade_ahli_pertama():
    actor = bpsdm()
    batch = uploaded(actor, CONTEXT, ["Capaian", "Jenjang"], ["Ahli Pratama", 5], ["Administrator", 5])
    exchange.confirm(actor=actor, batch=batch)
    exchange.run_confirm(batch_id=str(batch.pk), actor_id=actor.pk)
    made = EquivalenceTable.objects.get()
    assert made.decision_number == "050-9 Tahun 2026"
    assert {(row.key, row.level) for row in made.rows.all()} == {("ahli-pertama", 5), ("administrator", 5)}


def test_a_spreadsheet_of_experience_and_of_education_is_read_by_its_path():
    actor = bpsdm()
    columns = ["Capaian", "Paling sedikit (tahun)", "Jenjang"]
    batch = uploaded(actor, CONTEXT | {"jalur": "experience"}, columns, ["kepegawaian", 5, 5], ["kepegawaian", "", 6])
    told = {row.number: [each["code"] for each in row.problems] for row in batch.rows.all()}
    assert sorted(told.values()) == [[], ["years-missing"]]
    batch = uploaded(actor, CONTEXT | {"jalur": "education"}, ["Capaian", "Jenjang"], ["Sarjana", 5], ["Sihir", 9])
    assert sorted(each["code"] for row in batch.rows.all() for each in row.problems) == [
        "level-refused",
        "unknown-attainment",
    ]


def test_only_bpsdm_imports_a_table_and_only_with_a_whole_decision():
    importer = importer_for("standards.equivalence-rows")
    assert importer.may_import(bpsdm(), CONTEXT)
    assert not importer.may_import(people.account("organiser"), CONTEXT)
    for broken in ({**CONTEXT, "tanggal": "kemarin"}, {**CONTEXT, "nomor": " "}, {**CONTEXT, "jalur": "lain"}, {}):
        assert not importer.may_import(bpsdm(), broken)


def test_the_way_to_a_spreadsheet_carries_the_decision(client):
    client.force_login(bpsdm())
    decree = {"decision_number": "050-9 Tahun 2026", "decision_date": date(2026, 3, 2), "in_force_from": TODAY}
    grid = {"row-TOTAL_FORMS": "0", "row-INITIAL_FORMS": "0"}
    answer = client.post(reverse("standards:table_add", args=["development"]), decree | grid | {"excel": "1"})
    assert answer.status_code == 302
    page = client.get(answer["Location"])
    assert page.status_code == 200
    assert "050-9 Tahun 2026" in page.content.decode()


def test_the_list_of_tables_costs_the_same_for_one_as_for_ten(client, queries):
    actor = bpsdm()
    client.force_login(people.account("organiser"))
    table(actor, "experience", TableRow("kepegawaian", 4, 5))
    one = queries(lambda: client.get(reverse("standards:table_list")))
    for day in range(1, 10):
        table(actor, "experience", TableRow("kepegawaian", 4, 5), since=TODAY + timedelta(days=day))
    assert queries(lambda: client.get(reverse("standards:table_list"))) == one

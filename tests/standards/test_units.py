import io

import pytest
from django.db import IntegrityError, transaction
from django.urls import reverse
from python_calamine import CalamineWorkbook

from mumpuni.audit.models import Event
from mumpuni.exchange import services as exchange
from mumpuni.exchange.exports import workbook
from mumpuni.people.policies import Refused, Unusable
from mumpuni.regulations.panduan_2019.units import UNITS
from mumpuni.standards import selectors, services
from mumpuni.standards.models import Qualification, QualificationUnit
from tests.training.factories import account

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser():
    services.load_units()
    return account("organiser")


def unit(qualification="pengawas", position=1):
    return QualificationUnit.objects.get(qualification=qualification, position=position)


@pytest.mark.requirement("PAND-148", "PAND-149", "PAND-150", "PAND-151")
def test_the_table_holds_the_lists_of_the_guide_however_often_it_is_loaded():
    assert services.load_units() == 52
    assert services.load_units() == 0
    assert {word: [each.title for each in selectors.units_of(word)] for word in Qualification.values} == {
        word: list(titles) for word, titles in UNITS.items()
    }
    assert Event.objects.filter(name="standards.units.loaded").count() == 1


def test_loading_again_keeps_codes(organiser):
    services.assign_codes(actor=organiser, codes={unit().pk: "P.01"})
    services.load_units()
    assert unit().code == "P.01"


@pytest.mark.requirement("PAND-154")
def test_a_code_in_use_is_refused_whatever_its_case_and_nothing_is_saved(organiser):
    services.assign_codes(actor=organiser, codes={unit().pk: "P.01"})
    with pytest.raises(Unusable) as refused:
        services.assign_codes(actor=organiser, codes={unit(position=2).pk: "P.02", unit(position=3).pk: " p.01 "})
    assert list(refused.value.message_dict) == [str(unit(position=3).pk)]
    assert unit(position=2).code == ""
    with pytest.raises(IntegrityError), transaction.atomic():
        QualificationUnit.objects.filter(pk=unit(position=3).pk).update(code="p.01")


def test_one_unit_in_two_lists_may_keep_its_code_and_two_units_may_swap(organiser):
    title = UNITS["jpt-pratama-kld"][0]
    twins = list(QualificationUnit.objects.filter(title=title))
    assert len(twins) == 2
    services.assign_codes(actor=organiser, codes={twin.pk: "J.01" for twin in twins})
    first, second = unit(), unit(position=2)
    services.assign_codes(actor=organiser, codes={first.pk: "A", second.pk: "B"})
    services.assign_codes(actor=organiser, codes={first.pk: "B", second.pk: "A"})
    assert (unit().code, unit(position=2).code) == ("B", "A")


def test_only_the_organiser_gives_codes_and_each_change_is_one_event(organiser):
    with pytest.raises(Refused):
        services.assign_codes(actor=account("examiner"), codes={unit().pk: "X"})
    assert services.assign_codes(actor=organiser, codes={unit().pk: "X"}, example=True) == 1
    assert services.assign_codes(actor=organiser, codes={unit().pk: "X"}, example=True) == 0
    assert unit().is_example
    assert Event.objects.filter(name="standards.units.coded").count() == 1
    assert len(selectors.units_without_code("pengawas")) == len(UNITS["pengawas"]) - 1
    assert selectors.code_counts()["pengawas"] == (1, 15)


def test_the_page_saves_codes_and_keeps_what_was_typed_when_one_clashes(client, organiser):
    client.force_login(organiser)
    page = reverse("standards:units")
    first, second = unit(), unit(position=2)
    assert client.post(page, {f"code-{first.pk}": "A.1", f"code-{second.pk}": ""}).status_code == 302
    answer = client.post(page, {f"code-{second.pk}": "A.1", f"code-{unit(position=3).pk}": "A.3"})
    assert answer.status_code == 422
    body = answer.content.decode()
    assert "sudah dipakai unit" in body
    assert 'value="A.3"' in body
    assert unit(position=3).code == ""


def test_the_page_is_open_to_those_who_work_with_results(client, organiser, queries):
    for role, status in (("examiner", 200), ("supervisor", 200), ("participant", 403)):
        client.force_login(account(role))
        assert client.get(reverse("standards:units")).status_code == status
        assert client.post(reverse("standards:units"), {f"code-{unit().pk}": "Z"}).status_code == 403
    assert unit().code == ""


def test_codes_come_in_by_the_exported_table(client, organiser):
    client.force_login(organiser)
    exported = client.get(reverse("standards:units_export")).content
    head, *rows = CalamineWorkbook.from_filelike(io.BytesIO(exported)).get_sheet_by_index(0).to_python()
    filled = [[*row[:3], f"{row[0]}-{row[1]:.0f}"[-30:]] for row in rows if row[0] == "Pengawas"]
    filled.append(["Pengawas", 99, "Unit yang tidak ada", "Q"])
    batch = exchange.upload(
        actor=organiser,
        kind="standards.unit-codes",
        file_name="kode.xlsx",
        data=workbook(head, filled, "Kode"),
        context={},
    )
    if batch.state == "mapping":
        exchange.map_columns(actor=organiser, batch=batch)
    batch.refresh_from_db()
    assert list(batch.rows.filter(state="bad").values_list("number", flat=True)) == [17]
    exchange.confirm(actor=organiser, batch=batch)
    exchange.run_confirm(batch_id=str(batch.pk), actor_id=organiser.pk)
    assert unit().code == "Pengawas-1"
    assert selectors.units_without_code("pengawas") == []

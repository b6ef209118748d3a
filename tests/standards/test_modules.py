import pytest
from django.urls import reverse

from mumpuni.people.policies import Refused, Unusable
from mumpuni.regulations.panduan_2019.curriculum import MODULES
from mumpuni.standards.models import LearningModule, QualificationUnit
from mumpuni.standards.selectors import modules as selectors
from mumpuni.standards.services import load_units
from mumpuni.standards.services import modules as services
from tests.people.factories import account

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser():
    load_units()
    services.load_modules()
    return account("organiser")


def module(level="pengawas", position=1):
    return LearningModule.objects.get(level=level, position=position)


def unit(qualification="pengawas", position=1):
    return QualificationUnit.objects.get(qualification=qualification, position=position)


def test_the_modules_of_the_guide_are_loaded_once_and_keep_what_the_organiser_filled(organiser):
    assert {
        level: list(LearningModule.objects.filter(level=level).values_list("title", flat=True)) for level in MODULES
    } == {level: list(titles) for level, titles in MODULES.items()}
    services.change_module(actor=organiser, module=module(), code=" M.1 ", units=[unit()])
    assert services.load_modules() == 0
    assert (module().code, list(module().units.all())) == ("M.1", [unit()])


@pytest.mark.requirement("P11-18-068")
def test_a_module_without_a_unit_is_warned_of_until_it_serves_one(client, organiser):
    found = selectors.judge_module(module())
    assert [(each.code, each.severity, each.citation.place) for each in found.findings] == [
        ("no-unit-linked", "warning", "Pasal 15")
    ]
    client.force_login(organiser)
    page = client.get(reverse("standards:modules")).content.decode()
    assert "21 modul tanpa unit" in page
    assert found.findings[0].message() in page
    client.post(reverse("standards:module_change", args=[module().pk]), {"code": "M.1", "units": [unit().pk]})
    assert selectors.judge_module(module()) is None
    assert "20 modul tanpa unit" in client.get(reverse("standards:modules")).content.decode()


@pytest.mark.requirement("PAND-153")
def test_all_52_entries_are_without_a_module_until_the_organiser_maps_one(client, organiser):
    client.force_login(organiser)
    assert "52 dari 52 unit tanpa modul" in client.get(reverse("standards:modules")).content.decode()
    services.change_module(actor=organiser, module=module(), code="", units=[unit()])
    assert "51 dari 52 unit tanpa modul" in client.get(reverse("standards:modules")).content.decode()


def test_a_code_stands_for_one_module_and_units_are_of_the_same_tier(organiser):
    services.change_module(actor=organiser, module=module(), code="M.1", units=[])
    with pytest.raises(Unusable, match="sudah dipakai modul"):
        services.change_module(actor=organiser, module=module(position=2), code="m.1", units=[])
    with pytest.raises(Unusable, match="bukan dari jenjang"):
        services.change_module(actor=organiser, module=module(), code="", units=[unit("administrator")])
    with pytest.raises(Unusable, match="paling panjang"):
        services.change_module(actor=organiser, module=module(), code="x" * 41, units=[])
    both = [unit("jpt-pratama-bkn"), unit("jpt-pratama-kld")]
    assert services.change_module(actor=organiser, module=module("jpt-pratama"), code="", units=both).units.count() == 2


def test_only_the_organiser_maps_and_the_page_costs_the_same_for_every_map(client, organiser, queries):
    examiner = account("examiner")
    with pytest.raises(Refused):
        services.change_module(actor=examiner, module=module(), code="M", units=[])
    client.force_login(examiner)
    before = queries(lambda: client.get(reverse("standards:modules")))
    for each in LearningModule.objects.filter(level="pengawas"):
        services.change_module(actor=organiser, module=each, code="", units=[unit(), unit(position=2)])
    assert queries(lambda: client.get(reverse("standards:modules"))) == before
    assert client.get(reverse("standards:module_change", args=[module().pk])).status_code == 403
    client.force_login(account("participant"))
    assert client.get(reverse("standards:modules")).status_code == 403

from datetime import date

import pytest
from django.db import ProgrammingError, transaction

from mumpuni.audit.models import Event
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from mumpuni.standards.models import Competency, CompetencyLevel, Dictionary
from mumpuni.standards.selectors import dictionary as selectors
from mumpuni.standards.services import dictionary as services
from mumpuni.standards.services.dictionary import Content
from tests.people.factories import account

pytestmark = pytest.mark.django_db

JULY = date(2026, 7, 1)


def content(*, technical=True, levels=5):
    whole = {level: f"Deskripsi {level}" for level in range(1, levels + 1)}
    marks = {level: [f"Indikator {level}.1", f"Indikator {level}.2"] for level in whole}
    found = [
        Content("Integritas", "managerial", "Jujur.", dict(whole), dict(marks)),
        Content("Perekat Bangsa", "sociocultural", "Merangkul.", dict(whole), dict(marks)),
    ]
    return [*found, Content("Analisis Jabatan", "technical", "Rinci.", dict(whole), {})] if technical else found


def draft(actor, **fields):
    given = {"title": "Kamus 2026", "regulation": "Peraturan 1/2026", "in_force_from": JULY, "is_official": True}
    return services.draft_edition(actor=actor, **{**given, **fields})


def test_the_catalogue_gives_the_first_edition_once_and_says_that_the_words_are_ours():
    first = services.load_catalogue()
    assert services.load_catalogue() == first
    assert (first.number, first.is_official, first.is_published) == (1, False, True)
    found = selectors.competencies(first)
    assert [each.kind for each in found] == ["managerial"] * 8 + ["sociocultural"]
    assert all(len(each.levels.all()) == 5 and each.definition for each in found)
    assert Event.objects.filter(name="standards.dictionary.loaded").count() == 1


def test_a_new_edition_closes_the_one_before_and_nothing_published_changes():
    first, organiser = services.load_catalogue(), account("organiser")
    second = draft(organiser)
    services.fill_edition(actor=organiser, edition=second, content=content())
    services.publish_edition(actor=organiser, edition=second)
    first.refresh_from_db()
    assert first.in_force_until == date(2026, 6, 30)
    assert selectors.edition_on(date(2026, 6, 30)) == first
    assert selectors.edition_on(JULY) == second
    with pytest.raises(Unusable, match="sudah diterbitkan"):
        services.fill_edition(actor=organiser, edition=second, content=content())
    with pytest.raises(Unusable, match="sudah diterbitkan"):
        services.discard_edition(actor=organiser, edition=second)


@pytest.mark.parametrize(
    "act",
    [
        lambda: Dictionary.objects.update(title="Lain"),
        lambda: Dictionary.objects.all().delete(),
        lambda: Competency.objects.update(name="Lain"),
        lambda: CompetencyLevel.objects.update(description="Lain"),
        lambda: CompetencyLevel.objects.all().delete(),
        lambda: Competency.objects.create(
            dictionary=Dictionary.objects.get(), code="x", kind="technical", number=20, name="X"
        ),
    ],
)
def test_the_database_refuses_to_change_what_is_published(act):
    services.load_catalogue()
    with pytest.raises(ProgrammingError, match="does not change"), transaction.atomic():
        act()


def test_an_edition_that_is_not_whole_is_refused_and_says_what_is_missing():
    organiser = account("organiser")
    services.load_catalogue()
    edition = draft(organiser)
    with pytest.raises(Unusable, match="masih kosong"):
        services.publish_edition(actor=organiser, edition=edition)
    services.fill_edition(actor=organiser, edition=edition, content=content(levels=4))
    with pytest.raises(Unusable, match="Integritas belum punya level 5"):
        services.publish_edition(actor=organiser, edition=edition)
    services.fill_edition(actor=organiser, edition=edition, content=content()[2:])
    with pytest.raises(RuleBroken) as refused:
        services.publish_edition(actor=organiser, edition=edition)
    assert [each.code for each in refused.value.decision.findings] == ["no-managerial", "no-sociocultural"]


def test_two_editions_never_govern_one_day():
    organiser = account("organiser")
    first = services.load_catalogue()
    edition = draft(organiser, in_force_from=first.in_force_from)
    services.fill_edition(actor=organiser, edition=edition, content=content())
    with pytest.raises(Unusable, match="Edisi 1 berlaku sejak"):
        services.publish_edition(actor=organiser, edition=edition)
    with pytest.raises(Unusable, match="masih berupa konsep"):
        draft(organiser)


def test_only_organiser_and_bpsdm_keep_it_and_drafts_are_theirs_to_see():
    services.load_catalogue()
    edition = draft(account("bpsdm"))
    for role in ("supervisor", "auditor", "participant"):
        other = account(role)
        for act in (
            lambda other=other: draft(other),
            lambda other=other: services.load_catalogue(actor=other),
            lambda other=other: services.fill_edition(actor=other, edition=edition, content=content()),
            lambda other=other: services.publish_edition(actor=other, edition=edition),
            lambda other=other: services.discard_edition(actor=other, edition=edition),
        ):
            with pytest.raises(Refused):
                act()
        assert edition not in selectors.editions(other)
    assert edition in selectors.editions(account("organiser"))
    services.discard_edition(actor=account("organiser"), edition=edition)
    assert Dictionary.objects.count() == 1

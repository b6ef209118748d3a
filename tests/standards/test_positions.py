from datetime import date

import pytest
from django.db import IntegrityError, ProgrammingError, transaction

from mumpuni.people.models import Position
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from mumpuni.regulations import decide
from mumpuni.standards.models import PositionRequirement, PositionStandard
from mumpuni.standards.selectors import positions as selectors
from mumpuni.standards.services import dictionary
from mumpuni.standards.services import positions as services
from tests.people.factories import account, agency
from tests.standards.test_dictionary import content
from tests.standards.test_dictionary import draft as draft_edition

pytestmark = pytest.mark.django_db

MARCH, JULY = date(2026, 3, 1), date(2026, 7, 1)


@pytest.fixture
def edition():
    return dictionary.load_catalogue()


@pytest.fixture
def organiser(edition):
    return account("organiser")


@pytest.fixture
def sleman():
    return agency("Pemerintah Kabupaten Sleman")


def position(at, title="Kepala Bidang Mutasi", level="administrator"):
    return Position.objects.create(agency=at, title=title, level=level)


def publish(actor, of, *, on=MARCH, level=3):
    made = services.draft_standard(actor=actor, position=of, regulation="Perbup 5/2026", in_force_from=on)
    fill(actor, made, level=level)
    return services.publish_standard(actor=actor, standard=made)


def fill(actor, standard, *, level=3, **changed):
    levels = {each.pk: level for each in services.competencies_of(standard.dictionary)}
    given = {"regulation": standard.regulation, "in_force_from": standard.in_force_from, "levels": levels}
    return services.change_standard(actor=actor, standard=standard, **{**given, **changed})


def test_each_tier_has_its_level_from_the_catalogue_once(edition):
    assert services.load_tier_standards() == 6
    assert services.load_tier_standards() == 0
    found = selectors.standard_for(None, "jpt-pratama", MARCH)
    assert found.is_from_catalogue
    assert set(found.measured.values()) == {4}
    assert len(found.measured) == 9


def test_tiers_wait_for_a_dictionary():
    with pytest.raises(Unusable, match="Belum ada kamus"):
        services.load_tier_standards()


def test_a_standard_is_changed_by_a_second_version_and_what_rests_on_the_first_stays(organiser, sleman):
    services.load_tier_standards()
    post = position(sleman)
    first = publish(organiser, post, level=3)
    second = services.draft_standard(actor=organiser, position=post, regulation="Perbup 9/2026", in_force_from=JULY)
    assert second.number == 2
    assert second.measured == first.measured
    fill(organiser, second, level=4)
    services.publish_standard(actor=organiser, standard=second)
    before, after = (selectors.standard_for(post, post.level, day) for day in (date(2026, 6, 30), JULY))
    assert (before, after) == (first, second)
    assert set(before.measured.values()) == {3}
    assert set(after.measured.values()) == {4}
    with pytest.raises(Unusable, match="buka versi baru"):
        fill(organiser, first, level=5)
    for act in (
        lambda: PositionRequirement.objects.filter(standard=first).update(level=5),
        lambda: PositionStandard.objects.filter(pk=first.pk).update(regulation="Lain"),
        lambda: PositionStandard.objects.filter(pk=first.pk).update(published_at=None),
    ):
        with pytest.raises(ProgrammingError, match="does not change"), transaction.atomic():
            act()


def test_the_own_standard_goes_before_that_of_the_tier_and_fits_the_match(organiser, sleman):
    post = position(sleman)
    assert selectors.standard_for(post, post.level, MARCH) is None
    services.load_tier_standards()
    tier = selectors.standard_for(post, post.level, MARCH)
    assert tier.position is None
    publish(organiser, post, level=5)
    own = selectors.standard_for(post, post.level, MARCH)
    assert own.position == post
    asked = own.measured
    match = decide(
        "bkn-26-2019/job-person-match", {"purpose": "pengisian", "required": asked, "achieved": dict.fromkeys(asked, 5)}
    )
    assert match.values["percentage"] == "100.00"


def test_technical_competencies_stay_out_of_the_match(organiser, sleman):
    edition = draft_edition(organiser, in_force_from=MARCH)
    dictionary.fill_edition(actor=organiser, edition=edition, content=content())
    dictionary.publish_edition(actor=organiser, edition=edition)
    own = selectors.standard(organiser, publish(organiser, position(sleman)).pk)
    assert own.measured == {"Integritas": 3, "Perekat Bangsa": 3}
    assert own.technical == {"Analisis Jabatan": 3}
    assert selectors.judge_target(own).outcome == "compliant"


def test_two_standards_on_one_day_are_refused_with_the_way_out(organiser, sleman):
    post = position(sleman)
    publish(organiser, post)
    again = services.draft_standard(actor=organiser, position=post, regulation="Perbup 9/2026", in_force_from=MARCH)
    with pytest.raises(Unusable) as refused:
        services.publish_standard(actor=organiser, standard=again)
    assert "Versi 1 untuk Kepala Bidang Mutasi sudah berlaku sejak 1 Maret 2026" in refused.value.messages[0]
    assert "menjadi sesudah 1 Maret 2026" in refused.value.messages[0]
    with pytest.raises(IntegrityError), transaction.atomic():
        PositionStandard.objects.filter(pk=again.pk).update(published_at="2026-03-01T00:00Z")
    fill(organiser, again, in_force_from=JULY)
    services.publish_standard(actor=organiser, standard=again)


def test_an_empty_standard_is_refused_by_the_article(organiser, sleman):
    made = services.draft_standard(
        actor=organiser, position=position(sleman), regulation="Perbup 5/2026", in_force_from=MARCH
    )
    with pytest.raises(RuleBroken) as refused:
        services.publish_standard(actor=organiser, standard=made)
    assert [(each.code, each.citation.place) for each in refused.value.decision.findings] == [
        ("no-managerial", "Pasal 9 ayat (1)"),
        ("no-sociocultural", "Pasal 9 ayat (1)"),
    ]
    services.discard_standard(actor=organiser, standard=made)
    assert not PositionStandard.objects.exists()


def test_bad_levels_and_a_second_draft_are_refused(organiser, sleman):
    post = position(sleman)
    made = services.draft_standard(actor=organiser, position=post, regulation="P", in_force_from=MARCH)
    one = services.competencies_of(made.dictionary)[0]
    with pytest.raises(Unusable, match="harus 1 sampai 5"):
        fill(organiser, made, levels={one.pk: 6})
    with pytest.raises(Unusable, match="tidak termasuk kamus"):
        fill(organiser, made, levels={0: 3})
    with pytest.raises(Unusable, match="masih berupa konsep"):
        services.draft_standard(actor=organiser, position=post, regulation="P", in_force_from=JULY)
    with pytest.raises(Unusable, match="Pilih jabatan"):
        services.draft_standard(actor=organiser, regulation="P", in_force_from=JULY)
    with pytest.raises(Unusable, match="tidak ada kamus"):
        fill(organiser, made, in_force_from=date(2010, 1, 1))


def test_hr_keeps_its_own_agency_and_sees_no_other(organiser, sleman):
    services.load_tier_standards()
    hr, other = account("agency-hr", agency=sleman), account("agency-hr", agency=agency())
    made = publish(hr, position(sleman))
    assert made in selectors.standards(hr)
    assert set(selectors.standards(other)) == set(PositionStandard.objects.filter(position=None))
    with pytest.raises(Refused):
        services.draft_standard(actor=other, position=made.position, regulation="P", in_force_from=JULY)
    with pytest.raises(Refused):
        services.draft_standard(actor=hr, tier="pengawas", regulation="P", in_force_from=JULY)
    with pytest.raises(Refused):
        selectors.standards(account("participant"))
    assert [each.agency for each in selectors.coverage(hr, MARCH)] == [sleman]
    assert selectors.coverage(other, MARCH) == []


def test_the_register_names_the_structural_positions_without_a_standard(organiser, sleman, queries):
    services.load_tier_standards()
    posts = [position(sleman, f"Kepala Subbagian {number:02d}", "pengawas") for number in range(1, 41)]
    position(sleman, "Analis", "ahli-muda")
    wanted = {each: {one.pk: 2 for one in services.competencies_of(dictionary.load_catalogue())} for each in posts[:38]}
    for made in services.write_standards(actor=organiser, wanted=wanted, regulation="P", in_force_from=MARCH):
        services.publish_standard(actor=organiser, standard=made)
    (row,) = selectors.coverage(organiser, MARCH)
    assert (row.positions, row.covered) == (40, 38)
    assert [each.title for each in row.missing] == ["Kepala Subbagian 39", "Kepala Subbagian 40"]
    assert queries(lambda: selectors.coverage(organiser, MARCH)) == 1


def test_a_target_without_any_standard_is_refused(edition, sleman):
    post = position(sleman)
    assert selectors.standard_for(post, post.level, MARCH) is None
    assert selectors.judge_target(None).outcome == "non-compliant"


def test_the_import_writes_over_an_open_draft_and_after_a_published_version(organiser, sleman):
    one, two = position(sleman), position(sleman, "Kepala Bidang Diklat")
    publish(organiser, one)
    services.draft_standard(actor=organiser, position=two, regulation="P", in_force_from=MARCH)
    levels = {each.pk: 2 for each in services.competencies_of(dictionary.load_catalogue())}
    made = services.write_standards(
        actor=organiser, wanted={one: levels, two: levels}, regulation="Q", in_force_from=JULY
    )
    assert [(each.position, each.number, each.regulation) for each in made] == [(one, 2, "Q"), (two, 1, "Q")]
    assert PositionStandard.objects.filter(published_at=None).count() == 2


def test_a_draft_moved_to_the_day_of_another_edition_takes_its_levels_along(organiser, sleman):
    made = services.draft_standard(actor=organiser, position=position(sleman), regulation="P", in_force_from=MARCH)
    edition = draft_edition(organiser, in_force_from=JULY)
    dictionary.fill_edition(actor=organiser, edition=edition, content=content())
    dictionary.publish_edition(actor=organiser, edition=edition)
    fill(organiser, made, in_force_from=date(2026, 8, 1), level=4)
    moved = selectors.standard(organiser, made.pk)
    assert moved.dictionary == edition
    assert moved.measured == {"Integritas": 4, "Perekat Bangsa": 4}

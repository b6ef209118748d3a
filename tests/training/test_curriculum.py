"""What a season's development rests on: SP2-PDN for KU, KI and KP, a guide for the rest (Pasal 4, 15 and 25)."""

from datetime import date

import pytest
from django.db.models import ProtectedError
from django.urls import reverse

from mumpuni.audit.models import Event, StoredDecision
from mumpuni.people.models import Role
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from mumpuni.standards.models import StandardVersion
from mumpuni.standards.services import development, guides
from mumpuni.training import selectors, services
from mumpuni.training.models import Curriculum
from tests.people import factories as people
from tests.standards import factories as standards
from tests.standards.test_development import fill, walk
from tests.training.factories import account, nomination, season

pytestmark = pytest.mark.django_db


@pytest.fixture
def organiser():
    return account("organiser")


@pytest.fixture
def bpsdm():
    return standards.bpsdm()


@pytest.fixture
def made(organiser):
    return season(organiser)


@pytest.fixture
def draft(bpsdm):
    version = standards.make_version()
    standards.fill(version)
    standards.publish(version)
    draft = development.derive(actor=bpsdm, source=version, started_on=standards.TODAY)
    fill(bpsdm, draft)
    return draft


@pytest.fixture
def standard(bpsdm, draft):
    return walk(bpsdm, draft)


@pytest.fixture
def guide(bpsdm):
    return guides.record_guide(actor=bpsdm, title="Panduan seminar", number="1/BPSDM/2026", dated=date(2026, 1, 5))


def name(actor, of, *kinds, level="pengawas", **basis):
    return services.name_basis(actor=actor, season=of, level=level, kinds=kinds, **basis)


def articles(broken):
    return [(finding.code, finding.citation.place) for finding in broken.value.decision.findings]


@pytest.mark.requirement("P11-18-126")
def test_ku_ki_and_kp_need_an_sp2_pdn(organiser, made, standard, guide):
    for basis in ({}, {"guide": guide}):
        with pytest.raises(RuleBroken) as broken:
            name(organiser, made, "KI", **basis)
        assert articles(broken) == [("no-sp2-pdn", "Pasal 25 ayat (2)")]
    rows = name(organiser, made, "KU", "KI", "KP", standard=standard)
    assert [(row.kind, row.standard) for row in rows] == [("KU", standard), ("KI", standard), ("KP", standard)]
    assert Event.objects.filter(name="training.curriculum.named").count() == 1


@pytest.mark.requirement("P11-18-126")
def test_a_draft_sp2_pdn_is_refused_and_one_not_yet_distributed_too(organiser, bpsdm, made, draft):
    with pytest.raises(RuleBroken) as broken:
        name(organiser, made, "KI", standard=draft)
    assert articles(broken) == [("sp2-pdn-not-set", "Pasal 25 ayat (2)")]
    draft = walk(bpsdm, draft, "penetapan")
    with pytest.raises(Unusable, match="belum didistribusikan"):
        name(organiser, made, "KI", standard=draft)
    assert not Curriculum.objects.exists()
    assert name(organiser, made, "KI", standard=walk(bpsdm, draft))


@pytest.mark.requirement("P11-18-127")
def test_other_kinds_need_a_guide_of_kepala_bpsdm(organiser, bpsdm, made, standard, guide):
    for basis in ({}, {"standard": standard}):
        with pytest.raises(RuleBroken) as broken:
            name(organiser, made, "other", **basis)
        assert articles(broken) == [("no-guide", "Pasal 25 ayat (3)")]
    assert name(organiser, made, "other", guide=guide)[0].guide == guide
    ended = guides.end_guide(actor=bpsdm, guide=guide, until=date(2026, 6, 30))
    with pytest.raises(Unusable, match="sudah berakhir"):
        name(organiser, made, "other", guide=ended)


@pytest.mark.requirement("P11-18-002", "P11-18-069")
def test_a_programme_has_its_tier_its_family_and_an_skk_pdn_below_it(organiser, made, standard):
    row = name(organiser, made, "KI", standard=standard)[0]
    kept = {each.rule: each for each in StoredDecision.objects.filter(subject_type="training.curriculum")}
    assert kept["permendagri-11-2018/programme-basis"].facts == {"level": 5, "family": "jabatan-administrasi"}
    skk = kept["permendagri-11-2018/skk-use"]
    assert (skk.facts["use"], skk.outcome, skk.subject_id) == ("competency-development", "compliant", str(row.pk))
    with pytest.raises(Unusable, match="untuk jenjang Pengawas"):
        name(organiser, made, "KI", level="administrator", standard=standard)
    with pytest.raises(Unusable, match="tidak mempunyai angkatan"):
        name(organiser, made, "KI", level="jpt-madya", standard=standard)


def test_it_stays_with_the_version_that_it_named(organiser, made, standard, client):
    name(organiser, made, "KI", standard=standard)
    StandardVersion.objects.filter(pk=standard.source_id).update(in_force_until=date(2026, 6, 30))
    second = StandardVersion.objects.create(
        standard=standard.source.standard, number=2, started_on=date(2026, 6, 1), stage="tim-penyusun"
    )
    standards.publish(second, on=date(2026, 7, 1))
    level = next(each for each in selectors.curriculum(organiser, made) if each.code == "pengawas")
    line = level.lines[1]
    assert (line.row.standard, line.has_newer_source, line.jp) == (standard, True, 4)
    with pytest.raises(ProtectedError):
        standard.delete()
    client.force_login(organiser)
    body = client.get(reverse("training:curriculum", args=[made.pk])).content.decode()
    assert "tetap pada versi yang dipilih" in body


def test_only_the_organiser_chooses_and_lets_go(organiser, bpsdm, made, standard):
    for actor in (bpsdm, account("examiner"), account("participant")):
        with pytest.raises(Refused):
            name(actor, made, "KI", standard=standard)
    row = name(organiser, made, "KI", standard=standard)[0]
    with pytest.raises(Refused):
        services.drop_basis(actor=account("supervisor"), curriculum=row)
    services.drop_basis(actor=organiser, curriculum=row)
    assert not Curriculum.objects.exists()


def test_the_organiser_chooses_on_a_page_that_names_the_article(client, organiser, made, standard):
    client.force_login(organiser)
    assert "Kurikulum" in client.get(reverse("training:season_detail", args=[made.pk])).content.decode()
    form = reverse("training:curriculum_name", args=[made.pk, "pengawas", "KI"])
    refused = client.post(form, {"basis": "", "all_kinds": "on"})
    assert refused.status_code == 422
    assert "Pasal 25 ayat (2)" in refused.content.decode()
    assert client.post(form, {"basis": standard.pk, "all_kinds": "on"}).status_code == 302
    assert set(Curriculum.objects.values_list("kind", flat=True)) == {"KU", "KI", "KP"}
    body = client.get(reverse("training:curriculum", args=[made.pk])).content.decode()
    assert "Kurikulum memuat 20 JP" in body
    assert "15 JP pelatihan" in body
    assert "AP.001.KI.01" in body
    row = Curriculum.objects.get(kind="KP")
    drop = reverse("training:curriculum_drop", args=[row.pk])
    assert client.get(drop).status_code == 200
    assert client.post(drop).status_code == 302
    assert Curriculum.objects.count() == 2


def test_a_participant_reads_the_curriculum_of_the_own_level_and_nothing_else(client, organiser, made, standard):
    name(organiser, made, "KI", standard=standard)
    mine = nomination(organiser, made)
    participant = people.account(Role.PARTICIPANT, person=mine.person)
    client.force_login(participant)
    page = reverse("training:curriculum", args=[made.pk])
    body = client.get(page).content.decode()
    assert "AP.001.KI.01" in body
    assert "Pengawas" in body
    assert "Administrator<" not in body
    assert "Ganti" not in body
    assert client.get(reverse("training:curriculum_name", args=[made.pk, "pengawas", "KI"])).status_code == 403
    assert client.get(reverse("training:curriculum", args=[season(organiser).pk])).status_code == 404
    client.force_login(account("participant"))
    assert client.get(page).status_code == 404


def test_the_page_costs_the_same_for_one_kind_as_for_all(client, organiser, bpsdm, made, standard, guide, queries):
    client.force_login(organiser)
    page = reverse("training:curriculum", args=[made.pk])
    name(organiser, made, "KI", standard=standard)
    one = queries(lambda: client.get(page))
    name(organiser, made, "KU", "KP", standard=standard)
    name(organiser, made, "other", guide=guide)
    name(organiser, made, "other", level="administrator", guide=guide)
    assert queries(lambda: client.get(page)) == one

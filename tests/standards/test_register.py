from datetime import date, timedelta
from io import BytesIO

import pytest
from django.urls import reverse
from django.utils.timezone import localdate
from python_calamine import CalamineWorkbook

from mumpuni.people.models import Level
from mumpuni.standards.models import CompetencyUnit, PerformanceCriterion, StandardVersion, TeamMember
from mumpuni.standards.selectors import register, search
from tests.people import factories as people
from tests.standards.factories import TODAY, bpsdm, fill, make_version, publish

pytestmark = pytest.mark.django_db


@pytest.fixture
def reader():
    return people.account("participant")


def published(**given):
    version = make_version(**given)
    fill(version)
    return publish(version)


def next_version(of, **given):
    return StandardVersion.objects.create(standard=of.standard, number=of.number + 1, started_on=TODAY, **given)


def test_the_list_shows_the_version_in_force_and_each_reader_only_what_is_theirs(client, reader):
    drafter = people.account("drafter")
    first, draft = published(), make_version(team={drafter: TeamMember.Part.DRAFTER})
    next_version(first)
    assert [row.pk for row in register.register(reader)] == [first.pk]
    assert [row.pk for row in register.register(drafter)] == [first.pk, draft.pk]
    rows = list(register.register(bpsdm()))
    assert [(row.pk, row.units_all, row.has_draft) for row in rows] == [(first.pk, 5, True), (draft.pk, 0, False)]
    client.force_login(reader)
    page = client.get(reverse("standards:skk_list")).content.decode()
    assert first.standard.title in page
    assert draft.standard.title not in page


def test_the_register_is_asked_for_a_day_a_government_a_code_a_tier_and_a_stage(client):
    old = published()
    old.in_force_until = date(2026, 5, 31)
    old.save()
    new = publish(next_version(old), on=date(2026, 6, 1))
    other = make_version()
    other.standard.position, other.standard.government, other.standard.job_code = Level.PENGAWAS, "kabupaten-kota", "AK"
    other.standard.save()
    actor = bpsdm()
    assert [row.pk for row in register.register(actor, date(2026, 4, 1))] == [old.pk]
    assert [row.pk for row in register.register(actor, date(2026, 7, 1))] == [new.pk]
    client.force_login(actor)

    def listed(**asked):
        response = client.get(reverse("standards:skk_list"), asked)
        return [row.record.pk for row in response.context["table"].page.object_list]

    assert listed(on="2026-04-01") == [old.pk]
    assert listed(government="kabupaten-kota") == listed(job_code="ak") == listed(stage="tim-penyusun") == [other.pk]
    assert listed(position="administrator") == []
    assert len(listed(position="pengawas")) == len(listed(on="2026-02-31")) == 2


def test_the_list_costs_the_same_for_one_standard_as_for_twenty(client, reader, queries):
    client.force_login(reader)
    published()
    ask = lambda: client.get(reverse("standards:skk_list"))  # noqa: E731
    ask()
    one = queries(ask)
    for _number in range(19):
        publish(make_version())
    assert queries(ask) == one


def test_a_standard_costs_the_same_for_few_units_as_for_many(client, reader, queries):
    client.force_login(reader)
    small, large = published(), make_version()
    fill(large, core=12)
    publish(large)
    one = queries(lambda: client.get(reverse("standards:skk_detail", args=[small.standard_id])))
    assert queries(lambda: client.get(reverse("standards:skk_detail", args=[large.standard_id]))) == one


@pytest.mark.usefixtures("unsealed")
def test_every_version_stays_readable_and_drafts_only_to_those_who_work_on_them(client, reader):
    old = published()
    old.in_force_until = localdate() - timedelta(days=1)
    old.in_force_from = TODAY - timedelta(days=900)
    old.save()
    draft = next_version(old)
    address = reverse("standards:skk_detail", args=[old.standard_id])
    client.force_login(reader)
    page = client.get(address).content.decode()
    assert "AP.001.UK-I.01" in page
    assert "Tidak berlaku lagi" in page
    assert client.get(address, {"versi": draft.number}).status_code == 404
    assert client.get(address, {"versi": "99"}).status_code == 404
    for name in ("skk_book", "skk_case", "skk_csv", "skk_workbook"):
        assert client.get(reverse(f"standards:{name}", args=[draft.pk])).status_code == 404
    client.force_login(bpsdm())
    assert client.get(address, {"versi": draft.number}).status_code == 200


@pytest.mark.requirement("P11-18-129")
@pytest.mark.usefixtures("unsealed")
def test_the_ground_on_the_page_is_the_rules_unless_edited(client, reader):
    version = published()
    client.force_login(reader)
    address = reverse("standards:skk_detail", args=[version.standard_id])
    assert "Pasal 14 ayat (1) Permendagri 11/2018" in client.get(address).content.decode()
    StandardVersion.objects.filter(pk=version.pk).update(legal_ground="Pasal 14")
    assert "Pasal 14 Permendagri 11/2018" in client.get(address).content.decode()


def test_the_list_leaves_as_a_workbook(client, reader):
    version = published()
    client.force_login(reader)
    data = client.get(reverse("standards:skk_list"), {"export": "xlsx"}).content
    head, row = CalamineWorkbook.from_filelike(BytesIO(data)).get_sheet_by_index(0).to_python()
    assert head[:2] == ["Kode", "Jabatan"]
    assert (row[0], row[1], row[4], row[5]) == ("AP.001", version.standard.title, "Berlaku", 5)


@pytest.mark.usefixtures("unsealed")
def test_search_finds_words_in_titles_elements_and_criteria_and_ranks_titles_first(reader):
    version = published()
    (title, other) = CompetencyUnit.objects.filter(version=version)[:2]
    title.title = "Menelaah anggaran daerah"
    title.save()
    PerformanceCriterion.objects.filter(element__unit=other, number=1).update(title="Anggaran daerah dibandingkan")
    found = search.search(reader, "anggaran daerah")
    assert found.units == [title.pk, other.pk]
    assert not found.more
    first, second = search.hits("anggaran daerah", found.units)
    assert [excerpt.kind for excerpt in second.excerpts] == ["criterion", "criterion"]
    assert "<mark>Anggaran</mark> <mark>daerah</mark> dibandingkan" in {e.text for e in second.excerpts}
    assert (
        first.excerpts[0].text.startswith("<mark>Anggaran</mark>") or "<mark>anggaran</mark>" in first.excerpts[0].text
    )
    assert search.search(reader, '"daerah anggaran"').units == []
    assert search.search(reader, "anggaran -dibandingkan").units == [title.pk]


@pytest.mark.usefixtures("unsealed")
def test_search_keeps_drafts_and_old_versions_to_itself(reader):
    version = published()
    draft = make_version(team={reader: TeamMember.Part.DRAFTER})
    fill(draft)
    stranger = people.account("participant")
    assert set(search.search(stranger, "rencana mutasi").units) == set(
        version.units.filter(kind="I").values_list("pk", flat=True)
    )
    assert len(search.search(reader, "rencana mutasi").units) == 2
    version.in_force_until = localdate() - timedelta(days=1)
    version.in_force_from = TODAY - timedelta(days=900)
    version.save()
    assert search.search(stranger, "rencana mutasi").units == []


@pytest.mark.requirement("P11-18-115")
def test_a_code_finds_its_unit_by_parts_and_a_wrong_one_is_explained(client, reader):
    version = published()
    unit = version.units.get(kind="I", number=1)
    for code in ("AP.001.UK-I.01", "ap.001.uk-i.01", "AP.UK-I.01", "AP.001.UK-I.01.EK-I.2.KUK-I.02"):
        found = search.search(reader, code)
        assert (found.units, found.by_code) == ([unit.pk], True), code
    assert search.search(reader, "AP.001.UK-I.01.EK-I.9").units == []
    wrong = search.search(reader, "AP.001.UK-I.1")
    assert "Pasal 20 ayat (4) huruf b" in wrong.remarks[0]
    assert "Pasal 23" in search.search(reader, "UK-I.01").remarks[0]
    client.force_login(reader)
    page = client.get(reverse("standards:skk_search"), {"q": "AP.001.UK-I.01"}).content.decode()
    assert unit.title in page


@pytest.mark.usefixtures("unsealed")
def test_excerpts_are_escaped(client, reader):
    version = published()
    version.units.filter(kind="I").update(summary='<script>alert("x")</script> \ue000 mutasi <b>rawan</b> \ue001')
    client.force_login(reader)
    page = client.get(reverse("standards:skk_search"), {"q": "rawan"}).content.decode()
    assert "<mark>rawan</mark>" in page
    assert "<script>alert" not in page
    assert "<b>" not in page
    assert search.marked("a \ue000b<i>\ue001 c \ue001 & \ue000d") == "a <mark>b&lt;i&gt;</mark> c  &amp; d"


def test_search_survives_odd_questions_and_costs_the_same_for_any_number_of_hits(client, reader, queries):
    client.force_login(reader)
    published()
    address = reverse("standards:skk_search")
    for words in ("", "'", '"', "a & | !", "%s %(x)s", "AP.", "x" * 500):
        assert client.get(address, {"q": words}).status_code == 200
    one = queries(lambda: client.get(address, {"q": "langkah"}))
    for _number in range(4):
        published()
    response = []
    assert queries(lambda: response.append(client.get(address, {"q": "langkah"}))) == one
    assert len(response[0].context["hits"]) == 20
    assert len(client.get(address, {"q": "langkah", "page": 2}).context["hits"]) == 5


def test_each_unit_leads_to_its_text_and_bpsdm_to_deriving_an_sp2_pdn(client, reader):
    version = published()
    address = reverse("standards:skk_detail", args=[version.standard_id])
    derive = f"{reverse('standards:development_derive')}?skk={version.pk}"
    client.force_login(reader)
    shown = client.get(address).content.decode()
    text = reverse("standards:skk_text", args=[version.pk])
    assert [f'href="{text}?simpul={unit.identifier}"' in shown for unit in version.units.all()] == [True] * 5
    assert client.get(text, {"simpul": str(version.units.first().identifier)}).status_code == 200
    assert derive not in shown
    client.force_login(bpsdm())
    assert derive in client.get(address).content.decode()
    assert client.get(derive).status_code == 200

"""The pages of the editor: who sees and changes what, what stands on them, what they cost."""

import pytest
from django.urls import reverse

from mumpuni.people.models import Role
from mumpuni.standards.models import StandardVersion, TeamMember
from tests.people import factories as people
from tests.standards import factories

pytestmark = pytest.mark.django_db


@pytest.fixture
def drafter():
    return people.account(Role.DRAFTER)


@pytest.fixture
def version(drafter) -> StandardVersion:
    made = factories.make_version(team={drafter: TeamMember.Part.DRAFTER})
    factories.fill(made)
    return made


def page(version, node=None):
    base = reverse("standards:skk_text", args=[version.pk])
    return f"{base}?simpul={node.identifier}" if node else base


def test_the_tree_shows_units_by_kind_with_their_codes(client, drafter, version):
    client.force_login(drafter)
    shown = client.get(page(version)).content.decode()
    assert "UK-I.01" in shown
    assert "EK-I.2" in shown
    assert "KUK-I.02" in shown
    assert shown.index("UK-U: ") < shown.index("UK-I: ") < shown.index("UK-P: ")


def test_a_node_opens_beside_the_tree(client, drafter, version):
    client.force_login(drafter)
    unit = version.units.get(kind="I")
    shown = client.get(page(version, unit)).content.decode()
    assert 'name="revision"' in shown
    assert "Panduan penilaian" in shown
    element = unit.elements.first()
    assert client.get(page(version, element)).status_code == 200
    assert client.get(page(version, element.criteria.first())).status_code == 200


def test_an_unknown_node_is_not_found(client, drafter, version):
    client.force_login(drafter)
    assert client.get(f"{page(version)}?simpul=abc").status_code == 404
    other = factories.make_version()
    elsewhere = factories.fill(other)[0]
    assert client.get(page(version, elsewhere)).status_code == 404


def test_a_draft_is_hidden_from_outsiders(client, version):
    client.force_login(people.account(Role.PARTICIPANT))
    assert client.get(page(version)).status_code == 404
    client.logout()
    assert client.get(page(version)).status_code == 302


def test_a_verifier_reads_and_remarks_but_does_not_write(client, version):
    verifier = people.account(Role.VERIFIER)
    TeamMember.objects.create(
        standard=version.standard, account=verifier, part=TeamMember.Part.VERIFIER, since=factories.TODAY
    )
    client.force_login(verifier)
    unit = version.units.get(kind="I")
    shown = client.get(page(version, unit)).content.decode()
    assert 'name="revision"' not in shown
    assert "Komentar baru" in shown
    save = reverse("standards:skk_node_save", args=[version.pk, unit.identifier])
    answer = client.post(save, {"field": "summary", "text": "Lain", "revision": unit.revision})
    assert answer.status_code == 403
    assert client.post(reverse("standards:skk_node_comment", args=[version.pk, unit.identifier]), {"text": "Periksa"})
    assert version.comments.get().text == "Periksa"


def test_a_published_version_is_read_by_all_and_changed_by_none(client, drafter, version):
    factories.publish(version)
    unit = version.units.get(kind="I")
    client.force_login(people.account(Role.PARTICIPANT))
    shown = client.get(page(version, unit)).content.decode()
    assert "100-1 Tahun 2026" in shown
    assert 'name="revision"' not in shown
    client.force_login(drafter)
    assert 'name="revision"' not in client.get(page(version, unit)).content.decode()


def test_what_was_typed_is_shown_as_text(client, drafter, version):
    unit = version.units.get(kind="I")
    unit.title = "<script>alert(1)</script>"
    unit.summary = "</textarea><img src=x onerror=alert(2)>"
    unit.save()
    client.force_login(drafter)
    shown = client.get(page(version, unit)).content.decode()
    assert "<script>alert(1)" not in shown
    assert "<img src=x" not in shown
    assert "&lt;script&gt;alert(1)" in shown
    factories.publish(version)
    shown = client.get(page(version, unit)).content.decode()
    assert "<script>alert(1)" not in shown
    assert "<img src=x" not in shown


def test_the_page_costs_the_same_for_few_and_many_units(client, drafter, version, queries):
    client.force_login(drafter)
    unit = version.units.get(kind="I")
    client.get(page(version, unit))
    few = queries(lambda: client.get(page(version, unit)))
    many = factories.make_version(team={drafter: TeamMember.Part.DRAFTER})
    units = factories.fill(many, core=60, elements=2, criteria=2)
    assert queries(lambda: client.get(page(many, units[5]))) == few


@pytest.mark.requirement("P11-18-098", "P11-18-106", "P11-18-107", "P11-18-108", "P11-18-109", "P11-18-110")
@pytest.mark.requirement("P11-18-111", "P11-18-112", "P11-18-113", "P11-18-114")
@pytest.mark.parametrize(
    "name",
    [
        "knowledge",
        "skills",
        "attitude",
        "guide_aspects",
        "guide_conditions",
        "guide_knowledge",
        "guide_skills",
        "guide_critical",
        "variables_context",
        "variables_equipment",
        "variables_tasks",
        "variables_regulations",
    ],
)
def test_an_empty_aspect_is_named_with_a_link_to_its_field(client, drafter, version, name):
    unit = version.units.get(kind="I")
    setattr(unit, name, "")
    unit.save()
    client.force_login(drafter)
    shown = client.get(f"{page(version)}?layar=ringkasan").content.decode()
    assert "1 hal belum terpenuhi" in shown
    assert f"#isian-{unit.identifier}-{name}" in shown


def test_a_full_manuscript_is_complete(client, drafter, version):
    client.force_login(drafter)
    shown = client.get(f"{page(version)}?layar=ringkasan").content.decode()
    assert "belum terpenuhi" not in shown
    version.units.filter(kind="P").delete()
    shown = client.get(f"{page(version)}?layar=ringkasan").content.decode()
    assert "1 hal belum terpenuhi" in shown
    assert "Pasal 20 ayat (3)" in shown


def test_two_versions_are_compared_in_words(client, drafter, version):
    other = factories.make_version(team={drafter: TeamMember.Part.DRAFTER})
    first = version.units.get(kind="I")
    copied = version.units.get(kind="I")
    copied.pk, copied.identifier, copied.version = None, other.identifier, other
    copied.summary = first.summary.replace("Isi", "Inti")
    copied.save()
    client.force_login(drafter)
    shown = client.get(reverse("standards:skk_compare"), {"a": version.pk, "b": other.pk}).content.decode()
    assert "Dihapus" in shown
    assert "[ditambah]" in shown
    assert client.get(reverse("standards:skk_compare"), {"a": version.pk, "b": 999999}).status_code == 200


def send(client, name, version, data, *args):
    return client.post(reverse(f"standards:{name}", args=[version.pk, *args]), data)


def test_a_form_saves_and_a_script_is_told_the_new_revision(client, drafter, version):
    client.force_login(drafter)
    unit = version.units.get(kind="I")
    data = {"field": "summary", "text": "Isi baru", "revision": unit.revision}
    answer = send(client, "skk_node_save", version, data, unit.identifier)
    assert answer.status_code == 302
    save = reverse("standards:skk_node_save", args=[version.pk, unit.identifier])
    data = {"field": "guide_critical", "text": "", "revision": unit.revision}
    told = client.post(save, data, headers={"Accept": "application/json"}).json()
    assert told["missing"] == "1 belum lengkap"
    unit.refresh_from_db()
    assert told["revision"] == unit.revision
    assert unit.summary == "Isi baru"


def test_a_text_saved_meanwhile_is_not_overwritten(client, drafter, version):
    client.force_login(drafter)
    unit = version.units.get(kind="I")
    old = unit.revision
    send(client, "skk_node_save", version, {"field": "summary", "text": "Satu", "revision": old}, unit.identifier)
    answer = send(
        client, "skk_node_save", version, {"field": "summary", "text": "<b>Dua</b>", "revision": old}, unit.identifier
    )
    assert answer.status_code == 409
    shown = answer.content.decode()
    assert "Satu" in shown
    assert "&lt;b&gt;Dua" in shown
    assert "<b>Dua" not in shown
    unit.refresh_from_db()
    assert unit.summary == "Satu"


def test_an_empty_title_is_refused_and_what_was_typed_stays(client, drafter, version):
    client.force_login(drafter)
    unit = version.units.get(kind="I")
    answer = send(client, "skk_node_save", version, {"field": "title", "text": " ", "revision": 1}, unit.identifier)
    assert answer.status_code == 422
    assert "Judul tidak boleh kosong" in answer.content.decode()


def test_a_field_that_no_node_has_is_not_found(client, drafter, version):
    client.force_login(drafter)
    unit = version.units.get(kind="I")
    for data in ({"field": "kind", "text": "U", "revision": 1}, {"field": "title", "text": "A", "revision": "x"}):
        assert send(client, "skk_node_save", version, data, unit.identifier).status_code == 404


@pytest.mark.requirement("P11-18-092")
def test_a_fourth_general_unit_is_refused_with_its_article(client, drafter, version):
    client.force_login(drafter)
    answer = send(client, "skk_unit_add", version, {"title": "Etika Pemerintahan"}, "U")
    assert "Pasal 20 ayat (1)" in answer.content.decode()
    assert version.units.filter(kind="U").count() == 3
    assert send(client, "skk_unit_add", version, {"title": "Mengelola arsip"}, "P").status_code == 302
    assert client.get(reverse("standards:skk_unit_add", args=[version.pk, "X"])).status_code == 404


def test_an_added_criterion_comes_back_in_the_list(client, drafter, version):
    client.force_login(drafter)
    element = version.units.get(kind="I").elements.first()
    data = {"kind": "criterion", "parent": element.identifier, "title": "Rencana disetujui"}
    answer = client.post(
        reverse("standards:skk_node_add", args=[version.pk]), data, headers={"HX-Request": "true"}
    ).content.decode()
    assert "Rencana disetujui" in answer
    assert "KUK-I.03" in answer
    assert 'hx-swap-oob="true"' in answer
    empty = send(client, "skk_node_add", version, {**data, "title": " "})
    assert empty.status_code == 422
    assert "Judul tidak boleh kosong" in empty.content.decode()


@pytest.mark.requirement("P11-18-105")
def test_a_move_shows_the_codes_before_it_happens(client, drafter, version):
    client.force_login(drafter)
    unit = version.units.get(kind="I")
    first, second = unit.elements.all()
    url = reverse("standards:skk_node_move", args=[version.pk, first.identifier])
    shown = client.get(url, {"arah": "turun"}).content.decode()
    assert "AP.001.UK-I.01.EK-I.2" in shown
    assert "tautan yang sudah terbit tetap berlaku" in shown
    first.refresh_from_db()
    assert first.number == 1
    assert client.get(url).status_code == 200
    assert client.post(url, {"parent": unit.identifier, "position": 2}).status_code == 302
    first.refresh_from_db()
    second.refresh_from_db()
    assert (first.number, second.number) == (2, 1)
    assert "Tidak ada kode yang berubah" in client.get(url, {"arah": "turun"}).content.decode()


def test_what_was_removed_is_brought_back_from_the_history(client, drafter, version):
    client.force_login(drafter)
    unit = version.units.get(kind="I")
    element = unit.elements.first()
    url = reverse("standards:skk_node_remove", args=[version.pk, element.identifier])
    shown = client.get(url).content.decode()
    assert "dihapus" in shown
    assert client.post(url, {"reason": ""}).status_code == 422
    assert client.post(url, {"reason": "Ganda"}).status_code == 302
    assert unit.elements.count() == 1
    history = reverse("standards:skk_history", args=[version.pk])
    assert "Kembalikan bagian ini" in client.get(history).content.decode()
    entry = version.history.filter(node=element.identifier, act="deleted").get()
    assert send(client, "skk_restore", version, {}, entry.pk).status_code == 302
    assert unit.elements.filter(identifier=element.identifier).exists()
    of_node = reverse("standards:skk_node_history", args=[version.pk, element.identifier])
    assert "Dikembalikan" in client.get(of_node).content.decode()


def test_numbers_without_gaps_leave_nothing_to_tidy(client, drafter, version):
    client.force_login(drafter)
    url = reverse("standards:skk_renumber", args=[version.pk])
    assert "Tidak ada kode yang berubah" in client.get(url).content.decode()
    assert client.post(url).status_code == 302


@pytest.mark.requirement("P11-18-083")
def test_counterparts_are_named_or_said_to_be_missing(client, drafter, version):
    client.force_login(drafter)
    unit = version.units.get(kind="I")
    send(client, "skk_no_counterpart", version, {"none": "1"}, unit.identifier)
    assert "Ditandai tanpa padanan" in client.get(page(version, unit)).content.decode()
    data = {"scope": "national", "relation": "isRelatedTo", "title": "SKKNI Kearsipan", "code": "N.82", "uri": ""}
    assert send(client, "skk_counterpart_add", version, data, unit.identifier).status_code == 302
    shown = client.get(page(version, unit)).content.decode()
    assert "SKKNI Kearsipan" in shown
    counterpart = unit.counterparts.get()
    send(client, "skk_counterpart_remove", version, {}, unit.identifier, counterpart.pk)
    assert not unit.counterparts.exists()


def test_units_are_copied_after_their_codes_were_shown(client, drafter, version):
    source = factories.make_version(title="Kepala Bidang Arsip")
    units = factories.fill(source)
    wanted = next(unit for unit in units if unit.kind == "I")
    wanted.title = "Menata Arsip"
    wanted.save()
    factories.publish(source)
    client.force_login(drafter)
    url = reverse("standards:skk_copy", args=[version.pk])
    assert "Kepala Bidang Arsip" in client.get(url).content.decode()
    data = {"units": [str(wanted.identifier)], "method": "adaptasi"}
    shown = client.post(f"{url}?dari={source.pk}", {**data, "lihat": "1"}).content.decode()
    assert "AP.001.UK-I.02" in shown
    assert version.units.filter(kind="I").count() == 1
    assert client.post(f"{url}?dari={source.pk}", data).status_code == 302
    copied = version.units.get(title="Menata Arsip")
    assert (copied.kind, copied.number) == ("I", 2)
    assert client.post(f"{url}?dari={source.pk}", data).status_code == 422


def test_remarks_are_settled(client, drafter, version):
    client.force_login(drafter)
    unit = version.units.get(kind="I")
    send(client, "skk_node_comment", version, {"text": "Perjelas"}, unit.identifier)
    assert "1 komentar" in client.get(page(version)).content.decode()
    remark = version.comments.get()
    send(client, "skk_comment_settle", version, {}, remark.pk)
    assert "selesai, " in client.get(page(version, unit)).content.decode()
    assert "1 komentar" not in client.get(page(version)).content.decode()
    assert send(client, "skk_comment", version, {"text": ""}).status_code == 302


@pytest.mark.requirement("P11-18-084")
def test_the_heading_names_the_source_of_an_adaptation(client, drafter, version):
    client.force_login(drafter)
    data = {"need": "Perda", "method": "adaptasi", "source_standard": ""}
    answer = send(client, "skk_heading", version, data)
    assert "Pasal 18" in answer.content.decode()
    assert send(client, "skk_heading", version, {**data, "source_standard": "SKKNI 12"}).status_code == 302
    version.refresh_from_db()
    assert (version.need, version.source_standard) == ("Perda", "SKKNI 12")


@pytest.mark.requirement("P11-18-070", "P11-18-075", "P11-18-076", "P11-18-078")
@pytest.mark.parametrize(
    ("given", "article", "field"),
    [
        ({"position": ""}, "Pasal 16 ayat (1)", "position"),
        ({"position": "jpt-utama", "government": "provinsi"}, "Pasal 16 ayat (6)", "government"),
        ({"position": "jpt-madya", "government": "kabupaten-kota"}, "Pasal 16 ayat (6)", "government"),
        ({"position": "ahli-muda"}, "Pasal 16 ayat (7)", "supervised_by"),
        ({"method": "adopsi"}, "Pasal 18", "source_standard"),
    ],
)
def test_a_new_standard_is_refused_at_the_field_with_the_article(client, given, article, field):
    client.force_login(factories.bpsdm())
    data = {"title": "Kepala Bidang", "position": "administrator", "government": "provinsi", "method": "baru"} | given
    shown = client.post(reverse("standards:skk_new"), data).content.decode()
    assert article in shown
    assert f'id="id_{field}_error"' in shown


def test_a_new_standard_opens_its_manuscript(client):
    client.force_login(factories.bpsdm())
    data = {"title": "Kepala Bidang", "position": "administrator", "government": "provinsi", "method": "baru"}
    answer = client.post(reverse("standards:skk_new"), data)
    made = StandardVersion.objects.get()
    assert answer.url == reverse("standards:skk_text", args=[made.pk])
    assert made.units.filter(kind="U").count() == 3
    client.force_login(people.account(Role.DRAFTER))
    assert client.get(reverse("standards:skk_new")).status_code == 403


def test_a_reader_finds_no_door_to_the_drafters_work(client, version):
    factories.publish(version)
    unit = version.units.get(kind="I")
    client.force_login(people.account(Role.PARTICIPANT))
    assert client.get(reverse("standards:skk_history", args=[version.pk])).status_code == 403
    for name, *args in (
        ("skk_heading",),
        ("skk_copy",),
        ("skk_renumber",),
        ("skk_unit_add", "I"),
        ("skk_node_move", unit.identifier),
        ("skk_node_remove", unit.identifier),
        ("skk_counterpart_add", unit.identifier),
    ):
        assert client.get(reverse(f"standards:{name}", args=[version.pk, *args])).status_code == 403


def test_a_comparison_folds_what_went_with_its_unit(client, drafter, version):
    other = factories.make_version(team={drafter: TeamMember.Part.DRAFTER})
    client.force_login(drafter)
    shown = client.get(reverse("standards:skk_compare"), {"a": version.pk, "b": other.pk}).content.decode()
    assert "beserta 6 bagian di dalamnya" in shown
    assert "Langkah 1.1" not in shown


def test_the_history_tells_first_and_later_texts_apart(client, drafter, version):
    client.force_login(drafter)
    unit = version.units.get(kind="I")
    send(client, "skk_node_save", version, {"field": "summary", "text": "Isi lain", "revision": 1}, unit.identifier)
    shown = client.get(reverse("standards:skk_node_history", args=[version.pk, unit.identifier])).content.decode()
    assert shown.index("Diubah") < shown.index("Dibuat")
    created = shown[shown.index("Dibuat") :]
    assert "<ins>" not in created
    assert "<del>" in shown


def test_a_reader_is_offered_neither_history_nor_remarks(client, version):
    factories.publish(version)
    client.force_login(people.account(Role.PARTICIPANT))
    shown = client.get(page(version, version.units.get(kind="I"))).content.decode()
    assert "riwayat/" not in shown
    assert "Komentar" not in shown


def test_the_history_costs_the_same_for_few_and_many_steps(client, drafter, version, queries):
    client.force_login(drafter)
    url = reverse("standards:skk_history", args=[version.pk])
    units = list(version.units.all())
    send(client, "skk_node_save", version, {"field": "summary", "text": "A", "revision": 1}, units[0].identifier)
    few = queries(lambda: client.get(url))
    for unit in units[1:]:
        send(client, "skk_node_save", version, {"field": "summary", "text": "A", "revision": 1}, unit.identifier)
    assert queries(lambda: client.get(url)) == few

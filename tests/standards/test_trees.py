"""Opening a standard and writing its text (Pasal 16 to 23)."""

from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from mumpuni.people.models import Role
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from mumpuni.standards.models import CompetencyUnit, Element, NodeRevision, PerformanceCriterion, StandardVersion
from mumpuni.standards.selectors import trees as reading
from mumpuni.standards.services import occupational, trees
from tests.people import factories as people
from tests.standards.factories import TODAY, bpsdm, fill, make_version, publish

pytestmark = pytest.mark.django_db


def opened(actor, **changes):
    told = {"title": "Kepala Bidang Mutasi", "position": "pengawas", "government": "provinsi", "started_on": TODAY}
    return occupational.open_standard(actor=actor, **told | changes)


def codes(found):
    return [branch.code for branch in found.branches()]


@pytest.mark.requirement("P11-18-092", "P11-18-115")
def test_a_new_standard_holds_the_three_general_units():
    actor = bpsdm()
    version = opened(actor)
    found = reading.tree(actor, version)
    assert codes(found) == ["AP.001.UK-U.01", "AP.001.UK-U.02", "AP.001.UK-U.03"]
    assert [finding.code for finding in found.judged.findings] == ["no-core-unit", "no-elective-unit"]
    with pytest.raises(RuleBroken) as refused:
        trees.add_node(actor=actor, version=version, kind="unit", unit_kind="U", title="Unit Umum Keempat")
    assert refused.value.decision.findings[0].citation.place == "Pasal 20 ayat (1)"
    trees.remove_node(actor=actor, version=version, node=found.units[0].identifier, reason="Salah")
    judged, _units = occupational.completeness(version)
    assert "general-units" in [finding.code for finding in judged.findings]
    trees.add_node(actor=actor, version=version, kind="unit", unit_kind="U", title="Karakter Kebangsaan Indonesia")


@pytest.mark.parametrize(
    ("position", "government", "supervised_by", "code"),
    [
        pytest.param("pengawas", "provinsi", "", "AP", marks=pytest.mark.requirement("P11-18-116")),
        pytest.param("jpt-madya", "provinsi", "", "PTP", marks=pytest.mark.requirement("P11-18-075", "P11-18-117")),
        pytest.param("pengawas", "kabupaten-kota", "", "AK", marks=pytest.mark.requirement("P11-18-118")),
        pytest.param("jpt-pratama", "kabupaten-kota", "", "PTK", marks=pytest.mark.requirement("P11-18-119")),
        pytest.param("ahli-muda", "", "kementerian-lain", "JF", marks=pytest.mark.requirement("P11-18-120")),
        pytest.param("pelaksana", "provinsi", "", "JP", marks=pytest.mark.requirement("P11-18-121", "P11-18-122")),
    ],
)
def test_the_code_of_a_position_is_made_from_where_it_stands(position, government, supervised_by, code):
    version = opened(bpsdm(), position=position, government=government, supervised_by=supervised_by)
    assert version.standard.code == f"{code}.001"


@pytest.mark.parametrize(
    ("position", "government", "supervised_by", "finding", "place"),
    [
        pytest.param(
            "jpt-utama", "pusat", "", "not-covered", "Pasal 16 ayat (6)", marks=pytest.mark.requirement("P11-18-077")
        ),
        pytest.param(
            "jpt-madya",
            "kabupaten-kota",
            "",
            "not-covered",
            "Pasal 16 ayat (6)",
            marks=pytest.mark.requirement("P11-18-076"),
        ),
        pytest.param(
            "ahli-muda",
            "provinsi",
            "",
            "no-supervising-body",
            "Pasal 16 ayat (7)",
            marks=pytest.mark.requirement("P11-18-078"),
        ),
        pytest.param(
            "", "provinsi", "", "no-position", "Pasal 16 ayat (1)", marks=pytest.mark.requirement("P11-18-070")
        ),
    ],
)
def test_a_position_that_is_not_covered_is_refused(position, government, supervised_by, finding, place):
    with pytest.raises(RuleBroken) as refused:
        opened(bpsdm(), position=position, government=government, supervised_by=supervised_by)
    found = refused.value.decision.findings
    assert [(each.code, each.citation.place) for each in found] == [(finding, place)]


@pytest.mark.requirement("P11-18-122")
def test_a_position_of_the_ministry_needs_a_local_code():
    actor = bpsdm()
    for wrong in ("", "kem", "AP", "K1"):
        with pytest.raises(Unusable) as refused:
            opened(actor, government="pusat", local_job_code=wrong)
        assert list(refused.value.message_dict) == ["local_job_code"]
    assert opened(actor, government="pusat", local_job_code="KEM").standard.code == "KEM.001"


@pytest.mark.requirement("P11-18-084")
@pytest.mark.parametrize("method", ["adaptasi", "adopsi"])
def test_adapting_and_adopting_name_their_source(method):
    actor = bpsdm()
    with pytest.raises(RuleBroken):
        opened(actor, method=method)
    version = opened(actor, method=method, source_standard="SKKNI 2020-1")
    with pytest.raises(RuleBroken):
        occupational.change_heading(actor=actor, version=version, source_standard="")


@pytest.mark.requirement("P11-18-065")
def test_only_the_team_and_bpsdm_write():
    drafter, verifier = people.account(Role.DRAFTER), people.account(Role.VERIFIER)
    stranger, organiser = people.account(Role.DRAFTER), people.account(Role.ORGANISER)
    version = make_version(team={drafter: "drafter", verifier: "verifier"})
    trees.add_node(actor=drafter, version=version, kind="unit", unit_kind="I", title="Menyusun Rencana")
    for actor in (verifier, stranger, organiser):
        with pytest.raises(Refused):
            trees.add_node(actor=actor, version=version, kind="unit", unit_kind="I", title="Lain")
    with pytest.raises(Http404):
        reading.tree(stranger, version)
    with pytest.raises(Refused):
        opened(drafter)
    trees.comment(actor=verifier, version=version, text="Periksa lagi")
    with pytest.raises(Refused):
        trees.comment(actor=organiser, version=version, text="Saya juga")


def test_two_people_on_one_field_both_see_both_texts():
    first, second = bpsdm(), bpsdm()
    version = make_version()
    unit = fill(version)[3]
    saved = trees.save_text(
        actor=first, version=version, node=unit.identifier, field="summary", text="Punya A", revision=1
    )
    with pytest.raises(trees.Conflict) as conflict:
        trees.save_text(
            actor=second, version=version, node=unit.identifier, field="summary", text="Punya B", revision=1
        )
    met = conflict.value
    assert (met.mine, met.theirs, met.theirs_by, met.revision) == ("Punya B", "Punya A", first.name, saved.revision)
    unit.refresh_from_db()
    assert unit.summary == "Punya A"
    trees.save_text(actor=second, version=version, node=unit.identifier, field="skills", text="Lain", revision=1)
    trees.save_text(
        actor=second, version=version, node=unit.identifier, field="summary", text="Gabungan", revision=met.revision
    )
    unit.refresh_from_db()
    assert (unit.summary, unit.skills) == ("Gabungan", "Lain")


@pytest.mark.django_db(transaction=True)
def test_of_two_saves_at_once_one_wins_and_the_other_is_told():
    actors = [bpsdm(), bpsdm()]
    version = make_version()
    unit = fill(version)[3]
    start, outcomes = Barrier(2), []

    def save(actor, text):
        start.wait()
        try:
            trees.save_text(actor=actor, version=version, node=unit.identifier, field="summary", text=text, revision=1)
            outcomes.append("saved")
        except trees.Conflict as conflict:
            outcomes.append({conflict.mine, conflict.theirs})
        finally:
            connection.close()

    threads = [Thread(target=save, args=(actor, f"Teks {at}")) for at, actor in enumerate(actors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(outcomes, key=str) == sorted(["saved", {"Teks 0", "Teks 1"}], key=str)


@pytest.mark.requirement("P11-18-105")
def test_moving_renumbers_and_the_preview_says_the_same_before():
    actor, version = bpsdm(), make_version()
    unit = fill(version, elements=3)[3]
    last = unit.elements.get(number=3)
    told = trees.preview_move(actor=actor, version=version, node=last.identifier, position=1)
    assert [change.after for change in told if "KUK" not in change.after] == [
        "AP.001.UK-I.01.EK-I.2",
        "AP.001.UK-I.01.EK-I.3",
        "AP.001.UK-I.01.EK-I.1",
    ]
    before = {branch.identifier: branch.code for branch in reading.tree(actor, version).branches()}
    trees.move_node(actor=actor, version=version, node=last.identifier, position=1)
    after = {branch.identifier: branch.code for branch in reading.tree(actor, version).branches()}
    assert {change.identifier: change.after for change in told} == {
        node: code for node, code in after.items() if code != before[node]
    }


@pytest.mark.requirement("P11-18-099", "P11-18-100", "P11-18-101")
def test_an_element_takes_the_kind_of_the_unit_it_moves_to():
    actor, version = bpsdm(), make_version()
    units = fill(version)
    general, core = units[0], units[3]
    element = general.elements.get(number=1)
    trees.move_node(actor=actor, version=version, node=element.identifier, to_parent=core.identifier, position=3)
    found = reading.tree(actor, version).find(element.identifier)
    assert found.code == "AP.001.UK-I.01.EK-I.3"
    assert [each.number for each in general.elements.all()] == [1]


@pytest.mark.parametrize(
    ("kind", "most", "place"),
    [
        pytest.param(
            "element", 9, "Pasal 21 ayat (2) huruf b", marks=pytest.mark.requirement("P11-18-100", "P11-18-105")
        ),
        pytest.param("criterion", 99, "Pasal 21 ayat (3) huruf b", marks=pytest.mark.requirement("P11-18-103")),
        pytest.param("unit", 99, "Pasal 20 ayat (4) huruf b", marks=pytest.mark.requirement("P11-18-096")),
    ],
)
def test_numbers_end_where_their_digits_end(kind, most, place):
    actor, version = bpsdm(), make_version()
    unit = CompetencyUnit.objects.create(version=version, kind="I", number=1, title="Inti")
    element = Element.objects.create(unit=unit, number=1, title="Elemen")
    if kind == "unit":
        CompetencyUnit.objects.bulk_create(
            CompetencyUnit(version=version, kind="I", number=number, title=f"Unit {number}")
            for number in range(2, most)
        )
        parent = None
    elif kind == "element":
        Element.objects.bulk_create(
            Element(unit=unit, number=number, title=f"Elemen {number}") for number in range(2, most)
        )
        parent = unit.identifier
    else:
        PerformanceCriterion.objects.bulk_create(
            PerformanceCriterion(element=element, number=number, title=f"K {number}") for number in range(1, most)
        )
        parent = element.identifier
    told = {"actor": actor, "version": version, "parent": parent, "kind": kind, "unit_kind": "I"}
    assert trees.add_node(**told, title="Terakhir").number == most
    with pytest.raises(RuleBroken) as refused:
        trees.add_node(**told, title="Terlalu banyak")
    assert refused.value.decision.findings[0].citation.place == place


def test_a_removed_unit_comes_back_with_all_below_it():
    actor, version = bpsdm(), make_version()
    unit = fill(version)[3]
    before = [(branch.code, branch.node.title) for branch in reading.tree(actor, version).branches()]
    trees.save_text(actor=actor, version=version, node=unit.identifier, field="summary", text="Baru", revision=1)
    trees.remove_node(actor=actor, version=version, node=unit.identifier, reason="Keliru")
    entries = reading.history(actor, version, unit.identifier)
    assert [each.act for each in entries] == ["deleted", "changed", "created"]
    oldest = entries.last()
    trees.restore(actor=actor, version=version, node=unit.identifier, entry=oldest.pk)
    assert [(branch.code, branch.node.title) for branch in reading.tree(actor, version).branches()] == before
    assert CompetencyUnit.objects.get(identifier=unit.identifier).summary == oldest.texts["summary"]


def test_saves_of_one_sitting_are_one_entry():
    actor, version = bpsdm(), make_version()
    unit = fill(version)[3]
    revision = 1
    for text in ("A", "AB", "ABC"):
        saved = trees.save_text(
            actor=actor, version=version, node=unit.identifier, field="summary", text=text, revision=revision
        )
        revision = saved.revision
    changed = NodeRevision.objects.filter(node=unit.identifier, act="changed")
    assert [each.texts["summary"] for each in changed] == ["ABC"]


@pytest.mark.parametrize("method", ["adopsi", "adaptasi"])
def test_copying_keeps_the_text_and_makes_own_codes(method):
    actor = bpsdm()
    source, target = publish_filled(), opened(actor, title="Kepala Bidang Lain")
    unit = source.units.get(kind="I")
    made = trees.copy_units(actor=actor, version=target, source_version=source, units=[unit.identifier], method=method)
    found = reading.tree(actor, target)
    assert found.of_kind("I")[0].code == f"{target.standard.code}.UK-I.01"
    assert len(found.of_kind("I")[0].children) == unit.elements.count()
    assert (made[0].lineage == unit.lineage) is (method == "adopsi")
    assert [each.other_id for each in made[0].counterparts.all()] == ([] if method == "adopsi" else [unit.pk])
    with pytest.raises(Unusable):
        trees.copy_units(actor=actor, version=target, source_version=source, units=[unit.identifier], method=method)


def publish_filled():
    version = make_version()
    fill(version)
    return publish(version)


def test_the_next_version_is_the_same_text_with_new_ids_and_old_lineage():
    actor, old = bpsdm(), publish_filled()
    new = trees.open_next_version(actor=actor, standard=old.standard, reason="Peraturan berubah")
    assert (new.number, new.stage) == (2, "pengusulan")
    assert reading.compare(actor, old, new) == []
    assert not set(old.units.values_list("identifier", flat=True)) & set(new.units.values_list("identifier", flat=True))
    unit = new.units.get(kind="I")
    trees.save_text(actor=actor, version=new, node=unit.identifier, field="summary", text="Isi yang lain", revision=1)
    trees.remove_node(actor=actor, version=new, node=unit.elements.get(number=2).identifier, reason="Tidak diperlukan")
    added = trees.add_node(actor=actor, version=new, kind="element", parent=unit.identifier, title="Elemen tambahan")
    found = reading.compare(actor, old, new)
    assert [(each.act, each.kind) for each in found] == [
        ("changed", "unit"),
        ("added", "element"),
        ("removed", "element"),
        ("removed", "criterion"),
        ("removed", "criterion"),
    ]
    assert found[1].title == added.title
    segments = found[0].changes[0].segments
    assert "".join(each.text for each in segments if each.act != "removed") == "Isi yang lain"
    with pytest.raises(Unusable):
        trees.open_next_version(actor=actor, standard=old.standard, reason="Lagi")


@pytest.mark.postgres
@pytest.mark.requirement("P11-18-066")
def test_a_published_text_is_closed_even_to_sql():
    actor, version = bpsdm(), publish_filled()
    unit = version.units.get(kind="I")
    with pytest.raises(Unusable):
        trees.save_text(actor=actor, version=version, node=unit.identifier, field="summary", text="X", revision=1)
    element = unit.elements.first()
    for act in (
        lambda: CompetencyUnit.objects.filter(pk=unit.pk).update(summary="X"),
        lambda: Element.objects.filter(pk=element.pk).update(title="X"),
        lambda: PerformanceCriterion.objects.filter(element=element).delete(),
        lambda: CompetencyUnit.objects.create(version=version, kind="P", number=9, title="X"),
        lambda: StandardVersion.objects.filter(pk=version.pk).update(need="X"),
        lambda: StandardVersion.objects.filter(pk=version.pk)._raw_delete("default"),
    ):
        with pytest.raises(DatabaseError), transaction.atomic():
            act()
    StandardVersion.objects.filter(pk=version.pk).update(stage="kaji-ulang", in_force_until=TODAY)


@pytest.mark.requirement("P11-18-083")
def test_a_unit_names_a_counterpart_or_says_there_is_none():
    actor, version = bpsdm(), make_version()
    unit = fill(version)[3]
    trees.mark_no_counterpart(actor=actor, version=version, unit=unit.identifier)
    made = trees.add_counterpart(
        actor=actor, version=version, unit=unit.identifier, scope="national", relation="isRelatedTo", title="SKKNI 1"
    )
    unit.refresh_from_db()
    assert not unit.no_counterpart
    with pytest.raises(Unusable):
        trees.mark_no_counterpart(actor=actor, version=version, unit=unit.identifier)
    trees.remove_counterpart(actor=actor, version=version, counterpart=made)
    trees.mark_no_counterpart(actor=actor, version=version, unit=unit.identifier)


@pytest.mark.requirement("P11-18-085", "P11-18-087", "P11-18-088", "P11-18-098", "P11-18-110", "P11-18-114")
@pytest.mark.parametrize(
    ("field", "aspect"),
    [
        ("knowledge", "unit-knowledge"),
        ("guide_critical", "unit-critical"),
        ("variables_regulations", "unit-regulations"),
    ],
)
def test_what_a_unit_lacks_is_named(field, aspect):
    version = make_version()
    unit = fill(version)[3]
    whole, parts = occupational.completeness(version)
    assert {decision.outcome for decision in (whole, *parts.values())} == {"compliant"}
    setattr(unit, field, "")
    unit.save()
    _whole, parts = occupational.completeness(version)
    assert [finding.details["aspect"] for finding in parts[unit.identifier].findings] == [aspect]


def test_a_tree_costs_the_same_for_five_units_as_for_twenty(queries):
    actor = bpsdm()
    small, large = make_version(), make_version()
    fill(small)
    fill(large, core=16)
    reading.tree(actor, small)
    one = queries(lambda: reading.tree(actor, small))
    assert queries(lambda: reading.tree(actor, large)) == one


def test_nodes_of_another_draft_are_out_of_reach():
    actor, mine, other = bpsdm(), make_version(), make_version()
    unit = fill(other)[3]
    with pytest.raises(Unusable):
        trees.save_text(actor=actor, version=mine, node=unit.identifier, field="summary", text="X", revision=1)
    with pytest.raises(Http404):
        reading.node(actor, mine, unit.identifier)
    with pytest.raises(Http404):
        reading.node(actor, mine, uuid4())

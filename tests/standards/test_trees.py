"""Opening a standard and writing its text (Pasal 16 to 23)."""

from datetime import timedelta
from threading import Barrier, Thread
from uuid import uuid4

import pytest
from django.db import DatabaseError, connection, transaction
from django.http import Http404

from mumpuni.people.models import Role
from mumpuni.people.policies import Refused, RuleBroken, Unusable
from mumpuni.regulations import decide
from mumpuni.standards.models import (
    CompetencyUnit,
    Element,
    NodeRevision,
    OccupationalStandard,
    PerformanceCriterion,
    StandardVersion,
)
from mumpuni.standards.selectors import stages as stage_reading
from mumpuni.standards.selectors import trees as reading
from mumpuni.standards.services import compiling, copies, occupational, remarks, trees
from tests.people import factories as people
from tests.standards.factories import TODAY, bpsdm, fill, make_version, publish, ready

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
        pytest.param("jpt-madya", "provinsi", "", "PTP", marks=pytest.mark.requirement("P11-18-117")),
        pytest.param("pengawas", "kabupaten-kota", "", "AK", marks=pytest.mark.requirement("P11-18-118")),
        pytest.param("jpt-pratama", "kabupaten-kota", "", "PTK", marks=pytest.mark.requirement("P11-18-119")),
        pytest.param("ahli-muda", "", "kementerian-lain", "JF", marks=pytest.mark.requirement("P11-18-120")),
        pytest.param("pelaksana", "provinsi", "", "JP", marks=pytest.mark.requirement("P11-18-121", "P11-18-122")),
    ],
)
def test_the_code_of_a_position_is_made_from_where_it_stands(position, government, supervised_by, code):
    actor = bpsdm()
    version = opened(actor, position=position, government=government, supervised_by=supervised_by)
    assert version.standard.code == f"{code}.001"
    trees.add_node(actor=actor, version=version, kind="unit", unit_kind="I", title="Menyusun Rencana")
    written = codes(reading.tree(actor, version))
    assert written == [f"{code}.001.UK-{end}" for end in ("U.01", "U.02", "U.03", "I.01")]
    # No screen takes a code; the rule that makes them refuses this one under any other prefix.
    for other in {"AP", "PTP", "AK", "PTK", "JF", "JP"} - {code}:
        asked = {"code": written[0].replace(code, other, 1), "job_code": version.standard.job_code}
        refused = decide("permendagri-11-2018/unit-code", asked)
        assert [each.code for each in refused.findings] == ["job-code"]


@pytest.mark.requirement("P11-18-078")
@pytest.mark.parametrize("body", ["kementerian", "kementerian-lain", "lpnk"])
def test_a_functional_position_names_one_of_three_supervising_bodies(body):
    version = opened(bpsdm(), position="ahli-muda", government="", supervised_by=body)
    assert version.standard.supervised_by == body


@pytest.mark.requirement("P11-18-075", "P11-18-076")
@pytest.mark.parametrize(("position", "government"), [("jpt-madya", "provinsi"), ("jpt-pratama", "kabupaten-kota")])
def test_the_highest_posts_of_a_province_and_of_a_city_are_covered(position, government):
    assert opened(bpsdm(), position=position, government=government).standard.position == position


@pytest.mark.parametrize(
    ("position", "government", "supervised_by", "finding", "place"),
    [
        pytest.param(
            "jpt-utama", "pusat", "", "not-covered", "Pasal 16 ayat (6)", marks=pytest.mark.requirement("P11-18-077")
        ),
        pytest.param(
            "jpt-utama", "provinsi", "", "not-covered", "Pasal 16 ayat (6)", marks=pytest.mark.requirement("P11-18-075")
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
    remarks.comment(actor=verifier, version=version, text="Periksa lagi")
    with pytest.raises(Refused):
        remarks.comment(actor=organiser, version=version, text="Saya juga")


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


def test_a_conflict_names_who_changed_this_field_not_who_came_last():
    first, second, third = bpsdm(), bpsdm(), bpsdm()
    version = make_version()
    node = fill(version)[3].identifier
    saved = trees.save_text(actor=first, version=version, node=node, field="summary", text="Punya A", revision=1)
    trees.save_text(actor=second, version=version, node=node, field="skills", text="Punya B", revision=1)
    with pytest.raises(trees.Conflict) as conflict:
        trees.save_text(actor=third, version=version, node=node, field="summary", text="Punya C", revision=1)
    met = conflict.value
    assert (met.theirs, met.theirs_by, met.revision) == ("Punya A", first.name, saved.revision + 1)
    assert abs(met.theirs_at - saved.saved_at) < timedelta(seconds=1)


def test_a_stale_save_meets_a_conflict_even_after_removal_and_return():
    first, second = bpsdm(), bpsdm()
    version = make_version()
    unit = fill(version)[3]
    criterion = PerformanceCriterion.objects.filter(element__unit=unit).first()
    for node, field in ((unit.identifier, "summary"), (criterion.identifier, "title")):
        trees.save_text(actor=first, version=version, node=node, field=field, text="Lebih baru", revision=1)
    trees.remove_node(actor=first, version=version, node=unit.identifier, reason="Keliru")
    entry = reading.history(first, version, unit.identifier).first()
    trees.restore(actor=first, version=version, node=unit.identifier, entry=entry.pk)
    for node, field in ((unit.identifier, "summary"), (criterion.identifier, "title")):
        with pytest.raises(trees.Conflict) as conflict:
            trees.save_text(actor=second, version=version, node=node, field=field, text="Usang", revision=1)
        assert (conflict.value.theirs, conflict.value.theirs_by) == ("Lebih baru", first.name)


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
    ("kind", "unit_kind", "most", "place"),
    [
        pytest.param("element", letter, 9, f"Pasal 21 ayat (2) huruf {place}", marks=pytest.mark.requirement(row))
        for letter, place, row in (("U", "a", "P11-18-099"), ("I", "b", "P11-18-100"), ("P", "c", "P11-18-101"))
    ]
    + [
        pytest.param("criterion", letter, 99, f"Pasal 21 ayat (3) huruf {place}", marks=pytest.mark.requirement(row))
        for letter, place, row in (("U", "a", "P11-18-102"), ("I", "b", "P11-18-103"), ("P", "c", "P11-18-104"))
    ]
    + [
        pytest.param("unit", letter, 99, f"Pasal 20 ayat (4) huruf {place}", marks=pytest.mark.requirement(row))
        for letter, place, row in (("I", "b", "P11-18-096"), ("P", "c", "P11-18-097"))
    ],
)
def test_numbers_begin_at_1_and_end_where_their_digits_end(kind, unit_kind, most, place):
    actor, version = bpsdm(), make_version()
    told = {"actor": actor, "version": version, "unit_kind": unit_kind}
    unit = fill(version, elements=0)[0] if unit_kind == "U" else trees.add_node(**told, kind="unit", title="Unit 1")
    told["kind"] = kind
    if kind == "unit":
        first = unit
        CompetencyUnit.objects.bulk_create(
            CompetencyUnit(version=version, kind=unit_kind, number=number, title=f"Unit {number}")
            for number in range(2, most)
        )
    elif kind == "element":
        told["parent"] = unit.identifier
        first = trees.add_node(**told, title="Elemen 1")
        Element.objects.bulk_create(
            Element(unit=unit, number=number, title=f"Elemen {number}") for number in range(2, most)
        )
    else:
        element = Element.objects.create(unit=unit, number=1, title="Elemen")
        told["parent"] = element.identifier
        first = trees.add_node(**told, title="Kriteria 1")
        PerformanceCriterion.objects.bulk_create(
            PerformanceCriterion(element=element, number=number, title=f"K {number}") for number in range(2, most)
        )
    last = trees.add_node(**told, title="Terakhir")
    found = reading.tree(actor, version)
    ends = [found.find(each.identifier).code.rpartition(".")[2] for each in (first, last)]
    assert ends == (["1", "9"] if kind == "element" else ["01", "99"])
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
    made = copies.copy_units(actor=actor, version=target, source_version=source, units=[unit.identifier], method=method)
    found = reading.tree(actor, target)
    assert found.of_kind("I")[0].code == f"{target.standard.code}.UK-I.01"
    assert len(found.of_kind("I")[0].children) == unit.elements.count()
    assert (made[0].lineage == unit.lineage) is (method == "adopsi")
    assert [each.other_id for each in made[0].counterparts.all()] == ([] if method == "adopsi" else [unit.pk])
    with pytest.raises(Unusable):
        copies.copy_units(actor=actor, version=target, source_version=source, units=[unit.identifier], method=method)


def publish_filled():
    version = make_version()
    fill(version)
    return publish(version)


def test_the_next_version_is_the_same_text_with_new_ids_and_old_lineage():
    actor, old = bpsdm(), publish_filled()
    new = copies.open_next_version(actor=actor, standard=old.standard, reason="Peraturan berubah")
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
        copies.open_next_version(actor=actor, standard=old.standard, reason="Lagi")


@pytest.mark.postgres
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
    actor, version = bpsdm(), ready(make_version())
    unit = version.units.get(kind="I")

    def warned():
        return [(each.code, each.severity, each.citation.place) for each in compiling.principles(version).findings]

    assert warned() == []
    CompetencyUnit.objects.filter(pk=unit.pk).update(no_counterpart=False)
    assert warned() == [("no-counterpart", "warning", "Pasal 17 huruf e")]
    remarks.mark_no_counterpart(actor=actor, version=version, unit=unit.identifier)
    assert warned() == []
    made = remarks.add_counterpart(
        actor=actor, version=version, unit=unit.identifier, scope="national", relation="isRelatedTo", title="SKKNI 1"
    )
    unit.refresh_from_db()
    assert not unit.no_counterpart
    assert warned() == []
    with pytest.raises(Unusable):
        remarks.mark_no_counterpart(actor=actor, version=version, unit=unit.identifier)
    remarks.remove_counterpart(actor=actor, version=version, counterpart=made)
    assert [code for code, _severity, _place in warned()] == ["no-counterpart"]
    remarks.mark_no_counterpart(actor=actor, version=version, unit=unit.identifier)


TEXTS = {
    "P11-18-086": ["knowledge", "skills", "attitude"],
    "P11-18-089": ["guide_aspects", "guide_conditions", "guide_knowledge", "guide_skills", "guide_critical"],
    "P11-18-090": ["variables_context", "variables_equipment", "variables_tasks", "variables_regulations"],
}


def lacking(version, unit):
    """The outcome for one unit, and the article of each thing that it lacks; the other units are whole."""
    _whole, parts = occupational.completeness(version)
    assert {decision.outcome for node, decision in parts.items() if node != unit.identifier} == {"compliant"}
    decision = parts[unit.identifier]
    return decision.outcome, [(finding.code, finding.citation.place) for finding in decision.findings]


@pytest.mark.parametrize(
    ("fields", "place"),
    [
        pytest.param(fields, place, marks=pytest.mark.requirement(row))
        for (row, fields), place in zip(
            TEXTS.items(), ("Pasal 21 ayat (1)", "Pasal 22 ayat (1)", "Pasal 22 ayat (2)"), strict=True
        )
    ]
    + [
        pytest.param([field], place, marks=pytest.mark.requirement(row))
        for field, place, row in (
            ("knowledge", "Pasal 21 ayat (1)", "P11-18-098"),
            ("skills", "Pasal 21 ayat (1)", "P11-18-098"),
            ("attitude", "Pasal 21 ayat (1)", "P11-18-098"),
            ("guide_aspects", "Pasal 22 ayat (1)", "P11-18-106"),
            ("guide_conditions", "Pasal 22 ayat (1)", "P11-18-107"),
            ("guide_knowledge", "Pasal 22 ayat (1)", "P11-18-108"),
            ("guide_skills", "Pasal 22 ayat (1)", "P11-18-109"),
            ("guide_critical", "Pasal 22 ayat (1)", "P11-18-110"),
            ("variables_context", "Pasal 22 ayat (2)", "P11-18-111"),
            ("variables_equipment", "Pasal 22 ayat (2)", "P11-18-112"),
            ("variables_tasks", "Pasal 22 ayat (2)", "P11-18-113"),
            ("variables_regulations", "Pasal 22 ayat (2)", "P11-18-114"),
        )
    ],
)
def test_an_empty_text_makes_its_unit_incomplete_and_filling_it_completes_it(fields, place):
    version = make_version()
    unit = fill(version)[3]
    assert lacking(version, unit) == ("compliant", [])
    CompetencyUnit.objects.filter(pk=unit.pk).update(**dict.fromkeys(fields, " "))
    assert lacking(version, unit) == ("non-compliant", [("missing-aspect", place)] * len(fields))
    CompetencyUnit.objects.filter(pk=unit.pk).update(**dict.fromkeys(fields, "Ada"))
    assert lacking(version, unit) == ("compliant", [])


@pytest.mark.requirement("P11-18-085")
def test_a_unit_without_title_is_named_by_its_code_and_none_is_without_code():
    actor, version = bpsdm(), make_version()
    unit = fill(version)[3]
    with pytest.raises(Unusable):
        trees.save_text(actor=actor, version=version, node=unit.identifier, field="title", text=" ", revision=1)
    CompetencyUnit.objects.filter(pk=unit.pk).update(title="")
    outcome, found = lacking(version, unit)
    assert (outcome, {place for _code, place in found}) == ("non-compliant", {"Pasal 19 ayat (1) huruf a"})
    _whole, parts = occupational.completeness(version)
    assert "AP.001.UK-I.01" in parts[unit.identifier].findings[0].message()
    assert all(codes(reading.tree(actor, version)))


@pytest.mark.requirement("P11-18-087")
def test_a_unit_without_elements_is_incomplete():
    version = make_version()
    unit = fill(version)[3]
    unit.elements.all().delete()
    outcome, found = lacking(version, unit)
    assert (outcome, ("missing-part", "Pasal 19 ayat (1) huruf c") in found) == ("non-compliant", True)


@pytest.mark.requirement("P11-18-088")
def test_an_element_without_criteria_is_incomplete_and_named():
    version = make_version()
    unit = fill(version)[3]
    PerformanceCriterion.objects.filter(element__unit=unit, element__number=2).delete()
    assert lacking(version, unit) == (
        "non-compliant",
        [("element-without-criterion", "Pasal 19 ayat (1) huruf d")],
    )
    _whole, parts = occupational.completeness(version)
    assert "EK-I.2" in parts[unit.identifier].findings[0].message()


@pytest.mark.parametrize(
    ("kind", "number", "found"),
    [
        pytest.param(kind, number, found, marks=pytest.mark.requirement(row))
        for kind, number, found, row in (
            ("I", 0, ["no-core-unit"], "P11-18-093"),
            ("I", 1, [], "P11-18-093"),
            ("I", 12, [], "P11-18-093"),
            ("P", 0, ["no-elective-unit"], "P11-18-094"),
            ("P", 1, [], "P11-18-094"),
        )
    ],
)
def test_a_standard_needs_one_core_and_one_elective_unit(kind, number, found):
    version = make_version()
    fill(version, core=number if kind == "I" else 1)
    if (kind, number) == ("P", 0):
        version.units.filter(kind="P").delete()
    judged, _parts = occupational.completeness(version)
    assert [finding.code for finding in judged.findings] == found
    assert judged.outcome == ("non-compliant" if found else "compliant")


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


@pytest.mark.requirement("P11-18-092")
def test_a_general_unit_keeps_one_of_its_three_titles():
    actor = bpsdm()
    version = opened(actor)
    unit = version.units.get(kind="U", number=1)
    told = {"actor": actor, "version": version, "node": unit.identifier, "field": "title", "revision": 1}
    with pytest.raises(RuleBroken) as refused:
        trees.save_text(**told, text="Wawasan Nusantara")
    assert refused.value.decision.findings[0].citation.place == "Pasal 20 ayat (1)"
    trees.save_text(**told, text="Unit Kompetensi KARAKTER Kebangsaan Indonesia")


@pytest.mark.django_db(transaction=True)
def test_two_who_open_standards_under_one_code_both_get_a_number():
    actors, start, numbers = [bpsdm(), bpsdm()], Barrier(2), []

    def open_one(actor, title):
        start.wait()
        try:
            numbers.append(opened(actor, title=title).standard.position_number)
        finally:
            connection.close()

    threads = [Thread(target=open_one, args=(actor, f"Jabatan {at}")) for at, actor in enumerate(actors)]
    for thread in threads:
        thread.start()
    for thread in threads:
        thread.join()
    assert sorted(numbers) == [1, 2]


def test_numbers_of_positions_end_where_their_digits_end():
    actor = bpsdm()
    first = opened(actor)
    OccupationalStandard.objects.filter(pk=first.standard_id).update(position_number=998)
    assert opened(actor, title="Yang terakhir").standard.code == "AP.999"
    with pytest.raises(Unusable):
        opened(actor, title="Terlalu banyak")


def test_the_first_standard_of_an_installation_is_asked_for_the_documents_of_its_stages():
    version = opened(bpsdm())
    missing = stage_reading.missing_outputs(version, version.stage, stage_reading.requirements())
    assert [each.code for each in missing] == ["keputusan-tim"]

from io import BytesIO

import pytest
from django.urls import reverse
from python_calamine import CalamineWorkbook

from mumpuni.audit.models import Event
from mumpuni.audit.policies import Refused
from mumpuni.exchange import services as exchange
from mumpuni.exchange.models import RowState
from mumpuni.people.policies import Unusable
from mumpuni.standards.importers.trees import TreeImporter
from mumpuni.standards.models import CompetencyUnit, NodeRevision, StandardVersion, TeamMember
from mumpuni.standards.selectors import register
from mumpuni.standards.services import trees
from mumpuni.standards.services.tree_import import GivenUnit, add_units
from tests.exchange.books import xlsx
from tests.people import factories as people
from tests.standards.factories import bpsdm, fill, make_version, publish

pytestmark = pytest.mark.django_db
KIND = "standards.skk-tree"
HEAD = ["Jenis baris", "Jenis unit", "Judul unit kompetensi", "Elemen kompetensi", "Kriteria unjuk kerja"]


@pytest.fixture
def drafter():
    return people.account("drafter")


@pytest.fixture
def draft(drafter):
    return make_version(team={drafter: TeamMember.Part.DRAFTER})


def check(actor, version, data):
    batch = exchange.upload(
        actor=actor, kind=KIND, file_name="naskah.xlsx", data=data, context={"versi": str(version.pk)}
    )
    return exchange.map_columns(actor=actor, batch=batch)


def enter(actor, batch):
    exchange.confirm(actor=actor, batch=batch)
    exchange.run_confirm(batch_id=str(batch.pk), actor_id=actor.pk)
    batch.refresh_from_db()


def article(message):
    """The article at the end of a message; the whole where it names none."""
    _words, sign, place = message.partition("(Permendagri 11/2018 ")
    return place.removesuffix(")") if sign else message


def problems(batch):
    """Row, column letter, code and article of each row that cannot enter."""
    return [
        (row.number, each["column"], each["code"], article(each["message"]))
        for row in batch.rows.order_by("number")
        for each in row.problems
    ]


def broken(actor, version, *rows):
    return problems(check(actor, version, xlsx([HEAD, *rows])))


def told(version):
    """A tree without numbers of rows, to compare two of them."""
    return [
        (
            branch.unit.kind,
            branch.unit.number,
            [getattr(branch.unit, name) for name in CompetencyUnit.TEXTS],
            [(element.number, element.title, [each.title for each in below]) for element, below in branch.elements],
        )
        for branch in register.tree(version)
    ]


def test_what_leaves_as_a_workbook_comes_back_as_the_same_tree(client, draft, drafter):
    source = make_version()
    fill(source, core=2)
    source.units.filter(kind="I", number=1).update(knowledge="Peraturan:\n\n- mutasi\n- promosi")
    client.force_login(bpsdm())
    data = client.get(reverse("standards:skk_workbook", args=[source.pk])).content
    batch = check(drafter, draft, data)
    assert problems(batch) == []
    enter(drafter, batch)
    assert told(draft) == told(source)
    assert NodeRevision.objects.filter(version=draft, act="created").count() == 6 + 12 + 24
    assert NodeRevision.objects.get(version=draft, code="AP.001.UK-I.02.EK-I.2.KUK-I.01").kind == "criterion"
    assert Event.objects.filter(name="standards.tree.imported").count() == 1


@pytest.mark.requirement("P11-18-099", "P11-18-100", "P11-18-101")
def test_elements_need_a_unit_of_their_kind(draft, drafter):
    assert broken(
        drafter,
        draft,
        ["Unit", "UK-I", "Menyusun", "", ""],
        ["Elemen", "UK-I", "Menyusun", "Satu", ""],
        ["Elemen", "UK-U", "Menyusun", "Dua", ""],
        ["Elemen", "UK-I", "Tidak ada", "Tiga", ""],
        ["Elemen", "UK-P", "Menyusun", "", ""],
        ["Unit", "UK-X", "Lain", "", ""],
    ) == [
        (4, "B", "kind-mismatch", "Pasal 19 ayat (2)"),
        (5, "C", "unit-number", "Pasal 20 ayat (4)"),
        (6, "B", "kind-mismatch", "Pasal 19 ayat (2)"),
        (6, "D", "missing", "Nama elemen kosong."),
        (7, "B", "unknown-choice", "Isian tidak dikenali."),
    ]


@pytest.mark.requirement("P11-18-099", "P11-18-100", "P11-18-101")
@pytest.mark.parametrize(("kind", "letter"), [("U", "a"), ("I", "b"), ("P", "c")])
def test_a_tenth_element_gets_no_number(draft, drafter, kind, letter):
    title = "Karakter Kebangsaan Indonesia" if kind == "U" else "Menyusun"
    rows = [["Elemen", f"UK-{kind}", title, f"Langkah {number}", ""] for number in range(1, 11)]
    assert broken(drafter, draft, ["Unit", f"UK-{kind}", title, "", ""], *rows) == [
        (12, "D", "element-number", f"Pasal 21 ayat (2) huruf {letter}")
    ]


@pytest.mark.requirement("P11-18-102", "P11-18-103", "P11-18-104")
@pytest.mark.parametrize(("kind", "letter"), [("U", "a"), ("I", "b"), ("P", "c")])
def test_criteria_need_an_element_and_end_at_99(draft, drafter, kind, letter):
    title = "Karakter Kebangsaan Indonesia" if kind == "U" else "Menyusun"
    front = [f"UK-{kind}", title]
    rows = [["KUK", *front, "Satu", f"Kriteria {number}"] for number in range(1, 101)]
    found = broken(
        drafter,
        draft,
        ["Unit", *front, "", ""],
        ["Elemen", *front, "Satu", ""],
        *rows,
        ["KUK", *front, "Tidak ada", "Kriteria"],
        ["KUK", *front, "", "Kriteria"],
        ["KUK", *front, "Satu", ""],
    )
    article = f"Pasal 21 ayat (3) huruf {letter}"
    element = f"Pasal 21 ayat (2) huruf {letter}"
    assert found[0] == (103, "E", "criterion-number", article)
    assert [each[:3] for each in found[1:]] == [
        (104, "D", "element-number"),
        (105, "D", "element-number"),
        (106, "E", "missing"),
    ]
    assert {each[3] for each in found[1:3]} <= {element, "Pasal 21 ayat (2)"}


def test_a_fourth_general_unit_a_double_and_a_filled_unit_are_told(draft, drafter):
    fill(draft)
    rows = [
        ["Unit", "UK-U", "Wawasan Nusantara", "", ""],
        ["Unit", "UK-P", "Berpidato", "", ""],
        ["Unit", "UK-P", "berpidato", "", ""],
        ["Unit", "UK-I", "Menyusun Rencana Mutasi 1", "", ""],
    ]
    assert broken(drafter, draft, *rows) == [
        (2, "B", "general-units", "Pasal 20 ayat (1)"),
        (4, "C", "unit-twice", "Unit ini sudah ada pada baris 3."),
        (5, "C", "unit-filled", "Unit ini sudah berisi elemen dalam naskah."),
    ]


def test_units_of_the_draft_without_elements_are_filled_and_others_added_after_them(draft, drafter):
    empty = CompetencyUnit.objects.create(version=draft, kind="U", number=1, title="Karakter Kebangsaan Indonesia")
    batch = check(
        drafter,
        draft,
        xlsx(
            [
                [*HEAD, "Deskripsi: pengetahuan", "Kode"],
                ["Unit", "Umum", "Karakter kebangsaan Indonesia", "", "", "Pancasila", "AP.009.UK-U.77"],
                ["Elemen", "UK-U", "Karakter Kebangsaan Indonesia", "Menjaga", ""],
                ["Unit", "UK-U", "Sistem Pemerintahan Indonesia", "", "", "", "X"],
            ]
        ),
    )
    assert problems(batch) == []
    enter(drafter, batch)
    empty.refresh_from_db()
    assert (empty.knowledge, empty.title, empty.revision) == ("Pancasila", "Karakter Kebangsaan Indonesia", 2)
    assert [line.code for line in register.unit_lines(draft)] == ["AP.001.UK-U.01", "AP.001.UK-U.02"]
    with pytest.raises(trees.Conflict):
        trees.save_text(actor=drafter, version=draft, node=empty.identifier, field="knowledge", text="Lama", revision=1)


def test_good_rows_stay_ready_and_nothing_enters_without_what_it_hangs_on(draft, drafter):
    fill(draft)
    before = told(draft)
    batch = check(
        drafter,
        draft,
        xlsx(
            [
                HEAD,
                ["Unit", "UK-I", "Menyusun", "", ""],
                ["Elemen", "UK-I", "Menyusun", "Satu", ""],
                ["Unit", "UK-U", "Wawasan Nusantara", "", ""],
                ["Elemen", "UK-U", "Wawasan Nusantara", "Dua", ""],
            ]
        ),
    )
    assert [row.state for row in batch.rows.order_by("number")] == [
        RowState.OK,
        RowState.OK,
        RowState.BAD,
        RowState.OK,
    ]
    enter(drafter, batch)
    assert told(draft) == before
    assert problems(batch)[-1][:3] == (5, "C", "unit-number")
    exchange.skip_rows(actor=drafter, batch=batch, numbers=[4, 5])
    enter(drafter, batch)
    assert [line.unit.title for line in register.unit_lines(draft)][4] == "Menyusun"


def test_mending_one_cell_in_the_grid_leaves_long_texts_of_several_lines_alone(draft, drafter):
    text = "\n".join(f"- butir {number}" for number in range(400))
    sheet = xlsx([[*HEAD, "Deskripsi: pengetahuan"], ["Unit", "UK-X", "Menyusun", "", "", text]])
    batch = check(drafter, draft, sheet)
    flat = " ".join(text.split("\n"))
    exchange.mend_row(actor=drafter, batch=batch, number=2, cells={"kind": "UK-I", "knowledge": flat})
    enter(drafter, batch)
    assert draft.units.get().knowledge == text


def test_only_the_team_brings_text_in_and_only_while_it_is_a_draft(client, draft, drafter):
    assert TreeImporter().may_import(drafter, {"versi": str(draft.pk)})
    assert TreeImporter().may_import(bpsdm(), {"versi": str(draft.pk)})
    stranger = people.account("drafter")
    for context in ({"versi": str(draft.pk)}, {"versi": "x"}, {}, {"versi": "9" * 12}):
        assert not TreeImporter().may_import(stranger, context)
    client.force_login(drafter)
    page = client.get(reverse("exchange:import_new", args=[KIND]), {"versi": draft.pk})
    assert str(draft) in page.content.decode()
    with pytest.raises(Refused):
        add_units(actor=stranger, version=draft, units=[GivenUnit("I", "Menyusun")])
    publish(draft)
    assert not TreeImporter().may_import(drafter, {"versi": str(draft.pk)})
    with pytest.raises(Unusable):
        add_units(actor=drafter, version=StandardVersion.objects.get(pk=draft.pk), units=[GivenUnit("I", "Menyusun")])


def test_the_template_names_the_columns(client, draft, drafter):
    client.force_login(drafter)
    response = client.get(reverse("exchange:import_template", args=[KIND]), {"versi": draft.pk})
    head = CalamineWorkbook.from_filelike(BytesIO(response.content)).get_sheet_by_index(0).to_python()[0]
    assert head[:5] == HEAD
    assert len(head) == len(set(head)) == 5 + 13


@pytest.mark.parametrize("job_code", ["AP", "PTP", "AK", "PTK", "JF", "JP"])
def test_codes_begin_with_the_code_of_the_position(draft, job_code):
    draft.standard.job_code = job_code
    draft.standard.save()
    fill(draft)
    assert {line.code.split(".")[0] for line in register.unit_lines(draft)} == {job_code}


@pytest.mark.requirement("P11-18-115")
def test_the_same_number_under_two_positions_is_two_codes():
    one, other = make_version(), make_version()
    other.standard.job_code = "AK"
    other.standard.save()
    fill(one)
    fill(other)
    ours, theirs = ({line.code for line in register.unit_lines(version)} for version in (one, other))
    assert not ours & theirs

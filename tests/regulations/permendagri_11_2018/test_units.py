"""What a competency unit must hold."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import decide
from mumpuni.regulations.permendagri_11_2018.units import (
    PARTS,
    Element,
    UnitCompleteFacts,
    UnitContentFacts,
    unit_complete,
    unit_content,
)

CONTENT = "permendagri-11-2018/unit-content"
kinds = st.sampled_from("UIP")
ASPECTS = {
    "description": {"knowledge": "pengetahuan", "skills": "keterampilan", "attitude": "sikap kerja"},
    "assessment_guide": {
        "aspects": "aspek penilaian",
        "conditions": "kondisi pengujian",
        "knowledge": "pengetahuan",
        "skills": "keterampilan",
        "critical": "aspek kritis",
    },
    "variables": {
        "context": "konteks variabel",
        "equipment": "perlengkapan yang dibutuhkan",
        "tasks": "tugas yang harus dilakukan",
        "regulations": "peraturan yang diperlukan",
    },
}
NAMES = {
    "description": "deskripsi unit kompetensi",
    "assessment_guide": "panduan penilaian",
    "variables": "batasan variabel",
}
WHOLE = {
    "kind": "I",
    "code": "AP.UK-I.01",
    "title": "Menyusun Anggaran",
    "elements": [{"name": "Menyiapkan data", "criteria": ["Data terkumpul"]}],
} | {part: dict.fromkeys(aspects, "ada") for part, aspects in ASPECTS.items()}


@given(kinds, st.lists(st.sampled_from(PARTS.codes)), st.lists(st.integers(0, 3), max_size=12))
def test_each_missing_part_and_each_bare_element_is_named_once(kind, has, per_element):
    decision = unit_complete(UnitCompleteFacts(kind, tuple(has), tuple(per_element)))
    named = {
        code: [finding.details for finding in decision.findings if finding.code == code]
        for code in ("missing-part", "too-many-elements", "element-without-criterion")
    }
    assert named == {
        "missing-part": [{"part": f"unit-{part}"} for part in PARTS.codes if part not in has],
        "too-many-elements": [{"here": len(per_element), "most": 9, "label": f"EK-{kind}"}]
        if len(per_element) > 9
        else [],
        "element-without-criterion": [
            {"element": f"EK-{kind}.{number}"} for number, count in enumerate(per_element, start=1) if count == 0
        ],
    }
    assert decision.outcome == ("non-compliant" if any(named.values()) else "compliant")


@given(kinds, st.lists(st.sampled_from(PARTS.codes)), st.sampled_from(PARTS.codes))
def test_one_more_part_never_brings_a_finding_and_order_does_not_matter(kind, has, part):
    before, after = (unit_complete(UnitCompleteFacts(kind, (*had,))).findings for had in (has, [part, *has]))
    assert set(map(str, after)) <= set(map(str, before))
    assert unit_complete(UnitCompleteFacts(kind, (*has[::-1],))).findings == before


def test_a_whole_unit_lacks_nothing():
    assert decide(CONTENT, WHOLE).findings == ()


@pytest.mark.requirement(*(f"P11-18-{number:03}" for number in (98, *range(106, 115))))
@pytest.mark.parametrize(
    ("part", "aspect"), [(part, aspect) for part, aspects in ASPECTS.items() for aspect in aspects]
)
def test_one_empty_aspect_makes_a_unit_incomplete(part, aspect):
    decision = decide(CONTENT, WHOLE | {part: WHOLE[part] | {aspect: " "}})
    assert [finding.message() for finding in decision.findings] == [
        f"Bagian {NAMES[part]} belum menjelaskan {ASPECTS[part][aspect]}; isi aspek itu."
    ]


def test_every_aspect_stands_on_the_row_of_its_own():
    found = decide(CONTENT, {"kind": "I"}).findings
    assert [finding.requirement for finding in found if finding.code == "missing-aspect"] == [
        *["P11-18-098"] * 3,
        *(f"P11-18-{number}" for number in range(106, 115)),
    ]


@given(kinds, st.lists(st.integers(0, 101), max_size=12))
def test_codes_are_derived_as_far_as_there_are_numbers(kind, per_element):
    elements = tuple(Element("Elemen", ("Kriteria",) * count) for count in per_element)
    values = unit_content(UnitContentFacts(kind, elements=elements)).values
    assert values["element_codes"] == tuple(f"EK-{kind}.{number}" for number in range(1, min(len(elements), 9) + 1))
    assert values["criterion_codes"] == tuple(
        tuple(f"KUK-{kind}.{number:02}" for number in range(1, min(count, 99) + 1)) for count in per_element[:9]
    )


@pytest.mark.parametrize(
    ("change", "messages"),
    [
        pytest.param(
            {"title": None},
            ["Unit kompetensi belum berjudul (kode: AP.UK-I.01)."],
            marks=pytest.mark.requirement("P11-18-085"),
        ),
        pytest.param(
            {"code": None},
            ["Unit kompetensi belum berkode (judul: Menyusun Anggaran)."],
            marks=pytest.mark.requirement("P11-18-085"),
        ),
        pytest.param(
            {"code": None, "title": None},
            ["Unit kompetensi belum berjudul (kode: tidak ada).", "Unit kompetensi belum berkode (judul: tidak ada)."],
            marks=pytest.mark.requirement("P11-18-085"),
        ),
        ({"elements": []}, ["Unit kompetensi belum memuat elemen kompetensi; lengkapi bagian itu."]),
        (
            {"elements": [{"criteria": ["x"]}, {"name": "y"}]},
            [
                "Elemen EK-I.1 belum bernama.",
                "Elemen EK-I.2 belum mempunyai kriteria unjuk kerja; tambahkan paling sedikit satu.",
            ],
        ),
        (
            {"elements": [{"name": "y", "criteria": ["x"]}] * 10},
            ["Nomor EK-I hanya 1 digit, jadi satu unit paling banyak memuat 9 elemen; di sini 10."],
        ),
        (
            {"elements": [{"name": "y", "criteria": ["x"]}, {"name": "y", "criteria": ["x"] * 100}]},
            ["Nomor kriteria hanya 2 digit, jadi elemen EK-I.2 paling banyak memuat 99 kriteria; di sini 100."],
        ),
    ],
)
def test_what_is_said_of_an_unfinished_unit(change, messages):
    assert [finding.message() for finding in decide(CONTENT, WHOLE | change).findings] == messages


def test_what_is_said_of_missing_parts():
    found = decide("permendagri-11-2018/unit-complete", {"kind": "I"}).findings
    assert [finding.message() for finding in found] == [
        f"Unit kompetensi belum memuat {part}; lengkapi bagian itu."
        for part in (
            "judul unit dan kode kompetensi",
            "deskripsi unit kompetensi",
            "elemen kompetensi",
            "kriteria unjuk kerja",
            "panduan penilaian",
            "batasan variabel",
        )
    ]


def test_the_articles_of_a_unit():
    complete = decide("permendagri-11-2018/unit-complete", {"kind": "P"})
    assert [citation.place for citation in complete.citations] == [
        *(f"Pasal 19 ayat (1) huruf {letter}" for letter in "abcdef"),
        "Pasal 21 ayat (2) huruf c",
    ]
    content = decide(CONTENT, WHOLE)
    assert [citation.requirement for citation in content.citations] == [
        *(f"P11-18-{number:03}" for number in range(85, 91)),
        "P11-18-098",
        *(f"P11-18-{number:03}" for number in (106, 106, 107, 108, 109, 110, 111, 111, 112, 113, 114)),
        "P11-18-100",
        "P11-18-103",
    ]


def test_a_missing_part_is_named_in_english_whether_one_or_many():
    found = decide("permendagri-11-2018/unit-complete", {"kind": "I", "has": ["title-code", "criteria"]}).findings
    assert [finding.message("en") for finding in found] == [
        "The competency unit lacks this part: description. Add it.",
        "The competency unit lacks this part: elements. Add it.",
        "The competency unit lacks this part: assessment guide. Add it.",
        "The competency unit lacks this part: range statement. Add it.",
    ]

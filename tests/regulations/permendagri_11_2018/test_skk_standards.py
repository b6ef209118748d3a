"""Units, method and principles of a whole standard."""

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import decide
from mumpuni.regulations.permendagri_11_2018.skk_standards import (
    PrincipleFacts,
    StandardCompleteFacts,
    principles,
    standard_complete,
)

COMPLETE = "permendagri-11-2018/standard-complete"
THREE = ("Karakter Kebangsaan Indonesia", "Sistem Pemerintahan Indonesia", "Manajemen Pembangunan Indonesia")
titles = st.sampled_from([*THREE, "Bela Negara", "Etika"]) | st.text(min_size=1).filter(str.strip)


@st.composite
def written_otherwise(draw):
    """The three general units as someone might have typed them."""
    typed = []
    for title in draw(st.permutations(THREE)):
        before = draw(st.sampled_from(["", "Unit Kompetensi ", "UNIT  KOMPETENSI ", " unitkompetensi"]))
        between = draw(st.sampled_from([" ", "  ", "\t", "\u00a0"]))
        typed.append(before + between.join(draw(st.sampled_from([title, title.upper(), title.lower()])).split()) + " ")
    return typed


@pytest.mark.requirement("P11-18-092")
@given(written_otherwise())
def test_general_units_are_recognised_however_they_are_typed(typed):
    assert decide(COMPLETE, {"general": typed, "core": ["a"], "elective": ["b"]}).findings == ()


@given(st.lists(titles, max_size=5))
def test_general_units_are_right_only_if_each_stands_there_once(general):
    decision = standard_complete(StandardCompleteFacts((*general,), ("a",), ("b",)))
    shuffled = standard_complete(StandardCompleteFacts((*general[::-1],), ("a",), ("b",)))
    assert (decision.outcome == "compliant") == (sorted(general) == sorted(THREE))
    assert decision.outcome == shuffled.outcome


@pytest.mark.parametrize(
    ("general", "message"),
    [
        ([*THREE, "Bela Negara"], "Kurang: tidak ada. Tidak termasuk atau berulang: Bela Negara."),
        (THREE[:2], "Kurang: Manajemen Pembangunan Indonesia. Tidak termasuk atau berulang: tidak ada."),
        (
            [THREE[0], "unit kompetensi karakter kebangsaan indonesia", "Etika"],
            "Kurang: Sistem Pemerintahan Indonesia, Manajemen Pembangunan Indonesia. "
            "Tidak termasuk atau berulang: unit kompetensi karakter kebangsaan indonesia, Etika.",
        ),
    ],
)
def test_what_is_said_of_general_units(general, message):
    found = decide(COMPLETE, {"general": list(general), "core": ["a"], "elective": ["b"]}).findings
    assert [finding.message() for finding in found] == [f"Unit umum (UK-U) harus tepat 3. {message}"]


@pytest.mark.parametrize(
    ("rule", "facts", "messages"),
    [
        (
            "standard-complete",
            {"general": list(THREE)},
            [
                "SKK-PDN harus memuat paling sedikit 1 unit inti (UK-I) sesuai tugas pokok dan fungsi jabatan.",
                "SKK-PDN harus memuat paling sedikit 1 unit pilihan (UK-P) penunjang tugas pokok dan fungsi jabatan.",
            ],
        ),
        (
            "skk-method",
            {"method": "adaptasi"},
            ["Perumusan dengan cara adaptasi harus menyebut standar kompetensi asalnya."],
        ),
        (
            "skk-principles",
            {},
            [
                "Prinsip relevan: nyatakan kebutuhan urusan pemerintahan dalam negeri yang dijawab rancangan ini.",
                "Prinsip valid: sebutkan paling sedikit 1 acuan atau pembanding yang sah.",
                "Prinsip aseptabel: catat pemangku kepentingan yang menerima rancangan ini, paling sedikit 1.",
                "Prinsip luwes: tambahkan catatan di mana dan bagaimana rancangan ini dapat diterapkan.",
                "Prinsip telusur: sebutkan standar lain sebagai pembanding, atau beri tanda tanpa padanan.",
            ],
        ),
    ],
)
def test_what_is_said_of_a_standard(rule, facts, messages):
    assert [finding.message() for finding in decide(f"permendagri-11-2018/{rule}", facts).findings] == messages


@given(st.builds(PrincipleFacts, need=st.none() | st.just("a"), references=st.just(()) | st.just(("b",))))
def test_showing_more_never_brings_a_finding(facts):
    more = PrincipleFacts("a", ("b", "c"), facts.consents, facts.applicability_note)
    before, after = ({finding.code for finding in principles(each).findings} for each in (facts, more))
    assert after <= before


def test_the_articles_of_a_standard():
    places = {
        rule: [citation.place for citation in decide(f"permendagri-11-2018/{rule}", facts).citations]
        for rule, facts in (
            ("standard-complete", {}),
            ("skk-method", {"method": "adopsi", "source_standard": "SKKNI"}),
            ("skk-principles", {}),
        )
    }
    assert places == {
        "standard-complete": ["Pasal 20 ayat (1)", "Pasal 20 ayat (2)", "Pasal 20 ayat (3)"],
        "skk-method": ["Pasal 18 huruf c"],
        "skk-principles": [f"Pasal 17 huruf {letter}" for letter in "abcde"],
    }

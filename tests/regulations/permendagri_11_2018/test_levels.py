"""The nine levels, the three tables, the checks of a level, the names of positions."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import catalogue, decide
from mumpuni.regulations.permendagri_11_2018.level_checks import (
    DevelopmentLevelFacts,
    EducationLevelFacts,
    PositionAndTrainingFacts,
    PositionLevelFacts,
    development_level_check,
    education_level_check,
    position_and_training,
    position_level_check,
)
from mumpuni.regulations.permendagri_11_2018.levels import (
    BY_DEVELOPMENT,
    BY_EDUCATION,
    BY_POSITION,
    HIGHEST,
    LEVELS,
    LOWEST,
    Education,
)
from mumpuni.regulations.permendagri_11_2018.names import PositionNameFacts, position_name
from mumpuni.regulations.vocabulary import FUNCTIONAL, Position

positions = st.sampled_from(get_args(Position))
educations = st.sampled_from(get_args(Education))
STRUCTURAL = [position for position in get_args(Position) if position not in FUNCTIONAL]


def entries(name):
    return [(entry.code, entry.name()) for entry in catalogue(f"permendagri-11-2018/{name}").entries]


@pytest.mark.requirement("P11-18-003", "P11-18-004")
def test_the_framework_is_kka_pdn_with_nine_levels_from_1_to_9():
    framework = catalogue("permendagri-11-2018/definitions")["kka-pdn"]
    assert framework.name() == "Kerangka Kualifikasi Aparatur Pemerintahan Dalam Negeri (KKA-PDN)"
    assert framework.citation.place == "Pasal 4 ayat (3)"
    assert catalogue("permendagri-11-2018/levels").codes == ("1", "2", "3", "4", "5", "6", "7", "8", "9")
    assert (LEVELS, LOWEST, HIGHEST) == ((1, 2, 3, 4, 5, 6, 7, 8, 9), 1, 9)


@pytest.mark.requirement("P11-18-020")
def test_there_are_exactly_three_routes():
    assert entries("routes") == [
        ("pendidikan-formal", "Pendidikan formal"),
        ("pengembangan-kompetensi", "Pengembangan kompetensi"),
        ("pengalaman-kerja", "Pengalaman kerja"),
    ]
    fields = [entry.fields["levels_in"] for entry in catalogue("permendagri-11-2018/routes").entries]
    assert fields == ["Pasal 9", "Pasal 10", "Pasal 11"]


@pytest.mark.requirement("P11-18-002")
def test_the_levels_serve_three_families_and_every_position_has_one():
    families = catalogue("permendagri-11-2018/qualification-families").codes
    assert families == ("jabatan-administrasi", "jabatan-fungsional", "jabatan-pimpinan-tinggi")
    of_positions = {
        entry.code: entry.fields["family"] for entry in catalogue("permendagri-11-2018/position-levels").entries
    }
    assert {position for position, family in of_positions.items() if family == "jabatan-fungsional"} == set(FUNCTIONAL)
    assert [of_positions[position] for position in STRUCTURAL] == [families[0]] * 3 + [families[2]] * 3


@pytest.mark.parametrize("table", [BY_POSITION, BY_DEVELOPMENT])
def test_both_tables_hold_every_position_once_in_order(table):
    assert tuple(table) == get_args(Position)


def test_the_table_of_education_holds_every_word_of_the_facts():
    assert set(BY_EDUCATION) == set(get_args(Education))
    assert len(BY_EDUCATION) == len(get_args(Education)) == 14


@pytest.mark.requirement("P11-18-048", "P11-18-055")
def test_the_two_tables_part_where_pasal_5_and_10_part():
    parted = {
        position: (BY_POSITION[position].levels, BY_DEVELOPMENT[position].levels)
        for position in get_args(Position)
        if BY_POSITION[position].levels != BY_DEVELOPMENT[position].levels
    }
    assert parted == {
        "pengawas": ((4, 5), (4,)),
        "administrator": ((6,), (5,)),
        "jpt-pratama": ((7,), (6,)),
        "jpt-madya": ((8,), (7, 8)),
        "penyelia": ((5,), (6,)),
        "ahli-pertama": ((6,), (5,)),
        "ahli-muda": ((7,), (6,)),
        "ahli-madya": ((8,), (7, 8)),
    }


@pytest.mark.requirement("P11-18-056")
def test_there_are_eight_functional_grades_and_three_other_spellings():
    grades = [
        entry.code
        for entry in catalogue("permendagri-11-2018/position-levels").entries
        if entry.fields["family"] == "jabatan-fungsional"
    ]
    assert grades == list(FUNCTIONAL)
    assert len(set(grades)) == 8
    assert {
        entry.name(): entry.fields["position"] for entry in catalogue("permendagri-11-2018/position-aliases").entries
    } == {"Terampil Mahir": "mahir", "Ahli Pratama": "ahli-pertama", "Terampil Penyelia": "penyelia"}


@pytest.mark.parametrize(
    ("rule", "facts", "message"),
    [
        ("position-level-check", {"position": "mahir", "level": 10}, "Jenjang 10 tidak ada; pilih jenjang 1 sampai 9."),
        (
            "position-level-check",
            {"position": "pelaksana", "level": 4},
            "Jenjang 4 bukan jenjang jabatan Pelaksana; yang setara: 1, 2, 3.",
        ),
        (
            "education-level-check",
            {"education": "profesi", "level": 9, "standard_met": True},
            "Jenjang 9 tidak setara dengan pendidikan profesi; yang setara hanya: 7, 8.",
        ),
        (
            "education-level-check",
            {"education": "d3", "level": 4, "standard_met": True},
            "Jenjang 4 terlalu rendah untuk Diploma 3; paling rendah setara dengan jenjang 5.",
        ),
        (
            "education-level-check",
            {"education": "sarjana", "level": 8, "standard_met": True},
            "Jenjang 8 lebih tinggi daripada jenjang 6 yang menjadi batas terendah bagi Sarjana; sebutkan dasarnya.",
        ),
        (
            "education-level-check",
            {"education": "sarjana", "level": 6},
            "Standar kompetensi jenjang 6 belum dinyatakan terpenuhi, jadi jenjang ini baru usulan.",
        ),
        (
            "development-level-check",
            {"graduate_of": "jpt-madya", "level": 9},
            "Lulusan pengembangan kompetensi JPT Madya setara dengan jenjang 7, 8, bukan 9; "
            "jenjang lain perlu jalur lain.",
        ),
        (
            "position-and-training",
            {"position": "jpt-pratama", "graduate_of": "administrator"},
            "Jenjang menurut pelatihan (5) lebih rendah 2 daripada jenjang menurut jabatan (7); "
            "keduanya tetap dicatat.",
        ),
        (
            "position-and-training",
            {"position": "pengawas", "graduate_of": "penyelia"},
            "Jenjang menurut pelatihan (6) lebih tinggi 2 daripada jenjang menurut jabatan (4); "
            "keduanya tetap dicatat.",
        ),
        (
            "position-name",
            {"name": "AHLI PRATAMA"},
            '"AHLI PRATAMA" dibaca sebagai fungsional Ahli Pertama; ejaan itu dari Pasal 10.',
        ),
        (
            "position-name",
            {"name": "Lurah"},
            'Jabatan "Lurah" tidak dikenal; tulis nama jenjang menurut Pasal 5.',
        ),
    ],
)
def test_what_is_found_says_what_and_where(rule, facts, message):
    found = decide(f"permendagri-11-2018/{rule}", facts).findings
    assert [finding.message() for finding in found] == [message]


@pytest.mark.parametrize("rule", ["position-level-check", "development-level-check"])
def test_a_level_outside_the_framework_is_said_once(rule):
    fact = "position" if rule == "position-level-check" else "graduate_of"
    found = decide(f"permendagri-11-2018/{rule}", {fact: "pelaksana", "level": 0}).findings
    assert [(finding.code, finding.requirement) for finding in found] == [("no-such-level", "P11-18-004")]


@given(positions, st.integers(-2, 12))
def test_a_level_fits_a_position_exactly_when_its_table_names_it(position, level):
    by_position = position_level_check(PositionLevelFacts(position, level)).outcome
    by_training = development_level_check(DevelopmentLevelFacts(position, level)).outcome
    assert (by_position == "compliant") == (level in BY_POSITION[position].levels)
    assert (by_training == "compliant") == (level in BY_DEVELOPMENT[position].levels)


@given(educations, st.integers(-2, 12), st.none() | st.just("Keputusan Menteri"), st.booleans())
def test_education_fits_what_it_names_and_with_a_ground_what_lies_above_a_minimum(education, level, ground, met):
    line = BY_EDUCATION[education]
    fits = level in line.levels or (line.at_least and ground is not None and line.levels[0] < level <= 9)
    decision = education_level_check(EducationLevelFacts(education, level, ground, met))
    assert (decision.outcome == "compliant") == fits
    assert decision.values["status"] == (None if not fits else "ditetapkan" if met else "usulan")


@given(positions, positions | st.none())
def test_neither_level_changes_the_other(position, graduate_of):
    values = position_and_training(PositionAndTrainingFacts(position, graduate_of)).values
    assert values["position_levels"] == BY_POSITION[position].levels
    assert values["training_levels"] == (BY_DEVELOPMENT[graduate_of].levels if graduate_of else ())


def test_each_decision_cites_its_own_line():
    decision = position_and_training(PositionAndTrainingFacts("administrator", "administrator"))
    assert [citation.requirement for citation in decision.citations] == ["P11-18-007", "P11-18-044"]
    alone = position_and_training(PositionAndTrainingFacts("administrator"))
    assert [citation.requirement for citation in alone.citations] == ["P11-18-007"]
    checked = education_level_check(EducationLevelFacts("sarjana", 6))
    assert [citation.requirement for citation in checked.citations] == ["P11-18-004", "P11-18-036", "P11-18-041"]


@pytest.mark.parametrize("position", get_args(Position))
def test_every_code_and_every_name_of_a_position_is_known(position):
    entry = catalogue("permendagri-11-2018/position-levels")[position]
    for name in (entry.code, entry.name(), entry.name().upper(), f"  {entry.code.replace('-', '_')} "):
        decision = position_name(PositionNameFacts(name))
        assert (decision.outcome, decision.values, decision.findings) == (
            "matched",
            {"position": position, "alias": None},
            (),
        )
    assert [citation.requirement for citation in decision.citations] == ["P11-18-056"]


def test_another_spelling_cites_where_it_stands():
    cited = [
        position_name(PositionNameFacts(name)).citations[0].requirement
        for name in ("Ahli Pratama", "Terampil Mahir", "Terampil Penyelia")
    ]
    assert cited == ["P11-18-056", "P11-18-056", "P11-18-052"]

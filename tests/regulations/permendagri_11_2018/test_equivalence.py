"""The routes to a level side by side, and how far they carry."""

from dataclasses import replace
from decimal import Decimal
from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import explain
from mumpuni.regulations.permendagri_11_2018.equivalence import (
    ClaimedExperience,
    EquivalenceFacts,
    ExperienceLine,
    equivalence,
    written,
)
from mumpuni.regulations.permendagri_11_2018.levels import BY_DEVELOPMENT, BY_POSITION, Education
from mumpuni.regulations.vocabulary import Position

OUTCOMES = ["below-target", "undecided", "reaches-target"]
positions = st.sampled_from(get_args(Position))
fields = st.sampled_from(["kepegawaian", "keuangan", "perikanan"])
years = st.decimals(0, 20, places=1)
claims = st.lists(st.builds(ClaimedExperience, fields, years), max_size=6).map(tuple)
tables = st.lists(st.builds(ExperienceLine, fields, years, st.integers(1, 9)), max_size=6).map(tuple)
anyone = st.builds(
    EquivalenceFacts,
    target_position=positions,
    education=st.none() | st.sampled_from(get_args(Education)),
    graduate_of=st.lists(positions, max_size=4).map(tuple),
    experience=claims,
    experience_table=tables,
    decided_level=st.none() | st.integers(1, 9),
    decision_number=st.none() | st.just("KM 12/2026"),
)


def lines(language="id", **facts):
    return [step.text(language) for step in explain("permendagri-11-2018/equivalence", facts).working]


TABLE = [{"field": "keuangan", "min_years": "5.50", "level": 6}, {"field": "keuangan", "min_years": 2, "level": 4}]


def test_the_arithmetic_shows_each_route_and_what_it_lacks():
    assert lines(
        target_position="jpt-pratama",
        education="sarjana",
        graduate_of=["jpt-madya", "pengawas", "pengawas"],
        experience=[
            {"field": "keuangan", "years": 2.5},
            {"field": "hukum", "years": 10},
            {"field": "keuangan", "years": "3.0"},
        ],
        experience_table=TABLE,
    ) == [
        "Sasaran JPT Pratama: jenjang 7; yang harus dicapai jenjang 7.",
        "Pendidikan formal, Sarjana: paling rendah jenjang 6, dihitung sebesar itu.",
        "Lulusan pengembangan kompetensi JPT Madya: jenjang 7, 8.",
        "Lulusan pengembangan kompetensi Pengawas: jenjang 4.",
        "Pengalaman kerja di bidang keuangan: 2,5 + 3 = 5,5 tahun.",
        "Pengalaman kerja di bidang hukum: 10 tahun.",
        "Tabel pengalaman kerja, bidang keuangan: 5,5 tahun setara dengan jenjang 6, di sini 5,5 tahun.",
        "Jenjang 6 menurut pendidikan formal, sasaran 7, kurang 1.",
        "Jenjang 7 menurut pengembangan kompetensi, sasaran 7, tercapai.",
        "Jenjang 6 menurut pengalaman kerja, sasaran 7, kurang 1.",
    ]


def test_the_arithmetic_shows_what_is_open():
    assert lines(
        "en", target_position="jpt-madya", education="profesi", experience=[{"field": "keuangan", "years": 1}]
    ) == [
        "Target middle-tier senior leader (JPT Madya). Level: 8; to be reached: 8.",
        "Formal education, professional education. Level: 7, 8.",
        "Work experience in keuangan, in years: 1.",
        "The table of work experience is not loaded, so this path has no level yet.",
        "Level by formal education: 7, 8; target 8, not certain.",
    ]


def test_years_are_written_with_the_point_of_english():
    claims = [{"field": "keuangan", "years": 2.5}, {"field": "keuangan", "years": 3}]
    told = lines(
        "en", target_position="jpt-pratama", graduate_of=["pengawas"], experience=claims, experience_table=TABLE
    )
    assert told[1:4] == [
        "Graduate of competency development for supervisor (Pengawas). Level: 4.",
        "Work experience in keuangan, in years: 2.5 + 3 = 5.5.",
        "Table of work experience, keuangan, in years: 5.5 or more for level 6, here 5.5.",
    ]


def test_the_arithmetic_says_when_no_line_is_reached():
    assert lines(
        target_position="pengawas", experience=[{"field": "keuangan", "years": 1}], experience_table=TABLE
    ) == [
        "Sasaran Pengawas: jenjang 4, 5; yang harus dicapai jenjang 4.",
        "Pengalaman kerja di bidang keuangan: 1 tahun.",
        "Tabel pengalaman kerja: tidak ada baris yang tercapai.",
    ]


@pytest.mark.parametrize(
    ("level", "line"),
    [
        (6, "Jenjang 6 menurut penetapan, sasaran 6, tercapai."),
        (4, "Jenjang 4 menurut penetapan, sasaran 6, kurang 2."),
    ],
)
def test_with_a_recorded_decision_that_alone_is_compared(level, line):
    assert lines(target_position="administrator", education="doktor", decided_level=level) == [
        "Sasaran Administrator: jenjang 6; yang harus dicapai jenjang 6.",
        "Pendidikan formal, Doktor: jenjang 9.",
        line,
    ]


@given(anyone)
def test_the_number_of_the_decision_is_the_ground_of_the_level_and_of_nothing_else(facts):
    decision = equivalence(facts)
    assert decision.values["ground"] == (facts.decision_number if facts.decided_level else None)
    unnumbered = equivalence(replace(facts, decision_number=None))
    assert replace(decision, values={**decision.values, "ground": None}) == unnumbered


def test_a_table_without_experience_says_nothing():
    assert lines(target_position="administrator", experience_table=TABLE) == [
        "Sasaran Administrator: jenjang 6; yang harus dicapai jenjang 6."
    ]


def test_each_line_of_the_arithmetic_names_its_article():
    steps = explain(
        "permendagri-11-2018/equivalence",
        {
            "target_position": "administrator",
            "education": "d3",
            "graduate_of": ["mahir"],
            "experience": [{"field": "keuangan", "years": 6}],
            "experience_table": TABLE,
        },
    ).working
    assert [step.citation.requirement for step in steps] == [
        "P11-18-007", "P11-18-035", "P11-18-051", "P11-18-058", "P11-18-059", "P11-18-060", "P11-18-060", "P11-18-060",
    ]  # fmt: skip


def test_a_decision_cites_the_articles_it_used():
    decision = equivalence(
        EquivalenceFacts(
            "administrator",
            education="d3",
            graduate_of=("pengawas", "mahir", "ahli-pertama"),
            experience=(ClaimedExperience("keuangan", Decimal(1)),),
        )
    )
    assert [citation.requirement for citation in decision.citations] == [
        "P11-18-060", "P11-18-007", "P11-18-035", "P11-18-043", "P11-18-051", "P11-18-058", "P11-18-059",
    ]  # fmt: skip
    alone = equivalence(EquivalenceFacts("administrator"))
    assert [citation.requirement for citation in alone.citations] == ["P11-18-060", "P11-18-007"]


def test_experience_without_a_table_names_its_fields_once():
    claimed = tuple(ClaimedExperience(field, Decimal(1)) for field in ("keuangan", "hukum", "keuangan"))
    (found,) = equivalence(EquivalenceFacts("administrator", experience=claimed)).findings
    assert (found.code, found.severity) == ("no-experience-table", "info")
    assert found.message() == (
        "Tabel penyetaraan pengalaman kerja dari Keputusan Menteri belum dimuat, "
        "jadi pengalaman di bidang keuangan, hukum belum dapat disetarakan."
    )


def test_of_two_lines_with_the_same_level_the_first_is_shown():
    table = [{"field": "a", "min_years": 2, "level": 4}, {"field": "b", "min_years": 1, "level": 4}]
    shown = lines(
        target_position="terampil",
        experience=[{"field": "b", "years": 3}, {"field": "a", "years": 3}],
        experience_table=table,
    )
    assert shown[3] == "Tabel pengalaman kerja, bidang a: 2 tahun setara dengan jenjang 4, di sini 3 tahun."


@pytest.mark.parametrize(("years", "text"), [("10", "10"), ("2.50", "2.5"), ("0", "0"), ("1E+2", "100")])
def test_years_are_written_as_short_as_they_go(years, text):
    assert written(Decimal(years)) == text


def test_ten_thousand_claims_of_ten_thousand_fields_are_weighed():
    claimed = tuple(ClaimedExperience(f"bidang {number % 5000}", Decimal(1)) for number in range(10_000))
    table = tuple(ExperienceLine(f"bidang {number}", Decimal(2), 5) for number in range(10_000))
    decision = equivalence(EquivalenceFacts("mahir", experience=claimed, experience_table=table))
    assert (decision.outcome, decision.values["by"]) == ("reaches-target", ("experience",))


@given(anyone, positions)
def test_one_more_development_never_takes_anything_away(facts, position):
    more = replace(facts, graduate_of=(*facts.graduate_of, position))
    before, after = equivalence(facts), equivalence(more)
    assert set(before.values["by"]) <= set(after.values["by"])
    if facts.graduate_of or facts.decided_level:
        assert OUTCOMES.index(before.outcome) <= OUTCOMES.index(after.outcome)


@given(anyone, fields, years)
def test_more_years_never_take_anything_away(facts, field, more_years):
    more = replace(facts, experience=(*facts.experience, ClaimedExperience(field, more_years)))
    assert set(equivalence(facts).values["by"]) <= set(equivalence(more).values["by"])


@given(anyone, st.randoms())
def test_the_order_of_what_is_given_does_not_matter(facts, random):
    def shuffled(given_items):
        return tuple(random.sample(given_items, len(given_items)))

    other = replace(
        facts,
        graduate_of=shuffled(facts.graduate_of),
        experience=shuffled(facts.experience),
        experience_table=shuffled(facts.experience_table),
    )
    assert (equivalence(other).outcome, equivalence(other).values) == (
        equivalence(facts).outcome,
        equivalence(facts).values,
    )


@given(anyone)
def test_fields_renamed_alike_change_nothing(facts):
    def renamed(each):
        return tuple(replace(one, field=one.field[::-1]) for one in each)

    other = replace(facts, experience=renamed(facts.experience), experience_table=renamed(facts.experience_table))
    assert equivalence(other).values == equivalence(facts).values


@given(anyone)
def test_the_overall_level_comes_only_by_decision(facts):
    decision = equivalence(facts)
    values = decision.values
    assert values["reached_level"] == facts.decided_level
    assert values["target_levels"] == BY_POSITION[facts.target_position].levels
    if facts.decided_level is not None:
        reaches = facts.decided_level >= min(values["target_levels"])
        assert (decision.outcome, values["by"]) == (
            ("reaches-target", ("decision",)) if reaches else ("below-target", ())
        )
    else:
        assert (decision.outcome == "reaches-target") == bool(values["by"])


@given(anyone)
def test_the_routes_are_those_given_in_the_order_of_pasal_7(facts):
    given_routes = [
        name
        for name, each in (
            ("education", facts.education),
            ("development", facts.graduate_of),
            ("experience", facts.experience),
        )
        if each
    ]
    routes = equivalence(facts).values["routes"]
    assert list(routes) == given_routes
    if facts.graduate_of:
        every = {level for position in facts.graduate_of for level in BY_DEVELOPMENT[position].levels}
        assert routes["development"] == {"levels": tuple(sorted(every))}

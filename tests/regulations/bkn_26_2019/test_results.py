"""Job Person Match, its category, its arithmetic, and how long a result holds."""

from datetime import date, timedelta
from decimal import Decimal
from fractions import Fraction
from typing import get_args

import pytest
from hypothesis import assume, given
from hypothesis import strategies as st

from mumpuni.regulations import catalogue, decide, explain
from mumpuni.regulations.bkn_26_2019.results import (
    BANDS,
    Category,
    MatchFacts,
    ValidityFacts,
    category_of,
    job_person_match,
    may_be_certified,
    printed,
    result_validity,
    shortest,
)

NAMES = st.text("ABCDEFGH", min_size=1, max_size=2)
PURPOSES = st.sampled_from(["pengisian", "pemetaan"])
LEVELS = st.decimals(0, 5, places=2) | st.integers(0, 5).map(Decimal)
standards = st.dictionaries(NAMES, st.integers(1, 5), min_size=1, max_size=9)
#: From the highest to the lowest, written here once more and independently.
LADDERS = {
    "pengisian": [(80, "memenuhi-syarat"), (68, "masih-memenuhi-syarat"), (0, "kurang-memenuhi-syarat")],
    "pemetaan": [(90, "optimal"), (78, "cukup-optimal"), (0, "kurang-optimal")],
}


@st.composite
def rated(draw):
    """A purpose, a standard, and a level for every competency of it."""
    required = draw(standards)
    return MatchFacts(draw(PURPOSES), required, {name: draw(LEVELS) for name in required})


def lines(facts, language="id"):
    return [step.text(language) for step in explain("bkn-26-2019/job-person-match", facts).working]


@pytest.mark.requirement("B26-19-115", "B26-19-116")
def test_each_purpose_has_its_three_categories_with_their_bounds():
    assert {
        purpose: tuple((category, Fraction(lowest)) for lowest, category in ladder)
        for purpose, ladder in LADDERS.items()
    } == BANDS
    assert get_args(Category) == tuple(category for ladder in LADDERS.values() for _, category in ladder)
    assert [catalogue("bkn-26-2019/categories-pengisian")[c].fields["short"] for _, c in LADDERS["pengisian"]] == [
        "MS",
        "MMS",
        "KMS",
    ]
    assert [catalogue("bkn-26-2019/categories-pemetaan")[c].fields["short"] for _, c in LADDERS["pemetaan"]] == [
        "O",
        "CO",
        "KO",
    ]


@pytest.mark.parametrize(
    ("purpose", "percentage", "category", "shown"),
    [
        ("pengisian", Fraction(80), "memenuhi-syarat", "80.00"),
        ("pengisian", Fraction(80) - Fraction(1, 10**30), "masih-memenuhi-syarat", "79.99"),
        ("pengisian", Fraction("79.995"), "masih-memenuhi-syarat", "79.99"),
        ("pengisian", Fraction("79.9949"), "masih-memenuhi-syarat", "79.99"),
        ("pengisian", Fraction(80) + Fraction(1, 10**30), "memenuhi-syarat", "80.00"),
        ("pengisian", Fraction("80.005"), "memenuhi-syarat", "80.01"),
        ("pengisian", Fraction(68), "masih-memenuhi-syarat", "68.00"),
        ("pengisian", Fraction(68) - Fraction(1, 10**30), "kurang-memenuhi-syarat", "67.99"),
        ("pengisian", Fraction(78) - Fraction(1, 10**30), "masih-memenuhi-syarat", "78.00"),
        ("pengisian", Fraction(90) - Fraction(1, 10**30), "memenuhi-syarat", "90.00"),
        ("pemetaan", Fraction(90), "optimal", "90.00"),
        ("pemetaan", Fraction(90) - Fraction(1, 10**30), "cukup-optimal", "89.99"),
        ("pemetaan", Fraction(78), "cukup-optimal", "78.00"),
        ("pemetaan", Fraction(78) - Fraction(1, 10**30), "kurang-optimal", "77.99"),
        ("pemetaan", Fraction(80) - Fraction(1, 10**30), "cukup-optimal", "80.00"),
        ("pemetaan", Fraction(68) - Fraction(1, 10**30), "kurang-optimal", "68.00"),
        ("pemetaan", Fraction(0), "kurang-optimal", "0.00"),
        ("pengisian", Fraction("0.005"), "kurang-memenuhi-syarat", "0.01"),
        ("pengisian", Fraction("9.0649"), "kurang-memenuhi-syarat", "9.06"),
        ("pengisian", Fraction(500), "memenuhi-syarat", "500.00"),
    ],
)
def test_both_sides_of_every_bound(purpose, percentage, category, shown):
    assert (category_of(percentage, purpose), printed(percentage, purpose)) == (category, shown)


@given(PURPOSES, st.fractions(0, 500, max_denominator=10**6))
def test_what_is_printed_never_lies_about_the_category(purpose, percentage):
    shown = Fraction(printed(percentage, purpose))
    assert category_of(shown, purpose) == category_of(percentage, purpose)
    assert abs(shown - percentage) < Fraction(1, 100)
    if abs(shown - percentage) > Fraction(1, 200):
        assert category_of(shown + Fraction(1, 100), purpose) != category_of(percentage, purpose)


@given(PURPOSES, st.fractions(0, 500), st.fractions(0, 500))
def test_a_higher_percentage_never_gets_a_lower_category_or_print(purpose, one, other):
    low, high = sorted((one, other))
    ranks = [category for _, category in LADDERS[purpose]]
    assert ranks.index(category_of(low, purpose)) >= ranks.index(category_of(high, purpose))
    assert Fraction(printed(low, purpose)) <= Fraction(printed(high, purpose))


@given(rated())
def test_the_decision_is_that_of_a_naive_reckoning(facts):
    achieved = sum((Fraction(str(facts.achieved[name])) for name in facts.required), Fraction(0))
    required = sum(facts.required.values())
    expected = next(category for lowest, category in LADDERS[facts.purpose] if achieved * 100 >= lowest * required)
    capped = sum(
        (min(Fraction(str(facts.achieved[name])), level) for name, level in facts.required.items()), Fraction()
    )
    decision = job_person_match(facts)
    values = decision.values
    assert decision.outcome == expected
    assert values["percentage"] == printed(achieved * 100 / required, facts.purpose)
    assert values["capped_total"] == printed(min(achieved * 100 / required, Fraction(100)), facts.purpose)
    assert values["capped_per_competency"] == printed(capped * 100 / required, facts.purpose)
    assert (Fraction(values["achieved_total"]), values["required_total"]) == (achieved, required)
    assert values["certificate_allowed"] == (expected in ("memenuhi-syarat", "masih-memenuhi-syarat"))
    assert values["below_standard"] == tuple(
        name for name, level in facts.required.items() if Fraction(str(facts.achieved[name])) < level
    )
    assert decision.findings == ()
    for name, level in facts.required.items():
        row = values["per_competency"][name]
        assert row["required"] == level
        assert Fraction(row["achieved"]) == Fraction(str(facts.achieved[name]))
        assert Fraction(row["gap"]) == Fraction(row["achieved"]) - level


@given(rated(), st.randoms(use_true_random=False))
def test_the_order_of_competencies_changes_nothing_but_the_order(facts, chance):
    names = list(facts.required)
    chance.shuffle(names)
    shuffled = job_person_match(
        MatchFacts(facts.purpose, {n: facts.required[n] for n in names}, {n: facts.achieved[n] for n in names})
    )
    decision = job_person_match(facts)
    assert shuffled.outcome == decision.outcome
    assert set(shuffled.values["below_standard"]) == set(decision.values["below_standard"])
    assert {k: v for k, v in shuffled.values.items() if k != "below_standard"} == {
        k: v for k, v in decision.values.items() if k != "below_standard"
    }


@given(rated())
def test_renaming_changes_nothing_but_the_names(facts):
    renamed = job_person_match(
        MatchFacts(
            facts.purpose,
            {f"x{name}": level for name, level in facts.required.items()},
            {f"x{name}": level for name, level in facts.achieved.items()},
        )
    )
    decision = job_person_match(facts)
    assert (renamed.outcome, renamed.values["percentage"]) == (decision.outcome, decision.values["percentage"])
    assert renamed.values["below_standard"] == tuple(f"x{name}" for name in decision.values["below_standard"])


@given(rated(), st.data())
def test_one_more_level_never_lowers_anything(facts, data):
    name = data.draw(st.sampled_from(sorted(facts.required)))
    better = dict(facts.achieved) | {name: data.draw(st.decimals(facts.achieved[name], 5, places=3))}
    ranks = [category for _, category in LADDERS[facts.purpose]]
    before = job_person_match(facts)
    after = job_person_match(MatchFacts(facts.purpose, facts.required, better))
    assert ranks.index(after.outcome) <= ranks.index(before.outcome)
    assert Fraction(after.values["percentage"]) >= Fraction(before.values["percentage"])
    assert set(after.values["below_standard"]) <= set(before.values["below_standard"])


@given(rated(), st.data())
def test_without_one_rating_there_is_no_figure_at_all(facts, data):
    name = data.draw(st.sampled_from(sorted(facts.required)))
    decision = job_person_match(
        MatchFacts(facts.purpose, facts.required, {n: v for n, v in facts.achieved.items() if n != name})
    )
    assert decision.outcome == "incomplete"
    assert [(found.code, found.severity, dict(found.details)) for found in decision.findings] == [
        ("missing-rating", "violation", {"competency": name})
    ]
    values = decision.values
    assert {key for key, value in values.items() if value is None} == {
        "percentage",
        "achieved_total",
        "capped_total",
        "capped_per_competency",
    }
    assert values["certificate_allowed"] is False
    assert values["per_competency"][name] == {"required": facts.required[name], "achieved": None, "gap": None}


@given(rated(), LEVELS)
def test_a_rating_outside_the_standard_is_named_and_changes_no_value(facts, level):
    with_stranger = job_person_match(MatchFacts(facts.purpose, facts.required, {"Asing": level} | dict(facts.achieved)))
    decision = job_person_match(facts)
    assert (with_stranger.outcome, with_stranger.values) == (decision.outcome, decision.values)
    assert [(found.code, found.severity, dict(found.details)) for found in with_stranger.findings] == [
        ("unknown-competency", "warning", {"competency": "Asing"})
    ]


@pytest.mark.requirement("B26-19-128")
def test_the_same_82_percent_is_read_by_the_purpose_of_its_event():
    levels = {"required": {"A": 5}, "achieved": {"A": "4.1"}}
    outcomes = {
        purpose: decide("bkn-26-2019/job-person-match", {"purpose": purpose} | levels).outcome for purpose in LADDERS
    }
    assert outcomes == {"pengisian": "memenuhi-syarat", "pemetaan": "cukup-optimal"}


@pytest.mark.parametrize(
    ("purpose", "achieved", "places"),
    [
        ("pengisian", {"A": 4}, ["Pasal 26 ayat (5)", "Pasal 26 ayat (3)", "Pasal 27 ayat (1)", "Pasal 26 ayat (6)"]),
        ("pengisian", {"A": 3.5}, ["Pasal 26 ayat (5)", "Pasal 26 ayat (3)", "Pasal 27 ayat (2)", "Pasal 26 ayat (6)"]),
        ("pengisian", {"A": 3}, ["Pasal 26 ayat (5)", "Pasal 26 ayat (3)", "Pasal 27 ayat (3)", "Pasal 26 ayat (6)"]),
        ("pemetaan", {"A": 5}, ["Pasal 26 ayat (5)", "Pasal 26 ayat (4)", "Pasal 28 ayat (1)", "Pasal 26 ayat (6)"]),
        ("pemetaan", {"A": 4}, ["Pasal 26 ayat (5)", "Pasal 26 ayat (4)", "Pasal 28 ayat (2)", "Pasal 26 ayat (6)"]),
        ("pemetaan", {"A": 3}, ["Pasal 26 ayat (5)", "Pasal 26 ayat (4)", "Pasal 28 ayat (3)", "Pasal 26 ayat (6)"]),
        ("pemetaan", {}, ["Pasal 26 ayat (5)"]),
    ],
)
def test_a_decision_names_the_articles_it_used(purpose, achieved, places):
    decision = decide("bkn-26-2019/job-person-match", {"purpose": purpose, "required": {"A": 5}, "achieved": achieved})
    assert [citation.place for citation in decision.citations] == places
    assert [c.requirement for c in decision.citations if c.place == "Pasal 26 ayat (6)"] == (
        [] if len(places) == 1 else ["B26-19-120"] if purpose == "pengisian" else ["B26-19-121"]
    )


NINE = dict.fromkeys("ABCDEFGHI", 4)


def test_the_arithmetic_shows_sums_bound_and_what_one_level_more_would_change():
    facts = {"purpose": "pengisian", "required": NINE, "achieved": dict.fromkeys("ABCDEFGH", 3) | {"I": 4}}
    assert lines(facts) == [
        "28 dari 36 = 77,78 %",
        "77,78 % mencapai batas 68 %: masih memenuhi syarat",
        *(
            f'Satu tingkat lagi pada {name} (3 menjadi 4) menjadi 80,56 %, kategorinya menjadi "memenuhi syarat".'
            for name in "ABCDEFGH"
        ),
    ]
    assert lines(facts, "en")[:3] == [
        "28 of 36 = 77.78 %",
        "77.78 % reaches the bound of 68 %: still meets requirements",
        'One level more in A (3 to 4) makes 80.56 %, the category becomes "meets requirements".',
    ]


def test_one_level_more_that_changes_no_category_says_so_and_stops_at_five():
    facts = {"purpose": "pemetaan", "required": {"A": 5, "B": 5}, "achieved": {"A": "4.5", "B": "2.25"}}
    assert lines(facts) == [
        "6,75 dari 10 = 67,50 %",
        "67,50 % di bawah 78 %: kurang optimal",
        "Satu tingkat lagi pada A (4,5 menjadi 5) menjadi 72,50 %, tetap kurang optimal.",
        "Satu tingkat lagi pada B (2,25 menjadi 3,25) menjadi 77,50 %, tetap kurang optimal.",
    ]


def test_where_none_is_below_standard_all_below_five_are_asked():
    facts = {"purpose": "pengisian", "required": {"A": 3, "B": 5, "C": 2}, "achieved": {"A": 3, "B": 5, "C": 2}}
    assert lines(facts) == [
        "10 dari 10 = 100,00 %",
        "100,00 % mencapai batas 80 %: memenuhi syarat",
        "Satu tingkat lagi pada A (3 menjadi 4) menjadi 110,00 %, tetap memenuhi syarat.",
        "Satu tingkat lagi pada C (2 menjadi 3) menjadi 110,00 %, tetap memenuhi syarat.",
    ]


def test_the_lowest_category_of_filling_is_told_by_the_bound_it_missed():
    facts = {"purpose": "pengisian", "required": {"A": 5}, "achieved": {"A": "3.39999"}}
    steps = explain("bkn-26-2019/job-person-match", facts).working
    assert [(step.code, step.citation.place, dict(step.details)) for step in steps] == [
        ("match", "Pasal 26 ayat (5)", {"achieved": "3.39999", "required": 5, "percentage": "67.99"}),
        (
            "bound-missed",
            "Pasal 27 ayat (3)",
            {"percentage": "67.99", "category": "kurang-memenuhi-syarat", "bound": 68},
        ),
        (
            "one-level-more-category",
            "Pasal 26 ayat (5)",
            {
                "competency": "A",
                "before": "3.39999",
                "after": "4.39999",
                "percentage": "88.00",
                "category": "memenuhi-syarat",
            },
        ),
    ]


def test_without_ratings_the_arithmetic_names_what_is_missing():
    facts = {"purpose": "pengisian", "required": NINE, "achieved": {"A": 3}}
    assert lines(facts) == ["JPM tidak dihitung karena belum ada nilai capaian untuk: B, C, D, E, F, G, H, I."]


@given(rated())
def test_what_one_level_more_promises_comes_true(facts):
    given_facts = {"purpose": facts.purpose, "required": facts.required, "achieved": facts.achieved}
    for step in explain("bkn-26-2019/job-person-match", given_facts).working:
        if step.code.startswith("one-level-more"):
            raised = dict(facts.achieved) | {step.details["competency"]: Decimal(step.details["after"])}
            after = job_person_match(MatchFacts(facts.purpose, facts.required, raised))
            assert (after.outcome, after.values["percentage"]) == (
                step.details["category"],
                step.details["percentage"],
            )


def test_figures_are_exact_whatever_their_length():
    long = "4.0000000000000000000000000000000000000000000000001"
    decision = decide(
        "bkn-26-2019/job-person-match", {"purpose": "pengisian", "required": {"A": 1}, "achieved": {"A": long}}
    )
    assert decision.values["per_competency"]["A"] == {"required": 1, "achieved": long, "gap": "3" + long[1:]}
    assert decision.values["achieved_total"] == long


def test_ten_thousand_competencies_are_one_sum():
    names = [f"K{number}" for number in range(10_000)]
    decision = job_person_match(
        MatchFacts("pengisian", dict.fromkeys(names, 5), dict.fromkeys(names, Decimal("3.99999")))
    )
    assert (decision.outcome, decision.values["percentage"]) == ("masih-memenuhi-syarat", "79.99")
    assert decision.values["achieved_total"] == "39999.9"


@pytest.mark.parametrize(
    ("number", "text"),
    [("0", "0"), ("-0.00", "0"), ("100", "100"), ("1E+2", "100"), ("0.50", "0.5"), ("-2.10", "-2.1"), ("10.0", "10")],
)
def test_numbers_go_in_as_few_digits_as_they_can(number, text):
    assert shortest(Decimal(number)) == text


@pytest.mark.parametrize(
    ("purpose", "category", "allowed"),
    [
        ("pengisian", "memenuhi-syarat", True),
        ("pengisian", "masih-memenuhi-syarat", True),
        ("pengisian", "kurang-memenuhi-syarat", False),
        ("pemetaan", "optimal", False),
        ("pemetaan", "cukup-optimal", False),
        ("pemetaan", "kurang-optimal", False),
    ],
)
def test_which_results_bring_a_certificate(purpose, category, allowed):
    assert may_be_certified(category, purpose) is allowed


@given(st.dates(date(2000, 1, 1), date(2090, 1, 1)), st.integers(-2000, 2000))
def test_a_result_holds_from_its_signing_to_the_day_before_the_anniversary(signed_on, days):
    asked_on = signed_on + timedelta(days=days)
    decision = result_validity(ValidityFacts(signed_on, asked_on))
    last_day = decision.values["valid_until"]
    assume(not (signed_on.month == 2 and signed_on.day == 29))
    assert last_day + timedelta(days=1) == signed_on.replace(year=signed_on.year + 3)
    assert (decision.outcome == "valid") == (signed_on <= asked_on <= last_day)
    assert (decision.outcome == "not-yet-valid") == (asked_on < signed_on)
    assert [str(citation) for citation in decision.citations] == ["Peraturan BKN 26/2019 Pasal 29 ayat (4)"]

"""Metode penilaian: what holds for every position. The edges stand in the vectors of Pasal 19, 20 and 22."""

from typing import get_args

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import rules
from mumpuni.regulations.bkn_26_2019.methods import (
    METHODS,
    TIERS,
    MethodChoiceFacts,
    MethodFacts,
    OtherMethodFacts,
    method,
    method_choice,
    other_method,
)
from mumpuni.regulations.vocabulary import FUNCTIONAL, Government, Position

positions = st.sampled_from(get_args(Position))
governments = st.sampled_from(get_args(Government))
functional = st.sampled_from(FUNCTIONAL)
tiers = st.sampled_from(TIERS)


@given(functional, tiers, governments, st.booleans())
def test_for_a_functional_position_the_equal_tier_alone_decides(position, tier, government, secretary):
    asked = method(MethodFacts(position, government, secretary, tier))
    assert asked == method(MethodFacts("pemula", "pusat", False, tier))
    assert asked.outcome == ["sederhana", "sederhana", "sedang", "sedang", "kompleks", "kompleks"][TIERS.index(tier)]


@given(tiers, governments, st.booleans(), tiers | st.none())
def test_an_equivalence_plays_no_part_for_a_structural_position(position, government, secretary, tier):
    assert method(MethodFacts(position, government, secretary, tier)) == method(
        MethodFacts(position, government, secretary)
    )


@given(positions, governments, st.booleans(), tiers | st.none())
def test_a_ground_is_given_exactly_with_a_method(position, government, secretary, tier):
    decision = method(MethodFacts(position, government, secretary, tier))
    assert (decision.values["ground"] is None) == (decision.outcome == "not-covered") == bool(decision.findings)


@given(tiers, governments)
def test_a_higher_tier_never_takes_a_weaker_method(tier, government):
    asked = [method(MethodFacts(each, government)).outcome for each in TIERS]
    covered = [METHODS.index(outcome) for outcome in asked if outcome != "not-covered"]
    assert covered == sorted(covered)


@given(positions, governments, st.booleans(), tiers | st.none(), st.sampled_from(METHODS))
def test_with_a_reason_exactly_the_method_asked_or_a_stronger_one_may_be_chosen(
    position, government, secretary, tier, chosen
):
    asked = method(MethodFacts(position, government, secretary, tier)).outcome
    choice = method_choice(MethodChoiceFacts(position, government, chosen, secretary, tier, reason="Alasan"))
    if asked == "not-covered":
        assert (choice.outcome, choice.values["required"]) == ("non-compliant", None)
    else:
        assert choice.values["required"] == asked
        assert (choice.outcome == "compliant") == (METHODS.index(chosen) >= METHODS.index(asked))


@given(positions, tiers | st.none())
def test_mass_assessment_and_other_methods_end_at_the_same_tier(position, tier):
    one, other = (other_method(OtherMethodFacts(position, kind, tier)) for kind in ("other", "mass-electronic"))
    assert (one.outcome, [found.code for found in one.findings]) == (
        other.outcome,
        [found.code for found in other.findings],
    )


@pytest.mark.parametrize(
    ("rule", "outcomes"),
    [
        ("bkn-26-2019/method", ["sederhana", "sedang", "kompleks", "not-covered"]),
        ("bkn-26-2019/other-method", ["allowed", "not-allowed"]),
        ("bkn-26-2019/method-choice", ["compliant", "non-compliant"]),
    ],
)
def test_the_words_that_may_be_answered(rule, outcomes):
    assert next(each for each in rules() if each.id == rule).as_json()["outcomes"] == outcomes

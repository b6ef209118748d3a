"""Asas: evidence and spread for every rating. The edges stand in the vectors of Pasal 7."""

from decimal import Decimal

from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import decide
from mumpuni.regulations.bkn_26_2019.principles import EvidenceFacts, RaterSpreadFacts, evidence, rater_spread

competencies = st.sampled_from(["Integritas", "Kerja Sama", "Komunikasi"])
levels = st.decimals(0, 5, places=2)


@given(st.dictionaries(competencies, levels), st.dictionaries(competencies, st.integers(0, 2)))
def test_a_level_is_named_exactly_when_it_has_no_note(rated, notes):
    decision = evidence(EvidenceFacts(rated, notes))
    assert [finding.details for finding in decision.findings] == [
        {"competency": name, "level": level} for name, level in rated.items() if not notes.get(name)
    ]


@given(
    st.dictionaries(competencies, st.dictionaries(st.sampled_from(["Ani", "Budi", "Citra"]), levels)),
    st.dictionaries(competencies, levels),
)
def test_two_levels_apart_are_marked_and_break_nothing(ratings, integrated):
    decision = rater_spread(RaterSpreadFacts(ratings, integrated))
    apart = [
        name for name, given_levels in ratings.items()
        if given_levels and max(given_levels.values()) - min(given_levels.values()) >= 2
    ]  # fmt: skip
    unrated = [name for name in integrated if not ratings.get(name)]
    assert [(finding.code, finding.severity, finding.details["competency"]) for finding in decision.findings] == [
        ("own-ratings-missing", "violation", name) for name in unrated
    ] + [("ratings-apart", "warning", name) for name in apart]
    assert decision.outcome == ("non-compliant" if unrated else "compliant")


def test_a_spread_is_judged_on_every_digit():
    nearly = "1." + "9" * 60
    ratings = {"Integritas": {"Ani": "0", "Budi": nearly}}
    assert decide("bkn-26-2019/rater-spread", {"ratings": ratings, "integrated": {}}).findings == ()
    assert Decimal(nearly) < 2

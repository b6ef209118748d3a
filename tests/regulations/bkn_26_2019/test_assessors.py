"""Assessor Independen: what holds for all reports. The edges stand in the vectors of Pasal 13 atau 14."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations.bkn_26_2019.assessors import (
    IndependentAssessorFacts,
    Report,
    independent_assessor,
    years_before,
)

START = date(2026, 11, 22)
FIRST = date(2022, 11, 22)
levels = st.sampled_from(["jpt", "leadership-non-government", "administration", "functional-equivalent"])
days = st.dates(date(2022, 11, 1), date(2026, 12, 31))
reports = st.lists(st.builds(Report, days, levels), max_size=40).map(tuple)
COUNTS = {
    "jpt": {"jpt", "leadership-non-government"},
    "administration": {"administration", "functional-equivalent"},
}


@given(st.sampled_from(["jpt", "administration"]), reports, st.sampled_from(["pengisian", "pemetaan"]))
def test_reports_count_by_level_and_day(target, known, purpose):
    decision = independent_assessor(
        IndependentAssessorFacts(target, START, purpose=purpose, reports=known, employer_report=True)
    )
    counted = sum(report.level in COUNTS[target] and FIRST <= report.date < START for report in known)
    assert decision.values == {"counted_reports": counted}
    assert decision.outcome == ("compliant" if counted >= 20 or purpose == "pemetaan" else "non-compliant")


@given(reports, st.randoms(use_true_random=False))
def test_the_order_of_the_reports_does_not_matter(known, chance):
    shuffled = list(known)
    chance.shuffle(shuffled)
    one, other = (
        independent_assessor(IndependentAssessorFacts("jpt", START, reports=tuple(each))) for each in (known, shuffled)
    )
    assert one == other


@given(reports, st.builds(Report, days, levels), st.sampled_from(["jpt", "administration"]))
def test_one_more_report_never_lowers_the_count(known, one_more, target):
    before, after = (
        independent_assessor(IndependentAssessorFacts(target, START, reports=each)).values["counted_reports"]
        for each in (known, (*known, one_more))
    )
    assert before <= after <= before + 1


@given(st.dates(date(1905, 1, 1), date(2200, 12, 31)))
def test_four_years_before_is_the_same_calendar_day(day):
    before = years_before(day, 4)
    assert before.year == day.year - 4
    assert (before.month, before.day) == (day.month, day.day) or (day.month, day.day, before.month, before.day) == (
        2, 29, 3, 1,
    )  # fmt: skip


@pytest.mark.parametrize(
    ("day", "before"),
    [
        (date(2028, 2, 29), date(2024, 2, 29)),
        (date(2104, 2, 29), date(2100, 3, 1)),
        (date(2027, 2, 28), date(2023, 2, 28)),
        (date(5, 1, 2), date(1, 1, 2)),
        (date(4, 12, 31), date.min),
        (date(1, 1, 1), date.min),
    ],
)
def test_four_years_before_at_the_edges(day, before):
    assert years_before(day, 4) == before


def test_a_day_in_the_first_years_still_has_an_answer():
    facts = IndependentAssessorFacts("jpt", date(2, 1, 1), reports=(Report(date(1, 1, 1), "jpt"),) * 20)
    assert independent_assessor(facts).values == {"counted_reports": 20}


def test_ten_thousand_reports_are_counted():
    known = tuple(Report(START - timedelta(days=number % 100 + 1), "jpt") for number in range(10_000))
    decision = independent_assessor(IndependentAssessorFacts("jpt", START, reports=known))
    assert decision.values == {"counted_reports": 10_000}

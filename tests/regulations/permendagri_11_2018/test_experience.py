"""Field and length of work experience."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations import decide, explain
from mumpuni.regulations.permendagri_11_2018.experience import (
    ExperienceLengthFacts,
    PeriodOfWork,
    anniversary,
    experience_length,
    whole_years,
)

days = st.dates(date(1990, 1, 1), date(2030, 12, 31))
periods = st.builds(PeriodOfWork, days, days, st.none() | st.sampled_from(["kepegawaian", "keuangan"]))


@pytest.mark.parametrize(
    ("claims", "related", "messages"),
    [
        (
            [
                {"field": "hukum", "starts_on": "2015-01-01", "ends_on": "2015-01-02"},
                {"starts_on": "2015-01-01", "ends_on": "2015-01-02"},
            ],
            [],
            ["Pengalaman kerja nomor 2 tidak menyebut bidang; isi bidangnya."],
        ),
        (
            [{"field": "hukum", "starts_on": "2015-01-02", "ends_on": "2015-01-01"}],
            [],
            ["Pengalaman kerja nomor 1 berakhir 1 Januari 2015, sebelum dimulai 2 Januari 2015; perbaiki tanggalnya."],
        ),
        (
            [{"field": "hukum", "starts_on": "2015-01-01", "ends_on": "2015-01-02"}] * 2,
            ["keuangan", "kepegawaian"],
            ["Bidang hukum tidak termasuk bidang sasaran (keuangan, kepegawaian), jadi tidak dihitung."],
        ),
    ],
)
def test_what_is_found_says_what_and_where(claims, related, messages):
    decision = decide("permendagri-11-2018/experience-length", {"claims": claims, "related_fields": related})
    assert [finding.message() for finding in decision.findings] == messages
    assert [citation.requirement for citation in decision.citations] == ["P11-18-057", "P11-18-058"]


def test_the_arithmetic_names_days_and_full_years():
    claims = [
        {"field": "hukum", "starts_on": "2018-07-01", "ends_on": "2018-12-31"},
        {"field": "hukum", "starts_on": "2015-01-01", "ends_on": "2015-06-30"},
    ]
    steps = explain("permendagri-11-2018/experience-length", {"claims": claims}).working
    assert [(step.text(), step.citation.requirement) for step in steps] == [
        ("Bidang hukum: 365 hari sejak 1 Januari 2015, yaitu 1 tahun penuh.", "P11-18-058")
    ]
    assert steps[0].text("en") == "Field hukum from 1 January 2015 on, in days: 365, in full years: 1."


@given(st.lists(periods, max_size=8), st.randoms())
def test_every_day_of_a_field_counts_once_whatever_the_order(claims, random):
    counted = experience_length(ExperienceLengthFacts(tuple(claims))).values["experience"]
    for field in {claim.field for claim in claims if claim.field and claim.starts_on <= claim.ends_on}:
        worked = {
            claim.starts_on.toordinal() + number
            for claim in claims
            if claim.field == field
            for number in range((claim.ends_on - claim.starts_on).days + 1)
        }
        assert [each["days"] for each in counted if each["field"] == field] == [len(worked)]
    random.shuffle(claims)
    again = experience_length(ExperienceLengthFacts(tuple(claims))).values["experience"]
    assert sorted(map(str, again)) == sorted(map(str, counted))


@given(days, days)
def test_a_year_is_complete_on_the_day_before_the_anniversary(one, other):
    first, last = sorted((one, other))
    years = whole_years(first, last)
    assert anniversary(first, first.year + years) - timedelta(1) <= last
    assert last < anniversary(first, first.year + years + 1) - timedelta(1)


@given(st.lists(periods, max_size=8), periods)
def test_one_more_period_never_shortens(claims, period):
    def lengths(each):
        counted = experience_length(ExperienceLengthFacts(tuple(each))).values["experience"]
        return {one["field"]: one["days"] for one in counted}

    before, after = lengths(claims), lengths([*claims, period])
    assert all(before[field] <= after[field] for field in before)


def test_ten_thousand_periods_are_added():
    start = date(1990, 1, 1)
    claims = tuple(
        PeriodOfWork(start + timedelta(number % 4000), start + timedelta(number % 4000), f"bidang {number % 100}")
        for number in range(10_000)
    )
    related = tuple(f"bidang {number}" for number in range(10_000))
    counted = experience_length(ExperienceLengthFacts(claims, related)).values["experience"]
    assert (len(counted), sum(each["days"] for each in counted)) == (100, 4000)

"""How long a result may be used: years from the day of signing."""

from datetime import date, timedelta

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations.validity import last_valid_day, standing


@pytest.mark.parametrize(
    ("signed", "years", "last"),
    [
        ("2009-03-16", 2, "2011-03-15"),
        ("2023-11-22", 3, "2026-11-21"),
        ("2024-02-29", 3, "2027-02-28"),
        ("2024-02-29", 4, "2028-02-28"),
        ("2025-02-28", 3, "2028-02-27"),
        ("2025-03-01", 3, "2028-02-29"),
        ("2024-03-01", 3, "2027-02-28"),
        ("2010-01-01", 2, "2011-12-31"),
        ("9997-12-31", 2, "9999-12-30"),
        ("9998-01-01", 2, "9999-12-31"),
        ("9996-02-29", 4, "9999-12-31"),
    ],
)
def test_the_last_day_is_the_day_before_the_anniversary(signed, years, last):
    assert last_valid_day(date.fromisoformat(signed), years) == date.fromisoformat(last)


@pytest.mark.parametrize(
    ("asked", "said"),
    [
        ("2009-03-15", "not-yet-valid"),
        ("2009-03-16", "valid"),
        ("2011-03-15", "valid"),
        ("2011-03-16", "expired"),
    ],
)
def test_a_result_holds_from_its_first_to_its_last_day(asked, said):
    assert standing(date(2009, 3, 16), date(2011, 3, 15), date.fromisoformat(asked)) == said


@given(st.dates(date(1990, 1, 1), date(2090, 1, 1)), st.integers(1, 5))
def test_who_signs_later_is_valid_no_shorter(signed, years):
    following = signed + timedelta(days=1)
    assert last_valid_day(signed, years) <= last_valid_day(following, years)
    assert 364 <= (last_valid_day(signed, years) - signed).days - (years - 1) * 365 <= 366

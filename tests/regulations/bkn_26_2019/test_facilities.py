"""Fasilitas: rooms and shifts. The edges stand in the vectors of Pasal 23."""

from dataclasses import replace

from hypothesis import given
from hypothesis import strategies as st

from mumpuni.regulations.bkn_26_2019.facilities import FacilityFacts, facility


def make(individual=6, **more):
    return FacilityFacts(individual, 1, 1, True, True, True, True, True, True, **more)


@given(st.integers(0, 12), st.integers(0, 40) | st.none())
def test_every_member_of_a_group_has_a_room_in_some_shift(rooms, group):
    decision = facility(make(rooms, group_size=group))
    shifts = decision.values["shifts"]
    warned = [finding.code for finding in decision.findings if finding.severity == "warning"]
    assert decision.outcome == ("compliant" if rooms >= 6 else "non-compliant")
    if not rooms or not group:
        assert shifts is None
    else:
        assert (shifts - 1) * rooms < group <= shifts * rooms
    assert warned == (["shifts-needed"] if (group or 0) > rooms else [])


@given(st.integers(0, 12), st.integers(0, 40), st.integers(0, 5) | st.none())
def test_enough_planned_shifts_end_the_warning(rooms, group, planned):
    decision = facility(make(rooms, group_size=group, planned_shifts=planned))
    warned = [finding.details for finding in decision.findings if finding.code == "shifts-needed"]
    shifts = planned or 1
    assert warned == ([{"group": group, "rooms": rooms, "shifts": shifts}] if group > rooms * shifts else [])
    assert decision.values == facility(make(rooms, group_size=group)).values


@given(st.booleans(), st.lists(st.text(min_size=1)).map(tuple))
def test_rooms_that_are_not_soundproof_are_one_finding(soundproof, rooms):
    decision = facility(replace(make(), soundproof=soundproof, unsound_rooms=rooms))
    expected = [] if soundproof and not rooms else [("soundproof", {"rooms": rooms or "unsound-rooms"})]
    assert [(finding.code, finding.details) for finding in decision.findings] == expected


@given(st.integers(0, 9), st.integers(0, 3), st.integers(0, 3), st.lists(st.booleans(), min_size=6, max_size=6))
def test_each_lacking_part_is_one_violation(individual, briefing, discussion, parts):
    decision = facility(FacilityFacts(individual, briefing, discussion, *parts))
    lacking = (individual < 6) + (briefing < 1) + (discussion < 1) + parts.count(False)
    assert len(decision.findings) == len({finding.code for finding in decision.findings}) == lacking

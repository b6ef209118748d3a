"""What the extension of the format asks of meetings, preparations and staff, beyond the base format."""

from dataclasses import replace
from typing import Any

import pytest

from mumpuni.assessment.timetabling import Plan, violations
from mumpuni.assessment.timetabling.plan import MeetingAt, Prepare, Session
from tests.assessment.timetabling.invented import instance, plan, sessions

ASKED = {"minutes": 30, "rooms": ["discussion"], "quorum": 2, "report_min": 60}
FIRST = MeetingAt("S1", 0, 690, "D1", ("A1", "A2"), "A1")
SECOND = MeetingAt("S2", 0, 720, "D1", ("A1", "A2", "A3"), "A3")
STAFF = [{"id": "P1", "role": "role_player"}, {"id": "P2", "role": "role_player"}]


def codes(told: Plan, **changes: Any) -> set[str]:
    return {each.code for each in violations(instance(**changes), told)}


def test_meetings_after_everything_observed_are_lawful():
    assert codes(replace(plan(), meetings=(FIRST, SECOND)), meeting=ASKED) == set()


@pytest.mark.parametrize(
    ("meeting", "found"),
    [
        ({"start": 660}, {"room-twice"}),
        ({"start": 540}, {"meeting", "two-places"}),
        ({"start": 600}, {"meeting", "break"}),
        ({"start": 705}, {"grid", "room-twice", "two-places"}),
        ({"start": 780}, {"day"}),
        ({"day": 5}, {"unknown"}),
        ({"room": "R1"}, {"room-kind"}),
        ({"members": ("A1",), "writer": "A1"}, {"meeting"}),
        ({"members": ("A1", "A1"), "writer": "A1"}, {"meeting"}),
        ({"writer": "A3"}, {"meeting"}),
        ({"writer": None}, {"meeting"}),
        ({"assessee": "S2"}, {"meeting"}),
    ],
)
def test_what_each_mistake_about_a_meeting_is_called(meeting: dict[str, Any], found: set[str]):
    told = replace(plan(), meetings=(replace(FIRST, **meeting), SECOND))
    assert codes(told, meeting=ASKED) == found


def test_without_a_quorum_every_observer_comes():
    asked = {**ASKED, "quorum": None}
    everyone = replace(FIRST, members=("A1", "A2", "A3"))
    assert codes(replace(plan(), meetings=(FIRST, SECOND)), meeting=asked) == {"meeting"}
    assert codes(replace(plan(), meetings=(everyone, SECOND)), meeting=asked) == set()


def test_meetings_that_nobody_asked_for_are_told():
    assert codes(replace(plan(), meetings=(FIRST,))) == {"meeting"}


@pytest.mark.parametrize(
    ("prepare", "found"),
    [
        ({"start": "10:30", "room": "R1"}, set()),
        ({"start": "10:30", "room": "D1"}, {"prepare"}),
        ({"start": "10:00", "room": "R1"}, {"prepare"}),
        (None, {"prepare"}),
    ],
)
def test_preparing_has_its_own_room_and_time(prepare: dict[str, str] | None, found: set[str]):
    told = plan(
        s3={"start": "11:00", "prepare": prepare}, s4={"start": "11:30", "prepare": {"start": "11:00", "room": "R2"}}
    )
    asked = {"exercises__role_play__prepare_min": 30, "exercises__role_play__prepare_rooms": ["individual"]}
    assert codes(told, **asked) == found


def test_the_same_helper_for_a_group_and_another_for_each():
    two = {"rules__own_helper": ["role_player"], "helpers": STAFF}
    assert codes(plan(), **two) == set()
    assert codes(plan(s4={"helpers": ["P2"]}), **two) == {"staff"}
    alone = {"role_play": {"minutes": 30, "rooms": ["discussion"], "helper": "role_player", "observers": 0}}
    both = Plan.from_dict({"sessions": [{**each, "observers": {}} for each in sessions()[3:]]})
    asked = {"groups": {"G1": ["S1"], "G2": ["S2"]}, "exercises": alone, "rules__psychologist_per_group": False}
    assert codes(both, **asked) == set()
    assert codes(both, **asked, **two) == {"staff"}


@pytest.mark.parametrize(("shared", "found"), [(True, set()), (False, {"two-places"})])
def test_one_helper_may_serve_a_joint_sitting(shared: bool, found: set[str]):
    test = {"minutes": 30, "rooms": ["discussion"], "joint": True, "helpers": ["role_player"], "helpers_shared": shared}
    told = Plan("", tuple(Session("test", 0, 480, "D1", (who,), {}, ("P1",)) for who in ("S1", "S2")))
    assert codes(told, exercises={"test": test}, rules__psychologist_per_group=False) == found


def test_nobody_counts_as_psychologist_of_two_groups():
    given: dict[str, Any] = {
        "groups": {"G1": ["S1"], "G2": ["S2"]},
        "exercises": {"interview": {"minutes": 60, "rooms": ["individual"], "observers": 1}},
    }
    both = Plan(
        "",
        tuple(Session("interview", 0, 480 + 60 * at, "R1", (f"S{at + 1}",), {f"S{at + 1}": ("A1",)}) for at in (0, 1)),
    )
    assert codes(both, **given) == set()
    assert codes(both, **given, rules__own_psychologist=True) == {"psychologist"}


def test_a_room_in_which_people_prepare_is_taken():
    told = Plan(
        "",
        (
            Session("essay", 0, 510, "R1", ("S1",), prepare=Prepare(480, "D1")),
            Session("essay", 0, 510, "R2", ("S2",), prepare=Prepare(480, "D1")),
        ),
    )
    essay = {"minutes": 30, "rooms": ["individual"], "prepare_min": 30, "prepare_rooms": ["discussion"]}
    assert codes(told, exercises={"essay": essay}, rules__psychologist_per_group=False) == {"room-twice"}

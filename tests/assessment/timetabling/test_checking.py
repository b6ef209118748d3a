"""Each rule catches the plan that breaks it, and nothing else."""

from typing import Any

import pytest

from mumpuni.assessment.timetabling import Plan, figures, violations, violations_of_move
from mumpuni.assessment.timetabling.instance import Instance
from mumpuni.assessment.timetabling.plan import Session
from tests.assessment.timetabling.invented import instance, plan


def codes(given: Instance, told: Plan) -> set[str]:
    return {each.code for each in violations(given, told)}


def test_a_lawful_plan_has_no_violations():
    assert violations(instance(), plan()) == []


@pytest.mark.parametrize(
    ("changes", "found"),
    [
        ({"s1": {"room": "R9"}}, {"unknown", "coverage"}),
        ({"s1": {"assessees": []}}, {"unknown", "coverage"}),
        ({"s1": {"day": -1}}, {"unknown", "coverage"}),
        ({"s1": {"end": "09:30"}}, {"duration"}),
        ({"s3": {"start": "10:45"}}, {"grid", "room-twice", "two-places"}),
        ({"s3": {"start": "12:45", "end": "13:15"}}, {"grid", "day"}),
        ({"s1": {"start": "09:30"}}, {"break"}),
        ({"s1": {"room": "D1"}}, {"room-kind"}),
        ({"s1": {"room": "R2"}}, {"room-twice"}),
        ({"s0": {"room": "R1"}}, {"room-kind", "seats"}),
        ({"s0": {"assessees": ["S1"], "observers": {"S1": ["A1", "A2"]}}}, {"group", "coverage"}),
        ({"s1": {"observers": {}}}, {"observers"}),
        ({"s0": {"observers": {"S1": ["A1", "A2"], "S2": ["A1", "A1"]}}}, {"observers", "watch"}),
        ({"s3": {"helpers": []}}, {"helper"}),
        ({"s1": {"observers": {"S1": ["A2"]}}}, {"two-places"}),
        ({"s3": {"start": "11:00"}}, {"room-twice", "two-places"}),
        ({"s3": {"start": "10:30", "observers": {"S1": ["A1"]}}}, {"pair"}),
        ({"s1": {"exercise": "lgd"}}, {"room-kind", "group", "observers", "coverage"}),
    ],
)
def test_what_each_mistake_is_called(changes: dict[str, Any], found: set[str]):
    assert codes(instance(), plan(**changes)) == found


@pytest.mark.parametrize(
    ("rules", "found"),
    [
        ({"rules__gap_min": 15}, {"gap"}),
        ({"rules__order": [["interview", "lgd"]]}, {"order"}),
        ({"rules__order": [["lgd", "*"]]}, set()),
        ({"rules__order": [["role_play", "*"]]}, {"order"}),
        ({"rules__max_exercises_per_pair": 1}, {"pair"}),
        ({"rules__max_observe_min_per_day": 60}, {"daily-load"}),
        ({"rules__max_week_min": 119}, {"week-load"}),
        ({"rules__max_week_min": 300, "load_before": {"A3": 241}}, {"week-load"}),
        ({"rules__space": [["lgd", "interview", 30]]}, {"space"}),
        ({"rules__space": [["interview", "role_play", 30]]}, set()),
        ({"conflicts": [["A1", "S2", "atasan"]]}, {"conflict"}),
        ({"conflicts": [["P1", "S2", "saudara"]]}, {"conflict"}),
        ({"away": [{"who": "A3", "day": 0, "from": "11:00", "to": "11:15"}]}, {"away"}),
        ({"away": [{"who": "S1", "day": 0, "from": "08:30", "to": "08:45"}]}, {"away"}),
        ({"assessors": [{"id": each} for each in ("A1", "A2", "A3")]}, {"psychologist"}),
        ({"rules__own_psychologist": True}, set()),
        ({"fixed_observers": {"G1": ["A1", "A2"]}}, {"panel"}),
        ({"groups_staff": {"G1": {"role_player": "P1"}}}, set()),
        (
            {
                "groups_staff": {"G1": {"role_player": "P2"}},
                "helpers": [{"id": "P1", "role": "role_player"}, {"id": "P2", "role": "role_player"}],
            },
            {"staff"},
        ),
        ({"blocked_rooms": [{"room": "D1", "day": 0, "from": "08:30", "to": "08:45"}]}, {"blocked"}),
        ({"exercises__lgd__classify_min": 15}, {"two-places"}),
        ({"exercises__interview__classify_min": 60}, set()),
        ({"exercises__interview__prepare_min": 30}, {"two-places"}),
        ({"exercises__role_play__prepare_min": 30}, {"break", "room-twice"}),
        ({"locks": [{"exercise": "interview", "assessees": ["S1"], "start": "09:00", "room": "R1"}]}, set()),
        ({"locks": [{"exercise": "interview", "assessees": ["S1"], "start": "08:30"}]}, {"locked"}),
        ({"locks": [{"exercise": "interview", "assessees": ["S1"], "observers": {"S1": ["A2"]}}]}, {"locked"}),
        ({"locks": [{"exercise": "role_play", "assessees": ["S1"], "helpers": []}]}, {"locked"}),
        ({"meeting": {"minutes": 30, "rooms": ["discussion"]}}, {"meeting"}),
    ],
)
def test_what_each_rule_catches(rules: dict[str, Any], found: set[str]):
    assert codes(instance(**rules), plan()) == found


def rooms(area: str) -> list[dict[str, Any]]:
    return [
        {"id": "R1", "kind": "individual", "seats": 1, "area": "A"},
        {"id": "R2", "kind": "individual", "seats": 1, "area": "A"},
        {"id": "D1", "kind": "discussion", "seats": 4, "area": area},
    ]


@pytest.mark.parametrize(("area", "found"), [("A", set()), ("B", {"travel"})])
def test_walking_between_areas_takes_time(area: str, found: set[str]):
    assert codes(instance(rooms=rooms(area), rules__travel_min=30), plan()) == found


def test_only_the_same_joint_exercise_shares_a_room_and_its_seats_count_together():
    joint = {"minutes": 60, "rooms": ["discussion"], "observers": 0, "whole_group": True, "joint": True}
    groups = {"G1": ["S1", "S2"], "G2": ["S3", "S4", "S5"]}
    told = [
        {"exercise": "test", "day": 0, "start": "08:00", "room": "D1", "assessees": people}
        for people in groups.values()
    ]
    given = instance(exercises={"test": joint}, groups=groups, rules__psychologist_per_group=False)
    assert codes(given, Plan.from_dict({"sessions": told})) == {"seats"}
    told[1]["start"] = "08:30"
    assert codes(given, Plan.from_dict({"sessions": told})) == {"room-twice"}


def test_dragging_tells_only_what_the_move_breaks():
    given, told = instance(rules__gap_min=15), plan()
    before = codes(given, told)
    moved = Session("interview", 0, 9 * 60 + 30, "R2", ("S2",), {"S2": ("A2",)})
    assert before == {"gap"}
    assert {each.code for each in violations_of_move(given, told, 2, moved)} == {"break"}


def test_figures_count_loads_and_idle_time():
    told = figures(instance(load_before={"A3": 100}), plan())
    assert told.minutes == {"A1": 120, "A2": 120, "A3": 60}
    assert told.observations == {"A1": 3, "A2": 3, "A3": 2}
    assert (told.spread, told.load_spread, told.unused) == (60, 40, [])
    assert told.idle == {"S1": 30, "S2": 60}
    assert told.to_dict()["last_end"] == {0: "11:30"}

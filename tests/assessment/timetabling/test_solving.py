"""What the solver gives is lawful, balanced, the same every time, and bites where a rule bites."""

from typing import Any

import pytest
from hypothesis import HealthCheck, given, settings
from hypothesis import strategies as st

from mumpuni.assessment.timetabling import Progress, explain, figures, read, solve, violations
from mumpuni.assessment.timetabling.greedy import greedy
from mumpuni.assessment.timetabling.instance import Instance
from tests.assessment.timetabling.invented import event, instance, solved

FOUR = {"G1": ["S1", "S2"], "G2": ["S3", "S4"]}
SIX = [{"id": f"A{number}", "psychologist": number < 3} for number in range(1, 7)]
JOINT = {"minutes": 30, "rooms": ["discussion"], "observers": 0, "whole_group": True, "joint": True}
ADMINS = [{"id": "P1", "role": "role_player"}, *({"id": f"ADM{number}", "role": "admin"} for number in (1, 2))]
TWO_AREAS = [
    {"id": "R1", "kind": "individual", "seats": 1, "area": "barat"},
    {"id": "R2", "kind": "individual", "seats": 1, "area": "timur"},
    {"id": "D1", "kind": "discussion", "seats": 4, "area": "timur"},
]
LOCK = {"exercise": "interview", "assessees": ["S2"], "start": "10:30", "room": "R2", "observers": {"S2": ["A3"]}}


@pytest.mark.parametrize(
    "changes",
    [
        {},
        {"rules__gap_min": 30},
        {"rules__order": [["interview", "role_play"], ["role_play", "lgd"]]},
        {"rules__space": [["interview", "lgd", 60]]},
        {"rules__max_observe_min_per_day": 120},
        {"rules__max_week_min": 240, "load_before": {"A1": 120}},
        {"conflicts": [["A2", "S1", ""]]},
        {"away": [{"who": "A1", "day": 0, "from": "08:00", "to": "10:00"}]},
        {"away": [{"who": "S1", "day": 0, "from": "08:00", "to": "08:30"}]},
        {"blocked_rooms": [{"room": "D1", "day": 0, "from": "08:00", "to": "10:30"}]},
        {"locks": [LOCK]},
        {"locks": [{"exercise": "role_play", "assessees": ["S1"], "helpers": ["P1"], "day": 0}]},
        {"rooms": TWO_AREAS, "rules__travel_min": 30},
        {"exercises__interview__classify_min": 30},
        {"exercises__interview__prepare_min": 30},
        {"exercises__interview__prepare_min": 30, "exercises__interview__prepare_rooms": ["discussion"]},
        {"fixed_observers": {"G1": ["A1", "A3"]}, "rules__max_exercises_per_pair": 3},
        {"groups": FOUR, "assessors": SIX, "rules__own_psychologist": True},
        {"groups": FOUR, "assessors": SIX, "exercises__test": JOINT},
        {
            "groups": FOUR,
            "assessors": SIX,
            "helpers": ADMINS,
            "exercises__lgd__helpers": ["admin"],
            "exercises__interview__helpers": ["admin"],
            "rules__own_helper": ["admin"],
            "groups_staff": {"G1": {"admin": "ADM2"}},
        },
        {
            "groups": FOUR,
            "assessors": SIX,
            "helpers": ADMINS[:2],
            "exercises__test": {**JOINT, "helpers": ["admin"], "helpers_shared": True},
        },
        {"meeting": {"minutes": 30, "rooms": ["discussion"], "quorum": 2, "report_min": 60}},
        {"meeting": {"minutes": 30, "rooms": ["discussion", "individual"]}, "rules__max_observe_min_per_day": None},
        {"helpers": [{"id": "A3", "role": "role_player"}], "rules__max_exercises_per_pair": 3},
    ],
)  # fmt: skip
def test_a_rule_that_bites_is_kept(changes: dict[str, Any]):
    given = instance(**changes)
    solution = solved(given)
    assert solution.plan is not None, solution.reason
    assert violations(given, solution.plan) == []
    assert solution.status in ("optimal", "feasible")
    assert solution.bound is not None
    assert solution.value is not None
    assert solution.bound <= solution.value


def test_the_lock_is_in_the_plan():
    solution = solved(instance(locks=[LOCK]))
    assert solution.plan
    held = next(each for each in solution.plan.sessions if each.key == ("interview", ("S2",)))
    assert (held.start, held.room, held.observers) == (630, "R2", {"S2": ("A3",)})


def test_the_same_seed_gives_the_same_plan():
    given = instance(groups=FOUR, assessors=SIX)
    assert solved(given).plan == solved(given).plan


def test_loads_are_spread_no_worse_than_by_the_quick_plan():
    given = instance(groups=FOUR, assessors=SIX)
    quick, solution = greedy(given, tries=20).plan, solved(given)
    assert quick
    assert solution.plan
    assert figures(given, solution.plan).load_spread <= figures(given, quick).load_spread


def test_what_was_before_counts_in_the_balance():
    given = instance(load_before={"A1": 180}, rules__max_exercises_per_pair=3)
    solution = solved(given)
    assert solution.plan
    told = figures(given, solution.plan)
    assert told.minutes["A1"] < min(told.minutes["A2"], told.minutes["A3"])


def test_progress_is_told_as_it_comes():
    heard: list[Progress] = []
    solution = solve(instance(), workers=1, deterministic=0.3, on_progress=heard.append)
    assert heard[0].plan is not None
    assert heard[-1].plan == solution.plan
    assert solution.first_after_s == heard[0].seconds
    assert all(violations(instance(), each.plan) == [] for each in heard if each.plan)


def test_without_time_it_says_that_nothing_is_proven():
    given = instance(groups=FOUR, assessors=SIX, rules__order=[["interview", "role_play"], ["role_play", "lgd"]])
    if greedy(given, tries=10).plan is None:
        solution = solve(given, workers=1, deterministic=0.000001)
        assert (solution.status, solution.plan) == ("unknown", None)
        assert "tidak terbukti mustahil" in solution.reason


@st.composite
def events(draw: st.DrawFn) -> Instance:
    sizes = draw(st.lists(st.integers(1, 3), min_size=1, max_size=2))
    people = iter(f"S{number}" for number in range(1, 10))
    groups = {f"G{number}": [next(people) for _ in range(size)] for number, size in enumerate(sizes, 1)}
    assessors = SIX[: draw(st.integers(2, 6))]
    everyone = [person for those in groups.values() for person in those]
    conflicts = draw(st.lists(st.tuples(st.sampled_from(["A1", "A2"]), st.sampled_from(everyone)), max_size=2))
    away = draw(st.lists(st.sampled_from(["A1", "A2", everyone[0]]), max_size=2))
    return read(
        event(
            groups=groups,
            assessors=assessors,
            conflicts=[[*pair, ""] for pair in conflicts],
            away=[{"who": who, "day": 0, "from": "08:00", "to": "09:00"} for who in away],
            rules__gap_min=draw(st.sampled_from([0, 30])),
            rules__max_exercises_per_pair=draw(st.integers(1, 3)),
            rules__max_observe_min_per_day=draw(st.sampled_from([90, 240, None])),
            rules__order=draw(st.sampled_from([[], [["lgd", "interview"]], [["interview", "lgd"]]])),
            exercises__interview__classify_min=draw(st.sampled_from([0, 30])),
        )
    )


@settings(max_examples=25, deadline=None, suppress_health_check=[HealthCheck.too_slow])
@given(events())
def test_whatever_the_solver_gives_the_checker_accepts_and_counting_never_lies(given: Instance):
    solution = solve(given, workers=1, deterministic=0.05)
    if solution.plan:
        assert violations(given, solution.plan) == []
    quick = greedy(given, tries=3).plan
    if quick:
        assert violations(given, quick) == []
        assert explain(given) is None
        assert solution.plan
    if solution.status == "infeasible":
        assert solution.reason

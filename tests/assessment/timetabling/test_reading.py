"""A malformed instance is refused with every problem, its place and how to mend it."""

from typing import Any

import pytest

from mumpuni.assessment.timetabling import InstanceError, Plan, PlanError, read
from tests.assessment.timetabling.invented import event, sessions


def problems(told: object) -> list[str]:
    with pytest.raises(InstanceError) as refused:
        read(told)
    return refused.value.problems


@pytest.mark.parametrize(
    ("changes", "told"),
    [
        ({"exercises__lgd__observers": "2"}, "exercises.lgd.observers: harus bilangan bulat 0-20"),
        ({"exercises__lgd__observers": 10**400}, "exercises.lgd.observers: harus bilangan bulat 0-20"),
        ({"exercises__lgd__minutes": True}, "exercises.lgd.minutes: harus bilangan bulat 1-1440"),
        ({"exercises__lgd__rooms": []}, "exercises.lgd.rooms: sebut paling sedikit satu jenis ruang"),
        ({"rules__grid_min": 0}, "rules.grid_min: harus bilangan bulat 1-1440"),
        ({"groups": {"G1": ["S1"], "G2": ["S1"]}}, "groups.G2: S1 sudah ada di G1; sekali saja"),
        ({"groups": {}}, "groups: belum ada kelompok"),
        ({"days": []}, "days: ada 0 butir; perlu 1-31"),
        ({"assessors": [{"id": "A"}, {"id": "A"}]}, "assessors[1].id: «A» sudah dipakai; beri id lain"),
        (
            {"conflicts": [["A9", "S1", ""]]},
            "conflicts(0: A9, S1): «A9» tidak dikenal sebagai Assessor atau pemeran; tambahkan atau betulkan",
        ),
        ({"away": [{"who": "A1", "day": 3, "from": "08:00", "to": "09:00"}]},
         "away[0].day: hari 3 tidak ada; hari dihitung dari 0 sampai 0"),
        ({"away": [{"who": "A1", "day": 0, "from": "09:00", "to": "08:00"}]}, "away[0].to: harus sesudah from"),
        ({"load_before": {"A1": -5}}, "load_before.A1: harus bilangan bulat 0-10000"),
        ({"repair": {"ill": "A9", "from_day": 0, "base_plan": []}},
         "repair.ill: «A9» tidak dikenal sebagai orang; tambahkan atau betulkan"),
        ({"repair": {"ill": None, "from_day": 0, "base_plan": 5}}, "repair.base_plan: harus daftar"),
    ],
)  # fmt: skip
def test_each_problem_names_its_place(changes: dict[str, Any], told: str):
    assert problems(event(**changes)) == [told]


def test_all_problems_are_told_at_once():
    told = event(exercises__lgd__observers=None, rooms=7)
    del told["rules"]["grid_min"], told["exercises"]["lgd"]["observers"]
    assert problems(told) == [
        "rooms: harus daftar",
        "rooms: ada 0 butir; perlu 1-200",
        "rules.grid_min: harus bilangan bulat 1-1440",
    ]


@pytest.mark.parametrize("told", [None, [], 5, "x", {"days": 1}, {"rules": []}, {"groups": [[]]}, {"exercises": 1.5}])
def test_anything_else_is_refused_without_an_error_of_the_program(told: object):
    assert problems(told)


def test_expected_answers_are_not_read():
    assert read(event(expect="infeasible", reason="x")) == read(event())


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"start": "8"}, "sessions[0].start: «8» bukan jam; tulis JJ:MM seperti 08:15"),
        ({"day": "0"}, "sessions[0].day: harus bilangan bulat"),
        ({"observers": []}, None),
        ({"observers": [1]}, "sessions[0].observers: harus objek Assessee: [Assessor]"),
        ({"assessees": None}, "sessions[0].assessees: harus daftar"),
    ],
)
def test_a_malformed_plan_names_its_place(change: dict[str, Any], told: str | None):
    given = {"sessions": sessions(s0=change)}
    if told is None:
        Plan.from_dict(given)
        return
    with pytest.raises(PlanError) as refused:
        Plan.from_dict(given)
    assert str(refused.value) == told


def test_a_plan_survives_being_written():
    given = {"instance": "small", "sessions": sessions()}
    assert Plan.from_dict(Plan.from_dict(given).to_dict()) == Plan.from_dict(given)

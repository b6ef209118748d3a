"""Our checker and the one that comes with the exchange format find the same kinds of violation."""

import importlib.util
import random
from pathlib import Path
from types import ModuleType
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from mumpuni.assessment.timetabling import Plan, read, violations
from tests.assessment.timetabling.invented import event, sessions

#: Beside the repository.
CHECKER = Path(__file__).parents[4] / "shared" / "timetables" / "check.py"


@pytest.fixture(scope="module")
def checker() -> ModuleType:
    found = next(
        (each for each in (CHECKER, CHECKER.parents[3] / "shared/timetables/check.py") if each.is_file()), None
    )
    if found is None:
        pytest.skip("the exchange format's own checker is not beside this repository")
    spec = importlib.util.spec_from_file_location("timetable_check", CHECKER)
    assert spec
    assert spec.loader
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


def damaged(chance: random.Random) -> list[dict[str, Any]]:
    """The lawful plan with some things exchanged."""
    told = sessions()
    for _time in range(chance.randint(1, 4)):
        each = chance.choice(told)
        match chance.randrange(9):
            case 0:
                each["start"] = chance.choice(["08:00", "09:00", "09:30", "10:30", "11:00", "12:00", "12:30", "08:10"])
            case 1:
                each["room"] = chance.choice(["R1", "R2", "D1", "R9"])
            case 2:
                each["observers"] = {who: chance.sample(["A1", "A2", "A3"], 2) for who in each["assessees"]}
            case 3:
                each["observers"] = {who: [chance.choice(["A1", "A2", "A3"])] for who in each["assessees"]}
            case 4:
                each["helpers"] = chance.choice([[], ["P1"], ["A2"], ["P1", "A2"]])
            case 5:
                each["assessees"] = chance.choice([["S1"], ["S2"], ["S1", "S2"], ["S9"]])
            case 6:
                each["day"] = chance.choice([0, 1, 2])
            case 7:
                each["end"] = "10:00"
            case 8 if len(told) > 2:
                told.remove(each)
    return told


@settings(max_examples=200, deadline=None)
@given(st.randoms(use_true_random=False))
def test_both_checkers_find_the_same_kinds(checker: ModuleType, chance: random.Random):
    told = event(
        days=[event()["days"][0]] * 2,
        helpers=[{"id": "P1", "role": "role_player"}, {"id": "A2", "role": "role_player"}],
        conflicts=chance.choice([[], [["A1", "S1", ""]], [["P1", "S2", ""]]]),
        away=chance.choice([[], [{"who": "A1", "day": 0, "from": "08:30", "to": "09:00"}]]),
        rules__gap_min=chance.choice([0, 15]),
        rules__max_exercises_per_pair=chance.choice([1, 2]),
        rules__max_observe_min_per_day=chance.choice([60, 240]),
        rules__order=chance.choice([[], [["lgd", "interview"]], [["interview", "lgd"]]]),
    )
    if chance.random() < 0.4:
        told["repair"] = {"ill": "A3", "from_day": 1, "base_plan": sessions()}
        told["away"].append({"who": "A3", "day": 1, "from": "00:00", "to": "24:00"})
    plan = {"instance": "small", "sessions": damaged(chance)}
    ours = {each.code for each in violations(read(told), Plan.from_dict(plan))}
    assert ours == {code for code, _ in checker.violations(told, plan)}

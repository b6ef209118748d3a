"""`mumpuni timetable`: a plan on standard output, an exit code that says what it is, and no Django."""

import json
import subprocess
import sys
from pathlib import Path
from typing import Any

import pytest

from mumpuni.assessment import timetabling
from mumpuni.config import cli
from tests.assessment.timetabling.invented import event, sessions


@pytest.fixture(autouse=True)
def _indonesian_afterwards(monkeypatch: pytest.MonkeyPatch):
    monkeypatch.setenv("MUMPUNI_LANGUAGE", "id")
    yield
    timetabling.speak_with(str)


def written(folder: Path, told: Any, name: str = "instance.json") -> str:
    path = folder / name
    path.write_text(told if isinstance(told, str) else json.dumps(told))
    return str(path)


def test_a_plan_is_printed_and_lawful(tmp_path, capsys):
    code = cli.main(["timetable", "solve", written(tmp_path, event()), "--seconds", "2", "--workers", "1"])
    printed = capsys.readouterr()
    plan = timetabling.Plan.from_dict(json.loads(printed.out))
    assert code == 0
    assert timetabling.violations(timetabling.read(event()), plan) == []
    assert "minutes_per_assessor" in printed.err


def test_the_example_of_the_documentation_is_solved(tmp_path, capsys):
    example = Path(__file__).parents[2] / "docs/reference/timetable-example.json"
    assert cli.main(["timetable", "solve", str(example), "--seconds", "1", "--workers", "1"]) == 0
    plan = written(tmp_path, capsys.readouterr().out, "plan.json")
    assert cli.main(["timetable", "check", str(example), plan]) == 0


@pytest.mark.parametrize("extra", [[], ["--greedy"]])
def test_what_is_impossible_is_said_with_its_reason(tmp_path, capsys, extra):
    code = cli.main(["timetable", "solve", written(tmp_path, event(helpers=[])), *extra])
    told = json.loads(capsys.readouterr().out)
    assert (code, told["infeasible"]) == (3, True)
    assert told["reason"].startswith("role_play S1 perlu satu role_player, tetapi ada 0 orang dengan peran itu")


def test_the_quick_plan_can_be_had_alone(tmp_path, capsys):
    assert cli.main(["timetable", "solve", written(tmp_path, event()), "--greedy"]) == 0
    plan = timetabling.Plan.from_dict(json.loads(capsys.readouterr().out))
    assert timetabling.violations(timetabling.read(event()), plan) == []


def test_a_repair_can_be_ignored(tmp_path, capsys):
    told = event(repair={"ill": None, "from_day": 0, "base_plan": "none"})
    assert cli.main(["timetable", "solve", written(tmp_path, told), "--greedy"]) == 2
    assert cli.main(["timetable", "solve", written(tmp_path, told), "--greedy", "--base"]) == 0
    assert "repair.base_plan: harus daftar" in capsys.readouterr().err


@pytest.mark.parametrize(("change", "code"), [({}, 0), ({"s1": {"room": "R2"}}, 1), ({"s1": {"start": "noon"}}, 2)])
def test_a_plan_is_checked(tmp_path, capsys, change, code):
    plan = written(tmp_path, {"sessions": sessions(**change)}, "plan.json")
    assert cli.main(["timetable", "check", written(tmp_path, event()), plan]) == code
    printed = capsys.readouterr()
    if code == 1:
        assert [each["code"] for each in json.loads(printed.out)["violations"]] == ["room-twice"]
    if code == 2:
        assert "sessions[1].start: «noon» bukan jam; tulis JJ:MM seperti 08:15" in printed.err


@pytest.mark.parametrize(
    ("claimed", "helpers", "code"), [("x", [], 0), ("x", [{"id": "P1", "role": "role_player"}], 1)]
)
def test_a_claim_that_nothing_is_possible_is_checked_by_counting(tmp_path, claimed, helpers, code):
    plan = written(tmp_path, {"infeasible": True, "reason": claimed}, "plan.json")
    assert cli.main(["timetable", "check", written(tmp_path, event(helpers=helpers)), plan]) == code


@pytest.mark.parametrize(
    ("content", "said"),
    [
        ("not json", "bukan JSON"),
        ("[" * 100_000, "bukan JSON"),
        ("[]", "Instance harus objek JSON"),
        ('{"days": 5}', "days: harus daftar"),
        ("\ud800".encode("utf-16", "surrogatepass").decode("latin-1"), "bukan JSON"),
    ],
)
def test_what_cannot_be_read_is_refused_with_code_2(tmp_path, capsys, content, said):
    assert cli.main(["timetable", "solve", written(tmp_path, content)]) == 2
    assert said in capsys.readouterr().err


def test_a_huge_file_is_not_even_opened(tmp_path, capsys):
    path = tmp_path / "huge.json"
    with path.open("wb") as file:
        file.truncate(200_000_000)
    assert cli.main(["timetable", "solve", str(path)]) == 2
    assert "lebih besar dari 20 MB" in capsys.readouterr().err


def test_a_missing_file_is_said(tmp_path, capsys):
    assert cli.main(["timetable", "solve", str(tmp_path / "none.json")]) == 2
    assert "tidak dapat dibaca" in capsys.readouterr().err


def test_the_command_needs_no_django_and_counting_no_solver(tmp_path):
    script = (
        "import sys; from mumpuni.config import cli; code = cli.main(sys.argv[1:]); "
        "print([name for name in ('django', 'ortools', 'numpy') if name in sys.modules], code, file=sys.stderr)"
    )
    file = written(tmp_path, event(helpers=[]))
    done = subprocess.run(
        [sys.executable, "-c", script, "timetable", "solve", file], capture_output=True, text=True, check=True
    )
    assert done.stderr.splitlines()[-1] == "[] 3"

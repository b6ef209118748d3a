"""The public test vectors: one file per article, facts and the decision that they must get."""

import json
import os
from pathlib import Path
from typing import Any

import pytest

from mumpuni.regulations import REGULATIONS, Misfit, answer, rules

VECTORS = Path(__file__).parents[2] / "vectors"
#: A run for one regulation alone reads no other files.
FILES = sorted(VECTORS.glob(f"{os.environ.get('MUMPUNI_VECTORS', '*')}/*.json"))


def every_case() -> list[dict[str, Any]]:
    """Every case of every file."""
    return [case for file in FILES for case in json.loads(file.read_text(encoding="utf-8"))["cases"]]


def cases() -> list[Any]:
    """Every case of every file, named, and marked with the rows whose acceptance example it is."""
    found = []
    for file in FILES:
        for case in json.loads(file.read_text(encoding="utf-8"))["cases"]:
            name = f"{file.parent.name}/{file.stem}: {case['name']}"
            marks = [pytest.mark.requirement(*case["requirements"])] if case.get("requirements") else []
            found.append(pytest.param(case, id=name, marks=marks))
    return found


def judge(case: dict[str, Any]) -> None:
    """Ask the rule and compare with what is expected; raises AssertionError where they differ."""
    expected = case["expect"]
    asked = (case["rule"], json.dumps(case["facts"]).encode(), case.get("on"))
    if "misfit" in expected:
        with pytest.raises(Misfit) as refused:
            answer(*asked)
        given = sorted([problem.field, problem.code] for problem in refused.value.problems)
        assert given == sorted(expected["misfit"])
        return
    decision = answer(*asked)
    assert decision["outcome"] == expected["outcome"]
    assert {name: decision["values"].get(name) for name in expected.get("values", {})} == expected.get("values", {})
    found = [{key: finding[key] for key in ("code", "severity", "citation")} for finding in decision["findings"]]
    assert sorted(map(str, found)) == sorted(map(str, expected.get("findings", [])))


@pytest.mark.parametrize("case", cases())
def test_the_facts_get_the_decision_of_the_vector(case):
    judge(case)


@pytest.mark.parametrize("file", FILES, ids=lambda file: f"{file.parent.name}/{file.stem}")
def test_a_file_of_vectors_keeps_the_form(file):
    told = json.loads(file.read_text(encoding="utf-8"))
    names = [case["name"] for case in told["cases"]]
    assert set(told) == {"regulation", "article", "cases"}
    assert told["regulation"] == file.parent.name
    assert told["regulation"] in REGULATIONS or told["regulation"] == "assessment"
    assert len(set(names)) == len(names) > 0
    for case in told["cases"]:
        assert set(case) <= {"name", "requirements", "rule", "on", "facts", "expect"}
        assert set(case["expect"]) <= {"outcome", "values", "findings", "misfit"}
        assert all(list(found) == ["code", "severity", "citation"] for found in case["expect"].get("findings", ()))


def test_every_rule_has_vectors():
    assert {case["rule"] for case in every_case()} == {rule.id for rule in rules()}

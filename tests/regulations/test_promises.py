"""What every rule promises: decided or refused by name, the same everywhere, and nothing in it out of reach."""

import ast
import copy
import json
import os
import subprocess
import sys
import time
from pathlib import Path

import jsonschema
import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni import regulations
from mumpuni.regulations import Misfit, decide, rules, words
from mumpuni.regulations.facts import parse
from tests.regulations.strategies import facts_for
from tests.regulations.test_vectors import every_case

PACKAGE = Path(regulations.__file__).parent
CASES = [case for case in every_case() if "misfit" not in case["expect"]]
BOUNDED = {"too-small", "too-large", "not-above"}
every_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
nonsense = (
    st.none() | st.booleans() | st.integers(-9, 99) | st.sampled_from(["", " ", "x", "2.5", "2026-02-30", [], {}])
)


@every_rule
def test_every_outcome_is_reached_by_a_vector(rule):
    assert {case["expect"]["outcome"] for case in CASES if case["rule"] == rule.id} == set(rule.outcomes)


def test_every_code_of_a_finding_is_reached_by_a_vector():
    reached = {
        (finding["citation"], finding["code"]) for case in CASES for finding in case["expect"].get("findings", ())
    }
    titles = {regulation.short_title: name for name, regulation in regulations.REGULATIONS.items()}
    books = {
        (next(name for title, name in titles.items() if citation.startswith(title)), code) for citation, code in reached
    }
    shared = {(book, code) for book, code in books if code in words._BOOKS["assessment"].get("findings", {})}
    worded = {
        (book, code)
        for book, sections in words._BOOKS.items()
        for code in sections.get("findings", {})
        if book != "assessment"
    }
    assert worded <= books
    assert {code for _, code in shared} == set(words._BOOKS["assessment"].get("findings", {}))


@every_rule
def test_every_outcome_has_words(rule):
    terms = words._BOOKS["general"]["terms"]
    assert {outcome for outcome in rule.outcomes if outcome not in terms} == set()


def refused(rule_id, facts):
    try:
        decide(rule_id, facts)
    except Misfit as misfit:
        return misfit.problems
    return ()


def spoiled(facts, data):
    """The facts with one value somewhere replaced, taken away or added."""
    spoilt = copy.deepcopy(facts)
    places = []

    def walk(value):
        if isinstance(value, dict):
            places.extend((value, key) for key in value)
            for inner in value.values():
                walk(inner)
        elif isinstance(value, list):
            places.extend((value, index) for index in range(len(value)))
            for inner in value:
                walk(inner)

    walk(spoilt)
    how = data.draw(st.sampled_from(["replace", "remove", "add"]))
    if how == "add" or not places:
        spoilt["warna"] = data.draw(nonsense)
        return spoilt
    holder, key = data.draw(st.sampled_from(places))
    if how == "remove":
        del holder[key]
    else:
        holder[key] = data.draw(nonsense)
    return spoilt


@every_rule
@given(data=st.data())
def test_schema_and_behaviour_agree(rule, data):
    """What fits the schema is decided, what does not is refused.

    The rule alone bounds a decimal in quotes, and knows of facts that are needed only where others are missing.
    """
    facts = parse(json.dumps(data.draw(facts_for(rule.facts)), default=str))
    if data.draw(st.booleans()):
        facts = spoiled(facts, data)
    schema = rule.as_json()["facts"]
    checker = jsonschema.Draft202012Validator(schema, format_checker=jsonschema.FormatChecker(["date"]))
    wrong = [error.message for error in checker.iter_errors(facts)]
    problems = refused(rule.id, facts)
    assert all(problem.field for problem in problems)
    beyond = BOUNDED | ({"missing"} if hasattr(rule.facts, "__post_init__") else set())
    assert bool(problems) == bool(wrong) or {problem.code for problem in problems} <= beyond
    assert problems or not wrong


REPLAY = """
import json, sys
sys.path.insert(0, sys.argv[1])
from mumpuni.config import cli_rules
from mumpuni.regulations import Misfit, answer, explained, rules
cases = json.loads(sys.stdin.buffer.read())
explained("bkn-7-2020/participant", b"{}")
def forbid(event, details):
    if event in ("open", "import") or event.startswith(("socket.", "os.", "subprocess.", "urllib.", "sqlite3.")):
        raise AssertionError(f"{event} {details}")
sys.addaudithook(forbid)
said = []
for case in cases:
    body = json.dumps(case["facts"]).encode()
    for language in ("id", "en"):
        said.append(answer(case["rule"], body, case.get("on"), language))
        said.append(explained(case["rule"], body, case.get("on"), language))
loaded = sorted({name.partition(".")[0] for name in sys.modules} & {"django", "ninja", "pydantic", "psycopg", "duckdb"})
sys.stdout.buffer.write(json.dumps([loaded, said]).encode())
"""


def replayed(**environment):
    done = subprocess.run(
        [sys.executable, "-W", "error", "-c", REPLAY, str(PACKAGE.parents[1])],
        input=json.dumps(CASES).encode(),
        capture_output=True,
        env={"PATH": os.environ.get("PATH", "")} | environment,
        check=False,
    )
    assert done.stderr == b""
    return json.loads(done.stdout)


def test_deciding_opens_nothing_and_says_the_same_in_another_process_place_and_time_zone():
    """Files, network, database and imports are closed while every vector is decided and explained, twice."""
    here = replayed(LC_ALL="C.UTF-8", TZ="UTC", PYTHONHASHSEED="1")
    there = replayed(LC_ALL="tr_TR.UTF-8", TZ="Asia/Jayapura", PYTHONHASHSEED="2")
    assert here == there
    assert here[0] == []


def test_no_decision_knows_a_float():
    """Only the reader of facts may see one, and takes it as the digits it prints."""
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if (isinstance(node, ast.Constant) and isinstance(node.value, float)) or (
                isinstance(node, ast.Name) and node.id in {"float", "complex", "math", "round"}
            ):
                found.add((file.relative_to(PACKAGE).as_posix(), getattr(node, "id", "literal")))
    assert found == {("facts.py", "float")}


def widened(value, many):
    """The facts with every list outside another list repeated to many items."""
    if isinstance(value, list) and value:
        return [value[index % len(value)] for index in range(many)]
    if isinstance(value, dict):
        return {key: widened(inner, many) for key, inner in value.items()}
    return value


@every_rule
def test_ten_thousand_members_are_answered_within_a_second(rule):
    own = [case["facts"] for case in CASES if case["rule"] == rule.id]
    facts = widened(min(own, key=lambda each: (-len(each), len(json.dumps(each)))), 10_000)
    began = time.process_time()
    refused(rule.id, facts)
    assert time.process_time() - began < 1

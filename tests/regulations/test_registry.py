"""Promises that hold for every rule: quotes, words in both languages, purity, one shape of decision."""

import ast
import doctest
import json
import string
import subprocess
import sys
from dataclasses import fields, is_dataclass
from importlib import import_module
from pathlib import Path
from pkgutil import walk_packages
from typing import get_args, get_type_hints

import pytest
from hypothesis import given
from hypothesis import strategies as st

from mumpuni import regulations
from mumpuni.regulations import Misfit, citations, decide, decide_each, readings, rules, words
from mumpuni.regulations.facts import read, sent
from mumpuni.regulations.misfit import Problem
from mumpuni.regulations.register import REGULATIONS
from tests import trace
from tests.regulations.strategies import facts_for

PACKAGE = Path(regulations.__file__).parent
every_rule = pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
json_values = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text(),
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=4),
    max_leaves=12,
)


def sentences():
    """Every sentence of every book of words, with its place."""
    for book, sections in words._BOOKS.items():
        for section, entries in sections.items():
            for code, said in entries.items():
                yield pytest.param(said, id=f"{book} {section} {code}")


def codes_in(function_names):
    """First arguments of calls to these functions anywhere in the package, with the file they stand in."""
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            called = isinstance(node, ast.Call) and getattr(node.func, "id", "")
            if called in function_names:
                for argument in node.args:
                    if isinstance(argument, ast.Constant) and isinstance(argument.value, str):
                        yield file.relative_to(PACKAGE).parts[0].replace("_", "-"), argument.value
                        break


quoted = dict.fromkeys(
    [(citation.regulation, citation.place, citation.quote) for citation in citations()]
    + [(side.regulation, side.place, side.quote) for reading in readings() for side in reading.sides]
)


@pytest.mark.parametrize(("regulation", "place", "quote"), quoted)
def test_every_quote_stands_in_the_regulation(regulation, place, quote, regulation_text):
    assert " ".join(quote.split()) in regulation_text(regulation)


def test_every_citation_stands_behind_a_known_requirement():
    known = {row["id"] for row in trace.rows()}
    named = {citation.requirement for citation in citations()}
    assert named | {name for reading in readings() for name in reading.requirements} <= known


def test_every_reading_names_rules_that_exist():
    assert {name for reading in readings() for name in reading.rules} <= {rule.id for rule in rules()}


@pytest.mark.parametrize("said", list(sentences()))
def test_both_languages_say_the_same_blanks(said):
    blanks = [
        sorted(name for _, name, _, _ in string.Formatter().parse(said[language]) if name)
        for language in words.LANGUAGES
    ]
    assert set(said) == set(words.LANGUAGES)
    assert all(said.values())
    assert blanks[0] == blanks[1]


def test_every_code_of_a_finding_has_words_and_every_word_a_finding():
    used = set(codes_in({"violation", "warning", "info"}))
    worded = {(book, code) for book, sections in words._BOOKS.items() for code in sections.get("findings", {})}
    assert used == worded


def test_every_line_of_arithmetic_has_words():
    used = set(codes_in({"Step"}))
    assert used == {(book, code) for book, sections in words._BOOKS.items() for code in sections.get("workings", {})}


def test_every_code_of_a_misfit_has_words():
    used = {code for _, code in codes_in({"wrong"})} | {
        "missing", "unknown-fact", "repeated-fact", "not-json", "no-such-rule", "not-in-force", "unreadable", "summary",
        "not-a-whole-number", "not-a-number", "not-a-date", "not-a-time", "not-yes-or-no", "not-text",
        "date-out-of-range",
    }  # fmt: skip
    assert used == set(words._BOOKS["general"]["misfits"])


@every_rule
def test_every_rule_says_what_it_is(rule):
    assert rule.title("id") != rule.title("en")
    assert rule.id.partition("/")[0] in {*REGULATIONS, "assessment"}
    assert rule.citations
    assert all(citation.regulation in REGULATIONS for citation in rule.citations)


def kinds_within(kind):
    """The dataclasses that facts of this kind are made of."""
    if is_dataclass(kind):
        yield kind
        for hint in get_type_hints(kind).values():
            yield from kinds_within(hint)
    for inner in get_args(kind):
        yield from kinds_within(inner)


@every_rule
def test_facts_cannot_be_changed_and_have_no_room_for_others(rule):
    for kind in kinds_within(rule.facts):
        assert kind.__dataclass_params__.frozen
        assert "__slots__" in vars(kind)


@every_rule
def test_a_yes_or_no_and_a_list_may_be_left_out(rule):
    required = set(rule.as_json()["facts"]["required"])
    hints = {sent(fact.name): fact.type for fact in fields(rule.facts)}
    assert not {name for name in required if hints[name] is bool or str(hints[name]).startswith("tuple")}


@every_rule
@given(data=st.data())
def test_every_decision_keeps_the_contract(rule, data):
    facts = read(rule.facts, data.draw(facts_for(rule.facts)))
    decision = rule.judge(facts)
    said = decision.as_json()
    assert rule.judge(facts) == decision
    assert decision.rule == rule.id
    assert decision.outcome in rule.outcomes
    assert decision.citations
    assert set(decision.citations) <= set(rule.citations)
    assert {finding.citation for finding in decision.findings} <= set(decision.citations)
    if "compliant" in rule.outcomes:
        broken = any(finding.severity == "violation" for finding in decision.findings)
        assert decision.outcome == ("non-compliant" if broken else "compliant")
    assert list(said) == ["rule", "outcome", "values", "findings", "citations", "regulation"]
    assert set(rule.as_json()["values"].get("required", ())) <= set(said["values"])
    assert json.loads(json.dumps(said)) == said
    assert [list(finding) for finding in said["findings"]] == [
        ["code", "severity", "message", "citation", "requirement"] for _ in decision.findings
    ]


@every_rule
@given(given_facts=json_values)
def test_whatever_is_given_is_decided_or_refused(rule, given_facts):
    try:
        said = [decide(rule.id, given_facts).as_json("en")]
    except Misfit as misfit:
        said = misfit.as_json("en")["fields"]
    assert said
    assert all("outcome" in each or each["message"] for each in said)


def test_a_kept_decision_holds_both_languages_and_the_words_of_the_articles():
    kept = decide("panduan-2019/participant", {"position": "pelaksana", "batch_level": "pengawas"}).as_record()
    quote = "1. Pejabat Pimpinan Tinggi Pratama; 2. Pejabat Administrator; 3. Pejabat Pengawas."
    message = "Jabatan Pelaksana bukan salah satu dari tiga jenjang peserta: JPT Pratama, Administrator, Pengawas."
    assert kept["findings"] == [
        {
            "code": "not-a-level",
            "severity": "violation",
            "message": message,
            "citation": "Panduan Pelatihan dan Sertifikasi 2019 Peserta",
            "requirement": "PAND-028",
            "quote": quote,
            "messages": {
                "id": message,
                "en": 'The position "implementer (Pelaksana)" is none of the three levels of participants: '
                "first-tier senior leader (JPT Pratama), Administrator, supervisor (Pengawas).",
            },
        }
    ]
    assert kept["basis"][0] == {
        "citation": "Panduan Pelatihan dan Sertifikasi 2019 Peserta",
        "quote": quote,
        "requirement": "PAND-028",
    }


def test_a_list_is_refused_whole_with_every_index():
    with pytest.raises(Misfit) as refused:
        decide_each("panduan-2019/batch-level", [{"batch": 1}, {}, {"batch": "x"}])
    assert [(problem.index, problem.field, problem.code) for problem in refused.value.problems] == [
        (1, "batch", "missing"),
        (2, "batch", "not-a-whole-number"),
    ]


def test_a_rule_that_does_not_exist_is_answered_with_those_that_do():
    with pytest.raises(Misfit) as refused:
        decide("panduan-2019/certificat", {})
    assert refused.value.problems == (Problem("rule", "no-such-rule", {"known": tuple(rule.id for rule in rules())}),)


def test_an_unknown_language_is_answered_in_indonesian():
    assert rules()[0].title("fr") == rules()[0].title("id")


FRESH = """
import sys
from mumpuni.config import cli_rules
from mumpuni.regulations import answer, rules
def forbid(event, details):
    if event in ("open", "import") or event.startswith(("socket.", "os.", "subprocess.", "urllib.")):
        raise AssertionError(f"{event} {details}")
sys.addaudithook(forbid)
answer("panduan-2019/certificate", b'{"training_jp": 3, "qualification": "pengawas", "units": {"x": true}}')
answer("bkn-7-2020/participant", b"[{}]", "2026-11-22", "en")
answer("panduan-2019/batch-level", b'{"batch": 1.0}')
answer("panduan-2019/participant", b'{"position": "pelaksana", "batch_level": "pengawas"}')
answer("panduan-2019/required-units", b'{"qualification": "administrator"}')
[rule.as_json() for rule in rules()]
print(sorted({name.partition(".")[0] for name in sys.modules} & {"django", "ninja", "pydantic", "psycopg"}))
"""


def test_deciding_loads_no_framework_and_opens_nothing():
    done = subprocess.run([sys.executable, "-c", FRESH], capture_output=True, text=True, check=False)
    assert (done.stdout, done.stderr) == ("[]\n", "")


def test_no_rule_can_look_at_the_clock_or_throw_dice():
    forbidden = {"time", "random", "secrets", "locale", "os", "socket", "subprocess", "urllib", "uuid", "zoneinfo"}
    found = set()
    for file in PACKAGE.rglob("*.py"):
        for node in ast.walk(ast.parse(file.read_text(encoding="utf-8"))):
            if isinstance(node, ast.Import):
                found |= {alias.name.partition(".")[0] for alias in node.names} & forbidden
            elif isinstance(node, ast.ImportFrom):
                found |= {(node.module or "").partition(".")[0]} & forbidden
            elif isinstance(node, ast.Attribute):
                found |= {node.attr} & {"now", "today", "utcnow"}
    assert found == set()


@pytest.mark.parametrize(
    "name", [module.name for module in walk_packages(regulations.__path__, "mumpuni.regulations.")]
)
def test_the_examples_in_the_docstrings_hold(name):
    assert doctest.testmod(import_module(name)).failed == 0

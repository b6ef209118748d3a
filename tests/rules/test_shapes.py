"""A form from the schema of facts: what is typed comes back as the same facts."""

from collections.abc import Iterable
from html.parser import HTMLParser
from typing import Any

import pytest
from django.template.loader import render_to_string
from hypothesis import given
from hypothesis import strategies as st

from mumpuni.config.rules_pages import fields, shapes
from mumpuni.regulations import Problem, rules
from mumpuni.regulations.facts import read, schema
from tests.regulations.strategies import facts_for
from tests.rules import examples

SHAPE = shapes.shape_of(schema(examples.Facts))
KINDS = {rule.id: rule.facts for rule in rules()} | {examples.ID: examples.Facts}


def lists(pairs: Iterable[tuple[str, str]]) -> list[tuple[str, list[str]]]:
    found: dict[str, list[str]] = {}
    for name, value in pairs:
        found.setdefault(name, []).append(value)
    return list(found.items())


def through_form(shape: shapes.Shape, facts: Any) -> Any:
    form = fields.draw(shape, shapes.spread(shape, facts), "id")
    problems: list[Problem] = []
    gathered = shapes.gather(shape, shapes.typed_in(shape, lists(form.sent())), problems)
    assert problems == []
    return gathered


def in_order(shape: shapes.Shape, facts: Any) -> Any:
    """Boxes to tick stand in the order of the schema; everything else keeps its own."""
    if facts is None:
        return None
    if shape.kind == "words":
        rest = list(facts)
        first = [word for word in shape.words if word in rest and not rest.remove(word)]
        return first + rest
    if shape.kind == "object":
        return {name: in_order(shape.properties[name], one) for name, one in facts.items()}
    if shape.kind == "list":
        return [in_order(shape.inner, one) for one in facts]
    return {name: in_order(shape.inner, one) for name, one in facts.items()} if shape.kind == "mapping" else facts


@pytest.mark.parametrize("rule_id", sorted(KINDS))
def test_facts_come_back_from_the_form_as_they_went_in(rule_id: str) -> None:
    kind = KINDS[rule_id]
    shape = shapes.shape_of(schema(kind))

    @given(facts_for(kind).map(_as_a_browser_sends))
    def holds(facts: Any) -> None:
        assert read(kind, through_form(shape, facts)) == read(kind, in_order(shape, facts))

    holds()


def _as_a_browser_sends(value: Any) -> Any:
    if isinstance(value, dict):
        return {_as_a_browser_sends(name): _as_a_browser_sends(one) for name, one in value.items()}
    if isinstance(value, list):
        return [_as_a_browser_sends(one) for one in value]
    return value.replace("\r\n", "\n") if isinstance(value, str) else value


@given(facts_for(examples.Facts).map(_as_a_browser_sends))
def test_the_page_draws_what_the_form_says_it_sends(facts: Any) -> None:
    form = fields.draw(SHAPE, shapes.spread(SHAPE, facts), "id")
    drawn = _Boxes()
    for one in form.children:
        drawn.feed(render_to_string("rules/_box.html", {"f": one}))
    sent = [pair for one in form.children for pair in one.sent()]
    if not any("\r" in value or "\x00" in value for _name, value in sent):
        assert sorted(drawn.sent) == sorted(sent)


class _Boxes(HTMLParser):
    """Reads a form as a browser sends it."""

    def __init__(self) -> None:
        super().__init__()
        self.sent: list[tuple[str, str]] = []
        self.select = self.area = ""
        self.chosen: str | None = None

    def handle_starttag(self, tag: str, attrs: list[tuple[str, str | None]]) -> None:
        given = {name: value or "" for name, value in attrs}
        if tag == "input" and (given["type"] != "checkbox" or "checked" in given):
            self.sent.append((given["name"], given["value"]))
        elif tag == "select":
            self.select, self.chosen = given["name"], None
        elif tag == "option" and (self.chosen is None or "selected" in given):
            self.chosen = given["value"]
        elif tag == "textarea":
            self.area, self.chosen = given["name"], ""

    def handle_data(self, data: str) -> None:
        if self.area:
            self.chosen = (self.chosen or "") + data

    def handle_endtag(self, tag: str) -> None:
        if tag == "select":
            self.sent.append((self.select, self.chosen or ""))
        if tag == "textarea":
            self.sent.append((self.area, (self.chosen or "").removeprefix("\n")))
            self.area = ""


def test_every_kind_of_fact_has_its_box() -> None:
    form = fields.draw(SHAPE, shapes.spread(SHAPE, examples.facts()), "id")
    kinds = {one.name: one.kind for one in form.walk() if one.name}
    assert {
        name: kinds[name] for name in ("position", "event_start", "days", "confidential", "members", "sections")
    } == {
        "position": "word",
        "event_start": "date",
        "days": "decimal",
        "confidential": "yes-no",
        "members": "list",
        "sections": "words",
    }
    assert (kinds["members[0].years"], kinds["required[1].value"], kinds["observers[0][1]"]) == (
        "whole",
        "whole",
        "text",
    )
    assert (kinds["matrix[0].value[1]"], kinds["units[0].value"], kinds["addressee.nip"]) == ("text", "yes-no", "text")


def test_labels_are_words_and_help_says_what_is_wanted() -> None:
    made = {one.name: one for one in fields.draw(SHAPE, shapes.spread(SHAPE, examples.facts()), "id").walk()}
    assert (made["members[1].name"].label, made["members[1].name"].trail) == ("Nama", "Anggota 2 › Nama")
    assert made["required[0].value"].help == "Bilangan bulat 1 sampai 5."
    assert made["days"].help == "Bilangan lebih dari 0, boleh pecahan."
    assert [made["position"].required, made["reason"].required] == [True, False]


@pytest.mark.parametrize(
    ("kind", "typed", "fact"),
    [
        ("whole", " 15 ", 15),
        ("whole", "15.0", 15),
        ("whole", "-3", -3),
        ("whole", "lima", "lima"),
        ("whole", "9" * 5000, "9" * 5000),
        ("decimal", "2,5", "2.5"),
        ("decimal", "2.5", "2.5"),
        ("decimal", "1.000,5", "1.000,5"),
        ("text", "  ", None),
        ("text", " Ani ", " Ani "),
        ("date", "kemarin", "kemarin"),
    ],
)
def test_numbers_become_numbers_and_nonsense_goes_on_to_the_rule(kind: Any, typed: str, fact: Any) -> None:
    assert shapes.gather(shapes.Shape(kind), typed, []) == fact


def test_a_name_twice_or_missing_in_pairs_is_told_at_its_box() -> None:
    typed = shapes.spread(SHAPE, examples.facts()) | {"required": [("A", "1"), ("A", "2"), ("", "3"), ("", "")]}
    problems: list[Problem] = []
    facts = shapes.gather(SHAPE, typed, problems)
    assert facts["required"] == {"A": 1}
    assert [(one.field, one.code) for one in problems] == [
        ("required[1].key", "repeated-fact"),
        ("required[2].key", "missing"),
    ]


@pytest.mark.parametrize(
    ("act", "place", "goes_to", "then"),
    [
        ("add", "members", "members[2]", lambda typed: len(typed["members"]) == 3),
        ("remove", "members[0]", "members", lambda typed: [one["name"] for one in typed["members"]] == ["Budi"]),
        ("add", "members[1].knows", "members[1].knows[0]", lambda typed: typed["members"][1]["knows"] == [""]),
        ("add", "observers[1]", "observers[1][0]", lambda typed: typed["observers"] == [["Citra", "Dewi"], [""]]),
        ("remove", "observers[0][1]", "observers[0]", lambda typed: typed["observers"][0] == ["Citra"]),
        ("add", "required", "required[2]", lambda typed: typed["required"][2] == ("", "")),
        (
            "remove",
            "required[0]",
            "required",
            lambda typed: [key for key, _value in typed["required"]] == ["Kerja Sama"],
        ),
        ("add", "matrix[0].value", "matrix[0].value[2]", lambda typed: typed["matrix"][0][1][2] == ""),
        ("remove", "addressee", "addressee", lambda typed: typed["addressee"] is None),
        ("add", "fields.addressee", "fields.addressee", lambda typed: typed["fields"]["addressee"] is not None),
    ],
)
def test_rows_come_and_go_and_the_rest_stays(act: str, place: str, goes_to: str, then: Any) -> None:
    before = shapes.spread(SHAPE, examples.facts())
    after, focus = shapes.changed(SHAPE, before, act, place)
    assert (then(after), focus) == (True, goes_to)
    part = shapes.split(place)[0]
    assert {name: one for name, one in after.items() if name != part} == {
        name: one for name, one in before.items() if name != part
    }


NOWHERE = ["", "x", "members[9]", "members[0].x", "position", "a..b", "members[-1]", "required[0].key"]


@pytest.mark.parametrize("place", NOWHERE)
@pytest.mark.parametrize("act", ["add", "remove"])
def test_a_row_that_is_not_there_changes_nothing(act: str, place: str) -> None:
    before = shapes.spread(SHAPE, examples.facts())
    assert shapes.changed(SHAPE, before, act, place)[0] == before


names = st.text(max_size=20) | st.sampled_from(["members[0]", "members[7].name", "units[1].key", "units[1].value"])


@given(st.lists(st.tuples(names, st.lists(st.text(max_size=5), max_size=2))))
def test_whatever_is_sent_can_be_read(sent: list[tuple[str, list[str]]]) -> None:
    typed = shapes.typed_in(SHAPE, sent)
    shapes.gather(SHAPE, typed, [])
    fields.draw(SHAPE, typed, "id")


def lists_and_objects(inner: st.SearchStrategy[Any]) -> st.SearchStrategy[Any]:
    return st.lists(inner) | st.dictionaries(st.sampled_from([*SHAPE.properties, "x"]), inner)


@given(st.recursive(st.none() | st.booleans() | st.integers() | st.text(), lists_and_objects))
def test_whatever_facts_are_given_can_be_shown(facts: Any) -> None:
    fields.draw(SHAPE, shapes.spread(SHAPE, facts), "en")


@pytest.mark.parametrize("rule", rules(), ids=lambda rule: rule.id)
def test_the_example_of_every_rule_fits_it(rule: Any) -> None:
    rule.judge(read(rule.facts, shapes.beginning(rule.facts, shapes.shape_of(rule.as_json()["facts"]))))

"""What a form holds, from the JSON Schema of a rule's facts; and what was typed, from facts and back again.

What was typed stands as plain values, so that nothing is lost that fits no fact: texts as they are in the boxes, a yes
or no as bool, objects as dicts, lists as lists, mappings as lists of pairs. None is what is not there at all: an
optional object, list or mapping that nobody added.
"""

import json
import re
from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from typing import Any, Literal

from mumpuni.regulations import Misfit, Problem
from mumpuni.regulations.facts import left_out, read

Kind = Literal[
    "object", "list", "words", "mapping", "word", "yes-no", "letter", "whole", "decimal", "date", "time", "text"
]
#: What several boxes make up; the others are one box.
GROUPS = ("object", "list", "mapping")
_EXAMPLE_DAY, _EXAMPLE_TIME = "2026-11-22", "14:05"
_MOST_DIGITS = 4000


@dataclass(frozen=True, slots=True)
class Shape:
    """One part of the facts: of what kind, and what is in it."""

    kind: Kind
    properties: Mapping[str, "Shape"] = field(default_factory=dict)
    required: frozenset[str] = frozenset()
    item: "Shape | None" = None
    words: tuple[str, ...] = ()
    least: int | None = None
    most: int | None = None
    above: int | None = None

    @property
    def inner(self) -> "Shape":
        """What each row of a list or mapping holds."""
        assert self.item is not None
        return self.item


def shape_of(schema: Mapping[str, Any]) -> Shape:
    """The shape that a JSON Schema of facts describes; what it does not know is a text."""
    if "anyOf" in schema:
        return shape_of(schema["anyOf"][0])
    if "enum" in schema:
        return Shape("word", words=tuple(map(str, schema["enum"])))
    kind = schema.get("type")
    if kind == "object" and "properties" in schema:
        properties = {name: shape_of(one) for name, one in schema["properties"].items()}
        return Shape("object", properties=properties, required=frozenset(schema.get("required", ())))
    if kind == "object":
        item = shape_of(schema.get("additionalProperties") or {})
        return Shape("mapping", item=item, least=schema.get("minProperties"))
    if kind == "array":
        item = shape_of(schema.get("items") or {})
        return Shape("words", words=item.words) if item.kind == "word" else Shape("list", item=item)
    bounds: dict[str, Any] = {
        "least": schema.get("minimum"),
        "most": schema.get("maximum"),
        "above": schema.get("exclusiveMinimum"),
    }
    if kind == "boolean":
        return Shape("yes-no")
    if kind == "integer":
        return Shape("whole", **bounds)
    if kind == ["number", "string"]:
        return Shape("decimal", **bounds)
    if kind == ["boolean", "string"]:
        return Shape("letter")
    if "pattern" in schema and re.fullmatch(schema["pattern"], _EXAMPLE_TIME) and not re.match(schema["pattern"], "?"):
        return Shape("time")
    return Shape("date" if schema.get("format") == "date" else "text")


def spread(shape: Shape, facts: Any, required: bool = True) -> Any:
    """Facts as they stand in the boxes; what does not fit its box is shown as text, or not at all."""
    if shape.kind == "object":
        if not isinstance(facts, Mapping):
            if not required and left_out(facts):
                return None
            facts = {}
        return {name: spread(one, facts.get(name), name in shape.required) for name, one in shape.properties.items()}
    if shape.kind in ("list", "words"):
        if not isinstance(facts, (list, tuple)):
            return [] if required else None
        if shape.kind == "words":
            return [text_of(one) for one in facts if not left_out(one)]
        return [spread(shape.inner, one) for one in facts]
    if shape.kind == "mapping":
        if not isinstance(facts, Mapping):
            return [] if required else None
        return [(str(name), spread(shape.inner, one)) for name, one in facts.items()]
    if shape.kind == "letter" and facts is False:
        return ""
    return facts is True if shape.kind == "yes-no" else text_of(facts)


def text_of(value: Any) -> str:
    """A fact as the text of a box."""
    if value is None:
        return ""
    if isinstance(value, str):
        return value
    if isinstance(value, Decimal):
        exponent = value.as_tuple().exponent
        short = isinstance(exponent, int) and exponent >= -_MOST_DIGITS and value.adjusted() <= _MOST_DIGITS
        return format(value, "f") if short else str(value)
    if isinstance(value, date):
        return value.isoformat()
    try:
        return json.dumps(value, ensure_ascii=False, default=str)
    except (RecursionError, ValueError):
        return "…"


def gather(shape: Shape, typed: Any, problems: list[Problem], required: bool = True, name: str = "") -> Any:
    """The facts that were typed, or None for what was left out.

    A text that is no number or date goes on as it is: the rule names the field. Only a mapping cannot carry all that
    can be typed; a name that stands twice or is missing is told here, under the name of its box.
    """
    if typed is None:
        return None
    if shape.kind == "object":
        said = {
            key: gather(one, typed[key], problems, key in shape.required, below(name, key))
            for key, one in shape.properties.items()
        }
        return {key: value for key, value in said.items() if value is not None}
    if shape.kind == "list":
        return [gather(shape.inner, row, problems, True, f"{name}[{at}]") for at, row in enumerate(typed)]
    if shape.kind == "mapping":
        return _gather_pairs(shape, typed, problems, name)
    if shape.kind == "words":
        return list(typed)
    if shape.kind == "yes-no":
        return typed if typed or required else None
    if shape.kind == "letter" and typed.strip() in ("", "true"):
        return typed.strip() == "true" or (False if required else None)
    return None if not typed.strip() else _number(shape, typed.strip()) if shape.kind in ("whole", "decimal") else typed


def _gather_pairs(shape: Shape, pairs: Iterable[tuple[str, Any]], problems: list[Problem], name: str) -> dict[str, Any]:
    said: dict[str, Any] = {}
    for at, (key, value) in enumerate(pairs):
        fact = gather(shape.inner, value, problems, True, f"{name}[{at}].value")
        if not key.strip():
            if fact not in (None, False, [], {}):
                problems.append(Problem(f"{name}[{at}].key", "missing"))
        elif key in said:
            problems.append(Problem(f"{name}[{at}].key", "repeated-fact", {"name": key}))
        else:
            said[key] = fact
    return said


def _number(shape: Shape, text: str) -> Any:
    """Whole numbers as such, others as text, with a point where an Indonesian writes a comma."""
    plain = re.sub(r"^(-?\d+),(\d+)$", r"\1.\2", text)
    if shape.kind == "whole":
        whole = re.fullmatch(r"(-?\d+)(\.0+)?", plain, re.ASCII)
        return int(whole[1]) if whole and len(whole[1]) <= _MOST_DIGITS else text
    return plain


def example(shape: Shape) -> Any:
    """Facts that fit, to begin with: what is required, as short as it goes."""
    if shape.kind == "object":
        return {name: example(one) for name, one in shape.properties.items() if name in shape.required}
    if shape.kind == "list":
        return [example(shape.inner)] if shape.inner.kind == "object" else []
    if shape.kind == "mapping":
        return {f"… {number}": example(shape.inner) for number in range(1, (shape.least or 0) + 1)}
    if shape.kind == "words":
        return list(shape.words[:1])
    least = shape.least if shape.least is not None else 0 if shape.above is None else shape.above + 1
    alone: dict[Kind, Any] = {
        "word": shape.words[0] if shape.words else "…",
        "yes-no": True,
        "whole": least,
        "decimal": str(least),
        "letter": True,
        "date": _EXAMPLE_DAY,
        "time": _EXAMPLE_TIME,
        "text": "…",
    }
    return alone[shape.kind]


def beginning(kind: type, shape: Shape) -> Any:
    """The example, with what the facts themselves still miss in it: some are needed only where others are left out."""
    facts = example(shape)
    try:
        read(kind, facts)
    except Misfit as misfit:
        facts |= {each.field: example(shape.properties[each.field]) for each in misfit.problems}
    return facts


def size(typed: Any) -> int:
    """How many boxes this fills."""
    if isinstance(typed, dict):
        return sum(map(size, typed.values()))
    if isinstance(typed, list):
        return 1 + sum(map(size, typed))
    return 1 + size(typed[1]) if isinstance(typed, tuple) else 1


def changed(shape: Shape, typed: Any, act: str, place: str) -> tuple[Any, str]:
    """What was typed with a row more or less ("add" or "remove" at `place`), and the box or list to go to.

    A place that is not there changes nothing.
    """
    tokens = split(place)
    if not tokens:
        return typed, ""
    goes_to = place

    def end(one: Shape, now: Any) -> Any:
        nonlocal goes_to
        if act == "add" and one.kind in ("list", "mapping"):
            goes_to = f"{place}[{len(now or ())}]"
            fresh = spread(one.inner, None)
            return [*(now or ()), fresh if one.kind == "list" else ("", fresh)]
        if one.kind in GROUPS:
            return spread(one, {}) if act == "add" else None
        raise LookupError(place)

    try:
        if act == "remove" and isinstance(tokens[-1], int):
            goes_to = place[: place.rindex("[")]
            at = tokens[-1]
            return _within(shape, typed, tokens[:-1], lambda one, now: [*now[:at], *now[at + 1 :]]), goes_to
        return _within(shape, typed, tokens, end), goes_to
    except (LookupError, TypeError, AssertionError):
        return typed, ""


def _within(shape: Shape, typed: Any, tokens: list[str | int], end: Callable[[Shape, Any], Any]) -> Any:
    if not tokens:
        return end(shape, typed)
    first, *rest = tokens
    if shape.kind == "object" and isinstance(first, str):
        return {**typed, first: _within(shape.properties[first], typed[first], rest, end)}
    if shape.kind == "list" and isinstance(first, int):
        return [*typed[:first], _within(shape.inner, typed[first], rest, end), *typed[first + 1 :]]
    if shape.kind == "mapping" and isinstance(first, int) and rest[:1] == ["value"]:
        key, value = typed[first]
        return [*typed[:first], (key, _within(shape.inner, value, rest[1:], end)), *typed[first + 1 :]]
    raise LookupError(first)


def below(name: str, key: str) -> str:
    """The name of a part of an object."""
    return f"{name}.{key}" if name else key


def split(name: str) -> list[str | int]:
    """`members[0].name` as its steps; empty for what is no such name."""
    if not re.fullmatch(r"[^.\[\]]+(\.[^.\[\]]+|\[\d{1,6}\])*", name, re.ASCII):
        return []
    steps = re.findall(r"([^.\[\]]+)|\[(\d+)\]", name)
    return [word or int(number) for word, number in steps]


class _Sent:
    """What came under one name of the form, and under longer ones."""

    __slots__ = ("below", "values")

    def __init__(self) -> None:
        self.values: list[str] = []
        self.below: dict[str | int, _Sent] = {}

    @property
    def rows(self) -> "list[_Sent]":
        return [self.below[at] for at in sorted(step for step in self.below if isinstance(step, int))]


_DEEPEST = 12


def typed_in(shape: Shape, sent: Iterable[tuple[str, list[str]]]) -> Any:
    """What was typed into a form that was sent: names with their values."""
    root = _Sent()
    for name, values in sent:
        steps = split(name)
        if not 0 < len(steps) <= _DEEPEST:
            continue
        here = root
        for step in steps:
            here = here.below.setdefault(step, _Sent())
        here.values += values
    return _typed(shape, root, required=True)


def _typed(shape: Shape, sent: _Sent | None, *, required: bool) -> Any:
    if sent is None and not required and shape.kind in (*GROUPS, "words"):
        return None
    sent = sent or _Sent()
    if shape.kind == "object":
        return {
            name: _typed(one, sent.below.get(name), required=name in shape.required)
            for name, one in shape.properties.items()
        }
    if shape.kind == "list":
        return [_typed(shape.inner, row, required=True) for row in sent.rows]
    if shape.kind == "mapping":
        return [
            (_last(row.below.get("key")), _typed(shape.inner, row.below.get("value"), required=True))
            for row in sent.rows
        ]
    if shape.kind == "words":
        return [value for value in sent.values if value.strip()]
    if shape.kind == "letter":
        # A box to tick and one for the number go under the same name; the number says more.
        return _last(sent) if _last(sent).strip() else "true" if "true" in sent.values else ""
    return _last(sent) == "true" if shape.kind == "yes-no" else _last(sent)


def _last(sent: _Sent | None) -> str:
    # Browsers send every end of line as two characters.
    return sent.values[-1].replace("\r\n", "\n") if sent and sent.values else ""

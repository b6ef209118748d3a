"""Mappings with named keys and a least number of entries, unions in values, figures by language."""

import copy
import pickle
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Annotated, Literal, TypedDict

import pytest

from mumpuni.regulations import Misfit, catalogue
from mumpuni.regulations.facts import read, schema
from mumpuni.regulations.vocabulary import Bounds
from mumpuni.regulations.words import figure


@dataclass(frozen=True)
class Facts:
    levels: Annotated[Mapping[str, int], Bounds(least=2)]
    days: Mapping[Literal["first", "second"], int]


class Values(TypedDict):
    value: int | tuple[str, ...] | None


@pytest.mark.parametrize(
    ("given", "problems"),
    [
        ({"levels": {"a": 1, "b": 2}, "days": {}}, []),
        ({"levels": {"a": 1}, "days": {}}, [("levels", "too-small", {"least": 2})]),
        ({"levels": {"a": 1, "b": None}, "days": {}}, [("levels", "too-small", {"least": 2})]),
        ({"levels": [], "days": {}}, [("levels", "not-an-object", {})]),
        (
            {"levels": {"a": 1, "b": 2}, "days": {"first": 1, "third": 3, "fourth": None}},
            [
                ("days.third", "unknown-fact", {"known": ("first", "second")}),
                ("days.fourth", "unknown-fact", {"known": ("first", "second")}),
            ],
        ),
    ],
)
def test_names_and_number_of_entries(given, problems):
    found = []
    try:
        read(Facts, given)
    except Misfit as misfit:
        found = [(problem.field, problem.code, dict(problem.details)) for problem in misfit.problems]
    assert found == problems


def test_entries_left_out_drop():
    assert read(Facts, {"levels": {"a": 1, "b": 2, "c": None}, "days": {"first": None, "second": 2}}) == Facts(
        {"a": 1, "b": 2}, {"second": 2}
    )


def test_the_schema_tells_both():
    described = schema(Facts)["properties"]
    whole = described["levels"]["additionalProperties"]
    assert described["levels"] == {"type": "object", "additionalProperties": whole, "minProperties": 2}
    assert described["days"] == {
        "type": "object",
        "properties": {"first": whole, "second": whole},
        "additionalProperties": False,
    }
    assert schema(Values, closed=False)["properties"]["value"] == {
        "anyOf": [
            {"type": "integer"},
            {"type": "array", "items": {"type": "string", "pattern": "\\S"}},
            {"type": "null"},
        ]
    }
    assert schema(Facts, closed=False)["properties"]["days"].keys() == {"type", "properties"}


def test_a_code_with_its_own_wording_is_the_plain_text_everywhere_else():
    said = catalogue("bkn-26-2019/components")["facility"].said
    assert (said, said.names["id"], said.names["en"]) == ("facility", "fasilitas", "facilities")
    assert [each.names for each in (copy.deepcopy(figure("1.5")), pickle.loads(pickle.dumps(figure("1.5"))))] == [
        {"id": "1,5", "en": "1.5"}
    ] * 2

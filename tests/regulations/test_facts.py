"""Reading facts: what is left out, what does not fit, how it is named; and the schema of the same types."""

from collections.abc import Mapping
from dataclasses import dataclass
from datetime import UTC, date, time
from decimal import Decimal
from typing import Annotated, Literal, TypedDict

import pytest

from mumpuni.regulations import Misfit
from mumpuni.regulations.facts import parse, read, schema
from mumpuni.regulations.finding import plain
from mumpuni.regulations.vocabulary import NO_LETTER, AboveZero, Bounds, Count, Letter


@dataclass(frozen=True)
class Member:
    name: str
    grade: Literal["muda", "madya"] | None = None


@dataclass(frozen=True)
class Facts:
    size: Count
    level: Annotated[int, Bounds(1, 5)] | None = None
    share: Decimal | None = None
    days: AboveZero | None = None
    day: date | None = None
    fit: bool = False
    members: tuple[Member, ...] = ()
    observers: tuple[tuple[str, ...], ...] = ()
    scores: Mapping[str, Decimal] | None = None


class Values(TypedDict):
    size: int
    share: str | None


def problems(given, kind=Facts):
    with pytest.raises(Misfit) as refused:
        read(kind, given)
    return [(problem.field, problem.code) for problem in refused.value.problems]


def test_null_and_blank_text_are_the_same_as_leaving_out():
    blank = {"size": 0, "level": None, "share": " ", "day": "", "fit": None, "members": None, "observers": ""}
    assert read(Facts, blank) == read(Facts, {"size": 0}) == Facts(0)
    assert problems({"size": " "}) == problems({"size": None}) == problems({}) == [("size", "missing")]


def test_what_is_left_out_inside_a_list_or_a_dict():
    facts = read(
        Facts,
        {"size": 1, "observers": [None, ["A", None, ""]], "members": [None, {"name": "B"}], "scores": {"x": None}},
    )
    assert facts == Facts(1, observers=((), ("A",)), members=(Member("B"),), scores={})


@pytest.mark.parametrize(
    ("given", "problem"),
    [
        ({"size": "3"}, ("size", "not-a-whole-number")),
        ({"size": True}, ("size", "not-a-whole-number")),
        ({"size": Decimal("2.5")}, ("size", "not-a-whole-number")),
        ({"size": Decimal("1e999999999")}, ("size", "not-a-whole-number")),
        ({"size": 10**5000}, ("size", "not-a-whole-number")),
        ({"size": -1}, ("size", "too-small")),
        ({"size": 1, "level": 0}, ("level", "too-small")),
        ({"size": 1, "level": 6}, ("level", "too-large")),
        ({"size": 1, "share": "1,5"}, ("share", "not-a-number")),
        ({"size": 1, "share": "NaN"}, ("share", "not-a-number")),
        ({"size": 1, "share": False}, ("share", "not-a-number")),
        ({"size": 1, "share": float("inf")}, ("share", "not-a-number")),
        ({"size": 1, "share": []}, ("share", "not-a-number")),
        ({"size": 1, "share": Decimal("1e-999999999")}, ("share", "not-a-number")),
        ({"size": 1, "share": Decimal("1e999999999")}, ("share", "not-a-number")),
        ({"size": 1, "share": 10**5000}, ("share", "not-a-number")),
        ({"size": 1, "days": 0}, ("days", "not-above")),
        ({"size": 1, "days": "-0.5"}, ("days", "not-above")),
        ({"size": 1, "day": "2026-02-29"}, ("day", "not-a-date")),
        ({"size": 1, "day": "20260228"}, ("day", "not-a-date")),
        ({"size": 1, "day": 20260228}, ("day", "not-a-date")),
        ({"size": 1, "fit": "true"}, ("fit", "not-yes-or-no")),
        ({"size": 1, "fit": 1}, ("fit", "not-yes-or-no")),
        ({"size": 1, "members": {}}, ("members", "not-a-list")),
        ({"size": 1, "members": "A"}, ("members", "not-a-list")),
        ({"size": 1, "members": ["A"]}, ("members[0]", "not-an-object")),
        ({"size": 1, "members": [{"name": "A"}, {}]}, ("members[1].name", "missing")),
        ({"size": 1, "members": [{"name": 7}]}, ("members[0].name", "not-text")),
        ({"size": 1, "members": [{"name": "A", "grade": "Muda"}]}, ("members[0].grade", "not-a-listed-word")),
        ({"size": 1, "members": [{"name": "A", "grade": []}]}, ("members[0].grade", "not-a-listed-word")),
        ({"size": 1, "members": [{"name": "A", "agency": "B"}]}, ("members[0].agency", "unknown-fact")),
        ({"size": 1, "observers": [["A", 3]]}, ("observers[0][1]", "not-text")),
        ({"size": 1, "scores": []}, ("scores", "not-an-object")),
        ({"size": 1, "scores": {"x": "tinggi"}}, ("scores.x", "not-a-number")),
        ({"size": 1, "colour": "red"}, ("colour", "unknown-fact")),
        ({"size": 1, "colour": None}, ("colour", "unknown-fact")),
        ([], ("facts", "not-an-object")),
        (None, ("facts", "not-an-object")),
    ],
)
def test_what_does_not_fit_is_named(given, problem):
    assert problems(given) == [problem]


@pytest.mark.parametrize("level", [1, 5])
def test_both_bounds_are_allowed(level):
    assert read(Facts, {"size": 0, "level": level}).level == level


def test_python_may_give_a_date_itself_and_tuples():
    day = date(2026, 11, 22)
    assert read(Facts, {"size": 1, "day": day, "observers": (("A",),)}) == read(
        Facts, {"size": 1, "day": "2026-11-22", "observers": [["A"]]}
    )


def test_every_wrong_field_is_named_at_once():
    assert problems({"day": "kemarin", "fit": 0, "members": [{}], "x": 1}) == [
        ("x", "unknown-fact"),
        ("size", "missing"),
        ("day", "not-a-date"),
        ("fit", "not-yes-or-no"),
        ("members[0].name", "missing"),
    ]


def test_numbers_are_the_digits_written():
    written = b'\xef\xbb\xbf{"size": 3.0, "share": 0.1000000000000000055511151231257827, "scores": {"x": "2.50"}}'
    facts = read(Facts, parse(written))
    assert (facts.size, type(facts.size)) == (3, int)
    assert facts.share == Decimal("0.1000000000000000055511151231257827")
    assert facts.scores == {"x": Decimal("2.50")}
    assert read(Facts, {"size": 1, "share": 0.1}).share == Decimal("0.1")


@pytest.mark.parametrize(
    "text",
    [b"", b"{", b"\xff", b"NaN", b'{"a": Infinity}', b"[" * 100_000],
    ids=["empty", "open", "not-utf-8", "nan", "infinity", "too-deep"],
)
def test_what_is_no_json_is_refused(text):
    with pytest.raises(Misfit) as refused:
        parse(text)
    assert [(problem.field, problem.code) for problem in refused.value.problems] == [("facts", "not-json")]


def test_a_number_too_long_to_write_is_named_by_its_field():
    assert problems(parse(b'{"size": ' + b"1" * 5000 + b"}")) == [("size", "not-a-whole-number")]
    assert problems(parse(b'{"size": 1e99999999999999999999999}')) == [("size", "not-a-whole-number")]
    assert problems(parse(b'{"size": 1, "share": 1e99999999999999999999999}')) == [("share", "not-a-number")]


def test_a_name_given_twice_is_refused_with_its_path():
    text = b'{"size": 1, "size": 2, "scores": {"x": 1, "y": 2, "x": 3}, "members": [{"name": "A", "name": "B"}]}'
    assert problems(parse(text)) == [
        ("size", "repeated-fact"),
        ("members[0].name", "repeated-fact"),
        ("scores.x", "repeated-fact"),
    ]


@pytest.mark.parametrize(
    ("text", "indonesian", "english"),
    [
        (b'{"size":\n ?}', "baris 2 kolom 2", "line 2 column 2"),
        (b'{"size": "\xff"}', "bukan UTF-8, byte ke-11", "byte 11 is no UTF-8"),
        (b"[" * 100_000, "bersarang terlalu dalam", "nested too deeply"),
        (b'{"size": NaN}', "NaN bukan bilangan", "NaN is no number"),
    ],
)
def test_a_text_that_is_no_json_is_told_where(text, indonesian, english):
    with pytest.raises(Misfit) as refused:
        parse(text)
    (problem,) = refused.value.problems
    assert problem.as_json()["message"] == f"Bukan JSON yang dapat dibaca ({indonesian})."
    assert problem.as_json("en")["message"] == f"Not JSON that can be read ({english})."


def test_words_are_offered_as_they_are_sent():
    with pytest.raises(Misfit) as refused:
        read(Facts, {"size": 1, "members": [{"name": "A", "grade": "pelaksana"}], "x": 1})
    unknown, word = (problem.as_json() for problem in refused.value.problems)
    assert word["message"] == "Harus salah satu dari: muda, madya."
    assert unknown["message"].startswith("Aturan ini tidak mengenal fakta ini. Yang dikenal: size, level, share,")


def test_the_schema_of_facts_says_what_reading_accepts():
    left_out = {"type": ["string", "null"], "pattern": r"^\s*$"}

    def maybe(kind):
        return {"anyOf": [kind, left_out]}

    text = {"type": "string", "pattern": r"\S"}
    number = {"type": ["number", "string"], "pattern": r"^-?\d+(\.\d+)?$"}
    member = {
        "type": "object",
        "properties": {"name": text, "grade": maybe({"enum": ["muda", "madya"]})},
        "required": ["name"],
        "additionalProperties": False,
    }
    assert schema(Facts) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "size": {"type": "integer", "minimum": 0},
            "level": maybe({"type": "integer", "minimum": 1, "maximum": 5}),
            "share": maybe(number),
            "days": maybe(number | {"exclusiveMinimum": 0}),
            "day": maybe({"type": "string", "format": "date"}),
            "fit": maybe({"type": "boolean"}),
            "members": maybe({"type": "array", "items": maybe(member)}),
            "observers": maybe({"type": "array", "items": maybe({"type": "array", "items": maybe(text)})}),
            "scores": maybe({"type": "object", "additionalProperties": maybe(number)}),
        },
        "required": ["size"],
        "additionalProperties": False,
    }


def test_the_schema_of_values_is_open_and_says_what_may_be_null():
    assert schema(Values, closed=False) == {
        "$schema": "https://json-schema.org/draft/2020-12/schema",
        "type": "object",
        "properties": {
            "size": {"type": "integer"},
            "share": {"anyOf": [{"type": "string", "pattern": r"\S"}, {"type": "null"}]},
        },
        "required": ["size", "share"],
    }


@dataclass(frozen=True)
class Step:
    from_: str
    size: Annotated[int, Bounds(any_size=True)] | None = None


def test_a_fact_may_bear_a_word_that_python_keeps_for_itself():
    assert read(Step, {"from": "a"}) == Step("a")
    assert problems({"from_": "a"}, Step) == [("from_", "unknown-fact"), ("from", "missing")]
    assert schema(Step)["required"] == ["from"]
    assert list(schema(Step)["properties"]) == ["from", "size"]


@pytest.mark.parametrize(
    "given",
    [10**4000, 10**5000, Decimal("1E+4000"), Decimal("1E+999999999"), Decimal("9" * 5000)],
    ids=["4001 digits", "5001 digits", "Decimal of 4001", "Decimal of a milliard", "Decimal of 5000"],
)
def test_a_whole_number_of_any_size_stands_as_the_longest_that_can_be_written(given):
    longest = 10**4000 - 1
    assert read(Step, {"from": "a", "size": given}).size == longest
    assert read(Step, {"from": "a", "size": -given if isinstance(given, int) else given.copy_negate()}).size == -longest
    assert read(Step, {"from": "a", "size": longest - 1}).size == longest - 1


@pytest.mark.parametrize(
    "given",
    [True, "1", 1.5, float("inf"), Decimal("NaN"), Decimal("9" * 5000 + ".5")],
    ids=["yes", "text", "a half", "infinite", "no number", "half of 5000 digits"],
)
def test_what_is_no_whole_number_stays_none_at_any_size(given):
    assert problems({"from": "a", "size": given}, Step) == [("size", "not-a-whole-number")]


@dataclass(frozen=True)
class Evening:
    at: time
    days: Mapping[Literal["first", "last"], date] | None = None


@pytest.mark.parametrize(("written", "hour", "minute"), [("00:00", 0, 0), ("09:05", 9, 5), ("23:59", 23, 59)])
def test_a_time_is_hours_and_minutes(written, hour, minute):
    assert read(Evening, {"at": written}) == read(Evening, {"at": time(hour, minute)}) == Evening(time(hour, minute))


@pytest.mark.parametrize(
    "written",
    [
        "24:00",
        "22:60",
        "7:00",
        "22.00",
        "22:00:00",
        "22:00Z",
        " 22:00",
        "22:00\n",
        "٢٢:٠٠",
        2200,
        22.5,
        time(1, tzinfo=UTC),
    ],
)
def test_another_way_to_write_a_time_does_not_fit(written):
    assert problems({"at": written}, Evening) == [("at", "not-a-time")]


def test_a_dict_with_known_names_refuses_another():
    given = {"at": "22:00", "days": {"first": "2019-05-06", "last": None, "next": "2019-05-07", "x": None}}
    assert problems(given, Evening) == [("days.next", "unknown-fact"), ("days.x", "unknown-fact")]
    del given["days"]["next"], given["days"]["x"]
    assert read(Evening, given).days == {"first": date(2019, 5, 6)}


def test_the_schema_says_how_a_time_is_written_and_which_names_a_dict_knows():
    described = schema(Evening)["properties"]
    day = {"anyOf": [{"type": "string", "format": "date"}, {"type": ["string", "null"], "pattern": r"^\s*$"}]}
    assert described["at"] == {"type": "string", "pattern": r"^([01]\d|2[0-3]):[0-5]\d$"}
    assert described["days"]["anyOf"][0] == {
        "type": "object",
        "properties": {"first": day, "last": day},
        "additionalProperties": False,
    }
    assert plain({"at": time(22), "day": date(2019, 5, 6)}) == {"at": "22:00", "day": "2019-05-06"}


@dataclass(frozen=True)
class Sent:
    letter: Letter = NO_LETTER
    share: Decimal | None = None
    size: Annotated[int, Bounds(any_size=True)] | None = None


@pytest.mark.parametrize(
    ("given", "there"), [({}, False), ({"letter": False}, False), ({"letter": True}, True), ({"letter": "KM 1"}, True)]
)
def test_a_letter_is_there_by_its_number_or_by_a_yes(given, there):
    assert read(Sent, given) == Sent(there)
    assert schema(Sent)["properties"]["letter"]["anyOf"][0] == {"type": ["boolean", "string"], "pattern": r"\S"}


def test_a_number_is_no_letter():
    assert problems({"letter": 7}, Sent) == [("letter", "not-text")]


@pytest.mark.parametrize(
    ("share", "fits"),
    [
        (10**4000, False),
        (10**4000 - 1, True),
        (-(10**4000), False),
        (Decimal("1e-4000"), True),
        (Decimal("1e-4001"), False),
        (Decimal("1e4000"), True),
        (Decimal("1e4001"), False),
    ],
    ids=["4001 digits", "4000 digits", "negative", "4000 decimals", "4001 decimals", "exponent 4000", "exponent 4001"],
)
def test_how_long_a_number_may_be(share, fits):
    if fits:
        assert read(Sent, {"share": share}).share == share
    else:
        assert problems({"share": share}, Sent) == [("share", "not-a-number")]


@pytest.mark.parametrize("size", [0, 1, -1, Decimal(0), Decimal(1), Decimal(-1)])
def test_a_short_number_of_any_size_stays_as_it_is(size):
    assert read(Sent, {"size": size}).size == size


@pytest.mark.parametrize(("before", "byte"), [(0, 1), (1, 2), (2, 3)])
def test_the_byte_that_is_no_utf_8_is_counted_from_one(before, byte):
    with pytest.raises(Misfit) as refused:
        parse(b"1" * before + b"\xff")
    (problem,) = refused.value.problems
    assert problem.as_json()["message"] == f"Bukan JSON yang dapat dibaca (bukan UTF-8, byte ke-{byte})."
    assert problem.as_json("en")["message"] == f"Not JSON that can be read (byte {byte} is no UTF-8)."

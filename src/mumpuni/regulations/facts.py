"""From JSON to the frozen dataclass of a rule's facts, and from the dataclass to its JSON Schema.

Both read the same type hints. Known are: bool, int, Decimal, str, date, time ("HH:MM"), Letter, Literal words,
`X | None`, tuple[X, ...], Mapping[str, X], dataclasses of these, and Bounds in Annotated; TypedDict and unions too for
the schema of values. A Mapping may name its keys (Mapping[Literal["a", "b"], X]), and Bounds may say how many entries
it has at least.
"""

import dataclasses
import json
import re
import types
from collections import Counter
from collections.abc import Callable, Iterable, Mapping
from datetime import date, time
from decimal import Decimal, InvalidOperation
from functools import cache
from typing import Annotated, Any, Literal, TypeVar, Union, get_args, get_origin, get_type_hints, is_typeddict

from mumpuni.regulations.misfit import Misfit, Problem
from mumpuni.regulations.vocabulary import Bounds, Letter
from mumpuni.regulations.words import Said

F = TypeVar("F")
_WRONG: Any = object()
#: Python itself writes no whole number of more than 4300 digits.
_MOST_DIGITS = 4000
_MOST = 10**_MOST_DIGITS
_LEFT_OUT = {"type": ["string", "null"], "pattern": r"^\s*$"}
_DECIMAL = r"^-?\d+(\.\d+)?$"
_TIME = r"^([01]\d|2[0-3]):[0-5]\d$"


def parse(text: bytes | str) -> Any:
    """JSON with numbers as the digits written; raises Misfit for what is no JSON."""

    def refuse(constant: str) -> Any:
        raise ValueError(constant)

    try:
        decoded = text.decode("utf-8") if isinstance(text, bytes) else text
        return json.loads(
            decoded.removeprefix("\ufeff"),
            parse_int=lambda digits: int(digits) if len(digits) <= _MOST_DIGITS else Decimal(digits),
            parse_float=_decimal_of,
            parse_constant=refuse,
            object_pairs_hook=Given,
        )
    except (ValueError, RecursionError) as reason:
        raise Misfit([Problem("facts", "not-json", {"reason": _said(reason)})]) from reason


class Given(dict[str, Any]):
    """An object as it was sent; `twice` are the names that stand in it more than once."""

    __slots__ = ("twice",)

    def __init__(self, pairs: Iterable[tuple[str, Any]]) -> None:
        pairs = list(pairs)
        super().__init__(pairs)
        counted = Counter(name for name, _ in pairs) if len(self) < len(pairs) else {}
        self.twice = tuple(name for name, times in counted.items() if times > 1)


def _decimal_of(digits: str) -> Decimal:
    """A number beyond what can be reckoned with is none; its fact says so by name."""
    try:
        return Decimal(digits)
    except InvalidOperation:
        return Decimal("NaN")


def _said(reason: Exception) -> Said:
    """Where the text stops being JSON."""
    if isinstance(reason, json.JSONDecodeError):
        line, column = reason.lineno, reason.colno
        return Said("place", {"id": f"baris {line} kolom {column}", "en": f"line {line} column {column}"})
    if isinstance(reason, UnicodeDecodeError):
        return Said(
            "encoding", {"id": f"bukan UTF-8, byte ke-{reason.start + 1}", "en": f"byte {reason.start + 1} is no UTF-8"}
        )
    if isinstance(reason, RecursionError):
        return Said("depth", {"id": "bersarang terlalu dalam", "en": "nested too deeply"})
    return Said("constant", {"id": f"{reason} bukan bilangan", "en": f"{reason} is no number"})


def read(kind: type[F], given: object) -> F:
    """The facts as `kind`, a dataclass; raises Misfit naming every wrong field.

    Null and blank text are the same as leaving out. A Python float counts as the digits it prints.
    """
    problems: list[Problem] = []
    facts: F = _read(kind, given, "", problems)
    if problems:
        raise Misfit(problems)
    return facts


def left_out(given: object) -> bool:
    """Null and blank text are the same as saying nothing."""
    return given is None or (isinstance(given, str) and not given.strip())


def _read(kind: Any, given: object, path: str, problems: list[Problem]) -> Any:
    kind, bounds = _unwrapped(kind)
    origin = get_origin(kind)

    def wrong(code: str, **details: Any) -> Any:
        problems.append(Problem(path or "facts", code, details))
        return _WRONG

    if dataclasses.is_dataclass(kind):
        return _read_object(kind, given, path, problems) if isinstance(given, Mapping) else wrong("not-an-object")
    if origin is tuple:
        return _read_list(kind, given, path, problems) if isinstance(given, (list, tuple)) else wrong("not-a-list")
    if origin is Mapping:
        if not isinstance(given, Mapping):
            return wrong("not-an-object")
        entries = _read_mapping(kind, given, path, problems)
        is_short = bounds.least is not None and len(entries) < bounds.least
        return wrong("too-small", least=bounds.least) if is_short else entries
    if origin is Literal:
        words = get_args(kind)
        return given if isinstance(given, str) and given in words else wrong("not-a-listed-word", words=words)
    reader, code = _LEAVES[kind]
    value = reader(_shortened(given) if bounds.any_size else given)
    if value is _WRONG:
        return wrong(code)
    if bounds.least is not None and value < bounds.least:
        return wrong("too-small", least=bounds.least)
    if bounds.above is not None and value <= bounds.above:
        return wrong("not-above", above=bounds.above)
    if bounds.most is not None and value > bounds.most:
        return wrong("too-large", most=bounds.most)
    return value


def sent(name: str) -> str:
    """The name under which a fact is sent: `from_` is sent as `from`, a word that Python keeps for itself."""
    return name.removesuffix("_")


def _read_object(kind: Any, given: Mapping[str, Any], path: str, problems: list[Problem]) -> Any:
    known = _facts_of(kind)
    found: dict[str, Any] = {}
    before = len(problems)
    _refuse_repeated(given, path, problems)
    for name in given:
        if name not in known:
            problems.append(Problem(_below(path, name), "unknown-fact", {"known": tuple(known)}))
    for name, (own_name, hint, is_required) in known.items():
        value = given.get(name)
        if not left_out(value):
            found[own_name] = _read(hint, value, _below(path, name), problems)
        elif is_required:
            problems.append(Problem(_below(path, name), "missing"))
    return _WRONG if len(problems) > before else kind(**found)


@cache
def _facts_of(kind: Any) -> dict[str, tuple[str, Any, bool]]:
    """The facts of a dataclass by the name under which they are sent: own name, type, whether required."""
    hints = get_type_hints(kind, include_extras=True)
    return {sent(fact.name): (fact.name, hints[fact.name], _is_required(fact)) for fact in dataclasses.fields(kind)}


def _read_list(kind: Any, given: list[Any] | tuple[Any, ...], path: str, problems: list[Problem]) -> tuple[Any, ...]:
    """An item left out drops from the list, but a list left out inside a list stays as an empty one at its place."""
    item_kind = get_args(kind)[0]
    is_list = get_origin(_unwrapped(item_kind)[0]) is tuple
    items = [() if is_list and left_out(item) else item for item in given]
    return tuple(
        _read(item_kind, item, f"{path}[{index}]", problems) for index, item in enumerate(items) if not left_out(item)
    )


def _read_mapping(kind: Any, given: Mapping[str, Any], path: str, problems: list[Problem]) -> dict[str, Any]:
    key_kind, item_kind = get_args(kind)
    known = get_args(key_kind)
    _refuse_repeated(given, path, problems)
    if known:
        problems += [
            Problem(_below(path, str(name)), "unknown-fact", {"known": known}) for name in given if name not in known
        ]
    return {
        str(name): _read(item_kind, item, _below(path, str(name)), problems)
        for name, item in given.items()
        if not (left_out(item) or left_out(name)) and (not known or name in known)
    }


def _refuse_repeated(given: Mapping[str, Any], path: str, problems: list[Problem]) -> None:
    for name in getattr(given, "twice", ()):
        problems.append(Problem(_below(path, name), "repeated-fact", {"name": name}))


def _below(path: str, name: str) -> str:
    return f"{path}.{name}" if path else name


def _is_required(fact: dataclasses.Field[Any]) -> bool:
    return fact.default is dataclasses.MISSING and fact.default_factory is dataclasses.MISSING


@cache
def _unwrapped(kind: Any) -> tuple[Any, Bounds]:
    """The kind itself without `| None` and Annotated, and its bounds."""
    bounds = Bounds()
    while get_origin(kind) in (Union, types.UnionType, Annotated):
        if get_origin(kind) is Annotated:
            bounds = next(extra for extra in kind.__metadata__ if isinstance(extra, Bounds))
            kind = kind.__origin__
        else:
            (kind,) = (member for member in get_args(kind) if member is not type(None))
    return kind, bounds


def _shortened(given: object) -> object:
    """A whole number too long to be written out stands as the longest that can be, with its sign."""
    if isinstance(given, int):
        return given if abs(given) < _MOST else _MOST - 1 if given > 0 else 1 - _MOST
    if not isinstance(given, Decimal) or not given.is_finite() or given.adjusted() < _MOST_DIGITS:
        return given
    return given if given != given.to_integral_value() else _MOST - 1 if given > 0 else 1 - _MOST


def _whole(given: object) -> Any:
    if isinstance(given, int) and not isinstance(given, bool):
        return given if abs(given) < _MOST else _WRONG
    number = _WRONG if isinstance(given, str) else _decimal(given)
    if number is _WRONG or number != number.to_integral_value():
        return _WRONG
    return int(number)


def _decimal(given: object) -> Any:
    if isinstance(given, bool) or (isinstance(given, str) and not re.fullmatch(_DECIMAL, given, re.ASCII)):
        return _WRONG
    if not isinstance(given, (int, float, str, Decimal)):
        return _WRONG
    if isinstance(given, int) and abs(given) >= _MOST:
        return _WRONG
    number = Decimal(str(given))
    return number if number.is_finite() and _is_writable(number) else _WRONG


def _is_writable(number: Decimal) -> bool:
    """A few characters such as 1e-999999999 would fill the memory as soon as they are reckoned with exactly."""
    exponent = number.as_tuple().exponent
    return isinstance(exponent, int) and exponent >= -_MOST_DIGITS and number.adjusted() <= _MOST_DIGITS


def _date(given: object) -> Any:
    if type(given) is date:
        return given
    if isinstance(given, str) and re.fullmatch(r"\d{4}-\d\d-\d\d", given, re.ASCII):
        try:
            return date.fromisoformat(given)
        except ValueError:
            return _WRONG
    return _WRONG


def _letter(given: object) -> Any:
    """The number of a letter says that there is one; blank text was left out before."""
    return isinstance(given, str) or (given if isinstance(given, bool) else _WRONG)


def _time(given: object) -> Any:
    if type(given) is time and given.tzinfo is None:
        return given
    return time.fromisoformat(given) if isinstance(given, str) and re.fullmatch(_TIME, given, re.ASCII) else _WRONG


def _of_type(kind: type) -> Callable[[object], Any]:
    return lambda given: given if isinstance(given, kind) else _WRONG


_LEAVES: dict[Any, tuple[Callable[[object], Any], str]] = {
    bool: (_of_type(bool), "not-yes-or-no"),
    str: (_of_type(str), "not-text"),
    int: (_whole, "not-a-whole-number"),
    Decimal: (_decimal, "not-a-number"),
    date: (_date, "not-a-date"),
    Letter: (_letter, "not-text"),
    time: (_time, "not-a-time"),
}


def schema(kind: Any, *, closed: bool = True) -> dict[str, Any]:
    """The JSON Schema of facts (closed: nothing else may be said) or of values (open: more is welcome)."""
    return {"$schema": "https://json-schema.org/draft/2020-12/schema"} | _schema(kind, closed)


def _schema(kind: Any, closed: bool) -> dict[str, Any]:
    members = get_args(kind) if get_origin(kind) in (Union, types.UnionType) else ()
    if len(set(members) - {type(None)}) > 1:
        return {"anyOf": [{"type": "null"} if each is type(None) else _schema(each, closed) for each in members]}
    nullable = type(None) in get_args(kind)
    kind, bounds = _unwrapped(kind)
    origin = get_origin(kind)
    described: dict[str, Any]
    if dataclasses.is_dataclass(kind) or is_typeddict(kind):
        described = _object_schema(kind, closed)
    elif origin is tuple:
        described = {"type": "array", "items": _item_schema(get_args(kind)[0], closed)}
    elif origin is Literal:
        described = {"enum": list(get_args(kind))}
    elif kind in _LEAF_SCHEMAS:
        described = dict(_LEAF_SCHEMAS[kind])
    else:
        described = _mapping_schema(kind, closed)
    if bounds.least is not None:
        described["minProperties" if origin is Mapping else "minimum"] = bounds.least
    if bounds.most is not None:
        described["maximum"] = bounds.most
    if bounds.above is not None:
        described["exclusiveMinimum"] = bounds.above
    return {"anyOf": [described, {"type": "null"}]} if nullable and not closed else described


def _mapping_schema(kind: Any, closed: bool) -> dict[str, Any]:
    key_kind, item_kind = get_args(kind)
    item = _item_schema(item_kind, closed)
    if not get_args(key_kind):
        return {"type": "object", "additionalProperties": item}
    strictness = {"additionalProperties": False} if closed else {}
    return {"type": "object", "properties": dict.fromkeys(get_args(key_kind), item)} | strictness


def _item_schema(kind: Any, closed: bool) -> dict[str, Any]:
    return _maybe(_schema(kind, closed)) if closed else _schema(kind, closed)


def _object_schema(kind: Any, closed: bool) -> dict[str, Any]:
    if is_typeddict(kind):
        hints = get_type_hints(kind, include_extras=True)
        required = list(hints)
    else:
        hints = {name: hint for name, (_, hint, _) in _facts_of(kind).items()}
        required = [name for name, (_, _, is_required) in _facts_of(kind).items() if is_required]
    described = {
        name: _schema(hint, closed) if name in required else _maybe(_schema(hint, closed))
        for name, hint in hints.items()
    }
    strictness = {"additionalProperties": False} if closed else {}
    return {"type": "object", "properties": described, "required": required} | strictness


def _maybe(described: dict[str, Any]) -> dict[str, Any]:
    return {"anyOf": [described, _LEFT_OUT]}


_LEAF_SCHEMAS: dict[Any, dict[str, Any]] = {
    bool: {"type": "boolean"},
    str: {"type": "string", "pattern": r"\S"},
    int: {"type": "integer"},
    Decimal: {"type": ["number", "string"], "pattern": _DECIMAL},
    date: {"type": "string", "format": "date"},
    Letter: {"type": ["boolean", "string"], "pattern": r"\S"},
    time: {"type": "string", "pattern": _TIME},
}

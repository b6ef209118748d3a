"""Codes as pages and files print them: made from the numbers by the rule, never stored (Pasal 20 to 23)."""

from functools import lru_cache

from mumpuni.regulations import decide
from mumpuni.standards.models import OccupationalStandard

#: Any lawful position code will do to have the rest of a code made; it is replaced by the standard's own front.
_ANY = "JF"


def code_of(
    standard: OccupationalStandard, kind: str, unit: int, element: int | None = None, criterion: int | None = None
) -> str:
    """The whole code of a unit, element or criterion: "AP.001.UK-I.02.EK-I.3.KUK-I.04"."""
    return f"{standard.code}.{tail(kind, unit, element, criterion)}"


@lru_cache(maxsize=65_536)
def tail(kind: str, unit: int, element: int | None = None, criterion: int | None = None) -> str:
    """The part of a code after the position's; the same in every standard, so it is asked of the rule once."""
    facts = {"job_code": _ANY, "kind": kind, "unit": unit, "element": element, "criterion": criterion}
    given = {name: value for name, value in facts.items() if value is not None}
    code = decide("permendagri-11-2018/unit-code", given).values["code"]
    return str(code).removeprefix(f"{_ANY}.")

"""Facts as anyone might send them, made from the same types as the rules read."""

import dataclasses
from collections.abc import Mapping
from datetime import date, time
from decimal import Decimal
from typing import Any, Literal, get_args, get_origin

from hypothesis import strategies as st

from mumpuni.regulations.facts import _facts_of, _unwrapped, read
from mumpuni.regulations.misfit import Misfit
from mumpuni.regulations.vocabulary import Letter

#: Few names, so that the same one often stands twice.
texts = st.sampled_from(["Ani", "Budi", "Citra", "Integritas", "Kerja Sama", "BKN", "22:00"]) | st.text(
    min_size=1, max_size=8
).filter(str.strip)


def facts_for(kind: Any) -> st.SearchStrategy[Any]:
    """JSON that fits the kind of facts: every required fact, the others now and then."""
    kind, bounds = _unwrapped(kind)
    origin = get_origin(kind)
    if dataclasses.is_dataclass(kind):
        made = {name: facts_for(hint) for name, (_, hint, _) in _facts_of(kind).items()}
        required = {name for name, (_, _, is_required) in _facts_of(kind).items() if is_required}
        every = st.fixed_dictionaries(
            {name: each for name, each in made.items() if name in required},
            optional={name: each | st.none() for name, each in made.items() if name not in required},
        )
        return every.filter(lambda facts: _fits(kind, facts)) if hasattr(kind, "__post_init__") else every
    if origin is tuple:
        return st.lists(facts_for(get_args(kind)[0]), max_size=9)
    if origin is Mapping:
        key_kind, item_kind = get_args(kind)
        keys = st.sampled_from(get_args(key_kind)) if get_args(key_kind) else texts
        return st.dictionaries(keys, facts_for(item_kind), min_size=bounds.least or 0, max_size=6)
    if origin is Literal:
        return st.sampled_from(get_args(kind))
    if kind is Letter:
        return st.booleans() | texts
    if kind is bool:
        return st.booleans()
    if kind is int:
        least = -3 if bounds.least is None else bounds.least
        return st.integers(least, least + 12 if bounds.most is None else bounds.most)
    if kind is Decimal:
        least = bounds.least if bounds.least is not None else Decimal("0.01") if bounds.above == 0 else -3
        most = 12 if bounds.most is None else bounds.most
        return st.decimals(least, most, places=2) | st.integers(0 if least != Decimal("0.01") else 1, most)
    if kind is date:
        return st.dates(date(2007, 1, 1), date(2030, 12, 31)).map(date.isoformat)
    if kind is time:
        return st.times().map(lambda moment: moment.isoformat("minutes"))
    return texts


def _fits(kind: Any, facts: Any) -> bool:
    """Whether facts that must agree with each other do."""
    try:
        read(kind, facts)
    except Misfit:
        return False
    return True

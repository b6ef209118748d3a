"""One code for each position, however a list spells it (nama jabatan)."""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Decision, Finding, decision, info, violation
from mumpuni.regulations.registry import rule

_ALIASES = catalogue("permendagri-11-2018/position-aliases")
SPELLINGS = cited(_ALIASES)
_BEFORE_A_NAME = {"pejabat", "jabatan", "fungsional"}


def plain_name(name: str) -> str:
    """A name without capitals, separators, and the words "pejabat", "jabatan" and "fungsional" before it.

    >>> plain_name("Jabatan Fungsional AHLI_PRATAMA")
    'ahli pratama'
    """
    words = re.findall(r"[^\s_-]+", name.casefold())
    while words and words[0] in _BEFORE_A_NAME:
        del words[0]
    return " ".join(words)


POSITIONS: dict[str, str] = {
    plain_name(name): entry.code
    for entry in catalogue("permendagri-11-2018/position-levels").entries
    for name in (entry.code, entry.name())
}
ALIASES = {plain_name(entry.code): entry for entry in _ALIASES.entries}


@dataclass(frozen=True, slots=True)
class PositionNameFacts:
    """The name of a position as a list or a letter writes it."""

    name: str


class PositionNameValues(TypedDict):
    """The code of the position, null for an unknown name, and the other spelling that was met, if any."""

    position: str | None
    alias: str | None


@rule(
    "permendagri-11-2018/position-name",
    *_ALIASES.citations,
    outcomes=("matched", "unknown-name"),
    values=PositionNameValues,
)
def position_name(facts: PositionNameFacts) -> Decision:
    """Find the position that a name means.

    Pasal 10 spells three functional grades otherwise than Pasal 5. We read one grade with two spellings, so that
    nobody gets a grade of his own by a spelling.

    >>> position_name(PositionNameFacts("Ahli Pratama")).values
    {'position': 'ahli-pertama', 'alias': 'Ahli Pratama'}
    """
    name = plain_name(facts.name)
    alias = ALIASES.get(name)
    position = alias.fields["position"] if alias else POSITIONS.get(name)
    used = cited(alias) if alias else SPELLINGS
    return decision(
        "permendagri-11-2018/position-name",
        "matched" if position else "unknown-name",
        spelling(facts, name),
        used,
        **PositionNameValues(position=position, alias=alias.name() if alias else None),
    )


def spelling(facts: PositionNameFacts, name: str) -> Iterator[Finding]:
    """Another spelling is named with the grade it means; an unknown name with itself."""
    alias = ALIASES.get(name)
    if alias:
        yield info("spelled-otherwise", cited(alias), name=facts.name, position=alias.fields["position"])
    elif name not in POSITIONS:
        yield violation("unknown-position-name", SPELLINGS, name=facts.name)

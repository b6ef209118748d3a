"""The home page is put together from cards that the apps register for the account that looks."""

from collections.abc import Callable
from dataclasses import dataclass, replace
from typing import Any, Literal

from django.utils.functional import Promise

Tone = Literal["", "next", "good", "warn", "bad"]
#: Tones of cards that ask for something.
WAITING: frozenset[Tone] = frozenset({"next", "warn", "bad"})


@dataclass(frozen=True)
class Card:
    """One thing to know or to do next. Low orders come first; tone "next" is the step on top of the page."""

    title: str | Promise
    text: str | Promise
    url: str
    label: str | Promise
    order: int = 50
    tone: Tone = ""
    icon: str = "arrow-right"
    figure: str = ""


Source = Callable[[Any], list[Card]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let an app offer cards; called in its `AppConfig.ready()`."""
    if source not in _sources:
        _sources.append(source)


def cards_for(actor: Any) -> list[Card]:
    """All cards for this account, the one next step first."""
    cards = [card for source in _sources for card in source(actor)]
    cards.sort(key=lambda card: (card.tone != "next", card.order, str(card.title)))
    # A page has one next step; what else waits follows it as an ordinary card.
    return cards[:1] + [replace(card, tone="") if card.tone == "next" else card for card in cards[1:]]

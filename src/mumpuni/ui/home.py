"""The home page is put together from cards that the apps register for the account that looks."""

from collections.abc import Callable
from dataclasses import dataclass
from typing import Any, Literal

from django.utils.functional import Promise

Tone = Literal["", "next", "good", "warn", "bad"]


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
    """All cards for this account, the next step first."""
    cards = [card for source in _sources for card in source(actor)]
    return sorted(cards, key=lambda card: (card.tone != "next", card.order, str(card.title)))

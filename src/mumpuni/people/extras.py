"""What other apps have to say on the page of a person."""

from collections.abc import Callable
from typing import Any

from mumpuni.people.models import Person
from mumpuni.ui.home import Card

Source = Callable[[Any, Person], list[Card]]
_sources: list[Source] = []


def register(source: Source) -> None:
    """Let an app offer cards on a person's page, for this actor; called in its `AppConfig.ready()`."""
    if source not in _sources:
        _sources.append(source)


def cards_for(actor: Any, person: Person) -> list[Card]:
    """All cards about this person that this actor is to see, in their order."""
    cards = [card for source in _sources for card in source(actor, person)]
    return sorted(cards, key=lambda card: (card.order, str(card.title)))

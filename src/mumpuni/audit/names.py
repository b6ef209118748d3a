"""What events are called on screens; each app names its own."""

from collections.abc import Mapping
from typing import Any

_names: dict[str, Any] = {}


def register(names: Mapping[str, Any]) -> None:
    """Let an app say what its events mean; called in its `AppConfig.ready()`."""
    _names.update(names)


def label(event: str) -> str:
    """The event in words, or its code where no app has named it."""
    return str(_names.get(event, event))


def choices() -> list[tuple[str, str]]:
    """All named events by their words."""
    return sorted(((code, str(words)) for code, words in _names.items()), key=lambda pair: pair[1])

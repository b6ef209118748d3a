"""What rules say, in Indonesian and in English.

One file per regulation holds the titles of its rules and a sentence for every code its articles can find;
`general.toml` holds what belongs to none. The files are read once, when the regulations are imported.
"""

import tomllib
from collections.abc import Mapping
from importlib.resources import files
from typing import Any

LANGUAGES = ("id", "en")

_BOOKS: dict[str, dict[str, dict[str, dict[str, str]]]] = {
    book.name.removesuffix(".toml").replace("_", "-"): tomllib.loads(book.read_text(encoding="utf-8"))
    for book in files(__name__).iterdir()
    if book.name.endswith(".toml")
}


def finding(regulation: str, code: str, language: str, details: Mapping[str, Any]) -> str:
    """The sentence for a finding; `details` fill its blanks."""
    return _say(_BOOKS[regulation]["findings"][code], language, details)


def misfit(code: str, language: str, details: Mapping[str, Any]) -> str:
    """The sentence for a fact that does not fit: what is wanted instead."""
    return _say(_BOOKS["general"]["misfits"][code], language, details)


def title(rule_id: str, language: str) -> str:
    """The title of a rule."""
    return _say(_BOOKS[rule_id.partition("/")[0]]["titles"][rule_id], language, {})


def term(word: str, language: str) -> str:
    """A word of the facts as people say it; the word itself where it has no entry."""
    return _worded(word, language if language in LANGUAGES else "id")


def _say(sentences: Mapping[str, str], language: str, details: Mapping[str, Any]) -> str:
    spoken = language if language in LANGUAGES else "id"
    return sentences[spoken].format(**{name: _worded(value, spoken) for name, value in details.items()})


def _worded(value: Any, language: str) -> str:
    if isinstance(value, (list, tuple)):
        return ", ".join(_worded(item, language) for item in value)
    term = _BOOKS["general"]["terms"].get(str(value))
    return term[language] if term else str(value)

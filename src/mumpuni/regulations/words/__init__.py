"""What rules say, in Indonesian and in English.

A book per regulation holds the titles of its rules, a sentence for every code its articles can find, and the lines of
its arithmetic; `general.toml` holds what belongs to none. A book may be spread over files by subject
(`bkn_26_2019.results.toml`). The files are read once, when the regulations are imported.
"""

import tomllib
from collections.abc import Callable, Mapping
from datetime import date, time
from decimal import Decimal
from importlib.resources import files
from typing import Any

LANGUAGES = ("id", "en")
_MONTHS = {
    "id": "Januari Februari Maret April Mei Juni Juli Agustus September Oktober November Desember",
    "en": "January February March April May June July August September October November December",
}


class Said(str):
    """A code or a figure that brings along how people say it; everywhere else it is the plain text (sebutan).

    >>> _worded(figure("80.56"), "id"), figure("80.56") == "80.56"
    ('80,56', True)
    """

    __slots__ = ("names",)
    names: Mapping[str, str]

    def __new__(cls, text: str, names: Mapping[str, str]) -> "Said":
        """The text with its wording in each language."""
        said = super().__new__(cls, text)
        said.names = names
        return said

    def __getnewargs__(self) -> tuple[str, Mapping[str, str]]:  # type: ignore[override]
        """The wording travels with copies."""
        return str(self), dict(self.names)


def figure(text: str) -> Said:
    """A number as its digits, with the decimal comma of Indonesian and the decimal point of English."""
    return Said(text, {"id": text.replace(".", ","), "en": text})


Book = dict[str, dict[str, dict[str, str]]]


def _load() -> dict[str, Book]:
    books: dict[str, Book] = {}
    for file in sorted(files(__name__).iterdir(), key=lambda file: file.name):
        if file.name.endswith(".toml"):
            book = books.setdefault(file.name.partition(".")[0].replace("_", "-"), {})
            for section, entries in tomllib.loads(file.read_text(encoding="utf-8")).items():
                if twice := book.setdefault(section, {}).keys() & entries.keys():
                    raise ValueError(f"{file.name}: said elsewhere: {sorted(twice)}")
                book[section] |= entries
    return books


_BOOKS = _load()


def finding(regulation: str, code: str, language: str, details: Mapping[str, Any]) -> str:
    """The sentence for a finding; `details` fill its blanks.

    Rules that stand above single regulations have a book of their own, `assessment.toml`.
    """
    own = _BOOKS.get(regulation, {}).get("findings", {})
    sentences = own.get(code) or _BOOKS["assessment"]["findings"][code]
    return _say(sentences, language, details)


def working(regulation: str, code: str, language: str, details: Mapping[str, Any]) -> str:
    """The sentence for a line of the arithmetic; `details` fill its blanks."""
    return _say(_BOOKS[regulation]["workings"][code], language, details)


def phrase(code: str, language: str, details: Mapping[str, Any] | None = None) -> str:
    """One of the few words that every explanation needs."""
    return _say(_BOOKS["general"]["phrases"][code], language, details or {})


def misfit(code: str, language: str, details: Mapping[str, Any], *, in_form: bool = False) -> str:
    """The sentence for a fact that does not fit: what is wanted instead; in a form nobody writes JSON."""
    book = _BOOKS["general"]
    if in_form:
        return _say(book["form-misfits"].get(code) or book["misfits"][code], language, details)
    return _say(book["misfits"][code], language, details, _as_sent)


def label(name: str, language: str) -> str:
    """A fact or a value by its name as forms and lists call it; else the word or the name with spaces."""
    book = _BOOKS["general"]
    known = book["labels"].get(name) or book["terms"].get(name)
    return known[language if language in LANGUAGES else "id"] if known else name.replace("_", " ").strip()


def title(rule_id: str, language: str) -> str:
    """The title of a rule."""
    return _say(_BOOKS[rule_id.partition("/")[0]]["titles"][rule_id], language, {})


def term(word: str, language: str) -> str:
    """A word of the facts as people say it; the word itself where it has no entry."""
    return _worded(word, language if language in LANGUAGES else "id")


def choice(word: str, language: str) -> str:
    """A word of the facts as a form offers it: some are too common to be replaced in sentences as well."""
    known = _BOOKS["general"]["choices"].get(word)
    return known[language if language in LANGUAGES else "id"] if known else term(word, language)


def _say(
    sentences: Mapping[str, str],
    language: str,
    details: Mapping[str, Any],
    wording: Callable[[Any, str], str] | None = None,
) -> str:
    spoken = language if language in LANGUAGES else "id"
    put = wording or _worded
    return sentences[spoken].format(**{name: put(value, spoken) for name, value in details.items()})


def _worded(value: Any, language: str) -> str:
    """As people say it: words of the facts by their terms, dates and decimals as each language writes them."""
    if isinstance(value, Said):
        return value.names[language]
    if isinstance(value, (list, tuple)):
        return ", ".join(_worded(item, language) for item in value)
    if isinstance(value, date):
        return f"{value.day} {_MONTHS[language].split()[value.month - 1]} {value.year}"
    if isinstance(value, time):
        return value.strftime("%H.%M" if language == "id" else "%H:%M")
    if isinstance(value, Decimal):
        return figure(_digits(value)).names[language]
    term = _BOOKS["general"]["terms"].get(str(value))
    return term[language] if term else str(value)


def _as_sent(value: Any, language: str) -> str:
    """As it is written in facts, so that it can be copied from the message."""
    if isinstance(value, Said):
        return value.names[language]
    return ", ".join(map(str, value)) if isinstance(value, (list, tuple)) else str(value)


def _digits(number: Decimal) -> str:
    """Without exponent where that can be read, and without idle zeros."""
    text = format(number, "f") if abs(number.adjusted()) < 30 else str(number)
    return text.rstrip("0").rstrip(".") if "." in text and "E" not in text else text

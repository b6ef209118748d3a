"""Catalogues: lists and tables of the law as data that people can read (katalog).

One TOML file per catalogue in the `catalogues` folder of a regulation. The head gives the titles and the place in the
regulation; each entry has a code, its name in both languages, and what else its article says of it:

    title = { id = "Asas penilaian kompetensi", en = "Principles of competency assessment" }
    place = "Pasal 7 ayat (1)"
    requirement = "B26-19-001"
    quote = "independensi"

    [[entries]]
    code = "independensi"
    id = "Independensi"
    en = "Independence"

An entry may name its own `place`, `requirement` and `quote` where they differ from the head's. A catalogue that no
regulation at hand contains says `outside = true` and carries a `note` in both languages instead of a quote.
The files are read and checked once, when the regulations are imported; a decision reads no file.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from types import MappingProxyType
from typing import Any

from mumpuni.regulations.finding import Citation
from mumpuni.regulations.register import REGULATIONS
from mumpuni.regulations.words import Said

_PLACE = ("place", "requirement", "quote")
_HEAD = {"title", "entries", "outside", "note", "optional", *_PLACE}


class BrokenCatalogue(ValueError):
    """A catalogue file breaks the form: which file, which entry, what is wrong."""


@dataclass(frozen=True, slots=True)
class Entry:
    """One line of a catalogue (butir). `fields` hold what its article says besides the name."""

    code: str
    names: Mapping[str, str]
    fields: Mapping[str, Any]
    citation: Citation | None

    def name(self, language: str = "id") -> str:
        """What the entry is called; Indonesian for a language we do not speak."""
        return self.names.get(language, self.names["id"])

    @property
    def said(self) -> Said:
        """The code, which sentences word by the entry's name."""
        return Said(self.code, self.names)


@dataclass(frozen=True, slots=True)
class Catalogue:
    """A list or table of a regulation, with the words it rests on; from outside the texts at hand if no citation."""

    id: str
    titles: Mapping[str, str]
    citation: Citation | None
    note: Mapping[str, str]
    entries: tuple[Entry, ...]

    @property
    def codes(self) -> tuple[str, ...]:
        """The codes in the order of the regulation."""
        return tuple(entry.code for entry in self.entries)

    @property
    def said(self) -> tuple[Said, ...]:
        """The codes, which sentences and pages word by the entries' names."""
        return tuple(entry.said for entry in self.entries)

    @property
    def citations(self) -> tuple[Citation, ...]:
        """The words behind the catalogue and behind its entries, once each."""
        every = (self.citation, *(entry.citation for entry in self.entries))
        return tuple(dict.fromkeys(citation for citation in every if citation))

    def __getitem__(self, code: str) -> Entry:
        """The entry of that code; raises KeyError for another."""
        for entry in self.entries:
            if entry.code == code:
                return entry
        raise KeyError(code)

    def title(self, language: str = "id") -> str:
        """What the catalogue is called."""
        return self.titles.get(language, self.titles["id"])

    def as_json(self, language: str = "id") -> dict[str, Any]:
        """The catalogue as the command line and the API show it."""
        return {
            "id": self.id,
            "title": self.title(language),
            "basis": self.citation.as_json() if self.citation else None,
            "note": self.note.get(language),
            "entries": [
                {"code": entry.code, "name": entry.name(language)}
                | dict(entry.fields)
                | ({"basis": entry.citation.as_json()} if entry.citation != self.citation and entry.citation else {})
                for entry in self.entries
            ],
        }


def catalogues() -> list[Catalogue]:
    """Every catalogue, by name."""
    return [_CATALOGUES[name] for name in sorted(_CATALOGUES)]


def catalogue(name: str) -> Catalogue:
    """The catalogue of that name, such as `bkn-26-2019/principles`; raises KeyError for another."""
    return _CATALOGUES[name]


def cited(source: Catalogue | Entry) -> Citation:
    """The words behind a catalogue or an entry, for a decision to name; those from outside have none to give."""
    if source.citation is None:
        raise LookupError(f"{source} stands in no regulation at hand")
    return source.citation


def loads(name: str, text: str) -> Catalogue:
    """Read and check one catalogue; raises BrokenCatalogue."""
    told = tomllib.loads(text)
    regulation = name.partition("/")[0]
    if unknown := set(told) - _HEAD:
        raise BrokenCatalogue(f"{name}: unknown {sorted(unknown)}")
    _both_languages(name, told.get("title"))
    if told.get("outside"):
        _both_languages(f"{name}: note", told.get("note"))
        head = None
    else:
        head = _citation(name, regulation, told)
    entries = tuple(_entry(name, regulation, entry, head) for entry in told.get("entries", ()))
    codes = [entry.code for entry in entries]
    if not codes or len(set(codes)) < len(codes):
        raise BrokenCatalogue(f"{name}: no entries, or a code twice")
    optional = set(told.get("optional", ()))
    shapes = {frozenset(set(entry.fields) - optional) for entry in entries}
    if len(shapes) > 1:
        raise BrokenCatalogue(f"{name}: entries differ in their fields: {sorted(map(sorted, shapes))}")
    return Catalogue(name, told["title"], head, MappingProxyType(told.get("note", {})), entries)


def _entry(name: str, regulation: str, told: dict[str, Any], head: Citation | None) -> Entry:
    where = f"{name}: entry {told.get('code')}"
    if not isinstance(told.get("code"), str) or not told["code"].strip():
        raise BrokenCatalogue(f"{where}: a code is text")
    names = {language: told.get(language, "") for language in ("id", "en")}
    _both_languages(where, names)
    citation = head
    if set(_PLACE) & set(told):
        given = {key: getattr(head, key) for key in _PLACE} if head else {}
        citation = _citation(where, regulation, given | told)
    fields = {key: value for key, value in told.items() if key not in ("code", "id", "en", *_PLACE)}
    return Entry(told["code"], MappingProxyType(names), MappingProxyType(fields), citation)


def _citation(where: str, regulation: str, told: Mapping[str, Any]) -> Citation:
    if regulation not in REGULATIONS:
        raise BrokenCatalogue(f"{where}: no regulation {regulation}")
    if missing := [key for key in _PLACE if not isinstance(told.get(key), str) or not told[key].strip()]:
        raise BrokenCatalogue(f"{where}: missing {missing}")
    return Citation(regulation, *(told[key] for key in ("place", "requirement", "quote")))


def _both_languages(where: str, said: Any) -> None:
    if not isinstance(said, dict) or set(said) != {"id", "en"} or not all(map(_is_text, said.values())):
        raise BrokenCatalogue(f"{where}: wants text in both languages, id and en")


def _is_text(said: Any) -> bool:
    return isinstance(said, str) and bool(said.strip())


def _load() -> dict[str, Catalogue]:
    found = {}
    for package in files("mumpuni.regulations").iterdir():
        folder = package / "catalogues"
        if folder.is_dir():
            for file in folder.iterdir():
                if file.name.endswith(".toml"):
                    name = f"{package.name.replace('_', '-')}/{file.name.removesuffix('.toml').replace('_', '-')}"
                    found[name] = loads(name, file.read_text(encoding="utf-8"))
    return found


_CATALOGUES = _load()

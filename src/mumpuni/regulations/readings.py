"""How we read the law where its words conflict, are silent or can be read in two ways (tafsir).

Each regulation has a folder `readings` with TOML files by subject. A record gives the words on both sides with their
place, our reading, and the setting where the law leaves it open:

    [[readings]]
    id = "admin-grade"
    requirements = ["B26-19-026"]
    notes = [13]
    rules = ["bkn-26-2019/team"]
    title = { id = "Jenjang Admin", en = "Grade of the administrator" }
    question = { id = "...", en = "..." }
    sides = [{ regulation = "bkn-26-2019", place = "Pasal 12 atau 13 (Admin) ayat (2)", quote = "..." }]
    reading = { id = "...", en = "..." }
    setting = { id = "...", en = "..." }

Read and checked once, when the regulations are imported.
"""

import tomllib
from collections.abc import Mapping
from dataclasses import dataclass
from importlib.resources import files
from typing import Any

from mumpuni.regulations.register import REGULATIONS
from mumpuni.regulations.words import LANGUAGES


class BrokenReading(ValueError):
    """A record of a reading breaks the form: which one, what is wrong."""


@dataclass(frozen=True, slots=True)
class Side:
    """One side of a conflict, or the words whose sense is open: where they stand and what they say."""

    regulation: str
    place: str
    quote: str

    def __str__(self) -> str:
        return f"{REGULATIONS[self.regulation].short_title} {self.place}"


@dataclass(frozen=True, slots=True)
class Reading:
    """One recorded reading (tafsir).

    `requirements` are the rows that it settles, `notes` the numbers of the list of ambiguities that it answers,
    `rules` those that follow it, `adr` the decision record if there is one. `sides` are empty where the law is silent.
    """

    id: str
    titles: Mapping[str, str]
    questions: Mapping[str, str]
    answers: Mapping[str, str]
    settings: Mapping[str, str] | None
    sides: tuple[Side, ...]
    requirements: tuple[str, ...]
    notes: tuple[int, ...]
    rules: tuple[str, ...]
    adr: str | None

    @property
    def regulation(self) -> str:
        """The regulation in whose folder the record stands."""
        return self.id.partition("/")[0]

    def as_json(self, language: str = "id") -> dict[str, Any]:
        """The record as the command line and the API show it."""
        spoken = language if language in LANGUAGES else "id"
        return {
            "id": self.id,
            "title": self.titles[spoken],
            "question": self.questions[spoken],
            "sides": [{"citation": str(side), "quote": side.quote} for side in self.sides],
            "reading": self.answers[spoken],
            "setting": self.settings[spoken] if self.settings else None,
            "requirements": list(self.requirements),
            "rules": list(self.rules),
            "adr": self.adr,
        }


def readings() -> tuple[Reading, ...]:
    """Every reading, by regulation in the order of the records."""
    return _READINGS


_TEXTS = {"title": True, "question": True, "reading": True, "setting": False}
_KNOWN = {"id", "sides", "requirements", "notes", "rules", "adr", *_TEXTS}


def loads(regulation: str, text: str) -> tuple[Reading, ...]:
    """Read and check the records of one regulation; raises BrokenReading."""
    return tuple(_reading(regulation, told) for told in tomllib.loads(text).get("readings", ()))


def _reading(regulation: str, told: dict[str, Any]) -> Reading:
    where = f"{regulation}/{told.get('id')}"
    if not told.get("id") or set(told) - _KNOWN:
        raise BrokenReading(f"{where}: no id, or unknown {sorted(set(told) - _KNOWN)}")
    for name, needed in _TEXTS.items():
        said = told.get(name)
        if (said is not None or needed) and (
            not isinstance(said, dict) or set(said) != set(LANGUAGES) or not all(said.values())
        ):
            raise BrokenReading(f"{where}: {name} wants text in both languages")
    try:
        sides = tuple(Side(side["regulation"], side["place"], side["quote"]) for side in told.get("sides", ()))
    except KeyError as missing:
        raise BrokenReading(f"{where}: a side lacks {missing}") from missing
    if unknown := {side.regulation for side in sides} - set(REGULATIONS):
        raise BrokenReading(f"{where}: no regulation {sorted(unknown)}")
    return Reading(
        id=where,
        titles=told["title"],
        questions=told["question"],
        answers=told["reading"],
        settings=told.get("setting"),
        sides=sides,
        requirements=tuple(told.get("requirements", ())),
        notes=tuple(told.get("notes", ())),
        rules=tuple(told.get("rules", ())),
        adr=told.get("adr"),
    )


def _load() -> tuple[Reading, ...]:
    found: list[Reading] = []
    for package in sorted(files("mumpuni.regulations").iterdir(), key=lambda folder: folder.name):
        folder = package / "readings"
        if folder.is_dir():
            for file in sorted(folder.iterdir(), key=lambda file: file.name):
                if file.name.endswith(".toml"):
                    found += loads(package.name.replace("_", "-"), file.read_text(encoding="utf-8"))
    names = [reading.id for reading in found]
    if len(set(names)) < len(names):
        raise BrokenReading("an id stands twice")
    return tuple(found)


_READINGS = _load()

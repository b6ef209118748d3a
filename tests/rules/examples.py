"""A rule that wants every kind of fact, for tests of the pages only."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date, time
from decimal import Decimal
from typing import Annotated, Any, Literal

import pytest

from mumpuni.regulations import Citation, Decision, Step, registry, words
from mumpuni.regulations.finding import compliance, violation, warning
from mumpuni.regulations.vocabulary import NO_LETTER, AboveZero, Bounds, Count, Position
from mumpuni.regulations.vocabulary import Letter as Letter_

ID = "panduan-2019/contoh-lengkap"
LEVEL = Citation("panduan-2019", "Peserta", "PAND-028", "Administrator")
SEATS = Citation("panduan-2019", "Kelas", "PAND-030", "paling banyak 3 (tiga) orang")

Role = Literal["chair", "admin", "tester"]


@dataclass(frozen=True, slots=True)
class Member:
    name: str
    roles: tuple[Role, ...]
    independent: bool = False
    years: Count | None = None
    knows: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class Addressee:
    name: str | None = None
    nip: str | None = None


@dataclass(frozen=True, slots=True)
class Letter:
    number: str | None = None
    addressee: Addressee | None = None


@dataclass(frozen=True, slots=True)
class Facts:
    position: Position
    event_start: date
    days: AboveZero
    confidential: bool
    members: tuple[Member, ...]
    observers: tuple[tuple[str, ...], ...]
    required: Mapping[str, Annotated[int, Bounds(least=1, most=5)]]
    fields: Letter
    achieved: Mapping[str, Decimal] = field(default_factory=dict)
    matrix: Mapping[str, tuple[str, ...]] = field(default_factory=dict)
    units: Mapping[str, bool] = field(default_factory=dict)
    holidays: tuple[date, ...] = ()
    sections: tuple[Role, ...] = ()
    addressee: Addressee | None = None
    delegation_letter: Letter_ = NO_LETTER
    at: time | None = None
    dates: Mapping[Literal["class-1", "test"], date] = field(default_factory=dict)
    reason: str | None = None


def judge(facts: Facts) -> Decision:
    found = []
    if len(facts.members) > 3:
        found.append(violation("not-a-level", SEATS, position="pelaksana", levels=("pengawas",)))
    if facts.confidential:
        found.append(warning("not-a-level", LEVEL, position=facts.position, levels=("pengawas", "administrator")))
    per = {name: {"required": level, "gap": "0.5"} for name, level in facts.required.items()}
    values: dict[str, Any] = {
        "percentage": "79.99",
        "per_competency": per,
        "valid_until": facts.event_start,
        "certificate_allowed": True,
    }
    return compliance(ID, found, SEATS, LEVEL, **values)


def working(facts: Facts, decided: Decision) -> list[Step]:
    return [Step("contoh", SEATS, {"count": len(facts.members)})]


def enter(monkeypatch: pytest.MonkeyPatch) -> str:
    """Make the rule known for one test; gives its id."""
    monkeypatch.setattr(registry, "_EDITIONS", dict(registry._EDITIONS))
    book = {section: dict(entries) for section, entries in words._BOOKS["panduan-2019"].items()}
    book["titles"][ID] = {"id": "Contoh lengkap", "en": "Whole example"}
    book.setdefault("workings", {})["contoh"] = {"id": "{count} anggota dari 3", "en": "{count} members of 3"}
    monkeypatch.setitem(words._BOOKS, "panduan-2019", book)
    registry.rule(ID, SEATS, LEVEL, working=working)(judge)
    return ID


def facts() -> dict[str, Any]:
    """Facts with something of every kind."""
    return {
        "position": "administrator",
        "event_start": "2026-11-22",
        "days": "2.5",
        "confidential": True,
        "members": [
            {"name": "Ani", "roles": ["chair", "admin"], "independent": True, "years": 4, "knows": ["surat"]},
            {"name": "Budi", "roles": []},
        ],
        "observers": [["Citra", "Dewi"], []],
        "required": {"Integritas": 3, "Kerja Sama": 4},
        "fields": {"number": "12/X", "addressee": {"name": "Eka"}},
        "matrix": {"Integritas": ["wawancara", "tes"]},
        "units": {"Unit. [1]": True, "Unit 2": False},
        "holidays": ["2026-12-25"],
        "sections": ["chair"],
        "addressee": {},
        "delegation_letter": "SP/1",
        "at": "22:30",
        "dates": {"test": "2026-12-01"},
        "reason": "baris satu\nbaris dua",
    }

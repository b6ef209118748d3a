"""Seasons, batches and nominations as a reader would guess them."""

from datetime import date
from itertools import count
from typing import Any

from mumpuni.people.models import Account, Agency, Person
from mumpuni.training import services
from mumpuni.training.models import Batch, Nomination, Season
from mumpuni.training.services import Entry, PlannedBatch
from tests.people import factories as people
from tests.people.factories import agency, nip

__all__ = ["account", "agency", "batch", "nip", "nomination", "person", "season"]
_number = count(1)


def person(where: Agency | None = None, *, level: str = "pengawas", name: str = "Siti Aminah", **fields: Any) -> Person:
    made = people.person(name, **{"sex": "L", **fields})
    if where is not None:
        people.appointment(made, where, title=f"Pejabat {level}", level=level)
    return made


def account(role: str, *, scope_kind: str = "", scope_id: int | None = None, **fields: Any) -> Account:
    """An account with one role, which may be limited to a season or a batch."""
    made = people.account(role, **fields)
    if scope_kind:
        made.grants.update(scope_kind=scope_kind, scope_id=scope_id)
    return made


def season(
    organiser: Account, *, numbers: tuple[int, ...] = (1, 4, 5, 19), seats: int = 3, opened: bool = True, **fields: Any
) -> Season:
    """Batches 1 (JPT Pratama), 4 and 5 (Pengawas), 19 (Administrator), three seats each."""
    made = services.plan_season(
        actor=organiser,
        name=fields.pop("name", f"Musim {next(_number)}"),
        year=2027,
        starts_on=date(2027, 1, 1),
        ends_on=date(2027, 12, 31),
        batches=[PlannedBatch(number, seats, date(2027, 3, 1)) for number in numbers],
        **fields,
    )
    return services.open_season(actor=organiser, season=made) if opened else made


def batch(of: Season, number: int) -> Batch:
    return Batch.objects.get(season=of, number=number)


def nomination(
    actor: Account, of: Season, *, where: Agency | None = None, who: Person | None = None, **entry: Any
) -> Nomination:
    where = where or agency()
    given = {"level": "pengawas", **entry}
    who = who or person(where, level=given["level"])
    return services.nominate(actor=actor, season=of, entries=[Entry(person=who, agency=where, **given)])[0]

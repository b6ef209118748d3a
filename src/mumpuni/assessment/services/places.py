"""Premises of a provider and their rooms."""

import hashlib
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Place, Provider, Room
from mumpuni.assessment.policies import providers as policies
from mumpuni.assessment.services import checked
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require


@dataclass(frozen=True)
class RoomRow:
    """A room as the grid gives it; without `pk` it is new."""

    name: str
    kind: str
    area: str = ""
    seats: int = 1
    soundproof: bool = False
    cctv: bool = False
    one_way_mirror: bool = False
    equipped: bool = False
    is_active: bool = True
    pk: int | None = None

    def room(self, place: Place) -> Room:
        """The room, not saved."""
        given = {name: getattr(self, name) for name in ROOM_FIELDS}
        return Room(place=place, pk=self.pk, **given | {"name": self.name.strip(), "area": self.area.strip()})


ROOM_FIELDS = ("name", "kind", "area", "seats", "soundproof", "cctv", "one_way_mirror", "equipped", "is_active")


def state_of(rooms: Iterable[Room]) -> str:
    """A word that changes with any room, so that two who edit at once notice each other."""
    lines = sorted([room.pk, *(getattr(room, name) for name in ROOM_FIELDS)] for room in rooms)
    return hashlib.sha256(repr(lines).encode()).hexdigest()[:24]


@transaction.atomic
def add_place(*, actor: Any, provider: Provider, name: str, address: str, city: str, time_zone: str) -> Place:
    """Enter premises; their rooms follow.

    Raises:
        Refused: for others than the provider's staff.
        Unusable: a name that the provider uses already.
    """
    require(policies.may_keep_provider(actor, provider), words.MAY_NOT_MANAGE)
    place = Place(provider=provider, name=name.strip(), address=address.strip(), city=city.strip(), time_zone=time_zone)
    checked.save(place)
    audit.record(actor, "assessment.place.added", place, agency_id=provider.agency_id)
    return place


@transaction.atomic
def change_place(*, actor: Any, place: Place, name: str, address: str, city: str, time_zone: str) -> Place:
    """Correct name, address or zone.

    Raises:
        Refused: for others than the provider's staff.
        Unusable: a name that the provider uses already.
    """
    require(policies.may_keep_provider(actor, place.provider_id), words.MAY_NOT_MANAGE)
    held = Place.objects.select_for_update(of=("self",)).select_related("provider").get(pk=place.pk)
    held.name, held.address, held.city, held.time_zone = name.strip(), address.strip(), city.strip(), time_zone
    checked.save(held)
    audit.record(actor, "assessment.place.changed", held, agency_id=held.provider.agency_id)
    return held


@transaction.atomic
def keep_rooms(*, actor: Any, place: Place, rows: Sequence[RoomRow], seen: str | None = None) -> list[Room]:
    """Keep all rooms of the premises as the grid gives them; a room that is not named stays as it is.

    `seen` is `state_of` the rooms from which the grid was made.

    Raises:
        Refused: for others than the provider's staff.
        Unusable: somebody else saved meanwhile; a name twice; a room of other premises. What belongs to a row stands
            under "row-<index>".
    """
    require(policies.may_keep_provider(actor, place.provider_id), words.MAY_NOT_MANAGE)
    held = Place.objects.select_for_update(of=("self",)).select_related("provider").get(pk=place.pk)
    known = {room.pk: room for room in held.rooms.all()}
    if seen is not None and seen != state_of(known.values()):
        raise Unusable(words.ROOMS_CHANGED_MEANWHILE, code="changed-meanwhile")
    problems = _row_problems(held, rows, known)
    if problems:
        raise Unusable(problems)
    # Names may change places between two rooms, so they are first moved out of each other's way.
    renamed = [row.pk for row in rows if row.pk and known[row.pk].name != row.name.strip()]
    for pk in renamed:
        Room.objects.filter(pk=pk).update(name=f"~{pk}~")
    for row in rows:
        row.room(held).save()
    audit.record(actor, "assessment.rooms.kept", held, agency_id=held.provider.agency_id, rooms=len(rows))
    return list(held.rooms.all())


def _row_problems(place: Place, rows: Sequence[RoomRow], known: dict[int, Room]) -> dict[str, list[str]]:
    problems: dict[str, list[str]] = {}
    taken = {room.name.casefold() for pk, room in known.items() if pk not in {row.pk for row in rows}}
    for index, row in enumerate(rows):
        told = []
        key = row.name.strip().casefold()
        if row.pk is not None and row.pk not in known:
            told.append(str(_("Ruang ini tidak ada lagi di tempat ini; muat ulang halaman.")))
        if key in taken:
            told.append(str(_("Nama ruang ini sudah dipakai di tempat ini; beri nama lain.")))
        taken.add(key)
        try:
            row.room(place).clean_fields()
        except ValidationError as refused:
            told += refused.messages
        if told:
            problems[f"row-{index}"] = told
    return problems

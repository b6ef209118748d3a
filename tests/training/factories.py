"""Seasons, batches, officials and accounts as a reader would guess them."""

from datetime import date
from itertools import count
from typing import Any

from allauth.mfa.models import Authenticator

from mumpuni.exchange.cells import loose_key
from mumpuni.people import identity
from mumpuni.people.models import Account, Agency, AgencyAlias, Appointment, Person, Position, RoleGrant
from mumpuni.people.models.accounts import DECIDING_ROLES
from mumpuni.training import services
from mumpuni.training.models import Batch, Nomination, Season
from mumpuni.training.services import Entry, PlannedBatch

_number = count(1)


def agency(name: str = "", *, is_bkn: bool = False, kind: str = "kabupaten-kota") -> Agency:
    name = name or f"Pemerintah Kabupaten Contoh {next(_number)}"
    made = Agency.objects.create(name=name, kind=kind, is_bkn=is_bkn)
    AgencyAlias.objects.get_or_create(key=loose_key(name), defaults={"agency": made})
    return made


def nip(serial: int | None = None, *, sex: str = "1") -> str:
    serial = next(_number) if serial is None else serial
    return f"1980{serial // 25 % 12 + 1:02d}{serial % 25 + 1:02d}200501{sex}{serial % 999 + 1:03d}"


def person(
    where: Agency | None = None, *, level: str = "pengawas", number: str = "", name: str = "Siti Aminah", **fields: Any
) -> Person:
    made = Person.objects.create(name=name, **{"sex": "L", **fields})
    one = identity.build("nip", number or nip())
    one.person = made
    one.save()
    if where is not None:
        position, _ = Position.objects.get_or_create(
            agency=where, unit=None, title=f"Pejabat {level}", level=level, defaults={"echelon": ""}
        )
        Appointment.objects.create(person=made, agency=where, position=position)
    return made


def account(role: str = "", *, agency: Agency | None = None, **grant: Any) -> Account:
    who = grant.pop("person", None)
    number = next(_number)
    made = Account.objects.create_user(f"akun{number}@contoh.go.id", name=f"Akun {number}", person=who)
    if role:
        scope = {"scope_kind": "agency", "agency": agency} if agency else {}
        RoleGrant.objects.create(
            account=made, role=role, starts_on=date(2020, 1, 1), reason="uji", **{**scope, **grant}
        )
    if role in DECIDING_ROLES:
        Authenticator.objects.create(user=made, type=Authenticator.Type.TOTP, data={"secret": "x"})
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

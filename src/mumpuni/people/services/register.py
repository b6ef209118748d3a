"""Many persons at once: found by their numbers, entered where unknown, in a constant number of statements."""

import re
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.exchange.cells import clean, loose_key
from mumpuni.people import identity as identities
from mumpuni.people import policies, selectors
from mumpuni.people.models import (
    Agency,
    Appointment,
    Education,
    Employment,
    Identity,
    IdentityKind,
    Person,
    Position,
    Unit,
    UnitAlias,
)
from mumpuni.people.policies import Unusable
from mumpuni.people.services.agencies import guessed_unit_kind

_GAPS = (
    "front_title",
    "back_title",
    "sex",
    "birth_place",
    "birth_date",
    "email",
    "phone",
    "appointed_by",
    "pik_graduate",
)
_AT_ONCE = 1000


@dataclass(frozen=True)
class PersonRow:
    """One official as a file describes them; numbers are normalised, the name is without degrees."""

    agency_id: int
    name: str
    nip: str = ""
    nik: str = ""
    passport: str = ""
    front_title: str = ""
    back_title: str = ""
    sex: str = ""
    birth_date: date | None = None
    birth_place: str = ""
    employment: str = Employment.PNS
    appointed_by: str = ""
    pik_graduate: bool = False
    email: str = ""
    phone: str = ""
    unit: str = ""
    position: str = ""
    level: str = ""
    echelon: str = ""
    rank: str = ""
    degree: str = ""
    field: str = ""
    institution: str = ""
    year: int | None = None

    @property
    def numbers(self) -> list[tuple[str, str]]:
        """Kind and number of each identity the row gives."""
        given = ((IdentityKind.NIP, self.nip), (IdentityKind.NIK, self.nik), (IdentityKind.PASSPORT, self.passport))
        return [(kind.value, number) for kind, number in given if number]


@dataclass(frozen=True)
class Registered:
    """What a row became: the person, the unit and position it names, and whether the person is new."""

    person: Person
    unit: Unit | None
    position: Position | None
    created: bool


@transaction.atomic
def find_or_register(
    rows: Sequence[PersonRow], *, actor: Any, source: str = "", demo: bool = False
) -> list[Registered]:
    """Find each row's person by number, or enter a new one with identity and open appointment.

    A person found keeps every value; only gaps are filled, a further number is added, and somebody who serves
    nowhere is appointed. Somebody who serves where the actor keeps no officials is left entirely as found. Rows that
    name the same number become one person. One audit event covers all.

    Args:
        source: where the rows came from, for the trail.
        demo: marks new persons as made up.

    Raises:
        Refused: a row of an agency whose officials the actor does not keep.
        Unusable: a row without any number, or whose numbers belong to two people.
    """
    agencies = {row.agency_id for row in rows}
    policies.require(
        all(policies.may_manage_agency(actor, number) for number in agencies),
        _("Hanya penyelenggara dan pengelola kepegawaian instansi itu yang mencatat pegawainya."),
    )
    units = ensure_units({(row.agency_id, row.unit) for row in rows if row.unit})
    positions = _ensure_positions(rows, units)
    bearers, new = _people(rows, demo=demo)
    pairs = [(row, person) for row, person in zip(rows, bearers, strict=True) if _may_complete(actor, person, new)]
    _fill_gaps([(row, person) for row, person in pairs if person not in new])
    _add_numbers(pairs)
    _appoint(pairs, units, positions)
    _add_education(pairs)
    audit.record(
        actor,
        "people.persons.registered",
        agency_id=next(iter(agencies)) if len(agencies) == 1 else None,
        source=source,
        rows=len(rows),
        created=sorted(person.pk for person in new),
    )
    return [
        Registered(
            person=person,
            unit=units.get((row.agency_id, row.unit)),
            position=positions.get(_position_key(row, units)),
            created=person in new,
        )
        for row, person in zip(rows, bearers, strict=True)
    ]


@transaction.atomic
def withdraw_registered(*, actor: Any, numbers: Sequence[int]) -> int:
    """Take out persons who were just entered and whom nothing names yet. Returns how many.

    Raises:
        Unusable: something names one of them by now.
    """
    people = Person.objects.filter(pk__in=numbers)
    agencies = set(Appointment.objects.filter(person__in=people).values_list("agency", flat=True))
    policies.require(
        all(policies.may_manage_agency(actor, number) for number in agencies) and policies.may_register(actor),
        _("Hanya penyelenggara dan pengelola kepegawaian instansi itu yang menghapus pegawainya."),
    )
    for what in selectors.used_elsewhere(people):
        raise Unusable(_("Sebagian pegawai ini sudah dipakai di “%(what)s”.") % {"what": what})
    count = people.count()
    people.delete()
    audit.record(actor, "people.persons.withdrawn", persons=sorted(numbers), count=count)
    return count


def ensure_units(pairs: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Unit]:
    """The unit that each (agency number, spelling) means; unknown spellings become units of their own.

    Spellings that differ only in case, dots or usual abbreviations are one unit. For services that have asked
    permission for these agencies.
    """
    wanted = {(agency_id, clean(text)): loose_key(text)[:200] for agency_id, text in pairs if loose_key(text)}
    found = selectors.units_by_spelling(wanted)
    missing = {(pair[0], key): pair[1] for pair, key in wanted.items() if pair not in found}
    if missing:
        central = {
            agency.pk
            for agency in Agency.objects.filter(pk__in={number for number, _key in missing})
            if agency.is_central
        }
        Unit.objects.bulk_create(
            [
                Unit(agency_id=number, name=calm_case(name), kind="" if number in central else guessed_unit_kind(name))
                for (number, _key), name in missing.items()
            ],
            ignore_conflicts=True,
        )
        made = {
            (unit.agency_id, loose_key(unit.name)[:200]): unit
            for unit in Unit.objects.filter(agency__in={number for number, _key in missing})
        }
        UnitAlias.objects.bulk_create(
            [UnitAlias(agency_id=number, key=key, unit=made[number, key]) for number, key in missing],
            ignore_conflicts=True,
        )
        found = selectors.units_by_spelling(wanted)
    by_key = {(pair[0], wanted[pair]): unit for pair, unit in found.items()}
    return {(number, text): by_key[number, loose_key(text)[:200]] for number, text in pairs if loose_key(text)}


_SMALL_WORDS = frozenset(
    {"dan", "di", "untuk", "pada", "dari", "dengan", "atas", "bagi", "ke", "serta", "atau", "oleh"}
)
#: Abbreviations of the civil service that stay in capitals when a name is calmed.
_ABBREVIATIONS = frozenset(
    {
        "asn",
        "bkd",
        "bkn",
        "bkpp",
        "bkpsdm",
        "bpsdm",
        "dprd",
        "dpr",
        "kb",
        "ktsp",
        "pns",
        "pppk",
        "sdm",
        "ti",
        "tik",
        "uptd",
    }
    | {"i", "ii", "iii", "iv", "v", "vi", "vii", "viii", "ix", "x", "xi", "xii", "xiii", "xiv"}
)


def calm_case(name: str) -> str:
    """A name written all in capitals, in title case with small words small; any other name stays as it is.

    `BIDANG MUTASI DAN PROMOSI ASN` becomes `Bidang Mutasi dan Promosi ASN`; a name of one word may be an
    abbreviation and stays.
    """
    words = name.split()
    if len(words) < 2 or name != name.upper():
        return name
    calm = [_calm_word(word) for word in words]
    return " ".join([calm[0][:1].upper() + calm[0][1:], *calm[1:]])


def _calm_word(word: str) -> str:
    return _PARTS.sub(lambda part: _calm_part(part[0]), word)


def _calm_part(part: str) -> str:
    lowered = part.lower()
    if lowered in _ABBREVIATIONS:
        return part
    return lowered if lowered in _SMALL_WORDS else lowered[:1].upper() + lowered[1:]


_PARTS = re.compile(r"[^\W\d_]+")

_PositionKey = tuple[int, int | None, str, str]


def _position_key(row: PersonRow, units: dict[tuple[int, str], Unit]) -> _PositionKey | None:
    if not row.position or not row.level:
        return None
    unit = units.get((row.agency_id, row.unit))
    return row.agency_id, unit.pk if unit else None, clean(row.position).casefold(), row.level


def _ensure_positions(
    rows: Sequence[PersonRow], units: dict[tuple[int, str], Unit]
) -> dict[_PositionKey | None, Position]:
    wanted: dict[_PositionKey, PersonRow] = {}
    for row in rows:
        key = _position_key(row, units)
        if key and not (key in wanted and wanted[key].echelon):
            wanted[key] = row
    found = _positions_of({key[0] for key in wanted})
    Position.objects.bulk_create(
        [
            Position(agency_id=key[0], unit_id=key[1], title=clean(row.position), level=row.level, echelon=row.echelon)
            for key, row in wanted.items()
            if key not in found
        ],
        ignore_conflicts=True,
    )
    if any(key not in found for key in wanted):
        found = _positions_of({key[0] for key in wanted})
    return {key: found[key] for key in wanted}


def _positions_of(agencies: set[int]) -> dict[_PositionKey, Position]:
    known = Position.objects.filter(agency__in=agencies)
    return {(each.agency_id, each.unit_id, each.title.casefold(), each.level): each for each in known}


def _people(rows: Sequence[PersonRow], *, demo: bool) -> tuple[list[Person], set[Person]]:
    """The person of each row, in order, and which of them were just entered."""
    known = selectors.persons_by_number({number for row in rows for number in row.numbers})
    bearers: list[Person] = []
    fresh: list[Person] = []
    for place, row in enumerate(rows, start=1):
        candidates = {id(known[number]): known[number] for number in row.numbers if number in known}
        if not row.numbers or len(candidates) > 1:
            raise Unusable(_trouble(row, place))
        person = next(iter(candidates.values()), None)
        if person is None:
            person = _new_person(row, demo=demo)
            fresh.append(person)
        known.update(dict.fromkeys(row.numbers, person))
        bearers.append(person)
    Person.objects.bulk_create(fresh, batch_size=_AT_ONCE)
    return bearers, set(fresh)


def _trouble(row: PersonRow, place: int) -> str:
    words = (
        _("Orang ke-%(place)d (%(name)s) tidak memiliki NIP, NIK, atau paspor; isi salah satunya.")
        if not row.numbers
        else _("Nomor-nomor orang ke-%(place)d (%(name)s) dimiliki dua orang berbeda; perbaiki salah satunya.")
    )
    return words % {"place": place, "name": row.name}


def _new_person(row: PersonRow, *, demo: bool) -> Person:
    nip = identities.parse_nip(row.nip) if row.nip and row.employment == Employment.PNS else None
    return Person(
        name=clean(row.name),
        front_title=row.front_title,
        back_title=row.back_title,
        sex=row.sex or (nip.sex if nip and nip.sex else ""),
        birth_date=row.birth_date or (nip.birth_date if nip else None),
        birth_place=row.birth_place,
        employment=row.employment,
        appointed_by=row.appointed_by,
        pik_graduate=row.pik_graduate,
        email=row.email,
        phone=row.phone,
        is_demo=demo,
    )


def _may_complete(actor: Any, person: Person, new: set[Person]) -> bool:
    return person in new or person.current is None or policies.may_change_person(actor, person)


_Pairs = Sequence[tuple[PersonRow, Person]]


def _fill_gaps(pairs: _Pairs) -> None:
    changed = {}
    for row, person in pairs:
        gaps = [name for name in _GAPS if not getattr(person, name) and getattr(row, name)]
        for name in gaps:
            setattr(person, name, getattr(row, name))
        if gaps:
            changed[person.pk] = person
    Person.objects.bulk_update(changed.values(), _GAPS, batch_size=_AT_ONCE)


def _add_numbers(pairs: _Pairs) -> None:
    """Numbers that a row gives and its person has not; a kind the person has already stays as it is."""
    pks = {person.pk for _row, person in pairs}
    taken = set(Identity.objects.filter(person__in=pks).values_list("person", "kind"))
    fresh = []
    for row, person in pairs:
        for kind, number in row.numbers:
            if (person.pk, kind) not in taken:
                taken.add((person.pk, kind))
                one = identities.build(kind, number)
                one.person = person
                fresh.append(one)
    Identity.objects.bulk_create(fresh, batch_size=_AT_ONCE)


def _appoint(
    pairs: _Pairs,
    units: dict[tuple[int, str], Unit],
    positions: dict[_PositionKey | None, Position],
) -> None:
    """Open appointments for those who serve nowhere; nobody's open appointment is closed."""
    serving = set(
        Appointment.objects.filter(person__in={person.pk for _row, person in pairs}, ends_on=None).values_list(
            "person", flat=True
        )
    )
    fresh = []
    for row, person in pairs:
        position = positions.get(_position_key(row, units))
        if position is None or person.pk in serving:
            continue
        serving.add(person.pk)
        fresh.append(
            Appointment(
                person=person,
                agency_id=row.agency_id,
                unit_id=position.unit_id,
                position=position,
                rank=row.rank,
            )
        )
    Appointment.objects.bulk_create(fresh, batch_size=_AT_ONCE)


def _add_education(pairs: _Pairs) -> None:
    given = [(row, person) for row, person in pairs if row.degree]
    if not given:
        return
    pks = {person.pk for _row, person in given}
    known = set(Education.objects.filter(person__in=pks).values_list("person", "degree", "field"))
    fresh = {
        (person.pk, row.degree, row.field): Education(
            person=person, degree=row.degree, field=row.field, institution=row.institution, year=row.year
        )
        for row, person in given
    }
    Education.objects.bulk_create([one for key, one in fresh.items() if key not in known], batch_size=_AT_ONCE)

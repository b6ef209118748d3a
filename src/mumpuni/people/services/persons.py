"""One person at a time: register, change, identify, appoint."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db import IntegrityError, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.exchange.cells import clean
from mumpuni.people import identity as identities
from mumpuni.people import policies
from mumpuni.people.models import (
    Agency,
    Appointment,
    Distinct,
    Education,
    Employment,
    Identity,
    IdentityKind,
    Person,
    Position,
)
from mumpuni.people.policies import Unusable
from mumpuni.people.services.register import ensure_units

OPEN_TO_CHANGE = frozenset(
    "name front_title back_title sex birth_place birth_date employment appointed_by pik_graduate email phone".split()
)


@dataclass(frozen=True)
class Post:
    """A position by what it is called; it and its unit are entered if the agency has none such yet."""

    agency: Agency
    title: str
    level: str
    unit: str = ""
    echelon: str = ""


@transaction.atomic
def register_person(
    *,
    actor: Any,
    identity: tuple[str, str],
    agency: Agency,
    name: str,
    position: Position | Post | None = None,
    rank: str = "",
    starts_on: date | None = None,
    **fields: Any,
) -> Person:
    """Enter a person with a first identity and, where given, the position held now.

    Args:
        identity: kind and number as typed.
        agency: where the person serves; the actor keeps its officials.

    Raises:
        Unusable: a number that cannot be, or belongs to somebody known; a PPPK without an appointing authority.
    """
    policies.require(policies.may_manage_agency(actor, agency), _wrong_agency())
    person = Person(name=clean(name), **_known_fields(fields))
    new = _new_identity(person, *identity)
    _check(person)
    person.save()
    new.person = person
    new.save()
    if position is not None:
        _open_appointment(person, position, rank=rank, starts_on=starts_on)
    audit.record(actor, "people.person.registered", person, agency_id=agency.pk, identity=new.kind)
    return person


@transaction.atomic
def change_person(*, actor: Any, person: Person, **fields: Any) -> Person:
    """Change what is known of a person; the trail keeps which fields, not what stood there."""
    person = Person.objects.select_for_update().get(pk=person.pk)
    _may_change(actor, person)
    fields = _known_fields(fields)
    before = {name: getattr(person, name) for name in fields}
    for name, value in fields.items():
        setattr(person, name, value)
    _check(person)
    _agrees_with_nip(person)
    person.save()
    changed = sorted(name for name, value in before.items() if getattr(person, name) != value)
    audit.record(actor, "people.person.changed", person, agency_id=_agency_id(person), changed=changed)
    return person


@transaction.atomic
def change_own_contact(*, actor: Any, phone: str) -> Person:
    """Let persons keep their own telephone number; everything else is kept by the agency."""
    policies.require(bool(actor.person_id), _("Akun ini tidak terhubung dengan data pegawai."))
    person = Person.objects.select_for_update().get(pk=actor.person_id)
    person.phone = clean(phone)[:30]
    person.save(update_fields=["phone"])
    audit.record(actor, "people.person.own_contact_changed", person, agency_id=_agency_id(person))
    return person


@transaction.atomic
def add_identity(*, actor: Any, person: Person, kind: str, number: str) -> Identity:
    """Give a person a further number, or replace one of the same kind that was wrong.

    So a person known by NIK becomes an official with a NIP and stays one person.
    """
    _may_change(actor, person)
    new = _new_identity(person, kind, number)
    new.person = person
    replaced = person.identities.filter(kind=kind).first()
    if replaced:
        replaced.delete()
    new.save()
    audit.record(
        actor,
        "people.person.identity_replaced" if replaced else "people.person.identity_added",
        person,
        agency_id=_agency_id(person),
        identity=kind,
        ends_with=new.last4,
    )
    return new


@transaction.atomic
def add_education(
    *, actor: Any, person: Person, degree: str, field: str = "", institution: str = "", year: int | None = None
) -> Education:
    """Enter a diploma."""
    _may_change(actor, person)
    education = Education(person=person, degree=degree, field=clean(field), institution=clean(institution), year=year)
    education.full_clean()
    if year is not None and not 1940 <= year <= timezone.localdate().year:
        raise Unusable({"year": _("Tahun lulus %(year)s tidak mungkin; isi tahun empat angka.") % {"year": year}})
    education.save()
    audit.record(actor, "people.person.education_added", person, agency_id=_agency_id(person), degree=degree)
    return education


@transaction.atomic
def appoint(
    *,
    actor: Any,
    person: Person,
    position: Position | Post,
    starts_on: date | None = None,
    rank: str = "",
) -> Appointment:
    """Put a person into a position; the position held until then ends the day before.

    HR takes in people who serve nowhere; a move from another agency is the organiser's to record.

    Raises:
        Unusable: when the new position starts before the open one did.
    """
    agency_id = position.agency.pk if isinstance(position, Post) else position.agency_id
    policies.require(policies.may_manage_agency(actor, agency_id), _wrong_agency())
    Person.objects.select_for_update().get(pk=person.pk)
    now = person.appointments.filter(ends_on=None).select_related("agency").first()
    if now is not None and now.agency_id != agency_id:
        policies.require(
            policies.may_manage_agency(actor, now.agency_id),
            _("Orang ini tercatat bertugas di instansi lain; minta penyelenggara mencatat perpindahannya."),
        )
    appointment = _open_appointment(person, position, rank=rank, starts_on=starts_on)
    audit.record(actor, "people.person.appointed", person, agency_id=agency_id, position=position.title)
    return appointment


@transaction.atomic
def keep_apart(*, actor: Any, one: Person, other: Person) -> Distinct:
    """Record that two records that look alike are two people, so that they are not proposed again."""
    policies.require(policies.may_merge_persons(actor), _("Hanya penyelenggara yang menilai data ganda."))
    lower, higher = sorted((one, other), key=lambda each: each.pk)
    pair, created = Distinct.objects.get_or_create(lower=lower, higher=higher)
    if created:
        audit.record(actor, "people.person.kept_apart", lower, other=higher.pk)
    return pair


def _wrong_agency() -> str:
    return _("Hanya penyelenggara dan pengelola kepegawaian instansi itu yang mencatat pegawainya.")


def _may_change(actor: Any, person: Person) -> None:
    policies.require(policies.may_change_person(actor, person), _wrong_agency())


def _known_fields(fields: dict[str, Any]) -> dict[str, Any]:
    unknown = set(fields) - OPEN_TO_CHANGE
    if unknown:
        raise TypeError(f"not fields of a person: {sorted(unknown)}")
    return fields


def _check(person: Person) -> None:
    if person.employment == Employment.PPPK and not person.appointed_by.strip():
        raise Unusable(
            {
                "appointed_by": _(
                    "Isi pejabat pembina kepegawaian yang mengangkat: Pegawai ASN adalah PNS dan PPPK yang diangkat "
                    "pejabat pembina kepegawaian (Peraturan BKN 7/2020 Pasal 1 angka 2)."
                )
            }
        )
    if person.birth_date and person.birth_date >= timezone.localdate():
        raise Unusable({"birth_date": _("Tanggal lahir belum lewat; periksa tahunnya.")})
    person.full_clean(exclude=["merged_into"])


def _new_identity(person: Person, kind: str, number: str) -> Identity:
    digits = identities.normalised(kind, number)
    if kind == IdentityKind.NIP:
        _refuse_impossible(identities.parse_nip(digits), person)
    new = identities.build(kind, digits)
    if Identity.objects.filter(lookup=new.lookup).exclude(person_id=person.pk).exists():
        raise Unusable(
            _(
                "Nomor %(kind)s ini sudah dimiliki orang lain dalam daftar. Cari nomor itu di daftar pegawai; bila "
                "keduanya orang yang sama, minta penyelenggara menggabungkannya."
            )
            % {"kind": new.get_kind_display()},
            code="identity-taken",
        )
    return new


def _agrees_with_nip(person: Person) -> None:
    nip = person.identities.filter(kind=IdentityKind.NIP).first()
    if nip:
        _refuse_impossible(identities.parse_nip(nip.plain), person)


def _refuse_impossible(nip: identities.Nip, person: Person) -> None:
    found = identities.check_nip(
        nip,
        today=timezone.localdate(),
        employment=person.employment,
        birth_date=person.birth_date,
        sex=person.sex,
    )
    errors = [problem for problem in found if problem.severity == "error"]
    if errors:
        raise Unusable([Unusable(str(problem), code=problem.code) for problem in errors])


def _resolved(position: Position | Post) -> Position:
    if isinstance(position, Position):
        return position
    unit = None
    if position.unit.strip():
        unit = ensure_units([(position.agency.pk, position.unit)])[position.agency.pk, position.unit]
    title = clean(position.title)
    found = Position.objects.filter(
        agency=position.agency, unit=unit, title__iexact=title, level=position.level
    ).first()
    if found:
        return found
    new = Position(agency=position.agency, unit=unit, title=title, level=position.level, echelon=position.echelon)
    new.full_clean()
    new.save()
    return new


def _open_appointment(person: Person, post: Position | Post, *, rank: str, starts_on: date | None) -> Appointment:
    position = _resolved(post)
    now = person.appointments.filter(ends_on=None).first()
    if now is not None:
        begin = starts_on or timezone.localdate()
        if now.starts_on and begin <= now.starts_on:
            raise Unusable(
                {
                    "starts_on": _("Jabatan baru harus mulai sesudah jabatan sekarang, yaitu setelah %(day)s.")
                    % {"day": now.starts_on.isoformat()}
                }
            )
        now.ends_on = begin - timedelta(days=1)
        now.save(update_fields=["ends_on"])
        starts_on = begin
    try:
        with transaction.atomic():
            return Appointment.objects.create(
                person=person,
                agency_id=position.agency_id,
                unit_id=position.unit_id,
                position=position,
                rank=rank,
                starts_on=starts_on,
            )
    except IntegrityError as clash:
        raise Unusable(_("Riwayat jabatan bertumpuk; muat ulang halaman lalu coba lagi.")) from clash


def _agency_id(person: Person) -> int | None:
    return person.appointments.filter(ends_on=None).values_list("agency_id", flat=True).first()

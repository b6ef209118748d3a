"""People for tests, entered the way rows lie in the database."""

import itertools
import time
from datetime import date

from allauth.mfa.totp.internal.auth import TOTP, format_hotp_value, hotp_value
from django.utils import timezone

from mumpuni.exchange.cells import loose_key
from mumpuni.people import identity
from mumpuni.people.models import (
    Account,
    Agency,
    AgencyAlias,
    AgencyKind,
    Appointment,
    Delegation,
    Office,
    OfficeHolder,
    Person,
    Position,
    RoleGrant,
    ScopeKind,
    Unit,
    UnitAlias,
)
from mumpuni.people.models.accounts import DECIDING_ROLES

PASSWORD = "kuda terbang biru 7"
SECRET = "JBSWY3DPEHPK3PXP"

_serial = itertools.count(1)


def agency(name: str = "", *, kind: str = AgencyKind.REGENCY, **fields: object) -> Agency:
    made = Agency.objects.create(name=name or f"Pemerintah Kabupaten Contoh {next(_serial)}", kind=kind, **fields)
    AgencyAlias.objects.create(agency=made, key=loose_key(made.name))
    return made


def unit(at: Agency, name: str = "Badan Kepegawaian") -> Unit:
    made = Unit.objects.create(agency=at, name=name)
    UnitAlias.objects.create(agency=at, unit=made, key=loose_key(name))
    return made


def nip(*, born: date = date(1980, 5, 5), appointed: str = "200501", sex: str = "1", serial: int | None = None) -> str:
    """A NIP that nobody else in this run has: serials first, then later birth dates."""
    number = next(_serial) if serial is None else serial
    day = date.fromordinal(born.toordinal() + number // 999) if serial is None else born
    return f"{day:%Y%m%d}{appointed}{sex}{number % 999 + 1 if serial is None else number:03d}"


def person(
    name: str = "Budi Santoso", *, number: str = "", kind: str = "nip", at: Agency | None = None, **fields: object
) -> Person:
    """A person with one number; `at` gives an open appointment there."""
    made = Person.objects.create(name=name, **fields)
    one = identity.build(kind, number or nip())
    one.person = made
    one.save()
    if at is not None:
        appointment(made, at)
    return made


def appointment(who: Person, at: Agency, *, title: str = "Kepala Bidang", level: str = "administrator") -> Appointment:
    position, _created = Position.objects.get_or_create(agency=at, unit=None, title=title, level=level)
    return Appointment.objects.create(person=who, agency=at, position=position, starts_on=date(2020, 1, 2))


def account(
    *roles: str,
    agency: Agency | None = None,
    provider: int | None = None,
    person: Person | None = None,
    email: str = "",
    second_factor: bool | None = None,
) -> Account:
    """An account with these roles today; with a second factor where a role needs one, unless said otherwise."""
    number = next(_serial)
    made = Account.objects.create_user(
        email or f"akun{number}@contoh.go.id", PASSWORD, name=f"Akun {number}", person=person
    )
    for role in roles:
        grant(
            made,
            role,
            agency=agency if role in ("agency-hr", "ppk") else None,
            provider=provider if role == "assessment-staff" else None,
        )
    if second_factor or (second_factor is None and DECIDING_ROLES & set(roles)):
        TOTP.activate(made, SECRET)
    return made


def grant(to: Account, role: str, *, agency: Agency | None = None, provider: int | None = None) -> RoleGrant:
    scope = ScopeKind.AGENCY if agency else ScopeKind.PROVIDER if provider else ScopeKind.EVERYWHERE
    return RoleGrant.objects.create(
        account=to,
        role=role,
        agency=agency,
        scope_id=provider,
        scope_kind=scope,
        starts_on=timezone.localdate(),
        reason="uji",
    )


def office(code: str = "kepala-bkn", *, at: Agency | None = None) -> Office:
    return Office.objects.create(
        code=code, title="Kepala", body="Badan Kepegawaian Negara", agency=at or agency(kind=AgencyKind.NON_MINISTERIAL)
    )


def holder(
    of: Office, who: Person, *, capacity: str = "definitif", starts_on: date = date(2026, 1, 1), **fields: object
) -> OfficeHolder:
    return OfficeHolder.objects.create(
        office=of,
        person=who,
        capacity=capacity,
        decree_number="Kep. 1 Tahun 2026",
        decree_date=starts_on,
        starts_on=starts_on,
        **fields,
    )


def unit_head(code: str = "kepala-pusat-sertifikasi", *, at: Agency | None = None) -> Office:
    """The head of a work unit of the Ministry, who may delegate."""
    return Office.objects.create(
        code=code, kind="unit-head", title="Kepala", body="Pusat Sertifikasi", agency=at or agency(kind="ministry")
    )


def delegation(of: Office, to: Person, *, starts_on: date = date(2026, 3, 2), **fields: object) -> Delegation:
    given = {
        "own_title": "Kepala Bidang Sertifikasi",
        "letter_number": "800/12/BPSDM",
        "letter_date": min(starts_on, date(2026, 3, 1)),
        "scope": ["semua"],
        "starts_on": starts_on,
        **fields,
    }
    return Delegation.objects.create(office=of, person=to, **given)


def code(secret: str = SECRET) -> str:
    """What the authenticator app shows now."""
    return format_hotp_value(hotp_value(secret, int(time.time()) // 30))


def confirm_second_factor(client: object, minutes_ago: float = 0) -> None:
    """Let the session of a test client have shown its second factor."""
    session = client.session
    session["account_authentication_methods"] = [{"method": "mfa", "at": time.time() - minutes_ago * 60}]
    session["account_authentication_methods_user"] = session["_auth_user_id"]
    session.save()

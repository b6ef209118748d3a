"""The register: who is in it, what they hold and know, when they are away."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Instrument, Practitioner, Provider, Unavailability
from mumpuni.assessment.policies import providers as provider_policies
from mumpuni.assessment.policies import register as policies
from mumpuni.assessment.services import checked
from mumpuni.audit import services as audit
from mumpuni.exchange.cells import loose_key
from mumpuni.exchange.names import split_name
from mumpuni.people import identity
from mumpuni.people.models import IdentityKind, Person
from mumpuni.people.policies import Unusable, require
from mumpuni.people.selectors import persons_by_number

#: What is known of a practitioner besides grades and papers.
ABOUT = (
    "kind",
    "psychology_degree",
    "knows",
    "senior_official",
    "expert",
    "field",
    "interview_technique",
    "role_plays",
    "is_active",
    "note",
)


def person_named(number: str, name: str) -> Person:
    """The person with this NIP or NIK, when the name fits; staff of a provider look nobody up by number alone.

    Raises:
        Unusable: nobody with this number bears this name; it is not said which of the two is wrong.
    """
    digits = identity.bare(number)
    kind = IdentityKind.NIK if len(digits) == 16 else IdentityKind.NIP
    found = persons_by_number([(kind, digits)]).get((kind, digits))
    if found is None or not fits(found, name):
        raise Unusable(
            {"number": _("Tidak ada orang terdaftar dengan nomor dan nama ini. Periksa keduanya, atau minta instansi "
                         "atau penyelenggara pelatihan mendaftarkannya di halaman Pegawai.")}
        )  # fmt: skip
    return found


def fits(person: Person, name: str) -> bool:
    """Whether a name as typed, with or without degrees, is this person's."""
    return loose_key(split_name(name).name) == loose_key(person.name)


@transaction.atomic
def add_practitioner(
    *,
    actor: Any,
    person: Person,
    provider: Provider | None,
    kind: str,
    masters: Collection[Instrument] = (),
    **about: Any,
) -> Practitioner:
    """Enter somebody who may be called into teams; `about` holds the fields of `ABOUT`.

    Raises:
        Refused: for others than the provider's staff; for a person of no provider, than staff of any.
        Unusable: somebody who stands in the register already.
    """
    allowed = (
        policies.may_add_practitioner(actor)
        if provider is None
        else provider_policies.may_keep_provider(actor, provider)
    )
    require(allowed, words.MAY_NOT_MANAGE)
    if Practitioner.objects.filter(person=person).exists():
        raise Unusable(
            _("Orang ini sudah dalam register. Bila masih tercatat di penyelenggara lain, minta instansi pembina "
              "memindahkannya.")
        )  # fmt: skip
    practitioner = Practitioner(person=person, provider=provider, kind=kind, **_known(about))
    checked.save(practitioner)
    practitioner.masters.set(masters)
    _record(actor, "assessment.practitioner.added", practitioner, kind=kind)
    return practitioner


@transaction.atomic
def change_practitioner(
    *, actor: Any, practitioner: Practitioner, masters: Collection[Instrument] | None = None, **about: Any
) -> Practitioner:
    """Change what is known of somebody; `masters` left out stays.

    Raises:
        Refused: for others than the staff who keep this person.
    """
    held = kept(actor, practitioner)
    given = _known(about)
    changed = sorted(name for name, value in given.items() if getattr(held, name) != value)
    for name, value in given.items():
        setattr(held, name, value)
    checked.save(held)
    if masters is not None:
        held.masters.set(masters)
    _record(actor, "assessment.practitioner.changed", held, changed=changed)
    return held


@transaction.atomic
def move_practitioner(
    *, actor: Any, practitioner: Practitioner, provider: Provider | None, reason: str
) -> Practitioner:
    """Say that somebody serves at another provider from now on, or at none.

    Raises:
        Refused: for others than the Instansi Pembina.
        Unusable: without a reason.
    """
    require(policies.may_move(actor), words.MAY_NOT_MOVE)
    if not reason.strip():
        raise Unusable({"reason": _("Tuliskan alasan perpindahan.")})
    held = Practitioner.objects.select_for_update(of=("self",)).select_related("person", "provider").get(
        pk=practitioner.pk
    )  # fmt: skip
    before = held.provider_id
    held.provider = provider
    checked.save(held)
    _record(actor, "assessment.practitioner.moved", held, before=before, now=held.provider_id, reason=reason.strip())
    return held


@transaction.atomic
def record_away(
    *, actor: Any, practitioner: Practitioner, starts_on: date, ends_on: date, reason: str
) -> Unavailability:
    """Record days on which somebody cannot be planned; staff, or the person's own account.

    Raises:
        Refused: for others.
        Unusable: days out of order or without a reason.
    """
    _may_plan_days(actor, practitioner)
    if ends_on < starts_on:
        raise Unusable({"ends_on": _("Hari terakhir mendahului hari pertama; periksa keduanya.")})
    away = Unavailability(
        practitioner=practitioner, starts_on=starts_on, ends_on=ends_on, reason=reason.strip(), recorded_by=actor
    )
    checked.save(away)
    _record(actor, "assessment.practitioner.away", practitioner, starts_on=starts_on, ends_on=ends_on)
    return away


@transaction.atomic
def remove_away(*, actor: Any, away: Unavailability) -> None:
    """Take the days back.

    Raises:
        Refused: for others than staff and the person's own account.
    """
    _may_plan_days(actor, away.practitioner)
    _record(
        actor,
        "assessment.practitioner.back",
        away.practitioner,
        starts_on=away.starts_on,
        ends_on=away.ends_on,
    )
    away.delete()


def kept(actor: Any, practitioner: Practitioner) -> Practitioner:
    """The practitioner locked for a change by the staff who keep this person.

    Raises:
        Refused: for others.
    """
    found = Practitioner.objects.select_for_update(of=("self",)).select_related("person", "provider")
    held = found.get(pk=practitioner.pk)
    require(policies.may_keep_practitioner(actor, held), words.MAY_NOT_KEEP_PRACTITIONER)
    return held


def _may_plan_days(actor: Any, practitioner: Practitioner) -> None:
    allowed = policies.may_keep_practitioner(actor, practitioner) or policies.is_self(actor, practitioner)
    require(allowed, words.MAY_NOT_KEEP_PRACTITIONER)


def _known(about: dict[str, Any]) -> dict[str, Any]:
    unknown = set(about) - set(ABOUT)
    if unknown:
        raise TypeError(f"a practitioner has no {sorted(unknown)}")
    return about


def _record(actor: Any, name: str, practitioner: Practitioner, **data: Any) -> None:
    agency = practitioner.provider.agency_id if practitioner.provider else None
    audit.record(actor, name, practitioner, agency_id=agency, **data)

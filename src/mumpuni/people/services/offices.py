"""Offices that sign, their holders by decree, and delegates by letter."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people import policies
from mumpuni.people.models import WHOLE_SCOPE, Agency, Capacity, Delegation, Office, OfficeHolder, OfficeKind, Person
from mumpuni.people.policies import Unusable
from mumpuni.people.selectors.offices import in_force


@transaction.atomic
def open_office(
    *, actor: Any, code: str, title: str, body: str, agency: Agency, kind: str = OfficeKind.OTHER
) -> Office:
    """Enter an office whose holder signs documents."""
    _may_keep(actor)
    office = Office(code=code, title=title.strip(), body=body.strip(), agency=agency, kind=kind)
    office.full_clean()
    office.save()
    audit.record(actor, "people.office.opened", office, agency_id=agency.pk)
    return office


@transaction.atomic
def appoint_holder(
    *,
    actor: Any,
    office: Office,
    person: Person,
    decree_number: str,
    decree_date: date,
    starts_on: date,
    capacity: str = Capacity.DEFINITIVE,
    ends_on: date | None = None,
    own_title: str = "",
) -> OfficeHolder:
    """Name who may sign for the office during a period, by a decree.

    Raises:
        Unusable: no decree, a period that ends before it starts or meets another of the same capacity, a.n. without
            the signer's own title.
    """
    _may_keep(actor)
    holder = OfficeHolder(
        office=office,
        person=person,
        capacity=capacity,
        own_title=own_title.strip(),
        decree_number=decree_number.strip(),
        decree_date=decree_date,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    if capacity == Capacity.ON_BEHALF and not holder.own_title:
        raise Unusable({"own_title": _("Isi jabatan sendiri: dicetak di bawah baris a.n.")})
    if ends_on and ends_on < starts_on:
        raise Unusable({"ends_on": _("Masa berakhir sebelum mulai; periksa kedua tanggal.")})
    _save(holder)
    audit.record(
        actor,
        "people.office.holder_appointed",
        office,
        agency_id=office.agency_id,
        person=person.pk,
        capacity=capacity,
        decree=holder.decree_number,
    )
    return holder


@transaction.atomic
def end_holder(*, actor: Any, holder: OfficeHolder, ends_on: date, reason: str) -> OfficeHolder:
    """End a period earlier or later than the decree foresaw; the last day is `ends_on`."""
    _may_keep(actor)
    holder = OfficeHolder.objects.select_for_update().select_related("office").get(pk=holder.pk)
    if not reason.strip():
        raise Unusable({"reason": _("Tuliskan alasan pengakhiran.")})
    if ends_on < holder.starts_on:
        raise Unusable({"ends_on": _("Masa berakhir sebelum mulai; periksa kedua tanggal.")})
    holder.ends_on = ends_on
    _save(holder)
    audit.record(
        actor,
        "people.office.holder_ended",
        holder.office,
        agency_id=holder.office.agency_id,
        person=holder.person_id,
        ends_on=ends_on,
        reason=reason.strip(),
    )
    return holder


@transaction.atomic
def set_office_kind(*, actor: Any, office: Office, kind: str) -> Office:
    """Say what the office is under Permendagri 11/2018 Pasal 8 ayat (6).

    Raises:
        Unusable: while delegations of a unit head are in force, which no other office could have given.
    """
    _may_keep(actor)
    held = Office.objects.select_for_update().get(pk=office.pk)
    if kind != OfficeKind.UNIT_HEAD and held.delegations.filter(in_force(timezone.localdate())).exists():
        raise Unusable({"kind": _("Jabatan ini sedang melimpahkan penandatanganan; akhiri pelimpahannya dahulu.")})
    held.kind = kind
    held.full_clean()
    held.save()
    audit.record(actor, "people.office.kind_set", held, agency_id=held.agency_id, kind=kind)
    return held


@transaction.atomic
def delegate_signing(
    *,
    actor: Any,
    office: Office,
    person: Person,
    own_title: str,
    letter_number: str,
    letter_date: date,
    scope: Collection[str],
    starts_on: date,
    ends_on: date | None = None,
) -> Delegation:
    """Record the letter by which a unit head lets an official sign (Permendagri 11/2018 Pasal 8 ayat (7)).

    `scope` names codes of schemes, or "semua" alone.

    Raises:
        Refused: for others than those who keep offices.
        Unusable: an office of another kind, no letter, dates out of order, an unclear scope, a second letter for the
            same person in the same period.
    """
    _may_keep(actor)
    if office.kind != OfficeKind.UNIT_HEAD:
        raise Unusable(
            _("Pelimpahan hanya dicatat untuk pimpinan unit kerja; ubah jenis jabatan ini bila memang demikian.")
        )
    given = sorted({word.strip().lower() for word in scope} - {""})
    if not given:
        raise Unusable({"scope": _("Tulis kode skema yang dilimpahkan, atau kata semua.")})
    if WHOLE_SCOPE in given and len(given) > 1:
        raise Unusable({"scope": _("Tulis kata semua saja, atau hanya kode-kode skemanya.")})
    if starts_on < letter_date:
        raise Unusable({"starts_on": _("Pelimpahan mulai sebelum suratnya bertanggal; periksa kedua tanggal.")})
    if ends_on and ends_on < starts_on:
        raise Unusable({"ends_on": _("Masa berakhir sebelum mulai; periksa kedua tanggal.")})
    delegation = Delegation(
        office=office,
        person=person,
        own_title=own_title.strip(),
        letter_number=letter_number.strip(),
        letter_date=letter_date,
        scope=given,
        starts_on=starts_on,
        ends_on=ends_on,
    )
    _save(delegation)
    audit.record(
        actor,
        "people.office.signing_delegated",
        office,
        agency_id=office.agency_id,
        person=person.pk,
        letter=delegation.letter_number,
        scope=given,
    )
    return delegation


@transaction.atomic
def end_delegation(*, actor: Any, delegation: Delegation, ends_on: date, reason: str) -> Delegation:
    """End a delegation early; `ends_on` is its last day.

    Raises:
        Refused: for others than those who keep offices.
        Unusable: without a reason, before its start, or later than the letter foresaw.
    """
    _may_keep(actor)
    held = Delegation.objects.select_for_update(of=("self",)).select_related("office").get(pk=delegation.pk)
    if not reason.strip():
        raise Unusable({"reason": _("Tuliskan alasan pengakhiran.")})
    if ends_on < held.starts_on:
        raise Unusable({"ends_on": _("Masa berakhir sebelum mulai; periksa kedua tanggal.")})
    if held.ends_on and ends_on > held.ends_on:
        raise Unusable({"ends_on": _("Surat ini berakhir lebih awal; perpanjangan memerlukan surat baru.")})
    held.ends_on, held.end_reason = ends_on, reason.strip()
    _save(held)
    audit.record(
        actor,
        "people.office.delegation_ended",
        held.office,
        agency_id=held.office.agency_id,
        person=held.person_id,
        ends_on=ends_on,
        reason=held.end_reason,
    )
    return held


def _may_keep(actor: Any) -> None:
    policies.require(
        policies.may_keep_offices(actor), _("Hanya penyelenggara dan administrator mengatur pejabat penanda tangan.")
    )


def _save(row: OfficeHolder | Delegation) -> None:
    try:
        row.full_clean()
    except ValidationError as refused:
        raise Unusable(refused) from refused
    row.save()

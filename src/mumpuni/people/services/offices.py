"""Offices that sign, and their holders by decree."""

from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people import policies
from mumpuni.people.models import Agency, Capacity, Office, OfficeHolder, Person
from mumpuni.people.policies import Unusable


@transaction.atomic
def open_office(*, actor: Any, code: str, title: str, body: str, agency: Agency) -> Office:
    """Enter an office whose holder signs documents."""
    _may_keep(actor)
    office = Office(code=code, title=title.strip(), body=body.strip(), agency=agency)
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


def _may_keep(actor: Any) -> None:
    policies.require(
        policies.may_keep_offices(actor), _("Hanya penyelenggara dan administrator mengatur pejabat penanda tangan.")
    )


def _save(holder: OfficeHolder) -> None:
    try:
        holder.full_clean()
    except ValidationError as refused:
        raise Unusable(refused) from refused
    holder.save()

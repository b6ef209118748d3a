"""Providers: registered and recognised by the Instansi Pembina, kept by their own staff."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Provider, Recognition
from mumpuni.assessment.policies import providers as policies
from mumpuni.assessment.services import checked
from mumpuni.audit import services as audit
from mumpuni.people.models import Agency, Level, Office
from mumpuni.people.policies import Unusable, require

#: What the provider's own staff change.
KEPT_BY_STAFF = ("has_upk", "upk_unit", "office", "letter_city", "letterhead", "late_notice_blocks", "decimal_levels")


@transaction.atomic
def register_provider(
    *, actor: Any, name: str, kind: str = Provider.Kind.GOVERNMENT, agency: Agency | None = None, demo: bool = False
) -> Provider:
    """Enter a provider of assessments.

    Raises:
        Refused: for others than the Instansi Pembina.
        Unusable: a name that is taken, or a government provider without its agency.
    """
    require(policies.may_register_provider(actor), words.MAY_NOT_REGISTER_PROVIDER)
    provider = Provider(name=name.strip(), kind=kind, agency=agency, is_demo=demo)
    checked.save(provider)
    audit.record(actor, "assessment.provider.registered", provider, agency_id=provider.agency_id)
    return provider


@transaction.atomic
def rename_provider(*, actor: Any, provider: Provider, name: str, kind: str, agency: Agency | None) -> Provider:
    """Correct what the Instansi Pembina entered.

    Raises:
        Refused: for others than the Instansi Pembina.
        Unusable: as for registering.
    """
    require(policies.may_register_provider(actor), words.MAY_NOT_REGISTER_PROVIDER)
    held = Provider.objects.select_for_update().get(pk=provider.pk)
    held.name, held.kind, held.agency = name.strip(), kind, agency
    checked.save(held)
    audit.record(actor, "assessment.provider.renamed", held, agency_id=held.agency_id)
    return held


@transaction.atomic
def change_provider(
    *,
    actor: Any,
    provider: Provider,
    has_upk: bool,
    upk_unit: str,
    office: Office | None,
    letter_city: str,
    letterhead: str,
    late_notice_blocks: bool,
    decimal_levels: bool = True,
) -> Provider:
    """Keep what letters print, which office signs them, whether there is an UPK, what a late notice does,
    and whether a meeting may agree on half a level.

    Raises:
        Refused: for others than the provider's staff.
        Unusable: an UPK without the name of its unit; an office of another agency.
    """
    require(policies.may_keep_provider(actor, provider), words.MAY_NOT_MANAGE)
    held = Provider.objects.select_for_update().get(pk=provider.pk)
    given = {
        "has_upk": has_upk,
        "upk_unit": upk_unit.strip(),
        "office": office,
        "letter_city": letter_city.strip(),
        "letterhead": letterhead.strip(),
        "late_notice_blocks": late_notice_blocks,
        "decimal_levels": decimal_levels,
    }
    if has_upk and not given["upk_unit"]:
        raise Unusable({"upk_unit": _("Tulis nama unit organisasi yang menjadi UPK.")})
    if office is not None and held.agency_id is not None and office.agency_id != held.agency_id:
        raise Unusable({"office": _("Pilih jabatan dari instansi penyelenggara ini.")})
    changed = sorted(name for name, value in given.items() if getattr(held, name) != value)
    for name, value in given.items():
        setattr(held, name, value)
    checked.save(held)
    audit.record(actor, "assessment.provider.changed", held, agency_id=held.agency_id, changed=changed)
    return held


@transaction.atomic
def record_recognition(
    *,
    actor: Any,
    provider: Provider,
    category: str,
    number: str,
    issued_on: date,
    valid_from: date,
    valid_until: date,
    tiers: Collection[str],
    note: str = "",
) -> Recognition:
    """Record a recognition of feasibility (pengakuan kelayakan); which tiers it covers is entered with it.

    Raises:
        Refused: for others than the Instansi Pembina.
        Unusable: a number that is taken, dates out of order, no tier.
    """
    require(policies.may_recognise(actor), words.MAY_NOT_RECOGNISE)
    covered = [tier for tier in Level.values if tier in set(tiers)]
    if not covered:
        raise Unusable({"tiers": _("Pilih paling sedikit satu jenjang yang dicakup.")})
    if valid_until < valid_from:
        raise Unusable({"valid_until": _("Masa berlaku berakhir sebelum mulai; periksa kedua tanggal.")})
    if valid_from < issued_on:
        raise Unusable({"valid_from": _("Pengakuan berlaku sebelum ditetapkan; periksa kedua tanggal.")})
    recognition = Recognition(
        provider=provider,
        category=category,
        number=number.strip(),
        issued_on=issued_on,
        valid_from=valid_from,
        valid_until=valid_until,
        tiers=covered,
        note=note.strip(),
        recorded_by=actor,
    )
    checked.save(recognition)
    audit.record(
        actor,
        "assessment.recognition.recorded",
        provider,
        agency_id=provider.agency_id,
        number=recognition.number,
        category=category,
        tiers=covered,
        valid_until=valid_until,
    )
    return recognition


@transaction.atomic
def withdraw_recognition(*, actor: Any, recognition: Recognition, on: date, reason: str) -> Recognition:
    """Withdraw a recognition from a day on; it stays in the history with the reason.

    Raises:
        Refused: for others than the Instansi Pembina.
        Unusable: without a reason, withdrawn already, or on a day outside its time.
    """
    require(policies.may_recognise(actor), words.MAY_NOT_RECOGNISE)
    held = Recognition.objects.select_for_update(of=("self",)).select_related("provider").get(pk=recognition.pk)
    if not reason.strip():
        raise Unusable({"reason": _("Tuliskan alasan pencabutan.")})
    if held.withdrawn_on is not None:
        raise Unusable(_("Pengakuan ini sudah dicabut."))
    if not held.issued_on <= on <= held.valid_until:
        raise Unusable({"on": _("Pilih hari dalam masa pengakuan ini.")})
    held.withdrawn_on, held.withdrawal_reason = on, reason.strip()
    held.save(update_fields=["withdrawn_on", "withdrawal_reason"])
    audit.record(
        actor,
        "assessment.recognition.withdrawn",
        held.provider,
        agency_id=held.provider.agency_id,
        number=held.number,
        on=on,
        reason=held.withdrawal_reason,
    )
    return held

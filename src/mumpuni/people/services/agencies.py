"""Agencies with their units, positions and spellings."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.exchange.cells import clean, loose_key
from mumpuni.people import policies
from mumpuni.people.models import Agency, AgencyAlias, Position, Unit, UnitAlias, UnitKind
from mumpuni.people.policies import Unusable


@transaction.atomic
def add_agency(*, actor: Any, name: str, kind: str, **fields: Any) -> Agency:
    """Enter an agency; its names become spellings by which files find it."""
    policies.require(policies.may_keep_agencies(actor), _("Hanya penyelenggara dan administrator menambah instansi."))
    agency = Agency(name=clean(name), kind=kind, **fields)
    _one_bkn(agency)
    agency.full_clean()
    agency.save()
    _spell(agency)
    audit.record(actor, "people.agency.added", agency, agency_id=agency.pk)
    return agency


@transaction.atomic
def change_agency(*, actor: Any, agency: Agency, **fields: Any) -> Agency:
    """Change what is known of an agency; an old name stays as a spelling."""
    policies.require(policies.may_keep_agencies(actor), _("Hanya penyelenggara dan administrator mengubah instansi."))
    agency = Agency.objects.select_for_update().get(pk=agency.pk)
    before = {name: getattr(agency, name) for name in fields}
    for name, value in fields.items():
        setattr(agency, name, value)
    _one_bkn(agency)
    agency.full_clean()
    agency.save()
    _spell(agency)
    changed = sorted(name for name, value in before.items() if getattr(agency, name) != value)
    audit.record(actor, "people.agency.changed", agency, agency_id=agency.pk, changed=changed)
    return agency


@transaction.atomic
def add_agency_alias(*, actor: Any, agency: Agency, spelling: str) -> AgencyAlias:
    """Remember another spelling of an agency.

    Raises:
        Unusable: when the spelling already means another agency.
    """
    policies.require(policies.may_keep_agencies(actor), _("Hanya penyelenggara dan administrator menambah ejaan."))
    key = _key(spelling)
    alias, created = AgencyAlias.objects.get_or_create(key=key, defaults={"agency": agency})
    if alias.agency_id != agency.pk:
        raise Unusable(
            _("Ejaan “%(spelling)s” sudah berarti %(agency)s. Hapus dahulu di sana.")
            % {"spelling": spelling, "agency": alias.agency}
        )
    if created:
        audit.record(actor, "people.agency.spelling_added", agency, agency_id=agency.pk, spelling=key)
    return alias


@transaction.atomic
def remove_agency_alias(*, actor: Any, alias: AgencyAlias) -> None:
    """Forget a spelling that meant the wrong agency."""
    policies.require(policies.may_keep_agencies(actor), _("Hanya penyelenggara dan administrator menghapus ejaan."))
    audit.record(actor, "people.agency.spelling_removed", alias.agency, agency_id=alias.agency_id, spelling=alias.key)
    alias.delete()


@transaction.atomic
def add_unit(*, actor: Any, agency: Agency, name: str, kind: str = "", parent: Unit | None = None) -> Unit:
    """Enter a unit of an agency.

    A regional agency's unit is one of the four kinds of Peraturan BKN 7/2020 Pasal 1 angka 14; a central one's none.
    """
    _may_manage(actor, agency)
    name = clean(name)
    if not agency.is_central and not kind:
        raise Unusable({"kind": _("Pilih jenis unit perangkat daerah (Peraturan BKN 7/2020 Pasal 1 angka 14).")})
    if agency.is_central and kind:
        raise Unusable({"kind": _("Jenis ini hanya untuk perangkat daerah; kosongkan bagi instansi pusat.")})
    unit = Unit(agency=agency, name=name, kind=kind, parent=parent)
    unit.full_clean()
    unit.save()
    UnitAlias.objects.get_or_create(agency=agency, key=_key(name), defaults={"unit": unit})
    audit.record(actor, "people.unit.added", unit, agency_id=agency.pk)
    return unit


@transaction.atomic
def add_unit_alias(*, actor: Any, unit: Unit, spelling: str) -> UnitAlias:
    """Remember another spelling of a unit; a spelling that meant another unit now means this one."""
    _may_manage(actor, unit.agency)
    alias, _created = UnitAlias.objects.update_or_create(
        agency_id=unit.agency_id, key=_key(spelling), defaults={"unit": unit}
    )
    audit.record(actor, "people.unit.spelling_added", unit, agency_id=unit.agency_id, spelling=alias.key)
    return alias


@transaction.atomic
def add_position(
    *,
    actor: Any,
    agency: Agency,
    title: str,
    level: str,
    unit: Unit | None = None,
    echelon: str = "",
    manages_asn: bool = True,
) -> Position:
    """Enter a position of an agency, or find the same one."""
    _may_manage(actor, agency)
    if unit is not None and unit.agency_id != agency.pk:
        raise Unusable({"unit": _("Unit kerja ini milik instansi lain.")})
    found = Position.objects.filter(agency=agency, unit=unit, title__iexact=clean(title), level=level).first()
    if found:
        return found
    position = Position(
        agency=agency, unit=unit, title=clean(title), level=level, echelon=echelon, manages_asn=manages_asn
    )
    position.full_clean()
    position.save()
    audit.record(actor, "people.position.added", position, agency_id=agency.pk)
    return position


def guessed_unit_kind(name: str) -> str:
    """The kind of a regional unit that its name gives away; a unit that nothing gives away is a technical body."""
    key = loose_key(name)
    if "sekretariat" in key and ("dprd" in key or "perwakilan rakyat" in key):
        return UnitKind.COUNCIL_SECRETARIAT
    if "sekretariat daerah" in key:
        return UnitKind.SECRETARIAT
    return UnitKind.SERVICE if key.startswith("dinas") else UnitKind.TECHNICAL


def _may_manage(actor: Any, agency: Agency) -> None:
    policies.require(
        policies.may_manage_agency(actor, agency),
        _("Hanya penyelenggara dan pengelola kepegawaian instansi itu yang mengubahnya."),
    )


def _key(spelling: str) -> str:
    key = loose_key(spelling)[:200]
    if not key:
        raise Unusable(_("Ejaan tidak boleh kosong."))
    return key


def _spell(agency: Agency) -> None:
    """Names as spellings; a short name that already means another agency is left to it."""
    for spelling in filter(None, (agency.name, agency.short_name)):
        AgencyAlias.objects.get_or_create(key=_key(spelling), defaults={"agency": agency})


def _one_bkn(agency: Agency) -> None:
    if agency.is_bkn and not agency.is_central:
        raise Unusable({"is_bkn": _("Kantor BKN adalah instansi pusat (Peraturan BKN 7/2020 Pasal 1 angka 15).")})

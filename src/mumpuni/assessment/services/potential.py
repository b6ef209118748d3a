"""Writing, signing and reopening the potential profile; keeping its list of aspects (profil potensi)."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import (
    Assessee,
    Event,
    Potential,
    PotentialAspect,
    PotentialGrade,
    Report,
    TeamMember,
)
from mumpuni.assessment.policies import outputs as rights
from mumpuni.assessment.selectors import potential as selectors
from mumpuni.assessment.services.day import running
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require


@transaction.atomic
def save_potential(
    *,
    actor: Any,
    assessee: Assessee,
    grades: Mapping[int, tuple[str, str]],
    dynamics: str,
    revision: int,
    sign: bool = False,
) -> Potential:
    """Keep the grades (aspect → grade and note) and the *dinamika psikologis*; with `sign` the profile is shut.

    Raises:
        Refused: for others than the psychologist of the team (Pasal 14 atau 15 ayat (2) huruf b).
        Unusable: signed already, somebody else saved meanwhile, an unknown aspect or grade; when signing, an aspect
            without grade or an empty description.
    """
    member = _psychologist(actor, assessee)
    here = running(assessee.event)
    held = Potential.objects.select_for_update().filter(assessee=assessee).first()
    if held is not None and held.signed_at is not None:
        raise Unusable(_("Profil ini sudah ditandatangani; buka kembali dahulu dengan alasan."))
    if (held.revision if held else 0) != revision:
        raise Unusable(words.CHANGED_MEANWHILE, code="changed-meanwhile")
    asked = {each.pk: each for each in selectors.asked_of(held)}
    if any(pk not in asked or (grade and grade not in PotentialGrade.Grade) for pk, (grade, _note) in grades.items()):
        raise Unusable(_("Aspek atau tarafnya tidak dikenal; muat ulang halaman."))
    if sign:
        _whole(asked, grades, dynamics)
    row = held or Potential(assessee=assessee, member=member)
    row.member, row.dynamics, row.revision = member, dynamics.strip(), row.revision + 1
    row.signed_at = timezone.now() if sign else None
    row.save()
    row.grades.all().delete()
    PotentialGrade.objects.bulk_create(
        PotentialGrade(potential=row, aspect_id=pk, grade=grade, note=note.strip()[:500])
        for pk, (grade, note) in grades.items()
        if grade
    )
    name = "assessment.potential.signed" if sign else "assessment.potential.saved"
    audit.record(actor, name, assessee, agency_id=here.request.agency_id, revision=row.revision)
    return row


@transaction.atomic
def reopen_potential(*, actor: Any, potential: Potential, reason: str) -> Potential:
    """Open a signed profile again.

    Raises:
        Refused: for others than the psychologist of the team.
        Unusable: without a reason, not signed, or once a report on this assessee was signed.
    """
    assessee = potential.assessee
    _psychologist(actor, assessee)
    here = running(assessee.event)
    if not reason.strip():
        raise Unusable({"reason": _("Tulis mengapa profil ini dibuka kembali.")})
    held = Potential.objects.select_for_update().get(pk=potential.pk)
    if held.signed_at is None:
        raise Unusable(_("Profil ini belum ditandatangani."))
    if Report.objects.filter(result__assessee=assessee, signed_at__isnull=False, replaced_by=None).exists():
        raise Unusable(_("Laporan Assessee ini sudah ditandatangani; profil potensinya tidak berubah lagi."))
    held.signed_at, held.revision = None, held.revision + 1
    held.save(update_fields=["signed_at", "revision"])
    audit.record(actor, "assessment.potential.reopened", assessee, agency_id=here.request.agency_id,
                 reason=reason.strip(), revision=held.revision)  # fmt: skip
    return held


def read(*, actor: Any, assessee: Assessee) -> None:
    """Write into the trail that somebody opened the profile of an assessee."""
    audit.record(actor, "assessment.potential.read", assessee, agency_id=assessee.event.request.agency_id)


def _psychologist(actor: Any, assessee: Assessee) -> TeamMember:
    event: Event = assessee.event
    member = rights.interpreter(actor, event)
    require(member is not None, words.MAY_NOT_INTERPRET)
    assert member is not None
    return member


def _whole(
    asked: Mapping[int, PotentialAspect], grades: Mapping[int, tuple[str, str]], dynamics: str
) -> None:  # fmt: skip
    if not any(each.is_active for each in asked.values()):
        raise Unusable(_("Daftar aspek potensi masih kosong; instansi pembina mengisinya dahulu."))
    problems = {
        f"grade_{pk}": _("Beri taraf untuk %(aspect)s sebelum menandatangani.") % {"aspect": each}
        for pk, each in asked.items()
        if each.is_active and not grades.get(pk, ("", ""))[0]
    }
    if not dynamics.strip():
        problems["dynamics"] = _("Tulis dinamika psikologisnya sebelum menandatangani.")
    if problems:
        raise Unusable(problems)


@transaction.atomic
def add_aspect(*, actor: Any, name: str, description: str, required: str = PotentialGrade.Grade.C) -> PotentialAspect:
    """Add an aspect at the end of the list; profiles signed before keep theirs.

    Raises:
        Refused: for others than the Instansi Pembina.
        Unusable: without a name, or one that is there.
    """
    require(rights.may_keep_aspects(actor), words.MAY_NOT_KEEP_ASPECTS)
    name = " ".join(name.split())
    _free(name)
    last = PotentialAspect.objects.aggregate(last=Max("number"))["last"] or 0
    code = slugify(name)[:30] or "aspek"
    if PotentialAspect.objects.filter(code=code).exists():
        code = f"{code}-{last + 1}"
    made = PotentialAspect.objects.create(
        code=code, name=name, description=description.strip(), required=_grade(required), number=last + 1
    )
    audit.record(actor, "assessment.aspect.added", made, aspect=name)
    return made


@transaction.atomic
def change_aspect(
    *, actor: Any, aspect: PotentialAspect, name: str, description: str, required: str, number: int, is_active: bool
) -> PotentialAspect:
    """Change words and place of an aspect, and whether new profiles grade it.

    Raises:
        Refused, Unusable: as for `add_aspect`.
    """
    require(rights.may_keep_aspects(actor), words.MAY_NOT_KEEP_ASPECTS)
    row = PotentialAspect.objects.select_for_update().get(pk=aspect.pk)
    name = " ".join(name.split())
    _free(name, but=row.pk)
    before = row.name
    row.name, row.description, row.number, row.is_active = name, description.strip(), number, is_active
    row.required = _grade(required)
    row.is_proposal = False
    row.save()
    audit.record(
        actor, "assessment.aspect.changed", row, before=before, after=name, is_active=is_active, required=required
    )
    return row


def _grade(required: str) -> str:
    if required not in PotentialGrade.Grade:
        raise Unusable({"required": _("Pilih salah satu taraf dari KS sampai BS.")})
    return required


def _free(name: str, but: int = 0) -> None:
    if not name:
        raise Unusable({"name": _("Tulis nama aspeknya.")})
    if PotentialAspect.objects.filter(name__iexact=name).exclude(pk=but).exists():
        raise Unusable({"name": _("Aspek itu sudah ada dalam daftar.")})

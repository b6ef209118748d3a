"""Handing numbered copies of material out and taking them back (membagi dan menarik bahan)."""

from collections.abc import Iterable
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Event, EventInstrument, MaterialCopy
from mumpuni.assessment.policies import day as rights
from mumpuni.assessment.selectors import material as selectors
from mumpuni.assessment.services.day import chosen_of, running
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require


@transaction.atomic
def hand_out(
    *, actor: Any, event: Event, instrument: EventInstrument, assessees: Iterable[int]
) -> list[MaterialCopy]:  # fmt: skip
    """Give each of these assessees the next numbered copy; who holds one already gets no second.

    Raises:
        Refused: for others than chair and admin.
        Unusable: nobody chosen, somebody who has not reported, or an instrument of another event.
    """
    require(rights.may_record(actor, event), words.MAY_NOT_RECORD_DAY)
    here = running(event)
    _of(here, instrument)
    chosen = sorted(chosen_of(here, assessees), key=lambda each: each.number)
    came = set(here.assessees.filter(check_ins__isnull=False).values_list("pk", flat=True))
    if absent := [str(each) for each in chosen if each.pk not in came]:
        raise Unusable(_("Belum lapor diri: %(names)s.") % {"names": "; ".join(absent)})
    holding = set(selectors.still_out(here).filter(instrument=instrument).values_list("assessee", flat=True))
    last = instrument.copies.aggregate(last=Max("number"))["last"] or 0
    new = [each for each in chosen if each.pk not in holding]
    now = timezone.now()
    made = MaterialCopy.objects.bulk_create(
        MaterialCopy(instrument=instrument, assessee=each, number=number, handed_out_at=now, handed_out_by=actor)
        for number, each in enumerate(new, start=last + 1)
    )
    for each in made:
        audit.record(actor, "assessment.material.handed-out", each.assessee, agency_id=here.request.agency_id,
                     instrument=instrument.pk, number=each.number)  # fmt: skip
    return made


@transaction.atomic
def take_back(*, actor: Any, event: Event, instrument: EventInstrument, assessees: Iterable[int]) -> int:
    """Write that these assessees gave their copies back; how many came back.

    Raises:
        Refused: for others than chair and admin.
        Unusable: nobody chosen, or somebody who holds no copy.
    """
    require(rights.may_record(actor, event), words.MAY_NOT_RECORD_DAY)
    here = running(event)
    _of(here, instrument)
    chosen = chosen_of(here, assessees)
    copies = {each.assessee_id: each for each in selectors.still_out(here).filter(instrument=instrument)}
    if none := [str(each) for each in chosen if each.pk not in copies]:
        raise Unusable(
            _("Tidak memegang salinan %(what)s: %(names)s.") % {"what": instrument, "names": "; ".join(none)}
        )
    back = [copies[each.pk] for each in chosen]
    MaterialCopy.objects.filter(pk__in=[each.pk for each in back]).update(
        returned_at=timezone.now(), returned_to=actor
    )  # fmt: skip
    for each in back:
        audit.record(actor, "assessment.material.returned", each.assessee, agency_id=here.request.agency_id,
                     instrument=instrument.pk, number=each.number)  # fmt: skip
    return len(back)


@transaction.atomic
def report_missing(*, actor: Any, copy: MaterialCopy, reason: str) -> MaterialCopy:
    """Write why a copy did not come back, so that the event may be closed.

    Raises:
        Refused: for others than chair and admin.
        Unusable: without a reason, or for a copy that came back.
    """
    event = copy.instrument.event
    require(rights.may_record(actor, event), words.MAY_NOT_RECORD_DAY)
    here = running(event)
    if not reason.strip():
        raise Unusable({"reason": _("Tulis mengapa salinan ini tidak kembali.")})
    held = MaterialCopy.objects.select_for_update(of=("self",)).select_related("assessee").get(pk=copy.pk)
    if held.returned_at is not None:
        raise Unusable(_("Salinan ini sudah kembali; muat ulang halaman."))
    held.missing_reason = reason.strip()[:300]
    held.save(update_fields=["missing_reason"])
    audit.record(actor, "assessment.material.missing", held.assessee, agency_id=here.request.agency_id,
                 instrument=held.instrument_id, number=held.number, reason=held.missing_reason)  # fmt: skip
    return held


def _of(event: Event, instrument: EventInstrument) -> None:
    if instrument.event_id != event.pk:
        raise Unusable(_("Alat ukur ini bukan dari kegiatan itu."))

"""Opening an observation sheet, and the scans of one that was written on paper (lembar observasi)."""

from typing import Any

from django.conf import settings
from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Assessee, Event, EventInstrument, Scan, Sheet
from mumpuni.assessment.policies import observing as rights
from mumpuni.assessment.selectors import observing as selectors
from mumpuni.assessment.selectors.assigning import RATED_KINDS
from mumpuni.assessment.services.replay import check_receipt
from mumpuni.audit import services as audit
from mumpuni.documents import intake
from mumpuni.people.policies import Refused, Unusable, require

__all__ = ["add_scan", "check_receipt", "open_sheet", "read_refused", "read_scan"]

_SCANS = ("application/pdf", "image/jpeg", "image/png")


@transaction.atomic
def open_sheet(*, actor: Any, assessee: Assessee, tool: EventInstrument, source: str = Sheet.Source.SCREEN) -> Sheet:
    """The actor's sheet on an assessee's instrument, made where there is none yet.

    `source` says whether it is written on screen or copied from paper; that may change until something stands in it.

    Raises:
        Refused: for who is not assigned to this assessee and instrument, or has an interest in the person.
        Unusable: for a new sheet while the event is not carried out.
    """
    if tool.event_id != assessee.event_id:
        raise Unusable(_("Alat ukur ini bukan dari kegiatan itu."))
    if tool.instrument.kind not in RATED_KINDS:
        raise Unusable(_("%(tool)s tidak dinilai dengan lembar observasi.") % {"tool": tool})
    if source not in Sheet.Source.values:
        raise Unusable(_("Pilih lembar di layar atau di kertas."))
    own = selectors.may_write(actor, assessee, tool)
    if own is None:
        held = _own(actor, assessee, tool)
        if held is None:
            raise Refused(words.MAY_NOT_WRITE_SHEET)
        return held
    rows = Sheet.objects.select_for_update(of=("self",))
    found = rows.filter(assessee=assessee, instrument=tool, member=own.member).first()
    if found is None:
        if assessee.event.state != Event.State.RUNNING:
            raise Unusable(words.NOT_RUNNING, code="not-running")
        found, new = Sheet.objects.get_or_create(
            assessee=assessee, instrument=tool, member=own.member, defaults={"source": source}
        )
        if new:
            audit.record(actor, "assessment.sheet.opened", found, agency_id=assessee.event.request.agency_id,
                         source=source)  # fmt: skip
    elif found.source != source and not found.journal.exists() and not found.scans.exists():
        found.source = source
        found.save(update_fields=["source"])
    return found


def _own(actor: Any, assessee: Assessee, tool: EventInstrument) -> Sheet | None:
    """A sheet that was begun before the timetable gave the assessee to another; its owner still reads it."""
    rows = Sheet.objects.filter(assessee=assessee, instrument=tool).select_related("member__practitioner")
    return next((each for each in rows if rights.owns(actor, each)), None)


@transaction.atomic
def add_scan(*, actor: Any, sheet: Sheet, file: Any) -> Scan:
    """Bind a scanned paper to the entry that its assessor makes of it.

    Raises:
        Refused: for another than the assessor.
        Unusable: for a sheet written on screen or shut, and at the field `file` for an empty or too large file, or one
            that is neither PDF, JPEG nor PNG.
    """
    require(rights.owns(actor, sheet), words.MAY_NOT_READ_SHEET)
    Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    here = selectors.found_sheet(sheet.pk)
    if here.source != Sheet.Source.PAPER:
        raise Unusable(_("Lembar ini ditulis di layar; pindaian hanya untuk lembar kertas."))
    if code := selectors.is_shut(here):
        raise Unusable(words.REFUSED_STEPS[code], code=code)
    if file is None:
        raise Unusable({"file": _("Pilih berkas pindaiannya dahulu.")})
    kept = intake.keep(file, most=settings.MUMPUNI_HAND_IN_MB * 1024 * 1024)
    if kept.media_type not in _SCANS:
        raise Unusable({"file": _("Pindaian harus PDF, JPG, atau PNG; simpan ulang dalam bentuk itu.")})
    made = Scan.objects.create(
        sheet=here, name=kept.file_name, media_type=kept.media_type, sha256=kept.sha256, size=kept.size, added_by=actor
    )
    audit.record(actor, "assessment.sheet.scan-added", here, agency_id=here.assessee.event.request.agency_id,
                 file=made.name)  # fmt: skip
    return made


def read_scan(*, actor: Any, scan: Scan) -> None:
    """Let somebody read a scan; that another than its writer did leaves a line.

    Raises:
        Refused: for who may not, or not yet.
    """
    sheet = selectors.found_sheet(scan.sheet_id)
    require(rights.may_read_scan(actor, sheet), words.MAY_NOT_READ_SCAN)
    if not rights.owns(actor, sheet):
        audit.record(actor, "assessment.sheet.scan-read", sheet, agency_id=sheet.assessee.event.request.agency_id,
                     file=scan.name)  # fmt: skip


def read_refused(*, actor: Any, sheet: Sheet) -> list[Any]:
    """The steps of a sheet that were kept but not carried out; that another than its writer reads them leaves a line.

    Raises:
        Refused: for who may not, or not yet.
    """
    require(rights.may_read_refused(actor, sheet), words.MAY_NOT_READ_SHEET)
    found = list(selectors.refused_steps(sheet))
    if not rights.owns(actor, sheet):
        audit.record(actor, "assessment.sheet.refused-read", sheet,
                     agency_id=sheet.assessee.event.request.agency_id, count=len(found))  # fmt: skip
    return found

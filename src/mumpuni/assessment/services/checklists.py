"""The checklist of the stages: its template, and the ticks of each event."""

from typing import Any

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Activity, Event
from mumpuni.assessment.policies.checklists import may_keep_checklists
from mumpuni.assessment.selectors.checklists import stages
from mumpuni.assessment.words import MAY_NOT_KEEP_CHECKLISTS
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require


@transaction.atomic
def add_activity(*, actor: Any, edition: str, stage: str, text: str) -> Activity:
    """Add a line to the template of a stage; new events copy it, running ones keep theirs (Pasal 25 ayat (4)).

    Raises:
        Refused: for others than the supervising agency and system administrators.
        Unusable: for a stage that the regulation does not have, or a line that is there.
    """
    require(may_keep_checklists(actor), MAY_NOT_KEEP_CHECKLISTS)
    text = text.strip()
    if stage not in stages(edition):
        raise Unusable({"stage": _("Pilih tahap dari peraturannya.")})
    same = Activity.objects.filter(event=None, edition=edition, stage=stage)
    if same.filter(text__iexact=text, is_active=True).exists():
        raise Unusable({"text": _("Kegiatan itu sudah ada pada tahap ini.")})
    last = same.aggregate(last=Max("number"))["last"] or 0
    made = Activity.objects.create(edition=edition, stage=stage, number=last + 1, text=text)
    audit.record(actor, "assessment.checklist.added", made, stage=stage, edition=edition)
    return made


@transaction.atomic
def change_activity(*, actor: Any, activity: Activity, text: str, number: int, is_active: bool) -> Activity:
    """Change a line of the template: words, place, whether new events copy it.

    Raises:
        Refused: as for `add_activity`.
        Unusable: for the line of an event.
    """
    require(may_keep_checklists(actor), MAY_NOT_KEEP_CHECKLISTS)
    if activity.event_id is not None:
        raise Unusable(_("Daftar periksa kegiatan yang sudah dibuat tidak diubah dari sini."))
    activity.text, activity.number, activity.is_active = text.strip(), number, is_active
    activity.save(update_fields=["text", "number", "is_active"])
    audit.record(actor, "assessment.checklist.changed", activity, is_active=is_active)
    return activity


@transaction.atomic
def tick_activity(*, actor: Any, activity: Activity, done: bool) -> Activity:
    """Tick a line of an event's checklist, or take the tick back; also while the event runs.

    Raises:
        Refused: for others than chair and admin.
        Unusable: for a line of the template, or of an event that is over.
    """
    event = activity.event
    if event is None:
        raise Unusable(_("Baris ini contoh bagi kegiatan baru; centang pada kegiatannya."))
    require(policies.may_plan(actor, event), words.MAY_NOT_PLAN)
    if event.state in (Event.State.CLOSED, Event.State.CANCELLED):
        raise Unusable(_("Kegiatan ini sudah berakhir; daftar periksanya tidak berubah lagi."))
    activity = Activity.objects.select_for_update().get(pk=activity.pk)
    activity.done_at, activity.done_by = (timezone.now(), actor) if done else (None, None)
    activity.save(update_fields=["done_at", "done_by"])
    audit.record(
        actor, "assessment.checklist.ticked", event, agency_id=event.request.agency_id, activity=activity.pk, done=done
    )
    return activity

"""The talk about the result, or why there was none (umpan balik, Pasal 25 ayat (2) huruf g)."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Assessee, Event, Feedback, TeamMember
from mumpuni.assessment.policies import after as rights
from mumpuni.assessment.selectors.after import givers
from mumpuni.assessment.selectors.interests import called
from mumpuni.assessment.services.day import running
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require


@transaction.atomic
def record(
    *, actor: Any, assessee: Assessee, given_on: date | None, giver: TeamMember | None, notes: str, agreed: str = ""
) -> Feedback:
    """Write that feedback was given, by whom, on what, and what was agreed; a later word takes the earlier's place.

    Raises:
        Refused: for others than chair, admin and assessors.
        Unusable: without day, giver or subject; a day before the event or still to come; a giver outside the team.
    """
    event = assessee.event
    require(rights.may_give_feedback(actor, event), words.MAY_NOT_GIVE_FEEDBACK)
    here = running(event)
    problems: dict[str, str] = {}
    if given_on is None:
        problems["given_on"] = _("Tulis tanggal umpan balik diberikan.")
    elif given_on < here.first_day or given_on > timezone.localdate():
        problems["given_on"] = _("Tanggalnya sejak hari pertama kegiatan sampai hari ini.")
    if giver is None or not givers(here).filter(pk=giver.pk).exists():
        problems["giver"] = _("Pilih anggota tim yang memberi umpan balik.")
    if not notes.strip():
        problems["notes"] = _("Tulis pokok pembicaraannya.")
    if problems:
        raise Unusable(problems)
    made, _new = Feedback.objects.update_or_create(
        assessee=assessee,
        defaults={"given_on": given_on, "giver": giver, "notes": notes.strip(), "agreed": agreed.strip(),
                  "reason": "", "recorded_by": actor},
    )  # fmt: skip
    audit.record(
        actor, "assessment.feedback.recorded", assessee, agency_id=here.request.agency_id, given_on=str(given_on)
    )
    return made


@transaction.atomic
def record_absence(*, actor: Any, event: Event, assessees: Collection[int], reason: str) -> int:
    """Write for these assessees why they got no feedback; how many. What was given to somebody stays.

    Raises:
        Refused: for others than chair, admin and assessors.
        Unusable: nobody chosen, or no reason.
    """
    require(rights.may_give_feedback(actor, event), words.MAY_NOT_GIVE_FEEDBACK)
    here = running(event)
    if not reason.strip():
        raise Unusable({"reason": _("Tulis mengapa umpan balik tidak diberikan.")})
    chosen = list(called(here).filter(pk__in=assessees).exclude(feedback__given_on__isnull=False))
    if not chosen:
        raise Unusable(_("Pilih paling sedikit satu Assessee yang belum menerima umpan balik."))
    for each in chosen:
        Feedback.objects.update_or_create(
            assessee=each, defaults={"reason": reason.strip()[:300], "recorded_by": actor}
        )
    audit.record(
        actor, "assessment.feedback.not-given", here, agency_id=here.request.agency_id, count=len(chosen),
        reason=reason.strip(),
    )  # fmt: skip
    return len(chosen)


@transaction.atomic
def note_reading(*, actor: Any, feedback: Feedback) -> None:
    """Write that somebody read what was said to an assessee.

    Raises:
        Refused: for others than chair, admin and assessors.
    """
    event = feedback.assessee.event
    require(rights.may_give_feedback(actor, event), words.MAY_NOT_GIVE_FEEDBACK)
    audit.record(actor, "assessment.feedback.read", feedback.assessee, agency_id=event.request.agency_id)

"""An assessee's objection to the own result, and the chair's answer (keberatan)."""

from typing import Any, Protocol

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Event, Meeting, Objection, Report, Result, TeamRole
from mumpuni.assessment.policies import after as rights
from mumpuni.assessment.services import answer_mail
from mumpuni.assessment.services.day import running
from mumpuni.assessment.services.telling import tell
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require


class Reopen(Protocol):
    """How a locked meeting is opened again; the service of the meeting checks the chair once more."""

    def __call__(self, *, actor: Any, meeting: Meeting, reason: str) -> Any:
        """Open it."""


@transaction.atomic
def raise_objection(*, actor: Any, result: Result, text: str) -> Objection:
    """Object to the own released result; the chair is told by mail.

    Raises:
        Refused: for another's result.
        Unusable: before release, after the result was decided anew, after the event was closed, while an earlier
            objection waits, or without words.
    """
    require(policies.is_own(actor, result.assessee), words.MAY_NOT_OBJECT)
    here = running(result.assessee.event)
    locked = Result.objects.select_for_update(of=("self",)).select_related("assessee__person").get(pk=result.pk)
    if locked.replaced_by_id is not None:
        raise Unusable(_("Hasil ini sudah ditetapkan ulang; ajukan keberatan atas hasil yang baru sesudah dibuka."))
    released = Report.objects.filter(result=locked, state=Report.State.SIGNED, released_at__isnull=False)
    if not released.filter(replaced_by=None).exists():
        raise Unusable(_("Hasil ini belum dibuka bagi Anda; keberatan diajukan sesudah Anda dapat membacanya."))
    if locked.objections.filter(answer="").exists():
        raise Unusable(_("Keberatan Anda yang terdahulu belum dijawab; tunggu jawaban ketua tim."))
    if not text.strip():
        raise Unusable({"text": _("Tulis bagian mana yang tidak sesuai dan mengapa.")})
    made = Objection.objects.create(result=locked, text=text.strip())
    audit.record(actor, "assessment.objection.raised", made.result.assessee, agency_id=here.request.agency_id)
    _tell_chair(actor, here)
    return made


@transaction.atomic
def answer(*, actor: Any, objection: Objection, upheld: bool, explanation: str, reopen: Reopen) -> Objection:
    """Answer an objection with reasons; one that is upheld opens the meeting again, to decide anew.

    Raises:
        Refused: for others than the chair.
        Unusable: answered already, the event closed, the result decided anew meanwhile, or no explanation.
    """
    event = objection.result.assessee.event
    require(rights.may_answer_objections(actor, event), words.MAY_NOT_ANSWER_OBJECTION)
    here = running(event)
    found = Objection.objects.select_for_update(of=("self",)).select_related("result__assessee__person")
    held = found.get(pk=objection.pk)
    if held.answer:
        raise Unusable(_("Keberatan ini sudah dijawab; muat ulang halaman ini."))
    if not explanation.strip():
        raise Unusable({"explanation": _("Tulis penjelasannya; Assessee membacanya.")})
    if upheld and held.result.replaced_by_id is not None:
        raise Unusable(_("Hasil ini sudah ditetapkan ulang; jawab keberatan ini dengan menunjuk hasil yang baru."))
    if upheld:
        reopen(actor=actor, meeting=held.result.meeting, reason=_("Keberatan Assessee diterima: %(why)s") % {
            "why": explanation.strip()[:400]
        })  # fmt: skip
    held.answer = Objection.Answer.UPHELD if upheld else Objection.Answer.REJECTED
    held.answer_text, held.answered_by, held.answered_at = explanation.strip(), actor, timezone.now()
    held.save(update_fields=["answer", "answer_text", "answered_by", "answered_at"])
    audit.record(
        actor, f"assessment.objection.{'upheld' if upheld else 'rejected'}", held.result.assessee,
        agency_id=here.request.agency_id,
    )  # fmt: skip
    answer_mail.objection_answered(actor, held)
    return held


@transaction.atomic
def note_reading(*, actor: Any, objection: Objection) -> None:
    """Write that the chair read an objection.

    Raises:
        Refused: for others.
    """
    event = objection.result.assessee.event
    require(rights.may_answer_objections(actor, event), words.MAY_NOT_ANSWER_OBJECTION)
    audit.record(actor, "assessment.objection.read", objection.result.assessee, agency_id=event.request.agency_id)


def _tell_chair(actor: Any, event: Event) -> None:
    chairs = event.team.filter(role=TeamRole.CHAIR, removed_at=None).select_related("practitioner__person__account")
    for each in chairs:
        tell(
            each.practitioner.person, "objection_raised", reverse("assessment:after", args=[event.pk]), actor=actor,
            event=event.name,
        )  # fmt: skip

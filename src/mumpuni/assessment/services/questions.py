"""Difficulties in applying the regulation, put to the Head of BKN (Perka BKN 11/2008 Lampiran V.1)."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Question, Request
from mumpuni.assessment.services.calendar import write_to_agency
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require


@transaction.atomic
def ask_head(*, actor: Any, request: Request, text: str) -> Question:
    """Put a difficulty in applying the regulation to the Head of BKN (Perka 11/2008 V.1).

    Raises:
        Refused: for others than the agency's own personnel officials.
        Unusable: without words, or for a request under another regulation.
    """
    require(policies.may_ask(actor, request.agency_id), words.MAY_NOT_ASK)
    if request.edition != "bkn-11-2008":
        raise Unusable(_("Pertanyaan kepada Kepala BKN diatur Perka BKN 11/2008 Lampiran V.1, bukan peraturan ini."))
    if not text.strip():
        raise Unusable({"text": _("Tulis pertanyaannya.")})
    made = Question.objects.create(request=request, text=text.strip(), asked_by=actor)
    audit.record(actor, "assessment.question.asked", made, agency_id=request.agency_id, request=request.pk)
    return made


@transaction.atomic
def answer_question(*, actor: Any, question: Question, answer: str) -> Question:
    """Settle a question; its answer never changes afterwards.

    Raises:
        Refused: for others than the Instansi Pembina.
        Unusable: without words, or when it was answered already.
    """
    require(policies.watches(actor), words.MAY_NOT_SETTLE)
    held = Question.objects.select_for_update(of=("self",)).select_related("request__agency", "asked_by")
    row = held.get(pk=question.pk)
    if row.answered_at is not None:
        raise Unusable(_("Pertanyaan ini sudah dijawab; muat ulang halaman untuk membaca jawabannya."))
    if not answer.strip():
        raise Unusable({"answer": _("Tulis jawabannya.")})
    row.answer, row.answered_by, row.answered_at = answer.strip(), actor, timezone.now()
    row.save(update_fields=["answer", "answered_by", "answered_at"])
    audit.record(actor, "assessment.question.answered", row, agency_id=row.request.agency_id, request=row.request_id)
    write_to_agency(actor, row.request, "assessment/mail/question_answered")
    return row

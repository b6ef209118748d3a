"""Reading questions to the Head of BKN (pertanyaan, Perka BKN 11/2008 Lampiran V.1)."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from mumpuni.assessment import policies
from mumpuni.assessment.models import Question, Request


def questions(actor: Any) -> QuerySet[Question]:
    """Questions to the Head of BKN: all for the Instansi Pembina, else those of requests in sight."""
    found = Question.objects.select_related("request__agency", "request__provider", "asked_by", "answered_by")
    if policies.watches(actor):
        return found
    return found.filter(request__in=Request.objects.filter(policies.requests_in_sight(actor)))


def question(actor: Any, pk: int) -> Question:
    """One of them.

    Raises:
        Http404: for one out of sight.
    """
    found = questions(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found

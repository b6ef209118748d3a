"""The trail as its readers see it."""

from typing import Any
from uuid import UUID

from django.db.models import QuerySet
from django.http import Http404

from mumpuni.audit.models import Event, Seal, StoredDecision
from mumpuni.audit.policies import may_read_audit


def events(actor: Any) -> QuerySet[Event]:
    """All events, latest first, for readers of the trail; none for others."""
    return Event.objects.all() if may_read_audit(actor) else Event.objects.none()


def event(actor: Any, pk: int) -> Event:
    """One event.

    Raises:
        Http404: where there is none, or the actor reads no trail.
    """
    found = events(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def decision(actor: Any, pk: UUID) -> StoredDecision:
    """One kept decision, for readers of the trail; elsewhere the page of its subject shows it.

    Raises:
        Http404: where there is none, or the actor reads no trail.
    """
    found = StoredDecision.objects.filter(pk=pk).first() if may_read_audit(actor) else None
    if found is None:
        raise Http404
    return found


def last_seal(actor: Any) -> Seal | None:
    """The seal up to which the trail is proved."""
    return Seal.objects.order_by("-last_event").first() if may_read_audit(actor) else None

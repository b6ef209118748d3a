"""Writing the trail: one event per service, one stored decision per verdict."""

import hashlib
import json
from collections.abc import Mapping, Sequence
from datetime import date, timedelta
from typing import Any
from uuid import UUID

from django.core.serializers.json import DjangoJSONEncoder
from django.db import connection, models, transaction
from django.utils import timezone

from mumpuni.audit.models import Event, Seal, StoredDecision
from mumpuni.audit.policies import Actor
from mumpuni.regulations import Decision

SYSTEM = "sistem"
#: How many refused attempts of one account are written in how long a time, and each address once in it.
REFUSALS, REFUSALS_WITHIN = 20, timedelta(minutes=5)


def record(
    actor: Actor | None,
    name: str,
    subject: models.Model | None = None,
    /,
    *,
    decision: StoredDecision | None = None,
    agency_id: int | None = None,
    **data: Any,
) -> Event:
    """Write one event, in the caller's transaction (jejak audit).

    `actor` is None for what the system does by itself. `data` must be fit for JSON and free of whole identity numbers.
    """
    return Event.objects.create(
        name=name,
        **_actor(actor),
        actor_roles=sorted(getattr(actor, "role_words", ())),
        **_subject(subject),
        subject_label=str(subject)[:250] if subject is not None else "",
        agency_id=agency_id,
        decision_id=decision.pk if decision else None,
        data=_plain(data),
    )


@transaction.atomic
def record_refusal(actor: Actor, address: str, /, *, reason: str, **data: Any) -> Event | None:
    """Write that somebody was refused a change at this address; None where the trail has heard enough for now.

    To be called once the transaction of the attempt is rolled back, or the line would go with it. The last line
    that the limit allows says `and_more`, so that nobody takes the silence after it for the end.
    """
    label = address[:250]
    last = Event.objects.filter(
        name="audit.attempt.refused", actor_id=actor.pk, at__gt=timezone.now() - REFUSALS_WITHIN
    )
    known = list(last.values_list("subject_label", flat=True)[:REFUSALS])
    if label in known or len(known) == REFUSALS:
        return None
    more = {"and_more": True} if len(known) == REFUSALS - 1 else {}
    return Event.objects.create(
        name="audit.attempt.refused",
        **_actor(actor),
        actor_roles=sorted(actor.role_words),
        subject_label=label,
        data=_plain({"reason": reason, **data, **more}),
    )


def keep(
    actor: Actor | None,
    decision: Decision,
    facts: dict[str, Any],
    subject: models.Model,
    *,
    on: date | None = None,
    supersedes: UUID | None = None,
) -> StoredDecision:
    """Keep a decision with the facts it rests on, so that it can be explained and replayed."""
    return StoredDecision.objects.create(**_kept(actor, decision, facts, subject, on), supersedes=supersedes)


def keep_many(
    actor: Actor | None, judged: list[tuple[Decision, dict[str, Any], models.Model]], *, on: date | None = None
) -> list[StoredDecision]:
    """Keep many decisions with one statement, in the order given."""
    return StoredDecision.objects.bulk_create(
        StoredDecision(**_kept(actor, decision, facts, subject, on)) for decision, facts, subject in judged
    )


@transaction.atomic
def seal() -> Seal | None:
    """Digest the events since the last seal and chain the digest to it; None when there is nothing new.

    Sealing waits for no writer: an event whose transaction is still open falls to the next seal only if its number
    is higher, so the table is locked against writers for the moment of reading.
    """
    with connection.cursor() as cursor:
        cursor.execute("LOCK TABLE audit_event IN SHARE MODE")
    before = Seal.objects.order_by("-last_event").select_for_update().first()
    events = list(Event.objects.filter(pk__gt=before.last_event if before else 0).order_by("pk").values())
    if not events:
        return None
    return Seal.objects.create(
        first_event=events[0]["id"],
        last_event=events[-1]["id"],
        digest=_digest(before.digest if before else "", events),
    )


def broken_seals() -> list[Seal]:
    """Seals that no longer fit the events they cover: the trail was changed from outside."""
    broken, previous = [], ""
    for each in Seal.objects.order_by("last_event"):
        events = list(Event.objects.filter(pk__gte=each.first_event, pk__lte=each.last_event).order_by("pk").values())
        if _digest(previous, events) != each.digest:
            broken.append(each)
        previous = each.digest
    return broken


def _digest(previous: str, events: Sequence[Mapping[str, Any]]) -> str:
    text = json.dumps(events, sort_keys=True, cls=DjangoJSONEncoder, ensure_ascii=False)
    return hashlib.sha256((previous + text).encode()).hexdigest()


def _kept(
    actor: Actor | None, decision: Decision, facts: dict[str, Any], subject: models.Model, on: date | None
) -> dict[str, Any]:
    whole = decision.as_record()
    return {
        "rule": decision.rule,
        "decided_on": on,
        "outcome": decision.outcome,
        "facts": _plain(facts),
        "decision": whole,
        **_subject(subject),
        **_actor(actor),
    }


def _actor(actor: Actor | None) -> dict[str, Any]:
    return {
        "actor_id": actor.pk if actor else None,
        "actor_name": (actor.get_full_name() if actor else SYSTEM)[:200],
    }


def _subject(subject: models.Model | None) -> dict[str, str]:
    if subject is None:
        return {"subject_type": "", "subject_id": ""}
    return {"subject_type": subject._meta.label_lower, "subject_id": str(subject.pk)}


def _plain(data: dict[str, Any]) -> Any:
    return json.loads(json.dumps(data, cls=DjangoJSONEncoder))

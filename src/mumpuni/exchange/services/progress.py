"""How far a job has come: a row that the job writes and a page that its owner watches.

A job that works in one long transaction is seen to move only when that transaction ends; report between
transactions.
"""

from typing import Any
from uuid import UUID

from django.db import models
from django.db.models import F
from django.db.models.functions import Coalesce
from django.utils import timezone

from mumpuni.exchange.models import Progress


def start(
    *, actor: Any | None, name: str, title: Any, total: int | None = None, subject: models.Model | None = None
) -> Progress:
    """Open a progress row for a job; in the caller's transaction, beside the deferring of the job.

    `total` counts pieces of work (documents, rows); None while unknown. The service that starts the job records the
    audit event.
    """
    return Progress.objects.create(
        name=name,
        title=str(title)[:200],
        actor_id=actor.pk if actor else None,
        actor_name=(actor.get_full_name() if actor else "sistem")[:200],
        subject_type=subject._meta.label_lower if subject is not None else "",
        subject_id=str(subject.pk) if subject is not None else "",
        total=total,
    )


def advance(progress: Progress | UUID | str, done: int, message: Any = "") -> None:
    """Say how many pieces are done; cheap, but not meant for every single row of thousands."""
    _change(progress, done=done, **({"message": str(message)[:500]} if message else {}))


def finish(progress: Progress | UUID | str, *, result_url: str = "", message: Any = "") -> None:
    """Say that the job is done and where its result stands."""
    _change(
        progress,
        state=Progress.State.FINISHED,
        done=Coalesce(F("total"), F("done")),
        result_url=result_url,
        message=str(message)[:500],
        ended_at=timezone.now(),
    )


def fail(progress: Progress | UUID | str, message: Any) -> None:
    """Say that the job gave up, why, and what to do."""
    _change(progress, state=Progress.State.FAILED, message=str(message)[:500], ended_at=timezone.now())


def _change(progress: Progress | UUID | str, **values: Any) -> None:
    pk = progress.pk if isinstance(progress, Progress) else progress
    Progress.objects.filter(pk=pk).update(changed_at=timezone.now(), **values)

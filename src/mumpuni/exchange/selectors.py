"""Imports, jobs and mail as an actor may see them."""

from typing import Any
from uuid import UUID

from django.db.models import Count, QuerySet

from mumpuni.exchange import policies
from mumpuni.exchange.models import ENTERING, BatchState, ImportBatch, ImportRow, OutgoingMail, Progress, RowState

#: Filters of the grid: word in the address, and what it lets through.
ROW_FILTERS = ("semua", "siap", "bermasalah", "dilewati")


def imports_of(*, actor: Any) -> QuerySet[ImportBatch]:
    """The imports that this actor uploaded, newest first."""
    return ImportBatch.objects.filter(actor_id=actor.pk)


def open_imports_of(*, actor: Any) -> list[ImportBatch]:
    """The actor's imports that wait for a hand, newest first; those of kinds no longer open to the actor do not."""
    waiting = imports_of(actor=actor).filter(state__in=[BatchState.MAPPING, BatchState.CHECKED, BatchState.FAILED])
    return [batch for batch in waiting[:20] if policies.may_see_import(actor, batch)]


def import_for(*, actor: Any, batch_id: UUID) -> ImportBatch | None:
    """One import with its progress, or None where it does not exist or is not for this actor's eyes."""
    batch = ImportBatch.objects.select_related("progress").filter(pk=batch_id).first()
    return batch if batch is not None and policies.may_see_import(actor, batch) else None


def counts_of(batch: ImportBatch) -> dict[str, int]:
    """How many rows there are in all and per filter, and how many wait with warnings only (`warned`)."""
    found = {
        (line["state"], line["has_errors"]): line["count"]
        for line in batch.rows.order_by().values("state", "has_errors").annotate(count=Count("pk"))
    }
    return {
        "semua": sum(found.values()),
        "siap": sum(count for (state, _errors), count in found.items() if state in ENTERING),
        "bermasalah": sum(count for (state, _errors), count in found.items() if state == RowState.BAD),
        "dilewati": sum(count for (state, _errors), count in found.items() if state == RowState.SKIPPED),
        "warned": found.get((RowState.BAD, False), 0),
    }


def rows_of(batch: ImportBatch, wanted: str = "semua") -> QuerySet[ImportRow]:
    """Rows by the filters of the grid, in the order of the file."""
    rows = batch.rows.order_by("number")
    if wanted == "siap":
        return rows.filter(state__in=ENTERING)
    if wanted == "bermasalah":
        return rows.filter(state=RowState.BAD)
    if wanted == "dilewati":
        return rows.filter(state=RowState.SKIPPED)
    return rows


def progress_for(*, actor: Any, progress_id: UUID) -> Progress | None:
    """One job's progress, or None where it is not for this actor's eyes."""
    progress = Progress.objects.filter(pk=progress_id).first()
    return progress if progress is not None and policies.may_see_progress(actor, progress) else None


def mails_for(*, actor: Any) -> QuerySet[OutgoingMail]:
    """The outbox for those who look after it; empty for everyone else."""
    mails = OutgoingMail.objects.all()
    return mails if policies.may_read_outbox(actor) else mails.none()

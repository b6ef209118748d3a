"""Who may see imports, jobs and the outbox."""

from typing import Any

from mumpuni.exchange.importers import importer_for
from mumpuni.exchange.models import ImportBatch, Progress


def may_import(actor: Any, kind: str, context: dict[str, str]) -> bool:
    """Whether the importer of this kind lets the actor in."""
    importer = importer_for(kind)
    return importer is not None and importer.may_import(actor, context)


def may_see_import(actor: Any, batch: ImportBatch) -> bool:
    """See, mend, confirm and undo go together: whoever prepares the rows answers for them."""
    importer = importer_for(batch.kind)
    return importer is not None and importer.may_see(actor, batch)


def may_see_progress(actor: Any, progress: Progress) -> bool:
    """The owner of the job, and the system administrator."""
    return (progress.actor_id is not None and progress.actor_id == actor.pk) or "system-admin" in actor.role_words


def may_read_outbox(actor: Any) -> bool:
    """Organisers and system administrators look after outgoing mail."""
    return bool({"organiser", "system-admin"} & set(getattr(actor, "role_words", ())))

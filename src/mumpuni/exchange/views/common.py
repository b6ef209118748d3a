"""What the pages of imports share."""

from typing import Any
from uuid import UUID

from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

from mumpuni.audit.policies import Unusable
from mumpuni.exchange import selectors
from mumpuni.exchange.importers import Importer, importer_for
from mumpuni.exchange.models import BatchState, ImportBatch

_STEP_OF = {
    BatchState.MAPPING: 2,
    BatchState.CHECKING: 3,
    BatchState.CHECKED: 3,
    BatchState.FAILED: 3,
    BatchState.CONFIRMING: 4,
    BatchState.CONFIRMED: 5,
    BatchState.UNDONE: 5,
}


def batch_or_404(request: HttpRequest, batch_id: UUID) -> ImportBatch:
    """The import, if it exists for this account."""
    batch = selectors.import_for(actor=request.user, batch_id=batch_id)
    if batch is None:
        raise Http404(_("Impor ini tidak ada, atau bukan milik Anda."))
    return batch


def importer_or_404(kind: str) -> Importer:
    """The importer of a kind."""
    importer = importer_for(kind)
    if importer is None:
        raise Http404(_("Jenis impor ini tidak ada."))
    return importer


def wizard(importer: Importer, batch: ImportBatch | None = None) -> dict[str, Any]:
    """What the head of every step shows: kind, destination, steps with the present one marked."""
    present = _STEP_OF[BatchState(batch.state)] if batch else 1
    labels = (_("Unggah"), _("Kolom"), _("Perbaiki"), _("Masukkan"))
    return {
        "importer": importer,
        "batch": batch,
        "destination": importer.describe(batch.context) if batch else "",
        "steps": [
            {"label": label, "here": number == present, "done": number < present}
            for number, label in enumerate(labels, start=1)
        ],
    }


def sentences(problem: Unusable) -> str:
    """The message of a refusal as one text."""
    return " ".join(problem.messages)

"""What the import services share: locking an import, asking for its importer, who acts."""

from collections.abc import Collection
from typing import Any

from django.contrib.auth import get_user_model
from django.utils.translation import gettext as _

from mumpuni.audit.policies import Unusable, require
from mumpuni.exchange import policies
from mumpuni.exchange.importers import Importer, importer_for
from mumpuni.exchange.models import ImportBatch

#: Up to here a file is checked while its uploader waits; above, a job does it behind a progress bar.
INLINE_ROWS = 500


def locked(batch: ImportBatch) -> ImportBatch:
    """The import, read anew and held against others until the transaction ends."""
    return ImportBatch.objects.select_for_update(of=("self",)).get(pk=batch.pk)


def importer_of(batch: ImportBatch) -> Importer:
    """The importer of this import.

    Raises:
        Unusable: when no app brings this kind any more.
    """
    importer = importer_for(batch.kind)
    if importer is None:
        raise Unusable(_("Jenis impor “%(kind)s” tidak dikenal.") % {"kind": batch.kind}, code="unknown-kind")
    return importer


def require_hand(actor: Any, batch: ImportBatch) -> None:
    """Only who may see an import may change it."""
    require(policies.may_see_import(actor, batch), _("Impor ini milik orang lain."))


def require_state(batch: ImportBatch, states: Collection[str], message: str) -> None:
    """Refuse an act that comes too early or too late."""
    if batch.state not in states:
        raise Unusable(message, code="wrong-step")


def account(actor_id: int) -> Any:
    """The account that a job acts for."""
    return get_user_model()._default_manager.get(pk=actor_id)

"""The dry run: every row judged and kept, nothing written to the register."""

import logging
from collections.abc import Callable, Iterable
from typing import Any

from django.db import transaction
from django.utils import translation
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.audit.policies import Unusable
from mumpuni.documents import storage
from mumpuni.exchange import judging, reading
from mumpuni.exchange.importers import Importer, Row
from mumpuni.exchange.models import BatchState, ImportBatch, ImportRow, RowState
from mumpuni.exchange.services import progress
from mumpuni.exchange.services.common import account, importer_of, locked

log = logging.getLogger(__name__)
_AT_ONCE = 2_000


def run_check(*, batch_id: str, actor_id: int) -> None:
    """Check all rows of a large import for its uploader; what the job `exchange.check_import` calls.

    May run twice: rows of an earlier run are replaced. A failure leaves the import in `failed` with the reason.
    """
    batch = ImportBatch.objects.select_related("progress").get(pk=batch_id)
    if batch.state != BatchState.CHECKING:
        return
    with translation.override(batch.language):
        try:
            with transaction.atomic():
                held = locked(batch)
                if held.state != BatchState.CHECKING:
                    return
                check_rows(account(actor_id), held, _teller(batch))
        except Exception as problem:
            log.exception("checking import %s failed", batch.pk)
            reason = _reason(problem)
            ImportBatch.objects.filter(pk=batch.pk).update(state=BatchState.FAILED, notice=reason)
            if batch.progress:
                progress.fail(batch.progress, reason)
            return
        if batch.progress:
            progress.finish(batch.progress, result_url=batch.get_absolute_url(), message=_("Pemeriksaan selesai."))


def check_rows(actor: Any, batch: ImportBatch, tell: Callable[[int, str], None] | None = None) -> None:
    """Read the file again, judge its rows and replace the rows kept; inside the caller's transaction."""
    importer = importer_of(batch)
    data = storage.read(batch.file_sha256)
    table = reading.read(data, importer.fields, known=[batch.signature], sheet=batch.sheet)
    rows = judging.rows_of(importer, table.rows, batch.mapping)
    if tell:
        tell(0, _("Berkas terbaca, baris sedang diperiksa."))
    judge(importer, rows, batch, actor)
    batch.rows.all().delete()
    fresh = [_fresh(importer, batch, row) for row in rows]
    for start in range(0, len(fresh), _AT_ONCE):
        ImportRow.objects.bulk_create(fresh[start : start + _AT_ONCE])
    batch.state, batch.rows_found = BatchState.CHECKED, len(rows)
    batch.save(update_fields=["state", "rows_found"])
    audit.record(
        actor,
        "exchange.import.checked",
        batch,
        agency_id=importer.agency_id(batch.context),
        rows=len(rows),
        bad=sum(row.state == RowState.BAD for row in fresh),
    )


def judge(importer: Importer, rows: list[Row], batch: ImportBatch, actor: Any) -> None:
    """Read the cells, compare the rows with each other, then let the importer compare them with the register."""
    judging.read_cells(importer, rows)
    judging.report_repeats(importer, rows)
    importer.check(rows, batch.context, actor)


def rows_from(batch: ImportBatch, kept: Iterable[ImportRow]) -> list[Row]:
    """Rows as importers know them, from rows kept."""
    columns = judging.letters(batch.mapping)
    return [Row(each.number, dict(each.cells), columns, dict(each.flaws), pk=each.pk) for each in kept]


def note(importer: Importer, kept: ImportRow, row: Row) -> None:
    """Carry a judgement over to the row kept; a taken row stays taken while no error joins its warnings."""
    kept.cells, kept.flaws = row.cells, row.flaws
    kept.problems = [problem.as_json() for problem in row.problems]
    kept.keys = judging.keys_of(importer, row)
    kept.has_errors = row.has_errors
    if not row.problems:
        kept.state = RowState.OK
    elif row.has_errors or kept.state != RowState.TAKEN:
        kept.state = RowState.BAD


def _fresh(importer: Importer, batch: ImportBatch, row: Row) -> ImportRow:
    kept = ImportRow(batch=batch, number=row.number, state=RowState.BAD)
    note(importer, kept, row)
    return kept


def _teller(batch: ImportBatch) -> Callable[[int, str], None] | None:
    shown = batch.progress
    return (lambda done, message: progress.advance(shown, done, message)) if shown else None


def _reason(problem: Exception) -> str:
    if isinstance(problem, Unusable):
        return " ".join(problem.messages)
    return str(
        _("Pemeriksaan terhenti karena gangguan pada sistem. Coba periksa lagi; bila berulang, hubungi administrator.")
    )

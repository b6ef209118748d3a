"""The ready rows enter all together or not at all, and leave together while nothing rests on them."""

import logging
from typing import Any

from django.db import connection, transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from mumpuni.audit import services as audit
from mumpuni.audit.policies import Unusable, require
from mumpuni.exchange.importers import Importer, Row
from mumpuni.exchange.models import ENTERING, BatchState, ImportBatch, ImportRow
from mumpuni.exchange.services import progress
from mumpuni.exchange.services.checking import judge, note, rows_from
from mumpuni.exchange.services.common import account, importer_of, locked, require_hand, require_state

log = logging.getLogger(__name__)


class _NoLongerFits(Exception):
    """Rows that were ready are ready no more; the transaction that would have written them must roll back."""

    def __init__(self, rows: list[Row]) -> None:
        super().__init__(len(rows))
        self.rows = rows


@transaction.atomic
def confirm(*, actor: Any, batch: ImportBatch) -> ImportBatch:
    """Let the ready and taken rows enter, by the job `exchange.confirm_import`; bad and skipped rows stay out.

    Asked again while the job should be running, the job is sent once more: it may run twice and writes once.

    Raises:
        Unusable: no row is ready, or the import is not at this step.
    """
    batch = locked(batch)
    require_hand(actor, batch)
    require_state(
        batch,
        [BatchState.CHECKED, BatchState.CONFIRMING],
        _("Impor ini sudah dimasukkan atau belum selesai diperiksa, jadi tidak dapat dimasukkan sekarang."),
    )
    importer = importer_of(batch)
    require(importer.may_import(actor, batch.context), _("Anda tidak berhak mengimpor data ini."))
    entering = batch.rows.filter(state__in=ENTERING).count()
    if not entering:
        raise Unusable(_("Belum ada baris yang siap. Perbaiki atau ambil sedikitnya satu baris."), code="nothing-ready")
    batch.state, batch.notice = BatchState.CONFIRMING, ""
    batch.progress = progress.start(
        actor=actor,
        name="exchange.confirm_import",
        title=_("Memasukkan %(file)s") % {"file": batch.file_name},
        total=entering,
        subject=batch,
    )
    batch.save(update_fields=["state", "notice", "progress"])
    audit.record(
        actor, "exchange.import.confirm_requested", batch, agency_id=importer.agency_id(batch.context), rows=entering
    )
    jobs.configure_task("exchange.confirm_import").defer(batch_id=str(batch.pk), actor_id=actor.pk)
    return batch


def run_confirm(*, batch_id: str, actor_id: int) -> None:
    """Write the rows of a confirmed import in one transaction; what the job `exchange.confirm_import` calls.

    Interrupted, it leaves nothing behind and may simply run again. Rows that no longer fit the register since the
    dry run send the whole import back to mending.
    """
    batch = ImportBatch.objects.select_related("progress").get(pk=batch_id)
    if batch.state != BatchState.CONFIRMING:
        return
    with translation.override(batch.language):
        try:
            count = _write(batch, account(actor_id))
        except _NoLongerFits as changed:
            reason = _(
                "%(count)d baris tidak lagi cocok dengan data terkini. "
                "Belum ada yang masuk; periksa lalu masukkan lagi."
            ) % {"count": len(changed.rows)}
            _send_back(batch, reason, changed.rows)
            return
        except Exception as problem:
            log.exception("entering import %s failed", batch.pk)
            _send_back(batch, _reason(problem), [])
            return
        if batch.progress and count is not None:
            url = importer_of(batch).success_url(batch) or batch.get_absolute_url()
            progress.finish(batch.progress, result_url=url, message=_("%(count)d baris masuk.") % {"count": count})


@transaction.atomic
def undo(*, actor: Any, batch: ImportBatch) -> ImportBatch:
    """Take back everything that this import made, while nothing rests on it.

    Raises:
        Unusable: with the reason why it can no longer be undone.
    """
    batch = locked(batch)
    require_hand(actor, batch)
    require_state(batch, [BatchState.CONFIRMED], _("Hanya impor yang sudah masuk yang dapat dibatalkan."))
    importer = importer_of(batch)
    if reason := importer.may_undo(batch):
        raise Unusable(reason, code="in-use")
    count = batch.rows.exclude(written_pk=None).count()
    importer.undo(batch, actor)
    batch.rows.exclude(written_pk=None).update(written_label="", written_pk=None)
    batch.state, batch.undone_at = BatchState.UNDONE, timezone.now()
    batch.save(update_fields=["state", "undone_at"])
    audit.record(actor, "exchange.import.undone", batch, agency_id=importer.agency_id(batch.context), rows=count)
    return batch


@transaction.atomic
def _write(batch: ImportBatch, actor: Any) -> int | None:
    batch = locked(batch)
    if batch.state != BatchState.CONFIRMING:
        return None
    importer = importer_of(batch)
    require(importer.may_import(actor, batch.context), _("Anda tidak berhak mengimpor data ini."))
    kept = {row.pk: row for row in batch.rows.filter(state__in=ENTERING)}
    rows = rows_from(batch, kept.values())
    judge(importer, rows, batch, actor)
    fallen = [row for row in rows if row.has_errors]
    if fallen:
        raise _NoLongerFits(fallen)
    made = importer.write(rows, batch.context, actor)
    if len(made) != len(rows):
        raise RuntimeError(f"{batch.kind} wrote {len(made)} of {len(rows)} rows")
    _remember([(row.pk, *result) for row, result in zip(rows, made, strict=True) if result])
    blanked = [each for each in kept.values() if _blank(importer, each)]
    ImportRow.objects.bulk_update(blanked, ["cells", "problems", "keys"], batch_size=1_000)
    batch.state, batch.confirmed_at = BatchState.CONFIRMED, timezone.now()
    batch.save(update_fields=["state", "confirmed_at"])
    audit.record(
        actor,
        "exchange.import.confirmed",
        batch,
        agency_id=importer.agency_id(batch.context),
        rows=len(rows),
        kind=batch.kind,
    )
    return len(rows)


def _remember(made: list[tuple[int | None, str, int]]) -> None:
    """Note which row made what; one statement, since a bulk update of thousands of rows takes seconds."""
    rows, labels, keys = ([each[at] for each in made] for at in range(3))
    with connection.cursor() as cursor:
        cursor.execute(
            "UPDATE exchange_importrow AS kept SET written_label = made.label, written_pk = made.pk "
            "FROM unnest(%s::bigint[], %s::text[], %s::bigint[]) AS made(row, label, pk) WHERE kept.id = made.row",
            [rows, labels, keys],
        )


def _blank(importer: Importer, row: ImportRow) -> bool:
    """Shorten sensitive cells to their last four signs; the register keeps the whole, in its own way."""
    secret = [each.name for each in importer.fields if each.sensitive and row.cells.get(each.name)]
    for name in secret:
        row.cells[name] = "••••" + row.cells[name][-4:]
    if secret:
        row.problems, row.keys = [], []
    return bool(secret)


def _send_back(batch: ImportBatch, reason: str, fallen: list[Row]) -> None:
    importer = importer_of(batch)
    with transaction.atomic():
        held = locked(batch)
        if held.state != BatchState.CONFIRMING:
            return
        kept = {row.pk: row for row in held.rows.filter(pk__in=[row.pk for row in fallen])}
        for row in fallen:
            note(importer, kept[row.pk or 0], row)
        ImportRow.objects.bulk_update(kept.values(), ["problems", "keys", "has_errors", "state"], batch_size=500)
        held.state, held.notice = BatchState.CHECKED, reason
        held.save(update_fields=["state", "notice"])
    if batch.progress:
        progress.fail(batch.progress, reason)


def _reason(problem: Exception) -> str:
    if isinstance(problem, Unusable):
        return " ".join(problem.messages)
    return str(_("Pemasukan terhenti karena gangguan pada sistem. Belum ada baris yang masuk; coba masukkan lagi."))

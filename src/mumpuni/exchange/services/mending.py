"""Rows put right in the grid, left out, or taken in spite of a warning."""

from collections.abc import Iterable, Mapping, Sequence
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.audit.policies import Unusable
from mumpuni.exchange import cells as texts
from mumpuni.exchange import judging
from mumpuni.exchange.importers import Importer
from mumpuni.exchange.models import BatchState, ImportBatch, ImportRow, RowState
from mumpuni.exchange.services.checking import judge, note, rows_from
from mumpuni.exchange.services.common import importer_of, locked, require_hand, require_state

#: As much as a cell of Excel holds.
LONGEST = 32_767


@transaction.atomic
def mend_row(*, actor: Any, batch: ImportBatch, number: int, cells: Mapping[str, str]) -> ImportRow:
    """Put new texts into cells of one row and judge it again, with every row it has to do with.

    `cells` gives texts by field name; fields left out stay. The uploaded file itself never changes.

    Raises:
        Unusable: no such row or field, or the import is past mending.
    """
    batch, importer = _open(actor, batch)
    row = _row(batch, number)
    unknown = set(cells) - {each.name for each in importer.fields}
    if unknown:
        raise Unusable(_("Isian “%(name)s” tidak ada.") % {"name": sorted(unknown)[0]}, code="unknown-field")
    for name, text in cells.items():
        # A line of the grid holds no line breaks, so a text that differs in nothing else is left as it came.
        if texts.clean(text) == texts.clean(row.cells.get(name, "")):
            continue
        fresh = texts.paragraphs(text)[:LONGEST]
        row.cells[name] = fresh
        row.flaws.pop(name, None)
    row.mended = True
    if row.state == RowState.SKIPPED:
        row.state = RowState.BAD
    row.save(update_fields=["cells", "flaws", "mended", "state"])
    _judge_again(actor, batch, importer, [row])
    audit.record(
        actor,
        "exchange.import.row_mended",
        batch,
        agency_id=importer.agency_id(batch.context),
        row=number,
        fields=sorted(cells),
    )
    return _row(batch, number)


@transaction.atomic
def skip_rows(*, actor: Any, batch: ImportBatch, numbers: Sequence[int] | None = None) -> int:
    """Leave rows out; rows that repeated them or shared seats with them are judged again. None: all bad rows."""
    batch, importer = _open(actor, batch)
    wanted = batch.rows.filter(state=RowState.BAD) if numbers is None else batch.rows.filter(number__in=numbers)
    rows = list(wanted.exclude(state=RowState.SKIPPED))
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(state=RowState.SKIPPED)
    _judge_again(actor, batch, importer, rows)
    _told(actor, batch, importer, "exchange.import.rows_skipped", rows)
    return len(rows)


@transaction.atomic
def unskip_rows(*, actor: Any, batch: ImportBatch, numbers: Sequence[int]) -> int:
    """Bring skipped rows back and judge them again."""
    batch, importer = _open(actor, batch)
    rows = list(batch.rows.filter(number__in=numbers, state=RowState.SKIPPED))
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(state=RowState.BAD)
    for row in rows:
        row.state = RowState.BAD
    _judge_again(actor, batch, importer, rows)
    _told(actor, batch, importer, "exchange.import.rows_unskipped", rows)
    return len(rows)


@transaction.atomic
def take_rows(*, actor: Any, batch: ImportBatch, numbers: Sequence[int] | None = None) -> int:
    """Take rows that carry warnings only, deliberately; None: all such rows.

    Raises:
        Unusable: a named row has an error, which must be mended instead.
    """
    batch, importer = _open(actor, batch)
    wanted = batch.rows.filter(state=RowState.BAD)
    if numbers is None:
        rows = list(wanted.filter(has_errors=False))
    else:
        rows = list(wanted.filter(number__in=numbers))
        if faulty := [row.number for row in rows if row.has_errors]:
            raise Unusable(
                _("Baris %(row)d masih salah, jadi tidak dapat diambil. Perbaiki isinya atau lewati.")
                % {"row": faulty[0]},
                code="row-faulty",
            )
    ImportRow.objects.filter(pk__in=[row.pk for row in rows]).update(state=RowState.TAKEN)
    _told(actor, batch, importer, "exchange.import.rows_taken", rows)
    return len(rows)


def _open(actor: Any, batch: ImportBatch) -> tuple[ImportBatch, Importer]:
    batch = locked(batch)
    require_hand(actor, batch)
    require_state(batch, [BatchState.CHECKED], _("Baris impor ini tidak dapat diubah pada tahap ini."))
    return batch, importer_of(batch)


def _row(batch: ImportBatch, number: int) -> ImportRow:
    row = batch.rows.filter(number=number).first()
    if row is None:
        raise Unusable(_("Baris %(row)d tidak ada di impor ini.") % {"row": number}, code="no-such-row")
    return row


def _judge_again(actor: Any, batch: ImportBatch, importer: Importer, touched: Iterable[ImportRow]) -> None:
    """Judge the touched rows and all that share a key with them, before or after the change.

    Those neighbours are judged among their own neighbours too, whose judgement is not kept, since their further
    company is not in the room.
    """
    touched = list(touched)
    keys = {key for row in touched for key in row.keys} | _keys_now(batch, importer, touched)
    inner = {row.pk: row for row in _company(batch, keys, [row.pk for row in touched])}
    outer = {
        row.pk: row for row in _company(batch, {key for row in inner.values() for key in row.keys} | keys, list(inner))
    }
    rows = rows_from(batch, sorted(outer.values(), key=lambda row: row.number))
    judge(importer, rows, batch, actor)
    changed = []
    for row in rows:
        if row.pk in inner:
            kept = inner[row.pk]
            before = (kept.problems, kept.keys, kept.has_errors, kept.state)
            note(importer, kept, row)
            if (kept.problems, kept.keys, kept.has_errors, kept.state) != before:
                changed.append(kept)
    ImportRow.objects.bulk_update(changed, ["problems", "keys", "has_errors", "state"], batch_size=500)


def _keys_now(batch: ImportBatch, importer: Importer, touched: list[ImportRow]) -> set[str]:
    """Keys that the touched rows have after their change, by what can be read from the cells alone."""
    rows = rows_from(batch, [row for row in touched if row.state != RowState.SKIPPED])
    judging.read_cells(importer, rows)
    return {key for row in rows for key in judging.keys_of(importer, row)}


def _company(batch: ImportBatch, keys: Iterable[str], pks: Iterable[int]) -> list[ImportRow]:
    return list(batch.rows.exclude(state=RowState.SKIPPED).filter(Q(keys__overlap=sorted(keys)) | Q(pk__in=list(pks))))


def _told(actor: Any, batch: ImportBatch, importer: Importer, event: str, rows: list[ImportRow]) -> None:
    audit.record(
        actor,
        event,
        batch,
        agency_id=importer.agency_id(batch.context),
        count=len(rows),
        rows=[row.number for row in rows[:200]],
    )

"""A file comes in: looked at, kept, its columns proposed and then decided."""

import hashlib
from collections.abc import Mapping
from pathlib import PurePath
from typing import Any

from django.db import transaction
from django.utils.translation import get_language
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from mumpuni.audit import services as audit
from mumpuni.audit.policies import Unusable, require
from mumpuni.documents import storage
from mumpuni.exchange import guards, reading
from mumpuni.exchange.importers import Importer, importer_for
from mumpuni.exchange.models import BatchState, ColumnMap, ImportBatch
from mumpuni.exchange.services import checking, progress
from mumpuni.exchange.services.common import INLINE_ROWS, importer_of, locked, require_hand, require_state


class AlreadyUploaded(Exception):
    """The same bytes came in before for the same purpose; `batch` is that import."""

    def __init__(self, batch: ImportBatch) -> None:
        super().__init__(batch.file_name)
        self.batch = batch


def upload(
    *, actor: Any, kind: str, file_name: str, data: bytes, context: Mapping[str, str] | None = None, again: bool = False
) -> ImportBatch:
    """Take in a spreadsheet: inspect it, keep its bytes, find the table, propose what its columns mean.

    Nothing of it enters the register before `confirm`. `again` goes on although the same file came in before.

    Raises:
        Refused: the importer does not let this actor in.
        Unusable: the file cannot be used; the message says why and how to mend it.
        AlreadyUploaded: the same file is already open or has entered, and `again` was not said.
    """
    importer = importer_for(kind)
    given = {name: str(value) for name, value in (context or {}).items()}
    require(
        importer is not None and importer.may_import(actor, given),
        _("Anda tidak berhak mengimpor data ini. Hubungi administrator sistem bila ini keliru."),
    )
    if importer is None:  # what `require` has just ruled out; said again for the type checker
        raise LookupError(kind)
    guards.check_size(len(data))
    digest = hashlib.sha256(data).hexdigest()
    owner = importer.owner_key(given)
    if not again and (earlier := _same_file(kind, digest, owner, given)):
        raise AlreadyUploaded(earlier)
    maps = {each.signature: each for each in ColumnMap.objects.filter(kind=kind, owner_key=owner)}
    table = reading.read(data, importer.fields, known=maps.keys())
    with transaction.atomic():
        storage.put(data)
        batch = ImportBatch(
            kind=kind,
            context=given,
            owner_key=owner,
            actor_id=actor.pk,
            actor_name=actor.get_full_name(),
            language=get_language() or "id",
            file_name=PurePath(file_name.replace("\\", "/")).name[-255:] or "berkas",
            file_sha256=digest,
            file_size=len(data),
        )
        _apply(batch, table, maps)
        batch.save()
        audit.record(
            actor,
            "exchange.import.uploaded",
            batch,
            agency_id=importer.agency_id(given),
            kind=kind,
            sha256=digest,
            rows=batch.rows_found,
            again=again,
        )
    return batch


@transaction.atomic
def choose_sheet(*, actor: Any, batch: ImportBatch, sheet: str) -> ImportBatch:
    """Use another sheet of the same file, as long as no columns are fixed."""
    batch = locked(batch)
    require_hand(actor, batch)
    require_state(batch, [BatchState.MAPPING], _("Kolom sudah ditetapkan. Unggah lagi untuk memakai lembar lain."))
    importer = importer_of(batch)
    maps = {each.signature: each for each in ColumnMap.objects.filter(kind=batch.kind, owner_key=batch.owner_key)}
    table = reading.read(storage.read(batch.file_sha256), importer.fields, known=maps.keys(), sheet=sheet)
    _apply(batch, table, maps)
    batch.save()
    audit.record(actor, "exchange.import.sheet_chosen", batch, agency_id=importer.agency_id(batch.context), sheet=sheet)
    return batch


@transaction.atomic
def map_columns(*, actor: Any, batch: ImportBatch, mapping: Mapping[str, int] | None = None) -> ImportBatch:
    """Fix which column is which field, remember it for this owner, and check the rows.

    `mapping` gives a column index (from 0) per field; left out, the proposal is taken. Up to 500 rows are checked
    at once, more by the job `exchange.check_import`; asked again while that job should be running, it is sent anew.

    Raises:
        Unusable: a required field has no column, or one column serves two fields.
    """
    batch = locked(batch)
    require_hand(actor, batch)
    require_state(
        batch,
        [BatchState.MAPPING, BatchState.CHECKING, BatchState.CHECKED, BatchState.FAILED],
        _("Kolom impor ini tidak dapat diubah lagi. Unggah berkasnya sekali lagi bila perlu."),
    )
    importer = importer_of(batch)
    batch.mapping = _valid(importer, batch, batch.mapping if mapping is None else dict(mapping))
    batch.state = BatchState.CHECKING
    batch.notice = ""
    ColumnMap.objects.update_or_create(
        kind=batch.kind,
        owner_key=batch.owner_key,
        digest=hashlib.sha256(batch.signature.encode()).hexdigest(),
        defaults={"signature": batch.signature, "mapping": batch.mapping},
    )
    large = batch.rows_found > INLINE_ROWS
    if large:
        batch.progress = progress.start(
            actor=actor,
            name="exchange.check_import",
            title=_("Memeriksa %(file)s") % {"file": batch.file_name},
            total=batch.rows_found,
            subject=batch,
        )
    batch.save()
    audit.record(
        actor, "exchange.import.mapped", batch, agency_id=importer.agency_id(batch.context), mapping=batch.mapping
    )
    if large:
        jobs.configure_task("exchange.check_import").defer(batch_id=str(batch.pk), actor_id=actor.pk)
    else:
        checking.check_rows(actor, batch)
    return batch


def _same_file(kind: str, digest: str, owner: str, context: dict[str, str]) -> ImportBatch | None:
    return (
        ImportBatch.objects.filter(file_sha256=digest, kind=kind, owner_key=owner, context=context)
        .exclude(state__in=[BatchState.UNDONE, BatchState.FAILED])
        .first()
    )


def _apply(batch: ImportBatch, table: reading.Table, maps: Mapping[str, ColumnMap]) -> None:
    known = maps.get(table.signature)
    batch.sheet = table.sheet[:255]
    batch.sheets = table.sheets
    batch.header_row = table.header_row
    batch.headings = [{"index": each.index, "letter": each.letter, "text": each.text} for each in table.headings]
    batch.signature = table.signature
    batch.mapping = dict(known.mapping) if known else table.mapping
    batch.remembered = known is not None
    batch.rows_found = len(table.rows)


def _valid(importer: Importer, batch: ImportBatch, mapping: Mapping[str, int]) -> dict[str, int]:
    there = {heading["index"]: heading["text"] for heading in batch.headings}
    chosen = {each.name: int(mapping[each.name]) for each in importer.fields if mapping.get(each.name) is not None}
    missing = [str(each.label) for each in importer.fields if each.required and each.name not in chosen]
    if missing:
        raise Unusable(
            _("Kolom wajib belum dipilih: %(fields)s. Pilih kolomnya, atau tambahkan di berkas lalu unggah lagi.")
            % {"fields": ", ".join(missing)},
            code="column-missing",
        )
    if unknown := [index for index in chosen.values() if index not in there]:
        raise Unusable(
            _("Kolom nomor %(index)d tidak ada di berkas. Pilih dari daftar.") % {"index": unknown[0] + 1},
            code="column-unknown",
        )
    twice = sorted({there[index] for index in chosen.values() if list(chosen.values()).count(index) > 1})
    if twice:
        raise Unusable(
            _("Kolom “%(column)s” dipilih untuk dua isian. Pilih satu kolom untuk tiap isian.") % {"column": twice[0]},
            code="column-twice",
        )
    return chosen

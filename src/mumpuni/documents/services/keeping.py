"""Keeping a document for ever."""

import datetime as dt
from typing import Any

from django.db import transaction

from mumpuni.audit import services as audit
from mumpuni.audit.policies import Actor
from mumpuni.documents import layouts, storage
from mumpuni.documents.models import Document


@transaction.atomic
def store(
    pdf: bytes,
    *,
    actor: Actor | None,
    kind: str,
    series: str,
    serial: int,
    number: str,
    title: str,
    layout: str,
    data: dict[str, Any],
    code: str,
    on: dt.date,
) -> Document:
    """Keep the bytes, then the row that names them.

    The file is on disk before the row can commit; if the caller's transaction fails, a file without a row remains,
    which harms nobody. A number or code used before raises IntegrityError. Who may issue is the caller's to decide.
    """
    blob = storage.put(pdf)
    document = Document.objects.create(
        kind=kind,
        series=series,
        year=on.year,
        serial=serial,
        number=number,
        title=title,
        layout=layout,
        layout_version=layouts.version(layout),
        data=layouts.check(layout, data).model_dump(mode="json"),
        sha256=blob.sha256,
        size=blob.size,
        code=code,
        issued_on=on,
        created_by_id=actor.pk if actor else None,
        created_by_name=(actor.get_full_name() if actor else audit.SYSTEM)[:200],
    )
    audit.record(actor, "documents.document.stored", document, kind=kind, sha256=blob.sha256)
    return document

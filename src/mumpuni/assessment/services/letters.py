"""An official letter from its number to the kept bytes; assignment and notification letters alike."""

from collections.abc import Callable
from datetime import date
from typing import Any

from mumpuni.documents import rendering, signing
from mumpuni.documents import services as documents
from mumpuni.documents.codes import new_code
from mumpuni.documents.models import Document
from mumpuni.documents.services import numbering
from mumpuni.people.models import OfficeHolder


def keep_letter(
    *,
    actor: Any,
    series: str,
    kind: str,
    layout: str,
    on: date,
    holder: OfficeHolder,
    title: str,
    reason: str,
    data: Callable[[str, str], dict[str, Any]],
) -> Document:
    """Number, print, sign and keep a letter, in the caller's transaction, so that a refusal gives the number back.

    `data` makes what the layout prints from number and code; `reason` stands in the signature, before the number.
    """
    serial = numbering.take_number(series, on.year)
    number, code = numbering.number_text(series, serial, on), new_code()
    printed = data(number, code)
    signer = signing.Holder(key=f"person:{holder.person_id}", name=holder.person.full_name)
    pdf = signing.provider().sign(rendering.render(layout, printed, on=on), signer, reason=f"{reason} {number}", page=1)
    return documents.store(
        pdf,
        actor=actor,
        kind=kind,
        series=series,
        serial=serial,
        number=number,
        title=title[:300],
        layout=layout,
        data=printed,
        code=code,
        on=on,
    )

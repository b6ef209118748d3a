"""What a stranger may learn about a certificate, and nothing else (Peraturan BKN 7/2020 Pasal 3 huruf a)."""

import hashlib
from dataclasses import dataclass
from datetime import date
from typing import Literal, cast

from django.db.models import QuerySet
from django.utils import timezone

from mumpuni.assessment.selectors.verification import is_replaced, valid_until
from mumpuni.certification.models import Certificate, Kind
from mumpuni.documents import selectors as documents
from mumpuni.documents.codes import LENGTH, check_code
from mumpuni.documents.models import Document

Answer = Literal["valid", "expired", "withdrawn", "replaced", "unknown", "mistyped"]


@dataclass(frozen=True)
class Verification:
    """The answer with the facts that the public may see; no number of identity, no agency, no reason."""

    answer: Answer
    kind: str = ""
    is_competence: bool = False
    name: str = ""
    qualification: str = ""
    held: int = 0
    required: int = 0
    is_competent: bool = False
    units: tuple[tuple[str, str], ...] = ()
    number: str = ""
    code: str = ""
    issued_on: date | None = None
    expires_on: date | None = None
    withdrawn_on: date | None = None
    newer_code: str = ""
    is_demo: bool = False
    is_letter: bool = False


UNKNOWN, MISTYPED = Verification("unknown"), Verification("mistyped")


def verify(text: str, *, today: date | None = None) -> Verification:
    """Look up a number or a verification code as a person typed it; letters are found by their code alone.

    A code whose check character does not fit is said to be mistyped, without a query.
    """
    given = " ".join(text.split())
    code = check_code(given)
    if code:
        found = _told(Certificate.objects.filter(code=code), today)
        return _letter(documents.by_code(code), today) if found is UNKNOWN else found
    found = _told(Certificate.objects.filter(number__iexact=given), today) if given else UNKNOWN
    return MISTYPED if found is UNKNOWN and _looks_like_code(given) else found


def verify_bytes(content: bytes, *, today: date | None = None) -> Verification:
    """Whether these bytes are those of a certificate as issued; a single changed byte makes them unknown."""
    digest = hashlib.sha256(content).hexdigest()
    found = _told(Certificate.objects.filter(document__sha256=digest), today)
    return _letter(documents.by_hash(digest), today) if found is UNKNOWN else found


def _letter(document: Document | None, today: date | None) -> Verification:
    """A letter or report of an assessment, for who holds its code or its file; whom and what it is about is not said.

    Not by number: letters are numbered in a row, so numbers could be tried out.
    """
    if document is None or not documents.is_letter(document):
        return UNKNOWN
    until = valid_until(document.pk)
    ended = until is not None and until < (today or timezone.localdate())
    return Verification(
        answer="replaced" if is_replaced(document.pk) else "expired" if ended else "valid",
        expires_on=until,
        number=document.number,
        code=document.code,
        issued_on=document.issued_on,
        is_demo=bool(document.data.get("demo")),
        is_letter=True,
    )


def _looks_like_code(text: str) -> bool:
    plain = [sign for sign in text if sign.isascii() and sign.isalnum()]
    return "/" not in text and len(plain) == LENGTH


def _told(found: QuerySet[Certificate], today: date | None) -> Verification:
    certificate = found.select_related("replaced_by").first()
    if certificate is None:
        return UNKNOWN
    newer: Certificate | None = getattr(certificate, "replaced_by", None)
    state = certificate.state_on(today or timezone.localdate())
    return Verification(
        answer=cast(Answer, state),
        kind=certificate.get_kind_display(),
        is_competence=certificate.kind == Kind.COMPETENCE,
        name=certificate.name,
        qualification=certificate.get_qualification_display(),
        held=certificate.held,
        required=certificate.required,
        is_competent=certificate.is_competent,
        units=tuple((unit["code"], unit["title"]) for unit in certificate.units),
        number=certificate.number,
        code=certificate.code,
        issued_on=certificate.issued_on,
        expires_on=certificate.expires_on,
        withdrawn_on=timezone.localdate(certificate.withdrawn_at) if certificate.withdrawn_at else None,
        newer_code=newer.code if newer else "",
        is_demo=certificate.is_demo,
    )

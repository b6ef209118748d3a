"""Reads of the documents app. Who may see a document is known to the app that had it made, and asked there."""

from mumpuni.documents import layouts, storage
from mumpuni.documents.codes import check_code
from mumpuni.documents.models import Authority, Document


def by_code(text: str) -> Document | None:
    """The document with this verification code, however it was typed; a mistyped code costs no query."""
    code = check_code(text)
    return Document.objects.filter(code=code).first() if code else None


def by_number(number: str) -> Document | None:
    """The document with this number."""
    return Document.objects.filter(number=number.strip()).first()


def by_hash(sha256: str) -> Document | None:
    """The document whose bytes have this SHA-256."""
    return Document.objects.filter(sha256=sha256.lower()).first()


def is_letter(document: Document) -> bool:
    """Whether it is an official letter (surat dinas), by the layout that drew it."""
    model = layouts.LAYOUTS.get(document.layout)
    return model is not None and issubclass(model, layouts.OfficialLetter)


def bytes_of(document: Document) -> bytes:
    """The bytes as issued; storage.Damaged if they are gone or changed."""
    return storage.read(document.sha256)


def authority_certificate() -> str | None:
    """The PEM certificate that readers must trust to see signatures as valid; None before the first start."""
    return Authority.objects.values_list("certificate", flat=True).first()

import pgtrigger
import pypdfium2
import pytest

from mumpuni.audit.models import Event
from mumpuni.documents.models import Authority, NumberCounter, SigningKey
from mumpuni.documents.services import keys


@pytest.fixture
def pages():
    """The lines of each page of a PDF."""

    def read(pdf):
        document = pypdfium2.PdfDocument(pdf)
        texts = [page.get_textpage().get_text_bounded() for page in document]
        document.close()
        return [[line.strip() for line in text.splitlines() if line.strip()] for text in texts]

    return read


@pytest.fixture
def quick_keys(monkeypatch):
    """Shorter keys, made in a tenth of the time."""
    monkeypatch.setattr(keys, "RSA_BITS", 2048)


@pytest.fixture
def committed(django_db_setup, django_db_blocker):
    """A database whose transactions really end, for tests with threads; left clean."""
    with django_db_blocker.unblock():
        yield
        with pgtrigger.ignore("audit.Event:written_once"):
            for model in (Event, SigningKey, Authority, NumberCounter):
                model.objects.all().delete()

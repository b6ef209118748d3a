import uuid

import pytest
from django.core.exceptions import ValidationError
from django.db import DatabaseError, IntegrityError, connection, transaction

from mumpuni.audit.models import Event
from mumpuni.documents import codes, layouts, rendering, selectors, services, storage
from mumpuni.documents.models import Document
from tests.documents.examples import DAY, competency

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def files(settings, tmp_path):
    settings.MUMPUNI_FILES = tmp_path
    return tmp_path


def stored(serial=17, **changes):
    number = f"{serial:05d}/SERT-MASN/V/2019"
    code = codes.new_code()
    data = competency(number=number, code=code)
    given = {
        "kind": "sertifikat-kompetensi", "series": "kompetensi", "serial": serial, "number": number, "code": code,
        "title": "Sertifikat", "layout": "sertifikat-kompetensi", "data": data, "on": DAY, "actor": None,
    }  # fmt: skip
    return services.store(rendering.render("sertifikat-kompetensi", data, on=DAY), **given | changes)


def test_a_document_is_found_by_code_number_and_hash_with_the_bytes_that_were_printed():
    document = stored()
    assert isinstance(document.pk, uuid.UUID)
    assert selectors.by_code(document.code.lower().replace("-", " ")) == document
    assert selectors.by_number(f" {document.number} ") == document
    assert selectors.by_hash(document.sha256.upper()) == document
    content = selectors.bytes_of(document)
    assert content == rendering.render(document.layout, document.data, on=document.issued_on)
    assert len(content) == document.size
    assert document.layout_version == layouts.version("sertifikat-kompetensi")
    assert (document.year, document.issued_on, document.created_by_name) == (2019, DAY, "sistem")
    (event,) = Event.objects.all()
    assert (event.name, event.subject_label) == ("documents.document.stored", document.number)


def test_strangers_find_nothing(django_assert_num_queries):
    stored()
    assert selectors.by_code(codes.new_code()) is None
    assert selectors.by_number("00018") is None
    assert selectors.by_hash("0" * 64) is None
    with django_assert_num_queries(0):
        assert selectors.by_code("bukan kode") is None


@pytest.mark.postgres
@pytest.mark.requirement("PAND-095")
@pytest.mark.parametrize("twice", ["number", "serial", "code"])
def test_no_number_and_no_code_is_given_twice(twice):
    first = stored()
    clash = {"number": {"serial": 18, "number": first.number}, "serial": {"number": "lain"}}.get(
        twice, {"serial": 18, "code": first.code}
    )
    with pytest.raises(IntegrityError), transaction.atomic():
        stored(**clash)
    assert Document.objects.count() == 1


@pytest.mark.postgres
@pytest.mark.parametrize(
    "statement",
    [
        "UPDATE documents_document SET number = 'x'",
        "DELETE FROM documents_document",
        "TRUNCATE documents_document CASCADE",
    ],
)
def test_the_database_refuses_to_change_a_document(statement):
    document = stored()
    with pytest.raises(DatabaseError, match="pgtrigger"), transaction.atomic(), connection.cursor() as cursor:
        cursor.execute(statement)
    assert Document.objects.get() == document


def test_a_document_with_wrong_data_is_not_kept():
    with pytest.raises(ValidationError):
        stored(data=competency(name=""))
    assert Document.objects.count() == 0


def test_a_lost_file_is_named(files):
    document = stored()
    (files / document.sha256[:2] / document.sha256).unlink()
    with pytest.raises(storage.Damaged, match=document.sha256):
        selectors.bytes_of(document)

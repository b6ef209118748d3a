"""The local authority, its keys, and the signatures made with them."""

import datetime as dt
from concurrent.futures import ThreadPoolExecutor
from io import BytesIO
from threading import Barrier

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.x509.oid import NameOID
from django.core.exceptions import ValidationError
from django.db import connection
from django.utils import timezone
from pyhanko.pdf_utils.reader import PdfFileReader
from pyhanko.sign.general import SigningError

from mumpuni.audit.models import Event
from mumpuni.documents import rendering, sealing, selectors, signing
from mumpuni.documents.models import Authority, SigningKey
from mumpuni.documents.services import keys
from tests.documents.examples import CENTRE, DAY, HEAD, LONG_NAME, competency

HOLDER = signing.Holder("person:1", HEAD["name"])
OTHER = signing.Holder("person:2", CENTRE["name"])


@pytest.fixture
def pdf():
    return rendering.render("sertifikat-kompetensi", competency(), on=DAY)


def signed(pdf, *holders):
    for page, holder in enumerate(holders, start=1):
        pdf = signing.provider().sign(pdf, holder, reason="Menerbitkan sertifikat", page=page)
    return pdf


def checked(pdf):
    return signing.signatures(pdf, roots=[selectors.authority_certificate()])


@pytest.mark.django_db
def test_keys_are_of_the_promised_length_and_never_lie_open():
    key = keys.key_for(HOLDER.key, HOLDER.name)
    opened = serialization.load_der_private_key(sealing.unseal(key.sealed_key, "documents.key"), password=None)
    certificate = x509.load_pem_x509_certificate(key.certificate.encode())
    assert opened.key_size == 3072
    assert opened.public_key() == certificate.public_key()
    assert "PRIVATE" not in key.sealed_key + key.certificate + key.authority.sealed_key
    certificate.verify_directly_issued_by(x509.load_pem_x509_certificate(selectors.authority_certificate().encode()))
    assert certificate.extensions.get_extension_for_class(x509.KeyUsage).value.content_commitment


@pytest.mark.django_db
def test_two_signatures_stand_side_by_side_each_on_its_page(quick_keys, pdf):
    before = timezone.now().replace(microsecond=0)
    both = signed(pdf, HOLDER, OTHER)
    assert both.startswith(pdf)
    first, second = checked(both)
    assert (first.name, first.page, second.name, second.page) == (HOLDER.name, 1, OTHER.name, 2)
    for report in (first, second):
        assert report.intact
        assert report.trusted
        assert report.signed_at >= before
    assert (first.covers_whole_file, second.covers_whole_file) == (False, True)


@pytest.mark.django_db
def test_signing_leaves_the_declared_standards_and_the_words_alone(quick_keys, pdf, pages):
    both = signed(pdf, HOLDER, OTHER)
    assert pages(both) == pages(pdf)
    described, before = (PdfFileReader(BytesIO(each)).root for each in (both, pdf))
    assert described["/Metadata"].data == before["/Metadata"].data
    assert described["/AcroForm"]["/SigFlags"] == 3
    for field in described["/AcroForm"]["/Fields"]:
        invisible = field.get_object()
        assert (invisible["/Rect"], invisible["/F"] & 0b111) == ([0, 0, 0, 0], 0b100)


@pytest.mark.django_db
def test_a_changed_byte_breaks_the_signature(quick_keys, pdf):
    one = signed(pdf, HOLDER)
    at = one.index(b"<pdfuaid:part>1") + len(b"<pdfuaid:part>")
    (report,) = checked(one[:at] + b"2" + one[at + 1 :])
    assert (report.intact, report.trusted) == (False, False)


@pytest.mark.django_db
def test_another_authority_is_not_trusted(quick_keys, pdf):
    one = signed(pdf, HOLDER)
    stranger = keys._new_key()
    certificate = (
        keys._certificate(
            keys._named("Lain"), keys._named("Lain"), stranger.public_key(), timezone.now(), keys.KEY_LASTS
        )
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .sign(stranger, keys.SHA256())
    )
    (report,) = signing.signatures(one, roots=[keys._pem(certificate)])
    assert (report.intact, report.trusted) == (True, False)


def test_a_file_without_signatures_has_none(pdf):
    assert signing.signatures(pdf, roots=[]) == []


@pytest.mark.django_db
def test_a_holder_keeps_one_key_until_the_name_or_the_time_changes(quick_keys):
    key = keys.key_for(HOLDER.key, HOLDER.name)
    assert keys.key_for(HOLDER.key, HOLDER.name) == key
    renamed = keys.key_for(HOLDER.key, "Dr. Raden Wijayakusuma, S.H., M.H.")
    assert renamed != key
    SigningKey.objects.filter(pk=key.pk).update(valid_until=timezone.now() + dt.timedelta(days=9))
    renewed = keys.key_for(HOLDER.key, HOLDER.name)
    assert renewed not in (key, renamed)
    assert Event.objects.filter(name="documents.key.made").count() == 3


@pytest.mark.django_db
def test_a_long_name_fits_into_the_certificate_and_stands_whole_in_the_signature(quick_keys, pdf):
    (report,) = checked(signed(pdf, signing.Holder("person:3", LONG_NAME)))
    certificate = x509.load_pem_x509_certificate(SigningKey.objects.get().certificate.encode())
    (name,) = certificate.subject.get_attributes_for_oid(NameOID.COMMON_NAME)
    assert LONG_NAME.startswith(name.value)
    assert len(name.value) <= 64
    assert report.name == LONG_NAME


@pytest.mark.django_db
def test_a_revoked_key_signs_no_more_and_is_named_in_the_list(quick_keys, pdf):
    key = keys.key_for(HOLDER.key, HOLDER.name)
    keys.key_for(OTHER.key, OTHER.name)
    with pytest.raises(ValidationError, match="alasan"):
        keys.revoke(actor=None, holder_key=HOLDER.key, reason=" ")
    assert keys.revoke(actor=None, holder_key=HOLDER.key, reason="Kunci bocor") == 1
    assert keys.revoke(actor=None, holder_key=HOLDER.key, reason="Kunci bocor") == 0
    authority = Authority.objects.get()
    listed = x509.load_der_x509_crl(bytes(authority.revoked_list))
    assert [f"{entry.serial_number:x}" for entry in listed] == [key.serial]
    assert authority.revoked_list_number == 2
    signed(pdf, HOLDER)
    assert SigningKey.objects.get(holder_key=HOLDER.key, revoked_at=None) != key
    (event,) = Event.objects.filter(name="documents.key.revoked")
    assert event.data == {"holder": HOLDER.key, "reason": "Kunci bocor", "keys": 1}


@pytest.mark.django_db
def test_a_signature_with_a_key_revoked_before_is_refused(quick_keys, pdf):
    key = keys.key_for(HOLDER.key, HOLDER.name)
    keys.revoke(actor=None, holder_key=HOLDER.key, reason="Kunci bocor")
    authority = Authority.objects.get()
    signer = keys._loaded(key.certificate, key.sealed_key, authority.certificate)
    with pytest.raises(SigningError, match="could not be validated"):
        signing.sign(pdf, signer, reason="", page=1, name="", revoked=bytes(authority.revoked_list))


@pytest.mark.django_db
def test_a_key_that_ended_is_refused_by_name(quick_keys, monkeypatch, pdf):
    with monkeypatch.context() as past:
        past.setattr(keys, "KEY_LASTS", dt.timedelta(minutes=-1))
        keys.key_for(HOLDER.key, HOLDER.name)
    SigningKey.objects.update(valid_until=timezone.now() + dt.timedelta(days=99))
    with pytest.raises(ValidationError, match=f"Tanda tangan {HOLDER.name} tidak dapat dibubuhkan"):
        signed(pdf, HOLDER)


@pytest.mark.django_db
def test_a_list_near_its_end_is_renewed_before_signing(quick_keys, pdf):
    keys.ensure_authority()
    Authority.objects.update(revoked_list_until=timezone.now() + dt.timedelta(days=1))
    assert checked(signed(pdf, HOLDER))[0].trusted
    authority = Authority.objects.get()
    assert authority.revoked_list_number == 2
    assert authority.revoked_list_until > timezone.now() + dt.timedelta(days=29)


@pytest.mark.django_db
def test_signing_again_asks_the_database_once(quick_keys, pdf, queries):
    signed(pdf, HOLDER)
    assert queries(lambda: signed(pdf, HOLDER)) == 1


@pytest.mark.django_db
def test_without_its_master_key_an_installation_says_what_is_missing(quick_keys, pdf, settings):
    keys.key_for(HOLDER.key, HOLDER.name)
    settings.MUMPUNI_MASTER_KEY = bytes(32)
    with pytest.raises(sealing.CannotUnseal, match="Pulihkan folder kunci"):
        signed(pdf, HOLDER)


@pytest.mark.postgres
def test_many_starting_at_once_make_one_authority_and_one_key(committed, quick_keys):
    start = Barrier(4)

    def begin(_worker):
        start.wait()
        try:
            return keys.ensure_authority().name, keys.key_for(HOLDER.key, HOLDER.name).pk
        finally:
            connection.close()

    with ThreadPoolExecutor(4) as pool:
        assert len(set(pool.map(begin, range(4)))) == 1
    assert (Authority.objects.count(), SigningKey.objects.count()) == (1, 1)


class Elsewhere:
    """A provider of another kind."""

    def sign(self, pdf, holder, *, reason, page):
        return pdf + f"{holder.key} {reason} {page}".encode()


def test_another_provider_takes_over_by_configuration(settings):
    signing.provider.cache_clear()
    settings.MUMPUNI_SIGNING_PROVIDER = f"{__name__}.Elsewhere"
    assert signed(b"pdf ", HOLDER) == b"pdf person:1 Menerbitkan sertifikat 1"
    signing.provider.cache_clear()

"""Verification by strangers."""

import pytest
from django.core.cache import cache
from django.core.files.uploadedfile import SimpleUploadedFile
from django.urls import reverse

from mumpuni.certification.models import Certificate
from mumpuni.certification.selectors.public import verify
from mumpuni.certification.services.issuing import issue_run
from mumpuni.certification.views import public
from mumpuni.documents import selectors as documents
from mumpuni.documents.codes import new_code
from mumpuni.ui import limits

pytestmark = pytest.mark.django_db


@pytest.fixture(autouse=True)
def _no_earlier_visits():
    cache.clear()


@pytest.fixture
def certificate(house):
    house.nominations = house.nominations[:1]
    issue_run(house.approved(kinds=["competence"]).pk)
    return Certificate.objects.get()


@pytest.mark.requirement("B7-20-028")
def test_a_stranger_learns_name_qualification_units_dates_and_nothing_else(client, certificate, house):
    response = client.get(reverse("certification:verify_code", args=[certificate.code]))
    page = response.content.decode()
    assert response.status_code == 200
    for words in ("Berlaku", certificate.name, "Pengawas", "15 dari 15", certificate.number, "20 Mei 2019"):
        assert words in page
    person = house.nominations[0].person
    hidden = [person.identities.get().plain, person.email, house.agency.name, "Penguji Satu", "lembar 1-30"]
    assert [words for words in hidden if words in page] == []
    assert "noindex" in response["X-Robots-Tag"]
    assert response["Cache-Control"] == "no-store"


@pytest.mark.requirement("B7-20-028")
@pytest.mark.parametrize(
    "write",
    [
        lambda given: given.number,
        lambda given: f"  {given.number.lower()} ",
        lambda given: given.code,
        lambda given: given.code.lower().replace("-", " "),
    ],
)
def test_number_and_code_are_found_however_they_are_typed(certificate, write):
    assert verify(write(certificate)).answer == "valid"


@pytest.mark.requirement("B7-20-028")
@pytest.mark.parametrize(
    ("given", "answer"),
    [("00099/MASN-K/V/2019", "unknown"), ("", "unknown"), ("apa saja", "unknown"), ("AAAA-AAAA-AAA1", "mistyped")],
)
def test_what_is_not_there_is_unknown_or_mistyped(certificate, given, answer):
    assert verify(given).answer == answer


@pytest.mark.requirement("B7-20-028")
def test_a_single_wrong_sign_in_a_code_is_told_as_a_slip_of_the_pen(client, certificate):
    wrong = ("1" if certificate.code[0] != "1" else "2") + certificate.code[1:]
    response = client.get(reverse("certification:verify_code", args=[wrong]))
    assert response.status_code == 404
    assert "salah ketik" in response.content.decode()
    assert (
        "tidak ditemukan"
        in client.get(reverse("certification:verify_code", args=[new_code()])).content.decode().lower()
    )


def test_the_issued_bytes_are_known_and_a_changed_byte_is_not(client, certificate):
    content = documents.bytes_of(certificate.document)
    address = reverse("certification:verify")
    same = client.post(address, {"file": SimpleUploadedFile("a.pdf", content)})
    assert "sama persis" in same.content.decode()
    changed = client.post(address, {"file": SimpleUploadedFile("a.pdf", content + b"\n")})
    assert (changed.status_code, certificate.name in changed.content.decode()) == (404, False)


def test_a_file_too_large_is_refused_with_words(client, monkeypatch):
    monkeypatch.setattr("mumpuni.certification.forms.MOST_BYTES", 10)
    response = client.post(reverse("certification:verify"), {"file": SimpleUploadedFile("a.pdf", b"x" * 11)})
    assert (response.status_code, "10 MB" in response.content.decode()) == (422, True)


def test_asking_too_often_is_refused_but_the_bare_form_is_not(client, certificate, monkeypatch):
    monkeypatch.setattr(limits, "_minute", lambda: 7)
    monkeypatch.setattr(public, "RATES", {"verify": 3, "upload": 1})
    address = reverse("certification:verify_code", args=[certificate.code])
    assert [client.get(address).status_code for _ in range(4)] == [200, 200, 200, 429]
    assert client.get(reverse("certification:verify")).status_code == 200
    assert client.get(reverse("certification:verify"), {"q": certificate.number}).status_code == 429
    assert client.get(address, REMOTE_ADDR="10.1.2.3").status_code == 200
    monkeypatch.setattr(limits, "_minute", lambda: 8)
    assert client.get(address).status_code == 200


def test_one_network_of_many_addresses_counts_as_one(client, certificate, monkeypatch):
    monkeypatch.setattr(limits, "_minute", lambda: 7)
    monkeypatch.setattr(public, "RATES", {"verify": 2, "upload": 1})
    address = reverse("certification:verify_code", args=[certificate.code])
    askers = ["2001:db8:1:1::1", "2001:db8:1:1::2", "2001:db8:1:1:ffff::3", "2001:db8:1:2::1"]
    assert [client.get(address, REMOTE_ADDR=asker).status_code for asker in askers] == [200, 200, 429, 200]


def test_without_the_register_nothing_is_said_to_be_valid(client, certificate, monkeypatch):
    def lost(*_given):
        raise ConnectionError

    monkeypatch.setattr(public, "look_up", lost)
    client.raise_request_exception = False
    response = client.get(reverse("certification:verify_code", args=[certificate.code]))
    assert (response.status_code, certificate.name in response.content.decode()) == (500, False)


def test_verification_costs_two_queries_at_most(client, certificate, queries):
    address = reverse("certification:verify_code", args=[certificate.code])
    assert queries(lambda: client.get(address)) <= 2

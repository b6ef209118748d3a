"""Error pages wear the same dress and say what to do."""

import io
import logging
import re

import pytest
from django.test import Client

pytestmark = pytest.mark.urls("tests.ui.urls")


@pytest.fixture
def soft_client() -> Client:
    return Client(raise_request_exception=False)


@pytest.mark.django_db
def test_a_refusal_shows_the_policys_own_sentence(client: Client) -> None:
    answer = client.get("/uji/ditolak/")
    assert answer.status_code == 403
    assert "Hanya penyelenggara yang menerbitkan sertifikat." in answer.content.decode()


@pytest.mark.django_db
def test_a_missing_page_is_said_in_our_words(client: Client) -> None:
    answer = client.get("/tidak/ada/")
    assert answer.status_code == 404
    assert "Halaman tidak ditemukan" in answer.content.decode()
    assert "urls" not in answer.content.decode()


@pytest.mark.django_db
def test_a_nul_in_an_address_is_no_fault_of_ours(client: Client) -> None:
    assert client.get("/uji/daftar/?q=a%00b").status_code == 400


@pytest.mark.django_db
@pytest.mark.parametrize("address", ["/uji/formulir/", "/tampilan/"])
def test_an_overlong_body_is_refused_unread(address: str) -> None:
    """Else a stranger could fill the disk: looking for the CSRF token writes what is uploaded to it."""

    class Unreadable(io.RawIOBase):
        def read(self, size: int = -1) -> bytes:
            raise AssertionError("the body was read")

    client = Client(enforce_csrf_checks=True)
    client.get(address)
    given = {"CONTENT_LENGTH": str(100 * 1024 * 1024), "wsgi.input": Unreadable()}
    client.cookies["csrftoken"] = "x" * 32
    answer = client.generic("POST", address, b"", content_type="multipart/form-data; boundary=x", **given)
    assert answer.status_code == 413
    assert "Paling besar 21 MB" in answer.content.decode()


@pytest.mark.django_db
def test_too_often_says_when_it_works_again(client: Client) -> None:
    answer = client.get("/uji/sering/")
    assert (answer.status_code, answer.headers["Retry-After"]) == (429, "30")
    assert "Coba lagi dalam 30 detik." in answer.content.decode()


@pytest.mark.django_db
def test_a_form_that_is_too_old_says_that_nothing_was_saved() -> None:
    answer = Client(enforce_csrf_checks=True).post("/tampilan/", {"theme": "dark"})
    assert answer.status_code == 403
    assert "Tidak ada yang disimpan." in answer.content.decode()


def test_a_crash_shows_the_number_found_in_the_log_and_needs_no_database(
    soft_client: Client, caplog: pytest.LogCaptureFixture
) -> None:
    soft_client.cookies["mumpuni_theme"] = "dark"
    soft_client.cookies["sessionid"] = "would-need-the-database"
    from mumpuni.ui.middleware import RequestIdFilter

    caplog.handler.addFilter(RequestIdFilter())
    with caplog.at_level(logging.ERROR, "django.request"):
        answer = soft_client.get("/uji/rusak/")
    page = answer.content.decode()
    shown = re.search(r"<code>([0-9a-f]{12})</code>", page)
    assert answer.status_code == 500
    assert shown is not None
    assert answer.headers["X-Request-ID"] == shown.group(1)
    assert [record.request_id for record in caplog.records if record.name == "django.request"] == [shown.group(1)]
    assert 'data-bs-theme="dark"' in page
    assert "rusak untuk diuji" not in page


def test_two_requests_never_share_a_number(soft_client: Client) -> None:
    numbers = {soft_client.get("/uji/rusak/").headers["X-Request-ID"] for _ in range(5)}
    assert len(numbers) == 5

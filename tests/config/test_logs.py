"""What the log leaves out."""

import logging

from django.conf import settings
from django.core import signing
from django.utils.module_loading import import_string

from mumpuni.config.logs import DiscreetFormatter


def _line(message: str, *given: object, error: BaseException | None = None) -> str:
    trace = (type(error), error, error.__traceback__) if error else None
    return DiscreetFormatter("%(message)s").format(logging.LogRecord("x", 30, "x", 1, message, given, trace))


def test_signed_links_are_not_kept() -> None:
    token = signing.dumps(12, salt="x")
    reset = "/akun/kata-sandi/baru/1b-d1abcd-0123456789abcdef0123456789abcdef/"
    assert _line("Gone: %s", f"/sertifikat/tautan/{token}/") == "Gone: /sertifikat/tautan/…/"
    assert _line("Gone: %s", f"/sertifikat/tautan/{token}/7/") == "Gone: /sertifikat/tautan/…/7/"
    assert _line("Forbidden: %s", reset) == "Forbidden: /akun/kata-sandi/baru/…/"


def test_other_addresses_stay_readable() -> None:
    for path in ("/v/ABCD-EFGH-JKMN/", "/pekerjaan/0b7c1f0e-7d0c-4d7e-9a43-0d1f4a0b5a51/"):
        assert _line("Not Found: %s", path) == f"Not Found: {path}"


def test_identity_numbers_are_not_kept_even_in_tracebacks() -> None:
    try:
        raise ValueError("Key (plain)=(198005052005011001), Key (nik)=(3171234567890001)")
    except ValueError as error:
        line = _line("failed", error=error)
    assert "ValueError" in line
    assert "198005052005011001" not in line
    assert "3171234567890001" not in line


def test_the_installation_logs_so() -> None:
    made = import_string(settings.LOGGING["formatters"]["line"]["()"])
    assert made is DiscreetFormatter

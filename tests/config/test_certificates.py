"""What is said of the certificate that `mumpuni serve` is given, and of sheets that are written offline."""

from datetime import UTC, datetime, timedelta

import pytest
from cryptography import x509
from cryptography.hazmat.primitives import hashes, serialization
from cryptography.hazmat.primitives.asymmetric import ec
from cryptography.x509.oid import NameOID

from mumpuni.config import doctor
from mumpuni.config.certificates import judge
from mumpuni.config.errors import InstallationError
from mumpuni.config.serve import serve

BEGUN = datetime(2026, 1, 1, tzinfo=UTC)
ENDED = datetime(2026, 12, 31, tzinfo=UTC)


def write_key(path, password=None):
    key = ec.generate_private_key(ec.SECP256R1())
    lock = serialization.BestAvailableEncryption(password) if password else serialization.NoEncryption()
    path.write_bytes(key.private_bytes(serialization.Encoding.PEM, serialization.PrivateFormat.PKCS8, lock))
    return key


@pytest.fixture
def pair(tmp_path):
    """A certificate of the year 2026 and its key."""
    key = write_key(tmp_path / "privkey.pem")
    name = x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, "mumpuni.contoh.go.id")])
    made = x509.CertificateBuilder(name, name, key.public_key(), 1, BEGUN, ENDED).sign(key, hashes.SHA256())
    (tmp_path / "fullchain.pem").write_bytes(made.public_bytes(serialization.Encoding.PEM))
    return tmp_path / "fullchain.pem", tmp_path / "privkey.pem"


@pytest.mark.parametrize(("now", "found", "mends", "advises"), [
    (BEGUN - timedelta(seconds=1), "baru berlaku mulai 2026-01-01", True, False),
    (BEGUN, "berlaku sampai 2026-12-31", False, False),
    (ENDED - timedelta(days=30), "berlaku sampai 2026-12-31", False, False),
    (ENDED - timedelta(days=30) + timedelta(seconds=1), "berlaku sampai 2026-12-31", False, True),
    (ENDED + timedelta(seconds=1), "kedaluwarsa sejak 2026-12-31", True, False)])  # fmt: skip
def test_a_certificate_serves_on_its_days(pair, now, found, mends, advises):
    verdict = judge(*pair, now=now)
    assert (verdict.found, bool(verdict.mend), bool(verdict.advice)) == (found, mends, advises)


def test_a_pair_that_is_none_is_named(pair, tmp_path):
    certificate, key = pair
    other, locked, empty = (tmp_path / name for name in ("lain.pem", "terkunci.pem", "kosong.pem"))
    write_key(other)
    write_key(locked, b"rahasia")
    empty.write_text("")
    absent = tmp_path / "tiada.pem"
    pairs = ((certificate, other), (certificate, locked), (certificate, empty), (empty, key), (absent, key))
    found = [judge(*each, now=BEGUN).found for each in pairs]
    assert found == [
        f"{other} bukan kunci dari {certificate}",
        f"{locked} terkunci kata sandi",
        f"{empty} bukan kunci PEM",
        f"{empty} bukan sertifikat PEM",
        f"{absent} tidak terbaca (No such file or directory)",
    ]


def test_serving_is_refused_before_anything_starts(pair):
    certificate, _key = pair
    with pytest.raises(InstallationError, match=r"Sertifikat TLS: .*bukan kunci PEM"):
        serve("127.0.0.1", 0, certificate=certificate, key=certificate)


@pytest.mark.parametrize(("address", "sound", "found"), [
    ("https://mumpuni.contoh.go.id", True, "dapat dipakai"),
    ("http://localhost:8000", True, "dapat dipakai hanya dari komputer ini; tablet memerlukan HTTPS"),
    ("http://10.0.0.5:8000", False, "tidak dapat dipakai, peramban menolaknya tanpa HTTPS")])  # fmt: skip
def test_doctor_says_whether_sheets_can_be_written_offline(settings, address, sound, found):
    settings.MUMPUNI_BASE_URL = address
    check = doctor._offline()
    assert (check.sound, check.found) == (sound, found)

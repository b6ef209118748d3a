"""The TLS certificate of `mumpuni serve`: without one that browsers believe, no sheet is written offline."""

import ssl
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from pathlib import Path

from mumpuni.config.words import gettext as _

#: Renewing one through an agency's own office takes weeks.
SOON = timedelta(days=30)


@dataclass(frozen=True)
class Verdict:
    """What was found, how to mend it when it cannot serve, or what had better be done."""

    found: str
    mend: str = ""
    advice: str = ""


def judge(certificate: Path, key: Path, *, now: datetime | None = None) -> Verdict:
    """Say whether this pair can serve: readable, of one another, valid today and for some time."""
    from cryptography import x509

    now = now or datetime.now(UTC)
    for path in (certificate, key):
        try:
            path.read_bytes()
        except OSError as error:
            found = _("{path} tidak terbaca ({error})").format(path=path, error=error.strerror)
            return Verdict(found, _("periksa nama berkas, dan izin baca bagi akun yang menjalankan mumpuni"))
    try:
        own = x509.load_pem_x509_certificates(certificate.read_bytes())[0]
    except ValueError:
        found = _("{path} bukan sertifikat PEM").format(path=certificate)
        return Verdict(found, _("pakai berkas fullchain.pem yang diawali «-----BEGIN CERTIFICATE-----»"))
    if wrong := _of_another(certificate, key):
        return wrong
    last = own.not_valid_after_utc
    if now < own.not_valid_before_utc:
        found = _("baru berlaku mulai {day}").format(day=own.not_valid_before_utc.date())
        return Verdict(found, _("periksa jam server, atau pasang sertifikat yang sudah berlaku"))
    if now > last:
        return Verdict(_("kedaluwarsa sejak {day}").format(day=last.date()), _("perbarui, lalu jalankan ulang mumpuni"))
    found = _("berlaku sampai {day}").format(day=last.date())
    return Verdict(found, advice=_("perbarui sebelum tanggal itu") if last - now < SOON else "")


def _of_another(certificate: Path, key: Path) -> Verdict | None:
    """What OpenSSL says when it loads both; a password would be asked for at each start, so it counts as unreadable."""

    def no_password() -> bytes:
        raise ValueError

    try:
        ssl.SSLContext(ssl.PROTOCOL_TLS_SERVER).load_cert_chain(certificate, key, password=no_password)
    except ssl.SSLError as error:
        if error.reason == "KEY_VALUES_MISMATCH":
            found = _("{key} bukan kunci dari {certificate}").format(key=key, certificate=certificate)
            return Verdict(found, _("pasangkan kunci yang dipakai saat sertifikat itu diminta"))
        return Verdict(_("{path} bukan kunci PEM").format(path=key), _("pakai berkas privkey.pem dari sertifikat itu"))
    except ValueError:
        found = _("{path} terkunci kata sandi").format(path=key)
        return Verdict(found, _("buka dahulu: openssl pkey -in {path} -out privkey.pem").format(path=key))
    return None

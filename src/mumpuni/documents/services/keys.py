"""The installation's own certificate authority and the keys of those who sign.

Private keys rest sealed with the master key; each certificate is for signing documents only and lasts two years.
"""

import datetime as dt
import uuid
from functools import lru_cache
from typing import cast

from cryptography import x509
from cryptography.hazmat.primitives import serialization
from cryptography.hazmat.primitives.asymmetric import rsa
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.x509.oid import NameOID, ObjectIdentifier
from django.db import connection, transaction
from django.utils import timezone
from django.utils.translation import gettext as _
from pyhanko.sign.general import SigningError

from mumpuni.audit import services as audit
from mumpuni.audit.policies import Actor, Unusable
from mumpuni.documents import sealing, signing
from mumpuni.documents.models import Authority, SigningKey

AUTHORITY_LASTS = dt.timedelta(days=20 * 365)
KEY_LASTS = dt.timedelta(days=2 * 365)
REVOKED_LIST_LASTS = dt.timedelta(days=30)
RENEW_BEFORE = dt.timedelta(days=10)
RSA_BITS = 3072
COMMON_NAME_MOST = 64
DOCUMENT_SIGNING = ObjectIdentifier("1.3.6.1.5.5.7.3.36")
_CONTEXT = "documents.key"


class LocalAuthority:
    """Signs with keys that this installation keeps for its holders."""

    def sign(self, pdf: bytes, holder: signing.Holder, *, reason: str, page: int) -> bytes:
        """See signing.SigningProvider."""
        key = key_for(holder.key, holder.name)
        authority = _with_fresh_list(key.authority)
        signer = _loaded(key.certificate, key.sealed_key, authority.certificate)
        try:
            return signing.sign(
                pdf, signer, reason=reason, page=page, name=holder.name, revoked=bytes(authority.revoked_list)
            )
        except SigningError as problem:
            raise Unusable(
                _("Tanda tangan %(name)s tidak dapat dibubuhkan: kuncinya ditolak. Cabut kunci itu, lalu ulangi."),
                code="signature-refused",
                params={"name": holder.name},
            ) from problem


@transaction.atomic
def ensure_authority() -> Authority:
    """The certificate authority, made on the first call; safe when several processes start at once."""
    existing = Authority.objects.first()
    if existing:
        return existing
    _wait_for("documents.authority")
    existing = Authority.objects.first()
    if existing:
        return existing
    name = f"Otoritas Sertifikat Mumpuni {uuid.uuid4().hex[:8]}"
    key, now = _new_key(), timezone.now()
    usage = _usage(key_cert_sign=True, crl_sign=True)
    certificate = (
        _certificate(_named(name), _named(name), key.public_key(), now, AUTHORITY_LASTS)
        .add_extension(x509.BasicConstraints(ca=True, path_length=0), critical=True)
        .add_extension(usage, critical=True)
        .sign(key, SHA256())
    )
    authority = Authority(name=name, certificate=_pem(certificate), sealed_key=_sealed(key), revoked_list_number=0)
    _write_revoked_list(authority)
    authority.save(force_insert=True)
    audit.record(None, "documents.authority.made", authority)
    return authority


def key_for(holder_key: str, common_name: str) -> SigningKey:
    """The holder's valid key; a new one if there is none, it ends within days, is revoked, or the name has changed."""
    return _valid_key(holder_key, common_name) or _make_key(holder_key, common_name)


@transaction.atomic
def revoke(*, actor: Actor | None, holder_key: str, reason: str) -> int:
    """Revoke every key of the holder, and say so in a new list; returns how many. The caller decides who may."""
    if not reason.strip():
        raise Unusable(_("Isi alasan pencabutan kunci."), code="reason-missing")
    authority = Authority.objects.select_for_update().get(pk=ensure_authority().pk)
    keys = SigningKey.objects.filter(holder_key=holder_key, revoked_at=None)
    count = keys.update(revoked_at=timezone.now(), revocation_reason=reason.strip()[:300])
    if count:
        _write_revoked_list(authority)
        authority.save()
        audit.record(actor, "documents.key.revoked", authority, holder=holder_key, reason=reason.strip(), keys=count)
    return count


def _valid_key(holder_key: str, common_name: str) -> SigningKey | None:
    return (
        SigningKey.objects.select_related("authority")
        .filter(holder_key=holder_key, common_name=common_name[:200], revoked_at=None)
        .filter(valid_until__gt=timezone.now() + RENEW_BEFORE)
        .order_by("-valid_until")
        .first()
    )


@transaction.atomic
def _make_key(holder_key: str, common_name: str) -> SigningKey:
    authority = ensure_authority()
    _wait_for(f"documents.key.{holder_key}")
    existing = _valid_key(holder_key, common_name)
    if existing:
        return existing
    key, now = _new_key(), timezone.now()
    issuer = x509.load_pem_x509_certificate(authority.certificate.encode())
    authority_key = _opened(authority.sealed_key)
    certificate = (
        _certificate(_named(common_name), issuer.subject, key.public_key(), now, KEY_LASTS)
        .add_extension(x509.BasicConstraints(ca=False, path_length=None), critical=True)
        .add_extension(_usage(digital_signature=True, content_commitment=True), critical=True)
        .add_extension(x509.ExtendedKeyUsage([DOCUMENT_SIGNING]), critical=False)
        .add_extension(x509.AuthorityKeyIdentifier.from_issuer_public_key(authority_key.public_key()), critical=False)
        .sign(authority_key, SHA256())
    )
    made = SigningKey.objects.create(
        authority=authority,
        holder_key=holder_key,
        common_name=common_name[:200],
        serial=f"{certificate.serial_number:x}",
        certificate=_pem(certificate),
        sealed_key=_sealed(key),
        valid_from=certificate.not_valid_before_utc,
        valid_until=certificate.not_valid_after_utc,
    )
    audit.record(None, "documents.key.made", made, holder=holder_key)
    return made


def _with_fresh_list(authority: Authority) -> Authority:
    """The authority with a list that does not end while we sign."""
    if authority.revoked_list_until > timezone.now() + RENEW_BEFORE:
        return authority
    with transaction.atomic():
        locked = Authority.objects.select_for_update().get(pk=authority.pk)
        if locked.revoked_list_until <= timezone.now() + RENEW_BEFORE:
            _write_revoked_list(locked)
            locked.save()
    return locked


def _write_revoked_list(authority: Authority) -> None:
    now = timezone.now()
    issuer = x509.load_pem_x509_certificate(authority.certificate.encode())
    builder = (
        x509.CertificateRevocationListBuilder()
        .issuer_name(issuer.subject)
        .last_update(now - dt.timedelta(minutes=1))
        .next_update(now + REVOKED_LIST_LASTS)
        .add_extension(x509.CRLNumber(authority.revoked_list_number + 1), critical=False)
    )
    for serial, at in SigningKey.objects.exclude(revoked_at=None).values_list("serial", "revoked_at"):
        entry = x509.RevokedCertificateBuilder().serial_number(int(serial, 16)).revocation_date(cast(dt.datetime, at))
        builder = builder.add_revoked_certificate(entry.build())
    signed = builder.sign(_opened(authority.sealed_key), SHA256())
    authority.revoked_list = signed.public_bytes(serialization.Encoding.DER)
    authority.revoked_list_number += 1
    authority.revoked_list_until = now + REVOKED_LIST_LASTS


@lru_cache(maxsize=64)
def _loaded(certificate: str, sealed_key: str, root: str) -> signing.LoadedSigner:
    return signing.LoadedSigner(_opened(sealed_key), certificate, root)


def _wait_for(name: str) -> None:
    """Let one transaction at a time past this name."""
    with connection.cursor() as cursor:
        cursor.execute("SELECT pg_advisory_xact_lock(hashtextextended(%s, 0))", [name])


def _new_key() -> rsa.RSAPrivateKey:
    return rsa.generate_private_key(public_exponent=65537, key_size=RSA_BITS)


def _sealed(key: rsa.RSAPrivateKey) -> str:
    plain = key.private_bytes(
        serialization.Encoding.DER, serialization.PrivateFormat.PKCS8, serialization.NoEncryption()
    )
    return sealing.seal(plain, _CONTEXT)


def _opened(sealed_key: str) -> rsa.RSAPrivateKey:
    # What the seal opens is what we sealed; proving once more that the primes are prime takes longer than to sign.
    key = serialization.load_der_private_key(
        sealing.unseal(sealed_key, _CONTEXT), password=None, unsafe_skip_rsa_key_validation=True
    )
    return cast(rsa.RSAPrivateKey, key)


def _named(name: str) -> x509.Name:
    return x509.Name([x509.NameAttribute(NameOID.COMMON_NAME, name[:COMMON_NAME_MOST].strip())])


def _certificate(
    subject: x509.Name, issuer: x509.Name, key: rsa.RSAPublicKey, now: dt.datetime, lasts: dt.timedelta
) -> x509.CertificateBuilder:
    return (
        x509.CertificateBuilder()
        .subject_name(subject)
        .issuer_name(issuer)
        .public_key(key)
        .serial_number(x509.random_serial_number())
        .not_valid_before(now - dt.timedelta(minutes=5))
        .not_valid_after(now + lasts)
        .add_extension(x509.SubjectKeyIdentifier.from_public_key(key), critical=False)
    )


def _usage(**allowed: bool) -> x509.KeyUsage:
    names = (
        "digital_signature", "content_commitment", "key_encipherment", "data_encipherment", "key_agreement",
        "key_cert_sign", "crl_sign", "encipher_only", "decipher_only",
    )  # fmt: skip
    return x509.KeyUsage(**{name: allowed.get(name, False) for name in names})


def _pem(certificate: x509.Certificate) -> str:
    return certificate.public_bytes(serialization.Encoding.PEM).decode()

"""Secrets at rest: sealed with the installation's master key, found again by a keyed hash.

The master key is `settings.MUMPUNI_MASTER_KEY`, bytes or a callable that gives them.
"""

import hmac
import os
from base64 import urlsafe_b64decode, urlsafe_b64encode

from cryptography.exceptions import InvalidTag
from cryptography.hazmat.primitives.ciphers.aead import AESGCM
from cryptography.hazmat.primitives.hashes import SHA256
from cryptography.hazmat.primitives.kdf.hkdf import HKDF
from django.conf import settings
from django.utils.translation import gettext_lazy as _

_VERSION = "1."
_NONCE = 12


class CannotUnseal(Exception):
    """The sealed text is damaged, moved from its place, or was sealed with another master key."""

    message = _("Data tersegel tidak dapat dibuka: kunci induk tidak cocok. Pulihkan folder kunci dari cadangan.")

    def __str__(self) -> str:
        return str(self.message)


def seal(secret: bytes | str, context: str = "") -> str:
    """Encrypt (AES-256-GCM). `context` names the place; the text opens only where the same context is given."""
    plain = secret.encode() if isinstance(secret, str) else secret
    nonce = os.urandom(_NONCE)
    sealed = AESGCM(_key(b"seal")).encrypt(nonce, plain, context.encode())
    return _VERSION + urlsafe_b64encode(nonce + sealed).decode()


def unseal(sealed: str, context: str = "") -> bytes:
    """What was sealed; CannotUnseal if the text, its place or the master key is another."""
    if not sealed.startswith(_VERSION):
        raise CannotUnseal
    try:
        blob = urlsafe_b64decode(sealed.removeprefix(_VERSION))
        return AESGCM(_key(b"seal")).decrypt(blob[:_NONCE], blob[_NONCE:], context.encode())
    except (InvalidTag, ValueError) as problem:
        raise CannotUnseal from problem


def lookup_hash(text: str) -> str:
    """A keyed hash in 64 hexadecimal digits, to find a sealed number without opening any."""
    return hmac.digest(_key(b"lookup"), text.encode(), "sha256").hex()


def _key(purpose: bytes) -> bytes:
    master = settings.MUMPUNI_MASTER_KEY
    return HKDF(SHA256(), 32, salt=None, info=b"mumpuni " + purpose).derive(master() if callable(master) else master)

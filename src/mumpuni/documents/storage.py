"""Bytes by their SHA-256: written once, never changed, the same content only once."""

import hashlib
import os
import re
import tempfile
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path
from typing import BinaryIO

from django.conf import settings
from django.core.files import File
from django.utils.translation import gettext as _

_CHUNK = 1024 * 1024


@dataclass(frozen=True)
class StoredBlob:
    """Where bytes are found again, and how many there are."""

    sha256: str
    size: int


class Damaged(Exception):
    """The stored file is missing or is not what its name says."""


def put(content: "bytes | BinaryIO | File[bytes]") -> StoredBlob:
    """Keep the bytes, on disk when this returns; keeping the same bytes again changes nothing."""
    root = Path(settings.MUMPUNI_FILES)
    root.mkdir(parents=True, exist_ok=True)
    digest, size = hashlib.sha256(), 0
    handle, name = tempfile.mkstemp(prefix=".new-", dir=root)
    try:
        with os.fdopen(handle, "wb") as file:
            for chunk in _chunks(content):
                digest.update(chunk)
                size += len(chunk)
                file.write(chunk)
            file.flush()
            os.fsync(file.fileno())
        blob = StoredBlob(digest.hexdigest(), size)
        target = _path(blob.sha256)
        if not target.exists():
            if not target.parent.exists():
                target.parent.mkdir(exist_ok=True)
                _sync_folder(root)
            Path(name).replace(target)
            _sync_folder(target.parent)
    finally:
        Path(name).unlink(missing_ok=True)
    return blob


def read(sha256: str) -> bytes:
    """The bytes, proved against their hash; Damaged if they are gone or changed."""
    with open(sha256) as file:
        content = file.read()
    if hashlib.sha256(content).hexdigest() != sha256:
        raise Damaged(_("Berkas %(sha256)s rusak. Pulihkan dari cadangan.") % {"sha256": sha256})
    return content


def open(sha256: str) -> BinaryIO:
    """The stored file, opened for reading; Damaged if it is gone."""
    try:
        return _path(sha256).open("rb")
    except FileNotFoundError as problem:
        raise Damaged(_("Berkas %(sha256)s tidak ada. Pulihkan dari cadangan.") % {"sha256": sha256}) from problem


def _path(sha256: str) -> Path:
    if not re.fullmatch("[0-9a-f]{64}", sha256):
        raise ValueError(f"not a SHA-256: {sha256!r}")
    return Path(settings.MUMPUNI_FILES) / sha256[:2] / sha256


def _chunks(content: "bytes | BinaryIO | File[bytes]") -> Iterator[bytes]:
    if isinstance(content, bytes):
        yield content
        return
    content.seek(0)
    while chunk := content.read(_CHUNK):
        yield chunk


def _sync_folder(folder: Path) -> None:
    handle = os.open(folder, os.O_RDONLY)
    try:
        os.fsync(handle)
    finally:
        os.close(handle)

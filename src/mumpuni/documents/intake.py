"""Files that people hand in: judged by their content, kept by their hash."""

import io
import re
import zipfile
from dataclasses import dataclass
from typing import Any

from django.utils.translation import gettext as _

from mumpuni.audit.policies import Unusable
from mumpuni.documents import storage

MAX_BYTES = 10 * 1024 * 1024
_KINDS = {
    "pdf": "application/pdf",
    "docx": "application/vnd.openxmlformats-officedocument.wordprocessingml.document",
    "xlsx": "application/vnd.openxmlformats-officedocument.spreadsheetml.sheet",
    "pptx": "application/vnd.openxmlformats-officedocument.presentationml.presentation",
    "jpg": "image/jpeg",
    "png": "image/png",
}
_BEGINNINGS = ((b"%PDF-", "pdf"), (b"\xff\xd8\xff", "jpg"), (b"\x89PNG\r\n\x1a\n", "png"))
_PARTS = (("word/document.xml", "docx"), ("xl/workbook.xml", "xlsx"), ("ppt/presentation.xml", "pptx"))


@dataclass(frozen=True)
class Kept:
    """What a row remembers of a file; all empty where none was given."""

    file_name: str = ""
    media_type: str = ""
    sha256: str = ""
    size: int = 0


def keep(file: Any, most: int = MAX_BYTES) -> Kept:
    """Store an uploaded file of at most so many bytes; nothing given keeps nothing.

    Raises:
        Unusable: at the field `file`, for an empty or too large file or one of another kind.
    """
    if file is None:
        return Kept()
    if file.size > most:
        raise Unusable(
            {
                "file": _(
                    "Berkas ini %(here)d MB, paling besar %(most)d MB. Kecilkan atau bagi menjadi beberapa berkas."
                )
                % {"here": -(-file.size // (1024 * 1024)), "most": most // (1024 * 1024)}
            }
        )
    data = file.read()
    if not data:
        raise Unusable({"file": _("Berkas ini kosong (0 byte). Simpan ulang lalu unggah lagi.")})
    kind = _kind(data)
    if kind is None:
        raise Unusable(
            {"file": _("Berkas harus PDF, DOCX, XLSX, PPTX, JPG, atau PNG tanpa makro; simpan ulang dalam bentuk itu.")}
        )
    blob = storage.put(data)
    return Kept(_name(file.name, kind), _KINDS[kind], blob.sha256, blob.size)


def _kind(data: bytes) -> str | None:
    for beginning, kind in _BEGINNINGS:
        if data.startswith(beginning):
            return kind
    if not data.startswith(b"PK"):
        return None
    try:
        with zipfile.ZipFile(io.BytesIO(data)) as archive:
            names = set(archive.namelist())
    except (zipfile.BadZipFile, OSError, ValueError, NotImplementedError):
        return None
    if any(name.endswith("vbaProject.bin") for name in names):
        return None
    return next((kind for part, kind in _PARTS if part in names), None)


def _name(given: str, kind: str) -> str:
    """The name as given, without signs that a download could stumble over, ending as its content says."""
    stem = re.sub(r"\.[A-Za-z0-9]{1,5}$", "", given.replace("\\", "/").rsplit("/", 1)[-1])
    plain = re.sub(r"[^\w .,()+-]", "_", stem).strip(" .") or "dokumen"
    return f"{plain[:150]}.{kind}"

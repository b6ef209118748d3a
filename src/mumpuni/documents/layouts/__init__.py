"""The layouts that documents are printed from, and the data each one must be given.

A layout is a Typst file in this folder plus a model of its data. Its version is a digest of the files
that draw it, so that a stored document always names exactly the drawing it came from.
"""

import datetime as dt
import hashlib
from base64 import b64decode
from binascii import Error as BadBase64
from functools import cache
from pathlib import Path
from typing import Any, Literal

from babel.dates import format_date
from django.core.exceptions import ValidationError
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator
from pydantic import ValidationError as WrongShape
from pydantic_core import ErrorDetails

from mumpuni.audit.policies import Unusable

FOLDER = Path(__file__).parent
SHARED = "bersama.typ"

IMAGE_FORMAT = {"image/svg+xml": "svg", "image/png": "png"}
CAPACITY = {"definitive": "", "plt": "Plt. ", "plh": "Plh. ", "an": "a.n. "}


def long_date(day: dt.date) -> str:
    """The day as letters print it, e.g. `20 Mei 2019`."""
    return format_date(day, "d MMMM yyyy", locale="id")


def date_span(first: dt.date, last: dt.date) -> str:
    """Both days with only as much repeated as must be, e.g. `4 s.d. 8 Mei 2026`."""
    if first == last:
        return long_date(first)
    shape = "d" if (first.year, first.month) == (last.year, last.month) else "d MMMM"
    if first.year != last.year:
        shape = "d MMMM yyyy"
    return f"{format_date(first, shape, locale='id')} s.d. {long_date(last)}"


class Part(BaseModel):
    """Data that a layout prints: nothing unknown, no blanks around texts."""

    model_config = ConfigDict(extra="forbid", str_strip_whitespace=True, frozen=True)


class Logo(Part):
    """The organiser's own mark, printed above the head. `content` is base64."""

    media_type: Literal["image/svg+xml", "image/png"]
    content: str
    name: str = Field(min_length=1)

    @field_validator("content")
    @classmethod
    def _is_base64(cls, content: str) -> str:
        try:
            b64decode(content, validate=True)
        except BadBase64 as problem:
            raise ValueError(_("isi lambang bukan base64")) from problem
        return content

    def printed(self) -> dict[str, Any]:
        """The data as the layout reads it."""
        content = list(b64decode(self.content))
        return {"bytes": content, "format": IMAGE_FORMAT[self.media_type], "alt": self.name}


class Letter(Part):
    """The letter by which signing was delegated (surat pelimpahan)."""

    number: str = Field(min_length=1)
    date: dt.date


class Signatory(Part):
    """An office with its holder on the day.

    `office` is the office that signs, its lines parted by a line break. For `an` (atas nama) it is the
    office on whose behalf the holder signs, and `own_office` is the holder's own. `delegation` is printed below the
    name of an official to whom signing was delegated.
    """

    office: str = Field(min_length=1)
    capacity: Literal["definitive", "plt", "plh", "an"] = "definitive"
    own_office: str = ""
    name: str = Field(min_length=1)
    nip: str = Field(pattern=r"^\d{18}$")
    delegation: Letter | None = None

    @model_validator(mode="after")
    def _acts_from_an_office(self) -> "Signatory":
        if self.capacity == "an" and not self.own_office:
            raise ValueError(_("penanda tangan a.n. memerlukan jabatannya sendiri"))
        return self

    def printed(self) -> dict[str, Any]:
        """The data as the layout reads it."""
        lines = (CAPACITY[self.capacity] + self.office).splitlines()
        nip = f"{self.nip[:8]} {self.nip[8:14]} {self.nip[14]} {self.nip[15:]}"
        letter = self.delegation
        return {
            "office_lines": lines + self.own_office.splitlines(),
            "name": self.name,
            "nip_printed": nip,
            "letter_lines": [
                f"Berdasarkan pelimpahan penandatanganan nomor {letter.number}",
                f"tanggal {long_date(letter.date)}",
            ]
            if letter
            else [],
        }


class Unit(Part):
    """A competency unit that the holder fulfils (unit kompetensi)."""

    code: str = Field(min_length=1)
    title: str = Field(min_length=1)


class CertificateData(Part):
    """What every certificate prints.

    `verify_url` is what the QR code holds, `verify_at` the short address a reader types the code into.
    """

    number: str = Field(min_length=1)
    name: str = Field(min_length=1, max_length=200)
    place: str = Field(min_length=1)
    issued_on: dt.date
    expires_on: dt.date | None = None
    code: str = Field(min_length=1)
    verify_url: str = Field(pattern=r"^https?://")
    verify_at: str = Field(min_length=1)
    replaces: str = ""
    demo: bool = False
    logo: Logo | None = None
    issuer: tuple[str, ...] = Field(
        default=("BADAN KEPEGAWAIAN NEGARA", "PUSAT PENGEMBANGAN APARATUR SIPIL NEGARA"), min_length=1
    )
    signature_note: str = "Ditandatangani secara elektronik"

    def printed(self) -> dict[str, Any]:
        """The data as the layout reads it, with dates in words."""
        return self.model_dump(mode="json") | {
            "issued_on": long_date(self.issued_on),
            "expires_on": long_date(self.expires_on) if self.expires_on else None,
            "logo": self.logo.printed() if self.logo else None,
        }


class CompetencyCertificate(CertificateData):
    """Two pages after the guide's sample (Contoh Sertifikat): head of BKN, then the list and the head of the centre."""

    held: int = Field(ge=1)
    required: int = Field(ge=1)
    qualification: str = Field(min_length=1)
    competent: bool = False
    scheme: str = "Manajemen Aparatur Sipil Negara"
    units: tuple[Unit, ...]
    signatories: tuple[Signatory, Signatory]

    @model_validator(mode="after")
    def _does_not_contradict_itself(self) -> "CompetencyCertificate":
        if self.held != len(self.units):
            raise ValueError(_("jumlah unit kompetensi berbeda dari daftar unit pada halaman 2"))
        if self.held > self.required:
            raise ValueError(_("unit yang dipenuhi lebih banyak daripada unit yang harus dimiliki"))
        return self

    def printed(self) -> dict[str, Any]:
        """The data as the layout reads it."""
        return super().printed() | {"signatories": [who.printed() for who in self.signatories]}


class TrainingCertificate(CertificateData):
    """One page for having attended (telah mengikuti pelatihan); it names no units."""

    programme: str = Field(min_length=1)
    level: str = Field(min_length=1)
    batch: str = ""
    agency: str = ""
    starts_on: dt.date
    ends_on: dt.date
    lesson_hours: int = Field(ge=1)
    signatories: tuple[Signatory]

    @model_validator(mode="after")
    def _ends_after_it_starts(self) -> "TrainingCertificate":
        if self.ends_on < self.starts_on:
            raise ValueError(_("pelatihan berakhir sebelum dimulai"))
        return self

    def printed(self) -> dict[str, Any]:
        """The data as the layout reads it."""
        return super().printed() | {
            "dates": date_span(self.starts_on, self.ends_on),
            "signatories": [who.printed() for who in self.signatories],
        }


class TextBlock(Part):
    """A paragraph, or a list with its items."""

    kind: Literal["paragraph", "bullets", "numbered"]
    text: str = ""
    items: tuple[str, ...] = ()


class TextPart(Part):
    """A part of a unit under its own heading, such as knowledge within the description."""

    label: str = Field(min_length=1)
    blocks: tuple[TextBlock, ...] = ()


class BookCriterion(Part):
    """A performance criterion (kriteria unjuk kerja)."""

    code: str = Field(min_length=1)
    text: str = Field(min_length=1)


class BookElement(Part):
    """An element with its criteria (elemen kompetensi)."""

    code: str = Field(min_length=1)
    title: str = Field(min_length=1)
    criteria: tuple[BookCriterion, ...] = ()


class BookUnit(Part):
    """A unit with the contents of Pasal 19 ayat (1) Permendagri 11/2018, in its order."""

    code: str = Field(min_length=1)
    title: str = Field(min_length=1)
    kind: str = Field(min_length=1)
    description: tuple[TextPart, ...] = ()
    elements: tuple[BookElement, ...] = ()
    guide: tuple[TextPart, ...] = ()
    variables: tuple[TextPart, ...] = ()


class StandardBook(Part):
    """An SKK-PDN as a book. Without a decree it is a draft and every page says so."""

    name: str = Field(min_length=1)
    code: str = Field(min_length=1)
    position: str = Field(min_length=1)
    government: str = ""
    version: int = Field(ge=1)
    ground: str = Field(min_length=1)
    decree_number: str = ""
    decree_date: dt.date | None = None
    in_force_from: dt.date | None = None
    in_force_until: dt.date | None = None
    demo: bool = False
    draft: bool = False
    units: tuple[BookUnit, ...]

    def printed(self) -> dict[str, Any]:
        """The data as the layout reads it, with dates in words."""
        dates = ("decree_date", "in_force_from", "in_force_until")
        told = {name: getattr(self, name) for name in dates}
        return self.model_dump(mode="json") | {name: long_date(day) if day else "" for name, day in told.items()}


LAYOUTS: dict[str, type[CertificateData] | type[StandardBook]] = {
    "sertifikat-kompetensi": CompetencyCertificate,
    "sertifikat-pelatihan": TrainingCertificate,
    "skk-pdn": StandardBook,
}


def check(layout: str, data: dict[str, Any]) -> CertificateData | StandardBook:
    """The data in the layout's shape; Unusable names every field that is missing or wrong."""
    try:
        model = LAYOUTS[layout]
    except KeyError:
        raise Unusable(
            _("Tata letak “%(layout)s” tidak dikenal. Pilih salah satu: %(known)s."),
            code="unknown-layout",
            params={"layout": layout, "known": ", ".join(LAYOUTS)},
        ) from None
    try:
        return model.model_validate(data)
    except WrongShape as problem:
        raise Unusable([_refusal(layout, error) for error in problem.errors()]) from problem


def _refusal(layout: str, error: ErrorDetails) -> ValidationError:
    reason = error["type"]
    if reason in {"missing", "string_too_short", "too_short"}:
        why = _("kosong")
    elif reason == "value_error":
        why = str(error["ctx"]["error"])
    else:
        why = _("tidak dalam bentuk yang diminta")
    field = ".".join(map(str, error["loc"])) or layout
    return ValidationError(
        _("Dokumen tidak dapat dicetak. Isi “%(field)s”: %(why)s. Perbaiki data itu, lalu ulangi."),
        code="wrong-data",
        params={"field": field, "why": why},
    )


@cache
def version(layout: str) -> str:
    """Twelve hexadecimal digits over the files that draw this layout."""
    sources = (FOLDER / SHARED).read_bytes() + (FOLDER / f"{layout}.typ").read_bytes()
    return hashlib.sha256(sources).hexdigest()[:12]

"""What certificates print."""

import datetime as dt
from typing import Any

from django.utils.translation import gettext as _
from pydantic import Field, model_validator

from mumpuni.documents.layouts.parts import Logo, Part, Signatory, date_span, long_date


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

"""What the data of several layouts share: dates in words, a mark, a signatory."""

import datetime as dt
from base64 import b64decode
from binascii import Error as BadBase64
from typing import Any, Literal

from babel.dates import format_date
from django.utils.translation import gettext as _
from pydantic import BaseModel, ConfigDict, Field, field_validator, model_validator

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

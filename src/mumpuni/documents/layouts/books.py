"""What a standard prints as a book."""

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from mumpuni.documents.layouts.parts import Part, long_date


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

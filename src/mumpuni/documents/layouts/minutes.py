"""What the minutes of an integration meeting print."""

from typing import Any

from pydantic import Field

from mumpuni.documents.layouts.parts import Part


class MinutesLine(Part):
    """One competency: the own ratings in the order of the heads, the agreed level, who thinks otherwise."""

    competency: str = Field(min_length=1)
    required: str
    given: tuple[str, ...]
    agreed: str
    reason: str = ""
    dissent: tuple[str, ...] = ()


class MeetingMinutes(Part):
    """The minutes of one round of the meeting on one assessee (notulen rapat integrasi)."""

    name: str = Field(min_length=1)
    assessee: str = Field(min_length=1)
    target: str
    round: int = Field(ge=1)
    locked: str
    chair: str
    present: tuple[str, ...] = Field(min_length=1)
    heads: tuple[str, ...]
    lines: tuple[MinutesLine, ...] = Field(min_length=1)
    minutes: str
    reopened: tuple[str, ...] = ()

    def printed(self) -> dict[str, Any]:
        """The data as the layout reads it."""
        return self.model_dump(mode="json")

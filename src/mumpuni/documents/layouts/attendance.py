"""What the attendance list of a day prints."""

from typing import Any

from pydantic import Field

from mumpuni.documents.layouts.parts import Part


class AttendanceLine(Part):
    """A person; where nobody signed in the application there is room for a pen."""

    number: str = ""
    who: str = Field(min_length=1)
    what: str = ""
    state: str = Field(min_length=1)
    signed: str = ""


class AttendancePart(Part):
    """The assessees, or the team."""

    heading: str = Field(min_length=1)
    lines: tuple[AttendanceLine, ...]


class AttendanceSheet(Part):
    """The attendance list of one day of an event (daftar hadir)."""

    name: str = Field(min_length=1)
    place: str = Field(min_length=1)
    zone: str = Field(min_length=1)
    day: str = Field(min_length=1)
    parts: tuple[AttendancePart, ...]

    def printed(self) -> dict[str, Any]:
        """The data as the layout reads it."""
        return self.model_dump(mode="json")

"""What a timetable prints: the whole by day, and a sheet for each door."""

from typing import Any

from pydantic import Field

from mumpuni.documents.layouts.parts import Part


class TimetableLine(Part):
    """A session as a sheet prints it; on a door nobody reads who observes."""

    time: str = Field(min_length=1)
    title: str = Field(min_length=1)
    whom: str = ""
    room: str = ""
    people: str = ""


class TimetablePart(Part):
    """A day of the whole, or a room on a day."""

    heading: str = Field(min_length=1)
    lines: tuple[TimetableLine, ...]


class TimetableSheets(Part):
    """A timetable on paper: the whole by day, or a sheet for each door. `version` is printed on every page."""

    name: str = Field(min_length=1)
    place: str = Field(min_length=1)
    zone: str = Field(min_length=1)
    version: str = Field(min_length=1)
    draft: bool = False
    parts: tuple[TimetablePart, ...]

    def printed(self) -> dict[str, Any]:
        """The data as the layout reads it."""
        return self.model_dump(mode="json")

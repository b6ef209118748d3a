"""What the provider's report on an assessment event prints (laporan penyelenggaraan)."""

import datetime as dt
from typing import Any

from pydantic import Field

from mumpuni.documents.layouts.letters import OfficialLetter
from mumpuni.documents.layouts.parts import Part, date_span


class OrganiserMember(Part):
    """One person of the team; `home` is whom the person comes from."""

    name: str = Field(min_length=1)
    role: str = Field(min_length=1)
    home: str = ""


class OrganiserRole(Part):
    """How many of the team serve in one role."""

    role: str = Field(min_length=1)
    people: int = Field(ge=1)


class OrganiserReportData(OfficialLetter):
    """The six items of Peraturan BKN 26/2019 Pasal 30 ayat (3), on one event."""

    client: str = Field(min_length=1)
    starts_on: dt.date
    ends_on: dt.date
    venue: str = ""
    provider: str = Field(min_length=1)
    category: str = Field(min_length=1)
    purpose: str = Field(min_length=1)
    targets: tuple[str, ...] = Field(min_length=1)
    registered: int = Field(ge=0)
    assessed: int = Field(ge=1)
    absent: int = Field(default=0, ge=0)
    withdrawn: int = Field(default=0, ge=0)
    people: int = Field(ge=1)
    roles: tuple[OrganiserRole, ...] = Field(min_length=1)
    personnel: tuple[OrganiserMember, ...] = Field(min_length=1)
    methods: tuple[str, ...] = Field(min_length=1)
    instruments: tuple[str, ...] = Field(min_length=1)

    def printed(self) -> dict[str, Any]:
        """The data as the layout reads it."""
        return super().printed() | {"dates": date_span(self.starts_on, self.ends_on)}

"""What reports on an assessed person print (laporan individual, ringkasan, sertifikat penilaian)."""

import datetime as dt
from typing import Any, Literal

from pydantic import Field

from mumpuni.documents.layouts.letters import LabelledLine, OfficialLetter
from mumpuni.documents.layouts.parts import Part, date_span, long_date


class ReportedCompetency(Part):
    """A competency with its standard, the level agreed on, and what is said of it.

    `value` is the level as a number for the drawing, `level` and `gap` as they are printed.
    """

    name: str = Field(min_length=1)
    cluster: str = ""
    standard: int = Field(ge=0, le=5)
    value: float = Field(ge=0, le=5)
    level: str = Field(min_length=1)
    gap: str = Field(min_length=1)
    description: str = ""
    strengths: str = ""
    areas: str = ""


class GradedAspect(Part):
    """A line of the psychogram; `required` is the grade that the position asks, where the regulation compares."""

    name: str = Field(min_length=1)
    grade: Literal["KS", "K", "C", "B", "BS"]
    required: Literal["", "KS", "K", "C", "B", "BS"] = ""
    note: str = ""


class PotentialProfile(Part):
    """The potential as the psychologist signed it; no part of the JPM."""

    aspects: tuple[GradedAspect, ...] = ()
    dynamics: str = ""
    psychologist: str = Field(min_length=1)
    signed_on: dt.date


class Match(Part):
    """The sums and the percentage as the rule gave them."""

    achieved: str = Field(min_length=1)
    required: str = Field(min_length=1)
    percentage: str = Field(min_length=1)


class Cluster(Part):
    """A heading under which competencies are told."""

    code: str = Field(min_length=1)
    name: str = Field(min_length=1)


class Working(Part):
    """By which rule the result came about, from what."""

    rule: str = Field(min_length=1)
    articles: str = Field(min_length=1)
    formula: str = Field(min_length=1)
    inputs: str = ""


class Writer(Part):
    """Who wrote the report, and who reviewed it."""

    name: str = Field(min_length=1)
    nip: str = ""
    note: str = Field(min_length=1)


class OwnRating(Part):
    """What one assessor gave before the meeting."""

    instrument: str = Field(min_length=1)
    assessor: str = Field(min_length=1)
    level: str = Field(min_length=1)
    reason: str = ""


class Evidence(Part):
    """All that stands behind one agreed level."""

    name: str = Field(min_length=1)
    agreed: str = Field(min_length=1)
    reason: str = ""
    ratings: tuple[OwnRating, ...] = ()
    notes: tuple[str, ...] = ()


class MeetingHeld(Part):
    """The meeting that agreed."""

    held: str = Field(min_length=1)
    chair: str = Field(min_length=1)
    present: str = ""
    minutes: str = ""


class ReportSummary(OfficialLetter):
    """One page with charts and the figures beside them. `valid_by` is the article of the validity.

    The potential stands on that page where the result has two parts (Perka BKN 11/2008).
    """

    edition_words: str = Field(min_length=1)
    identity: tuple[LabelledLine, ...] = Field(min_length=1)
    competencies: tuple[ReportedCompetency, ...] = Field(min_length=1)
    match: Match | None = None
    category: str = ""
    potential: PotentialProfile | None = None
    valid_until: dt.date | None = None
    valid_by: str = ""
    replaces: str = ""

    def printed(self) -> dict[str, Any]:
        """The data as the layout reads it."""
        whole = super().printed() | {"valid_until": long_date(self.valid_until) if self.valid_until else ""}
        if self.potential is not None:
            whole["potential"]["signed_on"] = long_date(self.potential.signed_on)
        return whole


class IndividualReport(ReportSummary):
    """The report itself; `form` follows the method, and the annex stands in the assessors' edition only."""

    form: Literal["sederhana", "kelompok", "2008"]
    clusters: tuple[Cluster, ...] = ()
    summary: str = ""
    recommendation: str = ""
    placement: str = ""
    development: str = ""
    writer: Writer
    working: Working
    annex: tuple[Evidence, ...] = ()
    meeting: MeetingHeld | None = None


class AssessmentCertificate(OfficialLetter):
    """The certificate of Pasal 26 ayat (6); `ground` names the article."""

    person_words: str = ""
    target: str = Field(min_length=1)
    starts_on: dt.date
    ends_on: dt.date
    category: str = Field(min_length=1)
    valid_until: dt.date
    ground: str = Field(min_length=1)
    replaces: str = ""

    def printed(self) -> dict[str, Any]:
        """The data as the layout reads it."""
        return super().printed() | {
            "dates": date_span(self.starts_on, self.ends_on),
            "valid_until": long_date(self.valid_until),
        }

"""What official letters print (surat dinas)."""

import datetime as dt
from typing import Any

from pydantic import Field

from mumpuni.documents.layouts.parts import Part, Signatory, date_span, long_date


class OfficialLetter(Part):
    """What every official letter (surat dinas) prints: head, number, place and day, signature, copies.

    `name` says what the letter is about; `letterhead` are the lines of the head (kop), the agency first.
    """

    name: str = Field(min_length=1)
    number: str = Field(min_length=1)
    letterhead: tuple[str, ...] = Field(min_length=1)
    place: str = Field(min_length=1)
    issued_on: dt.date
    code: str = Field(min_length=1)
    verify_url: str = Field(pattern=r"^https?://")
    verify_at: str = Field(min_length=1)
    signatory: Signatory
    signature_note: str = "Ditandatangani secara elektronik"
    copies: tuple[str, ...] = ()
    demo: bool = False

    def printed(self) -> dict[str, Any]:
        """The data as the layout reads it, with dates in words."""
        return self.model_dump(mode="json") | {
            "issued_on": long_date(self.issued_on),
            "signatory": self.signatory.printed(),
        }


class LetterMember(Part):
    """One person of the team; `home` is whom the person comes from, `notes` say by which exception."""

    name: str = Field(min_length=1)
    nip: str = ""
    grade: str = ""
    home: str = ""
    role: str = Field(min_length=1)
    notes: tuple[str, ...] = ()


class LetterDuty(Part):
    """What one role of the team does (uraian tugas)."""

    role: str = Field(min_length=1)
    text: str = Field(min_length=1)


class AssignmentLetterData(OfficialLetter):
    """The letter that assigns a team (surat tugas)."""

    grounds: tuple[str, ...] = Field(min_length=1)
    client: str = Field(min_length=1)
    purpose: str = Field(min_length=1)
    method: str = ""
    starts_on: dt.date
    ends_on: dt.date
    venue: str = Field(min_length=1)
    members: tuple[LetterMember, ...] = Field(min_length=1)
    duties: tuple[LetterDuty, ...] = Field(min_length=1)
    replaces: str = ""

    def printed(self) -> dict[str, Any]:
        """The data as the layout reads it."""
        return super().printed() | {"dates": date_span(self.starts_on, self.ends_on)}


class Addressee(Part):
    """Whom a letter calls; `lines` are NIP, position and unit as printed below the name."""

    name: str = Field(min_length=1)
    lines: tuple[str, ...] = ()


class LabelledLine(Part):
    """A line of a letter with its label, such as Hari."""

    label: str = Field(min_length=1)
    text: str = Field(min_length=1)


class CallingLetter(OfficialLetter):
    """What the letters that call somebody to an assessment share."""

    subject: str = Field(min_length=1)
    nature: str = Field(min_length=1)
    attachment: str = Field(min_length=1)
    addressee: Addressee
    lines: tuple[LabelledLine, ...] = Field(min_length=1)
    replaces: str = ""


class NotificationLetter2008(CallingLetter):
    """The sample letter of Perka BKN 11/2008, Anak Lampiran; the fixed words are those of its catalogue."""

    invitation: str = Field(min_length=1)
    closing: str = Field(min_length=1)


class NotificationLetter2019(CallingLetter):
    """The letter that calls an assessee under Peraturan BKN 26/2019, which gives no sample.

    `ground` is the article of the briefing, `bring` what to bring, `forms` what to fill in before the day at `portal`.
    """

    ground: str = Field(min_length=1)
    client: str = Field(min_length=1)
    purpose: str = Field(min_length=1)
    bring: tuple[str, ...] = ()
    forms: tuple[str, ...] = ()
    portal: str = Field(min_length=1)
    contact: str = ""

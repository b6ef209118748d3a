"""The notice to whoever will be assessed: when it must arrive and what the letter holds (surat pemberitahuan)."""

import datetime
from collections.abc import Iterator
from dataclasses import dataclass, fields
from typing import TypedDict

from mumpuni.regulations.bkn_11_2008.working_days import day_with_working_days, working_days
from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, Step, compliance, violation
from mumpuni.regulations.registry import rule
from mumpuni.regulations.words import Said

RECEIVED = Citation(
    "bkn-11-2008",
    "Lampiran III.2 huruf a angka 4)",
    requirement="B11-08-059",
    quote="selambat-lambatnya 6 (enam) hari kerja sebelum penilaian kompetensi dilaksanakan",
)
LETTER = Citation(
    "bkn-11-2008",
    "Lampiran III.2 huruf a angka 3)",
    requirement="B11-08-058",
    quote="dengan menggunakan surat pemberitahuan sebagaimana tersebut pada Anak Lampiran",
)
FEWEST_WORKING_DAYS = 6
LETTER_FIELDS = catalogue("bkn-11-2008/notification-letter-fields")
FILLING = {field: cited(LETTER_FIELDS[field]) for field in LETTER_FIELDS.codes}
WEEKDAYS = tuple(
    Said(name, {"id": name, "en": f"{english} ({name})"})
    for name, english in (
        ("Senin", "Monday"),
        ("Selasa", "Tuesday"),
        ("Rabu", "Wednesday"),
        ("Kamis", "Thursday"),
        ("Jumat", "Friday"),
        ("Sabtu", "Saturday"),
        ("Minggu", "Sunday"),
    )
)
_SPELLINGS = str.maketrans("", "", "'\u2018\u2019`")


@dataclass(frozen=True, slots=True)
class NotificationFacts:
    """`received_on` is the day on which the person got the letter, `assessed_on` the first day of the assessment.

    `holidays` are the days off of the agency's calendar; those on a weekend change nothing.
    """

    received_on: datetime.date
    assessed_on: datetime.date
    holidays: tuple[datetime.date, ...] = ()


class NotificationValues(TypedDict):
    """The last working day on which the letter could arrive, and the working days that the person had."""

    latest_receipt: datetime.date
    working_days: int


def counting(facts: NotificationFacts, decision: Decision) -> Iterator[Step]:
    """The stretch counted and the last day that would have done."""
    yield Step(
        "working-days",
        RECEIVED,
        {"first": facts.received_on, "assessed": facts.assessed_on, "days": decision.values["working_days"]},
    )
    yield Step("latest-receipt", RECEIVED, {"wanted": FEWEST_WORKING_DAYS, "latest": decision.values["latest_receipt"]})


@rule("bkn-11-2008/notification", RECEIVED, values=NotificationValues, working=counting)
def notification(facts: NotificationFacts) -> Decision:
    """Judge whether the letter arrived early enough.

    Receipt counts, not dispatch. "6 (enam) hari kerja sebelum" is counted back from the day before the assessment, and
    the day of receipt may be the sixth. Working days are Monday to Friday without the holidays given.

    >>> notification(NotificationFacts(datetime.date(2009, 6, 9), datetime.date(2009, 6, 16))).values["working_days"]
    5
    """
    holidays = frozenset(facts.holidays)
    values = NotificationValues(
        latest_receipt=day_with_working_days(facts.assessed_on, FEWEST_WORKING_DAYS, holidays),
        working_days=working_days(facts.received_on, facts.assessed_on, holidays),
    )
    return compliance("bkn-11-2008/notification", arrival(values), RECEIVED, **values)


def arrival(values: NotificationValues) -> Iterator[Finding]:
    """Six working days or more."""
    if values["working_days"] < FEWEST_WORKING_DAYS:
        yield violation(
            "too-late",
            RECEIVED,
            fewest=FEWEST_WORKING_DAYS,
            here=values["working_days"],
            latest=values["latest_receipt"],
        )


@dataclass(frozen=True, slots=True)
class Addressee:
    """The person called (pegawai yang dipanggil)."""

    name: str | None = None
    nip: str | None = None
    position: str | None = None
    unit: str | None = None


@dataclass(frozen=True, slots=True)
class LetterFields:
    """The eleven numbered fields of the sample letter, in its order."""

    place_and_date: str | None = None
    number: str | None = None
    nature: str | None = None
    attachment: str | None = None
    addressee: Addressee = Addressee()
    day: str | None = None
    date: datetime.date | None = None
    time: str | None = None
    venue: str | None = None
    office: str | None = None
    official: str | None = None


@dataclass(frozen=True, slots=True)
class LetterFacts:
    """`day` is the weekday in Indonesian, `date` the day of the assessment."""

    fields: LetterFields


@rule("bkn-11-2008/notification-letter", LETTER, *FILLING.values())
def notification_letter(facts: LetterFacts) -> Decision:
    """Judge whether a letter has all that the sample asks for, and a weekday that is that of its date.

    Every field is needed; a letter without attachments says "-". Field (5) is one field of four parts: where none is
    there the field is named, else each part that is missing. A weekday counts in any case and with the apostrophe of
    older spelling (Jum'at).

    >>> letter = LetterFields(day="Senin", date=datetime.date(2009, 6, 16))
    >>> notification_letter(LetterFacts(letter)).findings[-1].code
    'day-mismatch'
    """
    findings = (*missing_fields(facts.fields), *weekday(facts.fields))
    return compliance("bkn-11-2008/notification-letter", findings, LETTER, *FILLING.values())


def missing_fields(letter: LetterFields) -> Iterator[Finding]:
    """Each of the eleven; the addressee with name, NIP, position and work unit."""
    for name in LETTER_FIELDS.codes:
        said = getattr(letter, name)
        if said is None or said == Addressee():
            yield missing(name, name)
        elif isinstance(said, Addressee):
            for part in fields(said):
                if getattr(said, part.name) is None:
                    yield missing(name, f"{name}.{part.name}")


def missing(field: str, path: str) -> Finding:
    """A field or a part of it that is not filled in, by the number that the sample gives it."""
    number = LETTER_FIELDS[field].fields["number"]
    return violation("missing-field", FILLING[field], number=number, field=f"fields.{path}")


def weekday(letter: LetterFields) -> Iterator[Finding]:
    """The day of (6) is the weekday of the date in (7)."""
    if letter.day is None or letter.date is None:
        return
    right = WEEKDAYS[letter.date.weekday()]
    if letter.day.strip().translate(_SPELLINGS).casefold() != right.casefold():
        yield violation("day-mismatch", FILLING["day"], day=letter.day, date=letter.date, right=right)

"""How long someone has worked in which field (bidang dan lama pengalaman kerja)."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from mumpuni.regulations.finding import Citation, Decision, Finding, Step, compliance, info, violation
from mumpuni.regulations.registry import rule

FIELD = Citation(
    "permendagri-11-2018",
    "Pasal 11",
    requirement="P11-18-057",
    quote="dengan mempertimbangkan bidang dan lama pengalaman kerja",
)
LENGTH = Citation("permendagri-11-2018", "Pasal 11", requirement="P11-18-058", quote="lama pengalaman kerja")


@dataclass(frozen=True, slots=True)
class PeriodOfWork:
    """A period of work in one field, both days included."""

    starts_on: date
    ends_on: date
    field: str | None = None


@dataclass(frozen=True, slots=True)
class ExperienceLengthFacts:
    """Periods of work; `related_fields`: those that the target's standard counts, every field if left out."""

    claims: tuple[PeriodOfWork, ...] = ()
    related_fields: tuple[str, ...] = ()


class FieldValues(TypedDict):
    """Whole years in a field, as the equivalence takes them, and the days they were made from."""

    field: str
    years: int
    days: int


class ExperienceLengthValues(TypedDict):
    """The fields that count, in the order in which they were first given."""

    experience: tuple[FieldValues, ...]


@dataclass(frozen=True, slots=True)
class Length:
    """The first day of work in a field and the days worked, each day once."""

    first: date
    days: int

    @property
    def years(self) -> int:
        """Whole years from the first day on, the days laid end to end."""
        return whole_years(self.first, date.fromordinal(self.first.toordinal() + self.days - 1))


def working(facts: ExperienceLengthFacts, decided: Decision) -> Iterator[Step]:
    """The days of each field and the whole years that they make."""
    for field, length in lengths(facts).items():
        said = {"field": field, "first": length.first, "days": length.days, "years": length.years}
        yield Step("experience-length", LENGTH, said)


@rule("permendagri-11-2018/experience-length", FIELD, LENGTH, values=ExperienceLengthValues, working=working)
def experience_length(facts: ExperienceLengthFacts) -> Decision:
    """Add up the work of each field that counts.

    The article names field and length and says no more. We count both days of a period, count days that overlap once,
    lay separate periods of one field end to end from its first day, and give whole years; for 29 February the year
    ends with 28 February where there is no 29th. A period refused counts nothing.

    >>> years = PeriodOfWork(date(2015, 1, 1), date(2019, 12, 31), "kepegawaian")
    >>> experience_length(ExperienceLengthFacts((years,))).values["experience"]
    ({'field': 'kepegawaian', 'years': 5, 'days': 1826},)
    """
    counted = lengths(facts)
    values = ExperienceLengthValues(
        experience=tuple(
            FieldValues(field=field, years=length.years, days=length.days) for field, length in counted.items()
        )
    )
    found = (*fields_missing(facts), *backwards(facts), *unrelated(facts))
    return compliance("permendagri-11-2018/experience-length", found, FIELD, LENGTH, **values)


def lengths(facts: ExperienceLengthFacts) -> dict[str, Length]:
    """The days of each field that counts, in the order in which the fields were first given."""
    related = set(facts.related_fields)
    periods: dict[str, list[PeriodOfWork]] = {}
    for claim in facts.claims:
        if claim.field and claim.starts_on <= claim.ends_on and (claim.field in related or not related):
            periods.setdefault(claim.field, []).append(claim)
    return {field: length_of(each) for field, each in periods.items()}


def length_of(periods: Iterable[PeriodOfWork]) -> Length:
    """The first day and all days of the periods, those that overlap counted once."""
    spans = sorted((each.starts_on.toordinal(), each.ends_on.toordinal()) for each in periods)
    first, counted_to, days = spans[0][0], 0, 0
    for start, end in spans:
        if end > counted_to:
            days += end - max(start - 1, counted_to)
            counted_to = end
    return Length(date.fromordinal(first), days)


def whole_years(first: date, last: date) -> int:
    """Years completed by the end of the last day: the day before the anniversary completes one."""
    years = last.year - first.year
    if (first.month, first.day, last.month, last.day) == (1, 1, 12, 31):
        return years + 1
    return years if last.toordinal() >= anniversary(first, last.year).toordinal() - 1 else years - 1


def anniversary(day: date, year: int) -> date:
    """The same day of that year; 1 March for a 29 February that the year does not have."""
    try:
        return day.replace(year=year)
    except ValueError:
        return date(year, 3, 1)


def fields_missing(facts: ExperienceLengthFacts) -> Iterator[Finding]:
    """Experience without a field cannot be weighed."""
    for number, claim in enumerate(facts.claims, start=1):
        if not claim.field:
            yield violation("experience-field-missing", FIELD, number=number)


def backwards(facts: ExperienceLengthFacts) -> Iterator[Finding]:
    """A period ends on the day it starts or later."""
    for number, claim in enumerate(facts.claims, start=1):
        if claim.ends_on < claim.starts_on:
            yield violation(
                "experience-ends-before-start",
                LENGTH,
                number=number,
                starts_on=claim.starts_on,
                ends_on=claim.ends_on,
            )


def unrelated(facts: ExperienceLengthFacts) -> Iterator[Finding]:
    """Where the fields of the target are known, another field counts nothing and is named."""
    related: Mapping[str, None] = dict.fromkeys(facts.related_fields)
    for field in dict.fromkeys(claim.field for claim in facts.claims if claim.field):
        if related and field not in related:
            yield info("experience-field-unrelated", FIELD, field=field, related=facts.related_fields)

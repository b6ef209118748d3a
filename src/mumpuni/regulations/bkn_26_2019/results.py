"""What an assessment result says: Job Person Match, its category, how long it holds (hasil penilaian)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from decimal import Context, Decimal, Inexact
from fractions import Fraction
from functools import reduce
from math import floor
from typing import Annotated, Literal, TypedDict

from mumpuni.regulations.catalogue import Catalogue, catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, Step, decision, violation, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.validity import last_valid_day, standing
from mumpuni.regulations.vocabulary import Bounds, Purpose
from mumpuni.regulations.words import figure

MATCH = Citation(
    "bkn-26-2019",
    "Pasal 26 ayat (5)",
    requirement="B26-19-117",
    quote="perbandingan antara nilai capaian kompetensi Assessee dengan level kompetensi Standar Kompetensi Jabatan "
    "dan ditulis dalam bentuk prosentase",
)
CERTIFICATE = Citation(
    "bkn-26-2019",
    "Pasal 26 ayat (6)",
    requirement="B26-19-120",
    quote="memenuhi kategori memenuhi syarat dan masih memenuhi syarat sebagaimana dimaksud pada ayat (3) huruf a dan "
    "huruf b dapat diberikan sertifikat",
)
FILLING_ONLY = Citation(
    "bkn-26-2019",
    "Pasal 26 ayat (6)",
    requirement="B26-19-121",
    quote="Dalam hal penilaian kompetensi untuk tujuan pengisian jabatan",
)
VALIDITY = Citation(
    "bkn-26-2019",
    "Pasal 29 ayat (4)",
    requirement="B26-19-138",
    quote="Hasil penilaian kompetensi Assessee berlaku selama 3 (tiga) tahun",
)
VALIDITY_YEARS = 3
LOWEST_STANDARD, HIGHEST_LEVEL = 1, 5

Category = Literal[
    "memenuhi-syarat",
    "masih-memenuhi-syarat",
    "kurang-memenuhi-syarat",
    "optimal",
    "cukup-optimal",
    "kurang-optimal",
]
StandardLevel = Annotated[int, Bounds(least=LOWEST_STANDARD, most=HIGHEST_LEVEL)]
AchievedLevel = Annotated[Decimal, Bounds(least=0, most=HIGHEST_LEVEL)]

CATEGORIES: Mapping[Purpose, Catalogue] = {
    "pengisian": catalogue("bkn-26-2019/categories-pengisian"),
    "pemetaan": catalogue("bkn-26-2019/categories-pemetaan"),
}
#: Each purpose's categories from the highest to the lowest, with the percentage from which each applies.
BANDS: Mapping[Purpose, tuple[tuple[str, Fraction], ...]] = {
    purpose: tuple((entry.code, Fraction(entry.fields["lowest"])) for entry in source.entries)
    for purpose, source in CATEGORIES.items()
}
_ARTICLES = tuple(dict.fromkeys(citation for source in CATEGORIES.values() for citation in source.citations))
#: Sums and differences of decimals without rounding; whatever would round raises instead.
_EXACT = Context(prec=100_000, traps=[Inexact])


def category_of(percentage: Fraction, purpose: Purpose) -> str:
    """The category of an exact percentage from 0 up. The bound itself belongs to the higher category.

    >>> category_of(Fraction(80), "pengisian"), category_of(Fraction(80), "pemetaan")
    ('memenuhi-syarat', 'cukup-optimal')
    """
    return next(category for category, lowest in BANDS[purpose] if percentage >= lowest)


def printed(percentage: Fraction, purpose: Purpose) -> str:
    """The percentage with two decimals, half up, but never at a bound of its purpose that it has not reached.

    >>> printed(Fraction(350, 9), "pengisian"), printed(Fraction("79.999"), "pengisian")
    ('38.89', '79.99')
    """
    hundredths = floor(percentage * 100 + Fraction(1, 2))
    if any(percentage < lowest <= Fraction(hundredths, 100) for _, lowest in BANDS[purpose]):
        hundredths -= 1
    return f"{hundredths // 100}.{hundredths % 100:02}"


def may_be_certified(category: str, purpose: Purpose) -> bool:
    """Whether the category opens the certificate: the two upper ones of position filling; none of mapping."""
    return bool(CATEGORIES[purpose][category].fields["certificate"])


@dataclass(frozen=True, slots=True)
class MatchFacts:
    """`required`: the level of each competency in the position standard; `achieved`: the level that was found."""

    purpose: Purpose
    required: Annotated[Mapping[str, StandardLevel], Bounds(least=1)]
    achieved: Mapping[str, AchievedLevel]


class CompetencyValues(TypedDict):
    """One competency of the standard; `gap` is achieved minus required. Both are null without a rating."""

    required: int
    achieved: str | None
    gap: str | None


class MatchValues(TypedDict):
    """`percentage` decides through its exact fraction; the two capped figures decide nothing.

    `capped_total` stops the whole at 100, `capped_per_competency` lets no level above its standard make up for another.
    """

    percentage: str | None
    per_competency: Mapping[str, CompetencyValues]
    below_standard: tuple[str, ...]
    certificate_allowed: bool
    achieved_total: str | None
    required_total: int
    capped_total: str | None
    capped_per_competency: str | None


def arithmetic(facts: MatchFacts, decided: Decision) -> Iterator[Step]:
    """The sums, the bound that was reached, and what one level more in a weak competency would make of it.

    Weak are those below standard, or all below level 5 where none is.
    """
    if unrated := unrated_in(facts):
        yield Step("not-computed", MATCH, {"competencies": unrated})
        return
    achieved, required = totals(facts)
    yield Step(
        "match",
        MATCH,
        {
            "achieved": figure(shortest(achieved)),
            "required": required,
            "percentage": figure(decided.values["percentage"]),
        },
    )
    yield bound_reached(facts.purpose, decided)
    weak = decided.values["below_standard"] or tuple(facts.required)
    for competency in weak:
        level = facts.achieved[competency]
        if level < HIGHEST_LEVEL:
            more = min(_EXACT.add(level, Decimal(1)), Decimal(HIGHEST_LEVEL))
            percentage = share(_EXACT.add(achieved, _EXACT.subtract(more, level)), required)
            category = category_of(percentage, facts.purpose)
            details = {
                "competency": competency,
                "before": figure(shortest(level)),
                "after": figure(shortest(more)),
                "percentage": figure(printed(percentage, facts.purpose)),
                "category": CATEGORIES[facts.purpose][category].said,
            }
            yield (
                Step("one-level-more", MATCH, details)
                if category == decided.outcome
                else Step("one-level-more-category", MATCH, details)
            )


def bound_reached(purpose: Purpose, decided: Decision) -> Step:
    """The article of the category that applies, with its lower bound, or for the lowest the bound it stays below."""
    category = CATEGORIES[purpose][decided.outcome]
    lowest = dict(BANDS[purpose])
    details = {"percentage": figure(decided.values["percentage"]), "category": category.said}
    if bound := lowest[category.code]:
        return Step("bound-reached", cited(category), details | {"bound": int(bound)})
    missed = min(each for each in lowest.values() if each)
    return Step("bound-missed", cited(category), details | {"bound": int(missed)})


@rule(
    "bkn-26-2019/job-person-match",
    MATCH,
    *_ARTICLES,
    CERTIFICATE,
    FILLING_ONLY,
    outcomes=("incomplete", *(code for source in CATEGORIES.values() for code in source.codes)),
    values=MatchValues,
    working=arithmetic,
)
def job_person_match(facts: MatchFacts) -> Decision:
    """Say in which category the achieved levels fall against the position standard.

    The text says "perbandingan" and "prosentase" and no more. We read: sum of the achieved levels over sum of the
    standard, all competencies together, none weighted, none capped, decided on the exact fraction. A competency of the
    standard without a rating gives no figure at all; a rating outside the standard counts in neither sum.

    >>> facts = MatchFacts("pengisian", {"Integritas": 3, "Komunikasi": 3}, {"Integritas": Decimal(3)})
    >>> job_person_match(facts).outcome
    'incomplete'
    """
    findings = (*missing_ratings(facts), *unknown_competencies(facts))
    achieved, required = totals(facts)
    values = MatchValues(
        percentage=None,
        per_competency={name: compared(level, facts.achieved.get(name)) for name, level in facts.required.items()},
        below_standard=tuple(
            name for name, level in facts.required.items() if facts.achieved.get(name, Decimal(level)) < level
        ),
        certificate_allowed=False,
        achieved_total=None,
        required_total=required,
        capped_total=None,
        capped_per_competency=None,
    )
    if unrated_in(facts):
        return decision("bkn-26-2019/job-person-match", "incomplete", findings, MATCH, **values)
    percentage = share(achieved, required)
    category = category_of(percentage, facts.purpose)
    capped = share(
        reduce(_EXACT.add, (min(facts.achieved[name], Decimal(level)) for name, level in facts.required.items())),
        required,
    )
    values["percentage"] = printed(percentage, facts.purpose)
    values["certificate_allowed"] = may_be_certified(category, facts.purpose)
    values["achieved_total"] = shortest(achieved)
    values["capped_total"] = printed(min(percentage, Fraction(100)), facts.purpose)
    values["capped_per_competency"] = printed(capped, facts.purpose)
    articles = (
        MATCH,
        cited(CATEGORIES[facts.purpose]),
        cited(CATEGORIES[facts.purpose][category]),
        CERTIFICATE if facts.purpose == "pengisian" else FILLING_ONLY,
    )
    return decision("bkn-26-2019/job-person-match", category, findings, *articles, **values)


def missing_ratings(facts: MatchFacts) -> Iterator[Finding]:
    """Without the level of every competency of the standard there is nothing to compare."""
    for name in unrated_in(facts):
        yield violation("missing-rating", MATCH, competency=name)


def unknown_competencies(facts: MatchFacts) -> Iterator[Finding]:
    """A rating of a competency outside the standard has no level to be compared with."""
    for name in facts.achieved:
        if name not in facts.required:
            yield warning("unknown-competency", MATCH, competency=name)


def unrated_in(facts: MatchFacts) -> tuple[str, ...]:
    """The competencies of the standard without an achieved level, in the order of the standard."""
    return tuple(name for name in facts.required if name not in facts.achieved)


def totals(facts: MatchFacts) -> tuple[Decimal, int]:
    """The sum of the achieved levels, as far as rated, and the sum of the standard."""
    achieved = (facts.achieved[name] for name in facts.required if name in facts.achieved)
    return reduce(_EXACT.add, achieved, Decimal(0)), sum(facts.required.values())


def share(achieved: Decimal, required: int) -> Fraction:
    """The exact percentage that one is of the other."""
    return Fraction(achieved) * 100 / required


def compared(required: int, achieved: Decimal | None) -> CompetencyValues:
    """One competency beside its standard."""
    if achieved is None:
        return CompetencyValues(required=required, achieved=None, gap=None)
    gap = _EXACT.subtract(achieved, Decimal(required))
    return CompetencyValues(required=required, achieved=shortest(achieved), gap=shortest(gap))


def shortest(number: Decimal) -> str:
    """The number in as few digits as it goes.

    >>> shortest(Decimal("2.50")), shortest(Decimal("-1.0")), shortest(Decimal("10"))
    ('2.5', '-1', '10')
    """
    digits = format(number, "f")
    digits = digits.rstrip("0").rstrip(".") if "." in digits else digits
    return "0" if digits == "-0" else digits


@dataclass(frozen=True, slots=True)
class ValidityFacts:
    """`signed_on`: the day on which the individual report was signed; `asked_on`: the day of use."""

    signed_on: date
    asked_on: date


class ValidityValues(TypedDict):
    """`valid_until` is the last valid day."""

    valid_until: date


@rule(
    "bkn-26-2019/result-validity",
    VALIDITY,
    outcomes=("valid", "expired", "not-yet-valid"),
    values=ValidityValues,
)
def result_validity(facts: ValidityFacts) -> Decision:
    """Say whether a result may still be used.

    The text counts three years and names no first day. We count from the day on which the individual report is
    signed, since only then there is a result that may be handed over.

    >>> result_validity(ValidityFacts(date(2021, 3, 15), date(2024, 3, 15))).outcome
    'expired'
    """
    last_day = last_valid_day(facts.signed_on, VALIDITY_YEARS)
    outcome = standing(facts.signed_on, last_day, facts.asked_on)
    return decision("bkn-26-2019/result-validity", outcome, (), VALIDITY, **ValidityValues(valid_until=last_day))

"""What a result may be used for, and the certificate it may bring (pemanfaatan hasil, sertifikat)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from decimal import Decimal
from typing import Annotated, Literal, TypedDict

from mumpuni.regulations.bkn_26_2019.reports import SIGNED, Signer, is_signer
from mumpuni.regulations.bkn_26_2019.results import (
    CATEGORIES,
    CERTIFICATE,
    FILLING_ONLY,
    VALIDITY,
    VALIDITY_YEARS,
    Category,
    may_be_certified,
)
from mumpuni.regulations.catalogue import Catalogue, catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, info, violation, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.validity import last_valid_day, standing
from mumpuni.regulations.vocabulary import Bounds, Purpose
from mumpuni.regulations.words import Said, figure

PURPOSES = catalogue("bkn-26-2019/purposes")
USES = catalogue("bkn-26-2019/uses")
OWN_CATEGORIES = Citation(
    "bkn-26-2019",
    "Pasal 26 ayat (4)",
    requirement="B26-19-128",
    quote="Pemetaan jabatan sebagaimana yang dimaksud pada ayat (2) huruf b menggunakan kategori hasil penilaian",
)
_CATEGORY_LISTS = tuple(cited(source) for source in CATEGORIES.values())
_LOWEST_FOR_FILLING = CATEGORIES["pengisian"].codes[-1]

Use = Literal["pengisian-jabatan", "pengembangan-karier", "pengembangan-kompetensi", "manajemen-talenta"]


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """The result and, once it is signed, who signs the certificate."""

    purpose: Purpose
    category: Category
    signed_by: Signer | None = None


@rule(
    "bkn-26-2019/certificate",
    CERTIFICATE,
    FILLING_ONLY,
    *_CATEGORY_LISTS,
    SIGNED,
    outcomes=("allowed", "not-allowed"),
)
def certificate(facts: CertificateFacts) -> Decision:
    """Say whether a certificate may be given for this result.

    The article opens it for position filling and for the two upper categories; we read that it stays shut for mapping
    and for the lowest. It names no signatory: we take those of the individual report.

    >>> certificate(CertificateFacts("pemetaan", "optimal")).outcome
    'not-allowed'
    """
    findings = (*foreign_category(facts.purpose, facts.category), *no_certificate(facts))
    outcome = "not-allowed" if findings else "allowed"
    articles = (CERTIFICATE, FILLING_ONLY, *_CATEGORY_LISTS, SIGNED)
    return decision("bkn-26-2019/certificate", outcome, findings, *articles)


def foreign_category(purpose: Purpose, category: str) -> Iterator[Finding]:
    """Each purpose has its own three categories."""
    source = CATEGORIES[purpose]
    if category not in source.codes:
        yield violation(
            "foreign-category",
            cited(source),
            category=said_category(category),
            purpose=PURPOSES[purpose].said,
            categories=tuple(entry.said for entry in source.entries),
        )


def no_certificate(facts: CertificateFacts) -> Iterator[Finding]:
    """Mapping brings none, neither does the lowest category of filling; another person cannot sign it."""
    if facts.purpose == "pemetaan":
        yield violation("no-certificate-for-mapping", FILLING_ONLY)
    elif facts.category in CATEGORIES[facts.purpose].codes and not may_be_certified(facts.category, facts.purpose):
        yield violation("no-certificate-for-category", CERTIFICATE, category=said_category(facts.category))
    if facts.signed_by and not is_signer(facts.signed_by):
        yield violation("signer-not-entitled", SIGNED)


@dataclass(frozen=True, slots=True)
class Result:
    """One result on file: the purpose of its event, category, percentage, signing day, competencies below standard."""

    purpose: Purpose
    category: Category
    percentage: Annotated[Decimal, Bounds(least=0)]
    signed_on: date
    below_standard: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class UseFacts:
    """What the result is to serve, on which day, and the result, if there is one."""

    use: Use
    used_on: date
    result: Result | None = None


class UseValues(TypedDict):
    """The result as it stands, never reckoned anew; `development_needs` where competency development is the use."""

    purpose: str | None
    category: str | None
    percentage: str | None
    valid_until: date | None
    development_needs: tuple[str, ...]


@rule(
    "bkn-26-2019/result-use",
    *(cited(use) for use in USES.entries),
    *_CATEGORY_LISTS,
    OWN_CATEGORIES,
    VALIDITY,
    values=UseValues,
)
def result_use(facts: UseFacts) -> Decision:
    """Judge whether a use in personnel management rests on an assessment result.

    The article makes the result the basis and does not say which category suffices: the lowest one is pointed out and
    refuses nothing. A result keeps the category of its own purpose, whatever it is used for.

    >>> result_use(UseFacts("manajemen-talenta", date(2026, 11, 22))).findings[0].code
    'no-result'
    """
    basis = cited(USES[facts.use])
    if facts.result is None:
        nothing = UseValues(purpose=None, category=None, percentage=None, valid_until=None, development_needs=())
        missing = violation("no-result", basis, use=USES[facts.use].said)
        return compliance("bkn-26-2019/result-use", (missing,), basis, **nothing)
    result = facts.result
    values = UseValues(
        purpose=result.purpose,
        category=result.category,
        percentage=format(result.percentage, "f"),
        valid_until=last_valid_day(result.signed_on, VALIDITY_YEARS),
        development_needs=result.below_standard if facts.use == "pengembangan-kompetensi" else (),
    )
    findings = (
        *foreign_category(result.purpose, result.category),
        *validity(result, facts.used_on),
        *filling(facts.use, result),
    )
    articles = (basis, cited(CATEGORIES[result.purpose]), OWN_CATEGORIES, VALIDITY)
    return compliance("bkn-26-2019/result-use", findings, *articles, **values)


def validity(result: Result, used_on: date) -> Iterator[Finding]:
    """A result serves from its signing to its last valid day."""
    last_day = last_valid_day(result.signed_on, VALIDITY_YEARS)
    holds = standing(result.signed_on, last_day, used_on)
    if holds == "not-yet-valid":
        yield violation("result-not-yet-valid", VALIDITY, signed_on=result.signed_on, used_on=used_on)
    elif holds == "expired":
        yield violation("result-expired", VALIDITY, valid_until=last_day, used_on=used_on)


def filling(use: Use, result: Result) -> Iterator[Finding]:
    """What to know when a position is filled: a mapping result stays one, the lowest category is the lowest."""
    if use != "pengisian-jabatan":
        return
    if result.purpose == "pemetaan":
        yield info(
            "mapping-result",
            OWN_CATEGORIES,
            percentage=figure(format(result.percentage, "f")),
            category=said_category(result.category),
        )
    elif result.category == _LOWEST_FOR_FILLING:
        yield warning("lowest-category", cited(CATEGORIES["pengisian"]), category=said_category(result.category))


def said_category(category: str) -> Said:
    """A category of either purpose as sentences word it."""
    lists: tuple[Catalogue, ...] = tuple(CATEGORIES.values())
    return next(source[category].said for source in lists if category in source.codes)

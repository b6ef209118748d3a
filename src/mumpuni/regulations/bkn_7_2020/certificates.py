"""What the certificate rests on and says, and how long it holds (Sertifikat Kompetensi Teknis Manajemen ASN)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Annotated, TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, violation
from mumpuni.regulations.registry import rule
from mumpuni.regulations.validity import last_valid_day, standing
from mumpuni.regulations.vocabulary import Bounds

ROUTES = cited(catalogue("bkn-7-2020/certification-routes"))
CERTIFICATE = Citation(
    "bkn-7-2020",
    "Pasal 1 angka 7",
    requirement="B7-20-011",
    quote="pada jenjang dan jenis jabatan tertentu sesuai dengan standar yang ditetapkan oleh Badan Kepegawaian Negara",
)
NO_PERIOD = Citation(
    "bkn-7-2020",
    "Pasal 1 angka 7 (masa berlaku)",
    requirement="B7-20-022",
    quote="Sertifikat Kompetensi Teknis Manajemen ASN adalah bukti tertulis pengakuan penguasaan Kompetensi Teknis",
)


@dataclass(frozen=True, slots=True)
class CertificateFacts:
    """What a certificate would rest on (test, verification) and what it would say."""

    test: bool = False
    verification: bool = False
    level: str | None = None
    position_kind: str | None = None
    standard: str | None = None


@rule("bkn-7-2020/certificate", ROUTES, CERTIFICATE)
def certificate(facts: CertificateFacts) -> Decision:
    """Judge whether a certificate can be issued: after test, verification or both; for a level, kind and standard.

    >>> certificate(CertificateFacts(True, False, "pengawas", "struktural", "SK 1/2019")).outcome
    'compliant'
    """
    return compliance("bkn-7-2020/certificate", (*route(facts), *content(facts)), ROUTES, CERTIFICATE)


def route(facts: CertificateFacts) -> Iterator[Finding]:
    """A test or a verification; either is enough."""
    if not (facts.test or facts.verification):
        yield violation("neither-test-nor-verification", ROUTES)


def content(facts: CertificateFacts) -> Iterator[Finding]:
    """Level, kind of position, standard."""
    if facts.level is None:
        yield violation("certificate-without-level", CERTIFICATE)
    if facts.position_kind is None:
        yield violation("certificate-without-kind", CERTIFICATE)
    if facts.standard is None:
        yield violation("certificate-without-standard", CERTIFICATE)


@dataclass(frozen=True, slots=True)
class ValidityFacts:
    """`years` are those that the scheme set when the certificate was issued; left out, it does not expire."""

    issued_on: date
    asked_on: date
    years: Annotated[int, Bounds(least=1)] | None = None


class ValidityValues(TypedDict):
    """The last valid day; null for a certificate that does not expire."""

    valid_until: date | None


@rule(
    "bkn-7-2020/certificate-validity",
    NO_PERIOD,
    outcomes=("valid", "expired", "not-yet-valid"),
    values=ValidityValues,
)
def certificate_validity(facts: ValidityFacts) -> Decision:
    """Say whether a certificate holds on a day.

    No text at hand limits it, and the three years of an assessment result belong to another regulation: it holds
    without end, unless its scheme set a number of years.

    >>> certificate_validity(ValidityFacts(date(2021, 3, 15), date(2026, 1, 1))).outcome
    'valid'
    """
    until = last_valid_day(facts.issued_on, facts.years) if facts.years else None
    outcome = standing(facts.issued_on, until or date.max, facts.asked_on)
    return decision("bkn-7-2020/certificate-validity", outcome, (), NO_PERIOD, valid_until=until)

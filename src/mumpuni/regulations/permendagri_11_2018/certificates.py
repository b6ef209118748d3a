"""The forms of certificates: what each is for, and who signs (sertifikat)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, violation
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import NO_LETTER, Letter

CertificateKind = Literal["ijazah", "sertifikat-kompetensi", "sttpk", "sertifikat-lainnya"]
AttainmentRoute = Literal["pendidikan-formal", "pengembangan-kompetensi", "pengalaman-kerja"]
Office = Literal["kepala-bpsdm", "unit-head", "delegate"]
Scheme = Literal["skk-pdn", "manajemen-asn"]
SigningStatus = Literal["terbit", "menunggu-tanda-tangan"]

CERTIFICATE = Citation(
    "permendagri-11-2018",
    "Pasal 8 ayat (1)",
    requirement="P11-18-021",
    quote="dinyatakan dalam bentuk sertifikat",
)
TEST = Citation(
    "permendagri-11-2018",
    "Pasal 8 ayat (5)",
    requirement="P11-18-025",
    quote="diperoleh melalui uji kompetensi",
)
_KINDS = catalogue("permendagri-11-2018/certificate-kinds")
FORMS = cited(_KINDS)
KINDS: dict[str, Citation] = {entry.code: cited(entry) for entry in _KINDS.entries}
ROUTES_OF_KIND: dict[str, tuple[str, ...]] = {entry.code: tuple(entry.fields["routes"]) for entry in _KINDS.entries}
ROUTES: dict[str, Citation] = {entry.code: cited(entry) for entry in catalogue("permendagri-11-2018/routes").entries}
_OFFICES = catalogue("permendagri-11-2018/signing-offices")
_OFFICES_2019 = catalogue("panduan-2019/signing-offices")
SIGNED = cited(_OFFICES)
DELEGATED = cited(_OFFICES["delegate"])
#: Who signs under which scheme, and on which page where the scheme's sample says so.
SIGNATORIES: dict[Scheme, tuple[tuple[str, int | None], ...]] = {
    "skk-pdn": (("kepala-bpsdm", None), ("unit-head", None)),
    "manajemen-asn": tuple((entry.code, entry.fields["page"]) for entry in _OFFICES_2019.entries),
}
SIGNED_UNDER: dict[Scheme, tuple[Citation, ...]] = {"skk-pdn": (SIGNED,), "manajemen-asn": _OFFICES_2019.citations}


@dataclass(frozen=True, slots=True)
class CertificateKindFacts:
    """A certificate about to be recorded or issued.

    `route`: the path by which the competency was gained; `test_required`: the programme asks for a competency test;
    `test_passed` and `programme_completed` are the person's.
    """

    kind: CertificateKind
    route: AttainmentRoute
    test_required: bool = False
    test_passed: bool = False
    programme_completed: bool = False


@dataclass(frozen=True, slots=True)
class Signatory:
    """One signature: the office, and for a delegate the letter of delegation (pelimpahan)."""

    office: Office
    delegation_letter: Letter = NO_LETTER


@dataclass(frozen=True, slots=True)
class SignatoriesFacts:
    """The signatures on a competency certificate, in any order."""

    signatories: tuple[Signatory, ...] = ()


class SignatoriesValues(TypedDict):
    """`status`: issued (terbit) with both signatures, else waiting for one."""

    status: SigningStatus


@dataclass(frozen=True, slots=True)
class SchemeFacts:
    """The scheme that issues the certificate: SKK-PDN, or Manajemen ASN of the 2019 guide."""

    scheme: Scheme


class SignatureBlock(TypedDict):
    """An office that signs; `page` where the scheme's sample fixes it."""

    office: str
    page: int | None


class SchemeValues(TypedDict):
    """The signature blocks in the order in which they are printed."""

    signatories: tuple[SignatureBlock, ...]


@dataclass(frozen=True, slots=True)
class AttainmentFacts:
    """An attainment by one of the three paths, and the certificate that states it, if any."""

    route: AttainmentRoute
    certificate: CertificateKind | None = None


@rule("permendagri-11-2018/certificate-kind", FORMS, *KINDS.values(), TEST)
def certificate_kind(facts: CertificateKindFacts) -> Decision:
    """Judge whether this form of certificate fits what it is given for.

    Ayat (8) and (9) name no path; both speak of competency development, so STTPK and other certificate belong to it.

    >>> passed = CertificateKindFacts("sertifikat-kompetensi", "pengalaman-kerja", test_passed=True)
    >>> certificate_kind(passed).outcome
    'compliant'
    """
    found = (*route(facts), *test(facts), *programme(facts), *without_test(facts))
    used = (FORMS, KINDS[facts.kind], *((TEST,) if facts.kind == "sertifikat-kompetensi" else ()))
    return compliance("permendagri-11-2018/certificate-kind", found, *used)


@rule("permendagri-11-2018/certificate-signatories", SIGNED, DELEGATED, values=SignatoriesValues)
def certificate_signatories(facts: SignatoriesFacts) -> Decision:
    """Judge whether a competency certificate is signed by both who must sign it.

    "Bersama" asks for both signatures and says nothing of their order, so any order will do. Delegation is named for
    the unit head alone: a delegate with a letter stands for the unit head, one without stands for nobody.

    >>> certificate_signatories(SignatoriesFacts((Signatory("unit-head"), Signatory("kepala-bpsdm")))).outcome
    'compliant'
    """
    found = (*first_signature(facts), *second_signature(facts), *delegation(facts))
    values = SignatoriesValues(status="menunggu-tanda-tangan" if found else "terbit")
    return compliance("permendagri-11-2018/certificate-signatories", found, SIGNED, DELEGATED, **values)


@rule(
    "permendagri-11-2018/signatories-of-scheme",
    SIGNED,
    *_OFFICES_2019.citations,
    outcomes=("listed",),
    values=SchemeValues,
)
def signatories_of_scheme(facts: SchemeFacts) -> Decision:
    """Name who signs the certificates of a scheme.

    The two texts name different offices and neither speaks of the other's certificates, so each scheme keeps its own.

    >>> signatories_of_scheme(SchemeFacts("manajemen-asn")).values["signatories"][0]
    {'office': 'kepala-bkn', 'page': 1}
    """
    blocks = tuple(SignatureBlock(office=office, page=page) for office, page in SIGNATORIES[facts.scheme])
    return decision(
        "permendagri-11-2018/signatories-of-scheme",
        "listed",
        (),
        *SIGNED_UNDER[facts.scheme],
        **SchemeValues(signatories=blocks),
    )


@rule("permendagri-11-2018/attainment", CERTIFICATE, *ROUTES.values(), outcomes=("counted", "not-counted"))
def attainment(facts: AttainmentFacts) -> Decision:
    """Say whether an attainment counts in an equivalence: only when a certificate states it.

    >>> attainment(AttainmentFacts("pengalaman-kerja")).outcome
    'not-counted'
    """
    found = tuple(stated(facts))
    return decision(
        "permendagri-11-2018/attainment",
        "not-counted" if found else "counted",
        found,
        CERTIFICATE,
        ROUTES[facts.route],
    )


def route(facts: CertificateKindFacts) -> Iterator[Finding]:
    """Each form belongs to its own paths."""
    paths = ROUTES_OF_KIND[facts.kind]
    if facts.route not in paths:
        yield violation("wrong-route", KINDS[facts.kind], kind=facts.kind, route=facts.route, routes=paths)


def test(facts: CertificateKindFacts) -> Iterator[Finding]:
    """A competency certificate is obtained through a competency test."""
    if facts.kind == "sertifikat-kompetensi" and not facts.test_passed:
        yield violation("test-not-passed", TEST)


def programme(facts: CertificateKindFacts) -> Iterator[Finding]:
    """An STTPK says that the whole programme was completed well."""
    if facts.kind == "sttpk" and not facts.programme_completed:
        yield violation("programme-incomplete", KINDS[facts.kind])


def without_test(facts: CertificateKindFacts) -> Iterator[Finding]:
    """Other certificates are for development that asks for no competency test."""
    if facts.kind == "sertifikat-lainnya" and facts.test_required:
        yield violation("test-was-required", KINDS[facts.kind])


def first_signature(facts: SignatoriesFacts) -> Iterator[Finding]:
    """Kepala BPSDM signs, and nobody in that place."""
    if not any(signatory.office == "kepala-bpsdm" for signatory in facts.signatories):
        yield violation("kepala-bpsdm-missing", SIGNED)


def second_signature(facts: SignatoriesFacts) -> Iterator[Finding]:
    """The unit head signs, or an official to whom this was delegated."""
    if not any(
        signatory.office == "unit-head" or (signatory.office == "delegate" and signatory.delegation_letter)
        for signatory in facts.signatories
    ):
        yield violation("unit-head-missing", SIGNED)


def delegation(facts: SignatoriesFacts) -> Iterator[Finding]:
    """A delegate has a letter to show."""
    without = sum(signatory.office == "delegate" and not signatory.delegation_letter for signatory in facts.signatories)
    if without:
        yield violation("delegation-missing", DELEGATED, here=without)


def stated(facts: AttainmentFacts) -> Iterator[Finding]:
    """An attainment is stated by a certificate."""
    if facts.certificate is None:
        yield violation("no-certificate-of-attainment", CERTIFICATE, route=facts.route)

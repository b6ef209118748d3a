"""The reports on an assessment: what stands in them, who signs, who receives, who may read (laporan)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from typing import Literal

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, violation
from mumpuni.regulations.registry import rule

SECTIONS = catalogue("bkn-26-2019/report-sections")
SIGNERS = catalogue("bkn-26-2019/report-signers")
RECIPIENTS = catalogue("bkn-26-2019/report-recipients")
SIGNED = cited(SIGNERS)
DELIVERED = cited(RECIPIENTS)
COPIED = cited(RECIPIENTS["instansi-pembina"])
CONFIDENTIAL = Citation(
    "bkn-26-2019",
    "Pasal 29 ayat (3)",
    requirement="B26-19-135",
    quote="dengan memperhatikan prinsip kerahasiaan",
)
DATABASE = Citation(
    "bkn-26-2019",
    "Pasal 29 ayat (3)",
    requirement="B26-19-137",
    quote="untuk dikelola dalam database sistem informasi kepegawaian yang berbasis kompetensi",
)
TRANSPARENT = Citation(
    "bkn-26-2019",
    "Pasal 7 ayat (6)",
    requirement="B26-19-006",
    quote="hasil penilaian kompetensi dapat dipertanggungjawabkan dan diketahui oleh Assessee dan pejabat pembina "
    "kepegawaian",
)
FIELDS = catalogue("bkn-26-2019/organiser-report-fields")
ORGANISER_REPORT = Citation(
    "bkn-26-2019",
    "Pasal 30 ayat (1)",
    requirement="B26-19-140",
    quote="Penyelenggara penilaian kompetensi wajib menyusun laporan penyelenggaraan penilaian kompetensi",
)
ORGANISER_COPY = Citation(
    "bkn-26-2019",
    "Pasal 30 ayat (1)",
    requirement="B26-19-141",
    quote="menyampaikan salinan laporan kepada Instansi Pembina",
)
THROUGH_USER_AGENCY = Citation(
    "bkn-26-2019",
    "Pasal 30 ayat (2)",
    requirement="B26-19-142",
    quote="penyampaian salinan laporan sebagaimana dimaksud pada ayat (1) melalui Instansi Pengguna",
)

Section = Literal["identity", "scores", "description", "recommendation"]
Signer = Literal["provider-leader", "team-responsible", "other"]
Recipient = Literal["ppk", "designated-official", "instansi-pembina"]
Field = Literal[
    "provider-identity",
    "provider-category",
    "purpose",
    "target-position",
    "assessee-count",
    "personnel",
    "methods",
]
Reader = Literal["team-member", "assessee", "ppk", "designated-official", "instansi-pembina", "other"]


@dataclass(frozen=True, slots=True)
class IndividualReportFacts:
    """What is filled in, who signed, and to whom the report and its copies went.

    `competencies`: those that the report is about; `descriptions`: what it says of each, by the competency's name.
    """

    sections: tuple[Section, ...] = ()
    signed_by: Signer | None = None
    sent_to: tuple[Recipient, ...] = ()
    competencies: tuple[str, ...] = ()
    descriptions: Mapping[str, str] | None = None


@rule("bkn-26-2019/individual-report", *SECTIONS.citations, SIGNED, DELIVERED, COPIED)
def individual_report(facts: IndividualReportFacts) -> Decision:
    """Judge an individual report that has been handed over.

    >>> [finding.code for finding in individual_report(IndividualReportFacts(
    ...     ("identity", "scores", "description", "recommendation"), "other", ("designated-official",))).findings]
    ['signer-not-entitled', 'no-copy-to-instansi-pembina']
    """
    return compliance(
        "bkn-26-2019/individual-report",
        (*sections(facts), *described(facts), *signature(facts), *delivery(facts)),
        *SECTIONS.citations,
        SIGNED,
        DELIVERED,
        COPIED,
    )


def sections(facts: IndividualReportFacts) -> Iterator[Finding]:
    """Each part that the report must have."""
    for section in SECTIONS.entries:
        if section.code not in facts.sections:
            yield violation("missing-section", cited(section), section=section.said)


def described(facts: IndividualReportFacts) -> Iterator[Finding]:
    """Each competency of the report has its own description; without a list of them the section speaks for all."""
    for name in dict.fromkeys(facts.competencies):
        if name not in (facts.descriptions or {}):
            yield violation("description-missing", cited(SECTIONS["description"]), competency=name)


def signature(facts: IndividualReportFacts) -> Iterator[Finding]:
    """Signed, and by the provider's leadership or the person responsible in the team."""
    if facts.signed_by is None:
        yield violation("unsigned", SIGNED)
    elif not is_signer(facts.signed_by):
        yield violation("signer-not-entitled", SIGNED)


def is_signer(signer: Signer) -> bool:
    """Whether this person signs for the provider."""
    return signer in SIGNERS.codes


def delivery(facts: IndividualReportFacts) -> Iterator[Finding]:
    """To the PPK or the designated official, either is enough, and a copy to the Instansi Pembina."""
    if "ppk" not in facts.sent_to and "designated-official" not in facts.sent_to:
        yield violation("not-sent-to-ppk", DELIVERED)
    if "instansi-pembina" not in facts.sent_to:
        yield violation("no-copy-to-instansi-pembina", COPIED)


@dataclass(frozen=True, slots=True)
class OrganiserReportFacts:
    """What is filled in; `copy_sent` to the Instansi Pembina, perhaps through the user agency (Instansi Pengguna)."""

    provider: Literal["pemerintah", "non-pemerintah"]
    fields: tuple[Field, ...] = ()
    copy_sent: bool = False
    sent_via_user_agency: bool = False


@rule("bkn-26-2019/organiser-report", *FIELDS.citations, ORGANISER_REPORT, ORGANISER_COPY, THROUGH_USER_AGENCY)
def organiser_report(facts: OrganiserReportFacts) -> Decision:
    """Judge the provider's report on an event. A government provider may send the copy by whichever way.

    >>> organiser_report(OrganiserReportFacts("pemerintah", FIELDS.codes, copy_sent=True)).outcome
    'compliant'
    """
    return compliance(
        "bkn-26-2019/organiser-report",
        (*fields(facts), *organiser_copy(facts)),
        *FIELDS.citations,
        ORGANISER_REPORT,
        ORGANISER_COPY,
        THROUGH_USER_AGENCY,
    )


def fields(facts: OrganiserReportFacts) -> Iterator[Finding]:
    """Each item that the report must have; identity and eligibility category of the provider are two."""
    for field in FIELDS.entries:
        if field.code not in facts.fields:
            yield violation("missing-field", cited(field), field=field.said)


def organiser_copy(facts: OrganiserReportFacts) -> Iterator[Finding]:
    """The copy, and the way it takes."""
    if not facts.copy_sent:
        yield violation("no-copy-to-instansi-pembina", ORGANISER_COPY)
    elif facts.provider == "non-pemerintah" and not facts.sent_via_user_agency:
        yield violation("must-go-through-user-agency", THROUGH_USER_AGENCY)


@dataclass(frozen=True, slots=True)
class Copied:
    """The individual report of one Assessee and whether its copy went to the Instansi Pembina."""

    name: str
    copied: bool = False


@dataclass(frozen=True, slots=True)
class ClosingFacts:
    """What an event leaves behind."""

    organiser_report: bool = False
    reports: tuple[Copied, ...] = ()


@rule("bkn-26-2019/closing", ORGANISER_REPORT, COPIED)
def closing(facts: ClosingFacts) -> Decision:
    """Judge whether an event may be closed: with its organising report and the copy of every individual report.

    >>> closing(ClosingFacts(organiser_report=True, reports=(Copied("Ani", copied=True),))).outcome
    'compliant'
    """
    return compliance("bkn-26-2019/closing", left_open(facts), ORGANISER_REPORT, COPIED)


def left_open(facts: ClosingFacts) -> Iterator[Finding]:
    """What still keeps the event open."""
    if not facts.organiser_report:
        yield violation("no-organiser-report", ORGANISER_REPORT)
    for report in facts.reports:
        if not report.copied:
            yield violation("copy-missing", COPIED, assessee=report.name)


@dataclass(frozen=True, slots=True)
class AccessFacts:
    """Who wants to read whose report: `own_agency` is the agency of the assessed person, `released` the result."""

    reader: Reader
    own_agency: bool = False
    released: bool = False


@rule(
    "bkn-26-2019/report-access",
    CONFIDENTIAL,
    TRANSPARENT,
    DELIVERED,
    DATABASE,
    outcomes=("allowed", "not-allowed"),
)
def report_access(facts: AccessFacts) -> Decision:
    """Say who may read an individual report.

    Confidential and transparent at once: nobody but the team reads it before it is released; afterwards the assessed
    person, the PPK or designated official of the person's own agency, and the Instansi Pembina across agencies.

    >>> report_access(AccessFacts("ppk", own_agency=False, released=True)).outcome
    'not-allowed'
    """
    findings = tuple(access(facts))
    outcome = "not-allowed" if findings else "allowed"
    cited_here = (CONFIDENTIAL, TRANSPARENT, DELIVERED, DATABASE)
    return decision("bkn-26-2019/report-access", outcome, findings, *cited_here)


def access(facts: AccessFacts) -> Iterator[Finding]:
    """What stands between the reader and the report."""
    if facts.reader == "other":
        yield violation("no-access", CONFIDENTIAL)
    elif facts.reader != "team-member" and not facts.released:
        yield violation("not-released", CONFIDENTIAL)
    if facts.reader in ("ppk", "designated-official") and not facts.own_agency:
        yield violation("other-agency", DELIVERED)

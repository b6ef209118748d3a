"""What an appointment to a structural position rests on (pengangkatan dalam jabatan struktural)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict

from mumpuni.regulations.bkn_11_2008.results import ADVISED, VALID, YEARS
from mumpuni.regulations.catalogue import catalogue
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.validity import last_valid_day, standing

HEADS = Citation(
    "bkn-11-2008",
    "Lampiran I.A.1",
    requirement="B11-08-005",
    quote="prinsip profesionalisme sesuai dengan kompetensi, prestasi kerja, dan jenjang pangkat",
)
NO_DISTINCTION = Citation(
    "bkn-11-2008",
    "Lampiran I.A.1",
    requirement="B11-08-006",
    quote="tanpa membedakan jenis kelamin, suku, agama, ras, atau golongan",
)
COMPETENT = Citation(
    "bkn-11-2008",
    "Lampiran I.A.2",
    requirement="B11-08-007",
    quote="untuk dapat diangkat dalam jabatan struktural adalah memiliki kompetensi jabatan yang diperlukan",
)
KINDS = Citation(
    "bkn-11-2008",
    "Lampiran I.C.6",
    requirement="B11-08-014",
    quote="termasuk perpindahan jabatan dari eselon yang lebih rendah ke eselon yang lebih tinggi "
    "maupun dalam eselon yang sama",
)
ASSESSED = Citation(
    "bkn-11-2008",
    "Lampiran II.A.1",
    requirement="B11-08-016",
    quote="PNS yang akan diangkat dalam jabatan struktural dilakukan penilaian kompetensi",
)
CONSIDERED = catalogue("bkn-11-2008/appointment-considerations").codes

Kind = Literal["first-placement", "higher-echelon", "same-echelon"]
Consideration = Literal["competency", "work-achievement", "rank", "other-requirements"]
Attribute = Literal["sex", "ethnicity", "religion", "race", "social-group"]


@dataclass(frozen=True, slots=True)
class Candidate:
    """Someone proposed. `result_signed_on` is the day of the latest report, left out where there is none.

    `for_this_position`: the result was compared with the standard of the position that is to be filled.
    """

    name: str
    status: Literal["pns", "pppk"]
    result_signed_on: date | None = None
    for_this_position: bool = False


@dataclass(frozen=True, slots=True)
class AppointmentFacts:
    """A proposal, or the appointment that follows it, on the day `judged_on`.

    `considered` are the heads that the proposal fills in, `distinguished_by` what its list of candidates is filtered,
    sorted or judged by besides; `recommended`: BAPERJAKAT has given its recommendation.
    """

    step: Literal["proposal", "appointment"]
    kind: Kind
    judged_on: date
    considered: tuple[Consideration, ...] = ()
    distinguished_by: tuple[Attribute, ...] = ()
    candidates: tuple[Candidate, ...] = ()
    recommended: bool = False


class AppointmentValues(TypedDict):
    """The names of those with a valid result for this position, in the order of the list."""

    assessed: tuple[str, ...]


CITED = (HEADS, NO_DISTINCTION, COMPETENT, KINDS, ASSESSED, ADVISED, VALID)


@rule("bkn-11-2008/appointment", *CITED, values=AppointmentValues)
def appointment(facts: AppointmentFacts) -> Decision:
    """Judge whether a proposal may be sent, or the appointment made.

    Only civil servants (PNS) are appointed under this regulation. Moving down is none of its three kinds. That
    BAPERJAKAT advises first is told and not commanded, so its missing word is a warning, and only for the appointment
    itself.

    >>> facts = AppointmentFacts("proposal", "same-echelon", date(2009, 6, 1), CONSIDERED,
    ...                          candidates=(Candidate("Ani", "pns"),))
    >>> [finding.code for finding in appointment(facts).findings]
    ['not-assessed']
    """
    broken = [(candidate, tuple(suitability(candidate, facts.judged_on))) for candidate in facts.candidates]
    found = (finding for _, findings in broken for finding in findings)
    findings = (*grounds(facts), *found, *advice(facts))
    values = AppointmentValues(assessed=tuple(candidate.name for candidate, findings in broken if not findings))
    return compliance("bkn-11-2008/appointment", findings, *CITED, **values)


def grounds(facts: AppointmentFacts) -> Iterator[Finding]:
    """All four heads, and none of the five distinctions."""
    for head in CONSIDERED:
        if head not in facts.considered:
            yield violation("head-missing", HEADS, head=head)
    for attribute in dict.fromkeys(facts.distinguished_by):
        yield violation("distinction", NO_DISTINCTION, attribute=attribute)


def suitability(candidate: Candidate, on: date) -> Iterator[Finding]:
    """A civil servant with a result that holds on the day and was made for this position."""
    if candidate.status != "pns":
        yield violation("candidate-not-pns", ASSESSED, name=candidate.name)
    if candidate.result_signed_on is None:
        yield violation("not-assessed", ASSESSED, name=candidate.name)
        return
    until = last_valid_day(candidate.result_signed_on, YEARS)
    held = standing(candidate.result_signed_on, until, on)
    if held == "expired":
        yield violation("result-expired", VALID, name=candidate.name, until=until, years=YEARS)
    elif held == "not-yet-valid":
        yield violation("result-not-yet-valid", VALID, name=candidate.name, signed=candidate.result_signed_on)
    if not candidate.for_this_position:
        yield violation("not-assessed-for-position", COMPETENT, name=candidate.name)


def advice(facts: AppointmentFacts) -> Iterator[Finding]:
    """BAPERJAKAT considers the results and recommends before the PPK appoints."""
    if facts.step == "appointment" and not facts.recommended:
        yield warning("no-recommendation", ADVISED)

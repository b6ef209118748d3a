"""What invitations and pages have to say, and when a doctor is there (informasi teknis)."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict

from mumpuni.regulations.catalogue import Catalogue, Entry, catalogue, cited
from mumpuni.regulations.finding import Decision, Finding, compliance, decision, violation
from mumpuni.regulations.registry import rule

HEALTH = catalogue("panduan-2019/health-service")
MEDICINE = cited(HEALTH["obat-ringan"])
DOCTOR = cited(HEALTH["dokter-perawat"])
WEEKDAYS = ("Senin", "Selasa", "Rabu", "Kamis", "Jumat", "Sabtu", "Minggu")
DOCTORS_DAY = WEEKDAYS.index(HEALTH["dokter-perawat"].fields["weekday"])


@dataclass(frozen=True, slots=True)
class HealthServiceFacts:
    """The first and the last day of a batch at the centre."""

    starts_on: date
    ends_on: date


class HealthServiceValues(TypedDict):
    """The days on which doctor and nurse are there."""

    days: tuple[date, ...]


@rule(
    "panduan-2019/health-service",
    MEDICINE,
    DOCTOR,
    outcomes=("doctor-present", "medicine-only"),
    values=HealthServiceValues,
)
def health_service(facts: HealthServiceFacts) -> Decision:
    """Name the days of a batch on which doctor and nurse serve: every Wednesday; light medicine there always is.

    >>> health_service(HealthServiceFacts(date(2019, 5, 6), date(2019, 5, 7))).outcome
    'medicine-only'
    """
    first = facts.starts_on.toordinal() + (DOCTORS_DAY - facts.starts_on.weekday()) % 7
    days = tuple(date.fromordinal(day) for day in range(first, facts.ends_on.toordinal() + 1, 7))
    outcome = "doctor-present" if days else "medicine-only"
    return decision("panduan-2019/health-service", outcome, span(facts), MEDICINE, DOCTOR, days=days)


def span(facts: HealthServiceFacts) -> Iterator[Finding]:
    """A batch does not end before it begins."""
    if facts.ends_on < facts.starts_on:
        yield violation("ends-before-start", DOCTOR, starts=facts.starts_on, ends=facts.ends_on)


Notice = Literal[
    "invitation", "rules-page", "rules-acceptance", "class-session", "parking-information", "information-page"
]


def _listed(name: str, *codes: str) -> dict[str, Entry]:
    source: Catalogue = catalogue(f"panduan-2019/{name}")
    return {f"{name}/{code}": source[code] for code in codes or source.codes}


#: What each notice must print: names of catalogue and entry.
NOTICES: Mapping[Notice, Mapping[str, Entry]] = {
    "invitation": _listed("house-rules", "A.4") | _listed("costs-not-provided") | _listed("costs-exception"),
    "rules-page": _listed("house-rules") | _listed("dormitory-litter"),
    "rules-acceptance": _listed("house-rules") | _listed("parking-terms", "kehilangan"),
    "class-session": _listed("house-rules", "B.4"),
    "parking-information": _listed("parking") | _listed("parking-terms") | _listed("night-windows", "gate"),
    "information-page": _listed("health-service")
    | _listed("sports")
    | _listed("worship")
    | _listed("cash-machines")
    | _listed("parking"),
}
EVERY_TEXT = tuple(dict.fromkeys(cited(entry) for entries in NOTICES.values() for entry in entries.values()))


@dataclass(frozen=True, slots=True)
class NoticeFacts:
    """A notice and the entries that it prints, such as `house-rules/A.4`."""

    notice: Notice
    prints: tuple[str, ...] = ()


class NoticeValues(TypedDict):
    """The entries that the notice must print, in the order of the guide."""

    required: tuple[str, ...]


@rule("panduan-2019/notice", *EVERY_TEXT, values=NoticeValues)
def notice(facts: NoticeFacts) -> Decision:
    """Judge whether a notice says all that it must; `required` is what to print.

    Participants are bound by rules and disclaimers only where they could read them.

    >>> notice(NoticeFacts("class-session", ("house-rules/B.4",))).outcome
    'compliant'
    """
    entries = NOTICES[facts.notice]
    cited_here = dict.fromkeys(cited(entry) for entry in entries.values())
    return compliance("panduan-2019/notice", completeness(facts), *cited_here, required=tuple(entries))


def completeness(facts: NoticeFacts) -> Iterator[Finding]:
    """Each entry is printed."""
    printed = set(facts.prints)
    for name, entry in NOTICES[facts.notice].items():
        if name not in printed:
            yield violation("text-missing", cited(entry), entry=name, text=entry.name())

"""Who may facilitate (fasilitator)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation, warning
from mumpuni.regulations.registry import rule

GROUPS = catalogue("panduan-2019/facilitators")
GROUP = cited(GROUPS)
COMPETENCE = Citation(
    "panduan-2019",
    "Fasilitator",
    requirement="PAND-031",
    quote="berasal dari berbagai unsur yang memiliki kompetensi sebagai narasumber/fasilitator",
)


@dataclass(frozen=True, slots=True)
class FacilitatorFacts:
    """The group that the person belongs to, and whether competence for the module is on record."""

    group: Literal["jpt-madya", "widyaiswara", "jpt-pratama", "administrator", "pakar-praktisi", "other"]
    competent: bool = False


@rule("panduan-2019/facilitator", GROUP, COMPETENCE)
def facilitator(facts: FacilitatorFacts) -> Decision:
    """Judge whether this person may facilitate.

    The five groups are a closed list ("yaitu"). How competence is proven the guide leaves open, so a record that is
    missing is only a warning.

    >>> [finding.code for finding in facilitator(FacilitatorFacts("widyaiswara")).findings]
    ['competence-not-recorded']
    """
    return compliance("panduan-2019/facilitator", (*group(facts), *competence(facts)), GROUP, COMPETENCE)


def group(facts: FacilitatorFacts) -> Iterator[Finding]:
    """One of the five groups."""
    if facts.group not in GROUPS.codes:
        yield violation("not-a-facilitator-group", GROUP, groups=GROUPS.codes)


def competence(facts: FacilitatorFacts) -> Iterator[Finding]:
    """Competence as a resource person or facilitator is on record."""
    if not facts.competent:
        yield warning("competence-not-recorded", COMPETENCE)

"""Which competencies an assessment measures: the position standard (Standar Kompetensi Jabatan)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Decision, Finding, compliance, violation
from mumpuni.regulations.registry import rule

KINDS = catalogue("bkn-26-2019/standard-kinds")
STANDARD = cited(KINDS)


@dataclass(frozen=True, slots=True)
class Competency:
    """One competency of the standard and its kind."""

    name: str
    kind: Literal["manajerial", "sosial-kultural", "teknis"]


@dataclass(frozen=True, slots=True)
class StandardFacts:
    """The competencies that the standard of the target position lists."""

    competencies: tuple[Competency, ...] = ()


@rule("bkn-26-2019/position-standard", STANDARD)
def position_standard(facts: StandardFacts) -> Decision:
    """Judge whether an assessment may be held against this standard.

    The article names one standard "manajerial dan sosial kultural": we read that both kinds are in it, and nothing
    else. Which competencies they are stands in an annex that is not at hand, so any name is taken.

    >>> facts = StandardFacts((Competency("Integritas", "manajerial"), Competency("Perekat Bangsa", "sosial-kultural")))
    >>> position_standard(facts).outcome
    'compliant'
    """
    return compliance("bkn-26-2019/position-standard", (*foreign(facts), *absent(facts)), STANDARD)


def foreign(facts: StandardFacts) -> Iterator[Finding]:
    """Technical competencies have their own tests."""
    for competency in facts.competencies:
        if competency.kind not in KINDS.codes:
            yield violation("technical-not-part", STANDARD, competency=competency.name)


def absent(facts: StandardFacts) -> Iterator[Finding]:
    """At least one competency of either kind."""
    kinds = {competency.kind for competency in facts.competencies}
    if "manajerial" not in kinds:
        yield violation("no-managerial", STANDARD)
    if "sosial-kultural" not in kinds:
        yield violation("no-sociocultural", STANDARD)

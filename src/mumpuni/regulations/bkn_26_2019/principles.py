"""What the principles ask of a rating (asas penilaian kompetensi), Pasal 7."""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass
from decimal import Decimal
from fractions import Fraction
from itertools import chain
from typing import Annotated

from mumpuni.regulations.bkn_26_2019.names import same_name
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Bounds, Count

OBJECTIVE = Citation(
    "bkn-26-2019",
    "Pasal 7 ayat (3)",
    requirement="B26-19-003",
    quote="hasil penilaian menggambarkan hasil kompetensi yang sesungguhnya dari Assessee",
)
RELIABLE = Citation(
    "bkn-26-2019",
    "Pasal 7 ayat (5)",
    requirement="B26-19-005",
    quote="hasil penilaian kompetensi mencerminkan konsistensi kompetensi dalam kurun waktu tertentu",
)

#: Levels between two Assessors from which on they should talk; a reading, the article gives no number.
FAR_APART = 2

AchievedLevel = Annotated[Decimal, Bounds(least=0, most=5)]


@dataclass(frozen=True, slots=True)
class EvidenceFacts:
    """One Assessee's levels by competency, and how many notes of evidence each competency has."""

    levels: Mapping[str, AchievedLevel]
    notes: Mapping[str, Count]


@rule("bkn-26-2019/evidence", OBJECTIVE)
def evidence(facts: EvidenceFacts) -> Decision:
    """Judge whether every level rests on something seen in the assessment.

    "Objektif" is read as one note of evidence at least for each competency that gets a level, also for level 0.

    >>> [found.code for found in evidence(EvidenceFacts({"Kerja Sama": Decimal(3)}, {})).findings]
    ['evidence-missing']
    """
    return compliance("bkn-26-2019/evidence", _unfounded(facts), OBJECTIVE)


def _unfounded(facts: EvidenceFacts) -> Iterator[Finding]:
    noted = {same_name(competency) for competency, notes in facts.notes.items() if notes}
    for competency, level in facts.levels.items():
        if same_name(competency) not in noted:
            yield violation("evidence-missing", OBJECTIVE, competency=competency, level=level)


@dataclass(frozen=True, slots=True)
class RaterSpreadFacts:
    """One Assessee: each Assessor's own level by competency, and the `integrated` level of the meeting."""

    ratings: Mapping[str, Mapping[str, AchievedLevel]]
    integrated: Mapping[str, AchievedLevel]


@rule("bkn-26-2019/rater-spread", RELIABLE)
def rater_spread(facts: RaterSpreadFacts) -> Decision:
    """Judge whether the Assessors' own ratings stand beside the integrated levels, and show where they are far apart.

    "Konsistensi" is read as keeping what each Assessor gave; a level that the meeting decided on nobody's rating has
    nothing behind it. A spread of two levels or more is for the meeting to discuss and breaks nothing.

    >>> apart = RaterSpreadFacts({"Integritas": {"Ani": Decimal(2), "Budi": Decimal(4)}}, {"Integritas": Decimal(3)})
    >>> [(found.code, found.severity) for found in rater_spread(apart).findings]
    [('ratings-apart', 'warning')]
    """
    return compliance("bkn-26-2019/rater-spread", chain(_unrated(facts), _apart(facts)), RELIABLE)


def _unrated(facts: RaterSpreadFacts) -> Iterator[Finding]:
    rated = {same_name(competency) for competency, levels in facts.ratings.items() if levels}
    for competency in facts.integrated:
        if same_name(competency) not in rated:
            yield violation("own-ratings-missing", RELIABLE, competency=competency)


def _apart(facts: RaterSpreadFacts) -> Iterator[Finding]:
    for competency, levels in facts.ratings.items():
        if levels:
            low, high = min(levels.values()), max(levels.values())
            if Fraction(high) - Fraction(low) >= FAR_APART:
                yield warning("ratings-apart", RELIABLE, competency=competency, low=low, high=high, apart=FAR_APART)

"""Whether a level written down for a person or a position is one that the articles allow (penetapan jenjang)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict

from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, info, violation, warning
from mumpuni.regulations.permendagri_11_2018.levels import (
    BY_DEVELOPMENT,
    BY_EDUCATION,
    BY_POSITION,
    HIGHEST,
    LEVELS,
    LOWEST,
    NINE_LEVELS,
    Education,
    words_of,
)
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Position

STANDARD = Citation(
    "permendagri-11-2018",
    "Pasal 9 ayat (2)",
    requirement="P11-18-041",
    quote="dapat disetarakan dengan jenjang kualifikasi KKA-PDN sesuai dengan standar kompetensi yang dipersyaratkan",
)

Status = Literal["ditetapkan", "usulan"]


@dataclass(frozen=True, slots=True)
class PositionLevelFacts:
    """A position and the level written down for it; any whole number may be asked."""

    position: Position
    level: int


@dataclass(frozen=True, slots=True)
class EducationLevelFacts:
    """A level proposed for formal education.

    `ground`: why it is higher than the minimum; `standard_met`: the standard of that level was found to be met.
    """

    education: Education
    level: int
    ground: str | None = None
    standard_met: bool = False


class EducationStatusValues(TypedDict):
    """`status`: whether the level is fixed (ditetapkan) or stays a proposal (usulan); null for a level refused."""

    status: Status | None


@dataclass(frozen=True, slots=True)
class DevelopmentLevelFacts:
    """The level written down for a graduate of development for a position."""

    graduate_of: Position
    level: int


@dataclass(frozen=True, slots=True)
class PositionAndTrainingFacts:
    """The position held and the one whose development was completed, if any."""

    position: Position
    graduate_of: Position | None = None


class PositionAndTrainingValues(TypedDict):
    """Both levels side by side; `gap` is the lowest by position minus the lowest by training, null without training."""

    position_levels: tuple[int, ...]
    training_levels: tuple[int, ...]
    gap: int | None


@rule("permendagri-11-2018/position-level-check", NINE_LEVELS, *words_of(BY_POSITION))
def position_level_check(facts: PositionLevelFacts) -> Decision:
    """Judge whether the level written down for a position is one of its own (Pasal 5).

    >>> position_level_check(PositionLevelFacts("penyelia", 6)).outcome
    'non-compliant'
    """
    line = BY_POSITION[facts.position]
    found = list(existing(facts.level))
    if not found and facts.level not in line.levels:
        found.append(
            violation(
                "level-not-of-position",
                line.citation,
                position=facts.position,
                levels=line.levels,
                here=facts.level,
            )
        )
    return compliance("permendagri-11-2018/position-level-check", found, NINE_LEVELS, line.citation)


@rule(
    "permendagri-11-2018/education-level-check",
    NINE_LEVELS,
    STANDARD,
    *words_of(BY_EDUCATION),
    values=EducationStatusValues,
)
def education_level_check(facts: EducationLevelFacts) -> Decision:
    """Judge a level proposed for formal education (Pasal 9).

    "Paling rendah" opens the levels above and names no limit; we ask for a ground there, since nothing in the article
    leads to them by itself. A level that fits stays a proposal until the standard of the level was found to be met.

    >>> education_level_check(EducationLevelFacts("menengah", 3, ground="Keputusan Menteri", standard_met=True)).values
    {'status': 'ditetapkan'}
    """
    line = BY_EDUCATION[facts.education]
    found = (*existing(facts.level), *of_education(facts), *standard(facts))
    refused = any(finding.severity == "violation" for finding in found)
    status: Status | None = None if refused else "ditetapkan" if facts.standard_met else "usulan"
    return compliance(
        "permendagri-11-2018/education-level-check",
        found,
        NINE_LEVELS,
        line.citation,
        STANDARD,
        **EducationStatusValues(status=status),
    )


@rule("permendagri-11-2018/development-level-check", NINE_LEVELS, *words_of(BY_DEVELOPMENT))
def development_level_check(facts: DevelopmentLevelFacts) -> Decision:
    """Judge whether the level written down for a graduate is one that the training gives by itself (Pasal 10).

    >>> development_level_check(DevelopmentLevelFacts("administrator", 6)).outcome
    'non-compliant'
    """
    line = BY_DEVELOPMENT[facts.graduate_of]
    found = list(existing(facts.level))
    if not found and facts.level not in line.levels:
        found.append(
            violation(
                "level-not-of-development",
                line.citation,
                position=facts.graduate_of,
                levels=line.levels,
                here=facts.level,
            )
        )
    return compliance("permendagri-11-2018/development-level-check", found, NINE_LEVELS, line.citation)


@rule(
    "permendagri-11-2018/position-and-training",
    *words_of(BY_POSITION),
    *words_of(BY_DEVELOPMENT),
    outcomes=("mapped",),
    values=PositionAndTrainingValues,
)
def position_and_training(facts: PositionAndTrainingFacts) -> Decision:
    """Show the level of the position and the level by training beside each other (Pasal 5 and 10).

    The two articles count differently, and none of them gives way: neither level ever overwrites the other.

    >>> position_and_training(PositionAndTrainingFacts("penyelia", "penyelia")).values["gap"]
    -1
    """
    held = BY_POSITION[facts.position]
    learned = BY_DEVELOPMENT[facts.graduate_of] if facts.graduate_of else None
    values = PositionAndTrainingValues(
        position_levels=held.levels,
        training_levels=learned.levels if learned else (),
        gap=held.lowest - learned.lowest if learned else None,
    )
    used = (held.citation, learned.citation) if learned else (held.citation,)
    return decision("permendagri-11-2018/position-and-training", "mapped", difference(facts), *used, **values)


def existing(level: int) -> Iterator[Finding]:
    """The framework begins at 1 and ends at 9."""
    if level not in LEVELS:
        yield violation("no-such-level", NINE_LEVELS, here=level, lowest=LOWEST, highest=HIGHEST)


def of_education(facts: EducationLevelFacts) -> Iterator[Finding]:
    """A minimum may be exceeded with a ground; levels without "paling rendah" are all there are."""
    line = BY_EDUCATION[facts.education]
    if facts.level not in LEVELS or facts.level in line.levels:
        return
    if not line.at_least:
        yield violation(
            "level-not-of-education", line.citation, education=facts.education, levels=line.levels, here=facts.level
        )
    elif facts.level < line.lowest:
        yield violation(
            "level-below-education", line.citation, education=facts.education, least=line.lowest, here=facts.level
        )
    elif facts.ground is None:
        yield violation("ground-missing", line.citation, education=facts.education, least=line.lowest, here=facts.level)


def standard(facts: EducationLevelFacts) -> Iterator[Finding]:
    """What education gives may be equated only where the standard of the level is met."""
    if not facts.standard_met:
        yield warning("level-standard-not-met", STANDARD, level=facts.level)


def difference(facts: PositionAndTrainingFacts) -> Iterator[Finding]:
    """Where the two tables part, the words of Pasal 10 are named."""
    if facts.graduate_of is None:
        return
    held, learned = BY_POSITION[facts.position], BY_DEVELOPMENT[facts.graduate_of]
    gap = held.lowest - learned.lowest
    if gap > 0:
        yield info("training-below-position", learned.citation, position=held.lowest, training=learned.lowest, gap=gap)
    elif gap < 0:
        yield info("training-above-position", learned.citation, position=held.lowest, training=learned.lowest, gap=-gap)

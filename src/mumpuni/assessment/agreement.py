"""How far assessors agree with each other, and who is milder or stricter; arithmetic alone.

Assessees are rated by different pairs, so raters are no factor of their own: the intraclass correlation is that of one
rating in a one-way design, ICC(1,1) of Shrout and Fleiss (1979), with unequal numbers of raters per target.
"""

from collections import defaultdict
from collections.abc import Hashable, Mapping, Sequence
from dataclasses import dataclass
from fractions import Fraction
from statistics import mean, stdev

#: Fewer targets rated by two people, or ratings of one person beside another's, say nothing worth printing. Ours.
FEWEST_TARGETS, FEWEST_RATINGS = 30, 15


@dataclass(frozen=True)
class Agreement:
    """`icc` from below 0 (worse than chance) to 1; None with fewer than `needed` targets or no variation at all."""

    targets: int
    ratings: int
    icc: float | None
    needed: int = FEWEST_TARGETS


@dataclass(frozen=True)
class Leniency:
    """By how many levels one rater lies above (mild) or below (strict) the others on the same targets, on average."""

    rater: Hashable
    ratings: int
    above: float | None
    spread: float | None
    needed: int = FEWEST_RATINGS


def agreement(given: Mapping[Hashable, Mapping[Hashable, Fraction]], *, fewest: int = FEWEST_TARGETS) -> Agreement:
    """The agreement over targets, each with its level by rater; a target that one person alone rated counts nothing."""
    shared = [list(levels.values()) for levels in given.values() if len(levels) > 1]
    total = sum(len(each) for each in shared)
    if len(shared) < max(2, fewest):
        return Agreement(len(shared), total, None, fewest)
    everything = [level for each in shared for level in each]
    centre = sum(everything, Fraction(0)) / total
    means = [sum(each, Fraction(0)) / len(each) for each in shared]
    between = sum((len(each) * (own - centre) ** 2 for each, own in zip(shared, means, strict=True)), Fraction(0))
    within = sum(((level - own) ** 2 for each, own in zip(shared, means, strict=True) for level in each), Fraction(0))
    size = (total - Fraction(sum(len(each) ** 2 for each in shared), total)) / (len(shared) - 1)
    mean_between, mean_within = between / (len(shared) - 1), within / (total - len(shared))
    below = mean_between + (size - 1) * mean_within
    return Agreement(len(shared), total, float((mean_between - mean_within) / below) if below else None, fewest)


def leniency(
    given: Mapping[Hashable, Mapping[Hashable, Fraction]], *, fewest: int = FEWEST_RATINGS
) -> Sequence[Leniency]:
    """Each rater beside the mean of the others who rated the same target, the mildest first; the silent last."""
    apart: dict[Hashable, list[Fraction]] = defaultdict(list)
    for levels in given.values():
        for rater, level in levels.items() if len(levels) > 1 else ():
            others = [each for other, each in levels.items() if other != rater]
            apart[rater].append(level - sum(others, Fraction(0)) / len(others))
    found = [
        Leniency(
            rater,
            len(each),
            float(mean(each)) if len(each) >= fewest else None,
            stdev(float(one) for one in each) if len(each) >= max(2, fewest) else None,
            fewest,
        )
        for rater, each in apart.items()
    ]
    return sorted(found, key=lambda each: (each.above is None, -(each.above or 0)))

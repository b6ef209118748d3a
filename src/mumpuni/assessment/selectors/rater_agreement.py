"""The ratings of an event as the arithmetic of agreement wants them."""

from collections import defaultdict
from collections.abc import Hashable, Sequence
from dataclasses import dataclass
from fractions import Fraction

from mumpuni.assessment.agreement import Agreement, Leniency, agreement, leniency
from mumpuni.assessment.models import Event, Rating, TeamMember


@dataclass(frozen=True)
class Compared:
    """How far the assessors of an event agree, and each one beside the others."""

    whole: Agreement
    by_rater: Sequence[tuple[TeamMember, Leniency]]


def compare(event: Event) -> Compared:
    """Over every assessee, competency and instrument that two or more rated; a constant number of queries."""
    given: dict[Hashable, dict[Hashable, Fraction]] = defaultdict(dict)
    rows = Rating.objects.filter(sheet__assessee__event=event).exclude(sheet__submitted_at=None)
    for assessee, tool, line, member, level in rows.values_list(
        "sheet__assessee", "sheet__instrument", "line", "sheet__member", "level"
    ):
        given[assessee, tool, line][member] = Fraction(level)
    people = {each.pk: each for each in event.team.select_related("practitioner__person")}
    found = [(people[each.rater], each) for each in leniency(given) if each.rater in people]
    return Compared(agreement(given), found)

"""The library of sentences that a report may begin with (pustaka kalimat)."""

from collections import defaultdict
from decimal import Decimal
from functools import partial

from django.db.models import Q

from mumpuni.assessment.models import (
    Part,
    Report,
    Sentence,
)
from mumpuni.standards.models import CompetencyLevel

#: The parts that stand for each competency.
ON_A_LINE = (Part.DESCRIPTION, Part.STRENGTHS, Part.AREAS)


def choices(report: Report) -> dict[tuple[str, int | None], list[tuple[str, str]]]:
    """The library for each part: kept sentences, and for descriptions what the dictionary says of the levels.

    Sentences of the agreed level come first, so that what is offered unasked is what fits.
    """
    lines = {each.competency_id: each for each in report.result.blueprint.lines.all()}
    kept = Sentence.objects.filter(Q(competency=None) | Q(competency__in=lines), is_active=True)
    found: dict[tuple[str, int | None], list[tuple[str, str, int | None]]] = defaultdict(list)
    known = set()
    for each in kept:
        known.add((each.competency_id, each.level, each.text))
        start = f"{each.level}: " if each.level is not None else ""
        label = start + _short(each.text)
        if each.competency_id is not None:
            found[each.part, lines[each.competency_id].pk].append((f"k{each.pk}", label, each.level))
        elif each.part in ON_A_LINE:
            for line in lines.values():
                found[each.part, line.pk].append((f"k{each.pk}", label, each.level))
        else:
            found[each.part, None].append((f"k{each.pk}", label, each.level))
    levels = CompetencyLevel.objects.filter(competency__in=lines).exclude(description="").order_by("level")
    for level in levels:
        if (level.competency_id, level.level, level.description) not in known:
            line = lines[level.competency_id]
            label = f"{level.level}: {_short(level.description)}"
            found[Part.DESCRIPTION, line.pk].append((f"t{level.pk}", label, level.level))
    agreed = {each.pk: report.result.achieved.get(each.competency.name) for each in lines.values()}
    return {
        place: [
            (code, label) for code, label, _level in sorted(several, key=partial(_apart, agreed.get(place[1] or 0)))
        ]
        for place, several in found.items()
    }


def _apart(agreed: str | None, choice: tuple[str, str, int | None]) -> Decimal:
    """How far a sentence is from the agreed level; one without level fits any."""
    return abs(Decimal(agreed) - choice[2]) if agreed is not None and choice[2] is not None else Decimal(0)


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:89]}…"

"""The library of sentences that a report may begin with (pustaka kalimat)."""

from collections import defaultdict
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404
from django.utils import timezone

from mumpuni.assessment.models import Part, Report, Sentence
from mumpuni.assessment.policies import providers_of
from mumpuni.assessment.policies import report_library as rights
from mumpuni.audit.models import Event as Line
from mumpuni.standards.models import Competency, CompetencyLevel

#: The parts that stand for each competency.
ON_A_LINE = (Part.DESCRIPTION, Part.STRENGTHS, Part.AREAS)


def kept(actor: Any) -> QuerySet[Sentence]:
    """The sentences that the actor may look at: of the own provider, and those shared by all."""
    if not rights.may_see_sentences(actor):
        return Sentence.objects.none()
    found = Sentence.objects.filter(Q(provider=None) | Q(provider__in=providers_of(actor)))
    return found.select_related("competency", "provider")


def sentence(actor: Any, pk: int) -> Sentence:
    """One of them.

    Raises:
        Http404: for one that does not exist or belongs to another provider.
    """
    found = kept(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def history(sentence: Sentence) -> QuerySet[Line]:
    """What was done to a sentence, the latest first."""
    found = Line.objects.filter(subject_type=sentence._meta.label_lower, subject_id=str(sentence.pk))
    return found.order_by("-pk")


def competencies() -> QuerySet[Competency]:
    """What a sentence may speak of: the dictionary in force, without the technical ones no report judges."""
    day = timezone.localdate()
    found = Competency.objects.filter(dictionary__published_at__isnull=False, dictionary__in_force_from__lte=day)
    here = Q(dictionary__in_force_until=None) | Q(dictionary__in_force_until__gte=day)
    return found.filter(here).exclude(kind=Competency.Kind.TECHNICAL).order_by("kind", "number")


def choices(report: Report) -> dict[tuple[str, int | None], list[tuple[str, str]]]:
    """The library for each part: kept sentences, and for descriptions what the dictionary says of the levels.

    Sentences of the agreed level come first, so that what is offered unasked is what fits.
    """
    lines = {each.competency_id: each for each in report.result.blueprint.lines.all()}
    house = Q(provider=None) | Q(provider=report.result.assessee.event.provider_id)
    active = Sentence.objects.filter(house, Q(competency=None) | Q(competency__in=lines), is_active=True)
    found: dict[tuple[str, int | None], list[tuple[str, str, int | None]]] = defaultdict(list)
    known = set()
    for each in active:
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

"""Reading editions of the competency dictionary."""

from datetime import date
from typing import Any

from django.db.models import Prefetch, Q, QuerySet
from django.http import Http404

from mumpuni.people.policies import require
from mumpuni.standards.models import Competency, CompetencyLevel, Dictionary
from mumpuni.standards.policies import positions as policies
from mumpuni.standards.words import MAY_NOT_SEE_DICTIONARY


def editions(actor: Any) -> QuerySet[Dictionary]:
    """Published editions for everyone, drafts too for those who keep them; the newest first.

    Raises:
        Refused: for a stranger.
    """
    require(policies.may_see_dictionary(actor), MAY_NOT_SEE_DICTIONARY)
    found = Dictionary.objects.all()
    return found if policies.may_keep_dictionary(actor) else found.filter(published_at__isnull=False)


def edition(actor: Any, pk: int) -> Dictionary:
    """One of them.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    found = editions(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def edition_on(day: date) -> Dictionary | None:
    """The edition in force on this day."""
    return (
        Dictionary.objects.filter(published_at__isnull=False, in_force_from__lte=day)
        .filter(Q(in_force_until=None) | Q(in_force_until__gte=day))
        .first()
    )


def competencies(edition: Dictionary) -> list[Competency]:
    """The competencies of an edition that the actor was allowed to fetch, with levels and indicators.

    Managerial first, technical last. Three queries.
    """
    levels = CompetencyLevel.objects.order_by("level").prefetch_related("indicators")
    found = edition.competencies.prefetch_related(Prefetch("levels", levels)).order_by("number", "pk")
    return sorted(found, key=lambda each: Competency.Kind.values.index(each.kind))

"""Reading standards and their versions, narrowed to what the actor may see."""

from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from mumpuni.people.policies import require
from mumpuni.standards.models import OccupationalStandard, StandardVersion
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.words import MAY_NOT_SEE_STANDARDS


def versions(actor: Any) -> QuerySet[StandardVersion]:
    """Published versions for everyone, drafts for those who work on or watch them; with standard and team.

    Raises:
        Refused: for a stranger.
    """
    require(policies.may_see_register(actor), MAY_NOT_SEE_STANDARDS)
    found = StandardVersion.objects.select_related("standard").prefetch_related("standard__team")
    if policies.may_see_drafts(actor):
        return found
    own = OccupationalStandard.objects.filter(team__account=actor, team__until=None)
    return found.filter(Q(published_at__isnull=False) | Q(standard__in=own))


def version(actor: Any, pk: int) -> StandardVersion:
    """One of them.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    found = versions(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found

"""Agencies, units and positions, and how files spell them."""

from collections.abc import Iterable
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.http import Http404

from mumpuni.exchange.cells import loose_key
from mumpuni.people import policies
from mumpuni.people.models import Agency, AgencyAlias, Position, Role, Unit, UnitAlias


def agencies(actor: Any) -> QuerySet[Agency]:
    """All for staff; their own for HR; nothing for others."""
    if policies.may_see_everyone(actor):
        return Agency.objects.all()
    return Agency.objects.filter(pk__in=policies.agencies_of(actor, Role.AGENCY_HR))


def agency(actor: Any, pk: int) -> Agency:
    """One of them.

    Raises:
        Http404: for an agency that does not exist or is out of this actor's sight, which look the same.
    """
    found = agencies(actor).select_related("parent").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def counted(actor: Any) -> QuerySet[Agency]:
    """Agencies with the number of units and of officials serving there now."""
    return agencies(actor).annotate(
        unit_count=Count("units", distinct=True),
        official_count=Count(
            "appointments",
            filter=Q(appointments__ends_on=None, appointments__person__merged_into=None),
            distinct=True,
        ),
    )


def units(agency: Agency) -> QuerySet[Unit]:
    """The units of an agency that the actor was allowed to fetch, with their spellings."""
    return agency.units.select_related("parent").prefetch_related("aliases").order_by(Lower("name"))


def positions(agency: Agency) -> QuerySet[Position]:
    """The positions of an agency that the actor was allowed to fetch."""
    return agency.positions.select_related("unit").order_by(Lower("title"))


def spellings_of(agency: Agency) -> QuerySet[AgencyAlias]:
    """How files write this agency."""
    return agency.aliases.order_by("key")


def agencies_by_spelling(texts: Iterable[str]) -> dict[str, Agency]:
    """The agency that each text means; a text that no agency answers to is missing. One query."""
    keys = {text: loose_key(text) for text in texts}
    known = {
        alias.key: alias.agency
        for alias in AgencyAlias.objects.filter(key__in=set(keys.values())).select_related("agency")
    }
    return {text: known[key] for text, key in keys.items() if key in known}


def closest_agencies(text: str, limit: int = 3) -> list[Agency]:
    """What an unknown spelling may have meant, the likeliest first."""
    near = (
        AgencyAlias.objects.annotate(likeness=TrigramSimilarity("key", loose_key(text)))
        .filter(likeness__gt=0.35)
        .select_related("agency")
        .order_by("-likeness")[: limit * 3]
    )
    return list({alias.agency_id: alias.agency for alias in near}.values())[:limit]


def units_by_spelling(pairs: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Unit]:
    """The unit that each (agency number, text) means; unknown spellings are missing. One query."""
    keys = {pair: loose_key(pair[1]) for pair in pairs}
    aliases = UnitAlias.objects.filter(
        agency_id__in={agency_id for agency_id, _text in keys}, key__in=set(keys.values())
    ).select_related("unit")
    known = {(alias.agency_id, alias.key): alias.unit for alias in aliases}
    return {pair: known[pair[0], key] for pair, key in keys.items() if (pair[0], key) in known}


def closest_units(agency_id: int, text: str, limit: int = 3) -> list[Unit]:
    """Units of this agency spelled much like the text, the likeliest first."""
    near = (
        UnitAlias.objects.filter(agency_id=agency_id)
        .annotate(likeness=TrigramSimilarity("key", loose_key(text)))
        .filter(likeness__gt=0.6)
        .select_related("unit")
        .order_by("-likeness")[: limit * 3]
    )
    return list({alias.unit_id: alias.unit for alias in near}.values())[:limit]

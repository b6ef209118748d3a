"""Agencies, units and positions, and how files spell them."""

from collections.abc import Iterable
from typing import Any

from django.db import connection
from django.db.models import Count, Q, QuerySet
from django.db.models.functions import Lower
from django.http import Http404

from mumpuni.exchange.cells import loose_key
from mumpuni.people import policies
from mumpuni.people.models import Agency, AgencyAlias, Position, Role, Unit, UnitAlias

#: How alike two loose spellings have to be to be offered as what was meant.
NEAR_AGENCY = 0.35
NEAR_UNIT = 0.6


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
    """What one unknown spelling may have meant, the likeliest first."""
    return likely_agencies([text], limit).get(text, [])


def units_by_spelling(pairs: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Unit]:
    """The unit that each (agency number, text) means; unknown spellings are missing. One query."""
    keys = {pair: loose_key(pair[1]) for pair in pairs}
    aliases = UnitAlias.objects.filter(
        agency_id__in={agency_id for agency_id, _text in keys}, key__in=set(keys.values())
    ).select_related("unit")
    known = {(alias.agency_id, alias.key): alias.unit for alias in aliases}
    return {pair: known[pair[0], key] for pair, key in keys.items() if (pair[0], key) in known}


def closest_units(agency_id: int, text: str, limit: int = 1) -> list[Unit]:
    """The unit of this agency that is spelled most like the text, if any is near."""
    return list(likely_units([(agency_id, text)]).values())[:limit]


_LIKELY_UNITS = """
    SELECT asked.place, near.unit_id
    FROM unnest(%(agencies)s::bigint[], %(keys)s::text[]) WITH ORDINALITY AS asked (agency_id, key, place)
    CROSS JOIN LATERAL (
        SELECT unit_id FROM people_unitalias alias
        WHERE alias.agency_id = asked.agency_id AND similarity(alias.key, asked.key) > %(least)s
        ORDER BY similarity(alias.key, asked.key) DESC, unit_id
        LIMIT 1
    ) near
"""
_LIKELY_AGENCIES = """
    SELECT asked.place, near.agency_id
    FROM unnest(%(keys)s::text[]) WITH ORDINALITY AS asked (key, place)
    CROSS JOIN LATERAL (
        SELECT agency_id FROM people_agencyalias alias
        WHERE similarity(alias.key, asked.key) > %(least)s
        GROUP BY agency_id
        ORDER BY max(similarity(alias.key, asked.key)) DESC, agency_id
        LIMIT %(limit)s
    ) near
"""


def likely_units(pairs: Iterable[tuple[int, str]]) -> dict[tuple[int, str], Unit]:
    """The unit that each unknown (agency number, spelling) most likely means, where one is near. Two queries."""
    asked = list(dict.fromkeys(pairs))
    near = _near(
        _LIKELY_UNITS,
        {"agencies": [pair[0] for pair in asked], "keys": [loose_key(pair[1]) for pair in asked], "least": NEAR_UNIT},
    )
    known = Unit.objects.in_bulk({unit for _place, unit in near})
    return {asked[place - 1]: known[unit] for place, unit in near}


def likely_agencies(texts: Iterable[str], limit: int = 3) -> dict[str, list[Agency]]:
    """What each unknown spelling may have meant, the likeliest first; missing where nothing is near. Two queries."""
    asked = list(dict.fromkeys(texts))
    keys = [loose_key(text) for text in asked]
    near = _near(_LIKELY_AGENCIES, {"keys": keys, "least": NEAR_AGENCY, "limit": limit})
    known = Agency.objects.in_bulk({agency for _place, agency in near})
    found: dict[str, list[Agency]] = {}
    for place, agency in near:
        found.setdefault(asked[place - 1], []).append(known[agency])
    return found


def _near(statement: str, asked: dict[str, Any]) -> list[tuple[int, int]]:
    with connection.cursor() as cursor:
        cursor.execute(statement, asked)
        return list(cursor.fetchall())

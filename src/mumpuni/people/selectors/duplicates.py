"""Records that may be one person."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.contrib.postgres.search import TrigramSimilarity
from django.db import connection
from django.db.models import Q, QuerySet
from django.db.models.functions import Upper

from mumpuni.people import policies
from mumpuni.people.models import Distinct, Merge, Person
from mumpuni.people.selectors.persons import persons

#: Trigram likeness of names in capitals: above `SAME_DAY` with one birth date, above `ANY_DAY` with one unknown.
SAME_DAY = 0.5
ANY_DAY = 0.8

_PAIRS = """
    WITH living AS (SELECT id, upper(name) AS name, birth_date FROM people_person WHERE merged_into_id IS NULL),
    alike AS (
        SELECT one.id AS lower_id, two.id AS higher_id, one.name
        FROM living one JOIN living two ON one.birth_date = two.birth_date AND one.id < two.id
        WHERE similarity(one.name, two.name) > %(same_day)s
        UNION ALL
        SELECT one.id, two.id, one.name
        FROM living one JOIN living two ON one.name = two.name AND one.id < two.id
        WHERE one.birth_date IS NULL OR two.birth_date IS NULL
    )
    SELECT lower_id, higher_id FROM alike
    WHERE NOT EXISTS (
        SELECT FROM people_distinct apart
        WHERE apart.lower_id = alike.lower_id AND apart.higher_id = alike.higher_id
    )
    ORDER BY name, lower_id, higher_id
    LIMIT %(limit)s
"""


@dataclass(frozen=True)
class Pair:
    """Two records to look at side by side."""

    one: Person
    two: Person


def lookalikes(actor: Any, *, name: str, birth_date: date | None, leave_out: int | None = None) -> list[Person]:
    """Records in the actor's sight that may already be this person, the likest first; at most five."""
    if not name.strip():
        return []
    like = TrigramSimilarity(Upper("name"), name.upper())
    found = persons(actor).annotate(likeness=like)
    if leave_out is not None:
        found = found.exclude(pk=leave_out)
    if birth_date is None:
        near = Q(likeness__gt=ANY_DAY)
    else:
        near = Q(birth_date=birth_date, likeness__gt=SAME_DAY) | Q(birth_date=None, likeness__gt=ANY_DAY)
    return list(found.filter(near).order_by("-likeness", "pk")[:5])


def duplicates_of(actor: Any, person: Person) -> list[Person]:
    """Records that may be this person and were not found to be another."""
    apart = Distinct.objects.filter(Q(lower=person) | Q(higher=person)).values_list("lower", "higher")
    others = {pk for pair in apart for pk in pair}
    found = lookalikes(actor, name=person.name, birth_date=person.birth_date, leave_out=person.pk)
    return [each for each in found if each.pk not in others]


def duplicate_pairs(actor: Any, limit: int = 100) -> list[Pair]:
    """Pairs among all persons, for those who may merge; nothing for others."""
    if not policies.may_merge_persons(actor):
        return []
    with connection.cursor() as cursor:
        cursor.execute(_PAIRS, {"same_day": SAME_DAY, "limit": limit})
        numbers = cursor.fetchall()
    known = {each.pk: each for each in persons(actor).filter(pk__in={pk for pair in numbers for pk in pair})}
    return [Pair(known[one], known[two]) for one, two in numbers]


def merges(actor: Any) -> QuerySet[Merge]:
    """What was merged, latest first, for those who may merge."""
    found = Merge.objects.select_related("kept", "gone").order_by("-at", "-pk")
    return found if policies.may_merge_persons(actor) else found.none()

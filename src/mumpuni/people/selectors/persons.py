"""Persons as an actor may see them."""

from collections.abc import Iterable, Iterator
from typing import Any

from django.db.models import ManyToOneRel, Model, Prefetch, Q, QuerySet
from django.http import Http404

from mumpuni.people import identity, policies
from mumpuni.people.models import Account, Appointment, Distinct, Education, Identity, IdentityKind, Person, Role


def persons(actor: Any) -> QuerySet[Person]:
    """All for staff; those who serve there now for an agency's HR; oneself for everybody else.

    Identities and appointments come along, so `person.current` and masked numbers cost nothing more.
    """
    everyone = _joined(Person.objects.filter(merged_into=None))
    if policies.may_see_everyone(actor):
        return everyone
    own = actor.person_id if isinstance(actor, Account) else None
    here = Appointment.objects.filter(ends_on=None, agency__in=policies.agencies_of(actor, Role.AGENCY_HR))
    return everyone.filter(Q(pk=own) | Q(pk__in=here.values("person")))


def person(actor: Any, pk: int) -> Person:
    """One of them; a merged record leads to the one that was kept.

    Raises:
        Http404: for a person who does not exist or is out of this actor's sight, which look the same.
    """
    found = persons(actor).filter(pk=kept_pk(pk)).first()
    if found is None:
        raise Http404
    return found


def kept_pk(pk: int) -> int:
    """The record that a merged one was folded into, or the record itself."""
    seen = set()
    while pk not in seen:
        seen.add(pk)
        pk = Person.objects.filter(pk=pk).exclude(merged_into=None).values_list("merged_into", flat=True).first() or pk
    return pk


def search(found: QuerySet[Person], words: str) -> QuerySet[Person]:
    """Narrow by part of a name or by the beginning of a NIP; a whole NIK or passport number finds its bearer too."""
    words = words.strip()
    digits = identity.bare(words)
    if not words:
        return found
    if digits.isdigit() and len(digits) >= 4:
        bearers = Q(plain__startswith=digits)
        if len(digits) == 16:
            bearers |= Q(lookup=identity.lookup(IdentityKind.NIK, digits))
        return found.filter(pk__in=Identity.objects.filter(bearers).values("person"))
    for word in words.split():
        found = found.filter(name__icontains=word)
    return found


def persons_by_number(numbers: Iterable[tuple[str, str]]) -> dict[tuple[str, str], Person]:
    """The bearer of each (kind, normalised number), merged records resolved; unknown numbers are missing.

    For services and importers, which judge permission themselves: the answer says that somebody is known.
    """
    asked = {identity.lookup(kind, number): (kind, number) for kind, number in numbers}
    rows = Identity.objects.filter(lookup__in=asked).values_list("lookup", "person")
    bearer = dict(rows)
    known = {each.pk: each for each in _joined(Person.objects.filter(pk__in=set(bearer.values())))}
    return {asked[digest]: known[pk] for digest, pk in bearer.items() if known[pk].merged_into_id is None}


def _joined(found: QuerySet[Person]) -> QuerySet[Person]:
    posts = Appointment.objects.select_related("agency", "unit", "position").order_by("-starts_on", "-pk")
    return found.prefetch_related("identities", Prefetch("appointments", queryset=posts))


def used_elsewhere(people: QuerySet[Person]) -> Iterator[str]:
    """What names one of these persons besides their own numbers, appointments and diplomas."""
    own: tuple[type[Model], ...] = (Identity, Appointment, Education, Distinct)
    for relation in Person._meta.get_fields(include_hidden=True):
        model = relation.related_model
        if not isinstance(relation, ManyToOneRel) or not isinstance(model, type) or issubclass(model, own):
            continue
        if model._base_manager.filter(**{f"{relation.field.name}__in": people.values("pk")}).exists():
            yield str(model._meta.verbose_name)

"""Which variants people have met: written when they met them, asked before they are given."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date

from django.db import transaction

from mumpuni.assessment.models import Assessee, Event, Exposure, Variant
from mumpuni.people.models import Person


@dataclass(frozen=True)
class Clash:
    """An assessee who has met a variant before. Where that was is not told: it may have been at another provider."""

    assessee: Assessee
    variant: Variant
    on: date


@transaction.atomic
def exposed(*, person: Person, variant: Variant, on: date, event: Event | None = None) -> Exposure:
    """Write that a person met a variant; for services that record attendance. Twice in one event is once."""
    made, _created = Exposure.objects.get_or_create(person=person, variant=variant, event=event, defaults={"on": on})
    return made


def clashes(assessees: Iterable[Assessee], variants: Iterable[Variant]) -> list[Clash]:
    """Who of the assessees has met one of the variants in another event, the latest time of each; one query."""
    people: dict[int, list[Assessee]] = {}
    for each in assessees:
        people.setdefault(each.person_id, []).append(each)
    given = {each.pk: each for each in variants}
    met = Exposure.objects.filter(person__in=people, variant__in=given).order_by("-on")
    latest: dict[tuple[int, int], Clash] = {}
    for one in met:
        for assessee in people[one.person_id]:
            if one.event_id is None or one.event_id != assessee.event_id:
                latest.setdefault((assessee.pk, one.variant_id), Clash(assessee, given[one.variant_id], one.on))
    return sorted(latest.values(), key=lambda clash: (clash.assessee.number, clash.variant.pk))

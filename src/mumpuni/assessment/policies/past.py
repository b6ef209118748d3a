"""Who reads results of earlier assessments, and who may load them."""

from typing import Any

from django.db.models import Q

from mumpuni.assessment.models import PastResult
from mumpuni.assessment.policies import own_person, providers_of, watches
from mumpuni.people.models import Appointment, Person
from mumpuni.people.policies import Role, agencies_of
from mumpuni.regulations import decide


def may_load(actor: Any) -> bool:
    """The staff of a provider, and the Instansi Pembina."""
    return watches(actor) or bool(providers_of(actor))


def may_attach(actor: Any, result: PastResult) -> bool:
    """Add the report's file: who loaded the result, while the right to load lasts, and the Instansi Pembina."""
    return watches(actor) or (may_load(actor) and result.loaded_by_id == actor.pk)


def results_in_sight(actor: Any) -> Q:
    """Of which results the actor may know that they exist, as a condition on PastResult."""
    if watches(actor):
        return ~Q(pk__in=[])
    seen = Q(pk__in=[])
    if own_person(actor) is not None:
        seen |= Q(person=own_person(actor))
    agencies = agencies_of(actor, Role.AGENCY_HR, Role.PPK)
    if agencies:
        here = Appointment.objects.filter(ends_on=None, agency__in=agencies)
        seen |= Q(person__in=here.values("person"))
    if providers_of(actor):
        seen |= Q(loaded_by=actor)
    return seen


def is_own(actor: Any, person: Person) -> bool:
    """Whether this is the actor."""
    return own_person(actor) is not None and own_person(actor) == person.pk


def may_know(actor: Any, person: Person) -> bool:
    """That somebody holds a result and until when: PPK and HR of the agency of now, and the Instansi Pembina."""
    if watches(actor):
        return True
    now = person.current
    return now is not None and now.agency_id in agencies_of(actor, Role.AGENCY_HR, Role.PPK)


def sees_figures(actor: Any, result: PastResult) -> bool:
    """Job Person Match and category: as rule `bkn-26-2019/report-access` opens an individual report.

    Free of queries where the person came with appointments. The agency's HR learns that a result exists, no more.
    """
    return any(
        decide("bkn-26-2019/report-access", {"reader": reader, "own_agency": own, "released": True}).outcome
        == "allowed"
        for reader, own in _readers(actor, result)
    )


def _readers(actor: Any, result: PastResult) -> list[tuple[str, bool]]:
    """As whom of the rule's readers the actor comes."""
    found: list[tuple[str, bool]] = []
    now = result.person.current
    if own_person(actor) == result.person_id:
        found.append(("assessee", True))
    if watches(actor):
        found.append(("instansi-pembina", False))
    if now is not None and now.agency_id in agencies_of(actor, Role.PPK):
        found.append(("ppk", True))
    return found

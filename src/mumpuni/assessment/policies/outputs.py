"""Who hands in and reads what comes out of an instrument: an assessee's work, the results of tests, the potential."""

from typing import Any

from django.db.models import Q

from mumpuni.assessment import policies
from mumpuni.assessment.models import Assessee, Event, EventInstrument, HandIn, Instrument, TeamMember, TeamRole
from mumpuni.people.policies import Role, has_role

#: Instruments that leave nothing on paper which the assessee could hand in.
NO_WORK = (Instrument.Kind.TEST, Instrument.Kind.INTERVIEW)
_INTERPRETING = (TeamRole.TESTER, TeamRole.ASSESSOR)


def takes_work(instrument: EventInstrument) -> bool:
    """Whether an assessee hands work in for this instrument: no test and no interview."""
    return instrument.instrument.kind not in NO_WORK


def may_add_work(actor: Any, assessee: Assessee) -> bool:
    """Hand work in: the assessee, and chair or admin on the assessee's behalf."""
    return policies.is_own(actor, assessee) or policies.may_plan(actor, assessee.event)


def work_in_sight(actor: Any, event: Event) -> Q:
    """Whose work somebody of the team reads, as a condition on HandIn.

    Chair and admin all, an Assessor that of the groups observed, a Narasumber that of the exercises that call for one.
    """
    roles = policies.roles_in(actor, event)
    work = Q(kind=HandIn.Kind.WORK, assessee__event=event)
    if roles & policies.PLANNERS:
        return work
    seen = Q(pk__in=[])
    if TeamRole.ASSESSOR in roles:
        seen |= work & Q(assessee__group__in=observed(actor, event))
    if TeamRole.RESOURCE in roles:
        seen |= work & Q(instrument__instrument__helper=Instrument.Helper.RESOURCE_PERSON)
    return seen


def may_list_work(actor: Any, event: Event) -> bool:
    """Have such a list at all."""
    return bool(
        policies.roles_in(actor, event) & {*policies.PLANNERS, TeamRole.ASSESSOR, TeamRole.RESOURCE}
    )  # fmt: skip


def observed(actor: Any, event: Event) -> Any:
    """The groups that the actor observes as Assessor."""
    mine = event.team.filter(practitioner__person=policies.own_person(actor), removed_at=None, role=TeamRole.ASSESSOR)
    return mine.filter(observes__isnull=False).values("observes")


def may_add_test(actor: Any, event: Event) -> bool:
    """Keep the raw results of a test: its Tester; under Perka 11/2008, which knows no Tester, also the psychologist."""
    if TeamRole.TESTER in policies.roles_in(actor, event):
        return True
    return event.is_2008 and interpreter(actor, event) is not None


def interpreter(actor: Any, event: Event) -> TeamMember | None:
    """The actor as who may interpret tests here: a psychologist on the first day, Tester or Assessor of the team.

    Who was appointed to interpret them comes first (Pasal 14 atau 15 ayat (2) huruf b).
    """
    person = policies.own_person(actor)
    if person is None or not has_role(actor, Role.ASSESSOR):
        return None
    mine = event.team.filter(practitioner__person=person, removed_at=None, role__in=_INTERPRETING)
    for each in mine.select_related("practitioner").order_by("-interprets_tests", "role", "pk"):
        if each.practitioner.is_psychologist_on(event.first_day):
            return each
    return None


def may_read_tests(actor: Any, event: Event) -> bool:
    """Open the raw results of tests: Tester and psychologist; to the chair only that they exist."""
    return may_add_test(actor, event) or interpreter(actor, event) is not None


def may_count_tests(actor: Any, event: Event) -> bool:
    """See whether results of tests are there."""
    return may_read_tests(actor, event) or policies.may_plan(actor, event)


def may_list_potential(actor: Any, event: Event) -> bool:
    """See how far the profiles are: psychologist, chair, Assessors."""
    if policies.roles_in(actor, event) & {TeamRole.CHAIR, TeamRole.ASSESSOR}:
        return True
    return interpreter(actor, event) is not None


def may_read_potential(actor: Any, assessee: Assessee, *, signed: bool) -> bool:
    """Read a profile: the psychologist always; once it is signed the chair and the Assessors of the group."""
    event = assessee.event
    if interpreter(actor, event) is not None:
        return True
    if not signed:
        return False
    roles = policies.roles_in(actor, event)
    if TeamRole.CHAIR in roles:
        return True
    groups = {each["observes"] for each in observed(actor, event)} if TeamRole.ASSESSOR in roles else set()
    return assessee.group_id in groups


def may_keep_aspects(actor: Any) -> bool:
    """Keep the list of aspects: the Instansi Pembina."""
    return policies.watches(actor)

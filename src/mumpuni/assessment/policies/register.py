"""Who sees and keeps whom in the register of those who assess and help."""

from typing import Any

from django.db.models import Q

from mumpuni.assessment.models import PastWork, Practitioner
from mumpuni.assessment.policies import own_person, providers_of, watches
from mumpuni.people.policies import Role, has_role


def may_see_register(actor: Any) -> bool:
    """The staff of any provider, who look for assessors elsewhere too, and the Instansi Pembina."""
    return watches(actor) or bool(providers_of(actor))


def may_add_practitioner(actor: Any) -> bool:
    """Staff of any provider enter people of their own provider, or of none."""
    return bool(providers_of(actor))


def practitioners_in_sight(actor: Any) -> Q:
    """Whom the actor may find, as a condition on Practitioner.

    Of other providers only their assessors, because a team may have to borrow one; of those `sees_whole` is false.
    """
    if watches(actor):
        return ~Q(pk__in=[])
    seen = Q(pk__in=[])
    own = providers_of(actor)
    if own:
        borrowed = Q(is_active=True) & ~Q(kind=Practitioner.Kind.OTHER)
        seen |= Q(provider__in=own) | Q(provider=None) | borrowed
    if has_role(actor, Role.ASSESSOR) and own_person(actor) is not None:
        seen |= Q(person=own_person(actor))
    return seen


def is_self(actor: Any, practitioner: Practitioner) -> bool:
    """Whether this is the actor's own page; for accounts with the role of the team (second factor)."""
    return has_role(actor, Role.ASSESSOR) and own_person(actor) == practitioner.person_id


def sees_whole(actor: Any, practitioner: Practitioner) -> bool:
    """Everything beyond name, kind, grade and free days: own staff, the person, the Instansi Pembina."""
    return watches(actor) or may_keep_practitioner(actor, practitioner) or is_self(actor, practitioner)


def whole_in_sight(actor: Any) -> Q:
    """The same as a condition on Practitioner, so that no filter tells what a page hides."""
    if watches(actor):
        return ~Q(pk__in=[])
    own = providers_of(actor)
    return Q(provider__in=own) | Q(provider=None) if own else Q(pk__in=[])


def may_keep_practitioner(actor: Any, practitioner: Practitioner) -> bool:
    """The staff of the own provider; who serves at none is kept by the staff of any."""
    own = providers_of(actor)
    return bool(own) if practitioner.provider_id is None else practitioner.provider_id in own


def sees_names(actor: Any, practitioner: Practitioner, work: PastWork, own_names: frozenset[str]) -> bool:
    """Whether event and assessee of past work are shown; of people without a provider only one's own provider's."""
    if watches(actor) or is_self(actor, practitioner):
        return True
    return practitioner.provider_id in providers_of(actor) or work.provider_name in own_names


def may_grant_equivalence(actor: Any) -> bool:
    """The Instansi Pembina sets the equivalence (Pasal 13 atau 14 ayat (2))."""
    return watches(actor)


def may_move(actor: Any) -> bool:
    """Move somebody to another provider: the Instansi Pembina, since it reaches across providers."""
    return watches(actor)

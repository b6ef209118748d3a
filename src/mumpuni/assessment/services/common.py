"""What every change of an event begins with."""

from typing import Any

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Event, Request
from mumpuni.people.policies import Unusable, require


def held(event: Event, revision: int | None = None) -> Event:
    """The event locked until commit, its revision counted up.

    `revision` is what the actor's page was made from; another one means that somebody else saved meanwhile.

    Raises:
        Unusable: when it does not fit.
    """
    found = Event.objects.select_for_update(of=("self",)).select_related("provider__agency", "request__agency", "place")
    locked = found.get(pk=event.pk)
    if revision is not None and locked.revision != revision:
        raise Unusable(words.CHANGED_MEANWHILE, code="changed-meanwhile")
    locked.revision += 1
    locked.save(update_fields=["revision"])
    return locked


def locked_request(request: Request) -> Request:
    """The request as it stands, locked until commit, so that nobody withdraws from it meanwhile."""
    found = Request.objects.select_for_update(of=("self",)).select_related("agency", "provider__agency")
    return found.get(pk=request.pk)


def planned(actor: Any, event: Event, revision: int | None = None, *, frozen: bool = False) -> Event:
    """The event locked for a change of its plan by chair or admin; with `frozen` also while the blueprint is closed.

    Raises:
        Refused: for others.
        Unusable: when execution has begun, the blueprint is frozen, or somebody else saved meanwhile.
    """
    require(policies.may_plan(actor, event), words.MAY_NOT_PLAN)
    return _open(event, revision, frozen=frozen)


def appointed(actor: Any, event: Event, revision: int | None = None, *, frozen: bool = False) -> Event:
    """The same for what the provider's staff change: the event itself and its team.

    Raises:
        Refused: for others.
        Unusable: as for `planned`.
    """
    require(policies.may_appoint(actor, event), words.MAY_NOT_MANAGE)
    return _open(event, revision, frozen=frozen)


def _open(event: Event, revision: int | None, *, frozen: bool) -> Event:
    locked = held(event, revision)
    if locked.has_begun:
        raise Unusable(words.HAS_BEGUN, code="has-begun")
    if locked.is_frozen and not frozen:
        raise Unusable(words.IS_FROZEN, code="frozen")
    return locked

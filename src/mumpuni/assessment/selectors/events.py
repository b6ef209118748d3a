"""Reading events."""

from datetime import date
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from mumpuni.assessment import policies
from mumpuni.assessment.models import Assessee, Edition, Event, Place, Request, TeamMember
from mumpuni.people.models import Account, Role, RoleGrant
from mumpuni.people.policies import agencies_of


def events(actor: Any) -> QuerySet[Event]:
    """Those that the actor may open, the latest first."""
    found = Event.objects.select_related("request__agency", "provider__agency", "place")
    return found.filter(policies.events_in_sight(actor))


def event(actor: Any, pk: int) -> Event:
    """One of them.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    found = events(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def board_event(actor: Any, pk: int) -> Event:
    """An event for its board: also for the PPK of the agency that asked under Perka 11/2008, to whom it speaks (I.B).

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    asked = Q(edition=Edition.BKN_2008, request__agency__in=agencies_of(actor, Role.PPK))
    found = Event.objects.select_related("request__agency", "provider__agency", "place")
    seen = found.filter(policies.events_in_sight(actor) | asked).filter(pk=pk).first()
    if seen is None:
        raise Http404
    return seen


def listed(actor: Any) -> QuerySet[Event]:
    """The same with how many are called, for the list."""
    return events(actor).annotate(called=Count("assessees", filter=Q(assessees__state=Assessee.State.CALLED)))


def own_plans(actor: Any, today: date) -> QuerySet[Event]:
    """Events that the actor plans as chair or admin and that are not over, the nearest first."""
    mine = TeamMember.objects.filter(
        practitioner__person=policies.own_person(actor), role__in=policies.PLANNERS, removed_at=None
    )
    over = (Event.State.CLOSED, Event.State.CANCELLED)
    found = events(actor).filter(pk__in=mine.values("event")).exclude(state__in=over)
    found = found.exclude(state=Event.State.RUNNING, last_day__lt=today)
    return found.order_by("first_day", "pk")


def requests_to_plan(actor: Any) -> QuerySet[Request]:
    """Confirmed requests of the actor's own providers, those without an event first."""
    found = Request.objects.filter(provider__in=policies.providers_of(actor), state=Request.State.CONFIRMED)
    live = Count("events", filter=~Q(events__state=Event.State.CANCELLED), distinct=True)
    people = Count("candidates", filter=Q(candidates__withdrawn_at=None), distinct=True)
    found = found.select_related("agency", "provider").prefetch_related("targets")
    return found.annotate(made=live, people=people).order_by("made", "confirmed_from", "pk")


def without_event(actor: Any) -> int:
    """How many of them have no event yet."""
    return requests_to_plan(actor).filter(Q(made=0)).count()


def request_to_plan(actor: Any, pk: int) -> Request:
    """One of them.

    Raises:
        Http404: for one that is out of sight or not confirmed.
    """
    found = requests_to_plan(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def places_for(request: Request) -> QuerySet[Place]:
    """Where an event of a request may be held: the provider's premises and those of the agency that asks."""
    own = Q(provider=request.provider_id) | Q(provider__agency=request.agency_id)
    return Place.objects.filter(own).select_related("provider").order_by("provider__name", "name")


def cancellation_recipients(event: Event) -> dict[str, str]:
    """Addresses of all concerned with the language each reads: assessees, team, and the HR of the agency that asked."""
    people = [
        *event.assessees.filter(state=Assessee.State.CALLED).values_list("person__email", flat=True),
        *event.team.filter(removed_at=None).values_list("practitioner__person__email", flat=True),
    ]
    told = {address: "id" for address in people if address}
    hr = RoleGrant.objects.in_force(timezone.localdate()).filter(role=Role.AGENCY_HR, agency=event.request.agency_id)
    granted = Account.objects.filter(is_active=True, grants__in=hr)
    return told | dict(granted.values_list("email", "language"))

"""Reading requests: who sees which, what their targets ask for, which regulation governs (permintaan penilaian)."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.conf import settings
from django.db.models import Count, F, Q, QuerySet
from django.http import Http404
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.assessment import policies
from mumpuni.assessment.models import Candidate, Event, Provider, Request, Target
from mumpuni.audit.models import StoredDecision
from mumpuni.people.models import (
    Account,
    Agency,
    Role,
    RoleGrant,
    ScopeKind,
)
from mumpuni.people.policies import agencies_of
from mumpuni.regulations import Decision, decide


def requests(actor: Any) -> QuerySet[Request]:
    """Those that the actor may open, with how many people and targets they have."""
    found = Request.objects.filter(policies.requests_in_sight(actor)).select_related("agency", "provider__agency")
    staying = Q(candidates__withdrawn_at=None)
    return found.annotate(
        people_count=Count("candidates", filter=staying & Q(candidates__isnull=False), distinct=True),
        target_count=Count("targets", distinct=True),
    )


def request(actor: Any, pk: int) -> Request:
    """One of them.

    Raises:
        Http404: for one that does not exist or is out of sight, which look the same.
    """
    found = requests(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def sees_all_of(actor: Any, asked: Request) -> bool:
    """Whether the actor reads the selections too: the own agency and the Instansi Pembina, not the provider."""
    return policies.may_ask(actor, asked.agency_id) or policies.may_designate(actor, asked.agency_id)


def candidates(actor: Any, asked: Request) -> QuerySet[Candidate]:
    """The people of a request as far as the actor needs them: a provider learns only whom it may assess."""
    found = asked.candidates.select_related("person", "target").prefetch_related(
        "person__identities", "person__appointments__position"
    )
    if asked.edition == "bkn-11-2008" and not (sees_all_of(actor, asked) or policies.watches(actor)):
        return found.filter(designated=True)
    return found


def candidate(actor: Any, asked: Request, pk: int) -> Candidate:
    """One of the people of a request.

    Raises:
        Http404: for somebody who is not among them.
    """
    found = candidates(actor, asked).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def own_agencies(actor: Any) -> QuerySet[Agency]:
    """The agencies for which the actor may ask."""
    return Agency.objects.filter(pk__in=agencies_of(actor, Role.AGENCY_HR))


def providers() -> QuerySet[Provider]:
    """Whom an agency may ask."""
    return Provider.objects.select_related("agency")


def edition_facts(first_day: date, purpose: str) -> dict[str, Any]:
    """What rule `assessment/edition` is asked; both regulations speak of civil servants, so candidates are those."""
    known = {name: since for name, since in settings.MUMPUNI_EFFECTIVE_FROM.items() if since is not None}
    return {"event_start": first_day, "purpose": purpose, "status": "pns", "effective_from": known}


def edition(first_day: date, purpose: str) -> Decision:
    """Which regulation governs an assessment that begins on this day."""
    return decide("assessment/edition", edition_facts(first_day, purpose))


def queue_place(asked: Request) -> int | None:
    """The place on the provider's waiting list: who was sent first stands first; None for who does not wait."""
    if asked.state != Request.State.WAITING:
        return None
    waiting = Request.objects.filter(provider=asked.provider_id, state=Request.State.WAITING)
    before = Q(sent_at__lt=asked.sent_at) | Q(sent_at=asked.sent_at, pk__lt=asked.pk)
    return waiting.filter(before).count() + 1


def execution_facts(
    asked: Request, *, own_tpk: bool = False, other_upk: bool = False, bkn_recommendation: bool = False
) -> dict[str, Any]:
    """Who could carry out an assessment of the agency under Perka 11/2008, for rule `bkn-11-2008/executing-body`.

    BKN facilitates once its own provider confirmed the request of an agency without facilities.
    """
    agency = asked.provider.agency
    by_bkn = asked.without_facilities and agency is not None and agency.is_bkn
    return {
        "own_upk": Provider.objects.filter(agency=asked.agency_id, has_upk=True).exists(),
        "own_tpk": own_tpk,
        "own_facility": not asked.without_facilities,
        "facilitated_by_bkn": by_bkn and asked.state == Request.State.CONFIRMED,
        "other_upk": other_upk,
        "bkn_recommendation": bkn_recommendation,
    }


def execution(asked: Request, **about: bool) -> Decision:
    """Whether somebody may carry it out: with BKN's consent its UPK, see `execution_facts`."""
    return decide("bkn-11-2008/executing-body", execution_facts(asked, **about))


def events_of(asked: Request) -> QuerySet[Event]:
    """What the provider made of the request; the agency sees name, days and state, not the plan."""
    return asked.events.order_by("first_day", "pk")


def to_answer(actor: Any) -> QuerySet[Request]:
    """Requests that wait for an answer by the actor's providers, the oldest first."""
    found = Request.objects.filter(provider__in=policies.providers_of(actor), state=Request.State.SENT)
    return found.select_related("agency", "provider__agency").order_by("sent_at", "pk")


def addresses(role: str, day: date, *, agency: int | None = None, provider: int | None = None) -> list[Account]:
    """The accounts that hold a role for this agency or provider on a day, to write to."""
    grants = RoleGrant.objects.in_force(day).filter(role=role)
    if provider is not None:
        grants = grants.filter(scope_kind=ScopeKind.PROVIDER, scope_id=provider)
    else:
        grants = grants.filter(scope_kind=ScopeKind.AGENCY, agency=agency)
    return list(Account.objects.filter(is_active=True, pk__in=grants.values("account")).order_by(F("pk")))


def kept_decisions(asked: Request, targets: Iterable[Target]) -> dict[tuple[str, str, str], StoredDecision]:
    """The last verdict kept of each rule about the request and its targets, by (model, number, rule); one query."""
    labels = Target._meta.label_lower, Request._meta.label_lower
    about = Q(subject_type=labels[0], subject_id__in=[str(each.pk) for each in targets])
    about |= Q(subject_type=labels[1], subject_id=str(asked.pk))
    found = StoredDecision.objects.filter(about).order_by("at")
    return {(each.subject_type.rpartition(".")[2], each.subject_id, each.rule): each for each in found}


@dataclass(frozen=True)
class Step:
    """A step on the way from the draft to the event; `state` is done, here or todo."""

    name: Any
    note: str
    state: str


def steps(asked: Request, events: list[Event]) -> list[Step]:
    """The way of a request; one that ended early stops where it was."""
    live = [each for each in events if each.state != Event.State.CANCELLED]
    sent, confirmed = asked.sent_at is not None, asked.state == Request.State.CONFIRMED
    ended = asked.state in (Request.State.REFUSED, Request.State.WITHDRAWN)
    names = {True: _("Disusun dan nama ditetapkan"), False: _("Disusun")}
    marks = [
        (names[asked.edition == "bkn-11-2008"], sent, asked.created_at),
        (_("Dikirim"), sent, asked.sent_at),
        (_("Dijawab"), confirmed or bool(live), asked.answered_at if asked.state != Request.State.SENT else None),
        (_("Kegiatan"), bool(live), None),
    ]
    here = next((number for number, (_name, done, _at) in enumerate(marks) if not done), None)
    made = []
    for number, (name, done, at) in enumerate(marks):
        state = "done" if done else "here" if number == here and not ended else "todo"
        note = date_format(timezone.localtime(at), "SHORT_DATE_FORMAT") if at else ""
        if number == len(marks) - 1:
            note = ", ".join(each.name for each in live)
        made.append(Step(name, note, state))
    return made

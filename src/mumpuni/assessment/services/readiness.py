"""From an open plan to the first day: freeze, open again, close the preparation, begin."""

from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.assessment.models import Event
from mumpuni.assessment.selectors.notices import notice_problems
from mumpuni.assessment.selectors.readiness import Readiness, judge_stage, readiness
from mumpuni.assessment.selectors.zones import today
from mumpuni.assessment.services.common import planned
from mumpuni.audit import services as audit
from mumpuni.audit.models import StoredDecision
from mumpuni.people.policies import RuleBroken, Unusable


@transaction.atomic
def freeze_event(*, actor: Any, event: Event, revision: int | None = None) -> Event:
    """Close blueprint, team and facilities, with the decisions they rest on. Planning is then done.

    Raises:
        Refused: for others than chair and admin.
        Unusable: frozen already, begun, changed meanwhile, or something missing that no rule speaks of.
        RuleBroken: with what stands in the way.
    """
    event = planned(actor, event, revision)
    state = _complete(event)
    event.frozen_at, event.frozen_by = timezone.now(), actor
    event.save(update_fields=["frozen_at", "frozen_by"])
    stage = judge_stage(event, "persiapan")
    if not stage.stands:
        raise RuleBroken(stage.decision)
    kept = audit.keep_many(
        actor,
        [(each.decision, dict(each.facts), event) for each in (stage, *state.judged)],
        on=event.first_day,
    )
    _record(actor, "assessment.event.frozen", event, kept[-1], version=event.version)
    return event


@transaction.atomic
def unfreeze_event(*, actor: Any, event: Event, reason: str, revision: int | None = None) -> Event:
    """Open a frozen plan again, as the next version.

    Raises:
        Refused: for others than chair and admin.
        Unusable: without a reason, when it is open, or once execution has begun.
    """
    event = planned(actor, event, revision, frozen=True)
    reason = reason.strip()
    if not event.is_frozen:
        raise Unusable(_("Rancangan ini tidak terkunci."))
    if not reason:
        raise Unusable({"reason": _("Tulis alasannya; alasan ini tersimpan bersama versi barunya.")})
    event.frozen_at, event.frozen_by, event.state = None, None, Event.State.PLANNING
    event.version += 1
    event.save(update_fields=["frozen_at", "frozen_by", "state", "version"])
    _record(actor, "assessment.event.unfrozen", event, None, reason=reason, version=event.version)
    return event


@transaction.atomic
def prepare_event(*, actor: Any, event: Event, revision: int | None = None) -> Event:
    """Say that the preparation is done: the event may begin on its first day.

    Raises:
        Refused: for others than chair and admin.
        Unusable: not frozen yet, or begun.
        RuleBroken: when one of the four components is no longer complete.
    """
    event = planned(actor, event, revision, frozen=True)
    if not event.is_frozen:
        raise Unusable(_("Kunci rancangannya dahulu; persiapan selesai sesudah perencanaan."), code="not-frozen")
    state = _complete(event)
    event.state = Event.State.PREPARED
    event.save(update_fields=["state"])
    kept = audit.keep(actor, state.verdict.decision, dict(state.verdict.facts), event, on=event.first_day)
    _record(actor, "assessment.event.prepared", event, kept)
    return event


@transaction.atomic
def start_event(*, actor: Any, event: Event, revision: int | None = None) -> Event:
    """Begin the execution, on its first day or later; nothing of the plan changes after that.

    Raises:
        Refused: for others than chair and admin.
        Unusable: before the first day, begun already, or while somebody's letter was not received in time.
        RuleBroken: when an earlier stage is open or a component is missing.
    """
    event = planned(actor, event, revision, frozen=True)
    stage = judge_stage(event, "pelaksanaan")
    if not stage.stands:
        raise RuleBroken(stage.decision)
    state = _complete(event)
    if today(event) < event.first_day:
        raise Unusable(
            _("Pelaksanaan dimulai pada hari pertamanya, %(day)s.")
            % {"day": date_format(event.first_day, "DATE_FORMAT")}
        )
    if uncalled := [f"{each.assessee}: {each.text}" for each in notice_problems(event) if each.blocks]:
        raise Unusable(uncalled, code="not-called")
    event.state = Event.State.RUNNING
    event.save(update_fields=["state"])
    kept = audit.keep_many(
        actor,
        [(each.decision, dict(each.facts), event) for each in (stage, state.verdict)],
        on=event.first_day,
    )
    _record(actor, "assessment.event.started", event, kept[-1])
    return event


def _complete(event: Event) -> Readiness:
    """The four components, all complete.

    Raises:
        Unusable: with what is missing of a component.
        RuleBroken: with the article in the way.
    """
    state = readiness(event)
    broken = state.broken()
    if not state.complete and (lacks := [str(one) for each in state.components for one in each.lacks]):
        raise Unusable(lacks, code="incomplete")
    if broken is not None:
        raise RuleBroken(broken)
    return state


def _record(actor: Any, name: str, event: Event, decision: StoredDecision | None, **data: Any) -> None:
    audit.record(actor, name, event, decision=decision, agency_id=event.request.agency_id, **data)

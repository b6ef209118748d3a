"""Closing an event, once nothing is open (penutupan kegiatan)."""

from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.assessment import words
from mumpuni.assessment.models import Event
from mumpuni.assessment.policies import after as rights
from mumpuni.assessment.selectors import after as selectors
from mumpuni.assessment.selectors.judging import first_broken
from mumpuni.assessment.services.common import held
from mumpuni.audit import services as audit
from mumpuni.people.policies import RuleBroken, Unusable, require


@transaction.atomic
def close_event(*, actor: Any, event: Event, revision: int | None = None) -> Event:
    """End an event: every stage done, feedback and reports given, every copy sent, no objection waiting.

    Raises:
        Refused: for others than chair and admin.
        Unusable: not running, changed meanwhile, or an objection waits for its answer.
        RuleBroken: with the first article in the way.
    """
    require(rights.may_close(actor, event), words.MAY_NOT_CLOSE)
    here = held(event, revision)
    if here.state != Event.State.RUNNING:
        raise Unusable(words.NOT_RUNNING, code="not-running")
    rows = selectors.rows(here)
    if waiting := len(selectors.open_objections(rows)):
        told = ngettext("%(count)d keberatan belum dijawab.", "%(count)d keberatan belum dijawab.", waiting)
        raise Unusable(told % {"count": waiting}, code="objections")
    if not any(each.assessed for each in rows):
        raise Unusable(_("Belum ada Assessee yang lapor diri; batalkan kegiatan ini bila tidak jadi dilaksanakan."))
    judged = selectors.judge_closing(here, rows)
    if (broken := first_broken(judged)) is not None:
        raise RuleBroken(broken)
    here.state = Event.State.CLOSED
    here.save(update_fields=["state"])
    kept = audit.keep_many(actor, [(each.decision, dict(each.facts), here) for each in judged])
    audit.record(actor, "assessment.event.closed", here, decision=kept[-1], agency_id=here.request.agency_id)
    return here

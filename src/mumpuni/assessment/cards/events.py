"""Events on the home page: where they stand for those who lead, administer and run them."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.assessment import policies
from mumpuni.assessment.models import Event
from mumpuni.assessment.policies.events import may_make_some_event
from mumpuni.assessment.selectors.events import own_plans, without_event
from mumpuni.assessment.selectors.readiness import figures, readiness
from mumpuni.assessment.selectors.steps import planner_step
from mumpuni.assessment.templatetags.event_tags import countdown
from mumpuni.ui.home import Card
from mumpuni.ui.templatetags.ui import number

#: So many of the nearest events are told with their next step; the rest stand in the list.
NEAREST = 3


def cards(actor: Any) -> list[Card]:
    """What waits for chair, admin and the provider's staff."""
    return [*_planned(actor), *_to_make(actor)]


def _planned(actor: Any) -> list[Card]:
    if policies.own_person(actor) is None:
        return []
    plans = list(own_plans(actor, timezone.localdate())[: NEAREST + 1])
    shown = [_event(each) for each in plans[:NEAREST]]
    if len(plans) > NEAREST:
        url, label = reverse("assessment:event_list"), _("Ke daftar kegiatan")
        words = _("Masih ada kegiatan lain yang Anda rencanakan.")
        shown.append(Card(_("Kegiatan lain"), words, url, label, order=29, icon="calendar-event"))
    return shown


def _event(event: Event) -> Card:
    step = planner_step(event, figures(event), readiness(event))
    board = reverse("assessment:event", args=[event.pk])
    state = _("%(state)s, %(left)s.") % {"state": event.get_state_display(), "left": countdown(event)}
    if step is None:
        return Card(event.name, state, board, _("Buka kegiatan"), order=22, icon="calendar-event")
    url = reverse(step.page, args=[event.pk])
    return Card(event.name, f"{state} {step.text}", url, str(step.label), order=12, tone="next", icon="calendar-event")


def _to_make(actor: Any) -> list[Card]:
    if not may_make_some_event(actor):
        return []
    waiting = without_event(actor)
    if not waiting:
        return []
    words = ngettext(
        "%(count)d permintaan sudah dikonfirmasi dan belum mempunyai kegiatan.",
        "%(count)d permintaan sudah dikonfirmasi dan belum mempunyai kegiatan.",
        waiting,
    )
    return [
        Card(
            _("Kegiatan belum dibuat"),
            words % {"count": waiting},
            reverse("assessment:event_choose"),
            _("Buat kegiatan"),
            order=11,
            tone="next",
            icon="calendar-event",
            figure=number(waiting),
        )
    ]

"""Cards about forms: what an assessee still fills in, what an admin still waits for."""

from collections import defaultdict
from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.assessment import policies
from mumpuni.assessment.models import Assessee, Event, TeamMember
from mumpuni.assessment.policies.forms import OVER
from mumpuni.assessment.selectors import answers as selectors
from mumpuni.people.policies import Role, has_role
from mumpuni.ui.home import Card


def form_cards(actor: Any) -> list[Card]:
    """For assessees and for the admins of teams; an empty list for others."""
    return [*_assessee(actor), *_admin(actor)]


def _assessee(actor: Any) -> list[Card]:
    called = selectors.own_assessees(actor).filter(state=Assessee.State.CALLED, results=None)
    mine = list(called.exclude(event__state__in=OVER))
    sheets = selectors.sheets(mine)
    made = []
    for assessee in mine:
        waiting = [one for one in sheets[assessee.pk] if one.waits]
        if not waiting:
            continue
        left = (assessee.event.first_day - timezone.localdate()).days
        titles = ", ".join(one.template.title for one in waiting[:3]) + (" …" if len(waiting) > 3 else "")
        words = _("Belum dikirim: %(titles)s.") % {"titles": titles}
        if left > 0:
            days = ngettext("Penilaian %(count)d hari lagi.", "Penilaian %(count)d hari lagi.", left) % {"count": left}
            words = f"{days} {words}"
        made.append(
            Card(
                _("Formulir untuk %(event)s") % {"event": assessee.event.name},
                words,
                reverse("assessment:own_forms"),
                _("Isi formulir"),
                order=8,
                tone="warn" if 0 < left <= 3 else "next",
                icon="clipboard-list",
                figure=str(len(waiting)),
            )
        )
    return made


def _admin(actor: Any) -> list[Card]:
    person = policies.own_person(actor)
    if person is None or not has_role(actor, Role.ASSESSOR):
        return []
    mine = TeamMember.objects.filter(practitioner__person=person, role__in=policies.PLANNERS, removed_at=None)
    coming = Event.objects.filter(pk__in=mine.values("event"), last_day__gte=timezone.localdate())
    called = Assessee.objects.filter(event__in=coming.exclude(state__in=OVER), state=Assessee.State.CALLED)
    found = list(selectors.with_forms(called))
    sheets = selectors.sheets(found)
    open_ones: dict[Event, list[Assessee]] = defaultdict(list)
    for assessee in found:
        if any(one.waits for one in sheets[assessee.pk]):
            open_ones[assessee.event].append(assessee)
    # The nearest is told in full; the boards of later events are one tab away and would fill the page.
    nearest = sorted(open_ones.items(), key=lambda one: one[0].first_day)[:1]
    return [_waiting(event, len(people), len(open_ones) - 1) for event, people in nearest]


def _waiting(event: Event, count: int, more: int) -> Card:
    left = (event.first_day - timezone.localdate()).days
    words = ngettext(
        "%(count)d Assessee belum mengirim semua formulir wajib.",
        "%(count)d Assessee belum mengirim semua formulir wajib.",
        count,
    ) % {"count": count}
    if more:
        words += " " + ngettext("Dan %(count)d kegiatan lain.", "Dan %(count)d kegiatan lain.", more) % {"count": more}
    return Card(
        _("Formulir belum lengkap: %(event)s") % {"event": event.name},
        words,
        reverse("assessment:forms_board", args=[event.pk]),
        _("Buka papan formulir"),
        order=12,
        tone="warn" if left <= 3 else "",
        icon="clipboard-list",
        figure=str(count),
    )

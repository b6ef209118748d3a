"""Cards about timetables: the next slot of assessor and assessee, and what an admin has to make."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.assessment import policies
from mumpuni.assessment.models import Event, TeamMember
from mumpuni.assessment.policies import PLANNERS
from mumpuni.assessment.selectors import personal
from mumpuni.assessment.selectors.upkeep import causes_of
from mumpuni.people.models import Role
from mumpuni.people.policies import has_role
from mumpuni.ui.home import Card


def slots(actor: Any) -> list[Card]:
    """The next thing to attend, and how many follow."""
    if policies.own_person(actor) is None:
        return []
    coming = personal.coming(actor)
    if not coming:
        return []
    first, rest = coming[0], len(coming) - 1
    begin = first.prepare_from or first.begin
    where = ", ".join(filter(None, [first.room, str(first.event.place or "")]))
    text = _("%(when)s %(zone)s, %(where)s.") % {
        "when": date_format(begin, "DATETIME_FORMAT"),
        "zone": first.zone_word,
        "where": where,
    }
    if rest:
        text += " " + ngettext("%(count)d sesi lagi sesudahnya.", "%(count)d sesi lagi sesudahnya.", rest) % {
            "count": rest
        }
    title = (_("Penilaian Anda: %(what)s") if first.as_assessee else _("Tugas Anda: %(what)s")) % {"what": first.title}
    return [Card(title, text, reverse("assessment:own_timetable"), _("Lihat jadwal saya"), order=20, tone="next",
                 icon="calendar-time")]  # fmt: skip


def to_repair(actor: Any) -> list[Card]:
    """Announced timetables that do not fit any more, for those who plan them."""
    person = policies.own_person(actor)
    if person is None or not has_role(actor, Role.ASSESSOR):
        return []
    mine = TeamMember.objects.filter(practitioner__person=person, removed_at=None, role__in=PLANNERS)
    open_events = Event.objects.filter(pk__in=mine.values("event"), last_day__gte=timezone.localdate())
    causes = causes_of(open_events)
    return [
        Card(
            _("Jadwal perlu disusun ulang: %(event)s") % {"event": each},
            causes[each.pk][0],
            reverse("assessment:timetable_repair", args=[each.pk]),
            _("Susun ulang"),
            order=10,
            tone="warn",
            icon="refresh",
        )
        for each in open_events.filter(pk__in=causes).order_by("first_day")
    ]

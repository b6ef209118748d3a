"""Cards about what the day still owes: ratings for the chair, results of tests for the tester."""

from typing import Any

from django.db.models import QuerySet
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.assessment import policies
from mumpuni.assessment.models import Assessee, Event, HandIn, Instrument, TeamMember, TeamRole
from mumpuni.assessment.selectors import meetings
from mumpuni.people.policies import Role, has_role
from mumpuni.ui.home import Card


def cards(actor: Any) -> list[Card]:
    """For the chair whose assessors have not rated yet, and for the tester whose results are not uploaded."""
    if not has_role(actor, Role.ASSESSOR) or policies.own_person(actor) is None:
        return []
    return [*_chair(actor), *_tester(actor)]


def _running(actor: Any, role: TeamRole) -> QuerySet[Event]:
    person = policies.own_person(actor)
    seats = TeamMember.objects.filter(practitioner__person=person, role=role, removed_at=None)
    return Event.objects.filter(pk__in=seats.values("event"), state=Event.State.RUNNING).order_by("first_day", "pk")


def _chair(actor: Any) -> list[Card]:
    for event in _running(actor, TeamRole.CHAIR)[:3]:
        waits = [each for row in meetings.rows(event) for each in row.waits]
        names = list(dict.fromkeys(each.member.practitioner.person.name for each in waits))
        if names:
            return [_late(event, len(waits), names)]
    return []


def _late(event: Event, count: int, names: list[str]) -> Card:
    words = ngettext(
        "%(count)d lembar observasi belum dikirim: %(names)s.",
        "%(count)d lembar observasi belum dikirim: %(names)s.",
        count,
    ) % {"count": count, "names": ", ".join([*names[:3], *(["…"] if names[3:] else [])])}
    url = reverse("assessment:sheet_board", args=[event.pk])
    return Card(_("Belum menilai: %(event)s") % {"event": event.name}, words, url, _("Lihat siapa yang belum"), order=7,
                icon="clipboard-text", figure=str(count))  # fmt: skip


def _tester(actor: Any) -> list[Card]:
    for event in _running(actor, TeamRole.TESTER)[:3]:
        tools = event.instruments.filter(instrument__kind=Instrument.Kind.TEST)
        people = event.assessees.filter(state=Assessee.State.CALLED)
        found = HandIn.objects.filter(assessee__in=people, instrument__in=tools, kind=HandIn.Kind.TEST)
        held = found.order_by().values("assessee", "instrument").distinct().count()
        left = tools.count() * people.count() - held
        if left > 0:
            return [_missing(event, left)]
    return []


def _missing(event: Event, count: int) -> Card:
    words = ngettext("%(count)d hasil tes belum diunggah.", "%(count)d hasil tes belum diunggah.", count)
    url = reverse("assessment:day_tests", args=[event.pk])
    return Card(
        _("Hasil tes: %(event)s") % {"event": event.name}, words % {"count": count}, url, _("Unggah hasil"),
        order=8, icon="upload", figure=str(count),
    )  # fmt: skip

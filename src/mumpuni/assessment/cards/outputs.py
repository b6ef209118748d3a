"""Cards about what comes out of instruments: work to hand in, profiles to sign."""

from typing import Any

from django.db.models import Count, Q
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.assessment import policies
from mumpuni.assessment.models import Assessee, Event, TeamMember
from mumpuni.assessment.policies import outputs as rights
from mumpuni.people.policies import Role, has_role
from mumpuni.ui.home import Card


def cards(actor: Any) -> list[Card]:
    """For the assessee whose assessment is carried out, and for the psychologist of its team."""
    return [*_assessee(actor), *_psychologist(actor)]


def _assessee(actor: Any) -> list[Card]:
    person = policies.own_person(actor)
    if person is None:
        return []
    mine = Assessee.objects.filter(
        person=person, state=Assessee.State.CALLED, event__state=Event.State.RUNNING, results=None
    )
    return [
        Card(
            _("Hasil kerja: %(event)s") % {"event": each.event.name},
            _("Serahkan berkas hasil simulasi selama kegiatan berlangsung."),
            reverse("assessment:own_hand_ins"),
            _("Serahkan berkas"),
            order=7,
            icon="upload",
        )
        for each in mine.select_related("event").order_by("event__first_day")[:1]
    ]


def _psychologist(actor: Any) -> list[Card]:
    person = policies.own_person(actor)
    if person is None or not has_role(actor, Role.ASSESSOR):
        return []
    mine = Event.objects.filter(
        pk__in=TeamMember.objects.filter(practitioner__person=person, removed_at=None).values("event")
    )
    signed = Q(assessees__potential__signed_at__isnull=False)
    waiting = mine.filter(state=Event.State.RUNNING).annotate(
        left=Count("assessees", filter=Q(assessees__state=Assessee.State.CALLED) & ~signed, distinct=True)
    )
    found = [each for each in waiting.filter(left__gt=0).order_by("first_day")[:3] if rights.interpreter(actor, each)]
    return [_unsigned(each) for each in found[:1]]


def _unsigned(event: Any) -> Card:
    words = ngettext(
        "%(count)d profil potensi belum ditandatangani.", "%(count)d profil potensi belum ditandatangani.", event.left
    ) % {"count": event.left}
    return Card(
        _("Profil potensi: %(event)s") % {"event": event.name},
        words,
        reverse("assessment:potentials", args=[event.pk]),
        _("Tulis profil"),
        order=11,
        icon="clipboard-list",
        figure=str(event.left),
    )

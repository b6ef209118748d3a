"""Cards about teams: declarations that are due, coming events, teams with defects."""

from typing import Any

from django.urls import reverse
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.assessment.selectors import interests, team_cards
from mumpuni.people.policies import Role
from mumpuni.ui.home import Card


def cards(actor: Any) -> list[Card]:
    """What waits for members of teams and for the staff who appoint them."""
    held = frozenset(getattr(actor, "role_words", ()))
    made: list[Card] = []
    if Role.ASSESSOR in held:
        made += [*_declarations(actor), *_coming(actor)]
    if Role.ASSESSMENT_STAFF in held:
        made += _defective(actor)
    return made


def _declarations(actor: Any) -> list[Card]:
    return [
        Card(
            _("Nyatakan kepentingan"),
            ngettext(
                "%(event)s: %(count)d Assessee menunggu pernyataan Anda. Tanpa itu Anda tidak dijadwalkan.",
                "%(event)s: %(count)d Assessee menunggu pernyataan Anda. Tanpa itu Anda tidak dijadwalkan.",
                count,
            )
            % {"event": event.name, "count": count},
            reverse("assessment:declaration", args=[event.pk]),
            _("Isi pernyataan"),
            order=4,
            tone="next",
            icon="checklist",
            figure=str(count),
        )
        for event, count in interests.waiting(actor)
    ]


def _coming(actor: Any) -> list[Card]:
    found = team_cards.coming(actor)
    if not found:
        return []
    nearest = found[0]
    words = _("Terdekat: %(event)s, mulai %(day)s.") % {
        "event": nearest.name,
        "day": date_format(nearest.first_day, "DATE_FORMAT"),
    }
    url = reverse("assessment:team", args=[nearest.pk])
    return [
        Card(_("Kegiatan saya"), words, url, _("Buka timnya"), order=20, icon="calendar-event", figure=str(len(found)))
    ]


def _defective(actor: Any) -> list[Card]:
    found = team_cards.defective(actor)
    if not found:
        return []
    event, count = found[0]
    words = ngettext(
        "%(event)s: %(count)d hal belum memenuhi ketentuan.",
        "%(event)s: %(count)d hal belum memenuhi ketentuan.",
        count,
    ) % {"event": event.name, "count": count}
    if len(found) > 1:
        words += " " + ngettext("Dan %(count)d kegiatan lain.", "Dan %(count)d kegiatan lain.", len(found) - 1) % {
            "count": len(found) - 1
        }
    url = reverse("assessment:team", args=[event.pk])
    return [
        Card(
            _("Tim belum lengkap"),
            words,
            url,
            _("Buka timnya"),
            order=8,
            tone="warn",
            icon="users-group",
            figure=str(len(found)),
        )
    ]

"""What the assessment centre has to say on the page of a person."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.assessment.selectors import held, past
from mumpuni.people.models import Person
from mumpuni.ui.home import Card


def past_of_person(actor: Any, person: Person) -> list[Card]:
    """That an earlier result exists and how long it holds; the figures stand behind the link, for those who may."""
    found = past.of_person(actor, person)
    if not found:
        return []
    today = timezone.localdate()
    latest = max((past.shown(actor, each, today) for each in found), key=lambda row: row.valid_until)
    words = {"tier": latest.result.get_tier_display(), "until": date_format(latest.valid_until, "DATE_FORMAT")}
    return [
        Card(
            title=_("Hasil penilaian terdahulu"),
            text=_("Dimuat. %(tier)s, berlaku sampai %(until)s.") % words,
            url=reverse("assessment:past_person", args=[person.pk]),
            label=_("Buka hasil terdahulu"),
            icon="history",
        )
    ]


def results_of_person(actor: Any, person: Person) -> list[Card]:
    """For which tier an assessment of ours holds and until when; the assessee sees it once it is released."""
    today = timezone.localdate()
    known = held.of_person(actor, person, today)
    if not known:
        return []
    latest = max((each.held for each in known), key=lambda each: each.until)
    words = {"tier": latest.tier_word, "until": date_format(latest.until, "DATE_FORMAT")}
    told = _("%(tier)s, berlaku sampai %(until)s, juga untuk target lain pada jenjang yang sama.")
    over = _("%(tier)s, tidak berlaku lagi sejak lewat %(until)s.")
    return [
        Card(
            title=_("Hasil penilaian kompetensi"),
            text=(told if latest.holds else over) % words,
            url=reverse("assessment:past_person", args=[person.pk]),
            label=_("Buka hasil penilaian"),
            icon="chart-bar",
        )
    ]

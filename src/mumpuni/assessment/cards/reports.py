"""The card of whoever writes or reviews reports."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.assessment.models import Report
from mumpuni.assessment.selectors import reports
from mumpuni.ui.home import Card


def cards(actor: Any) -> list[Card]:
    """How many reports wait to be written and reviewed, and the nearest day."""
    waiting = reports.own_open(actor)
    if not waiting:
        return []
    review = sum(each.state == Report.State.REVIEW for each in waiting)
    nearest = waiting[0]
    text = _("%(write)d ditulis, %(review)d ditelaah; terdekat %(day)s pada %(event)s.") % {
        "write": len(waiting) - review,
        "review": review,
        "day": date_format(nearest.due_on, "DATE_FORMAT"),
        "event": nearest.result.assessee.event.name,
    }
    late = nearest.due_on < timezone.localdate()
    return [
        Card(_("Laporan yang Anda tulis atau telaah"), text,
             reverse("assessment:reports", args=[nearest.result.assessee.event_id]), _("Buka laporan"), order=6,
             tone="warn" if late else "next", icon="file-text", figure=str(len(waiting)))
    ]  # fmt: skip

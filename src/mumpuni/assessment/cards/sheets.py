"""The card of an assessor: sheets that are not handed in."""

from typing import Any

from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.assessment.models import Event
from mumpuni.assessment.selectors import sheet_boards
from mumpuni.ui.home import Card


def own_sheets(actor: Any) -> list[Card]:
    """How many sheets of running events wait, and whether any is late."""
    running = [each for each in sheet_boards.own(actor) if each.event.state == Event.State.RUNNING and each.open]
    if not running:
        return []
    waiting = sum(each.open for each in running)
    late = sum(line.late for each in running for line in each.lines)
    text = ngettext(
        "%(count)d lembar observasi belum dikirim, terdekat %(event)s.",
        "%(count)d lembar observasi belum dikirim, terdekat %(event)s.",
        waiting,
    ) % {"count": waiting, "event": running[0].event.name}
    if late:
        text += " " + ngettext("%(count)d lewat waktu klasifikasi.", "%(count)d lewat waktu klasifikasi.", late) % {
            "count": late
        }
    return [
        Card(_("Lembar observasi"), text, reverse("assessment:own_sheets"), _("Buka lembar saya"), order=6,
             tone="warn" if late else "next", icon="clipboard-text", figure=str(waiting))
    ]  # fmt: skip

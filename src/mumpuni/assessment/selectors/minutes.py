"""What the minutes of a meeting print (notulen rapat integrasi)."""

from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from mumpuni.assessment.models import Meeting
from mumpuni.assessment.selectors.grids_of_ratings import grid
from mumpuni.assessment.selectors.zones import zone, zone_word

LAYOUT = "notulen-rapat"


def minutes(meeting: Meeting) -> dict[str, Any]:
    """The locked round in Indonesian: who sat there, each own rating, what was agreed and who thinks otherwise."""
    event, assessee = meeting.assessee.event, meeting.assessee
    table = grid(meeting)
    with override("id"):
        locked = meeting.locked_at.astimezone(zone(event.place)) if meeting.locked_at else None
        when = f"{date_format(locked, 'j F Y')} {locked:%H.%M} {zone_word(event.place)}" if locked else ""
        return {
            "name": event.name,
            "assessee": f"{assessee.number}. {assessee.person.full_name}",
            "target": str(assessee.candidate.target),
            "round": meeting.round,
            "locked": when,
            "chair": str(meeting.chair.practitioner),
            "present": [f"{each.practitioner} ({each.get_role_display()})"
                        for each in meeting.present.select_related("practitioner__person")],
            "heads": [f"{each.tool} – {each.member.practitioner}" for each in table.columns],
            "lines": [
                {
                    "competency": row.line.competency.name,
                    "required": str(row.line.required_level),
                    "given": [_said(cell.rating.level) if cell.rating else "–" for cell in row.cells],
                    "agreed": _said(row.agreement.level) if row.agreement else "–",
                    "reason": row.agreement.reason if row.agreement else "",
                    "dissent": [f"{each.member.practitioner}: {each.dissent}" for each in row.dissents],
                }
                for row in table.rows
            ],
            "minutes": meeting.minutes,
            "reopened": [
                _("Putaran %(round)d dibuka kembali: %(why)s") % {"round": each.round, "why": each.reason}
                for each in meeting.reopenings.all()
            ],
        }  # fmt: skip


def _said(level: Any) -> str:
    return f"{level.normalize():f}".replace(".", ",")

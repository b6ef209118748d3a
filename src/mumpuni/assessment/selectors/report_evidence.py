"""The evidence behind a report, for the annex of the assessors' edition (lampiran bukti)."""

from decimal import Decimal
from typing import Any

from django.utils import timezone

from mumpuni.assessment.models import Agreement, Report, Sheet, TeamMember
from mumpuni.assessment.selectors.zones import zone


def figure(number: Decimal | str | int) -> str:
    """A number as reports print it, e.g. `2,5`.

    >>> figure("2.50"), figure(3), figure("92.86")
    ('2,5', '3', '92,86')
    """
    plain = format(Decimal(str(number)), "f")
    return (plain.rstrip("0").rstrip(".") if "." in plain else plain).replace(".", ",")


def annex(report: Report) -> dict[str, Any]:
    """The evidence behind each level: own ratings, what the meeting agreed and why, the notes it rests on."""
    result = report.result
    sheets = Sheet.objects.filter(assessee=result.assessee, submitted_at__isnull=False)
    sheets = sheets.select_related("instrument__instrument", "member__practitioner__person")
    ratings: dict[int, list[dict[str, str]]] = {}
    for sheet in sheets.prefetch_related("ratings"):
        for each in sheet.ratings.all():
            ratings.setdefault(each.line_id, []).append({
                "instrument": str(sheet.instrument),
                "assessor": sheet.member.practitioner.person.full_name,
                "level": figure(each.level),
                "reason": each.reason,
            })  # fmt: skip
    here = zone(result.assessee.event.place)
    agreed = Agreement.objects.filter(meeting=result.meeting, round=result.round).select_related("line__competency")
    lines = [
        {
            "name": each.line.competency.name,
            "agreed": figure(each.level),
            "reason": each.reason,
            "ratings": ratings.get(each.line_id, []),
            "notes": [f"{timezone.localtime(note.taken_at, here):%d/%m %H.%M} {note.text}" for note in
                      each.evidence.all()],
        }
        for each in agreed.prefetch_related("evidence")
    ]  # fmt: skip
    return {"annex": lines, "meeting": _meeting(report)}


def _meeting(report: Report) -> dict[str, str]:
    held = report.result.meeting
    present = held.present.select_related("practitioner__person")
    chair = TeamMember.objects.select_related("practitioner__person").get(pk=held.chair_id)
    day = timezone.localdate(held.locked_at) if held.locked_at else timezone.localdate(report.result.decided_at)
    return {
        "held": f"Putaran {report.result.round}, ditutup {day:%d/%m/%Y}",
        "chair": chair.practitioner.person.full_name,
        "present": "; ".join(each.practitioner.person.full_name for each in present),
        "minutes": held.minutes,
    }

"""A sheet as its page reads it: what is rated, by which indicators, and what was written so far."""

from typing import Any

from django.db.models import Max, Prefetch

from mumpuni.assessment import journal
from mumpuni.assessment.models import NoteTag, Sheet
from mumpuni.assessment.selectors.observing import lines_of
from mumpuni.standards.models import CompetencyLevel, Indicator


def page_data(actor: Any, sheet: Sheet) -> dict[str, Any]:
    """Everything that the page of a sheet needs; a constant number of queries."""
    assessee = sheet.assessee
    return {
        "sheet": str(sheet.pk),
        "event": assessee.event.name,
        "assessee": {"number": assessee.number, "name": assessee.person.full_name},
        "instrument": str(sheet.instrument),
        "minutes": sheet.instrument.minutes,
        "classify_minutes": sheet.instrument.classify_minutes,
        "who": {"account": actor.pk, "name": sheet.member.practitioner.person.full_name},
        "lines": lines(sheet),
        "state": state(sheet),
        "applied": applied(sheet),
    }


def lines(sheet: Sheet) -> list[dict[str, Any]]:
    """The competencies with their levels and indicators."""
    levels = CompetencyLevel.objects.order_by("level").prefetch_related(
        Prefetch("indicators", queryset=Indicator.objects.order_by("number"))
    )
    return [
        {
            "id": line.pk,
            "name": line.competency.name,
            "required": line.required_level,
            "levels": [
                {
                    "level": level.level,
                    "description": level.description,
                    "indicators": [{"id": each.pk, "text": each.text} for each in level.indicators.all()],
                }
                for level in line.competency.levels.all()
            ],
        }
        for line in lines_of(sheet).prefetch_related(Prefetch("competency__levels", queryset=levels))
    ]


def state(sheet: Sheet) -> dict[str, Any]:
    """What was written, notes that were taken back with it."""
    sheet.refresh_from_db(fields=["started_at", "ended_at", "submitted_at", "source"])
    tags = Prefetch("tags", queryset=NoteTag.objects.order_by("line"))
    return {
        **{
            name: journal.moment(at) if (at := getattr(sheet, name)) else None
            for name in ("started_at", "ended_at", "submitted_at")
        },
        "source": sheet.source,
        "notes": [
            {
                "key": str(each.pk),
                "taken_at": journal.moment(each.taken_at),
                "text": each.text,
                "removed": each.removed_at is not None,
                "tags": [{"line": tag.line_id, "indicator": tag.indicator_id} for tag in each.tags.all()],
            }
            for each in sheet.notes.prefetch_related(tags)
        ],
        "ratings": [
            {"line": each.line_id, "level": str(each.level), "reason": each.reason} for each in sheet.ratings.all()
        ],
    }


def applied(sheet: Sheet) -> dict[str, int]:
    """The last step held of each device."""
    last = sheet.journal.order_by().values_list("device").annotate(last=Max("sequence"))
    return {str(device): number for device, number in last}

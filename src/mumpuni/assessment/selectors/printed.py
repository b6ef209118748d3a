"""A timetable as sheets of paper and of Excel."""

from collections.abc import Iterator
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from mumpuni.assessment.models import Timetable
from mumpuni.assessment.selectors.grids import Block, blocks
from mumpuni.assessment.selectors.timetables import Board
from mumpuni.assessment.selectors.zones import zone_word

DOORS, WHOLE = "daftar-pintu", "jadwal-kegiatan"


def sheets(board: Board, layout: str) -> dict[str, Any]:
    """What the layouts print; in Indonesian, as every paper of an event."""
    timetable = board.timetable
    place = timetable.event.place
    with override("id"):
        every = sorted(blocks(board), key=lambda each: (each.begin, each.title, each.whom))
        parts = _doors(every) if layout == DOORS else _days(every)
        return {
            "name": timetable.event.name,
            "place": str(place),
            "zone": zone_word(place),
            "version": _version(timetable),
            "draft": timetable.state != Timetable.State.ANNOUNCED,
            "parts": list(parts),
        }


def _version(timetable: Timetable) -> str:
    return str(_("Jadwal versi %(number)d") % {"number": timetable.number})


def _clock(block: Block) -> str:
    return f"{block.begin:%H.%M}–{block.end:%H.%M}"


def _days(every: list[Block]) -> Iterator[dict[str, Any]]:
    for day in dict.fromkeys(each.begin.date() for each in every):
        lines = [
            {"time": _clock(each), "title": each.title, "whom": ", ".join(each.who), "room": each.session.room.name,
             "people": ", ".join([*each.observers, *each.helpers])}
            for each in every if each.begin.date() == day
        ]  # fmt: skip
        yield {"heading": date_format(day, "l, j F Y"), "lines": lines}


def _doors(every: list[Block]) -> Iterator[dict[str, Any]]:
    """A meeting's door names no assessee: who passes by is one of them."""
    keys = sorted({(each.session.room.name, each.begin.date()) for each in every})
    for room, day in keys:
        lines = [
            {"time": _clock(each), "title": each.title, "whom": "" if each.is_meeting else ", ".join(each.who)}
            for each in every if (each.session.room.name, each.begin.date()) == (room, day)
        ]  # fmt: skip
        yield {"heading": f"{room.replace(' – ', ' - ')} – {date_format(day, 'l, j F Y')}", "lines": lines}


def rows(board: Board) -> Iterator[list[Any]]:
    """The lines of the workbook: a line for each assessee of a session."""
    for each in sorted(blocks(board), key=lambda one: (one.begin, one.title, one.whom)):
        watching: dict[int, list[str]] = {}
        for watch in each.session.watches.all():
            watching.setdefault(watch.assessee_id, []).append(watch.member.practitioner.person.name)
        for one in each.session.assessees.all():
            yield [
                each.begin.date(), f"{each.begin:%H.%M}", f"{each.end:%H.%M}", each.title,
                str(each.session.group or ""), one.person.name, each.session.room.name,
                ", ".join(watching.get(one.pk, [])), ", ".join(each.helpers),
            ]  # fmt: skip

"""How far the observation sheets are: an assessor's own list, and the board of an event without what stands in them."""

from collections import defaultdict
from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import date, datetime, timedelta
from typing import Any

from django.db.models import Count, Q
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Assessee, Event, EventInstrument, Sheet, TeamMember
from mumpuni.assessment.policies import observing as rights
from mumpuni.assessment.selectors import zones
from mumpuni.assessment.selectors.assigning import Assigned, assigned
from mumpuni.assessment.selectors.observing import expected
from mumpuni.people.policies import Role, has_role, require


@dataclass(frozen=True)
class Line:
    """One sheet that is or should be written."""

    assigned: Assigned
    sheet: Sheet | None
    now: datetime
    refused: int = 0

    @property
    def state(self) -> str | Promise:
        """In words."""
        if self.sheet is None:
            return _("belum dibuka")
        return _("dikirim") if self.sheet.submitted_at else _("dibuka")

    @property
    def tone(self) -> str:
        """The colour role of its state."""
        if self.late:
            return "bad"
        if self.sheet is None:
            return "quiet"
        return "good" if self.sheet.submitted_at else "wait"

    @property
    def due_at(self) -> datetime | None:
        """Until when it should be handed in: the end of the session, or of the simulation, and time to classify."""
        session = self.assigned.session
        ended = session.ends_at if session else (self.sheet.ended_at if self.sheet else None)
        return ended + timedelta(minutes=self.assigned.tool.classify_minutes) if ended else None

    @property
    def late(self) -> bool:
        """Whether it should have been handed in by now."""
        handed_in = self.sheet is not None and self.sheet.submitted_at is not None
        return not handed_in and self.due_at is not None and self.due_at < self.now

    @property
    def begins(self) -> datetime | None:
        """When the session begins, in the zone of the place."""
        session = self.assigned.session
        return session.starts_at.astimezone(zones.zone(self.assigned.assessee.event.place)) if session else None

    @property
    def today(self) -> bool:
        """Whether it may be written today: its session is today, or there is none."""
        begins = self.begins
        return begins is None or begins.date() == zones.today(self.assigned.assessee.event)


@dataclass(frozen=True)
class Own:
    """The own sheets in one event: today's sessions first, the others by time, then without one."""

    event: Event
    lines: list[Line]
    role: str

    @property
    def open(self) -> int:
        """How many are not handed in."""
        return sum(line.sheet is None or line.sheet.submitted_at is None for line in self.lines)


def own(actor: Any) -> list[Own]:
    """What the actor is to write, by event, the nearest first; the same queries for one event as for ten."""
    mine = policies.own_person(actor)
    if mine is None or not has_role(actor, Role.ASSESSOR):
        return []
    places = TeamMember.objects.filter(practitioner__person=mine, removed_at=None, role__in=rights.RATING).exclude(
        event__state__in=(Event.State.CLOSED, Event.State.CANCELLED)
    )
    roles: dict[int, str] = {}
    events: dict[int, Event] = {}
    for each in places.select_related("event__place").order_by("event__first_day", "event"):
        roles[each.event_id] = each.get_role_display()
        events[each.event_id] = each.event
    by_event: dict[int, list[Line]] = defaultdict(list)
    for line in _lines(assigned(list(events), person=mine), Sheet.objects.filter(member__practitioner__person=mine)):
        by_event[line.assigned.assessee.event_id].append(line)
    return [
        Own(event, sorted(by_event[pk], key=lambda line: _when(line, zones.today(event))), roles[pk])
        for pk, event in events.items()
        if by_event[pk]
    ]


def _when(line: Line, today: date) -> tuple[bool, bool, float, int]:
    begins = line.begins
    if begins is None:
        return True, True, 0, line.assigned.assessee.number
    return begins.date() != today, False, begins.timestamp(), line.assigned.assessee.number


def _lines(those: Iterable[Assigned], sheets: Any) -> list[Line]:
    everyone = list(those)
    here = sheets.filter(assessee__in={each.assessee.pk for each in everyone}).annotate(
        kept=Count("journal", filter=~Q(journal__refused=""))
    )
    held = {(each.assessee_id, each.instrument_id, each.member_id): each for each in here}
    now = timezone.now()
    return [Line(each, found := held.get(each.key), now, refused=getattr(found, "kept", 0)) for each in everyone]


@dataclass(frozen=True)
class Row:
    """An assessee with the lines of each instrument, in the order of the board's columns."""

    assessee: Assessee
    cells: list[list[Line]]


@dataclass(frozen=True)
class Board:
    """The sheets of an event."""

    tools: list[EventInstrument]
    rows: list[Row]

    @property
    def lines(self) -> list[Line]:
        """All of them."""
        return [line for row in self.rows for cell in row.cells for line in cell]

    @property
    def submitted(self) -> int:
        """How many are in."""
        return sum(line.sheet is not None and line.sheet.submitted_at is not None for line in self.lines)

    @property
    def late(self) -> list[Line]:
        """Those that should be in by now."""
        return [line for line in self.lines if line.late]

    @property
    def refused(self) -> list[Line]:
        """Those with steps that were not carried out."""
        return [line for line in self.lines if line.refused]


def board(actor: Any, event: Event) -> Board:
    """Which sheets of an event were handed in, never what stands in them; a constant number of queries.

    Raises:
        Refused: for others than chair, admin and staff.
    """
    require(rights.may_follow(actor, event), words.MAY_NOT_FOLLOW_SHEETS)
    everyone = assigned([event.pk])
    wanted = {each.key for each in expected(everyone)}
    lines = _lines(everyone, Sheet.objects.filter(assessee__event=event))
    shown = [line for line in lines if line.sheet is not None or line.assigned.key in wanted]
    tools = _in_order(shown)
    cells: dict[tuple[int, int], list[Line]] = defaultdict(list)
    people: dict[int, Assessee] = {}
    for line in shown:
        cells[line.assigned.assessee.pk, line.assigned.tool.pk].append(line)
        people.setdefault(line.assigned.assessee.pk, line.assigned.assessee)
    return Board(tools, [Row(who, [cells[pk, tool.pk] for tool in tools]) for pk, who in people.items()])


def _in_order(lines: Sequence[Line]) -> list[EventInstrument]:
    tools = {line.assigned.tool.pk: line.assigned.tool for line in lines}
    return sorted(tools.values(), key=lambda tool: (tool.number, tool.pk))

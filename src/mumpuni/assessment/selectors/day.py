"""Reading the day: who came, how far each assessee is, what is still open."""

from collections import defaultdict
from dataclasses import dataclass, field
from datetime import date

from django.db.models import QuerySet

from mumpuni.assessment.models import (
    Assessee,
    CheckIn,
    Event,
    EventInstrument,
    Incident,
    Presence,
    Taking,
    TeamMember,
)
from mumpuni.assessment.selectors import zones
from mumpuni.assessment.selectors.arrivals import Arrival, arrivals
from mumpuni.assessment.selectors.interests import called
from mumpuni.assessment.selectors.judging import Judged, judge

#: How each state of an instrument is shown.
TONES = {
    Taking.State.DONE: "good",
    Taking.State.BROKEN_OFF: "bad",
    Taking.State.EXCUSED: "warn",
    Taking.State.ABSENT: "bad",
    Taking.State.REPEAT: "wait",
    Taking.State.WAIVED: "quiet",
}


@dataclass(frozen=True)
class Cell:
    """One instrument of one assessee; without a taking nothing was recorded yet."""

    instrument: EventInstrument
    taking: Taking | None

    @property
    def tone(self) -> str:
        """The colour role of its state."""
        return TONES[Taking.State(self.taking.state)] if self.taking else "quiet"


@dataclass(frozen=True)
class Row:
    """One assessee on a day."""

    assessee: Assessee
    arrival: Arrival
    check_in: CheckIn | None
    briefed: bool
    cells: list[Cell] = field(default_factory=list)

    @property
    def open(self) -> int:
        """How many instruments are neither done nor waived."""
        return sum(cell.taking is None or not cell.taking.settles for cell in self.cells)


@dataclass(frozen=True)
class Guard:
    """A member of the team on a day."""

    member: TeamMember
    presence: Presence | None


@dataclass(frozen=True)
class Day:
    """A day of an event as its desk sees it."""

    day: date
    rows: list[Row]
    team: list[Guard]
    incidents: list[Incident]
    instruments: list[EventInstrument]

    @property
    def reported(self) -> int:
        """How many assessees reported."""
        return sum(row.check_in is not None for row in self.rows)

    @property
    def complete(self) -> int:
        """For how many nothing is open any more."""
        return sum(not row.open for row in self.rows)


def local_day(event: Event) -> date:
    """Today at the place, held within the days of the event."""
    return min(max(zones.today(event), event.first_day), event.last_day)


def instruments_of(event: Event) -> list[EventInstrument]:
    """The instruments in the order of the blueprint."""
    return list(event.instruments.select_related("instrument", "variant").order_by("number", "pk"))


def day_of(event: Event, day: date) -> Day:
    """Everything of one day; a constant number of queries."""
    tools = instruments_of(event)
    people = list(called(event).select_related("person", "group").order_by("number"))
    came = {each.assessee_id: each for each in CheckIn.objects.filter(assessee__event=event, day=day)}
    briefed = set(
        CheckIn.objects.filter(assessee__event=event, briefed_at__isnull=False).values_list("assessee", flat=True)
    )
    takings: dict[int, dict[int, Taking]] = defaultdict(dict)
    for each in Taking.objects.filter(assessee__event=event).select_related("variant"):
        takings[each.assessee_id][each.instrument_id] = each
    times = arrivals(event)
    rows = [
        Row(one, times[one.pk], came.get(one.pk), one.pk in briefed,
            [Cell(tool, takings[one.pk].get(tool.pk)) for tool in tools])
        for one in people
    ]  # fmt: skip
    there = {each.member_id: each for each in Presence.objects.filter(member__event=event, day=day)}
    members = event.team.filter(removed_at=None).select_related("practitioner__person")
    team = [Guard(each, there.get(each.pk)) for each in members]
    return Day(day, rows, team, list(incidents(event)), tools)


def incidents(event: Event) -> QuerySet[Incident]:
    """What went otherwise than planned, the latest first."""
    return event.incidents.select_related("assessee__person", "recorded_by")


def open_instruments(assessee: Assessee) -> list[EventInstrument]:
    """What an assessee's result still waits for: neither done nor waived (belum lengkap)."""
    settled = assessee.takings.filter(state__in=(Taking.State.DONE, Taking.State.WAIVED)).values("instrument")
    return list(assessee.event.instruments.exclude(pk__in=settled).select_related("instrument"))


def judge_briefing(assessee: Assessee) -> Judged | None:
    """Whether data may be collected from this assessee (Pasal 25 ayat (2) huruf a); nothing under Perka 11/2008."""
    if assessee.event.is_2008:
        return None
    attended = assessee.check_ins.filter(briefed_at__isnull=False).exists()
    facts = {"assessees": [{"name": assessee.person.full_name, "attended": attended}]}
    return judge("bkn-26-2019/briefing", facts)

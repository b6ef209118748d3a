"""Reading timetables: the sessions with everything that a page shows, and the plan that they are."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from functools import cached_property
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from mumpuni.assessment.models import Assessee, Event, Session, TeamMember, Timetable, Watch
from mumpuni.assessment.selectors import events
from mumpuni.assessment.selectors.keys import (
    BRIEFING,
    assessee_key,
    instrument_key,
    names,
    person_key,
    room_key,
    session_key,
    spoken,
)
from mumpuni.assessment.selectors.zones import clock, minute_of, zone
from mumpuni.assessment.timetabling import Instance, Plan, Violation, read, violations

#: What a planner may still open as a plan.
SHOWN = (Timetable.State.DRAFT, Timetable.State.ANNOUNCED, Timetable.State.SUPERSEDED)


def timetable(actor: Any, pk: int) -> Timetable:
    """One version.

    Raises:
        Http404: for one that does not exist or whose event is out of sight.
    """
    found = Timetable.objects.filter(pk=pk).select_related("made_by", "announced_by", "progress", "base").first()
    if found is None:
        raise Http404
    found.event = events.event(actor, found.event_id)
    return found


def session(actor: Any, pk: int) -> Session:
    """One session with its event.

    Raises:
        Http404: for one that does not exist or whose event is out of sight.
    """
    found = Session.objects.filter(pk=pk).select_related("timetable", "instrument__instrument", "room", "group").first()
    if found is None:
        raise Http404
    found.timetable.event = events.event(actor, found.timetable.event_id)
    return found


def versions(event: Event) -> QuerySet[Timetable]:
    """Every version of an event's timetable, the latest first, without the heavy columns."""
    found = event.timetables.select_related("made_by", "progress").defer("instance", "figures")
    return found.exclude(state=Timetable.State.DISCARDED)


def latest(event: Event) -> Timetable | None:
    """What the page of an event opens: the newest version that is not thrown away."""
    return event.timetables.exclude(state=Timetable.State.DISCARDED).select_related("made_by", "progress").first()


def announced(event: Event) -> Timetable | None:
    """The version that counts."""
    return event.timetables.filter(state=Timetable.State.ANNOUNCED).first()


def sessions(timetable: Timetable) -> list[Session]:
    """The sessions in the order of the day; seven queries however many there are."""
    watches = Watch.objects.select_related("member__practitioner__person", "assessee__person")
    people = Assessee.objects.select_related("person")
    team = TeamMember.objects.select_related("practitioner__person")
    found = timetable.sessions.select_related("instrument__instrument", "room", "prepare_room", "group", "writer")
    return list(
        found.prefetch_related(
            Prefetch("watches", queryset=watches),
            Prefetch("assessees", queryset=people),
            Prefetch("helpers", queryset=team),
        )
    )


@dataclass
class Board:
    """A version with its sessions as rows and as a plan; `sessions[n]` is `plan.sessions[order[n]]`."""

    timetable: Timetable
    sessions: list[Session] = field(default_factory=list)

    @cached_property
    def names(self) -> dict[str, str]:
        """The keys in words."""
        return names(self.timetable.event)

    @cached_property
    def exercises(self) -> list[Session]:
        """All but the meetings and catch-ups: what a plan calls sessions."""
        return [each for each in self.sessions if each.is_planned]

    @cached_property
    def plan(self) -> Plan:
        """The plan."""
        return Plan.from_dict(plan_dict(self.timetable, self.sessions))

    @cached_property
    def instance(self) -> Instance:
        """What it was made from; locks and the plan before are for the search, not for moving by hand."""
        return read(bare(self.timetable.instance))

    @cached_property
    def violations(self) -> list[Violation]:
        """What is wrong with it now."""
        return violations(self.instance, self.plan)

    @cached_property
    def wrong(self) -> dict[int, list[str]]:
        """The sentences by session."""
        found: dict[int, list[str]] = {}
        for each in self.violations:
            for number in each.sessions:
                if number < len(self.exercises):
                    found.setdefault(self.exercises[number].pk, []).append(self.say(each))
        return found

    def say(self, violation: Violation) -> str:
        """The sentence with names."""
        return spoken(violation.sentence, self.names)

    def number_of(self, pk: int) -> int:
        """The place of a session in the plan."""
        return next(number for number, each in enumerate(self.exercises) if each.pk == pk)


def board(timetable: Timetable) -> Board:
    """A version with its sessions."""
    return Board(timetable, sessions(timetable))


def bare(instance: dict[str, Any]) -> dict[str, Any]:
    """An instance without what steers the search alone."""
    return {name: told for name, told in instance.items() if name not in ("locks", "repair")}


def plan_dict(timetable: Timetable, rows: Iterable[Session]) -> dict[str, Any]:
    """The plan in the format of the solver."""
    event = timetable.event
    place_zone, days = zone(event.place), {each["date"]: number for number, each in enumerate(_days(timetable))}
    told: dict[str, Any] = {"instance": f"E{event.pk}", "sessions": [], "meetings": []}
    for each in (row for row in rows if not row.is_catch_up):
        local = each.starts_at.astimezone(place_zone)
        when = {"day": days.get(f"{local.date()}", -1), "start": clock(minute_of(each.starts_at, place_zone)),
                "room": room_key(each.room_id)}  # fmt: skip
        if each.kind == Session.Kind.MEETING:
            told["meetings"].append({**when, **_meeting(each)})
        else:
            told["sessions"].append({**when, **_exercise(each, place_zone)})
    return told


def _days(timetable: Timetable) -> list[dict[str, Any]]:
    days: list[dict[str, Any]] = timetable.instance.get("days", [])
    return days


def _meeting(row: Session) -> dict[str, Any]:
    members = [person_key(each.member.practitioner_id) for each in row.watches.all()]
    told = {"assessee": assessee_key(row.assessees.all()[0]), "members": members}
    return told | ({"writer": person_key(row.writer.practitioner_id)} if row.writer else {})


def _exercise(row: Session, place_zone: Any) -> dict[str, Any]:
    observers: dict[str, list[str]] = {}
    for each in row.watches.all():
        observers.setdefault(assessee_key(each.assessee_id), []).append(person_key(each.member.practitioner_id))
    told: dict[str, Any] = {
        "exercise": instrument_key(row.instrument_id) if row.instrument_id else BRIEFING,
        "assessees": [assessee_key(each) for each in row.assessees.all()],
        "observers": observers,
        "helpers": [person_key(each.practitioner_id) for each in row.helpers.all()],
    }
    if row.prepare_from and row.prepare_room_id:
        told["prepare"] = {
            "start": clock(minute_of(row.prepare_from, place_zone)),
            "room": room_key(row.prepare_room_id),
        }
    return told


def locks_of(timetable: Timetable) -> list[dict[str, Any]]:
    """What a re-solve must leave where it is."""
    rows = [each for each in sessions(timetable) if each.is_locked and each.is_planned]
    found = []
    for row, told in zip(rows, plan_dict(timetable, rows)["sessions"], strict=True):
        lock: dict[str, Any] = {"exercise": told["exercise"], "assessees": told["assessees"]}
        if row.locks_time:
            lock |= {"day": told["day"], "start": told["start"]}
        if row.locks_room:
            lock["room"] = told["room"]
        if row.locks_people:
            lock |= {"observers": told["observers"], "helpers": told["helpers"]}
        found.append(lock)
    return found


def key_of(row: Session) -> str:
    """What it is in every version."""
    return session_key(row, [each.pk for each in row.assessees.all()])

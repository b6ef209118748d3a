"""Turning a plan of the solver into sessions, with one statement for each table."""

from collections.abc import Mapping, Sequence
from dataclasses import replace
from datetime import datetime, timedelta
from typing import Any

from mumpuni.assessment.models import Session, TeamMember, TeamRole, Timetable, Watch
from mumpuni.assessment.selectors.keys import BRIEFING, number
from mumpuni.assessment.selectors.zones import moment_at
from mumpuni.assessment.timetabling import Instance, Plan, violations
from mumpuni.assessment.timetabling import Session as PlanSession
from mumpuni.assessment.timetabling.plan import MeetingAt


def keep_meetings(instance: Instance, plan: Plan, before: Sequence[Mapping[str, Any]]) -> Plan:
    """The plan with the meetings of the version before wherever they still may be held as they were.

    The search moves sessions least and then puts the meetings anywhere; whoever need not come at another time should
    not have to.
    """
    old = {each.assessee: each for each in Plan.from_dict({"sessions": [], "meetings": list(before)}).meetings}
    now = {each.assessee: each for each in plan.meetings}
    wanted = {who: _as_before(old[who], each) if who in old else each for who, each in now.items()}
    whole = replace(plan, meetings=tuple(wanted.values()))
    if not violations(instance, whole):
        return whole
    for who, each in wanted.items():
        tried = replace(plan, meetings=tuple((now | {who: each}).values()))
        if each != now[who] and not violations(instance, tried):
            plan, now[who] = tried, each
    return plan


def carry_catch_ups(base: Timetable, timetable: Timetable) -> None:
    """Copy the catch-up sessions of a version into another; the solver knows nothing of them.

    An assessee who already has one for that instrument there keeps it instead.
    """
    have = set(timetable.sessions.filter(is_catch_up=True).values_list("instrument", "assessees"))
    for row in base.sessions.filter(is_catch_up=True).prefetch_related("assessees", "helpers", "watches"):
        people = [each.pk for each in row.assessees.all()]
        if {(row.instrument_id, each) for each in people} & have:
            continue
        told = {field.attname: getattr(row, field.attname) for field in Session._meta.concrete_fields}
        copy = Session.objects.create(**told | {"id": None, "timetable_id": timetable.pk})
        copy.assessees.set(people)
        copy.helpers.set([each.pk for each in row.helpers.all()])
        Watch.objects.bulk_create(
            Watch(session=copy, assessee_id=each.assessee_id, member_id=each.member_id) for each in row.watches.all()
        )


def _as_before(old: MeetingAt, new: MeetingAt) -> MeetingAt:
    """At the old time and place, with the old people unless some of them observe no longer."""
    if set(old.members) == set(new.members):
        return old
    stays = old.writer in new.members
    return replace(old, members=new.members, writer=old.writer if stays else new.writer)


class Writer:
    """Writes one version's sessions."""

    def __init__(self, timetable: Timetable) -> None:
        self.timetable = timetable
        self.event = timetable.event
        self.days = [datetime.fromisoformat(each["date"]).date() for each in timetable.instance["days"]]
        self.tools = {each.pk: each for each in self.event.instruments.select_related("instrument")}
        self.group_of = dict(self.event.assessees.values_list("pk", "group"))
        self.members: dict[tuple[int, str], TeamMember] = {}
        self.watches: list[Watch] = []
        self.helping: list[Any] = []
        self.attending: list[Any] = []
        for each in self.event.team.order_by("removed_at", "pk"):
            self.members.setdefault((each.practitioner_id, each.role), each)
        self.roles = {each["id"]: each["role"] for each in timetable.instance["helpers"]}

    def write(self, plan: Plan) -> None:
        """All sessions, watches, helpers; in the caller's transaction."""
        told = [(self._exercise(each), each) for each in plan.sessions]
        met = [(self._meeting(each), each) for each in plan.meetings]
        Session.objects.bulk_create([row for row, _ in told] + [row for row, _ in met])
        for row, each in told:
            self._people(row, each.assessees, each.observers)
            for helper in each.helpers:
                self._help(row, helper)
        for row, meeting in met:
            self._people(row, (meeting.assessee,), {meeting.assessee: meeting.members})
        Watch.objects.bulk_create(self.watches)
        Session.assessees.through.objects.bulk_create(self.attending)
        Session.helpers.through.objects.bulk_create(self.helping)

    def _at(self, day: int, minute: int) -> datetime:
        return moment_at(self.event, self.days[day], minute)

    def _exercise(self, each: PlanSession) -> Session:
        tool = None if each.exercise == BRIEFING else self.tools[number(each.exercise)]
        minutes = self.timetable.instance["exercises"][each.exercise]["minutes"]
        starts = self._at(each.day, each.start)
        row = Session(
            timetable=self.timetable,
            kind=Session.Kind.EXERCISE if tool else Session.Kind.BRIEFING,
            instrument=tool,
            group_id=self.group_of.get(number(each.assessees[0])),
            room_id=number(each.room),
            starts_at=starts,
            ends_at=starts + timedelta(minutes=minutes),
        )
        if each.prepare:
            row.prepare_from = self._at(each.day, each.prepare.start)
            row.prepare_room_id = number(each.prepare.room)
        elif tool and tool.prepare_minutes:
            row.prepare_from = starts - timedelta(minutes=tool.prepare_minutes)
            row.prepare_room_id = number(each.room)
        return row

    def _meeting(self, each: Any) -> Session:
        starts = self._at(each.day, each.start)
        minutes = self.timetable.instance["meeting"]["minutes"]
        return Session(
            timetable=self.timetable,
            kind=Session.Kind.MEETING,
            group_id=self.group_of.get(number(each.assessee)),
            room_id=number(each.room),
            starts_at=starts,
            ends_at=starts + timedelta(minutes=minutes),
            writer=self.observer(each.writer) if each.writer else None,
        )

    def observer(self, key: str) -> TeamMember:
        """The assessor behind a key."""
        return self.members[number(key), TeamRole.ASSESSOR]

    def _help(self, row: Session, key: str) -> None:
        member = self.members[number(key), self.roles[key]]
        self.helping.append(Session.helpers.through(session_id=row.pk, teammember_id=member.pk))

    def _people(self, row: Session, assessees: Any, observers: Any) -> None:
        link = Session.assessees.through
        self.attending += [link(session_id=row.pk, assessee_id=number(each)) for each in assessees]
        self.watches += [
            Watch(session=row, assessee_id=number(whom), member=self.observer(who))
            for whom, those in observers.items()
            for who in those
        ]

"""Dealing out the reports of an event: the board, the load, who is proposed."""

from collections import Counter
from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet

from mumpuni.assessment import policies
from mumpuni.assessment.models import (
    Assessee,
    Event,
    Report,
    Result,
    TeamMember,
)
from mumpuni.assessment.policies import reports as rights
from mumpuni.assessment.selectors.reports import OPEN, TONES, WRITTEN
from mumpuni.assessment.selectors.zones import today

State = Report.State


@dataclass(frozen=True)
class Row:
    """A result and its report, or who is proposed for it."""

    result: Result
    report: Report | None
    late: bool = False
    reads: bool = False
    mine: str = ""
    proposed: tuple[TeamMember, TeamMember] | None = None

    @property
    def tone(self) -> str:
        """Of its state."""
        return TONES[State(self.report.state)] if self.report else "quiet"


@dataclass
class Load:
    """What one of the team has open."""

    member: TeamMember
    writes: int = 0
    reviews: int = 0
    due: date | None = None


def eligible(assessee: Assessee) -> QuerySet[TeamMember]:
    """Who may write or review the report on an assessee: chair and assessors without an interest in the person."""
    tied = assessee.interests.values("practitioner")
    found = assessee.event.team.filter(role__in=rights.WRITING, removed_at=None).exclude(practitioner__in=tied)
    return found.select_related("practitioner__person").order_by("pk")


def in_force(event: Event) -> QuerySet[Result]:
    """The results of an event of which none was decided anew."""
    found = Result.objects.filter(assessee__event=event, replaced_by=None)
    return (
        found.select_related(
            "assessee__person", "report__writer__practitioner__person", "report__reviewer__practitioner__person"
        )
        .prefetch_related("assessee__interests", "assessee__sheets__member")
        .order_by("assessee__number")
    )


def board(actor: Any, event: Event) -> list[Row]:
    """The results that still need a writer, and the reports; of others than the chair only what is theirs."""
    leads, day, person = rights.may_assign(actor, event), today(event), policies.own_person(actor)
    results = list(in_force(event))
    deal = propose(event, results) if leads else {}
    rows = []
    for result in results:
        report = report_of(result)
        mine = _mine(report, person)
        if not leads and not mine:
            continue
        tied = {each.practitioner_id for each in result.assessee.interests.all()}
        own = {each.practitioner_id for each in _team(event) if each.practitioner.person_id == person}
        late = report is not None and report.state in OPEN and report.due_on < day
        rows.append(Row(result, report, late, not tied & own, mine, deal.get(result.pk)))
    return rows


def _mine(report: Report | None, person: int | None) -> str:
    if report is None:
        return ""
    if report.writer.practitioner.person_id == person:
        return "writer"
    return "reviewer" if report.reviewer.practitioner.person_id == person else ""


def report_of(result: Result) -> Report | None:
    """The report on a result, if there is one."""
    return getattr(result, "report", None)


def loads(event: Event, results: Iterable[Result]) -> list[Load]:
    """What each of the team has open; who holds two roles stands there once."""
    found = {each.practitioner_id: Load(each) for each in reversed(_team(event))}
    for report in filter(None, map(report_of, results)):
        if report.state in WRITTEN and (writer := found.get(report.writer.practitioner_id)):
            writer.writes += 1
            writer.due = min(filter(None, (writer.due, report.due_on)))
        if report.state in OPEN and (reviewer := found.get(report.reviewer.practitioner_id)):
            reviewer.reviews += 1
    return sorted(found.values(), key=lambda each: str(each.member.practitioner))


def propose(event: Event, results: Iterable[Result]) -> dict[int, tuple[TeamMember, TeamMember]]:
    """Writer and reviewer for each result without a report: who has least, who observed the person first.

    A result stays out where fewer than two of the team have no interest in the assessee.
    """
    results = list(results)
    team = list({each.practitioner_id: each for each in reversed(_team(event))}.values())
    writing: Counter[int] = Counter()
    reviewing: Counter[int] = Counter()
    for report in filter(None, map(report_of, results)):
        writing[report.writer.practitioner_id] += 1
        reviewing[report.reviewer.practitioner_id] += 1
    found = {}
    for result in (each for each in results if report_of(each) is None):
        tied = {each.practitioner_id for each in result.assessee.interests.all()}
        seen = {each.member.practitioner_id for each in result.assessee.sheets.all()}
        free = [each for each in team if each.practitioner_id not in tied]
        if len(free) < 2:
            continue
        writer = min(free, key=lambda each: _order(each, writing, seen))
        others = [each for each in free if each is not writer]
        reviewer = min(others, key=lambda each: _order(each, reviewing, seen))
        writing[writer.practitioner_id] += 1
        reviewing[reviewer.practitioner_id] += 1
        found[result.pk] = (writer, reviewer)
    return found


def _order(member: TeamMember, load: Counter[int], seen: set[int]) -> tuple[int, bool, int]:
    return load[member.practitioner_id], member.practitioner_id not in seen, member.pk


def _team(event: Event) -> list[TeamMember]:
    if "writing_team" not in event.__dict__:
        found = event.team.filter(role__in=rights.WRITING, removed_at=None)
        event.__dict__["writing_team"] = list(found.select_related("practitioner__person").order_by("pk"))
    team: list[TeamMember] = event.__dict__["writing_team"]
    return team

"""Reading the reports of an event while they are written: the board, the load, one report in its parts."""

from collections import Counter, defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from decimal import Decimal
from functools import partial
from typing import Any

from django.db.models import Q, QuerySet
from django.http import Http404

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import (
    Assessee,
    BlueprintLine,
    Event,
    Part,
    Purpose,
    Report,
    Result,
    Sentence,
    TeamMember,
)
from mumpuni.assessment.policies import reports as rights
from mumpuni.assessment.selectors.report_papers import whole
from mumpuni.assessment.selectors.zones import today
from mumpuni.people.policies import Refused, Role, has_role
from mumpuni.standards.models import CompetencyLevel

State = Report.State
#: States in which the writer, and in which anybody, still has something to do.
WRITTEN = (State.DRAFT, State.RETURNED)
OPEN = (*WRITTEN, State.REVIEW)
ON_A_LINE = (Part.DESCRIPTION, Part.STRENGTHS, Part.AREAS)
#: How each state is shown.
TONES = {
    State.DRAFT: "note",
    State.REVIEW: "wait",
    State.RETURNED: "warn",
    State.ACCEPTED: "good",
    State.SIGNED: "good",
}


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


@dataclass(frozen=True)
class Piece:
    """A part of a report: what stands there and what may be inserted."""

    part: str
    line: BlueprintLine | None
    text: str
    comments: list[Any] = field(default_factory=list)
    choices: list[tuple[str, str]] = field(default_factory=list)

    @property
    def key(self) -> str:
        """Its name in a form, and the anchor on the page."""
        return key_of(self.part, self.line.pk if self.line else None)

    @property
    def label(self) -> str:
        """Of the part."""
        return str(Part(self.part).label)


@dataclass(frozen=True)
class Section:
    """A competency with its levels, or what is told of the whole."""

    line: BlueprintLine | None
    pieces: list[Piece]
    standard: int | None = None
    level: Decimal | None = None


def key_of(part: str, line: int | None) -> str:
    """A part of a report by one word."""
    return f"{part}-{line}" if line else str(part)


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


def report_for(actor: Any, pk: int) -> Report:
    """A report with everything its page shows, for whoever may read it while it is written.

    Raises:
        Http404: where there is none, or for people to whom the reports of the event are closed.
        Refused: for others of the team.
    """
    found = whole(Report.objects.filter(pk=pk)).prefetch_related("comments__by", "texts__sentence")
    report = found.select_related("result__replaced_by__report", "result__replaces__report").first()
    if report is None:
        raise Http404
    if rights.may_read(actor, report):
        return report
    if rights.may_see_reports(actor, report.result.assessee.event):
        raise Refused(words.MAY_NOT_READ_DRAFT)
    raise Http404


def parts_of(report: Report) -> list[tuple[str, int | None]]:
    """What is written in this report; advice on placement only where the purpose is mapping."""
    found: list[tuple[str, int | None]] = [
        (part, line.pk) for line in report.result.blueprint.lines.all() for part in ON_A_LINE
    ]
    whole_parts = [Part.SUMMARY, Part.RECOMMENDATION, Part.DEVELOPMENT]
    if report.result.purpose == Purpose.MAPPING:
        whole_parts.append(Part.PLACEMENT)
    return found + [(part, None) for part in whole_parts]


def sections(report: Report, *, library: bool = False) -> list[Section]:
    """The report in the order in which it is read."""
    texts = {(each.part, each.line_id): each.text for each in report.texts.all()}
    comments = defaultdict(list)
    for comment in report.comments.all():
        comments[comment.part, comment.line_id].append(comment)
    offered = choices(report) if library else {}
    lines = {each.pk: each for each in report.result.blueprint.lines.all()}
    pieces: dict[int | None, list[Piece]] = defaultdict(list)
    for part, line in parts_of(report):
        here = (part, line)
        pieces[line].append(
            Piece(part, lines.get(line or 0), texts.get(here, ""), comments[here], offered.get(here, []))
        )
    result = report.result
    found = []
    for line, several in pieces.items():
        if line is None:
            found.append(Section(None, several))
            continue
        name = lines[line].competency.name
        achieved = result.achieved.get(name)
        found.append(Section(lines[line], several, int(result.required[name]),
                             Decimal(achieved) if achieved is not None else None))  # fmt: skip
    return found


def choices(report: Report) -> dict[tuple[str, int | None], list[tuple[str, str]]]:
    """The library for each part: kept sentences, and for descriptions what the dictionary says of the levels.

    Sentences of the agreed level come first, so that what is offered unasked is what fits.
    """
    lines = {each.competency_id: each for each in report.result.blueprint.lines.all()}
    kept = Sentence.objects.filter(Q(competency=None) | Q(competency__in=lines), is_active=True)
    found: dict[tuple[str, int | None], list[tuple[str, str, int | None]]] = defaultdict(list)
    known = set()
    for each in kept:
        known.add((each.competency_id, each.level, each.text))
        start = f"{each.level}: " if each.level is not None else ""
        label = start + _short(each.text)
        if each.competency_id is not None:
            found[each.part, lines[each.competency_id].pk].append((f"k{each.pk}", label, each.level))
        elif each.part in ON_A_LINE:
            for line in lines.values():
                found[each.part, line.pk].append((f"k{each.pk}", label, each.level))
        else:
            found[each.part, None].append((f"k{each.pk}", label, each.level))
    levels = CompetencyLevel.objects.filter(competency__in=lines).exclude(description="").order_by("level")
    for level in levels:
        if (level.competency_id, level.level, level.description) not in known:
            line = lines[level.competency_id]
            label = f"{level.level}: {_short(level.description)}"
            found[Part.DESCRIPTION, line.pk].append((f"t{level.pk}", label, level.level))
    agreed = {each.pk: report.result.achieved.get(each.competency.name) for each in lines.values()}
    return {
        place: [
            (code, label) for code, label, _level in sorted(several, key=partial(_apart, agreed.get(place[1] or 0)))
        ]
        for place, several in found.items()
    }


def _apart(agreed: str | None, choice: tuple[str, str, int | None]) -> Decimal:
    """How far a sentence is from the agreed level; one without level fits any."""
    return abs(Decimal(agreed) - choice[2]) if agreed is not None and choice[2] is not None else Decimal(0)


def _short(text: str) -> str:
    return text if len(text) <= 90 else f"{text[:89]}…"


def own_open(actor: Any) -> list[Report]:
    """What waits for the actor to be written or reviewed, in running events, the nearest first."""
    person = policies.own_person(actor)
    if person is None or not has_role(actor, Role.ASSESSOR):
        return []
    mine = TeamMember.objects.filter(practitioner__person=person, removed_at=None)
    waits = Q(writer__in=mine, state__in=WRITTEN) | Q(reviewer__in=mine, state=State.REVIEW)
    found = Report.objects.filter(waits, result__replaced_by=None, result__assessee__event__state=Event.State.RUNNING)
    return list(found.select_related("result__assessee__event__place").order_by("due_on", "pk"))

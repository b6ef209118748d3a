"""Reading reports while they are written: one report in its parts, what waits for somebody."""

from collections import defaultdict
from dataclasses import dataclass, field
from decimal import Decimal
from hashlib import sha256
from typing import Any

from django.db.models import Q
from django.http import Http404

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import (
    BlueprintLine,
    Event,
    Part,
    Purpose,
    Report,
    TeamMember,
)
from mumpuni.assessment.policies import reports as rights
from mumpuni.assessment.selectors.report_library import ON_A_LINE, choices
from mumpuni.assessment.selectors.report_papers import whole
from mumpuni.people.policies import Refused, Role, has_role

State = Report.State
#: States in which the writer, and in which anybody, still has something to do.
WRITTEN = (State.DRAFT, State.RETURNED)
OPEN = (*WRITTEN, State.REVIEW)
#: How each state is shown.
TONES = {
    State.DRAFT: "note",
    State.REVIEW: "wait",
    State.RETURNED: "warn",
    State.ACCEPTED: "good",
    State.SIGNED: "good",
}


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
    def mark(self) -> str:
        """Of the text as it stands, to notice a second window."""
        return mark_of(self.text)

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


def mark_of(text: str) -> str:
    """A short mark by which a page tells from which text it began."""
    return sha256(text.encode()).hexdigest()[:16]


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


def own_open(actor: Any) -> list[Report]:
    """What waits for the actor to be written or reviewed, in running events, the nearest first."""
    person = policies.own_person(actor)
    if person is None or not has_role(actor, Role.ASSESSOR):
        return []
    mine = TeamMember.objects.filter(practitioner__person=person, removed_at=None)
    waits = Q(writer__in=mine, state__in=WRITTEN) | Q(reviewer__in=mine, state=State.REVIEW)
    found = Report.objects.filter(waits, result__replaced_by=None, result__assessee__event__state=Event.State.RUNNING)
    return list(found.select_related("result__assessee__event__place").order_by("due_on", "pk"))

"""The table of a meeting: every rating side by side, and what was agreed (tabel hasil olah data, Pasal 25 ayat (2))."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from decimal import Decimal
from uuid import UUID

from mumpuni.assessment.models import (
    Agreement,
    BlueprintLine,
    EventInstrument,
    Meeting,
    Note,
    NoteTag,
    Rating,
    Sheet,
    Stance,
    TeamMember,
)
from mumpuni.assessment.selectors.judging import Judged, judge
from mumpuni.regulations import Finding


@dataclass(frozen=True)
class Column:
    """One assessor in one instrument."""

    tool: EventInstrument
    member: TeamMember
    sheet: Sheet


@dataclass(frozen=True)
class Cell:
    """What that assessor gave for one competency there; without a rating a visible blank."""

    column: Column
    rating: Rating | None
    notes: Sequence[Note]


@dataclass(frozen=True)
class Row:
    """One competency: the ratings, how far they are apart, what was agreed, and who thinks of it how."""

    line: BlueprintLine
    cells: Sequence[Cell]
    apart: Finding | None
    agreement: Agreement | None
    stances: Sequence[Stance]
    silent: Sequence[TeamMember]

    @property
    def levels(self) -> list[Decimal]:
        """The levels given, from low to high."""
        return sorted(cell.rating.level for cell in self.cells if cell.rating)

    @property
    def dissents(self) -> list[Stance]:
        """Who does not agree, and why."""
        return [each for each in self.stances if not each.agrees]


@dataclass(frozen=True)
class Grid:
    """Competency by instrument and assessor, in the round that is asked for."""

    columns: Sequence[Column]
    rows: Sequence[Row]
    round: int
    spread: Judged | None

    def row(self, line: int) -> Row | None:
        """The row of one competency."""
        return next((each for each in self.rows if each.line.pk == line), None)

    @property
    def undecided(self) -> list[Row]:
        """What is not agreed yet."""
        return [each for each in self.rows if each.agreement is None]


def grid(meeting: Meeting, round_: int | None = None) -> Grid:
    """The table of a meeting; a constant number of queries."""
    number = round_ or meeting.round
    sheets = (
        Sheet.objects.filter(assessee=meeting.assessee_id)
        .exclude(submitted_at=None)
        .select_related("instrument__instrument", "member__practitioner__person")
        .prefetch_related("ratings")
        .order_by("instrument__number", "member__practitioner__person__name", "pk")
    )
    columns = [Column(each.instrument, each.member, each) for each in sheets]
    given = {(each.sheet.pk, rating.line_id): rating for each in columns for rating in each.sheet.ratings.all()}
    noted: dict[tuple[UUID, int], list[Note]] = defaultdict(list)
    tags = NoteTag.objects.filter(note__sheet__in=[each.sheet.pk for each in columns], note__removed_at=None)
    for tag in tags.select_related("note").order_by("note"):
        noted[tag.note.sheet_id, tag.line_id].append(tag.note)
    agreed = {
        each.line_id: each
        for each in meeting.agreements.filter(round=number).prefetch_related(
            "evidence", "stances__member__practitioner__person"
        )
    }
    present = list(meeting.present.select_related("practitioner__person"))
    lines = list(meeting.assessee.lines)
    judged = judge_spread(lines, columns, given, agreed) if not meeting.assessee.event.is_2008 else None
    apart = {
        str(each.details["competency"]): each
        for each in (judged.decision.findings if judged else ())
        if each.severity == "warning"
    }
    rows = []
    for line in lines:
        found = agreed.get(line.pk)
        said = list(found.stances.all()) if found else []
        spoke = {each.member_id for each in said}
        rows.append(
            Row(
                line=line,
                cells=[
                    Cell(each, given.get((each.sheet.pk, line.pk)), noted[each.sheet.pk, line.pk]) for each in columns
                ],
                apart=apart.get(line.competency.name),
                agreement=found,
                stances=said,
                silent=[each for each in present if each.pk not in spoke],
            )
        )
    return Grid(columns, rows, number, judged)


def judge_spread(
    lines: Sequence[BlueprintLine],
    columns: Sequence[Column],
    given: dict[tuple[UUID, int], Rating],
    agreed: dict[int, Agreement],
) -> Judged:
    """Whether own ratings stand behind each agreed level, and where they are far apart (Pasal 7 ayat (5))."""
    ratings = {
        line.competency.name: {
            f"{each.member.practitioner.person.full_name} ({each.tool})": str(given[each.sheet.pk, line.pk].level)
            for each in columns
            if (each.sheet.pk, line.pk) in given
        }
        for line in lines
    }
    integrated = {line.competency.name: str(agreed[line.pk].level) for line in lines if line.pk in agreed}
    return judge("bkn-26-2019/rater-spread", {"ratings": ratings, "integrated": integrated})

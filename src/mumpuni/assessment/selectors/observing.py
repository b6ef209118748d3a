"""Observation sheets read: which are awaited, whether the analysis of everyone is done (Pasal 25 ayat (2) huruf c)."""

from collections import defaultdict
from collections.abc import Iterable
from typing import Any

from django.db.models import Exists, OuterRef, Q, QuerySet
from django.http import Http404

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import (
    Assessee,
    BlueprintLine,
    Event,
    EventInstrument,
    Interest,
    JournalEntry,
    Note,
    Rating,
    Sheet,
    TeamMember,
    TeamRole,
)
from mumpuni.assessment.policies import observing as rights
from mumpuni.assessment.policies.day import may_see_day
from mumpuni.assessment.selectors.assigning import Assigned, assigned
from mumpuni.assessment.selectors.judging import Judged, judge
from mumpuni.people.policies import Refused


def may_write(actor: Any, assessee: Assessee, tool: EventInstrument) -> Assigned | None:
    """How the actor is assigned to this assessee's instrument, or nothing."""
    mine = policies.own_person(actor)
    if mine is None or not policies.roles_in(actor, assessee.event) & rights.RATING:
        return None
    found = assigned([assessee.event_id], person=mine, assessee=assessee.pk)
    return next((each for each in found if each.tool.pk == tool.pk), None)


def expected_sheets(assessee: Assessee) -> list[tuple[EventInstrument, TeamMember]]:
    """The sheets that must be handed in before the ratings of this assessee are processed, as (instrument, member).

    As `expected` says it, for one assessee.
    """
    here = assigned([assessee.event_id], assessee=assessee.pk)
    return [(each.tool, each.member) for each in expected(here)]


def expected(those: Iterable[Assigned]) -> list[Assigned]:
    """Of those assigned the ones whose sheet is waited for.

    With an announced timetable everyone who watches. Where a group's observers may write, those who began, and as
    many more as the plan has observers for the instrument, one at least. A resource person only after having begun.
    """
    everyone = list(those)
    begun = set(
        written(Sheet.objects.filter(assessee__in={each.assessee.pk for each in everyone}))
        .filter(Q(has_words=True) | ~Q(submitted_at=None))
        .values_list("assessee", "instrument", "member")
    )
    by_tool: dict[tuple[int, int], list[Assigned]] = defaultdict(list)
    for each in everyone:
        by_tool[each.assessee.pk, each.tool.pk].append(each)
    found: list[Assigned] = []
    for those_of_tool in by_tool.values():
        assessors = [each for each in those_of_tool if each.member.role == TeamRole.ASSESSOR]
        sure = [each for each in assessors if each.session is not None or each.key in begun]
        others = [each for each in assessors if each not in sure]
        missing = max(1, those_of_tool[0].tool.observers) - len(sure)
        experts = [each for each in those_of_tool if each.member.role == TeamRole.RESOURCE and each.key in begun]
        found += [*sure, *others[: max(0, missing)], *experts]
    return found


def written(sheets: QuerySet[Sheet]) -> QuerySet[Sheet]:
    """The same sheets, each knowing whether anything stands in it (`has_words`)."""
    notes, ratings = Note.objects.filter(sheet=OuterRef("pk")), Rating.objects.filter(sheet=OuterRef("pk"))
    return sheets.annotate(has_words=Exists(notes) | Exists(ratings))


def judge_analysis(assessee: Assessee) -> Judged | None:
    """Whether the ratings may be processed: every Assessor's analysis is done (Pasal 25 ayat (2) huruf c).

    An Assessor has finished with all expected sheets handed in. Nothing under Perka 11/2008.
    """
    if assessee.event.is_2008:
        return None
    done = set(Sheet.objects.filter(assessee=assessee).exclude(submitted_at=None).values_list("instrument", "member"))
    finished: dict[str, bool] = {}
    for tool, member in expected_sheets(assessee):
        name = member.practitioner.person.full_name
        finished[name] = finished.get(name, True) and (tool.pk, member.pk) in done
    facts = {"assessors": [{"name": name, "analysed": analysed} for name, analysed in finished.items()]}
    return judge("bkn-26-2019/analysis", facts)


def judge_evidence(sheet: Sheet) -> Judged:
    """Whether each level of a sheet rests on a note: Pasal 7 ayat (3), or "objektif" of Perka 11/2008."""
    ratings = list(sheet.ratings.select_related("line__competency"))
    notes: dict[int, list[str]] = defaultdict(list)
    for line, text in sheet.notes.filter(removed_at=None, tags__isnull=False).values_list("tags__line", "text"):
        notes[line].append(text)
    if not sheet.assessee.event.is_2008:
        return judge(
            "bkn-26-2019/evidence",
            {
                "levels": {each.line.competency.name: str(each.level) for each in ratings},
                "notes": {each.line.competency.name: len(notes[each.line_id]) for each in ratings},
            },
        )
    aspects = [
        {"part": "competency", "name": each.line.competency.name, "standard": str(each.line.required_level),
         "description": each.reason or None, "evidence": "; ".join(notes[each.line_id]) or None}
        for each in ratings
    ]  # fmt: skip
    return judge("bkn-11-2008/result", {"aspects": aspects})


def lines_of(sheet: Sheet) -> QuerySet[BlueprintLine]:
    """What is rated on a sheet: the competencies that its instrument measures for the assessee's target."""
    target = sheet.assessee.candidate.target_id
    return sheet.instrument.lines.filter(blueprint__target=target).select_related("competency")


def sheet_for(actor: Any, key: Any) -> Sheet:
    """A sheet for its owner.

    Raises:
        Refused: for others of the team and the provider's staff.
        Http404: for everybody else.
    """
    sheet = found_sheet(key)
    if rights.owns(actor, sheet):
        return sheet
    if may_see_day(actor, sheet.assessee.event):
        raise Refused(words.MAY_NOT_READ_SHEET)
    raise Http404


def found_sheet(key: Any) -> Sheet:
    """A sheet with all that the questions about it need.

    Raises:
        Http404: when there is none.
    """
    rows = Sheet.objects.select_related(
        "assessee__person", "assessee__candidate", "assessee__event__request", "assessee__event__place",
        "instrument__instrument", "member__practitioner__person",
    )  # fmt: skip
    found = rows.filter(pk=key).first()
    if found is None:
        raise Http404
    return found


def is_shut(sheet: Sheet) -> str:
    """Why nothing more is written on a sheet: a word of `REFUSALS`, or nothing."""
    if sheet.submitted_at is not None:
        return "late"
    if sheet.assessee.event.state != Event.State.RUNNING:
        return "closed"
    tied = Interest.objects.filter(assessee=sheet.assessee_id, practitioner=sheet.member.practitioner_id).exists()
    return "interest" if tied else ""


def refused_steps(sheet: Sheet) -> QuerySet[JournalEntry]:
    """The steps that were kept but not carried out, in the order of their making."""
    return sheet.journal.exclude(refused="").order_by("made_at", "sequence")

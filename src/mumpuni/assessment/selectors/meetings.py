"""How far the meetings of an event are, and what stands before a meeting about one assessee (rapat integrasi)."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Q, QuerySet
from django.http import Http404

from mumpuni.assessment import words
from mumpuni.assessment.models import (
    Assessee,
    Event,
    EventInstrument,
    Meeting,
    Sheet,
    Taking,
    TeamMember,
)
from mumpuni.assessment.policies import meetings as rights
from mumpuni.assessment.selectors.assigning import Assigned, assigned
from mumpuni.assessment.selectors.interests import called
from mumpuni.assessment.selectors.observing import expected
from mumpuni.people.policies import Refused


@dataclass(frozen=True)
class Row:
    """One assessee on the list of meetings; `waits` are the sheets not handed in, `open` the instruments not done."""

    assessee: Assessee
    meeting: Meeting | None
    open: Sequence[EventInstrument]
    waits: Sequence[Assigned]

    @property
    def ready(self) -> bool:
        """Whether a meeting may be opened."""
        return self.meeting is None and not self.open and not self.waits


def rows(event: Event) -> list[Row]:
    """Every assessee of an event; a constant number of queries."""
    tools = list(event.instruments.select_related("instrument"))
    settled = {
        (each.assessee_id, each.instrument_id) for each in Taking.objects.filter(assessee__event=event) if each.settles
    }
    waits: dict[int, list[Assigned]] = defaultdict(list)
    done = _handed_in(event)
    for each in expected(assigned([event.pk])):
        if each.key not in done:
            waits[each.assessee.pk].append(each)
    held = {each.assessee_id: each for each in Meeting.objects.filter(assessee__event=event)}
    return [
        Row(
            assessee=each,
            meeting=held.get(each.pk),
            open=[tool for tool in tools if (each.pk, tool.pk) not in settled],
            waits=waits[each.pk],
        )
        for each in called(event).select_related("person", "group").order_by("number")
    ]


def waiting_for(assessee: Assessee) -> list[Assigned]:
    """The expected sheets on one assessee that were not handed in."""
    done = _handed_in(assessee.event)
    return [each for each in expected(assigned([assessee.event_id], assessee=assessee.pk)) if each.key not in done]


def _handed_in(event: Event) -> set[tuple[int, int, int]]:
    sheets = Sheet.objects.filter(assessee__event=event).exclude(submitted_at=None)
    return set(sheets.values_list("assessee", "instrument", "member"))


def raters(assessee: Assessee) -> QuerySet[TeamMember]:
    """Who handed in a sheet on this assessee and is still of the team."""
    handed_in = Sheet.objects.filter(assessee=assessee).exclude(submitted_at=None).values("member")
    return TeamMember.objects.filter(pk__in=handed_in, removed_at=None).select_related("practitioner__person")


def may_sit(assessee: Assessee) -> QuerySet[TeamMember]:
    """Who of the team may sit in the meeting: nobody with an interest in the assessee."""
    sitting = assessee.event.team.filter(role__in=rights.SITTING, removed_at=None)
    tied = assessee.interests.values("practitioner")
    return sitting.exclude(practitioner__in=tied).select_related("practitioner__person")


def meeting_for(actor: Any, pk: int) -> Meeting:
    """A meeting for somebody who may see its ratings.

    Raises:
        Http404: where there is none, or for people to whom the event is closed.
        Refused: for others of the team.
    """
    found = found_meeting(pk)
    if rights.may_see_ratings(actor, found.assessee):
        return found
    if rights.may_follow(actor, found.assessee.event):
        raise Refused(words.MAY_NOT_SEE_RATINGS)
    raise Http404


def found_meeting(pk: int) -> Meeting:
    """A meeting with all that its pages need."""
    rows = Meeting.objects.select_related(
        "assessee__person", "assessee__candidate__target", "assessee__event__request__agency",
        "assessee__event__provider", "assessee__event__place", "chair__practitioner__person",
    )  # fmt: skip
    found = rows.filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def open_of(member: TeamMember) -> Meeting | None:
    """The open meeting that this chair leads now."""
    return Meeting.objects.filter(chair=member, state=Meeting.State.OPEN).select_related("assessee__person").first()


def locked_count(event: Event) -> dict[str, int]:
    """How many meetings are locked and open."""
    return Meeting.objects.filter(assessee__event=event).aggregate(
        locked=Count("pk", filter=Q(state=Meeting.State.LOCKED)), open=Count("pk", filter=Q(state=Meeting.State.OPEN))
    )

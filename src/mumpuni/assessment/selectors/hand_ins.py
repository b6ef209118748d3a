"""Files that came out of instruments, narrowed to who may read them (hasil kerja, hasil tes)."""

from collections import defaultdict
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count, QuerySet
from django.http import Http404

from mumpuni.assessment import policies
from mumpuni.assessment.models import Assessee, Event, EventInstrument, HandIn, Instrument
from mumpuni.assessment.policies import outputs as rights
from mumpuni.assessment.selectors.day import instruments_of
from mumpuni.assessment.selectors.interests import called

_WITH = ("assessee__person", "assessee__event__request", "instrument__instrument", "added_by")


@dataclass(frozen=True)
class Slot:
    """One instrument of one assessee with its files; `count` where only their number may be known."""

    instrument: EventInstrument
    files: list[HandIn] = field(default_factory=list)
    count: int = 0


@dataclass(frozen=True)
class Row:
    """One assessee."""

    assessee: Assessee
    slots: list[Slot]


def own_rows(actor: Any) -> list[Row]:
    """The actor's assessments that are carried out, with the instruments for which work is handed in."""
    mine = Assessee.objects.filter(
        person=policies.own_person(actor), state=Assessee.State.CALLED, event__state=Event.State.RUNNING
    )
    people = list(mine.select_related("event__place", "event__request").order_by("event__first_day"))
    tools: dict[int, list[EventInstrument]] = defaultdict(list)
    found = EventInstrument.objects.filter(event__in=[each.event_id for each in people])
    for tool in found.exclude(instrument__kind__in=rights.NO_WORK).select_related("instrument").order_by("number"):
        tools[tool.event_id].append(tool)
    files = _by_slot(HandIn.objects.filter(assessee__in=people, kind=HandIn.Kind.WORK))
    return [
        Row(one, [Slot(tool, files[one.pk, tool.pk]) for tool in tools[one.event_id]]) for one in people
    ]  # fmt: skip


def work_rows(actor: Any, event: Event) -> list[Row]:
    """The work handed in that this member of the team reads, by assessee; a constant number of queries."""
    roles = policies.roles_in(actor, event)
    people = called(event).select_related("person", "group").order_by("number")
    tools = [each for each in instruments_of(event) if rights.takes_work(each)]
    if not roles & policies.PLANNERS:
        if "assessor" in roles:
            people = people.filter(group__in=rights.observed(actor, event))
        else:
            tools = [each for each in tools if each.instrument.helper == Instrument.Helper.RESOURCE_PERSON]
    files = _by_slot(HandIn.objects.filter(rights.work_in_sight(actor, event)))
    return [Row(one, [Slot(tool, files[one.pk, tool.pk]) for tool in tools]) for one in people]


def test_rows(actor: Any, event: Event) -> list[Row]:
    """The results of tests by assessee; who may only know that they exist gets their number."""
    tools = [each for each in instruments_of(event) if each.instrument.kind == Instrument.Kind.TEST]
    people = list(called(event).select_related("person", "group").order_by("number"))
    held = HandIn.objects.filter(assessee__event=event, kind=HandIn.Kind.TEST)
    counts = {
        (each["assessee"], each["instrument"]): each["count"]
        for each in held.order_by().values("assessee", "instrument").annotate(count=Count("pk"))
    }
    files = _by_slot(held if rights.may_read_tests(actor, event) else held.none())
    return [
        Row(one, [Slot(tool, files[one.pk, tool.pk], counts.get((one.pk, tool.pk), 0)) for tool in tools])
        for one in people
    ]


def of_event(actor: Any, event: Event, pk: int) -> HandIn:
    """One file for somebody of the team.

    Raises:
        Http404: for one that does not exist or is not for this reader.
    """
    seen = rights.work_in_sight(actor, event)
    found = HandIn.objects.filter(pk=pk, assessee__event=event).select_related(*_WITH)
    if rights.may_read_tests(actor, event):
        tests = found.filter(kind=HandIn.Kind.TEST).first()
        if tests is not None:
            return tests
    made = found.filter(seen).first()
    if made is None:
        raise Http404
    return made


def own(actor: Any, pk: int) -> HandIn:
    """A piece of one's own work.

    Raises:
        Http404: for one that does not exist or is another's.
    """
    mine = HandIn.objects.filter(kind=HandIn.Kind.WORK, assessee__person=policies.own_person(actor))
    found = mine.filter(pk=pk).select_related(*_WITH).first()
    if found is None:
        raise Http404
    return found


def _by_slot(found: QuerySet[HandIn]) -> dict[tuple[int, int], list[HandIn]]:
    by: dict[tuple[int, int], list[HandIn]] = defaultdict(list)
    for each in found.select_related("added_by").order_by("pk"):
        by[each.assessee_id, each.instrument_id].append(each)
    return by

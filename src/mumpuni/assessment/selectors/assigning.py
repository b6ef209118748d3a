"""Who may write an observation sheet on whom: the timetable, or the group's panel, says so (penugasan pengamat)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass

from django.db.models import Prefetch, QuerySet

from mumpuni.assessment.models import (
    Assessee,
    BlueprintLine,
    EventInstrument,
    Instrument,
    Interest,
    Session,
    Taking,
    TeamMember,
    TeamRole,
    Timetable,
    Watch,
)
from mumpuni.assessment.policies import observing as rights

#: What is rated by eyes and ears or from the work handed in; tests and questionnaires are scored elsewhere.
RATED_KINDS = (Instrument.Kind.SIMULATION, Instrument.Kind.INTERVIEW)
#: The one simulation in which a resource person takes part (Pasal 10 ayat (2)).
PRESENTATION = "presentation"


@dataclass(frozen=True)
class Assigned:
    """A member who may write a sheet on an assessee's instrument; `session` is where that is seen, if planned."""

    assessee: Assessee
    tool: EventInstrument
    member: TeamMember
    session: Session | None = None

    @property
    def key(self) -> tuple[int, int, int]:
        """What a sheet is unique by."""
        return self.assessee.pk, self.tool.pk, self.member.pk


def assigned(events: Collection[int], *, person: int | None = None, assessee: int | None = None) -> list[Assigned]:
    """Everyone who may write a sheet in these events, perhaps of one person or on one assessee; constant queries.

    Assessors: who watches in the announced timetable; without one, and for written work that nobody watches, the
    observers of the group. Resource persons: at presentations alone, where the timetable has them as helpers. Nobody
    with an interest in the assessee, none for an instrument that the chair waived.
    """
    members = {each.pk: each for each in _members(events, person)}
    everyone = Assessee.objects.filter(event__in=events, state=Assessee.State.CALLED)
    if assessee is not None:
        everyone = everyone.filter(pk=assessee)
    panel = Prefetch("group__observers", queryset=TeamMember.objects.filter(pk__in=members).only("pk"))
    people = {
        each.pk: each
        for each in everyone.select_related("person", "candidate", "event__place", "group").prefetch_related(panel)
    }
    tools = _tools(events)
    announced = set(
        Timetable.objects.filter(event__in=events, state=Timetable.State.ANNOUNCED).values_list("event", flat=True)
    )
    found = [
        *_watching(members, people, tools),
        *_resource_persons(members, people, tools, announced),
        *_by_group(members, people, tools, announced),
    ]
    shut = set(Interest.objects.filter(event__in=events, assessee__in=people).values_list("practitioner", "assessee"))
    waived = set(
        Taking.objects.filter(assessee__in=people, state=Taking.State.WAIVED).values_list("assessee", "instrument")
    )
    unique: dict[tuple[int, int, int], Assigned] = {}
    for each in found:
        tied = (each.member.practitioner_id, each.assessee.pk) in shut
        if not tied and (each.assessee.pk, each.tool.pk) not in waived:
            unique.setdefault(each.key, each)
    return sorted(
        unique.values(), key=lambda each: (each.assessee.number, each.tool.number, each.tool.pk, each.member.pk)
    )


def _members(events: Collection[int], person: int | None) -> QuerySet[TeamMember]:
    found = TeamMember.objects.filter(event__in=events, removed_at=None, role__in=rights.RATING)
    if person is not None:
        found = found.filter(practitioner__person=person)
    return found.select_related("practitioner__person")


def _tools(events: Collection[int]) -> dict[int, EventInstrument]:
    rated = EventInstrument.objects.filter(event__in=events, instrument__kind__in=RATED_KINDS)
    measured = BlueprintLine.objects.select_related("blueprint")
    return {
        each.pk: each
        for each in rated.select_related("instrument__developed_from").prefetch_related(
            Prefetch("lines", queryset=measured)
        )
    }


def _measures(tool: EventInstrument, assessee: Assessee) -> bool:
    return any(line.blueprint.target_id == assessee.candidate.target_id for line in tool.lines.all())


def is_presentation(tool: EventInstrument) -> bool:
    """Whether a resource person may rate here: the presentation, and what was developed from it."""
    origin = tool.instrument.developed_from
    return PRESENTATION in (tool.instrument.code, origin.code if origin else "")


def _watching(
    members: dict[int, TeamMember], people: dict[int, Assessee], tools: dict[int, EventInstrument]
) -> Iterable[Assigned]:
    watches = Watch.objects.filter(
        member__in=members, assessee__in=people, session__kind=Session.Kind.EXERCISE, session__instrument__in=tools,
        session__timetable__state=Timetable.State.ANNOUNCED,
    ).select_related("session")  # fmt: skip
    for each in watches:
        tool = each.session.instrument_id
        if tool is not None and members[each.member_id].role == TeamRole.ASSESSOR:
            yield Assigned(people[each.assessee_id], tools[tool], members[each.member_id], each.session)


def _resource_persons(
    members: dict[int, TeamMember],
    people: dict[int, Assessee],
    tools: dict[int, EventInstrument],
    announced: Collection[int],
) -> Iterable[Assigned]:
    experts = {pk: each for pk, each in members.items() if each.role == TeamRole.RESOURCE}
    shown = {pk: each for pk, each in tools.items() if is_presentation(each)}
    sessions = Session.objects.filter(
        timetable__state=Timetable.State.ANNOUNCED, instrument__in=shown, helpers__in=experts
    ).distinct()  # fmt: skip
    for session in sessions.prefetch_related("assessees", "helpers"):
        for who in session.helpers.all():
            for whom in session.assessees.all():
                if who.pk in experts and whom.pk in people and session.instrument_id is not None:
                    yield Assigned(people[whom.pk], shown[session.instrument_id], experts[who.pk], session)
    for tool in shown.values():
        for whom in people.values():
            if tool.event_id == whom.event_id and whom.event_id not in announced and _measures(tool, whom):
                yield from (Assigned(whom, tool, who) for who in experts.values() if who.event_id == whom.event_id)


def _by_group(
    members: dict[int, TeamMember],
    people: dict[int, Assessee],
    tools: dict[int, EventInstrument],
    announced: Collection[int],
) -> Iterable[Assigned]:
    for whom in people.values():
        if whom.group is None:
            continue
        panel = [each.pk for each in whom.group.observers.all() if members[each.pk].role == TeamRole.ASSESSOR]
        for tool in tools.values():
            planned = whom.event_id in announced and tool.observers > 0
            if tool.event_id == whom.event_id and not planned and _measures(tool, whom):
                yield from (Assigned(whom, tool, members[pk]) for pk in panel)

"""Reading groups: who is in them, what the article on groups says of each."""

from collections import Counter
from dataclasses import dataclass, field
from typing import Any

from django.db.models import Count

from mumpuni.assessment.models import Assessee, Event, Group, Interest, Room, Session, TeamMember, TeamRole, Timetable
from mumpuni.regulations import Decision, decide
from mumpuni.regulations.finding import Finding

RULE = "bkn-26-2019/group"
ROOMS_RULE, CAPACITY = "bkn-26-2019/facility", "shifts-needed"


@dataclass(frozen=True)
class GroupRow:
    """A group as its page shows it; `decision` is None under the older regulation, which knows no groups.

    `others` are the groups of the same target, to which somebody may move.
    """

    group: Group
    assessees: list[Assessee]
    observers: list[TeamMember]
    psychologists: list[TeamMember]
    facts: dict[str, Any] | None
    decision: Decision | None
    shared: list[str] = field(default_factory=list)
    others: list[Group] = field(default_factory=list)

    @property
    def is_lawful(self) -> bool:
        """Whether it may meet."""
        return self.decision is None or self.decision.outcome != "non-compliant"

    @property
    def is_too_small(self) -> bool:
        """Whether the rule finds too few Assessees, or a small job-fit test whose method is not adapted."""
        small = {"too-few-assessees", "adaptation-missing"}
        return self.decision is not None and any(each.code in small for each in self.decision.findings)


def groups(event: Event) -> list[GroupRow]:
    """The groups with their verdicts; the same few queries for one as for twenty."""
    found = list(event.groups.select_related("blueprint__target", "admin__practitioner__person"))
    people: dict[int, list[Assessee]] = {each.pk: [] for each in found}
    for each in event.assessees.filter(state=Assessee.State.CALLED, group__in=people).select_related("person"):
        people[each.group_id or 0].append(each)
    panels: dict[int, list[TeamMember]] = {each.pk: [] for each in found}
    links = Group.observers.through.objects.filter(group__in=people, teammember__removed_at=None)
    members = {
        each.pk: each
        for each in event.team.filter(removed_at=None)
        .select_related("practitioner__person")
        .prefetch_related("practitioner__credentials")
    }
    for group, member in links.values_list("group", "teammember").order_by("pk"):
        if member in members:
            panels[group].append(members[member])
    tied = set(Interest.objects.filter(event=event).values_list("practitioner", "assessee"))
    codes = list(event.instruments.values_list("instrument__code", flat=True))
    support = sum(each.role == TeamRole.SUPPORT for each in members.values())
    admins = Counter(each.admin_id for each in found if each.admin_id)
    rows = [
        _row(event, each, people[each.pk], panels[each.pk], tied, codes, support, admins, members) for each in found
    ]
    for row in rows:
        row.others.extend(one for one in found if one.blueprint_id == row.group.blueprint_id and one != row.group)
    return rows


def _row(
    event: Event, group: Group, people: list[Assessee], panel: list[TeamMember], tied: set[tuple[int, int]],
    codes: list[str], support: int, admins: Counter[int], members: dict[int, TeamMember],
) -> GroupRow:  # fmt: skip
    minds = [each for each in panel if each.practitioner.is_psychologist_on(event.first_day)]
    has_admin = group.admin_id in members
    if event.is_2008:
        return GroupRow(group, people, panel, minds, None, None)
    told = _called(panel)
    facts = {
        "assessees": len(people),
        "admins": int(has_admin),
        "support": support,
        "observers": [
            [told[each.pk] for each in panel if (each.practitioner_id, one.pk) not in tied] for one in people
        ],
        "psychologist": bool(minds),
        "job_fit": event.job_fit,
        "adapted_method": event.adapted_method or None,
        "instruments": codes,
    }
    shared = [str(group.admin)] if group.admin_id and admins[group.admin_id] > 1 else []
    return GroupRow(group, people, panel, minds, facts, decide(RULE, facts, event.first_day), shared)


def room_findings(event: Event, rows: list[GroupRow]) -> list[Finding]:
    """What the article on rooms says of the largest group and its individual exercises, as they are timetabled now."""
    largest = max(rows, key=lambda row: len(row.assessees), default=None)
    if largest is None or event.is_2008 or event.place_id is None:
        return []
    kinds = Counter(Room.objects.filter(place=event.place_id, is_active=True).values_list("kind", flat=True))
    facts = {
        "individual_rooms": kinds[Room.Kind.INDIVIDUAL],
        "briefing_rooms": kinds[Room.Kind.CLASS],
        "discussion_rooms": kinds[Room.Kind.DISCUSSION],
        "group_size": len(largest.assessees),
        "planned_shifts": planned_shifts(event, largest.group),
    }
    found = decide(ROOMS_RULE, facts, event.first_day).findings
    return [each for each in found if each.code == CAPACITY]


def planned_shifts(event: Event, group: Group) -> int | None:
    """In how many turns the newest timetable lets a group do its individual exercises; None before there is one."""
    states = (Timetable.State.DRAFT, Timetable.State.ANNOUNCED)
    latest = Timetable.objects.filter(event=event, state__in=states).values("pk")[:1]
    turns = (
        Session.objects.filter(
            timetable__in=latest,
            group=group,
            room__kind=Room.Kind.INDIVIDUAL,
            instrument__instrument__whole_group=False,
        )
        .order_by()
        .values("instrument")
        .annotate(turns=Count("starts_at", distinct=True))
        .values_list("turns", flat=True)
    )
    return min(turns, default=None)


def loose(event: Event) -> list[Assessee]:
    """Those called who are in no group."""
    return list(event.assessees.filter(state=Assessee.State.CALLED, group=None).select_related("person"))


def _called(panel: list[TeamMember]) -> dict[int, str]:
    """A name for each that no other of the panel has."""
    names = Counter(each.practitioner.person.full_name for each in panel)
    return {
        each.pk: name if names[name := each.practitioner.person.full_name] == 1 else f"{name} ({each.pk})"
        for each in panel
    }

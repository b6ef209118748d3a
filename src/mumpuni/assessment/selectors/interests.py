"""Who has a tie to whom: computed from positions, and declared (kepentingan)."""

from collections.abc import Collection, Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Prefetch, QuerySet
from django.utils import timezone

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import DECLARING, Assessee, Event, Interest, TeamMember
from mumpuni.people.models import Appointment, Echelon, Level, Unit
from mumpuni.people.policies import require

#: Structural tiers from the lowest; functional officials lead no unit.
TIERS = (
    Level.PELAKSANA,
    Level.PENGAWAS,
    Level.ADMINISTRATOR,
    Level.JPT_PRATAMA,
    Level.JPT_MADYA,
    Level.JPT_UTAMA,
)
ECHELONS = tuple(each for each in Echelon if each != Echelon.NONE)


@dataclass(frozen=True)
class Post:
    """Where somebody serves: the unit and how high."""

    unit: int | None
    level: str
    echelon: str = ""


def posts(persons: Collection[int]) -> dict[int, Post]:
    """Where each serves now."""
    open_ones = Appointment.objects.filter(person__in=persons, ends_on=None).values_list(
        "person", "unit", "position__unit", "position__level", "position__echelon"
    )
    return {person: Post(unit or own, level, echelon) for person, unit, own, level, echelon in open_ones}


def parents(units: Iterable[int | None]) -> dict[int, int | None]:
    """For every unit of the agencies of these units the unit above."""
    agencies = Unit.objects.filter(pk__in=[each for each in units if each]).values("agency")
    return dict(Unit.objects.filter(agency__in=agencies).values_list("pk", "parent"))


def tie(mine: Post | None, theirs: Post | None, above: dict[int, int | None]) -> str:
    """`superior`, `same unit` or nothing: what the two posts say of the first towards the second.

    Who serves in no recorded unit is tied to nobody by position; the declaration still asks.
    """
    if mine is None or theirs is None or mine.unit is None or theirs.unit is None:
        return ""
    if _higher(mine, theirs) and mine.unit in _line(theirs.unit, above):
        return Interest.Kind.SUPERIOR
    return Interest.Kind.SAME_UNIT if mine.unit == theirs.unit else ""


def _line(unit: int | None, above: dict[int, int | None]) -> list[int]:
    """The unit and those above it; a circle in the data ends the walk."""
    line: list[int] = []
    while unit is not None and unit not in line:
        line.append(unit)
        unit = above.get(unit)
    return line


def _higher(mine: Post, theirs: Post) -> bool:
    """Whether the first stands higher: by echelon where both have one, else by tier."""
    if mine.echelon in ECHELONS and theirs.echelon in ECHELONS:
        return ECHELONS.index(Echelon(mine.echelon)) < ECHELONS.index(Echelon(theirs.echelon))
    if mine.level not in TIERS:
        return False
    below = TIERS.index(Level(theirs.level)) if theirs.level in TIERS else -1
    return TIERS.index(Level(mine.level)) > below


def computed(practitioners: dict[int, int], assessees: dict[int, int]) -> dict[tuple[int, int], str]:
    """The ties of positions, by (practitioner, assessee); both given as number by person, in three queries."""
    where = posts([*practitioners, *assessees])
    above = parents(each.unit for each in where.values())
    found = {}
    for mine, practitioner in practitioners.items():
        for theirs, assessee in assessees.items():
            if kind := tie(where.get(mine), where.get(theirs), above):
                found[practitioner, assessee] = kind
    return found


def called(event: Event) -> QuerySet[Assessee]:
    """Who is assessed and has not withdrawn."""
    return event.assessees.filter(state=Assessee.State.CALLED)


def undeclared(event: Event) -> list[TeamMember]:
    """Members who meet assessees and have not declared for every present one; they cannot be scheduled."""
    everyone = set(called(event).values_list("pk", flat=True))
    team = event.team.filter(removed_at=None, role__in=DECLARING).select_related("practitioner__person__account")
    return [each for each in team if owes(each, everyone)]


def owes(member: TeamMember, everyone: Collection[int]) -> bool:
    """Whether a member still has to declare for one of these assessees."""
    return member.role in DECLARING and (member.declared_at is None or not set(everyone) <= set(member.declared_for))


def conflicts(event: Event) -> set[tuple[int, int]]:
    """Who may not assess whom, as (practitioner, assessee): every tie, declared or computed."""
    return set(event.interests.values_list("practitioner", "assessee"))


def own_members(actor: Any, event: Event) -> list[TeamMember]:
    """The actor's own places in the team that call for a declaration."""
    person = policies.own_person(actor)
    if person is None or not policies.roles_in(actor, event):
        return []
    found = event.team.filter(practitioner__person=person, removed_at=None, role__in=DECLARING)
    return list(found.select_related("practitioner__person"))


def may_see_interests(actor: Any, event: Event) -> bool:
    """Chair and admin, who plan around them, and the provider's staff."""
    return policies.may_plan(actor, event) or policies.may_appoint(actor, event)


def listed(actor: Any, event: Event) -> list[Interest]:
    """Every tie of the event, without the notes that belong to the one who declared.

    Raises:
        Refused: for others than chair, admin and staff.
    """
    require(may_see_interests(actor, event), words.MAY_NOT_SEE_INTERESTS)
    found = event.interests.defer("note").select_related("practitioner__person", "assessee__person")
    return list(found.order_by("practitioner__person__name", "assessee__number"))


def faces(event: Event) -> list[Assessee]:
    """Whom a member declares for: name, position, agency and nothing else."""
    now = Appointment.objects.filter(ends_on=None).select_related("position", "agency")
    people = called(event).select_related("person", "candidate__target")
    return list(people.prefetch_related(Prefetch("person__appointments", queryset=now)).order_by("number"))


def waiting(actor: Any) -> list[tuple[Event, int]]:
    """The events for which this account owes a declaration, with how many assessees are open; for the home page."""
    person = policies.own_person(actor)
    if person is None:
        return []
    mine = TeamMember.objects.filter(
        practitioner__person=person,
        removed_at=None,
        role__in=DECLARING,
        event__last_day__gte=timezone.localdate(),
        event__in=Event.objects.filter(policies.events_in_sight(actor)),
    ).exclude(event__state__in=(Event.State.CLOSED, Event.State.CANCELLED))
    rows = list(mine.select_related("event").order_by("event__first_day", "event"))
    present: dict[int, set[int]] = {}
    for event, assessee in Assessee.objects.filter(
        event__in=[each.event_id for each in rows], state=Assessee.State.CALLED
    ).values_list("event", "pk"):
        present.setdefault(event, set()).add(assessee)
    made: dict[int, tuple[Event, int]] = {}
    for each in rows:
        everyone = present.get(each.event_id, set())
        if everyone and owes(each, everyone):
            made[each.event_id] = (each.event, len(everyone - set(each.declared_for)) or len(everyone))
    return list(made.values())

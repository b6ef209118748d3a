"""What one person has to know: where to be and when, in every event (jadwal saya)."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date, datetime
from typing import Any

from django.db.models import Prefetch, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import policies
from mumpuni.assessment.models import Assessee, Event, Session, TeamMember, Timetable, Watch
from mumpuni.assessment.policies.notices import told_by_letter
from mumpuni.assessment.selectors.timetables import key_of
from mumpuni.assessment.selectors.zones import zone, zone_word
from mumpuni.people.policies import Role, has_role


@dataclass(frozen=True)
class Slot:
    """One thing to attend. An assessee's names neither observers nor other assessees; `gone` was called off."""

    event: Event
    number: int
    key: str
    kind: str
    title: str
    room: str
    begin: datetime
    end: datetime
    zone_word: str
    task: str
    as_assessee: bool
    prepare_from: datetime | None = None
    prepare_room: str = ""
    whom: list[str] = field(default_factory=list)
    gone: bool = False

    @property
    def day(self) -> date:
        """The day at the place."""
        return self.begin.date()


def own(actor: Any) -> list[Slot]:
    """The slots of the person behind this account."""
    person = policies.own_person(actor)
    return slots(person, names=may_read_names(actor)) if person is not None else []


def may_read_names(actor: Any) -> bool:
    """Whom a team meets is for accounts with the role of the team alone (second factor)."""
    return has_role(actor, Role.ASSESSOR)


def slots(person: int, *, since: datetime | None = None, vanished: bool = False, names: bool = True) -> list[Slot]:
    """A person's slots in announced timetables, the earliest first; the same queries for one event as for ten.

    `vanished` adds what earlier versions had and the one in force has not, and what a member who left the team would
    have had, for calendars to strike out; nothing struck out names anybody. Without `names` no slot does.

    Under Perka 11/2008 an assessee is told by the letter that the own agency passes on (III.2 huruf a angka 3)), so
    nothing stands here before that.
    """
    states = [Timetable.State.ANNOUNCED, *([Timetable.State.SUPERSEDED] if vanished else [])]
    found: list[Slot] = []
    rows = _rows(person, states, since)
    in_force = {
        (each.timetable.event_id, key_of(each)) for each in rows if each.timetable.state == Timetable.State.ANNOUNCED
    }
    latest = dict(
        Timetable.objects.filter(event__in={each.timetable.event_id for each in rows}, state=Timetable.State.ANNOUNCED)
        .values_list("event", "number")
    )  # fmt: skip
    struck: set[tuple[int, str]] = set()
    for each in sorted(rows, key=lambda row: (-row.timetable.number, row.starts_at)):
        place = (each.timetable.event_id, key_of(each))
        superseded = each.timetable.state == Timetable.State.SUPERSEDED
        left = _has_left(each, person)
        if (left and not vanished) or (superseded and (place in in_force or place in struck)):
            continue
        struck.add(place)
        number = latest.get(place[0], each.timetable.number + 1)
        found.append(_slot(each, person, gone=superseded or left, number=number + left, names=names))
    return sorted(found, key=lambda slot: slot.begin)


def _rows(person: int, states: Iterable[str], since: datetime | None) -> list[Session]:
    mine = Watch.objects.filter(member__practitioner__person=person).values("session")
    helping = TeamMember.objects.filter(practitioner__person=person)
    attending = Assessee.objects.filter(person=person, state=Assessee.State.CALLED).filter(told_by_letter())
    concerned = Q(pk__in=mine) | Q(helpers__in=helping) | (Q(assessees__in=attending) & ~Q(kind=Session.Kind.MEETING))
    found = Session.objects.filter(concerned, timetable__state__in=states).exclude(
        timetable__event__state=Event.State.CANCELLED
    )
    if since is not None:
        found = found.filter(ends_at__gte=since)
    watches = Watch.objects.select_related("member__practitioner", "assessee__person")
    related = found.select_related(
        "timetable__event__place", "instrument__instrument", "room", "prepare_room", "writer__practitioner"
    )
    return list(
        related.prefetch_related(
            Prefetch("watches", queryset=watches),
            Prefetch("assessees", queryset=Assessee.objects.select_related("person")),
            Prefetch("helpers", queryset=TeamMember.objects.select_related("practitioner")),
        ).distinct()
    )


def _has_left(row: Session, person: int) -> bool:
    """Whether all that brings this person to the session is a place in the team that was given up."""
    members = [*(each.member for each in row.watches.all()), *row.helpers.all()]
    mine = [each for each in members if each.practitioner.person_id == person]
    return bool(mine) and all(each.removed_at is not None for each in mine)


def _slot(row: Session, person: int, *, gone: bool, number: int, names: bool) -> Slot:
    event = row.timetable.event
    place_zone = zone(event.place)
    attends = row.kind != Session.Kind.MEETING and any(each.person_id == person for each in row.assessees.all())
    prepare = row.prepare_from.astimezone(place_zone) if attends and row.prepare_from else None
    return Slot(
        event=event,
        number=number,
        key=key_of(row),
        kind=row.kind,
        title=str(row),
        room=row.room.name,
        begin=row.starts_at.astimezone(place_zone),
        end=row.ends_at.astimezone(place_zone),
        zone_word=zone_word(event.place),
        task=_task(row, person, attends=attends),
        as_assessee=attends,
        prepare_from=prepare,
        prepare_room=row.prepare_room.name if prepare and row.prepare_room else "",
        whom=[] if attends or gone or not names else _whom(row, person),
        gone=gone,
    )


def _task(row: Session, person: int, *, attends: bool) -> str:
    if attends:
        return str(_("Peserta"))
    helper = next((each for each in row.helpers.all() if each.practitioner.person_id == person), None)
    if helper is not None:
        return str(helper.get_role_display())
    if row.kind == Session.Kind.MEETING:
        writes = row.writer is not None and row.writer.practitioner.person_id == person
        return str(_("Rapat, menulis laporan") if writes else _("Rapat"))
    return str(_("Mengamati"))


def _whom(row: Session, person: int) -> list[str]:
    """Whom an observer watches; whom a helper meets."""
    watched = [each.assessee.person.name for each in row.watches.all() if each.member.practitioner.person_id == person]
    return watched or [each.person.name for each in row.assessees.all()]


def coming(actor: Any) -> list[Slot]:
    """The slots that are not over."""
    person = policies.own_person(actor)
    return slots(person, since=timezone.now(), names=may_read_names(actor)) if person is not None else []

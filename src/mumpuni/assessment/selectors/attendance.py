"""Who was there and what each member of the team did: the list to sign and the recap of duties (rekap tugas)."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import override

from mumpuni.assessment.models import CheckIn, Event, Presence, Session, TeamMember
from mumpuni.assessment.selectors.interests import called
from mumpuni.assessment.selectors.timetables import announced
from mumpuni.assessment.selectors.zones import zone, zone_word

ATTENDANCE = "daftar-hadir"


@dataclass(frozen=True)
class Duty:
    """What one member did in one role, by the announced timetable and the recorded days."""

    member: TeamMember
    days: int
    signed: int
    sessions: int
    observations: int
    minutes: int

    @property
    def hours(self) -> float:
        """Hours in sessions, to a tenth."""
        return round(self.minutes / 60, 1)


def duties(event: Event) -> list[Duty]:
    """A line for each member, with those who left; a constant number of queries.

    A session counts for a member on whose recorded day of absence it did not fall.
    """
    there: dict[int, list[Presence]] = defaultdict(list)
    for each in Presence.objects.filter(member__event=event):
        there[each.member_id].append(each)
    away = {(one.member_id, one.day) for lots in there.values() for one in lots if one.state != Presence.State.PRESENT}
    plan = announced(event)
    held = plan.sessions.prefetch_related("watches", "helpers") if plan else []
    place_zone = zone(event.place)
    spent: dict[int, dict[int, timedelta]] = defaultdict(dict)
    seen: dict[int, int] = defaultdict(int)
    for row in held:
        day = row.starts_at.astimezone(place_zone).date()
        watching = [each.member_id for each in row.watches.all()]
        for member in {*watching, *(each.pk for each in row.helpers.all())}:
            if (member, day) in away:
                continue
            spent[member][row.pk] = row.ends_at - row.starts_at
            if row.kind == Session.Kind.EXERCISE:
                seen[member] += watching.count(member)
    return [
        Duty(
            member=each,
            days=sum(one.state == Presence.State.PRESENT for one in there[each.pk]),
            signed=sum(one.signed_at is not None for one in there[each.pk]),
            sessions=len(spent[each.pk]),
            observations=seen[each.pk],
            minutes=int(sum(spent[each.pk].values(), timedelta()).total_seconds()) // 60,
        )
        for each in event.team.select_related("practitioner__person").order_by("role", "practitioner__person__name")
    ]


def rows(event: Event) -> Iterator[list[Any]]:
    """The recap as lines of a workbook."""
    for each in duties(event):
        who = each.member
        yield [
            who.practitioner.person.full_name, str(who.get_role_display()), each.days, each.signed, each.sessions,
            each.observations, each.hours,
            _("berhenti: %(reason)s") % {"reason": who.removal_reason} if who.removed_at else "",
        ]  # fmt: skip


def attendance(event: Event, day: date) -> dict[str, Any]:
    """What the list of a day prints, in Indonesian: who reported when and shows what, and room to sign."""
    place_zone = zone(event.place)
    came = {each.assessee_id: each for each in CheckIn.objects.filter(assessee__event=event, day=day)}
    there = {each.member_id: each for each in Presence.objects.filter(member__event=event, day=day)}
    members = event.team.filter(removed_at=None).select_related("practitioner__person")
    with override("id"):
        people = [_assessee(each, came.get(each.pk), place_zone) for each in
                  called(event).select_related("person").order_by("number")]  # fmt: skip
        team = [_member(each, there.get(each.pk), place_zone) for each in members]
        return {
            "name": event.name,
            "place": str(event.place or "–"),
            "zone": zone_word(event.place),
            "day": date_format(day, "l, j F Y"),
            "parts": [
                {"heading": _("Assessee"), "lines": people},
                {"heading": _("Tim Penilaian Kompetensi"), "lines": team},
            ],
        }


def _assessee(each: Any, check_in: CheckIn | None, place_zone: Any) -> dict[str, str]:
    when = f"{check_in.at.astimezone(place_zone):%H.%M}" if check_in else ""
    return {
        "number": str(each.number),
        "who": each.person.full_name,
        "what": check_in.identity if check_in else "",
        "state": _("Lapor diri %(when)s") % {"when": when} if check_in else _("Belum lapor diri"),
        "signed": "",
    }


def _member(each: TeamMember, presence: Presence | None, place_zone: Any) -> dict[str, str]:
    signed = presence.signed_at.astimezone(place_zone) if presence and presence.signed_at else None
    return {
        "number": "",
        "who": each.practitioner.person.full_name,
        "what": str(each.get_role_display()),
        "state": str(presence.get_state_display()) if presence else _("Belum dicatat"),
        "signed": _("Menandatangani dalam aplikasi pukul %(when)s") % {"when": f"{signed:%H.%M}"} if signed else "",
    }

"""An event as the solver reads it: days, rooms, people and rules under their keys, and no names."""

from collections.abc import Iterable, Iterator
from datetime import datetime
from typing import Any

from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.assessment.models import (
    DECLARING,
    Assessee,
    Event,
    EventDay,
    EventInstrument,
    Exposure,
    Interest,
    Room,
    TeamMember,
    TeamRole,
    TimetableRules,
)
from mumpuni.assessment.selectors.elsewhere import Elsewhere
from mumpuni.assessment.selectors.keys import (
    BRIEFING,
    assessee_key,
    group_key,
    instrument_key,
    person_key,
    room_key,
)
from mumpuni.assessment.selectors.zones import zone
from mumpuni.people.policies import Unusable

#: Rooms in which a meeting of assessors may be held; the first kind that the place has.
MEETING_ROOMS = (Room.Kind.MEETING, Room.Kind.DISCUSSION, Room.Kind.CLASS)
HELPING = (TeamRole.ADMIN, TeamRole.TESTER, TeamRole.RESOURCE, TeamRole.ROLE_PLAYER)


def rules_of(event: Event) -> TimetableRules:
    """The numbers chosen for this event, or those proposed."""
    return TimetableRules.objects.filter(event=event).first() or TimetableRules(event=event)


def build_instance(
    event: Event,
    *,
    locks: Iterable[dict[str, Any]] = (),
    base: dict[str, Any] | None = None,
    ill: Iterable[str] = (),
    cut: datetime | None = None,
) -> dict[str, Any]:
    """What `timetabling.read` takes.

    For a repair `base` is the plan that was announced, `ill` who is out from `cut` on; who left the team or the event
    since then is found here.

    Raises:
        Unusable: when something without which nothing can be planned is missing; every such thing is named.
    """
    return Builder(event).build(list(locks), base, set(ill), cut)


class Builder:
    """Reads each table of the event once."""

    def __init__(self, event: Event) -> None:
        self.event = event
        self.days = list(event.days.all())
        self.rules = rules_of(event)
        self.tools = list(event.instruments.select_related("instrument", "variant"))
        self.groups = list(event.groups.prefetch_related("observers", "assessees"))
        self.assessees = list(event.assessees.select_related("person"))
        self.team = list(event.team.select_related("practitioner__person").order_by("removed_at", "pk"))
        self.zone = zone(event.place)

    def build(
        self, locks: list[dict[str, Any]], base: dict[str, Any] | None, ill: set[str], cut: datetime | None
    ) -> dict[str, Any]:
        """The whole document."""
        called = {each.pk for each in self.assessees if each.state == Assessee.State.CALLED}
        self.refuse(called)
        held = _named_in(base)
        groups = self._groups(called, held)
        assessors = self._assessors(called, held)
        helpers = self._helpers(called, held)
        panel = self._panel(assessors, base, groups)
        known = {each["id"] for each in (*assessors, *helpers)}
        rooms = self._rooms(held)
        taken = Elsewhere(self.event, self.days, self.team, self.assessees)
        told: dict[str, Any] = {
            "id": f"E{self.event.pk}",
            "days": [_day(each) for each in self.days],
            "rooms": rooms,
            "groups": groups,
            "assessors": assessors,
            "helpers": helpers,
            "exercises": self._exercises(),
            "conflicts": self._conflicts(groups, known),
            "away": taken.away(groups, known),
            "rules": self._rules(),
            "fixed_observers": panel,
            "groups_staff": self._staff(groups, {each["id"] for each in helpers}),
            "load_before": {key: minutes for key, minutes in taken.load_before().items() if key in panel_of(assessors)},
            "blocked_rooms": list(taken.blocked(rooms)),
            "locks": locks,
        }
        if meeting := self._meeting():
            told["meeting"] = meeting
        if base is not None:
            out = {each for each in held if each in known and each not in self._lawful(called)}
            told["repair"] = self._repair(base, (ill & known) | out, cut, groups, called)
        return told

    def refuse(self, called: set[int]) -> None:
        """Say all that is missing at once."""
        missing = list(self._missing(called)) or list(self._met_before(called))
        if missing:
            raise Unusable(missing)

    def _missing(self, called: set[int]) -> Iterator[str]:
        if self.event.place is None:
            yield _("Tempat kegiatan belum dipilih; pilih pada data kegiatan.")
        if not self.days:
            yield _("Hari kegiatan belum diisi; isi jam dan jedanya pada data kegiatan.")
        if not self.tools:
            yield _("Belum ada alat ukur pada rancangan; tambahkan dahulu.")
        placed = {each.pk for group in self.groups for each in group.assessees.all()}
        loose = [each.person.name for each in self.assessees if each.pk in called and each.pk not in placed]
        if not called:
            yield _("Belum ada Assessee pada kegiatan ini.")
        elif loose:
            yield _("Belum masuk kelompok: %(names)s. Atur pada halaman kelompok.") % {"names": ", ".join(loose)}

    def _met_before(self, called: set[int]) -> Iterator[str]:
        """Nobody meets the same variant twice."""
        people = {each.person_id: each.person.name for each in self.assessees if each.pk in called}
        variants = [each.variant_id for each in self.tools if each.variant_id]
        met = Exposure.objects.filter(variant__in=variants, person__in=people).exclude(event=self.event)
        by: dict[str, list[str]] = {}
        for each in met.select_related("variant__instrument").order_by("person__name"):
            day = date_format(each.on, "DATE_FORMAT")
            by.setdefault(str(each.variant), []).append(f"{people[each.person_id]} ({day})")
        for variant, names in by.items():
            yield _("%(variant)s sudah pernah ditemui %(names)s; pilih paket lain.") % {
                "variant": variant,
                "names": ", ".join(names),
            }

    def _groups(self, called: set[int], held: set[str]) -> dict[str, list[str]]:
        """With those who left since the base plan: the solver has to know whom its sessions name."""
        found = {}
        for group in self.groups:
            here = sorted(group.assessees.all(), key=lambda each: each.number)
            keys = [assessee_key(each) for each in here if each.pk in called or assessee_key(each) in held]
            if keys:
                found[group_key(group)] = keys
        return found

    def _lawful(self, called: set[int]) -> set[str]:
        """The keys of those who may be planned: in the team, and declared for everyone who is called."""
        return {
            person_key(each.practitioner_id)
            for each in self.team
            if each.removed_at is None
            and (each.role not in DECLARING or (each.declared_at and called <= set(each.declared_for)))
        }

    def _members(self, roles: Iterable[str], called: set[int], held: set[str]) -> Iterator[TeamMember]:
        lawful, seen = self._lawful(called), set()
        for each in self.team:
            key = person_key(each.practitioner_id)
            planned = each.removed_at is None and key in lawful
            if each.role in roles and key not in seen and (planned or key in held):
                seen.add(key)
                yield each

    def _assessors(self, called: set[int], held: set[str]) -> list[dict[str, Any]]:
        mind = set(
            TeamMember.objects.filter(
                event=self.event,
                practitioner__credentials__kind="psikolog",
                practitioner__credentials__revoked_on=None,
                practitioner__credentials__issued_on__lte=self.event.first_day,
            )
            .exclude(practitioner__credentials__valid_until__lt=self.event.last_day)
            .values_list("practitioner", flat=True)
        )
        return [
            {"id": person_key(each.practitioner_id), "psychologist": each.practitioner_id in mind}
            for each in self._members([TeamRole.ASSESSOR], called, held)
        ]

    def _helpers(self, called: set[int], held: set[str]) -> list[dict[str, Any]]:
        return [
            {"id": person_key(each.practitioner_id), "role": each.role} for each in self._members(HELPING, called, held)
        ]

    def _panel(
        self, assessors: list[dict[str, Any]], base: dict[str, Any] | None, groups: dict[str, list[str]]
    ) -> dict[str, list[str]]:
        """The assessors of each group, with those whom the base plan names for it."""
        able = panel_of(assessors)
        found = {}
        for group in self.groups:
            key = group_key(group)
            named = [person_key(each.practitioner_id) for each in group.observers.all()]
            named += [each for each in _watching(base, groups.get(key, ())) if each not in named]
            if key in groups and named:
                found[key] = [each for each in named if each in able]
        return found

    def _staff(self, groups: dict[str, list[str]], helpers: set[str]) -> dict[str, dict[str, str]]:
        admins = {each.pk: person_key(each.practitioner_id) for each in self.team}
        found = {group_key(each): admins.get(each.admin_id or 0, "") for each in self.groups}
        return {key: {"admin": who} for key, who in found.items() if key in groups and who in helpers}

    def _exercises(self) -> dict[str, Any]:
        told: dict[str, Any] = {}
        if self.rules.briefing_minutes:
            told[BRIEFING] = {"minutes": self.rules.briefing_minutes, "rooms": [Room.Kind.CLASS], "observers": 0,
                              "whole_group": True, "joint": True, "helpers": [TeamRole.ADMIN]}  # fmt: skip
        for each in self.tools:
            told[instrument_key(each)] = _exercise(each)
        return told

    def _kinds(self) -> set[str]:
        kinds = {kind for each in self.tools for kind in each.instrument.room_kinds}
        return {*kinds, Room.Kind.CLASS, *MEETING_ROOMS}

    def _rooms(self, held: set[str]) -> list[dict[str, Any]]:
        kinds = self._kinds()
        place = self.event.place
        rooms = place.rooms.all() if place else []
        return [
            {"id": room_key(each), "kind": each.kind, "seats": each.seats, "area": each.area}
            for each in rooms
            if (each.is_active and each.kind in kinds) or room_key(each) in held
        ]

    def _rules(self) -> dict[str, Any]:
        rules, by_code = self.rules, {each.instrument.code: instrument_key(each) for each in self.tools}
        told: dict[str, Any] = {
            "grid_min": rules.grid_minutes,
            "gap_min": rules.gap_minutes,
            "travel_min": rules.travel_minutes,
            "max_exercises_per_pair": rules.pair_limit,
            "max_observe_min_per_day": rules.observe_limit,
            "max_week_min": rules.week_limit,
            "psychologist_per_group": not self.event.is_2008,
            "own_psychologist": not self.event.is_2008,
            "own_helper": [TeamRole.ADMIN],
            "order": [[by_code[a], by_code[b]] for a, b in rules.order if a in by_code and b in by_code],
            "space": [[by_code[a], by_code[b], gap] for a, b, gap in rules.space if a in by_code and b in by_code],
        }
        if rules.briefing_minutes:
            told["order"].append([BRIEFING, "*"])
        return told

    def _meeting(self) -> dict[str, Any] | None:
        if not self.rules.meeting_minutes or not any(each.observers for each in self.tools):
            return None
        there = {each["kind"] for each in self._rooms(set())}
        kinds = [kind for kind in MEETING_ROOMS if kind in there][:1] or [Room.Kind.MEETING]
        return {"minutes": self.rules.meeting_minutes, "rooms": kinds, "quorum": self.rules.meeting_quorum,
                "report_min": self.rules.report_minutes}  # fmt: skip

    def _conflicts(self, groups: dict[str, list[str]], known: set[str]) -> list[list[str]]:
        there = {key for keys in groups.values() for key in keys}
        rows = Interest.objects.filter(event=self.event).order_by("pk")
        found = {
            (person_key(each.practitioner_id), assessee_key(each.assessee_id)): each.get_kind_display() for each in rows
        }
        return [[who, whom, str(why)] for (who, whom), why in found.items() if who in known and whom in there]

    def _repair(
        self, base: dict[str, Any], ill: set[str], cut: datetime | None, groups: dict[str, list[str]], called: set[int]
    ) -> dict[str, Any]:
        there = {key for keys in groups.values() for key in keys}
        told: dict[str, Any] = {"ill": sorted(ill), "base_plan": base, **self._cut(cut)}
        told["gone"] = sorted(there - {assessee_key(pk) for pk in called})
        return told

    def _cut(self, cut: datetime | None) -> dict[str, Any]:
        """From which day and minute on things may still change; before the first day everything may."""
        local = cut.astimezone(self.zone) if cut else None
        if local is None or local.date() < self.days[0].date:
            return {"from_day": 0}
        for number, day in enumerate(self.days):
            if local.date() < day.date:
                return {"from_day": number}
            if local.date() == day.date:
                return {"from_day": number, "from_time": local.strftime("%H:%M")}
        raise Unusable(_("Hari terakhir kegiatan sudah lewat; tidak ada lagi yang dapat disusun ulang."))


def panel_of(assessors: list[dict[str, Any]]) -> set[str]:
    """Their keys."""
    return {each["id"] for each in assessors}


def _day(day: EventDay) -> dict[str, Any]:
    breaks = [{"name": each["name"], "from": each["from"], "to": each["to"]} for each in day.breaks]
    return {"date": f"{day.date}", "start": f"{day.starts:%H:%M}", "end": f"{day.ends:%H:%M}", "breaks": breaks}


def _exercise(each: EventInstrument) -> dict[str, Any]:
    tool = each.instrument
    helpers = [tool.helper] if tool.helper else []
    if tool.whole_group and TeamRole.ADMIN not in helpers:
        helpers.append(TeamRole.ADMIN)
    return {
        "minutes": each.minutes,
        "rooms": list(tool.room_kinds),
        "observers": each.observers,
        "whole_group": tool.whole_group,
        "max_watch": max(1, each.max_watch),
        "helpers": helpers,
        "joint": tool.joint,
        "helpers_shared": tool.joint,
        "classify_min": each.classify_minutes if each.observers else 0,
        "prepare_min": each.prepare_minutes,
    }


def _named_in(base: dict[str, Any] | None) -> set[str]:
    """Everyone and every room that the plan before names."""
    found: set[str] = set()
    for each in (base or {}).get("sessions", ()):
        found |= {each["room"], *each["assessees"], *each["helpers"]}
        found |= {one for those in each["observers"].values() for one in those}
    for each in (base or {}).get("meetings", ()):
        found |= {each["room"], *each["members"]}
    return found


def _watching(base: dict[str, Any] | None, assessees: Iterable[str]) -> list[str]:
    there = set(assessees)
    found = [
        one for each in (base or {}).get("sessions", ()) for whom, those in each["observers"].items() if whom in there
        for one in those
    ]  # fmt: skip
    return list(dict.fromkeys(found))

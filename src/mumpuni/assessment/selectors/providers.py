"""Reading providers, their recognition and premises."""

from collections.abc import Collection, Iterable
from datetime import date
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.assessment.models import ClosedDay, Place, Provider, Recognition, Room
from mumpuni.assessment.policies import providers as policies
from mumpuni.people.models import Level
from mumpuni.regulations import Decision, catalogue, decide

#: Rooms by the area of Pasal 23 ayat (1) to which they belong.
AREAS: dict[str, tuple[str, ...]] = {
    area.code: tuple(
        room.code for room in catalogue("bkn-26-2019/facility-rooms").entries if room.fields["area"] == area.code
    )
    for area in catalogue("bkn-26-2019/facility-areas").entries
}


def provider_names(numbers: Collection[int] | None) -> dict[int, str]:
    """Names for the grants of roles; None asks for all."""
    found = Provider.objects.all() if numbers is None else Provider.objects.filter(pk__in=numbers)
    return dict(found.values_list("pk", "name"))


def providers(actor: Any) -> QuerySet[Provider]:
    """Those that the actor may open, with recognitions and how many places and people each has."""
    counted = Provider.objects.annotate(
        place_count=Count("places", distinct=True),
        people_count=Count("practitioners", filter=Q(practitioners__is_active=True), distinct=True),
    )
    found = counted.select_related("agency", "office").prefetch_related("recognitions")
    return found.filter(policies.providers_in_sight(actor)).order_by("name")


def provider(actor: Any, pk: int) -> Provider:
    """One of them.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    found = providers(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def recognition(actor: Any, provider: Provider, pk: int) -> Recognition:
    """One recognition of a provider in sight.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    seen = Provider.objects.filter(policies.providers_in_sight(actor))
    found = Recognition.objects.filter(pk=pk, provider=provider.pk, provider__in=seen).select_related("provider")
    one = found.first()
    if one is None:
        raise Http404
    return one


def recognition_on(provider: Provider, day: date) -> Recognition | None:
    """The recognition in force on a day, the latest first; free of queries where recognitions came along."""
    return next((each for each in provider.recognitions.all() if each.holds_on(day)), None)


def recognition_warning(provider: Provider, tier: str, day: date) -> str | None:
    """What is to be said about the recognition when this tier is assessed on this day; None when nothing is.

    No text at hand forbids an assessment by a provider without one, so this warns and stops nothing.
    """
    held = [each for each in provider.recognitions.all() if each.holds_on(day)]
    if any(tier in each.tiers for each in held):
        return None
    tier_name = dict(Level.choices).get(tier, tier)
    if held:
        words = _("Pengakuan kelayakan kategori %(category)s (%(number)s) tidak mencakup jenjang %(tier)s.")
        return words % {"category": held[0].category, "number": held[0].number, "tier": tier_name}
    shown = date_format(day, "DATE_FORMAT")
    known = list(provider.recognitions.all())
    if not known:
        return _("Penyelenggara ini belum mempunyai pengakuan kelayakan dari instansi pembina.")
    if all(each.withdrawn_on for each in known):
        return _("Pengakuan kelayakan penyelenggara ini sudah dicabut.")
    return _("Tidak ada pengakuan kelayakan yang berlaku pada %(day)s.") % {"day": shown}


def ending_recognitions(first: date, last: date) -> list[Recognition]:
    """For each provider the recognition that ends latest, where that is between the two days."""
    standing = Recognition.objects.filter(withdrawn_on=None).select_related("provider")
    latest = standing.order_by("provider_id", "-valid_until").distinct("provider_id")
    found = [each for each in latest if first <= each.valid_until <= last]
    return sorted(found, key=lambda each: each.valid_until)


def closed_days(provider: Provider, first: date) -> list[ClosedDay]:
    """The days from `first` on which the provider takes no assessment."""
    return list(provider.closed_days.filter(day__gte=first))


def places(actor: Any) -> QuerySet[Place]:
    """Premises of the providers in sight, with their rooms."""
    seen = Provider.objects.filter(policies.providers_in_sight(actor))
    rooms = Prefetch("rooms", queryset=Room.objects.order_by("kind", "name"))
    return Place.objects.filter(provider__in=seen).select_related("provider__agency").prefetch_related(rooms)


def place(actor: Any, pk: int) -> Place:
    """One of them.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    found = places(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def facility_facts(place: Place, group_size: int | None = None, planned_shifts: int | None = None) -> dict[str, Any]:
    """What rule `bkn-26-2019/facility` asks of a place; only rooms that can be used count."""
    return room_facts(place.rooms.all(), group_size, planned_shifts)


def room_facts(
    rooms: Iterable[Room], group_size: int | None = None, planned_shifts: int | None = None
) -> dict[str, Any]:
    """The same from rooms alone, saved or not yet."""
    usable = [room for room in rooms if room.is_active]
    kinds = [room.kind for room in usable]
    assessees = [room for room in usable if room.kind in AREAS["assessee"]]
    unsound = tuple(room.name for room in assessees if not room.soundproof)
    facts: dict[str, Any] = {
        "individual_rooms": kinds.count(Room.Kind.INDIVIDUAL),
        "briefing_rooms": kinds.count(Room.Kind.CLASS),
        "discussion_rooms": kinds.count(Room.Kind.DISCUSSION),
        "soundproof": bool(assessees) and not unsound,
        "unsound_rooms": unsound,
        "cctv": bool(assessees) and all(room.cctv for room in assessees),
        "observation_room_one_way_mirror": any(
            room.kind == Room.Kind.OBSERVATION and room.one_way_mirror for room in usable
        ),
        "recording_room_equipped": any(room.kind == Room.Kind.RECORDING and room.equipped for room in usable),
        "assessor_meeting_room": Room.Kind.MEETING in kinds,
        "assessor_work_room": Room.Kind.WORK in kinds,
    }
    if group_size is not None:
        facts |= {"group_size": group_size, "planned_shifts": planned_shifts}
    return facts


def judge_facility(rooms: Iterable[Room], group_size: int | None = None, planned_shifts: int | None = None) -> Decision:
    """Whether the rooms suffice (Pasal 23); nothing is kept, since rooms change before they are used."""
    return decide("bkn-26-2019/facility", room_facts(rooms, group_size, planned_shifts))


def facility_decision(place: Place, group_size: int | None = None) -> Decision:
    """Whether the rooms of a place suffice for such a group."""
    return judge_facility(place.rooms.all(), group_size)

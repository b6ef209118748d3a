"""Why an announced timetable does not fit any more (jadwal yang perlu disusun ulang)."""

from collections import defaultdict
from collections.abc import Iterable

from django.db.models import Q, QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.assessment.models import Assessee, Event, Interest, Session, TeamMember, Timetable, Watch


def repair_causes(event: Event) -> list[str]:
    """What happened to its people since it was announced, as sentences; empty where nothing did."""
    return causes_of([event]).get(event.pk, [])


def has_ties(event: Event) -> bool:
    """Whether somebody is still to observe an assessee in whom an interest was declared."""
    coming = Session.objects.filter(
        timetable__event=event, timetable__state=Timetable.State.ANNOUNCED, starts_at__gt=timezone.now()
    )
    return any(_tied(coming))


def causes_of(events: Iterable[Event]) -> dict[int, list[str]]:
    """The same for several events, in six queries; sessions that began are left as they were."""
    announced = Timetable.objects.filter(event__in=[each.pk for each in events], state=Timetable.State.ANNOUNCED)
    event_of = dict(announced.values_list("pk", "event"))
    coming = Session.objects.filter(timetable__in=event_of, starts_at__gt=timezone.now())
    found: dict[int, list[str]] = defaultdict(list)
    for event, sentence in (*_gone(coming), *_tied(coming), *_withdrawn(coming), *_unplanned(event_of)):
        found[event].append(sentence)
    return dict(found)


def _gone(coming: QuerySet[Session]) -> Iterable[tuple[int, str]]:
    """Members who left and still stand in a session."""
    left = TeamMember.objects.filter(removed_at__isnull=False).filter(
        Q(watches__session__in=coming) | Q(helps__in=coming)
    )
    for each in left.select_related("practitioner__person").distinct():
        yield each.event_id, _("%(name)s berhenti dari tim tetapi masih dijadwalkan.") % {"name": each.practitioner}


def _tied(coming: QuerySet[Session]) -> Iterable[tuple[int, str]]:
    """Observers with an interest in whom they are to observe."""
    watches = Watch.objects.filter(session__in=coming).select_related("member__practitioner__person")
    pairs = {(each.member.practitioner_id, each.assessee_id): each.member for each in watches}
    ties = Interest.objects.filter(assessee__in={assessee for _who, assessee in pairs})
    known = set(ties.values_list("practitioner", "assessee"))
    counted: dict[TeamMember, int] = defaultdict(int)
    for pair, member in pairs.items():
        if pair in known:
            counted[member] += 1
    for member, count in counted.items():
        told = ngettext(
            "%(name)s mempunyai kepentingan dengan %(count)d Assessee yang akan diamatinya.",
            "%(name)s mempunyai kepentingan dengan %(count)d Assessee yang akan diamatinya.",
            count,
        )
        yield member.event_id, told % {"name": member.practitioner, "count": count}


def _withdrawn(coming: QuerySet[Session]) -> Iterable[tuple[int, str]]:
    gone = Assessee.objects.filter(state=Assessee.State.WITHDRAWN, sessions__in=coming)
    for each in gone.select_related("person").distinct():
        yield each.event_id, _("%(name)s tidak mengikuti lagi tetapi masih dijadwalkan.") % {"name": each.person}


def _unplanned(event_of: dict[int, int]) -> Iterable[tuple[int, str]]:
    seated = Assessee.objects.filter(sessions__timetable__in=event_of)
    called = Assessee.objects.filter(state=Assessee.State.CALLED, event__in=set(event_of.values()))
    for each in called.exclude(pk__in=seated.values("pk")).select_related("person"):
        yield each.event_id, _("%(name)s belum mendapat jadwal.") % {"name": each.person}

"""What letters put on the home page: one to confirm, some to pass on, some not received yet."""

from typing import Any

from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.assessment import policies
from mumpuni.assessment.models import Edition, Event, Notice, TeamMember
from mumpuni.assessment.selectors import notices as selectors
from mumpuni.people.policies import Role, agencies_of, has_role
from mumpuni.ui.home import Card


def cards(actor: Any) -> list[Card]:
    """The letters that wait for this account."""
    return [*_assessee(actor), *_official(actor), *_planner(actor)]


def _assessee(actor: Any) -> list[Card]:
    """Each letter in force until its day: place and time, and whether it has to be confirmed."""
    today = timezone.localdate()
    found = list(selectors.own_notices(actor).filter(replaced_by=None, assessed_on__gte=today))
    stages = selectors.progress_of(found) if found else {}
    made = []
    for notice in found:
        stage = stages[notice.pk]
        where = "; ".join(line["text"] for line in notice.document.data["lines"])
        waits = not stage.own
        made.append(
            Card(
                title=notice.assessee.event.name,
                text=" ".join([where + ".", stage.countdown]).strip(),
                url=reverse("assessment:own_notice", args=[notice.pk]),
                label=_("Nyatakan surat diterima") if waits else _("Lihat panggilan"),
                order=3,
                tone="next" if waits else "good",
                icon="mail-opened",
                figure=_days_left((notice.assessed_on - today).days),
            )
        )
    return made


def _days_left(days: int) -> str:
    return ngettext("%(days)d hari lagi", "%(days)d hari lagi", days) % {"days": days} if days else _("hari ini")


def _official(actor: Any) -> list[Card]:
    """How many letters the agency's HR has to pass on, or to see received."""
    if not agencies_of(actor, Role.AGENCY_HR):
        return []
    found = list(selectors.inbox(actor).filter(assessed_on__gte=timezone.localdate()))
    stages = selectors.progress_of(found) if found else {}
    waiting = [stages[each.pk] for each in found if _waits(each, stages[each.pk])]
    if not waiting:
        return []
    first = min(waiting, key=lambda stage: str(stage.latest))
    words = ngettext("%(count)d surat menunggu.", "%(count)d surat menunggu.", len(waiting)) % {"count": len(waiting)}
    return [
        Card(
            title=_("Surat panggilan untuk diteruskan"),
            text=f"{words} {first.countdown}",
            url=reverse("assessment:notice_inbox"),
            label=_("Teruskan surat"),
            order=4,
            tone="warn",
            icon="mail-opened",
            figure=str(len(waiting)),
        )
    ]


def _waits(notice: Notice, stage: selectors.Progress) -> bool:
    return stage.state == "lewat" or (notice.edition == Edition.BKN_2008 and not notice.passed_on_at and not stage.own)


def _planner(actor: Any) -> list[Card]:
    """For each own event before its start: letters not received yet, with the last day."""
    person = policies.own_person(actor)
    if person is None or not has_role(actor, Role.ASSESSOR):
        return []
    mine = TeamMember.objects.filter(practitioner__person=person, removed_at=None, role__in=policies.PLANNERS)
    running = (Event.State.PLANNING, Event.State.PREPARED)
    letters = Notice.objects.filter(replaced_by=None, assessee__state="dipanggil", receipts=None)
    letters = letters.filter(assessee__event__in=mine.values("event"), assessee__event__state__in=running)
    open_ones = list(letters.select_related("assessee__event").prefetch_related("receipts"))
    stages = selectors.progress_of(open_ones) if open_ones else {}
    by_event: dict[Event, list[selectors.Progress]] = {}
    for notice in open_ones:
        if stages[notice.pk].receipt is None:
            by_event.setdefault(notice.assessee.event, []).append(stages[notice.pk])
    return [_unreceived(event, waiting) for event, waiting in by_event.items()]


def _unreceived(event: Event, waiting: list[selectors.Progress]) -> Card:
    first = min(waiting, key=lambda stage: str(stage.latest))
    words = ngettext("%(count)d surat belum diterima.", "%(count)d surat belum diterima.", len(waiting))
    late = any(stage.state == "lewat" for stage in waiting)
    return Card(
        title=_("Surat belum diterima: %(event)s") % {"event": event.name},
        text=f"{words % {'count': len(waiting)}} {first.countdown}".strip(),
        url=reverse("assessment:notices", args=[event.pk]),
        label=_("Lihat surat"),
        order=12,
        tone="bad" if late else "warn",
        icon="mail",
        figure=str(len(waiting)),
    )

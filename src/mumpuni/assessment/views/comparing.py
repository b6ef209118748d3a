"""Two versions of a timetable side by side, before the new one is accepted."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mumpuni.assessment import policies
from mumpuni.assessment.models import Timetable
from mumpuni.assessment.selectors import comparing, grids
from mumpuni.assessment.selectors import timetables as selectors
from mumpuni.assessment.selectors.zones import zone, zone_word
from mumpuni.assessment.views.timetables import seen


@login_required
@never_cache
@require_safe
def compare(request: HttpRequest, pk: int) -> HttpResponse:
    """A version beside the one it came from, or the one in force."""
    new = seen(request.user, pk)
    old = new.base or selectors.announced(new.event)
    if old is None or old.pk == new.pk or new.state not in selectors.SHOWN:
        raise Http404
    old.event = new.event
    boards = selectors.board(old), selectors.board(new)
    found = comparing.changes(*boards)
    here = zone(new.event.place)
    context = {
        "event": new.event,
        "tab": "timetable",
        "old": old,
        "new": new,
        "lines": [_Line(each, here) for each in found if each.any],
        "counts": comparing.counts(found),
        "affected": len(comparing.affected(*boards)),
        "zone_word": zone_word(new.event.place),
        "may_accept": new.state == Timetable.State.DRAFT and policies.may_plan(request.user, new.event),
        "how": grids.found_how(new),
    }
    return render(request, "assessment/timetable/compare.html", context)


class _Line:
    """A changed session with both its times at the place."""

    def __init__(self, change: comparing.Change, here: Any) -> None:
        self.change = change
        self.title = str(change.shown)
        self.whom = ", ".join(each.person.name for each in change.shown.assessees.all())
        self.old, self.new = (_side(each, here) for each in (change.old, change.new))


def _side(row: Any, here: Any) -> dict[str, Any] | None:
    if row is None:
        return None
    watching = dict.fromkeys(each.member.practitioner.person.name for each in row.watches.all())
    helping = [each.practitioner.person.name for each in row.helpers.all()]
    return {
        "begin": row.starts_at.astimezone(here),
        "room": row.room.name,
        "observers": [*watching],
        "helpers": helping,
    }

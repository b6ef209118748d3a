"""An assessor's own sheets, and the board on which chair and admin follow them."""

from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mumpuni.assessment import words
from mumpuni.assessment.models import Event
from mumpuni.assessment.policies import observing as rights
from mumpuni.assessment.policies.day import may_see_day
from mumpuni.assessment.selectors import observing as selectors
from mumpuni.assessment.selectors import sheet_boards
from mumpuni.assessment.selectors.events import event as event_for
from mumpuni.assessment.services import observing as services


@login_required
@never_cache
@require_safe
def own_sheets(request: HttpRequest) -> HttpResponse:
    """What the assessor is to write, event by event."""
    context = {"own": sheet_boards.own(request.user), "running": Event.State.RUNNING, "today": timezone.localdate()}
    return render(request, "assessment/sheet/own.html", context)


@login_required
@never_cache
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Which sheets are in, who is late, and where steps were not carried out."""
    event = event_for(request.user, pk)
    shown = sheet_boards.board(request.user, event)
    return render(request, "assessment/sheet/board.html", {"event": event, "tab": "day", "shown": shown})


@login_required
@never_cache
@require_safe
def refused(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """The steps of a sheet that were kept but not carried out."""
    found = selectors.found_sheet(sheet)
    event = found.assessee.event
    if not (rights.owns(request.user, found) or may_see_day(request.user, event)):
        raise Http404
    steps = services.read_refused(actor=request.user, sheet=found)
    context = {
        "event": event,
        "tab": "day",
        "sheet": found,
        "follows": rights.may_follow(request.user, event),
        "refused": [(each, words.REFUSED_STEPS.get(each.refused, each.refused)) for each in steps],
    }
    return render(request, "assessment/sheet/refused.html", context)

"""The observation sheet on a tablet: its page, what stands in it, and the journal that it sends."""

import json
from collections.abc import Callable
from functools import wraps
from typing import Any
from uuid import UUID

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mumpuni.assessment import journal, words
from mumpuni.assessment.models import Assessee, Sheet
from mumpuni.assessment.policies.day import may_see_day
from mumpuni.assessment.selectors import observing as selectors
from mumpuni.assessment.selectors import sheet_state
from mumpuni.assessment.services import observing as services
from mumpuni.assessment.services import replay
from mumpuni.audit.middleware import note_reason
from mumpuni.people.policies import Refused
from mumpuni.people.views.base import attempt

LARGEST = 256 * 1024


def signed_in_or_401(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Say in JSON that nobody is signed in; a program cannot follow a redirect to a form."""

    @wraps(view)
    def asked(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        if not request.user.is_authenticated:
            return _no_store({"code": "signed-out", "message": _("Masuk lagi untuk mengirim catatan.")}, 401)
        return view(request, *args, **kwargs)

    return asked


def _no_store(body: dict[str, Any], status: int = 200) -> JsonResponse:
    return JsonResponse(body, status=status, headers={"Cache-Control": "no-store"})


@login_required
@require_POST
def open_sheet(request: HttpRequest, pk: int, tool: int) -> HttpResponse:
    """Begin a sheet, or find the one that was begun."""
    rows = Assessee.objects.select_related("event__request", "candidate", "person")
    assessee = get_object_or_404(rows, pk=pk)
    if not may_see_day(request.user, assessee.event):
        raise Http404
    used = get_object_or_404(assessee.event.instruments.select_related("instrument"), pk=tool)
    source = request.POST.get("sumber", "") or Sheet.Source.SCREEN
    made = attempt(
        request, lambda: services.open_sheet(actor=request.user, assessee=assessee, tool=used, source=source), ""
    )
    return redirect("assessment:sheet", made.pk) if made else redirect("assessment:own_sheets")


@login_required
@never_cache
@require_safe
def sheet(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """The page on which an assessor writes."""
    found = selectors.sheet_for(request.user, sheet)
    if found.source == Sheet.Source.PAPER:
        return redirect("assessment:sheet_paper", found.pk)
    context = {"sheet": found, "event": found.assessee.event, "refused": _refused(request, found)}
    return render(request, "assessment/sheet/sheet.html", context)


def _refused(request: HttpRequest, found: Sheet) -> list[Any]:
    steps = services.read_refused(actor=request.user, sheet=found)
    return [(each, words.REFUSED_STEPS.get(each.refused, each.refused)) for each in steps]


@signed_in_or_401
@require_safe
def sheet_data(request: HttpRequest, sheet: UUID) -> JsonResponse:
    """What the page shows, for the program in it."""
    try:
        found = selectors.sheet_for(request.user, sheet)
    except (Http404, Refused) as refused:
        return _not_yours(request, refused)
    return _no_store(sheet_state.page_data(request.user, found))


def _not_yours(request: HttpRequest, refused: Http404 | Refused) -> JsonResponse:
    if isinstance(refused, Refused):
        note_reason(request, refused)
        return _no_store({"code": "forbidden", "message": str(refused)}, 403)
    return _no_store({"code": "not-found", "message": _("Lembar ini tidak ada.")}, 404)


@signed_in_or_401
@require_POST
def sheet_journal(request: HttpRequest, sheet: UUID) -> JsonResponse:
    """Take in what a device wrote, perhaps long ago and perhaps for the second time."""
    try:
        found = selectors.sheet_for(request.user, sheet)
    except (Http404, Refused) as refused:
        return _not_yours(request, refused)
    try:
        device, steps = journal.read(_sent(request))
        done = replay.replay(actor=request.user, sheet=found, device=device, steps=steps)
    except journal.Malformed as wrong:
        return _no_store({"code": "malformed", "message": str(wrong)}, 422)
    except replay.Altered as wrong:
        return _no_store({"code": "altered", "sequence": wrong.sequence, "message": wrong.message}, 409)
    except replay.Gap as wrong:
        return _no_store({"code": "gap", "expected": wrong.expected}, 409)
    refused_steps = [{"sequence": each.sequence, "code": each.code, "message": each.message} for each in done.refused]
    return _no_store({"receipt": done.receipt, "refused": refused_steps, "state": sheet_state.state(found)})


def _sent(request: HttpRequest) -> Any:
    if len(request.body) > LARGEST:
        raise journal.Malformed(_("Kiriman terlalu besar; kirim lebih sedikit langkah sekaligus."))
    try:
        return json.loads(request.body)
    except (ValueError, RecursionError) as wrong:
        raise journal.Malformed(_("Kiriman bukan JSON yang terbaca.")) from wrong

"""The pages of results: those of an event, one with its working, and what it would mean elsewhere."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.assessment.forms.results import WhatIfForm
from mumpuni.assessment.models import Result
from mumpuni.assessment.policies import results as rights
from mumpuni.assessment.selectors import projecting
from mumpuni.assessment.selectors import result_recap as lines
from mumpuni.assessment.selectors import results as selectors
from mumpuni.assessment.selectors.events import event as event_for
from mumpuni.assessment.services import results as services
from mumpuni.exchange.exports import xlsx_response

#: How many assessees a page of the overview shows; the counts above it are of all.
PAGE = 50


@login_required
@require_safe
def overview(request: HttpRequest, pk: int) -> HttpResponse:
    """The results of an event as far as they concern the reader."""
    event = event_for(request.user, pk)
    services.note_overview(actor=request.user, event=event)
    category, order = request.GET.get("kategori", ""), request.GET.get("urut", "nomor")
    shown = selectors.overview(request.user, event, category=category, order=order)
    context = {
        "event": event,
        "tab": "results",
        "shown": shown,
        "page": Paginator(shown.rows, PAGE).get_page(request.GET.get("page")),
        "category": category,
        "order": order,
        "orders": _orders(event.is_2008),
        "may_recap": rights.sees_all(request.user, event),
    }
    return render(request, "assessment/results.html", context)


def _orders(old: bool) -> list[tuple[str, str]]:
    words = {"nomor": _("Nomor peserta"), "nama": _("Nama"), "jpm": _("JPM tertinggi"),
             "kesenjangan": _("Kesenjangan terbanyak")}  # fmt: skip
    return [(code, words[code]) for code in selectors.ORDERS if not (old and code == "jpm")]


@login_required
@require_safe
def recap(request: HttpRequest, pk: int) -> HttpResponse:
    """The same as a workbook, with what the reports say."""
    event = event_for(request.user, pk)
    services.note_overview(actor=request.user, event=event, recap=True)
    title = _("Uji coba %(event)s") % {"event": event.name} if event.is_trial else event.name
    name = _("rekap-hasil-%(number)d") % {"number": event.pk}
    return xlsx_response(name, lines.columns(event), lines.rows(event), title)


def _result(request: HttpRequest, pk: int) -> Result:
    found = selectors.result(request.user, pk)
    services.note_reading(actor=request.user, result=found)
    return found


@login_required
@require_safe
def page(request: HttpRequest, result: int) -> HttpResponse:
    """One result with its working."""
    found = _result(request, result)
    context = {**_around(found), "whole": selectors.whole(found)}
    return render(request, "assessment/result.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def projected(request: HttpRequest, result: int) -> HttpResponse:
    """What the levels would mean against the tier above, or if they were others; sent by POST, so no log keeps them."""
    found = _result(request, result)
    form = WhatIfForm(request.POST if request.method == "POST" else None, lines=selectors.lines_of(found))
    said = None
    if not found.blueprint.event.is_2008 and form.is_bound and form.is_valid():
        said = projecting.what_if(found, form.levels)
    context = {
        **_around(found),
        "projection": projecting.projection(found, timezone.localdate()),
        "form": form,
        "said": said,
    }
    return render(request, "assessment/result_projection.html", context, status=422 if form.errors else 200)


def _around(found: Result) -> dict[str, Any]:
    event = found.assessee.event
    return {
        "event": event,
        "tab": "results",
        "result": found,
        "category": selectors.category_word(found.category),
        "tone": selectors.category_tone(found.purpose, found.category) if found.category else "quiet",
    }

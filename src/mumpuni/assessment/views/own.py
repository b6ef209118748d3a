"""The own timetable, and its calendar."""

import itertools
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mumpuni.assessment import calendars, policies
from mumpuni.assessment.selectors import feeds as feed_selectors
from mumpuni.assessment.selectors import personal
from mumpuni.assessment.services import feeds
from mumpuni.ui.files import as_file


@login_required
@never_cache
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Where to be and when."""
    return _page(request)


def _page(request: HttpRequest, address: str = "") -> HttpResponse:
    slots = personal.own(request.user)
    days: list[Any] = [(day, list(those)) for day, those in itertools.groupby(slots, key=lambda slot: slot.day)]
    context = {
        "days": days,
        "address": address,
        "has_feed": feed_selectors.has_feed(policies.own_person(request.user)),
        "has_person": policies.own_person(request.user) is not None,
    }
    return render(request, "assessment/timetable/own.html", context)


@login_required
@never_cache
@require_safe
def download(request: HttpRequest) -> HttpResponse:
    """The own slots as a file for a calendar."""
    person = policies.own_person(request.user)
    if person is None:
        raise Http404
    return _calendar(person, request.user, attached=True)


@never_cache
@require_safe
def feed(request: HttpRequest, word: str) -> HttpResponse:
    """A person's slots for whoever knows the secret address; an unknown one does not exist."""
    found = feed_selectors.feed_of(word)
    if found is None:
        raise Http404
    return _calendar(found.person_id, found.person.account, attached=False)


def _calendar(person: int, account: Any, *, attached: bool) -> HttpResponse:
    slots = personal.slots(person, vanished=True, names=personal.may_read_names(account))
    answer = HttpResponse(calendars.calendar(slots, person), content_type=calendars.MEDIA_TYPE)
    if attached:
        as_file(answer, "jadwal-penilaian.ics")
    answer["X-Content-Type-Options"] = "nosniff"
    answer["Referrer-Policy"] = "no-referrer"
    return answer


@login_required
@never_cache
@require_POST
def open_feed(request: HttpRequest) -> HttpResponse:
    """Make a secret address and show it once."""
    word = feeds.open_feed(actor=request.user)
    return _page(request, request.build_absolute_uri(reverse("assessment:calendar_feed", args=[word])))


@login_required
@require_POST
def close_feed(request: HttpRequest) -> HttpResponse:
    """Let the address stop working."""
    if feeds.close_feed(actor=request.user):
        messages.success(request, _("Alamat langganan dicabut; program kalender Anda tidak lagi menerima jadwal."))
    return redirect("assessment:own_timetable")

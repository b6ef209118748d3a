"""One session: where it may go, moving it, locking it."""

from datetime import date, datetime, time
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse, JsonResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mumpuni.assessment import policies
from mumpuni.assessment.forms import timetables as forms
from mumpuni.assessment.models import Room, Session
from mumpuni.assessment.policies import timetables as timetable_policies
from mumpuni.assessment.selectors import timetables as selectors
from mumpuni.assessment.selectors.zones import zone
from mumpuni.assessment.services import moving
from mumpuni.assessment.views.shared import planners_only
from mumpuni.people.policies import Unusable
from mumpuni.people.views.base import attempt, refuse


def _session(actor: Any, pk: int) -> Session:
    found = selectors.session(actor, pk)
    if not timetable_policies.may_see(actor, found.timetable):
        raise Http404
    return found


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """A session with its form."""
    found = _session(request.user, pk)
    if request.method == "POST":
        planners_only(request.user, found.timetable.event)
    may_plan = policies.may_plan(request.user, found.timetable.event)
    editable = may_plan and found.timetable.state == "draf" and not found.is_catch_up
    form = forms.SessionForm(request.POST or None, session=found) if editable or request.method == "POST" else None
    if request.method == "POST" and form is not None and form.is_valid():
        try:
            moved = moving.move_session(
                actor=request.user,
                session=found,
                starts_at=form.starts_at(),
                room=form.cleaned_data["room"],
                observers=form.observers(),
                revision=form.cleaned_data["revision"],
                despite=form.cleaned_data["despite"],
            )
        except Unusable as refused:
            refuse(form, refused)
        else:
            messages.success(request, _("Sesi tersimpan."))
            return redirect(_back(moved))
    board = selectors.board(found.timetable)
    row = next(each for each in board.sessions if each.pk == found.pk)
    here = zone(found.timetable.event.place)
    context = {
        "session": row,
        "begin": row.starts_at.astimezone(here),
        "end": row.ends_at.astimezone(here),
        "event": found.timetable.event,
        "tab": "timetable",
        "timetable": found.timetable,
        "form": form,
        "editable": editable,
        "back": _back(found),
        "wrong": board.wrong.get(found.pk, []),
        "lock_form": forms.LockForm(
            initial={"time": row.locks_time, "room": row.locks_room, "people": row.locks_people,
                     "revision": found.timetable.revision}
        ),
    }  # fmt: skip
    return render(request, "assessment/timetable/session.html", context, status=422 if form and form.errors else 200)


def _back(session: Session) -> str:
    return (
        reverse("assessment:timetable_version", args=[session.timetable_id]) + f"#sesi-{session.pk}-R{session.room_id}"
    )


def _target(request: HttpRequest, session: Session) -> tuple[datetime, Room]:
    """The place that was pointed at.

    Raises:
        Unusable: when it is none.
    """
    asked = request.POST or request.GET
    try:
        day, hour = date.fromisoformat(asked["day"]), time.fromisoformat(asked["start"])
        room = session.room.place.rooms.filter(is_active=True).get(pk=int(asked["room"]))
    except (KeyError, ValueError, Room.DoesNotExist):
        raise Unusable(_("Waktu atau ruang itu tidak ada.")) from None
    return datetime.combine(day, hour.replace(tzinfo=None), zone(session.timetable.event.place)), room


@login_required
@never_cache
@require_safe
def move_check(request: HttpRequest, pk: int) -> JsonResponse:
    """What would clash if the session stood there; writes nothing."""
    found = _session(request.user, pk)
    planners_only(request.user, found.timetable.event)
    try:
        starts_at, room = _target(request, found)
        board = selectors.board(found.timetable)
        row = next(each for each in board.sessions if each.pk == found.pk)
        if row.kind == Session.Kind.MEETING:
            return JsonResponse({"conflicts": []})
        _after, wrong = moving.moved(board, row, starts_at=starts_at, room=room)
    except Unusable as refused:
        return JsonResponse({"conflicts": refused.messages})
    return JsonResponse({"conflicts": wrong})


@login_required
@require_POST
def move(request: HttpRequest, pk: int) -> JsonResponse:
    """Drop the session there."""
    found = _session(request.user, pk)
    planners_only(request.user, found.timetable.event)
    revision = request.POST.get("revision", "")
    try:
        starts_at, room = _target(request, found)
        moving.move_session(
            actor=request.user,
            session=found,
            starts_at=starts_at,
            room=room,
            revision=int(revision) if revision.isdecimal() else None,
            despite=request.POST.get("despite") == "1",
        )
    except Unusable as refused:
        return JsonResponse({"conflicts": refused.messages}, status=422)
    return JsonResponse({"conflicts": []})


@login_required
@require_POST
def lock(request: HttpRequest, pk: int) -> HttpResponse:
    """Say what of a session stays."""
    found = _session(request.user, pk)
    planners_only(request.user, found.timetable.event)
    form = forms.LockForm(request.POST)
    if form.is_valid():
        attempt(
            request,
            lambda: moving.lock_session(actor=request.user, session=found, **form.cleaned_data),
            _("Kunci tersimpan."),
        )
    return redirect(_back(found))

"""Pages of declarations: one's own, and the state for those who plan."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mumpuni.assessment import words
from mumpuni.assessment.forms.teams import DeclarationForm
from mumpuni.assessment.models import Event
from mumpuni.assessment.selectors import events
from mumpuni.assessment.selectors import interests as selectors
from mumpuni.assessment.services import interests as services
from mumpuni.people.policies import Unusable, require
from mumpuni.people.views.base import refuse


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def declaration(request: HttpRequest, pk: int) -> HttpResponse:
    """The own declaration for every assessee, or for all at once that there is none."""
    actor: Any = request.user
    event = events.event(actor, pk)
    members = selectors.own_members(actor, event)
    require(bool(members), words.MAY_NOT_DECLARE)
    if request.method == "POST" and "tidak_ada" in request.POST:
        form = DeclarationForm(assessees=[])
        try:
            services.declare(actor=actor, event=event)
        except Unusable as refused:
            messages.error(request, " ".join(refused.messages))
            return redirect("assessment:declaration", pk=event.pk)
        return _thanks(request, event)
    faces = selectors.faces(event)
    mine = list(event.interests.filter(practitioner=members[0].practitioner_id))
    given = {each.assessee_id: each for each in mine if not each.is_computed}
    form = DeclarationForm(request.POST or None, assessees=faces, given=given)
    if request.method == "POST" and form.is_valid():
        try:
            services.declare(actor=actor, event=event, ties=form.ties)
        except Unusable as refused:
            refuse(form, refused)
        else:
            return _thanks(request, event)
    computed = {each.assessee_id: each for each in mine if each.is_computed}
    open_ones = {each.pk for each in faces} - set(members[0].declared_for)
    context = {
        "event": event,
        "tab": "team",
        "form": form,
        "rows": [(who, kind, note, computed.get(who.pk), who.pk in open_ones) for who, kind, note in form.rows],
        "declared_at": members[0].declared_at,
        "missing": len(open_ones) if members[0].declared_at else 0,
        "closed": event.state in (Event.State.CLOSED, Event.State.CANCELLED),
    }
    return render(request, "assessment/teams/declaration.html", context, status=422 if form.errors else 200)


def _thanks(request: HttpRequest, event: Event) -> HttpResponse:
    messages.success(request, _("Pernyataan Anda tersimpan. Anda dapat mengubahnya sampai kegiatan selesai."))
    return redirect("assessment:team", pk=event.pk)


@login_required
@require_safe
def interests(request: HttpRequest, pk: int) -> HttpResponse:
    """Who has declared, and every tie by its kind."""
    actor: Any = request.user
    event = events.event(actor, pk)
    context = {
        "event": event,
        "tab": "team",
        "interests": selectors.listed(actor, event),
        "undeclared": selectors.undeclared(event),
    }
    return render(request, "assessment/teams/interests.html", context)


@login_required
@require_POST
def remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to those who have not declared."""
    actor: Any = request.user
    event = events.event(actor, pk)
    try:
        sent = services.remind(actor=actor, event=event)
    except Unusable as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        told = ngettext("%(count)d surel pengingat dikirim.", "%(count)d surel pengingat dikirim.", sent)
        messages.success(request, told % {"count": sent})
    return redirect("assessment:interests", pk=event.pk)

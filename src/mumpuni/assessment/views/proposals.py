"""The page on which the proposer shows its team, for the staff to take all or pick."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import TeamMember, TeamRole
from mumpuni.assessment.selectors import events
from mumpuni.assessment.selectors.proposals import propose_team
from mumpuni.assessment.services.proposals import accept_proposal
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.people.views.base import sentences


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def proposal(request: HttpRequest, pk: int) -> HttpResponse:
    """What the proposer found and why; POST takes in those ticked."""
    actor: Any = request.user
    event = events.event(actor, pk)
    require(policies.may_appoint(actor, event), words.MAY_NOT_MANAGE)
    problems: list[str] = []
    keys: list[str] | None = None
    if request.method == "POST":
        keys = request.POST.getlist("pilih")
        given = request.POST.get("revision", "")
        try:
            made = accept_proposal(
                actor=actor, event=event, keys=keys, revision=int(given) if given.isdecimal() else None
            )
        except (Unusable, RuleBroken) as refused:
            problems = sentences(refused)
        else:
            told = ngettext("%(count)d orang masuk tim.", "%(count)d orang masuk tim.", len(made))
            messages.success(request, told % {"count": len(made)})
            return redirect("assessment:team", pk=event.pk)
    found = propose_team(event)
    rows = [
        {
            "choice": each,
            "role": TeamRole(each.role).label,
            "exception": TeamMember.Fallback(each.fallback).label if each.fallback else "",
            "ticked": keys is None or each.key in keys,
        }
        for each in found.choices
    ]
    context = {"event": event, "tab": "team", "proposal": found, "rows": rows, "problems": problems}
    context["title"] = _("Usulan tim")
    return render(request, "assessment/teams/proposal.html", context, status=422 if problems else 200)

"""The page of the design, and what the rules say of it while it is typed."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms.blueprints import BlueprintForm
from mumpuni.assessment.models import Event
from mumpuni.assessment.selectors.blueprints import exposure_clashes, judge_design
from mumpuni.assessment.selectors.events import event as event_for
from mumpuni.assessment.selectors.judging import findings_of
from mumpuni.assessment.services.blueprints import plan_blueprint
from mumpuni.people.policies import Unusable, require


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def blueprint(request: HttpRequest, pk: int) -> HttpResponse:
    """Instruments and the grid of competencies; chair and admin change it, the others read."""
    found = event_for(request.user, pk)
    plans = policies.may_plan(request.user, found)
    typed = request.POST if request.method == "POST" else None
    form = BlueprintForm(found, typed)
    if typed is not None:
        require(plans, words.MAY_NOT_PLAN)
        if form.is_valid():
            try:
                plan_blueprint(
                    actor=request.user,
                    event=found,
                    instruments=form.plans(),
                    weights=form.weights,
                    revision=form.revision,
                )
            except Unusable as refused:
                form.errors = list(refused.messages)
            else:
                messages.success(request, _("Rancangan disimpan."))
                return redirect("assessment:blueprint", pk)
    editable = plans and not found.is_frozen and not found.has_begun
    context = {
        "event": found, "tab": "blueprint", "form": form, "editable": editable, "plans": plans, **_judged(found, form),
    }  # fmt: skip
    return render(request, "assessment/blueprint.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def check(request: HttpRequest, pk: int) -> HttpResponse:
    """What the rules say of the design as it stands on the page; nothing is saved."""
    found = event_for(request.user, pk)
    require(policies.may_plan(request.user, found), words.MAY_NOT_PLAN)
    context = {"fresh": True, **_judged(found, BlueprintForm(found, request.POST))}
    return render(request, "assessment/_judged.html", context)


def _judged(event: Event, form: BlueprintForm) -> dict[str, Any]:
    """The findings, target by target, and who met a chosen variant before."""
    design = form.design()
    judged = judge_design(design)
    variants = [use.variant.pk for use in design.uses if use.variant]
    findings = findings_of(judged)
    clashes = exposure_clashes(event, variants) if variants else []
    broken = sum(one.severity == "violation" for _about, one in findings)
    return {
        "judged": judged,
        "findings": findings,
        "clashes": clashes,
        "broken": broken + len(clashes),
        "warned": len(findings) - broken,
    }

"""Pages of the nomination under Perka 11/2008: results, names for the PPK, designation (seleksi, penetapan)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms.nominations import DesignationForm, ResultRow, result_rows
from mumpuni.assessment.models import Candidate, Request
from mumpuni.assessment.selectors import nominations as selectors
from mumpuni.assessment.selectors import requests
from mumpuni.assessment.services import nominations as services
from mumpuni.people.models import Role
from mumpuni.people.policies import RuleBroken, Unusable, agencies_of, require
from mumpuni.people.views.base import refuse, sentences

#: How many decided names the PPK's page still shows.
RECENT = 30


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def selection(request: HttpRequest, pk: int) -> HttpResponse:
    """The sheet of selection results of a draft."""
    asked = _own(request, pk)
    people = list(requests.candidates(request.user, asked).filter(withdrawn_at=None))
    rows = result_rows(people, request.POST if request.method == "POST" else None)
    problems: list[str] = []
    if request.method == "POST":
        try:
            count = services.record_selection(
                actor=request.user,
                request=asked,
                revision=_number(request.POST.get("revision", "")),
                results={row.candidate.pk: (row.administrative, row.substance) for row in rows},
            )
        except (Unusable, RuleBroken) as problem:
            problems = sentences(problem)
        else:
            said = ngettext("Hasil %(count)d orang disimpan.", "Hasil %(count)d orang disimpan.", count)
            messages.success(request, said % {"count": count})
            return redirect("assessment:request", pk)
    context = {"asked": asked, "rows": rows, "problems": problems, "judged": _judged(rows)}
    return render(request, "assessment/selection.html", context, status=422 if problems else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def names_submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Submit to the PPK who passed; who did not stands there with the reason."""
    asked = _own(request, pk)
    people = list(requests.candidates(request.user, asked).filter(withdrawn_at=None, submitted_at=None))
    ticked = {_number(each) for each in request.POST.getlist("names")}
    problems: list[str] = []
    if request.method == "POST":
        try:
            made = services.submit_names(actor=request.user, request=asked, candidates=ticked)
        except (Unusable, RuleBroken) as problem:
            problems = sentences(problem)
        else:
            said = ngettext("%(count)d nama diajukan kepada PPK.", "%(count)d nama diajukan kepada PPK.", len(made))
            messages.success(request, said % {"count": len(made)})
            return redirect("assessment:request", pk)
    lines = []
    for each in people:
        against = [one for one in selectors.nomination(each).findings if one.code != "not-designated"]
        told = [f"{one.message()} ({one.citation})" for one in against]
        lines.append((each, told, each.pk in ticked if request.method == "POST" else not told))
    context = {"asked": asked, "lines": lines, "problems": problems, "any": any(not told for _who, told, _on in lines)}
    return render(request, "assessment/names_submit.html", context, status=422 if problems else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def designations(request: HttpRequest) -> HttpResponse:
    """The PPK's inbox: tick names, say what is decided, look at it once more, confirm."""
    actor: Any = request.user
    require(bool(agencies_of(actor, Role.PPK)), words.MAY_NOT_DESIGNATE)
    waiting = list(selectors.awaiting_designation(actor))
    form = DesignationForm(request.POST if request.method == "POST" else None, waiting=waiting)
    seen: list[Candidate] = []
    if request.method == "POST" and form.is_valid():
        names = set(form.cleaned_data["names"])
        if request.POST.get("langkah") == "simpan":
            try:
                _decide(request, form)
                return redirect("assessment:designations")
            except (Unusable, RuleBroken) as problem:
                refuse(form, problem)
        elif request.POST.get("langkah") != "kembali":
            seen = [each for each in waiting if each.pk in names]
    context = {
        "form": form,
        "waiting": [(each, selectors.nomination(each)) for each in waiting],
        "ticked": set(request.POST.getlist("names")),
        "seen": seen,
        "decided": list(selectors.designated(actor)[:RECENT]),
    }
    page = "assessment/designation_preview.html" if seen else "assessment/designations.html"
    return render(request, page, context, status=422 if form.errors else 200)


def _decide(request: HttpRequest, form: DesignationForm) -> None:
    given = form.cleaned_data
    if given["decision"] == form.DESIGNATE:
        made = services.designate(actor=request.user, candidates=given["names"], number=given["number"])
        said = ngettext("%(count)d nama ditetapkan.", "%(count)d nama ditetapkan.", len(made))
    else:
        made = services.decline_names(actor=request.user, candidates=given["names"], reason=given["reason"])
        said = ngettext("%(count)d nama tidak ditetapkan.", "%(count)d nama tidak ditetapkan.", len(made))
    messages.success(request, said % {"count": len(made)})


def _own(request: HttpRequest, pk: int) -> Request:
    asked = requests.request(request.user, pk)
    require(policies.may_ask(request.user, asked.agency_id), words.MAY_NOT_ASK)
    return asked


def _number(given: str) -> int:
    return int(given) if given.isdecimal() and len(given) < 10 else 0


def _judged(rows: list[ResultRow]) -> int:
    """How many have both results."""
    missing = Candidate.Result.MISSING
    return sum(missing not in (row.candidate.administrative, row.candidate.substance) for row in rows)

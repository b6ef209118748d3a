"""Pages of the target positions and people of a request."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms.requests import CandidatesForm, ReasonForm, TargetForm
from mumpuni.assessment.models import Edition, Request, Target
from mumpuni.assessment.selectors import held
from mumpuni.assessment.selectors import requests as selectors
from mumpuni.assessment.selectors import targets as picking
from mumpuni.assessment.services import targets as services
from mumpuni.assessment.views.asking import AskAboutRequest, ByAgency
from mumpuni.people.models import Position
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.people.views.base import refuse


class RemoveTarget(ByAgency, AskAboutRequest):
    """Take a target out of a draft."""

    title = gettext_lazy("Hapus target jabatan?")
    lead = gettext_lazy("Target yang sudah mempunyai calon tidak dapat dihapus.")
    button = gettext_lazy("Hapus")
    done = gettext_lazy("Target dihapus.")
    danger = True

    def act(self, form: Any) -> None:
        """Remove it."""
        target = self.asked.targets.filter(pk=self.kwargs["target"]).first()
        if target is None:
            raise Http404
        services.remove_target(actor=self.request.user, request=self.asked, target=target)


class WithdrawCandidate(ByAgency, AskAboutRequest):
    """Take somebody out."""

    button = gettext_lazy("Tarik")
    done = gettext_lazy("Calon ditarik dari permintaan.")
    danger = True
    form_class = ReasonForm

    def get_form(self, form_class: Any = None) -> Any:
        """Without a reason while nobody else has the name."""
        self.who = selectors.candidate(self.request.user, self.asked, self.kwargs["candidate"])
        self.title = _("Tarik %(name)s?") % {"name": self.who.person.full_name}
        form = super().get_form(form_class)
        if self.asked.is_open and self.who.submitted_at is None:
            self.lead = _("Calon dikeluarkan dari draf ini.")
            del form.fields["reason"]
        else:
            self.lead = _("Namanya tetap terbaca sebagai ditarik, dengan alasannya.")
        return form

    def act(self, form: ReasonForm) -> None:
        """Withdraw the person."""
        services.withdraw_candidate(
            actor=self.request.user, request=self.asked, candidate=self.who, **form.cleaned_data
        )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def target_new(request: HttpRequest, pk: int) -> HttpResponse:
    """Pick a position by searching, then say what only people know of it; or write title and tier."""
    actor: Any = request.user
    asked = selectors.request(actor, pk)
    require(policies.may_ask(actor, asked.agency_id), words.MAY_NOT_ASK)
    query, picked = request.GET.get("q", ""), _picked(asked, request.GET.get("jabatan", ""))
    by_hand = request.GET.get("jabatan") == "lain"
    old = asked.edition == Edition.BKN_2008
    initial = {"echelon": picked.echelon.partition(".")[0]} if picked else {"title": query}
    form = TargetForm(request.POST if request.method == "POST" else None, position=picked, old=old, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            services.add_target(actor=actor, request=asked, position=picked, **form.cleaned_data)
        except (Unusable, RuleBroken) as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Target jabatan ditambahkan."))
            return redirect("assessment:request", pk)
    context = {
        "asked": asked,
        "query": query,
        "picked": picked,
        "by_hand": by_hand,
        "positions": [] if picked or by_hand else picking.positions_to_pick(asked.agency, query),
        "most": picking.SHOWN,
        "form": form,
    }
    return render(request, "assessment/target_new.html", context, status=422 if form.errors else 200)


def _picked(asked: Request, given: str) -> Position | None:
    if not given or given == "lain":
        return None
    found = (
        asked.agency.positions.select_related("unit").filter(pk=int(given)).first()
        if given.isdecimal() and len(given) < 10
        else None
    )
    if found is None:
        raise Http404
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def candidates_add(request: HttpRequest, pk: int) -> HttpResponse:
    """Find officials of the agency and tick those who are to be assessed for a target."""
    actor: Any = request.user
    asked = selectors.request(actor, pk)
    require(policies.may_ask(actor, asked.agency_id), words.MAY_NOT_ASK)
    targets = list(Target.objects.filter(request=asked))
    query = request.GET.get("q", "")
    ticked = set((request.POST if request.method == "POST" else request.GET).getlist("persons"))
    people = picking.officials_to_pick(actor, asked, query, ticked)
    tiers = {held.tier_of(each) for each in targets}
    form = CandidatesForm(
        request.POST if request.method == "POST" else None,
        targets=asked.targets.all(),
        persons=picking.own_officials(actor, asked),
        initial={"target": request.GET.get("target") or (targets[0].pk if targets else None)},
    )
    if request.method == "POST" and form.is_valid():
        try:
            made = services.add_candidates(actor=actor, request=asked, **form.cleaned_data)
        except (Unusable, RuleBroken) as problem:
            refuse(form, problem)
        else:
            said = ngettext("%(count)d calon ditambahkan.", "%(count)d calon ditambahkan.", len(made))
            messages.success(request, said % {"count": len(made)})
            return redirect("assessment:request", pk)
    context = {
        "asked": asked,
        "targets": targets,
        "query": query,
        "people": people,
        "held": held.valid_results(actor, [each.pk for each in people], held.day_of_use(asked), tiers),
        "most": picking.SHOWN,
        "form": form,
        "ticked": ticked,
    }
    return render(request, "assessment/candidates_add.html", context, status=422 if form.errors else 200)

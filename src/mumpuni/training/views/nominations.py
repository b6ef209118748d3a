"""Nominations: sent by agencies, decided on batch pages, followed in lists."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse, QueryDict
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import get_language, gettext_lazy, ngettext
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mumpuni.people.policies import RuleBroken, Unusable
from mumpuni.regulations import words
from mumpuni.training import policies, selectors, services
from mumpuni.training.forms import ChosenForm, MoveForm, ReasonForm
from mumpuni.training.models import Batch, Nomination
from mumpuni.training.tables import (
    ChoosableTable,
    NominationFilter,
    NominationTable,
    ParticipantFilter,
    ParticipantTable,
)
from mumpuni.training.views.common import sentences, tell
from mumpuni.ui.lists import Action, ListView

SEARCH = (
    "person__name__icontains",
    "person__identities__plain__startswith",
    "agency__name__icontains",
    "position_title__icontains",
)


class NominationList(ListView):
    """The nominations that the actor may see, across seasons and batches."""

    title = gettext_lazy("Usulan")
    lead = gettext_lazy("Pegawai yang diusulkan menjadi peserta, dan keadaan usulannya.")
    selector = selectors.nominations
    table_class = NominationTable
    filterset_class = NominationFilter
    search_fields = SEARCH
    search_hint = gettext_lazy("Nama, NIP, instansi, atau jabatan")
    export_name = gettext_lazy("Usulan")
    empty_title = gettext_lazy("Belum ada usulan")
    empty_text = gettext_lazy("Usulan masuk lewat lembar Excel dari instansi.")

    def may_view(self, actor: Any) -> None:
        """Staff and HR; a participant has the own nomination on the home page."""
        selectors.seasons(actor)

    def found(self) -> tuple[QuerySet[Any], Any]:
        """A word may fit several identities of one person."""
        rows, filters = super().found()
        return (rows.distinct() if self.request.GET.get("q") else rows), filters

    def actions(self, actor: Any) -> list[Action]:
        """Who may nominate is led to the import."""
        if not policies.may_send(actor):
            return []
        return [Action(reverse("training:nomination_send"), gettext_lazy("Kirim usulan"), icon="upload")]


class BatchPage(ListView):
    """One batch: its days and seats, its participants, and what can be decided on them."""

    template_name = "training/batch_detail.html"
    selector = selectors.nominations
    filterset_class = ParticipantFilter
    search_fields = SEARCH
    search_hint = gettext_lazy("Nama, NIP, instansi, atau jabatan")
    empty_title = gettext_lazy("Angkatan ini masih kosong")
    empty_text = gettext_lazy("Peserta masuk lewat usulan instansi, atau dipindahkan dari angkatan lain.")
    batch: Batch

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """Find the batch first: one out of sight looks like none."""
        if not request.user.is_authenticated:
            return self.handle_no_permission()
        self.batch = selectors.batch(request.user, kwargs["pk"])
        self.title = str(self.batch)
        self.export_name = f"{self.batch.season} {self.batch}"
        self.may_decide = policies.may_decide(request.user, self.batch.season_id, self.batch.pk)
        self.may_choose = self.may_decide or policies.may_send(request.user)
        self.table_class = ChoosableTable if self.may_choose else ParticipantTable
        return super().get(request, *args, **kwargs)

    def rows(self) -> QuerySet[Any]:
        """Of this batch alone."""
        return super().rows().filter(batch=self.batch)

    def found(self) -> tuple[QuerySet[Any], Any]:
        """Withdrawn ones are shown when asked for."""
        rows, filters = super().found()
        if not self.request.GET.get("state"):
            rows = rows.filter(selectors.ACTIVE)
        return (rows.distinct() if self.request.GET.get("q") else rows), filters

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """What the page shows beside the list."""
        return super().get_context_data(
            batch=self.batch,
            level_decision=next(iter(selectors.decisions_on(self.batch)), None),
            may_decide=self.may_decide,
            may_choose=self.may_choose,
            may_plan=policies.may_plan(self.request.user, self.batch.season),
            **kwargs,
        )


@login_required
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Accept, withdraw or move those ticked on the page of a batch; the last two ask first."""
    batch = selectors.batch(request.user, pk)
    here = list(selectors.nominations(request.user).filter(batch=batch).values_list("pk", flat=True))
    chosen = ChosenForm(request.POST, nominations=here)
    if not chosen.is_valid():
        messages.warning(request, _("Pilih sedikitnya satu peserta dahulu."))
        return redirect("training:batch_detail", pk=pk)
    picked: list[int] = chosen.cleaned_data["chosen"]
    match request.POST.get("act"):
        case "accept":
            return _accept(request, batch, picked)
        case "withdraw":
            return _withdraw(request, batch, here, picked)
        case "move":
            return _move(request, batch, here, picked)
        case _:
            return redirect("training:batch_detail", pk=pk)


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One nomination with what was decided on it, and why."""
    nomination = selectors.nomination(request.user, pk)
    context = {
        "nomination": nomination,
        "identities": list(nomination.person.identities.all()),
        "decisions": [
            (words.title(each.rule, get_language() or "id"), each) for each in selectors.decisions_on(nomination)
        ],
        "source": selectors.source_of(nomination),
        "sees_batch": policies.may_see_seasons(request.user),
    }
    return render(request, "training/nomination_detail.html", context)


@login_required
@require_safe
def send(request: HttpRequest) -> HttpResponse:
    """Where an agency begins: the template, and the import for the right season and agency."""
    choices = []
    for season, agency in selectors.sendings(request.user):
        query = QueryDict(mutable=True)
        query["musim"] = str(season.pk)
        if agency:
            query["instansi"] = str(agency.pk)
        choices.append({"season": season, "agency": agency, "query": query.urlencode()})
    return render(request, "training/nomination_send.html", {"choices": choices})


def _accept(request: HttpRequest, batch: Batch, picked: list[int]) -> HttpResponse:
    try:
        count = services.accept(actor=request.user, nominations=picked)
    except (Unusable, RuleBroken) as problem:
        messages.error(request, " ".join(sentences(problem)))
    else:
        said = ngettext("%(count)d usulan diterima.", "%(count)d usulan diterima.", count)
        messages.success(request, said % {"count": count})
    return redirect("training:batch_detail", pk=batch.pk)


def _withdraw(request: HttpRequest, batch: Batch, here: list[int], picked: list[int]) -> HttpResponse:
    answered = "reason" in request.POST
    form = ReasonForm(request.POST if answered else None, initial={"chosen": picked}, nominations=here)
    if answered and form.is_valid():
        try:
            count = services.withdraw(actor=request.user, nominations=picked, reason=form.cleaned_data["reason"])
        except Unusable as problem:
            tell(form, problem)
        else:
            said = ngettext("%(count)d usulan ditarik.", "%(count)d usulan ditarik.", count)
            messages.success(request, said % {"count": count})
            return redirect("training:batch_detail", pk=batch.pk)
    return _ask(request, batch, form, picked, "withdraw")


def _move(request: HttpRequest, batch: Batch, here: list[int], picked: list[int]) -> HttpResponse:
    answered = "batch" in request.POST
    form = MoveForm(
        request.POST if answered else None,
        initial={"chosen": picked},
        nominations=here,
        batches=selectors.batches_for_move(batch),
    )
    if answered and form.is_valid():
        target = form.cleaned_data["batch"]
        try:
            count = services.move(actor=request.user, nominations=picked, batch=target)
        except (Unusable, RuleBroken) as problem:
            tell(form, problem)
        else:
            said = ngettext("%(count)d peserta pindah ke %(to)s.", "%(count)d peserta pindah ke %(to)s.", count)
            messages.success(request, said % {"count": count, "to": target})
            return redirect("training:batch_detail", pk=batch.pk)
    return _ask(request, batch, form, picked, "move")


def _ask(request: HttpRequest, batch: Batch, form: Any, picked: list[int], what: str) -> HttpResponse:
    chosen = Nomination.objects.filter(pk__in=picked).select_related("person", "agency").order_by("person__name")
    context = {"batch": batch, "form": form, "chosen": chosen, "act": what}
    return render(request, "training/nominations_act.html", context, status=422 if form.errors else 200)

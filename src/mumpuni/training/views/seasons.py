"""Seasons and their boards of batches."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.people.policies import Unusable, require
from mumpuni.training import policies, selectors, services
from mumpuni.training.forms import BatchForm, PlannedBatchFormSet, SeasonForm, level_groups
from mumpuni.training.models import Season
from mumpuni.training.tables import SeasonTable
from mumpuni.training.views.common import tell
from mumpuni.ui import confirm
from mumpuni.ui.lists import Action, ListView


class SeasonList(ListView):
    """The seasons, newest first."""

    title = gettext_lazy("Musim")
    lead = gettext_lazy("Satu musim berisi angkatan pelatihan dan uji kompetensi.")
    selector = selectors.seasons
    table_class = SeasonTable
    search_fields = ("name__icontains", "place__icontains")
    export_name = gettext_lazy("Musim")
    empty_title = gettext_lazy("Belum ada musim")
    empty_text = gettext_lazy("Musim disusun oleh penyelenggara, lalu dibuka untuk usulan instansi.")

    def actions(self, actor: Any) -> list[Action]:
        """The organiser plans."""
        if not policies.may_plan(actor):
            return []
        return [Action(reverse("training:season_new"), gettext_lazy("Susun musim"), icon="plus")]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """The wizard: what the season is, then its table of batches; each keeps what was typed in the other.

    The button says where to: `next` to the table, `back` from it, `plan` to the end.
    """
    require(policies.may_plan(request.user), _("Musim disusun oleh penyelenggara."))
    form = SeasonForm(request.POST or None)
    carried = "batches-TOTAL_FORMS" in request.POST
    table = PlannedBatchFormSet(request.POST, prefix="batches") if carried else None
    if request.method != "POST" or "back" in request.POST:
        return render(request, "training/season_new.html", {"form": form, "table": table})
    if table is None or "plan" not in request.POST:
        if not form.is_valid():
            return render(request, "training/season_new.html", {"form": form, "table": table}, status=422)
        if table is None or request.POST.get("pattern") != form.pattern():
            table = PlannedBatchFormSet(initial=form.proposal(), prefix="batches")
        return render(request, "training/season_batches.html", {"form": form, "table": table})
    if form.is_valid() and table.is_valid() and (season := _plan(request, form, table)):
        messages.success(request, _("Musim tersusun. Periksa angkatannya, lalu buka untuk usulan."))
        return redirect("training:season_detail", pk=season.pk)
    return render(request, "training/season_batches.html", {"form": form, "table": table}, status=422)


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The board: how far the season is, what comes next, every batch by level with its seats."""
    season = selectors.season(request.user, pk)
    batches = selectors.board(request.user, season)
    progress = selectors.progress(season)
    context = {
        "season": season,
        "groups": list(level_groups(batches)),
        "progress": progress,
        "waiting": progress.nominated - progress.accepted,
        "may_plan": policies.may_plan(request.user, season),
        "sends": _sends(request.user, season),
        "sees_all": policies.may_see_everything(request.user, season),
    }
    return render(request, "training/season_detail.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_open(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then open."""
    season = _planned(request, pk)
    if request.method == "POST":
        return _changed(request, season, services.open_season, _("Musim terbuka untuk usulan."))
    return confirm.ask(
        request,
        title=_("Buka musim untuk usulan?"),
        text=_("Instansi dapat mengirim usulan untuk %(seats)d kursi dalam %(season)s.")
        % {"seats": season.seats, "season": season},
        button=_("Buka musim"),
        back=reverse("training:season_detail", args=[pk]),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def set_closed(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then close."""
    season = _planned(request, pk)
    if request.method == "POST":
        return _changed(request, season, services.close_season, _("Musim ditutup untuk usulan."))
    return confirm.ask(
        request,
        title=_("Tutup musim?"),
        text=_("Tidak ada usulan baru yang dapat masuk. Usulan yang ada dan hasilnya tetap."),
        button=_("Tutup musim"),
        back=reverse("training:season_detail", args=[pk]),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change_batch(request: HttpRequest, pk: int) -> HttpResponse:
    """Seats and days of one batch."""
    batch = selectors.batch(request.user, pk)
    require(policies.may_plan(request.user, batch.season), _("Angkatan diubah oleh penyelenggara."))
    now = {name: getattr(batch, name) for name in BatchForm.base_fields}
    form = BatchForm(request.POST or None, initial=now)
    if request.method == "POST" and form.is_valid():
        try:
            services.change_batch(actor=request.user, batch=batch, **form.cleaned_data)
        except Unusable as problem:
            tell(form, problem)
        else:
            messages.success(request, _("Angkatan diubah."))
            return redirect("training:batch_detail", pk=pk)
    status = 422 if form.errors else 200
    return render(request, "training/batch_change.html", {"form": form, "batch": batch}, status=status)


def _plan(request: HttpRequest, form: SeasonForm, table: Any) -> Season | None:
    wanted = {name: form.cleaned_data[name] for name in ("name", "year", "place", "starts_on", "ends_on")}
    try:
        return services.plan_season(actor=request.user, batches=[line.planned() for line in table], **wanted)
    except Unusable as problem:
        tell(form, problem)
    return None


def _sends(actor: Any, season: Season) -> bool:
    return season.is_open and (policies.may_plan(actor, season) or policies.may_send(actor))


def _planned(request: HttpRequest, pk: int) -> Season:
    season = selectors.season(request.user, pk)
    require(policies.may_plan(request.user, season), _("Musim dibuka dan ditutup oleh penyelenggara."))
    return season


def _changed(request: HttpRequest, season: Season, service: Any, said: str) -> HttpResponse:
    try:
        service(actor=request.user, season=season)
    except Unusable as problem:
        messages.warning(request, " ".join(problem.messages))
    else:
        messages.success(request, said)
    return redirect("training:season_detail", pk=season.pk)

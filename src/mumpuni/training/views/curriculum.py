"""The curriculum of a season: what each kind of development runs on."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.training import policies, selectors, services
from mumpuni.training.forms import BasisForm
from mumpuni.training.models import BATCH_LEVELS, Curriculum
from mumpuni.training.views.common import sentences, tell
from mumpuni.ui import confirm


@login_required
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Per level the basis of each kind, its units and their hours; participants see their own level and read."""
    season = selectors.curriculum_season(request.user, pk)
    context = {
        "season": season,
        "levels": selectors.curriculum(request.user, season),
        "may_plan": policies.may_plan(request.user, season),
        "sees_season": policies.sees_all_levels(request.user, season),
        "hours": selectors.guide_hours(season),
    }
    return render(request, "training/curriculum.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def name(request: HttpRequest, pk: int, level: str, kind: str) -> HttpResponse:
    """Choose the basis of one kind, or of KU, KI and KP together."""
    actor: Any = request.user
    season = selectors.curriculum_season(actor, pk)
    require(policies.may_plan(actor, season), _("Kurikulum disusun oleh penyelenggara."))
    if level not in dict(BATCH_LEVELS) or kind not in Curriculum.Kind.values:
        raise Http404
    is_guide = kind == Curriculum.Kind.OTHER
    now = Curriculum.objects.filter(season=season, level=level, kind=kind).first()
    form = BasisForm(
        request.POST or None,
        kind=kind,
        choices=selectors.bases(level, kind),
        initial={"basis": now and now.basis, "all_kinds": now is None},
    )
    if request.method == "POST" and form.is_valid():
        chosen = form.cleaned_data["basis"]
        kinds = selectors.kinds_of(chosen) if chosen and form.cleaned_data.get("all_kinds") else [kind]
        given = {"guide": chosen} if is_guide else {"standard": chosen}
        try:
            services.name_basis(actor=actor, season=season, level=level, kinds=kinds, **given)
        except (RuleBroken, Unusable) as problem:
            tell(form, problem)
        else:
            messages.success(request, _("Dasar kurikulum disimpan."))
            return redirect("training:curriculum", pk=pk)
    context = {
        "form": form,
        "season": season,
        "level": dict(BATCH_LEVELS)[level],
        "kind": Curriculum.Kind(kind).label,
        "is_guide": is_guide,
    }
    return render(request, "training/curriculum_name.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def drop(request: HttpRequest, pk: int) -> HttpResponse:
    """Ask, then let the kind have no basis."""
    row = selectors.curriculum_row(request.user, pk)
    require(policies.may_plan(request.user, row.season), _("Kurikulum disusun oleh penyelenggara."))
    back = reverse("training:curriculum", args=[row.season_id])
    if request.method == "POST":
        try:
            services.drop_basis(actor=request.user, curriculum=row)
        except Unusable as problem:
            messages.warning(request, " ".join(sentences(problem)))
        else:
            messages.success(request, _("Dasar kurikulum dilepas."))
        return redirect(back)
    return confirm.ask(
        request,
        title=_("Lepas dasar kurikulum?"),
        text=_("%(level)s, %(row)s. Anda dapat memilih dasar lain sesudahnya.")
        % {"level": row.get_level_display(), "row": row},
        button=_("Lepas"),
        back=back,
        danger=True,
    )

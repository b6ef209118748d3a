"""The page of placement, promotion and succession (Pasal 6 ayat (2), Pasal 13)."""

from typing import Any

from django import forms
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils import timezone
from django.utils.translation import gettext_lazy as _
from django.views.decorators.http import require_safe

from mumpuni.people.models import Level
from mumpuni.people.policies import require
from mumpuni.people.selectors.persons import search
from mumpuni.standards.forms.officials import TargetForm
from mumpuni.standards.policies import equivalence as policies
from mumpuni.standards.selectors import careers as selectors
from mumpuni.standards.selectors import officials
from mumpuni.standards.views.framework import language
from mumpuni.standards.words import MAY_NOT_SEE_OFFICIALS

PAGE = 25


class CareerForm(TargetForm):
    """The position, the action, and how to look at the officials."""

    tindakan = forms.ChoiceField(label=_("Tindakan"), required=False)
    q = forms.CharField(label=_("Nama atau NIP"), required=False)
    urut = forms.ChoiceField(
        label=_("Urut menurut"),
        choices=[("nama", _("Nama")), ("sertifikat", _("Sertifikat kompetensi"))],
        required=False,
    )
    pemegang = forms.BooleanField(label=_("Hanya pemegang sertifikat standarnya"), required=False)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, fields_of_work=[], **kwargs)
        self.fields["tindakan"].choices = selectors.actions(language())  # type: ignore[attr-defined]


@login_required
@require_safe
def page(request: HttpRequest) -> HttpResponse:
    """Officials for a position, with the certificate as one criterion among others."""
    actor: Any = request.user
    require(policies.may_plan_careers(actor), MAY_NOT_SEE_OFFICIALS)
    today = timezone.localdate()
    form = CareerForm(
        request.GET if "sasaran" in request.GET else None, standards=list(officials.standards_in_force(today))
    )
    tier, version, _fields = form.chosen()
    told = form.cleaned_data if form.is_bound and form.is_valid() else {}
    action = told.get("tindakan") or selectors.actions("id")[0][0]
    shown = None
    candidates: list[selectors.Candidate] = []
    if tier:
        holders = bool(told.get("pemegang"))
        pool = selectors.pool(actor, tier=tier, version=version, day=today, holders=holders)
        found = search(pool, told.get("q", ""))
        order = ("-is_holder", "name", "pk") if told.get("urut") == "sertifikat" else ("name", "pk")
        shown = Paginator(found.order_by(*order), PAGE).get_page(request.GET.get("page"))
        candidates = selectors.candidates(list(shown.object_list), tier=tier, version=version, action=action, day=today)
    asked = request.GET.copy()
    asked.pop("page", None)
    context = {
        "form": form,
        "skk": version,
        "tier": dict(Level.choices).get(tier, ""),
        "action": dict(selectors.actions(language()))[action],
        "shown": shown,
        "candidates": candidates,
        "asked": asked.urlencode(),
        "example": next((each for each in candidates if each.flagged), candidates[0] if candidates else None),
    }
    return render(request, "standards/careers.html", context)

"""The organiser's settings of schemes."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.certification import policies
from mumpuni.certification.forms import NewSchemeForm, SchemeForm
from mumpuni.certification.models import Kind, Scheme
from mumpuni.certification.services.register import keep_scheme
from mumpuni.documents.models import NumberSeries
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.people.views.base import refuse


@login_required
@require_safe
def scheme_list(request: HttpRequest) -> HttpResponse:
    """All schemes; with one only, that one."""
    require(policies.may_keep_schemes(request.user), _("Skema sertifikasi diatur oleh penyelenggara."))
    schemes = list(Scheme.objects.all())
    if len(schemes) == 1:
        return redirect("certification:scheme", pk=schemes[0].pk)
    return render(request, "certification/schemes.html", {"schemes": schemes})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def add(request: HttpRequest) -> HttpResponse:
    """A new scheme, under the guide or under an SKK-PDN that is set."""
    require(policies.may_keep_schemes(request.user), _("Skema sertifikasi diatur oleh penyelenggara."))
    form = NewSchemeForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in NewSchemeForm.Meta.fields}
        given = {kind: form.cleaned_data[f"{kind}_number"] for kind in Kind.values}
        try:
            made = keep_scheme(actor=request.user, scheme=None, fields=fields, patterns=given)
        except (Unusable, RuleBroken) as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Skema dibuat."))
            return redirect("certification:scheme", pk=made.pk)
    return render(request, "certification/scheme.html", {"form": form}, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def change(request: HttpRequest, pk: int) -> HttpResponse:
    """One scheme: names, place, validity, numbers."""
    require(policies.may_keep_schemes(request.user), _("Skema sertifikasi diatur oleh penyelenggara."))
    scheme = get_object_or_404(Scheme, pk=pk)
    keys = {scheme.series(kind): f"{kind}_number" for kind in Kind.values}
    patterns = dict(NumberSeries.objects.filter(key__in=keys).values_list("key", "pattern"))
    initial = {name: patterns.get(key, "") for key, name in keys.items()}
    form = SchemeForm(request.POST or None, instance=scheme, initial=initial)
    if request.method == "POST" and form.is_valid():
        fields = {name: form.cleaned_data[name] for name in SchemeForm.Meta.fields}
        given = {kind: form.cleaned_data[f"{kind}_number"] for kind in Kind.values}
        try:
            keep_scheme(actor=request.user, scheme=scheme, fields=fields, patterns=given)
        except (Unusable, RuleBroken) as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Skema disimpan; sertifikat yang sudah terbit tidak berubah."))
            return redirect("certification:scheme", pk=scheme.pk)
    return render(
        request, "certification/scheme.html", {"scheme": scheme, "form": form}, status=422 if form.errors else 200
    )

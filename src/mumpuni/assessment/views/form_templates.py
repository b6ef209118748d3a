"""Pages of the Instansi Pembina that keep the versions of the forms."""

from collections.abc import Callable
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.db.models import Count
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mumpuni.assessment import fields, words
from mumpuni.assessment.forms.form_templates import HeadForm, changed, read_parts
from mumpuni.assessment.models import FormTemplate
from mumpuni.assessment.policies import forms as policies
from mumpuni.assessment.services import form_templates
from mumpuni.assessment.views.own_forms import boxes
from mumpuni.people.policies import require
from mumpuni.people.views.base import Question, refuse


@login_required
@require_safe
def form_templates_list(request: HttpRequest) -> HttpResponse:
    """Every form with its versions, the latest first."""
    require(policies.may_keep_templates(request.user), words.MAY_NOT_KEEP_FORMS)
    versions = list(FormTemplate.objects.annotate(begun=Count("answers")))
    rows = [(code, label, [one for one in versions if one.code == code]) for code, label in FormTemplate.Code.choices]
    return render(request, "assessment/form_templates.html", {"rows": rows})


@login_required
@require_safe
def form_template(request: HttpRequest, pk: int) -> HttpResponse:
    """One version as an assessee meets it."""
    found = _template(request, pk)
    context = {
        "template": found,
        "parts": boxes(found.parts, {}, []),
        "holes": form_templates.holes(found) if found.published_at is None else [],
    }
    return render(request, "assessment/form_template.html", context)


@login_required
@require_POST
def form_template_draft(request: HttpRequest, code: str) -> HttpResponse:
    """Begin the next version."""
    try:
        made = form_templates.draft_version(actor=request.user, code=code)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
        return HttpResponseRedirect(reverse("assessment:form_templates"))
    return HttpResponseRedirect(reverse("assessment:form_template_edit", args=[made.pk]))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def form_template_edit(request: HttpRequest, pk: int) -> HttpResponse:
    """The editor: each button keeps the whole draft first, so that nothing typed is lost."""
    found = _template(request, pk)
    if found.published_at is not None:
        messages.error(request, _("Versi ini sudah terbit dan tidak berubah lagi; buat versi baru."))
        return HttpResponseRedirect(reverse("assessment:form_template", args=[found.pk]))
    if request.method != "POST":
        return _editor(request, found, HeadForm(instance=found), found.parts, form_templates.mark(found))
    act, typed = request.POST.get("aksi", ""), read_parts(request.POST)
    # The row itself is changed by the service alone.
    form = HeadForm(request.POST, instance=FormTemplate(pk=found.pk, code=found.code, version=found.version))
    seen = request.POST.get("seen", "")
    if not form.is_valid():
        return _editor(request, found, form, typed, seen, status=422)
    parts = changed(typed, act)
    try:
        form_templates.save_draft(actor=request.user, template=found, parts=parts, seen=seen, **form.cleaned_data)
    except ValidationError as refused:
        refuse(form, refused)
        return _editor(request, found, form, parts, seen, status=422)
    if act == "selesai":
        messages.success(request, _("Draf tersimpan."))
        return HttpResponseRedirect(reverse("assessment:form_template", args=[found.pk]))
    return HttpResponseRedirect(reverse("assessment:form_template_edit", args=[found.pk]) + _anchor(act, parts))


class Act(Question):
    """Publishing, retiring or dropping a version, after a question."""

    verb: Callable[..., Any]

    @property
    def template(self) -> FormTemplate:
        """The one of the address."""
        if not hasattr(self, "_found"):
            self._found = _template(self.request, self.kwargs["pk"])
        return self._found

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who keep forms."""
        require(policies.may_keep_templates(self.request.user), words.MAY_NOT_KEEP_FORMS)
        return super().get_form(form_class)

    def act(self, form: Any) -> Any:
        """Do it."""
        return type(self).verb(actor=self.request.user, template=self.template)

    def back(self) -> str:
        """The version."""
        return reverse("assessment:form_template", args=[self.template.pk])

    def onward(self, made: Any) -> str:
        """The list."""
        return reverse("assessment:form_templates")


class Publish(Act):
    """Publish a draft."""

    verb = form_templates.publish
    title = gettext_lazy("Terbitkan versi ini")
    lead = gettext_lazy(
        "Isian baru memakai versi ini; yang sudah dimulai tetap memakai versinya. Isinya tidak berubah lagi."
    )
    button = gettext_lazy("Terbitkan")
    done = gettext_lazy("Versi formulir terbit.")


class Retire(Act):
    """Take a version out of use."""

    verb = form_templates.retire
    title = gettext_lazy("Hentikan pemakaian formulir ini")
    lead = gettext_lazy(
        "Formulir ini tidak lagi diminta dari siapa pun; isian yang sudah dimulai tetap dapat diselesaikan."
    )
    button = gettext_lazy("Hentikan")
    done = gettext_lazy("Formulir tidak dipakai lagi.")
    danger = True


class Drop(Act):
    """Throw a draft away."""

    verb = form_templates.drop_draft
    title = gettext_lazy("Buang draf ini")
    lead = gettext_lazy("Draf ini hilang; versi yang sudah terbit tidak berubah.")
    button = gettext_lazy("Buang draf")
    done = gettext_lazy("Draf dibuang.")
    danger = True


def _template(request: HttpRequest, pk: int) -> FormTemplate:
    require(policies.may_keep_templates(request.user), words.MAY_NOT_KEEP_FORMS)
    return get_object_or_404(FormTemplate, pk=pk)


def _editor(
    request: HttpRequest, found: FormTemplate, form: HeadForm, parts: Any, seen: str, status: int = 200
) -> HttpResponse:
    context = {"template": found, "form": form, "parts": parts, "seen": seen, "kinds": fields.KINDS.items()}
    return render(request, "assessment/form_template_edit.html", context, status=status)


def _anchor(act: str, parts: Any) -> str:
    what, _colon, place = act.partition(":")
    if what == "tambah-bagian":
        return f"#bagian-{len(parts) - 1}"
    return f"#bagian-{place.partition('.')[0]}" if place else ""

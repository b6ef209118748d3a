"""Pages of the potential profile: the list of an event, one profile, and the aspects (profil potensi)."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms import outputs as forms
from mumpuni.assessment.models import Assessee, Event, Potential, PotentialAspect, TeamRole
from mumpuni.assessment.policies import outputs as rights
from mumpuni.assessment.selectors import potential as selectors
from mumpuni.assessment.services import potential as services
from mumpuni.assessment.views.day import OfDay, event_in_sight
from mumpuni.people.policies import require
from mumpuni.people.views.base import ServiceForm, refuse


@login_required
@require_safe
def listed(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the profiles of an event are."""
    event = event_in_sight(request, pk)
    require(rights.may_list_potential(request.user, event), words.MAY_NOT_READ_POTENTIAL)
    lines = selectors.lines(event)
    writes = rights.interpreter(request.user, event) is not None
    groups = {each["observes"] for each in rights.observed(request.user, event)}
    chairs = TeamRole.CHAIR in policies.roles_in(request.user, event)
    context = {
        "event": event,
        "tab": "day",
        "rows": [(each, writes or (each.signed and (chairs or each.assessee.group_id in groups))) for each in lines],
        "signed": sum(each.signed for each in lines),
        "writes": writes,
    }
    return render(request, "assessment/potential/list.html", context)


def _assessee(event: Event, pk: int) -> Assessee:
    found = get_object_or_404(event.assessees.select_related("person", "group"), pk=pk)
    found.event = event
    return found


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def profile(request: HttpRequest, pk: int, assessee: int) -> HttpResponse:
    """One profile: to be filled in by the psychologist, to be read by the others once it is signed."""
    event = event_in_sight(request, pk)
    who = _assessee(event, assessee)
    held = selectors.of(who)
    signed = held is not None and held.signed_at is not None
    require(rights.may_read_potential(request.user, who, signed=signed), words.MAY_NOT_READ_POTENTIAL)
    writes = rights.interpreter(request.user, event) is not None
    open_now = writes and not signed and event.state == Event.State.RUNNING
    if request.method == "POST":
        require(writes, words.MAY_NOT_INTERPRET)
    form = forms.PotentialForm(request.POST or None, aspects=selectors.asked_of(held), held=held)
    if request.method == "POST":
        if form.is_valid() and _saved(request, who, form):
            return redirect("assessment:potential", event.pk, who.pk)
    else:
        services.read(actor=request.user, assessee=who)
    context = {
        "event": event,
        "tab": "day",
        "assessee": who,
        "potential": held,
        "grades": selectors.grades(held) if held else [],
        "signed": signed,
        "open_now": open_now or request.method == "POST",
        "reopens": writes and signed and event.state == Event.State.RUNNING,
        "form": form,
    }
    return render(request, "assessment/potential/profile.html", context, status=422 if form.errors else 200)


def _saved(request: HttpRequest, who: Assessee, form: forms.PotentialForm) -> bool:
    sign = request.POST.get("aksi") == "tanda-tangan"
    try:
        services.save_potential(
            actor=request.user,
            assessee=who,
            grades=form.grades(),
            dynamics=form.cleaned_data["dynamics"],
            revision=form.cleaned_data["revision"],
            sign=sign,
        )
    except ValidationError as refused:
        refuse(form, refused)
        return False
    messages.success(request, _("Profil potensi ditandatangani.") if sign else _("Profil potensi tersimpan."))
    return True


class Reopen(OfDay):
    """Open a signed profile again."""

    form_class = forms.ReopenForm
    title = gettext_lazy("Buka kembali profil potensi")
    lead = gettext_lazy("Tanda tangannya gugur; alasan dan waktunya tercatat dalam jejak audit.")
    button = gettext_lazy("Buka kembali")
    done = gettext_lazy("Profil potensi dibuka kembali.")

    def allowed(self) -> bool:
        """The psychologist."""
        return rights.interpreter(self.request.user, self.event) is not None

    @cached_property
    def potential(self) -> Potential:
        """Which."""
        who = _assessee(self.event, self.kwargs["assessee"])
        found = get_object_or_404(Potential, assessee=who)
        found.assessee = who
        return found

    def act(self, form: Any) -> Potential:
        """Open."""
        return services.reopen_potential(actor=self.request.user, potential=self.potential, **form.cleaned_data)

    def back(self) -> str:
        """The profile."""
        return reverse("assessment:potential", args=[self.kwargs["pk"], self.kwargs["assessee"]])

    def belongs_to(self) -> tuple[str, str]:
        """The profile."""
        return _("Profil potensi"), self.back()


@login_required
@require_safe
def aspects(request: HttpRequest) -> HttpResponse:
    """The list of aspects, with those no longer in use."""
    require(rights.may_keep_aspects(request.user), words.MAY_NOT_KEEP_ASPECTS)
    return render(request, "assessment/potential/aspects.html", {"aspects": PotentialAspect.objects.all()})


class AddAspect(ServiceForm):
    """Add an aspect."""

    title = gettext_lazy("Tambah aspek potensi")
    button = gettext_lazy("Tambahkan")
    done = gettext_lazy("Aspek ditambahkan.")
    form_class = forms.AspectForm

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who keep it."""
        require(rights.may_keep_aspects(self.request.user), words.MAY_NOT_KEEP_ASPECTS)
        return super().get_form(form_class)

    def act(self, form: Any) -> PotentialAspect:
        """Add it."""
        return services.add_aspect(actor=self.request.user, **form.cleaned_data)

    def back(self) -> str:
        """The list."""
        return reverse("assessment:aspect_list")

    def belongs_to(self) -> tuple[str, str]:
        """The list."""
        return _("Aspek potensi"), self.back()


class ChangeAspect(AddAspect):
    """Change an aspect."""

    title = gettext_lazy("Ubah aspek potensi")
    button = gettext_lazy("Simpan")
    done = gettext_lazy("Aspek disimpan.")
    form_class = forms.ChangeAspectForm

    @property
    def aspect(self) -> PotentialAspect:
        """The one of the address."""
        require(rights.may_keep_aspects(self.request.user), words.MAY_NOT_KEEP_ASPECTS)
        return get_object_or_404(PotentialAspect, pk=self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        row = self.aspect
        return {
            "name": row.name, "description": row.description, "required": row.required, "number": row.number,
            "is_active": row.is_active,
        }  # fmt: skip

    def act(self, form: Any) -> PotentialAspect:
        """Save it."""
        return services.change_aspect(actor=self.request.user, aspect=self.aspect, **form.cleaned_data)

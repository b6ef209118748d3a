"""Pages about agencies."""

from typing import Any, ClassVar

import django_filters as filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST

from mumpuni.people import policies, selectors, services
from mumpuni.people.forms import AgencyForm, PositionForm, SpellingForm, UnitForm
from mumpuni.people.models import Agency
from mumpuni.people.selectors.agencies import counted
from mumpuni.people.tables import AgencyTable
from mumpuni.people.views.base import ServiceForm
from mumpuni.ui.lists import Action, ListView


class AgencyFilter(filters.FilterSet):
    """By kind, and whether BKN's own."""

    is_bkn = filters.ChoiceFilter(
        choices=[(True, gettext_lazy("Ya")), (False, gettext_lazy("Tidak"))],
        label=gettext_lazy("Lingkungan BKN"),
        empty_label=gettext_lazy("Semua"),
    )

    class Meta:
        model = Agency
        fields: ClassVar[list[str]] = ["kind", "is_bkn"]


class AgencyList(ListView):
    """Agencies, to find one."""

    title = gettext_lazy("Instansi")
    selector = staticmethod(counted)
    table_class = AgencyTable
    filterset_class = AgencyFilter
    search_fields = ("name__icontains", "short_name__icontains")
    search_hint = gettext_lazy("Nama instansi")
    export_name = gettext_lazy("Instansi")
    empty_icon = "building"
    empty_title = gettext_lazy("Belum ada instansi")
    empty_text = gettext_lazy(
        "Tambahkan instansi yang mengirim peserta; ejaannya di berkas usulan dikenali dari namanya."
    )

    def may_view(self, actor: Any) -> None:
        """Staff and agencies' HR."""
        policies.require(
            policies.may_see_everyone(actor) or bool(policies.agencies_of(actor, policies.Role.AGENCY_HR)),
            _("Daftar instansi dibuka bagi penyelenggara dan pengelola kepegawaian instansi."),
        )

    def actions(self, actor: Any) -> list[Action]:
        """Adding, for those who may."""
        if not policies.may_keep_agencies(actor):
            return []
        return [Action(reverse("people:agency_add"), _("Tambah instansi"), icon="plus")]


@login_required
def agency_page(request: HttpRequest, pk: int) -> HttpResponse:
    """An agency with its units, positions and spellings."""
    actor: Any = request.user
    agency = selectors.agency(actor, pk)
    context = {
        "agency": agency,
        "units": selectors.units(agency),
        "positions": selectors.positions(agency),
        "spellings": selectors.spellings_of(agency),
        "may_keep": policies.may_keep_agencies(actor),
        "may_manage": policies.may_manage_agency(actor, agency),
    }
    return render(request, "people/agency.html", context)


class AddAgency(ServiceForm):
    """Enter an agency."""

    title = gettext_lazy("Tambah instansi")
    form_class = AgencyForm

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may."""
        policies.require(policies.may_keep_agencies(self.request.user), _("Instansi ditambah penyelenggara."))
        return super().get_form(form_class)

    def act(self, form: AgencyForm) -> Agency:
        """Add."""
        return services.add_agency(actor=self.request.user, **form.cleaned_data)

    def back(self) -> str:
        """The list."""
        return reverse("people:agency_list")

    def onward(self, made: Agency) -> str:
        """The new page."""
        return reverse("people:agency", args=[made.pk])


class OnAgency(ServiceForm):
    """A form on one agency's page."""

    allowed: ClassVar[Any] = staticmethod(policies.may_manage_agency)

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may change this agency."""
        policies.require(
            type(self).allowed(self.request.user, self.agency),
            _("Instansi ini diubah penyelenggara dan pengelola kepegawaiannya."),
        )
        return super().get_form(form_class)

    @property
    def agency(self) -> Agency:
        """The agency of the address, in this actor's sight."""
        if not hasattr(self, "_agency"):
            self._agency = selectors.agency(self.request.user, self.kwargs["pk"])
        return self._agency

    def back(self) -> str:
        """The agency's page."""
        return reverse("people:agency", args=[self.agency.pk])


class KeptAgency(OnAgency):
    """A form about the agency itself, which only those who keep agencies see."""

    allowed: ClassVar[Any] = staticmethod(lambda actor, _agency: policies.may_keep_agencies(actor))


class ChangeAgency(KeptAgency):
    """Rename or correct an agency."""

    title = gettext_lazy("Ubah instansi")
    lead = gettext_lazy("Nama lama tetap dikenali sebagai ejaan.")
    form_class = AgencyForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """A copy, so that a refused change is not shown as done."""
        return {**super().get_form_kwargs(), "instance": Agency.objects.get(pk=self.agency.pk)}

    def act(self, form: AgencyForm) -> Agency:
        """Change."""
        return services.change_agency(actor=self.request.user, agency=self.agency, **form.cleaned_data)


class AddSpelling(KeptAgency):
    """Teach a spelling."""

    title = gettext_lazy("Tambah ejaan instansi")
    form_class = SpellingForm

    def act(self, form: SpellingForm) -> Any:
        """Add."""
        return services.add_agency_alias(actor=self.request.user, agency=self.agency, **form.cleaned_data)


class AddUnit(OnAgency):
    """Enter a unit."""

    title = gettext_lazy("Tambah unit kerja")
    form_class = UnitForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """What a unit may be depends on the agency."""
        return {**super().get_form_kwargs(), "agency": self.agency}

    def act(self, form: UnitForm) -> Any:
        """Add."""
        return services.add_unit(actor=self.request.user, agency=self.agency, **form.cleaned_data)


class AddUnitSpelling(OnAgency):
    """Teach a spelling of a unit."""

    title = gettext_lazy("Tambah ejaan unit kerja")
    form_class = SpellingForm

    def act(self, form: SpellingForm) -> Any:
        """Add."""
        unit = get_object_or_404(selectors.units(self.agency), pk=self.kwargs["unit"])
        return services.add_unit_alias(actor=self.request.user, unit=unit, **form.cleaned_data)


class AddPosition(OnAgency):
    """Enter a position."""

    title = gettext_lazy("Tambah jabatan")
    form_class = PositionForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The units on offer are the agency's."""
        return {**super().get_form_kwargs(), "agency": self.agency}

    def act(self, form: PositionForm) -> Any:
        """Add."""
        return services.add_position(actor=self.request.user, agency=self.agency, **form.cleaned_data)


@login_required
@require_POST
def remove_spelling(request: HttpRequest, pk: int, alias: int) -> HttpResponse:
    """Forget a spelling of an agency."""
    agency = selectors.agency(request.user, pk)
    services.remove_agency_alias(actor=request.user, alias=get_object_or_404(selectors.spellings_of(agency), pk=alias))
    messages.success(request, _("Ejaan dihapus."))
    return redirect("people:agency", pk)

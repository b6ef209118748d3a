"""Pages about offices that sign."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.people import policies, selectors, services
from mumpuni.people.forms import DelegationForm, EndHolderForm, HolderForm, OfficeForm, OfficeKindForm
from mumpuni.people.models import Office, OfficeKind
from mumpuni.people.tables import OfficeTable
from mumpuni.people.views.base import Question, ServiceForm
from mumpuni.ui.lists import Action, ListView


def _may_see(actor: Any) -> None:
    policies.require(
        policies.may_see_offices(actor), _("Pejabat penanda tangan dibuka bagi penyelenggara dan penanda tangan.")
    )


class OfficeList(ListView):
    """Offices, with who signs today."""

    title = gettext_lazy("Pejabat penanda tangan")
    selector = staticmethod(selectors.offices)
    table_class = OfficeTable
    search_fields = ("title__icontains", "body__icontains", "code__icontains")
    search_hint = gettext_lazy("Nama jabatan")
    export_name = gettext_lazy("Pejabat penanda tangan")
    empty_icon = "signature"
    empty_title = gettext_lazy("Belum ada jabatan penanda tangan")
    empty_text = gettext_lazy("Sertifikat ditandatangani pemegang jabatan pada hari penerbitan; tambahkan jabatannya.")

    def may_view(self, actor: Any) -> None:
        """Those who keep or look up offices."""
        _may_see(actor)

    def actions(self, actor: Any) -> list[Action]:
        """Adding, for those who may."""
        if not policies.may_keep_offices(actor):
            return []
        return [Action(reverse("people:office_add"), _("Tambah jabatan"), icon="plus")]


@login_required
def office_page(request: HttpRequest, pk: int) -> HttpResponse:
    """An office with all its holders."""
    actor: Any = request.user
    _may_see(actor)
    office = selectors.office(actor, pk)
    today = timezone.localdate()
    context = {
        "office": office,
        "holders": selectors.holders(actor, office),
        "delegations": selectors.delegations(actor, office),
        "delegates": office.kind == OfficeKind.UNIT_HEAD,
        "today": today,
        "signatory": selectors.signatory_on(office, today),
        "may_keep": policies.may_keep_offices(actor),
    }
    return render(request, "people/office.html", context)


class AddOffice(ServiceForm):
    """Enter an office."""

    title = gettext_lazy("Tambah jabatan penanda tangan")
    form_class = OfficeForm

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may."""
        policies.require(
            policies.may_keep_offices(self.request.user), _("Jabatan penanda tangan diatur penyelenggara.")
        )
        return super().get_form(form_class)

    def act(self, form: OfficeForm) -> Office:
        """Add."""
        return services.open_office(actor=self.request.user, **form.cleaned_data)

    def back(self) -> str:
        """The list."""
        return reverse("people:office_list")

    def onward(self, made: Office) -> str:
        """The new page."""
        return reverse("people:office", args=[made.pk])


class OnOffice:
    """What forms on the page of one office share: the office, who may, the way back."""

    request: HttpRequest
    kwargs: dict[str, Any]

    @cached_property
    def office(self) -> Office:
        """The office of the address."""
        return selectors.office(self.request.user, self.kwargs["pk"])

    def require_keeper(self) -> None:
        """Only for those who keep offices; the service asks again."""
        policies.require(
            policies.may_keep_offices(self.request.user), _("Jabatan penanda tangan diatur penyelenggara.")
        )

    def get_form(self, form_class: Any = None) -> Any:
        """The form, for those who may."""
        self.require_keeper()
        return super().get_form(form_class)  # type: ignore[misc]

    def back(self) -> str:
        """The office's page."""
        return reverse("people:office", args=[self.kwargs["pk"]])


class AppointHolder(OnOffice, ServiceForm):
    """Name a holder by decree."""

    title = gettext_lazy("Tambah pejabat")
    lead = gettext_lazy(
        "Pada satu hari Plh. mendahului Plt., dan Plt. mendahului pejabat definitif; a.n. hanya bila dipilih."
    )
    form_class = HolderForm

    def act(self, form: HolderForm) -> Any:
        """Appoint."""
        data = dict(form.cleaned_data)
        return services.appoint_holder(actor=self.request.user, office=self.office, person=data.pop("nip"), **data)


class EndHolder(OnOffice, Question):
    """End a holder's period."""

    title = gettext_lazy("Akhiri masa pejabat")
    button = gettext_lazy("Akhiri")
    form_class = EndHolderForm

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may."""
        self.require_keeper()
        self.holder = get_object_or_404(selectors.holders(self.request.user, self.office), pk=self.kwargs["holder"])
        self.lead = str(self.holder)
        return super().get_form(form_class)

    def act(self, form: EndHolderForm) -> Any:
        """End."""
        return services.end_holder(actor=self.request.user, holder=self.holder, **form.cleaned_data)


class SetOfficeKind(OnOffice, ServiceForm):
    """Say what an office is under Permendagri 11/2018."""

    title = gettext_lazy("Jenis jabatan")
    form_class = OfficeKindForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """The office as it is; only for those who may."""
        self.require_keeper()
        return super().get_form_kwargs() | {"instance": self.office}

    def act(self, form: OfficeKindForm) -> Office:
        """Keep it."""
        return services.set_office_kind(actor=self.request.user, office=self.office, **form.cleaned_data)


class DelegateSigning(OnOffice, ServiceForm):
    """Record a letter of delegation."""

    title = gettext_lazy("Catat pelimpahan penandatanganan")
    lead = gettext_lazy(
        "Penerima menandatangani sertifikat menurut SKK-PDN pada hari-hari dan untuk skema yang disebut suratnya; "
        "nomor dan tanggal surat tercetak di bawah tanda tangannya."
    )
    form_class = DelegationForm

    def act(self, form: DelegationForm) -> Any:
        """Record."""
        data = dict(form.cleaned_data)
        return services.delegate_signing(actor=self.request.user, office=self.office, person=data.pop("nip"), **data)


class EndDelegation(OnOffice, Question):
    """End a delegation before its time."""

    title = gettext_lazy("Akhiri pelimpahan")
    button = gettext_lazy("Akhiri")
    form_class = EndHolderForm

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who may."""
        self.require_keeper()
        letters = selectors.delegations(self.request.user, self.office)
        self.delegation = get_object_or_404(letters, pk=self.kwargs["delegation"])
        self.lead = str(self.delegation)
        return super().get_form(form_class)

    def act(self, form: EndHolderForm) -> Any:
        """End."""
        return services.end_delegation(actor=self.request.user, delegation=self.delegation, **form.cleaned_data)

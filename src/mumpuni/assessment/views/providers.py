"""Pages of providers, their recognition and closed days."""

from datetime import timedelta
from typing import Any

import django_filters as filters
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mumpuni.assessment import words
from mumpuni.assessment.forms.providers import (
    DayAndReasonForm,
    ProviderForm,
    ProviderSettingsForm,
    RecognitionForm,
)
from mumpuni.assessment.models import Provider, Recognition
from mumpuni.assessment.policies import providers as policies
from mumpuni.assessment.selectors import providers as selectors
from mumpuni.assessment.services import providers as services
from mumpuni.assessment.tables.providers import SOON, ProviderTable, recognition_state
from mumpuni.assessment.views.register import import_actions
from mumpuni.people.models import Level
from mumpuni.people.policies import require
from mumpuni.people.views.base import Question, ServiceForm
from mumpuni.ui.lists import Action, ListView


class ProviderFilter(filters.FilterSet):
    """By kind."""

    kind = filters.ChoiceFilter(choices=Provider.Kind.choices, label=gettext_lazy("Jenis"))


class ProviderList(ListView):
    """All providers for the Instansi Pembina, the own one for staff."""

    title = gettext_lazy("Penyelenggara penilaian")
    selector = staticmethod(selectors.providers)
    table_class = ProviderTable
    filterset_class = ProviderFilter
    search_fields = ("name__icontains", "agency__name__icontains")
    search_hint = gettext_lazy("Nama atau instansi")
    export_name = gettext_lazy("Penyelenggara penilaian")
    empty_icon = "building"
    empty_title = gettext_lazy("Belum ada penyelenggara")
    empty_text = gettext_lazy("Instansi pembina mendaftarkan penyelenggara dan mencatat pengakuan kelayakannya.")

    def may_view(self, actor: Any) -> None:
        """Staff of providers and the Instansi Pembina."""
        require(policies.may_see_providers(actor), words.MAY_NOT_SEE_PROVIDERS)

    def actions(self, actor: Any) -> list[Action]:
        """Registering, for those who may."""
        if not policies.may_register_provider(actor):
            return []
        return [Action(reverse("assessment:provider_add"), _("Daftarkan penyelenggara"), icon="plus")]


@login_required
@require_safe
def provider_page(request: HttpRequest, pk: int) -> HttpResponse:
    """A provider: recognition, premises, closed days, how its letters look."""
    found = selectors.provider(request.user, pk)
    today = timezone.localdate()
    tiers = dict(Level.choices)
    places = [
        (place, selectors.judge_facility(place.rooms.all()))
        for place in selectors.places(request.user).filter(provider=found)
    ]
    context = {
        "provider": found,
        "state": recognition_state(found),
        "recognitions": [
            (each, _recognition_chip(each), [tiers.get(tier, tier) for tier in each.tiers])
            for each in found.recognitions.all()
        ],
        "places": places,
        "closed_days": selectors.closed_days(found, today),
        "may_recognise": policies.may_recognise(request.user),
        "may_keep": policies.may_keep_provider(request.user, found),
        "imports": import_actions(found.pk) if policies.may_keep_provider(request.user, found) else [],
        "may_rename": policies.may_register_provider(request.user),
    }
    return render(request, "assessment/providers/provider.html", context)


def _recognition_chip(recognition: Recognition) -> tuple[str, str]:
    today = timezone.localdate()
    if recognition.withdrawn_on is not None and recognition.withdrawn_on <= today:
        return "bad", _("Dicabut")
    if recognition.valid_until < today:
        return "bad", _("Berakhir")
    if recognition.valid_from > today:
        return "wait", _("Belum berlaku")
    if recognition.valid_until < today + timedelta(days=SOON):
        return "warn", _("Segera berakhir")
    return "good", _("Berlaku")


class AddProvider(ServiceForm):
    """Register a provider."""

    title = gettext_lazy("Daftarkan penyelenggara")
    form_class = ProviderForm

    def get_form(self, form_class: Any = None) -> Any:
        """For the Instansi Pembina."""
        require(policies.may_register_provider(self.request.user), words.MAY_NOT_REGISTER_PROVIDER)
        return super().get_form(form_class)

    def act(self, form: ProviderForm) -> Provider:
        """Register."""
        return services.register_provider(actor=self.request.user, **form.cleaned_data)

    def back(self) -> str:
        """The list."""
        return reverse("assessment:provider_list")

    def onward(self, made: Provider) -> str:
        """The new page."""
        return reverse("assessment:provider", args=[made.pk])


class OnProvider:
    """What forms on the page of one provider share: the provider, who may, the way back."""

    request: HttpRequest
    kwargs: dict[str, Any]
    for_staff = True

    @cached_property
    def provider(self) -> Provider:
        """The provider of the address."""
        return selectors.provider(self.request.user, self.kwargs["pk"])

    def get_form(self, form_class: Any = None) -> Any:
        """The form, for its staff or for the Instansi Pembina; the service asks again."""
        if self.for_staff:
            require(policies.may_keep_provider(self.request.user, self.provider), words.MAY_NOT_MANAGE)
        else:
            require(self.provider is not None and policies.may_recognise(self.request.user), words.MAY_NOT_RECOGNISE)
        return super().get_form(form_class)  # type: ignore[misc]

    def back(self) -> str:
        """The provider's page."""
        return reverse("assessment:provider", args=[self.kwargs["pk"]])


class RenameProvider(OnProvider, ServiceForm):
    """Correct what the Instansi Pembina entered."""

    title = gettext_lazy("Ubah identitas penyelenggara")
    form_class = ProviderForm
    for_staff = False

    def get_form_kwargs(self) -> dict[str, Any]:
        """As it is."""
        return super().get_form_kwargs() | {"instance": Provider.objects.get(pk=self.provider.pk)}

    def act(self, form: ProviderForm) -> Provider:
        """Rename."""
        return services.rename_provider(actor=self.request.user, provider=self.provider, **form.cleaned_data)


class ChangeProvider(OnProvider, ServiceForm):
    """Letters, signing office, UPK, late notice."""

    title = gettext_lazy("Pengaturan penyelenggara")
    form_class = ProviderSettingsForm

    def get_form_kwargs(self) -> dict[str, Any]:
        """As it is."""
        return super().get_form_kwargs() | {
            "instance": Provider.objects.select_related("agency").get(pk=self.provider.pk)
        }

    def act(self, form: ProviderSettingsForm) -> Provider:
        """Change."""
        return services.change_provider(actor=self.request.user, provider=self.provider, **form.cleaned_data)


class AddRecognition(OnProvider, ServiceForm):
    """Record a recognition."""

    title = gettext_lazy("Catat pengakuan kelayakan")
    lead = gettext_lazy("Isi seperti tertulis dalam keputusan; setelah dicatat hanya dapat dicabut.")
    form_class = RecognitionForm
    for_staff = False

    def act(self, form: RecognitionForm) -> Recognition:
        """Record."""
        return services.record_recognition(actor=self.request.user, provider=self.provider, **form.cleaned_data)


class WithdrawRecognition(OnProvider, Question):
    """Withdraw a recognition."""

    title = gettext_lazy("Cabut pengakuan kelayakan")
    button = gettext_lazy("Cabut")
    form_class = DayAndReasonForm
    danger = True
    for_staff = False

    def get_form(self, form_class: Any = None) -> Any:
        """Names what is withdrawn."""
        form = super().get_form(form_class)
        self.recognition = selectors.recognition(self.request.user, self.provider, self.kwargs["recognition"])
        self.lead = _("Pengakuan kategori %(category)s, nomor %(number)s. Riwayatnya tetap tersimpan.") % {
            "category": self.recognition.category,
            "number": self.recognition.number,
        }
        return form

    def act(self, form: DayAndReasonForm) -> Recognition:
        """Withdraw."""
        return services.withdraw_recognition(actor=self.request.user, recognition=self.recognition, **form.cleaned_data)

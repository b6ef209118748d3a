"""Pages of earlier results."""

from typing import Any

import django_filters as filters
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mumpuni.assessment import words
from mumpuni.assessment.forms.past import PastResultForm, ReportFileForm
from mumpuni.assessment.models import PastResult, Purpose
from mumpuni.assessment.policies import past as policies
from mumpuni.assessment.selectors import held
from mumpuni.assessment.selectors import past as selectors
from mumpuni.assessment.services import past as services
from mumpuni.assessment.tables.past import PastResultTable
from mumpuni.documents import storage
from mumpuni.people.models import Level, Person
from mumpuni.people.policies import require
from mumpuni.people.views.base import ServiceForm
from mumpuni.ui.files import file_response
from mumpuni.ui.lists import Action, ListView


class PastResultFilter(filters.FilterSet):
    """By tier and purpose."""

    tier = filters.ChoiceFilter(choices=Level.choices, label=gettext_lazy("Jenjang target"))
    purpose = filters.ChoiceFilter(choices=Purpose.choices, label=gettext_lazy("Tujuan"))


class PastResultList(ListView):
    """Earlier results that concern the reader."""

    title = gettext_lazy("Hasil penilaian terdahulu")
    lead = gettext_lazy("Dimuat dari penyelenggara lain dan ditampilkan seperti adanya; tidak dihitung ulang.")
    selector = staticmethod(selectors.past_results)
    table_class = PastResultTable
    filterset_class = PastResultFilter
    search_fields = ("person__name__icontains", "provider_name__icontains", "event_name__icontains")
    search_hint = gettext_lazy("Nama, penyelenggara, atau kegiatan")
    empty_icon = "history"
    empty_title = gettext_lazy("Belum ada hasil terdahulu")
    empty_text = gettext_lazy("Hasil dari penyelenggara lain dimuat oleh pengelola penilaian atau instansi pembina.")

    def actions(self, actor: Any) -> list[Action]:
        """Entering one and importing many, for those who may."""
        if not policies.may_load(actor):
            return []
        url = reverse("exchange:import_new", args=["assessment.past-result"])
        one = Action(reverse("assessment:past_add"), _("Catat hasil"), icon="plus")
        return [one, Action(url, _("Impor hasil terdahulu"), icon="upload")]


@login_required
@require_safe
def person_page(request: HttpRequest, person: int) -> HttpResponse:
    """All results of one person: loaded ones, and ours once signed."""
    who = Person.objects.filter(pk=person).first()
    if who is None:
        raise Http404
    found = selectors.of_person(request.user, who)
    known = held.of_person(request.user, who, timezone.localdate())
    if not found and not known:
        raise Http404
    rows = [(selectors.shown(request.user, each), policies.may_attach(request.user, each)) for each in found]
    return render(
        request,
        "assessment/past/person.html",
        {"person": who, "rows": rows, "known": known, "compared": held.compared(known)},
    )


class AddPastResult(ServiceForm):
    """One result of another provider."""

    template_name = "assessment/past/attach.html"
    title = gettext_lazy("Catat hasil dari penyelenggara lain")
    lead = gettext_lazy(
        "Tulis seperti di laporannya; JPM dan kategori tidak dihitung ulang. Banyak baris lebih cepat diimpor."
    )
    done = gettext_lazy("Hasil dicatat.")
    form_class = PastResultForm

    def get_form(self, form_class: Any = None) -> Any:
        """For those who may load results."""
        require(policies.may_load(self.request.user), words.MAY_NOT_LOAD_RESULTS)
        return super().get_form(form_class)

    def act(self, form: PastResultForm) -> PastResult:
        """Record it."""
        return services.add_past_result(actor=self.request.user, **form.cleaned_data)

    def back(self) -> str:
        """The list."""
        return reverse("assessment:past_list")


class AttachReport(ServiceForm):
    """The report's file of one result."""

    template_name = "assessment/past/attach.html"
    title = gettext_lazy("Lampirkan berkas laporan")
    form_class = ReportFileForm

    @cached_property
    def result(self) -> PastResult:
        """The result of the address."""
        return selectors.past_result(self.request.user, self.kwargs["person"], self.kwargs["pk"])

    def get_form(self, form_class: Any = None) -> Any:
        """For who loaded it, and the Instansi Pembina."""
        require(policies.may_attach(self.request.user, self.result), words.MAY_NOT_LOAD_RESULTS)
        self.lead = str(self.result)
        return super().get_form(form_class)

    def act(self, form: ReportFileForm) -> PastResult:
        """Attach."""
        return services.attach_report(actor=self.request.user, result=self.result, file=form.cleaned_data["file"])

    def back(self) -> str:
        """The person's results."""
        return reverse("assessment:past_person", args=[self.kwargs["person"]])


@login_required
@require_safe
def report_file(request: HttpRequest, person: int, pk: int) -> HttpResponseBase:
    """The report, for those to whom the rule opens it; the trail says who took it out."""
    found = selectors.past_result(request.user, person, pk)
    services.note_reading(actor=request.user, result=found)
    if not found.file_sha256:
        raise Http404
    return file_response(storage.open(found.file_sha256), found.file_name, "application/octet-stream")

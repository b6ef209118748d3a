"""Organiser's reports: issued and sent from an event, listed, read, passed on to the Instansi Pembina."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms import after as forms
from mumpuni.assessment.models import Event, OrganiserReport
from mumpuni.assessment.policies import after as rights
from mumpuni.assessment.selectors import organising
from mumpuni.assessment.selectors.events import event as event_for
from mumpuni.assessment.services import organising as organiser
from mumpuni.assessment.tables.uses import OrganiserReportTable
from mumpuni.assessment.views.after import AfterForm
from mumpuni.assessment.views.uses import follows_results
from mumpuni.documents.selectors import bytes_of
from mumpuni.people.views.base import attempt
from mumpuni.ui.files import file_response
from mumpuni.ui.lists import ListView


class ReportList(ListView):
    """Organiser's reports."""

    title = gettext_lazy("Laporan penyelenggaraan")
    lead = gettext_lazy("Laporan penyelenggara atas kegiatannya (Peraturan BKN 26/2019 Pasal 30).")
    selector = staticmethod(organising.reports)
    table_class = OrganiserReportTable
    search_fields = ("event__name__icontains", "event__provider__name__icontains", "number__icontains")
    search_hint = gettext_lazy("Kegiatan, penyelenggara, atau nomor")
    export_name = gettext_lazy("Laporan penyelenggaraan")
    empty_icon = "file-text"
    empty_title = gettext_lazy("Belum ada laporan")
    empty_text = gettext_lazy("Laporan muncul di sini sesudah disampaikan penyelenggaranya.")

    def may_view(self, actor: Any) -> None:
        """Staff, HR, PPK, Instansi Pembina."""
        if not policies.providers_of(actor):
            follows_results(actor)


@login_required
@require_safe
def report_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One report: its way, and passing it on."""
    found = organising.report(request.user, pk)
    context = {
        "report": found,
        "said": found.document.data,
        "judged": organising.judge_report(found.event, found),
        "passes_on": found.via_agency_at and not found.copy_sent_at
        and rights.may_pass_on(request.user, found.event),
    }  # fmt: skip
    return render(request, "assessment/organiser_report.html", context)


@login_required
@require_safe
def report_pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The report as issued."""
    found: OrganiserReport = organising.report(request.user, pk)
    name = f"laporan-penyelenggaraan-{slugify(found.number.replace('/', '-'))}.pdf"
    return file_response(bytes_of(found.document), name)


@login_required
@require_POST
def report_pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """Send it on to the Instansi Pembina."""
    found = organising.report(request.user, pk)
    done = _("Salinan laporan disampaikan kepada Instansi Pembina.")
    attempt(request, lambda: organiser.pass_on(actor=request.user, report=found), done)
    return redirect("assessment:organiser_report", pk)


class IssueReport(AfterForm):
    """Print and sign the organiser's report."""

    form_class = forms.IssueForm
    refusal = words.MAY_NOT_MANAGE
    title = gettext_lazy("Terbitkan laporan penyelenggaraan")
    lead = gettext_lazy(
        "Keenam butir Pasal 30 ayat (3) diisi dari data yang tercatat. Laporan dinomori, ditandatangani pejabat "
        "penyelenggara, dan tidak berubah lagi."
    )
    button = gettext_lazy("Terbitkan")
    done = gettext_lazy("Laporan penyelenggaraan terbit.")

    def allowed(self, event: Event) -> bool:
        """The provider's staff."""
        return policies.may_appoint(self.request.user, event)

    def get_initial(self) -> dict[str, Any]:
        """Today."""
        return {"on": timezone.localdate()}

    def act(self, form: Any) -> OrganiserReport:
        """Issue."""
        return organiser.issue(actor=self.request.user, event=self.event, on=form.cleaned_data["on"])


@login_required
@require_POST
def send_report(request: HttpRequest, pk: int) -> HttpResponse:
    """Send the organiser's report on its way."""
    event = event_for(request.user, pk)
    attempt(
        request,
        lambda: organiser.send(actor=request.user, event=event),
        _("Penyampaian laporan dicatat."),
    )
    return redirect("assessment:after", pk)

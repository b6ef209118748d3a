"""Pages of the agency and the Instansi Pembina after the report: uses of results, development, organiser's reports."""

from typing import Any

import django_filters as filters
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms import after as forms
from mumpuni.assessment.models import DevelopmentLine, Event, OrganiserReport, Purpose, Result, ResultUse
from mumpuni.assessment.policies import after as rights
from mumpuni.assessment.selectors import monitoring, organising
from mumpuni.assessment.selectors import uses as selectors
from mumpuni.assessment.selectors.after import category_name, gaps
from mumpuni.assessment.selectors.events import event as event_for
from mumpuni.assessment.services import monitoring as monitoring_services
from mumpuni.assessment.services import organising as organiser
from mumpuni.assessment.services import uses as services
from mumpuni.assessment.tables.uses import DevelopmentTable, MonitoringTable, OrganiserReportTable, UseTable
from mumpuni.documents.selectors import bytes_of
from mumpuni.exchange.exports import Column, xlsx_response
from mumpuni.people.policies import Role, agencies_of, require
from mumpuni.people.views.base import ServiceForm, attempt
from mumpuni.ui.files import file_response
from mumpuni.ui.lists import Action, ListView


def _follows(actor: Any) -> None:
    may = policies.watches(actor) or bool(agencies_of(actor, Role.AGENCY_HR, Role.PPK))
    require(may, words.MAY_NOT_FOLLOW_RESULTS)


class UseFilter(filters.FilterSet):
    """By use, validity and purpose."""

    is_used = filters.ChoiceFilter(
        label=gettext_lazy("Pemanfaatan"), method="by_use",
        choices=[("belum", gettext_lazy("Belum dicatat")), ("sudah", gettext_lazy("Sudah dicatat"))],
    )  # fmt: skip
    validity = filters.ChoiceFilter(
        label=gettext_lazy("Masa berlaku"), method="by_validity",
        choices=[
            ("berlaku", gettext_lazy("Masih berlaku")), ("segera", gettext_lazy("Berakhir dalam enam bulan")),
            ("berakhir", gettext_lazy("Sudah berakhir")),
        ],
    )  # fmt: skip
    purpose = filters.ChoiceFilter(choices=Purpose.choices, label=gettext_lazy("Tujuan"))

    def by_use(self, found: Any, name: str, value: str) -> Any:
        """Recorded or not."""
        return found.filter(is_used=value == "sudah")

    def by_validity(self, found: Any, name: str, value: str) -> Any:
        """In force, ending, ended."""
        today = timezone.localdate()
        if value == "segera":
            return found.filter(selectors.ending(today))
        if value == "berlaku":
            return found.filter(report__valid_until__gte=today)
        return found.filter(report__valid_until__lt=today)


class UseList(ListView):
    """Results with what the agency did with them."""

    title = gettext_lazy("Pemanfaatan hasil penilaian")
    lead = gettext_lazy("Hasil yang laporannya sudah terbuka bagi instansi; yang lebih dulu berakhir di atas.")
    selector = staticmethod(selectors.results)
    table_class = UseTable
    filterset_class = UseFilter
    search_fields = ("assessee__person__name__icontains", "assessee__event__name__icontains")
    search_hint = gettext_lazy("Nama atau kegiatan")
    export_name = gettext_lazy("Pemanfaatan hasil penilaian")
    empty_icon = "chart-bar"
    empty_title = gettext_lazy("Belum ada hasil")
    empty_text = gettext_lazy("Hasil muncul di sini sesudah laporannya ditandatangani dan disampaikan.")

    def may_view(self, actor: Any) -> None:
        """HR, PPK, Instansi Pembina."""
        _follows(actor)

    def actions(self, actor: Any) -> list[Action]:
        """Figures for talent management, for those who read them."""
        if not rights.may_export_talent(actor):
            return []
        return [Action(reverse("assessment:talent"), _("Unduh data talenta"), icon="download")]


@login_required
@never_cache
@require_safe
def talent(request: HttpRequest) -> HttpResponse:
    """Results that hold today with their figures, for talent management (Pasal 31 huruf d); it leaves a line."""
    require(rights.may_export_talent(request.user), words.MAY_NOT_READ_FIGURES)
    rows = selectors.talent_rows(request.user, timezone.localdate())
    services.note_listing(actor=request.user, name="assessment.result.figures-listed", count=len(rows))
    columns = [
        Column(_("Nama"), 34), Column(_("Instansi"), 34), Column(_("Target jabatan"), 34), Column(_("Tujuan"), 22),
        Column(_("Job Person Match"), 18), Column(_("Kategori"), 26), Column(_("Berlaku sampai"), 20),
    ]  # fmt: skip
    return xlsx_response(f"data-talenta-{timezone.localdate():%Y-%m-%d}", columns, rows, _("Data talenta"))


@login_required
@never_cache
@require_safe
def use_page(request: HttpRequest, result: int) -> HttpResponse:
    """One result: until when it holds, what it was used for, what is done about its gaps."""
    found = selectors.result(request.user, result)
    services.note_reading(actor=request.user, result=found)
    today = timezone.localdate()
    context = {
        "result": found,
        "figures": rights.may_read_figures(request.user, found),
        "validity": selectors.validity(found, today),
        "recorded": selectors.judge_recorded(found, today, used=bool(found.uses.all())),
        "uses": [(each, selectors.use_sentence(found.edition, each.use)) for each in found.uses.all()],
        "gaps": gaps(found),
        "category": category_name(found),
        "acts": rights.may_use(request.user, found.assessee.event.request.agency_id),
    }
    return render(request, "assessment/result_use.html", context)


class _OnResult(ServiceForm):
    """A form of the agency about one result."""

    @cached_property
    def result(self) -> Result:
        """The result in sight, for who may act on it."""
        found = selectors.result(self.request.user, self.kwargs["result"])
        require(rights.may_use(self.request.user, found.assessee.event.request.agency_id), words.MAY_NOT_USE)
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody draws the form who may not send it."""
        if request.user.is_authenticated:
            self.lead = str(self.result.assessee.person)
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> str:
        """The page of the result."""
        return reverse("assessment:result_use", args=[self.kwargs["result"]])

    def belongs_to(self) -> tuple[str, str]:
        """The same."""
        return str(self.result.assessee.person), self.back()


class RecordUse(_OnResult):
    """What the result was used for."""

    form_class = forms.UseForm
    title = gettext_lazy("Catat pemanfaatan hasil")
    done = gettext_lazy("Pemanfaatan dicatat bersama putusan aturannya.")
    rule_fields = {"result-expired": "used_on", "result-not-yet-valid": "used_on", "other-use": "use"}

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the result."""
        return {**super().get_form_kwargs(), "result": self.result}

    def get_initial(self) -> dict[str, Any]:
        """Today."""
        return {"used_on": timezone.localdate()}

    def act(self, form: Any) -> ResultUse:
        """Record."""
        return services.record_use(actor=self.request.user, result=self.result, **form.cleaned_data)


class PlanDevelopment(_OnResult):
    """What is done about a gap."""

    form_class = forms.DevelopmentForm
    title = gettext_lazy("Rencanakan pengembangan")
    done = gettext_lazy("Rencana pengembangan dicatat.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the result."""
        return {**super().get_form_kwargs(), "result": self.result}

    def act(self, form: Any) -> DevelopmentLine:
        """Plan."""
        return services.plan_development(actor=self.request.user, result=self.result, **form.cleaned_data)


class FinishDevelopment(_OnResult):
    """That it took place."""

    form_class = forms.DoneForm
    title = gettext_lazy("Tandai terlaksana")
    done = gettext_lazy("Pengembangan ditandai terlaksana.")

    @cached_property
    def line(self) -> DevelopmentLine:
        """Which."""
        found = DevelopmentLine.objects.select_related("result__assessee__event__request")
        return get_object_or_404(found, pk=self.kwargs["development"], result=self.result)

    def get_initial(self) -> dict[str, Any]:
        """Today."""
        self.lead = str(self.line)
        return {"done_on": timezone.localdate()}

    def act(self, form: Any) -> DevelopmentLine:
        """Mark."""
        return services.finish_development(actor=self.request.user, line=self.line, **form.cleaned_data)


class DevelopmentFilter(filters.FilterSet):
    """By year and whether it is done."""

    year = filters.NumberFilter(label=gettext_lazy("Tahun"))
    done = filters.ChoiceFilter(
        label=gettext_lazy("Keadaan"), method="by_done",
        choices=[("belum", gettext_lazy("Belum terlaksana")), ("sudah", gettext_lazy("Terlaksana"))],
    )  # fmt: skip

    def by_done(self, found: Any, name: str, value: str) -> Any:
        """Done or not."""
        return found.filter(done_on__isnull=value == "belum")


class DevelopmentList(ListView):
    """Development planned after results."""

    title = gettext_lazy("Rencana pengembangan")
    lead = gettext_lazy("Pengembangan yang direncanakan atas kesenjangan hasil penilaian.")
    selector = staticmethod(selectors.development)
    table_class = DevelopmentTable
    filterset_class = DevelopmentFilter
    search_fields = ("result__assessee__person__name__icontains", "activity__icontains")
    search_hint = gettext_lazy("Nama atau bentuk pengembangan")
    export_name = gettext_lazy("Rencana pengembangan")
    empty_icon = "books"
    empty_title = gettext_lazy("Belum ada rencana")
    empty_text = gettext_lazy("Rencana dicatat pada halaman pemanfaatan tiap hasil.")

    def may_view(self, actor: Any) -> None:
        """HR, PPK, Instansi Pembina."""
        _follows(actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page or the workbook; the list names others' gaps, so it leaves a line."""
        answer = super().get(request, *args, **kwargs)
        rows, _filters = self.found()
        if count := rows.count():
            services.note_listing(actor=request.user, name="assessment.development.listed", count=count)
        return answer


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
            _follows(actor)


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


class MonitoringFilter(filters.FilterSet):
    """By what is open."""

    open = filters.ChoiceFilter(
        label=gettext_lazy("Pemeriksaan"), method="by_open",
        choices=[("gagal", gettext_lazy("Ada yang tidak sesuai")), ("belum", gettext_lazy("Belum lengkap diperiksa"))],
    )  # fmt: skip
    state = filters.ChoiceFilter(
        label=gettext_lazy("Keadaan"),
        choices=[(each.value, each.label) for each in (Event.State.RUNNING, Event.State.CLOSED)],
    )

    def by_open(self, found: Any, name: str, value: str) -> Any:
        """Failing or unchecked."""
        return found.filter(monitoring.failing() if value == "gagal" else monitoring.unchecked())


class MonitoringList(ListView):
    """Events with the last word on each quality check."""

    title = gettext_lazy("Pemantauan mutu")
    lead = gettext_lazy("Pemeriksaan mutu kegiatan yang sudah dimulai (Peraturan BKN 26/2019 Pasal 25 ayat (3)).")
    selector = staticmethod(monitoring.watched)
    table_class = MonitoringTable
    filterset_class = MonitoringFilter
    search_fields = ("name__icontains", "provider__name__icontains")
    search_hint = gettext_lazy("Kegiatan atau penyelenggara")
    export_name = gettext_lazy("Pemantauan mutu")
    empty_icon = "clipboard-check"
    empty_title = gettext_lazy("Belum ada kegiatan")
    empty_text = gettext_lazy("Kegiatan muncul di sini sesudah pelaksanaannya dimulai.")

    def may_view(self, actor: Any) -> None:
        """The Instansi Pembina."""
        require(policies.watches(actor), words.MAY_NOT_MONITOR)


class RecordChecks(ServiceForm):
    """How each check of an event came out."""

    form_class = forms.ChecksForm
    title = gettext_lazy("Pemeriksaan mutu")
    done = gettext_lazy("Hasil pemeriksaan dicatat.")

    @cached_property
    def event(self) -> Event:
        """The event, for the Instansi Pembina."""
        found = event_for(self.request.user, self.kwargs["pk"])
        require(policies.watches(self.request.user), words.MAY_NOT_MONITOR)
        if found.is_2008:
            raise Http404
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody draws the form who may not send it."""
        if request.user.is_authenticated:
            self.lead = _("%(event)s. Usulan awal berasal dari putusan aturan dalam sistem.") % {"event": self.event}
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The last word on each check; before the first, what the system's rules said."""
        last = monitoring.latest(self.event)
        said = monitoring.proposed(self.event) if len(last) < len(monitoring.CHECKS.codes) else {}
        initial: dict[str, Any] = {}
        for code in monitoring.CHECKS.codes:
            state, note = (last[code].state, last[code].note) if code in last else said.get(code, ("", ""))
            initial |= {code: state, f"{code}_note": note}
        return initial

    def act(self, form: Any) -> int:
        """Record."""
        return monitoring_services.record_checks(actor=self.request.user, event=self.event, found=form.found())

    def back(self) -> str:
        """The page of the event."""
        return reverse("assessment:after", args=[self.kwargs["pk"]])

    def belongs_to(self) -> tuple[str, str]:
        """The same."""
        return _("Tindak lanjut %(event)s") % {"event": self.event}, self.back()

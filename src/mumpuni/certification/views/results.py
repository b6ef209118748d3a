"""Boards of results: batches, the grid of a batch, one participant, needs for development."""

from typing import Any

import django_tables2 as tables
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.audit.models import StoredDecision
from mumpuni.certification import policies
from mumpuni.certification.forms import VerdictForm
from mumpuni.certification.importers import template_file
from mumpuni.certification.selectors import results
from mumpuni.certification.services.verdicts import correct_verdict, record_results
from mumpuni.certification.views import sheet
from mumpuni.certification.views.common import or_404
from mumpuni.exchange.exports import download, xlsx_response
from mumpuni.people.policies import Role, Unusable, require
from mumpuni.people.views.base import refuse
from mumpuni.training.models import Batch
from mumpuni.training.policies import may_record_results
from mumpuni.ui.lists import DateColumn, ListView, NumberColumn, Table

_STAFF_ONLY = gettext_lazy("Hasil uji dilihat oleh penyelenggara, penguji, dan instansi pembina.")


class BatchTable(Table):
    """Batches with how far their results are."""

    number = tables.Column(
        linkify=("certification:results", {"pk": tables.A("pk")}),
        verbose_name=gettext_lazy("Angkatan"),
        attrs={"td": {"class": "tight"}},
    )
    season = tables.Column(verbose_name=gettext_lazy("Musim"))
    level = tables.Column(verbose_name=gettext_lazy("Jenjang"))
    class_ends_on = DateColumn(verbose_name=gettext_lazy("Hari terakhir kelas"))
    participants = NumberColumn(verbose_name=gettext_lazy("Peserta"))
    judged = NumberColumn(verbose_name=gettext_lazy("Sudah dinilai"))
    certified = NumberColumn(verbose_name=gettext_lazy("Bersertifikat kompetensi"))

    class Meta(Table.Meta):
        model = Batch
        fields = ("number", "season", "level", "class_ends_on", "participants", "judged", "certified")

    def render_number(self, record: Batch) -> str:
        """Angkatan 4, so that the link says what it opens."""
        return str(record)

    def value_number(self, value: int) -> int:
        """For the export."""
        return value


class ResultBatchList(ListView):
    """An examiner or organiser picks a batch."""

    title = gettext_lazy("Hasil uji kompetensi")
    lead = gettext_lazy("Pilih angkatan untuk mengisi keputusan per unit dan JP pelatihan.")
    selector = results.batches_with_results
    table_class = BatchTable
    search_fields = ("season__name__icontains", "number__iexact")
    search_hint = gettext_lazy("Cari musim atau nomor angkatan")
    export_name = gettext_lazy("hasil-angkatan")
    empty_title = gettext_lazy("Belum ada angkatan")
    empty_text = gettext_lazy("Angkatan muncul di sini setelah penyelenggara membuka musim.")

    def may_view(self, actor: Any) -> None:
        """Staff only."""
        require(policies.holds(actor, *policies.STAFF), _STAFF_ONLY)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def grid(request: HttpRequest, pk: int) -> HttpResponse:
    """The grid of a batch: K or BK per unit, hours of training."""
    batch = get_object_or_404(Batch.objects.select_related("season"), pk=pk)
    require(policies.may_see_batch_results(request.user, batch), _STAFF_ONLY)
    judged = results.results_of(results.participants_of(batch))
    context: dict[str, Any] = {"evidence": request.POST.get("evidence", ""), "status": 200}
    typed = request.POST if request.method == "POST" else None
    if typed is not None and _saved(request, batch, judged, context):
        return redirect("certification:results", pk=batch.pk)
    if context.get("conflicts"):
        judged = results.results_of(results.participants_of(batch))
    context |= {
        "batch": batch,
        "sheet": sheet.sheet(judged, _unsaved(typed, context), context.get("conflicts", ())),
        "results": judged,
        "may_decide": policies.may_decide(request.user, batch),
        "may_enter_hours": may_record_results(request.user, batch),
        "may_issue": policies.may_issue(request.user, batch.season_id),
        "undecided": sum(result.undecided for result in judged),
    }
    return render(request, "certification/grid.html", context, status=context["status"])


def _saved(request: HttpRequest, batch: Batch, judged: list[results.Result], context: dict[str, Any]) -> bool:
    """Save what changed; when all went well there is nothing left to show."""
    units, hours, unread = sheet.changes(judged, request.POST)
    if unread:
        context |= {"errors": [_("JP harus berupa angka; perbaiki yang ditandai.")], "unread": unread, "status": 422}
        return False
    try:
        saved = record_results(
            actor=request.user, batch=batch, units=units, hours=hours, evidence=request.POST.get("evidence", "")
        )
    except Unusable as problem:
        context |= {"errors": problem.messages, "status": 422}
        return False
    if saved.saved or not saved.conflicts:
        words = ngettext("%(count)d sel disimpan.", "%(count)d sel disimpan.", saved.saved) % {"count": saved.saved}
        messages.success(request, words if saved.saved else _("Tidak ada yang berubah."))
    if saved.conflicts:
        context |= {"conflicts": saved.conflicts, "status": 409}
    return not saved.conflicts


def _unsaved(typed: Any, context: dict[str, Any]) -> dict[str, str]:
    """What the fields show again: everything typed after an error, only clashing cells after a conflict."""
    if typed is None:
        return {}
    if "conflicts" not in context:
        return dict(typed.items())
    names = [
        f"v-{each.nomination}-{each.unit}" if each.unit else f"jp-{each.nomination}" for each in context["conflicts"]
    ]
    return {name: typed.get(name, "") for name in names}


@login_required
@require_safe
def template(request: HttpRequest, pk: int) -> HttpResponse:
    """A workbook of the batch with names and units, to be filled and imported."""
    batch = get_object_or_404(Batch.objects.select_related("season"), pk=pk)
    require(policies.may_see_batch_results(request.user, batch), _STAFF_ONLY)
    data = template_file(results.results_of(results.participants_of(batch)), title=str(batch))
    return download(_("hasil-angkatan-%(number)d.xlsx") % {"number": batch.number}, data)


@login_required
@require_safe
def participant(request: HttpRequest, pk: int) -> HttpResponse:
    """One participant: verdicts, what is due by which article, needs for development, certificates."""
    nomination = or_404(results.participant(request.user, pk))
    (result,) = results.results_of([nomination])
    item = nomination.issue_items.exclude(decision_id=None).order_by("-pk").first()
    kept = StoredDecision.objects.filter(pk__in=[item.decision_id] if item else []).first()
    context = {
        "result": result,
        "nomination": nomination,
        "verdicts": [(unit, result.verdicts.get(unit.pk)) for unit in result.units],
        # What was kept explains itself as long as it rests on the verdicts as they are.
        "decision": kept if kept and kept.facts == result.facts else result.decision,
        "with_evidence": policies.may_see_batch_results(request.user, nomination.batch),
        "may_decide": policies.may_decide(request.user, nomination.batch),
        "certificates": nomination.certificates.order_by("-pk"),
        "is_own": policies.is_own(request.user, nomination),
    }
    return render(request, "certification/participant.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def correct(request: HttpRequest, pk: int, unit: int) -> HttpResponse:
    """Correct a verdict on which a certificate rests."""
    nomination = or_404(results.participant(request.user, pk))
    require(
        policies.may_decide(request.user, nomination.batch),
        _("Hanya penguji angkatan ini yang mengoreksi keputusan."),
    )
    verdict = or_404(nomination.verdicts.select_related("unit").filter(unit=unit).first())
    form = VerdictForm(request.POST or None, initial={"competent": verdict.word, "evidence": verdict.evidence})
    if request.method == "POST" and form.is_valid():
        try:
            correct_verdict(actor=request.user, nomination=nomination, unit=unit, **form.cleaned_data)
        except Unusable as problem:
            refuse(form, problem)
        else:
            messages.success(request, _("Keputusan dikoreksi; penyelenggara perlu menerbitkan sertifikat pengganti."))
            return redirect("certification:participant", pk=nomination.pk)
    context = {"form": form, "verdict": verdict, "nomination": nomination}
    return render(request, "certification/verdict_correct.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def needs(request: HttpRequest) -> HttpResponse:
    """Units not fulfilled per participant: needs for development of an agency's people."""
    require(policies.holds(request.user, *policies.STAFF, Role.AGENCY_HR), _STAFF_ONLY)
    people = results.participants(request.user).filter(verdicts__isnull=False).distinct()
    if request.GET.get("export") == "xlsx":
        rows = [
            (
                str(each.nomination.person),
                each.nomination.agency.name,
                each.nomination.get_qualification_display(),
                unit.code,
                unit.title,
            )
            for each in results.results_of(people)
            for unit in each.needs
        ]
        columns = [_("Nama"), _("Instansi"), _("Kualifikasi"), _("Kode unit"), _("Unit yang perlu dikembangkan")]
        return xlsx_response(_("kebutuhan-pengembangan.xlsx"), columns, rows, _("Kebutuhan"))
    page = Paginator(people, 25).get_page(request.GET.get("page"))
    context = {
        "page": page,
        "results": results.results_of(page.object_list),
        "export": f"{reverse('certification:needs')}?export=xlsx",
    }
    return render(request, "certification/needs.html", context)

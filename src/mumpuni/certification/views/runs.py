"""Runs of issue: list, drawing up, preview with deselection, what became of them."""

from collections.abc import Callable
from typing import Any, ClassVar
from urllib.parse import urlencode

import django_tables2 as tables
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.db.models import Count, Q
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mumpuni.audit.models import StoredDecision
from mumpuni.certification import policies
from mumpuni.certification.forms import RunForm, TermsForm
from mumpuni.certification.models import Certificate, IssueItem, IssueRun, Scheme, Slot
from mumpuni.certification.selectors import printing
from mumpuni.certification.selectors import runs as selectors
from mumpuni.certification.services import issuing
from mumpuni.certification.services import runs as services
from mumpuni.certification.services.delivery import holders_to_write
from mumpuni.certification.services.delivery import send_links as mail_links
from mumpuni.certification.views.common import or_404
from mumpuni.exchange.models import Progress
from mumpuni.people.policies import Unusable, require
from mumpuni.people.views.base import attempt, refuse, sentences
from mumpuni.training.models import Season
from mumpuni.ui import confirm
from mumpuni.ui.lists import Action, ChipColumn, DateColumn, ListView, MomentColumn, NumberColumn, Table

TONES = {
    "draft": "quiet",
    "awaiting": "wait",
    "issuing": "note",
    "stopped": "bad",
    "done": "good",
    "cancelled": "quiet",
}
_KEEPERS = gettext_lazy("Penerbitan dikelola oleh penyelenggara dan dilihat instansi pembina.")
PAGE = 100
_OPEN_NAMES = Q(problems__contains=["name-unconfirmed"]) | Q(problems__contains=["name-proposed"])


class RunTable(Table):
    """Runs with their state."""

    title = tables.Column(
        linkify=("certification:run_detail", {"pk": tables.A("pk")}), verbose_name=gettext_lazy("Penerbitan")
    )
    season = tables.Column(verbose_name=gettext_lazy("Musim"))
    issued_on = DateColumn(verbose_name=gettext_lazy("Tanggal sertifikat"))
    state = ChipColumn(tones=TONES, verbose_name=gettext_lazy("Keadaan"))
    issued_count = NumberColumn(verbose_name=gettext_lazy("Terbit"))
    due_count = NumberColumn(verbose_name=gettext_lazy("Belum terbit"))
    created_at = MomentColumn(verbose_name=gettext_lazy("Disusun"))

    class Meta(Table.Meta):
        model = IssueRun
        fields: ClassVar[tuple[str, ...]] = (
            "title", "season", "issued_on", "state", "issued_count", "due_count", "created_at",
        )  # fmt: skip


class RunList(ListView):
    """All runs."""

    title = gettext_lazy("Penerbitan sertifikat")
    lead = gettext_lazy("Susun daftar, mintakan persetujuan kedua pejabat, lalu sertifikat terbit sendiri.")
    selector = selectors.runs
    table_class = RunTable
    search_fields = ("title__icontains", "season__name__icontains")
    export_name = gettext_lazy("penerbitan")
    empty_icon = "certificate"
    empty_title = gettext_lazy("Belum ada penerbitan")
    empty_text = gettext_lazy("Setelah hasil uji terisi, susun daftar sertifikat yang akan terbit.")

    def may_view(self, actor: Any) -> None:
        """Keepers and overseers."""
        require(policies.holds(actor, *policies.REGISTRARS), _KEEPERS)

    def actions(self, actor: Any) -> list[Any]:
        """A new run, for the organiser."""
        if not policies.holds(actor, "organiser"):
            return []
        return [Action(reverse("certification:run_new"), _("Susun penerbitan"), icon="plus")]


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def new(request: HttpRequest) -> HttpResponse:
    """Choose batches, kinds, date and signatories."""
    seasons = [season for season in Season.objects.order_by("-starts_on") if policies.may_issue(request.user, season)]
    require(bool(seasons) or policies.holds(request.user, "organiser"), _KEEPERS)
    if not seasons:
        messages.info(request, _("Buat musim dahulu; sertifikat terbit per musim."))
        return redirect("certification:run_list")
    asked = request.GET.get("musim", "")
    season = next((each for each in seasons if str(each.pk) == asked), seasons[0])
    schemes = list(Scheme.objects.order_by("pk"))
    if not schemes:
        messages.info(request, _("Buat skema dahulu; sertifikat terbit menurut skemanya."))
        return redirect("certification:scheme_list")
    wanted = request.GET.get("skema", "")
    scheme = next((each for each in schemes if each.code == wanted), schemes[0])
    initial = {"batches": request.GET.getlist("angkatan")}
    form = RunForm(request.POST or None, season=season, scheme=scheme, initial=initial)
    if request.method == "POST" and form.is_valid():
        try:
            run = services.draft_run(
                actor=request.user,
                season=season,
                batches=form.cleaned_data["batches"],
                kinds=form.cleaned_data["kinds"],
                terms=form.terms(),
                scheme=scheme,
            )
        except Unusable as problem:
            refuse(form, problem)
        else:
            return redirect("certification:run_detail", pk=run.pk)
    context = {"form": form, "season": season, "seasons": seasons, "scheme": scheme, "schemes": schemes}
    return render(request, "certification/run_new.html", context, status=422 if form.errors else 200)


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The preview with deselection, then how far the run is."""
    run = or_404(selectors.run(request.user, pk))
    return _page(request, run)


def _page(request: HttpRequest, run: IssueRun, form: TermsForm | None = None, status: int = 200) -> HttpResponse:
    items = selectors.items(run)
    shown = request.GET.get("lihat", "")
    if shown == "catatan":
        items = items.exclude(problems=[])
    elif shown in IssueItem.State.values:
        items = items.filter(state=shown)
    page = Paginator(items, PAGE).get_page(request.GET.get("page"))
    keeper = policies.may_issue(request.user, run.season_id)
    kinds = set(run.items.filter(state=IssueItem.State.DUE).values_list("kind", flat=True))
    draft = run.state == IssueRun.State.DRAFT
    context = {
        "run": run,
        "tone": TONES[run.state],
        "page": page,
        "lines": [_line(item) for item in page.object_list],
        "shown": shown,
        "views": _views(run, draft=draft),
        "keeper": keeper,
        "draft": draft,
        "form": form or TermsForm(initial=_initial(run), scheme=run.scheme),
        "run_problems": _problems(run, kinds) if draft and kinds else [],
        "authority": StoredDecision.objects.filter(pk=run.authority_id).first() if run.authority_id else None,
        "unconfirmed": run.items.filter(_OPEN_NAMES, state=IssueItem.State.DUE).count() if draft else 0,
        "signatures": _signatures(run, kinds),
        "progress": Progress.objects.filter(pk=run.progress).first() if run.progress else None,
    }
    return render(request, "certification/run.html", context, status=status)


def _views(run: IssueRun, *, draft: bool) -> list[dict[str, Any]]:
    """The parts of the list that can be looked at, each with how many lines it has; empty parts are left out."""
    counts = dict(run.items.order_by().values_list("state").annotate(Count("pk")))
    noted = run.items.exclude(problems=[]).count() if draft else 0
    parts = [
        ("", _("Semua"), sum(counts.values())),
        ("catatan", _("Ada catatan"), noted),
        *((word, label, counts.get(word, 0)) for word, label in IssueItem.State.choices),
    ]
    return [{"word": word, "label": label, "count": count} for word, label, count in parts if count or not word]


def _problems(run: IssueRun, kinds: set[str]) -> list[str]:
    """What the rule and the run itself say against submitting it now."""
    slots = printing.slots_needed(run, kinds)
    judged = printing.authority(run, slots)
    return [*(sentences(judged[0]) if judged else []), *printing.run_problems(run, slots)]


def _initial(run: IssueRun) -> dict[str, Any]:
    return {
        "issued_on": run.issued_on,
        "head": run.head,
        "centre": run.centre,
        "delegation": run.delegation,
        "unconfirmed_reason": run.unconfirmed_reason,
    }


def _line(item: IssueItem) -> dict[str, Any]:
    return {
        "item": item,
        "problems": [
            (printing.WORDS[code], code in printing.BLOCKING) for code in item.problems if code in printing.WORDS
        ],
        "blocked": bool(printing.BLOCKING & set(item.problems)),
        "certificate": getattr(item, "certificate", None),
    }


def _signatures(run: IssueRun, kinds: set[str]) -> list[dict[str, Any]]:
    given = {each.slot: each for each in selectors.approvals(run)}
    slots = run.slots if run.list_digest else printing.slots_needed(run, kinds)
    return [{"label": Slot(slot).label, "holder": run.holder(slot), "approval": given.get(slot)} for slot in slots]


@login_required
@require_POST
def terms(request: HttpRequest, pk: int) -> HttpResponse:
    """Change date and signatories of a draft."""
    run = or_404(selectors.run(request.user, pk))
    form = TermsForm(request.POST, scheme=run.scheme)
    if not form.is_valid():
        return _page(request, run, form, 422)
    attempt(
        request, lambda: services.set_terms(actor=request.user, run=run, terms=form.terms()), _("Ketentuan disimpan.")
    )
    return redirect("certification:run_detail", pk=run.pk)


@login_required
@require_POST
def choose(request: HttpRequest, pk: int) -> HttpResponse:
    """Include the ticked items of the page shown; items on other pages stay as they are."""
    run = or_404(selectors.run(request.user, pk))
    on_page = {int(word) for word in request.POST.getlist("shown") if word.isdigit()}
    ticked = {int(word) for word in request.POST.getlist("item") if word.isdigit()}
    due = set(run.items.filter(state=IssueItem.State.DUE).values_list("pk", flat=True))
    included = (due - on_page) | (ticked & on_page)
    attempt(
        request,
        lambda: services.choose_items(actor=request.user, run=run, included=included),
        _("Pilihan disimpan."),
    )
    place = {key: request.GET[key] for key in ("page", "lihat") if key in request.GET}
    return redirect(f"{reverse('certification:run_detail', args=[run.pk])}?{urlencode(place)}")


def _asked(
    request: HttpRequest,
    pk: int,
    act: Callable[[IssueRun], Any],
    *,
    title: str,
    text: str,
    button: str,
    success: str,
    danger: bool = False,
) -> HttpResponse:
    """Ask first, then act, then show the run."""
    run = or_404(selectors.run(request.user, pk))
    require(policies.may_issue(request.user, run.season_id), _KEEPERS)
    back = reverse("certification:run_detail", args=[run.pk])
    if request.method != "POST":
        due = run.items.filter(state=IssueItem.State.DUE).count()
        return confirm.ask(request, title=title, text=text % {"count": due}, button=button, back=back, danger=danger)
    attempt(request, lambda: act(run), success)
    return redirect(back)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def submit(request: HttpRequest, pk: int) -> HttpResponse:
    """Fix the list and ask the signatories."""
    return _asked(
        request,
        pk,
        lambda run: services.submit_run(actor=request.user, run=run),
        title=_("Ajukan daftar"),
        text=_("%(count)d sertifikat diajukan untuk disetujui. Sesudah itu daftar hanya berubah bila ditarik kembali."),
        button=_("Ajukan untuk persetujuan"),
        success=_("Daftar diajukan; pejabat penanda tangan diberi tahu."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def reopen(request: HttpRequest, pk: int) -> HttpResponse:
    """Back to a draft."""
    return _asked(
        request,
        pk,
        lambda run: services.reopen_run(actor=request.user, run=run),
        title=_("Susun ulang daftar"),
        text=_("Persetujuan yang sudah diberikan tidak berlaku lagi; %(count)d sertifikat menunggu daftar baru."),
        button=_("Susun ulang"),
        success=_("Daftar dapat diubah lagi."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def resume(request: HttpRequest, pk: int) -> HttpResponse:
    """Go on after a stop."""
    return _asked(
        request,
        pk,
        lambda run: issuing.resume_run(actor=request.user, run=run),
        title=_("Lanjutkan penerbitan"),
        text=_("%(count)d sertifikat yang belum terbit diterbitkan dengan persetujuan yang sudah ada."),
        button=_("Lanjutkan"),
        success=_("Penerbitan dilanjutkan."),
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def cancel(request: HttpRequest, pk: int) -> HttpResponse:
    """Give the run up."""
    return _asked(
        request,
        pk,
        lambda run: services.cancel_run(actor=request.user, run=run),
        title=_("Batalkan penerbitan"),
        text=_("%(count)d sertifikat tidak jadi diterbitkan lewat daftar ini; yang sudah terbit tetap berlaku."),
        button=_("Batalkan penerbitan"),
        success=_("Penerbitan dibatalkan."),
        danger=True,
    )


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def send_links(request: HttpRequest, pk: int) -> HttpResponse:
    """Mail the holders of this run; also the reminder."""
    run = or_404(selectors.run(request.user, pk))
    require(policies.may_issue(request.user, run.season_id), _KEEPERS)
    issued = Certificate.objects.filter(item__run=run)
    if request.method != "POST":
        count = len(holders_to_write(list(issued.values_list("pk", flat=True)), run.season))
        return confirm.ask(
            request,
            title=_("Kirim tautan sertifikat"),
            text=ngettext(
                "%(count)d pemilik belum mengambil sertifikatnya dan menerima tautan yang hanya berlaku baginya.",
                "%(count)d pemilik belum mengambil sertifikatnya dan menerima tautan yang hanya berlaku baginya.",
                count,
            )
            % {"count": count},
            button=_("Kirim surel"),
            back=reverse("certification:run_detail", args=[run.pk]),
        )
    attempt(
        request,
        lambda: mail_links(actor=request.user, season=run.season, certificates=issued),
        _("Surel sedang ditulis; lihat halaman Surat keluar."),
    )
    return redirect("certification:run_detail", pk=run.pk)

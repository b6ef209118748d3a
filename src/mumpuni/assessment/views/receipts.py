"""Letters on their way: the personnel officials' inbox, the assessee's own page, receipts."""

from collections.abc import Callable
from typing import Any, ClassVar

import django_filters as filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import Case, Exists, OuterRef, Value, When
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mumpuni.assessment import policies
from mumpuni.assessment.forms.notices import LateReasonForm, ReceiptForm
from mumpuni.assessment.models import Edition, Notice, Receipt
from mumpuni.assessment.policies import notices as rights
from mumpuni.assessment.selectors import notices as selectors
from mumpuni.assessment.selectors.arrivals import arrivals
from mumpuni.assessment.services import receipts as services
from mumpuni.assessment.tables.notices import STEPS, InboxTable
from mumpuni.assessment.views.notices import into_form
from mumpuni.people.policies import Role, Unusable, agencies_of, require
from mumpuni.ui import confirm
from mumpuni.ui.files import file_response
from mumpuni.ui.lists import ListView


class InboxFilter(filters.FilterSet):
    """By where a letter stands."""

    step = filters.ChoiceFilter(
        choices=list(STEPS.items()), label=gettext_lazy("Keadaan"), empty_label=gettext_lazy("Semua")
    )

    class Meta:
        model = Notice
        fields: ClassVar[list[str]] = []


class Inbox(ListView):
    """What the personnel officials have to pass on."""

    title = gettext_lazy("Surat panggilan")
    lead = gettext_lazy("Surat pemberitahuan bagi pegawai instansi Anda: unduh, teruskan, dan catat penerimaannya.")
    table_class = InboxTable
    filterset_class = InboxFilter
    search_fields = ("assessee__person__name__icontains", "number__icontains")
    search_hint = gettext_lazy("Nama atau nomor surat")
    export_name = gettext_lazy("Surat panggilan")
    empty_icon = "mail-opened"
    empty_title = gettext_lazy("Belum ada surat panggilan")
    empty_text = gettext_lazy("Surat muncul di sini begitu penyelenggara menerbitkannya.")

    def may_view(self, actor: Any) -> None:
        """Personnel officials."""
        require(
            bool(agencies_of(actor, Role.AGENCY_HR)),
            _("Surat panggilan diteruskan oleh pengelola kepegawaian instansi."),
        )

    def rows(self) -> Any:
        """Letters to the own people, with where each stands."""
        received = Exists(Receipt.objects.filter(notice=OuterRef("pk")))
        step = Case(
            When(received, then=Value("diterima")),
            When(edition=Edition.BKN_2008, passed_on_at=None, then=Value("belum-diteruskan")),
            default=Value("belum-diterima"),
        )
        return selectors.inbox(self.request.user).annotate(step=step)


@login_required
@require_safe
def detail(request: HttpRequest, pk: int) -> HttpResponse:
    """One letter for its sender and the personnel official: its way, receipts and verdict."""
    notice = selectors.notice(request.user, pk)
    event = notice.assessee.event
    stage = selectors.progress_of([notice])[notice.pk]
    kept = selectors.kept(notice)
    officer, planner = rights.may_pass_on(request.user, notice), rights.may_issue(request.user, event)
    in_force = notice.replaced_by_id is None
    context = {
        "notice": notice,
        "event": event,
        "stage": stage,
        "kept": kept,
        "outdated": bool(kept and stage.decision and kept.outcome != stage.decision.outcome),
        "receipts": notice.receipts.all(),
        "may_pass_on": officer and in_force and event.is_2008 and not notice.passed_on_at,
        "may_record": (officer or (planner and rights.has_reached(notice))) and in_force,
        "may_excuse": planner
        and in_force
        and not event.provider.late_notice_blocks
        and stage.state in ("terlambat", "lewat"),
        "sees_event": policies.may_see_event(request.user, event),
        "officer": officer,
        "old": getattr(notice, "replaces", None),
    }
    return render(request, "assessment/notice.html", context)


@login_required
@require_safe
def download(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The stored bytes, for sender, personnel official and assessee; never rendered again."""
    own = selectors.own_notices(request.user).filter(pk=pk).first()
    notice = own or selectors.notice(request.user, pk)
    return file_response(services.fetch(actor=request.user, notice=notice), f"surat-{slugify(notice.number)}.pdf")


@login_required
@require_POST
def pass_on(request: HttpRequest, pk: int) -> HttpResponse:
    """The official handed it on."""
    notice = selectors.notice(request.user, pk)
    _attempt(request, lambda: services.pass_on(actor=request.user, notice=notice), _("Surat dicatat diteruskan."))
    return redirect("assessment:notice", pk=pk)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def record(request: HttpRequest, pk: int) -> HttpResponse:
    """A receipt by mail or by hand."""
    notice = selectors.notice(request.user, pk)
    require(
        rights.may_record_receipt(request.user, notice),
        _("Penerimaan dicatat pengelola kepegawaian Assessee, ketua tim, atau admin kegiatan."),
    )
    form = ReceiptForm(request.POST or None)
    if request.method == "POST" and form.is_valid():
        try:
            services.record_receipt(actor=request.user, notice=notice, **form.cleaned_data)
        except Unusable as refused:
            into_form(form, refused)
        else:
            messages.success(request, _("Penerimaan dicatat."))
            return redirect("assessment:notice", pk=pk)
    context = {"form": form, "notice": notice}
    return render(request, "assessment/receipt.html", context, status=422 if form.errors else 200)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def excuse(request: HttpRequest, pk: int) -> HttpResponse:
    """Why the assessment goes on although the letter was late."""
    notice = selectors.notice(request.user, pk)
    require(
        rights.may_issue(request.user, notice.assessee.event), _("Alasan keterlambatan dicatat ketua tim dan admin.")
    )
    form = LateReasonForm(request.POST or None)
    back = reverse("assessment:notice", args=[pk])
    if request.method == "POST" and form.is_valid():
        _attempt(
            request,
            lambda: services.give_late_reason(actor=request.user, notice=notice, **form.cleaned_data),
            _("Alasan dicatat."),
        )
        return redirect(back)
    return confirm.ask(
        request,
        title=_("Lanjutkan walau terlambat"),
        text=_(
            "%(name)s tetap dinilai walau suratnya terlambat; alasannya masuk jejak audit dan tampil di papan surat."
        )
        % {"name": notice.assessee.person.full_name},
        button=_("Catat alasan"),
        back=back,
        form=form,
    )


@login_required
@require_POST
def judge(request: HttpRequest, pk: int) -> HttpResponse:
    """Judge again after the calendar changed."""
    notice = selectors.notice(request.user, pk)
    _attempt(request, lambda: services.judge_again(actor=request.user, notice=notice), _("Penerimaan dinilai ulang."))
    return redirect("assessment:notice", pk=pk)


@login_required
@require_safe
def own_list(request: HttpRequest) -> HttpResponse:
    """The assessee's letters; the replaced ones below."""
    found = list(selectors.own_notices(request.user))
    stages = selectors.progress_of(each for each in found if each.replaced_by_id is None)
    context = {
        "letters": [(each, stages[each.pk]) for each in found if each.pk in stages],
        "old": [each for each in found if each.replaced_by_id],
    }
    return render(request, "assessment/own_notices.html", context)


@login_required
@require_safe
def own_detail(request: HttpRequest, pk: int) -> HttpResponse:
    """The assessee's letter: when, where, with what, and the button that says it came."""
    notice = selectors.own_notice(request.user, pk)
    services.note_opened(actor=request.user, notice=notice)
    event = notice.assessee.event
    context = {
        "notice": notice,
        "event": event,
        "stage": selectors.progress_of([notice])[notice.pk],
        "arrival": arrivals(event)[notice.assessee_id],
        "received": next(iter(notice.receipts.all()), None),
        "printed": notice.document.data,
    }
    return render(request, "assessment/own_notice.html", context)


@login_required
@require_POST
def own_confirm(request: HttpRequest, pk: int) -> HttpResponse:
    """The assessee says that it came."""
    notice = selectors.own_notice(request.user, pk)
    done = _("Terima kasih, penerimaan Anda tercatat.")
    _attempt(request, lambda: services.confirm_receipt(actor=request.user, notice=notice), done)
    return redirect("assessment:own_notice", pk=pk)


def _attempt(request: HttpRequest, act: Callable[[], Any], done: str) -> None:
    try:
        act()
    except Unusable as refused:
        for sentence in refused.messages:
            messages.error(request, sentence)
    else:
        messages.success(request, done)

"""The board of an event's letters, and issuing them."""

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import NON_FIELD_ERRORS, ValidationError
from django.forms import BaseForm
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect, render
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mumpuni.assessment import words
from mumpuni.assessment.forms.notices import TermsForm
from mumpuni.assessment.models import Event
from mumpuni.assessment.policies import notices as rights
from mumpuni.assessment.selectors import events, letters
from mumpuni.assessment.selectors import notices as selectors
from mumpuni.assessment.services import notices as services
from mumpuni.exchange import exports
from mumpuni.people.policies import Unusable, require
from mumpuni.ui.files import file_response


def into_form(form: BaseForm, refused: ValidationError) -> None:
    """Show what a service could not use, at the field it names or on top of the form."""
    told = refused.message_dict if hasattr(refused, "error_dict") else {NON_FIELD_ERRORS: refused.messages}
    for name, sentences in told.items():
        for sentence in sentences:
            form.add_error(name if name in form.fields else None, sentence)


@login_required
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Everyone called, and how far each letter has come."""
    event = events.event(request.user, pk)
    lines = selectors.board(event)
    shown = _filtered(lines, request.GET.get("keadaan", ""), request.GET.get("q", ""))
    if request.GET.get("export") == "xlsx":
        return _workbook(event, shown)
    counts: dict[str, int] = {}
    for line in lines:
        counts[line.progress.state] = counts.get(line.progress.state, 0) + 1
    context = {
        "event": event,
        "tab": "notices",
        "lines": shown,
        "total": len(lines),
        "views": [(code, label, counts[code]) for code, label in selectors.STATES.items() if code in counts],
        "state": request.GET.get("keadaan", ""),
        "query": request.GET.get("q", ""),
        "due": sum(1 for line in lines if line.called.is_due),
        "may_issue": rights.may_issue(request.user, event) and not event.has_begun,
        "late": [line for line in lines if line.progress.state in ("terlambat", "lewat")],
        "blocks": event.provider.late_notice_blocks,
        "nearest": _nearest(lines),
    }
    return render(request, "assessment/notices.html", context)


def _filtered(lines: list[selectors.Line], state: str, query: str) -> list[selectors.Line]:
    wanted = query.casefold().split()
    return [
        line
        for line in lines
        if (not state or line.progress.state == state)
        and all(word in line.called.assessee.person.full_name.casefold() for word in wanted)
    ]


def _nearest(lines: list[selectors.Line]) -> str:
    """The countdown of the letter that must arrive first."""
    open_ones = [line.progress for line in lines if line.progress.countdown and line.progress.state != "lewat"]
    first = min(open_ones, key=lambda stage: str(stage.latest), default=None)
    return first.countdown if first else ""


def _workbook(event: Event, lines: list[selectors.Line]) -> HttpResponse:
    columns = [
        exports.Column(_("Nomor peserta"), 10),
        exports.Column(_("Nama"), 34),
        exports.Column(_("Jabatan"), 34),
        exports.Column(_("Unit kerja"), 40),
        exports.Column(_("Nomor surat"), 28),
        exports.Column(_("Tanggal surat"), 18),
        exports.Column(_("Hari penilaian"), 18),
        exports.Column(_("Diteruskan"), 22),
        exports.Column(_("Tanggal diterima"), 18),
        exports.Column(_("Cara diterima"), 20),
        exports.Column(_("Hari kerja"), 10),
        exports.Column(_("Terakhir diterima"), 18),
        exports.Column(_("Keadaan"), 24),
        exports.Column(_("Keterangan"), 70),
    ]
    rows = []
    for line in lines:
        notice, stage, who = line.notice, line.progress, line.called
        receipt = stage.receipt
        rows.append([
            who.assessee.number,
            who.assessee.person.full_name,
            who.position,
            who.unit or who.agency,
            notice.number if notice else "",
            notice.issued_on if notice else "",
            notice.assessed_on if notice else who.arrival.first,
            notice.passed_on_at if notice else "",
            receipt.received_on if receipt else "",
            receipt.get_channel_display() if receipt else "",
            stage.working_days if stage.working_days is not None else "",
            stage.latest,
            stage.word,
            " ".join([*stage.sentences, stage.earlier, stage.countdown, notice.late_reason if notice else ""]).strip(),
        ])  # fmt: skip
    name = slugify(f"surat-{event.name}-{timezone.localdate():%Y-%m-%d}")
    return exports.xlsx_response(name, columns, rows, _("Surat pemberitahuan"))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def issue(request: HttpRequest, pk: int) -> HttpResponse:
    """Look at what each letter would say and lack, choose, and let the job issue them."""
    event = events.event(request.user, pk)
    require(rights.may_issue(request.user, event), words.MAY_NOT_PLAN)
    form = TermsForm(request.POST or None, event=event)
    chosen = _numbers(request.POST.getlist("assessee")) if request.method == "POST" else None
    if request.method == "POST" and form.is_valid() and "check" not in request.POST:
        try:
            made = services.issue_notices(
                actor=request.user,
                event=event,
                terms=form.terms(),
                assessees=chosen or [],
                revision=_number(request.POST.get("revision", "")),
            )
        except Unusable as refused:
            into_form(form, refused)
        else:
            messages.success(request, _("Surat sedang diterbitkan; halaman ini menunjukkan kemajuannya."))
            return redirect(made.get_absolute_url())
    form.is_valid()
    found = letters.drafts(event, form.terms())
    due = [draft for draft in found if draft.called.is_due]
    context = {
        "event": event,
        "tab": "notices",
        "form": form,
        "lines": [
            (draft, not draft.problems and (chosen is None or draft.called.assessee.pk in chosen)) for draft in due
        ],
        "ready": sum(1 for draft in due if not draft.problems),
        "blocked": sum(1 for draft in due if draft.problems),
        "settled": len(found) - len(due),
    }
    return render(request, "assessment/notices_issue.html", context, status=422 if form.errors else 200)


@login_required
@require_POST
def preview(request: HttpRequest, pk: int) -> HttpResponseBase:
    """One letter as a PDF, before anything is issued."""
    event = events.event(request.user, pk)
    require(rights.may_issue(request.user, event), words.MAY_NOT_PLAN)
    form = TermsForm(request.POST, event=event)
    form.is_valid()
    try:
        content = services.preview(
            actor=request.user, event=event, terms=form.terms(), assessee=_number(request.POST.get("preview", "")) or 0
        )
    except ValidationError as refused:
        for sentence in refused.messages:
            messages.error(request, sentence)
        return redirect("assessment:notices_issue", pk=pk)
    return file_response(content, _("pratinjau-surat.pdf"), inline=True)


def _number(text: str) -> int | None:
    return int(text) if text.isdecimal() and len(text) < 19 else None


def _numbers(texts: list[str]) -> list[int]:
    return [number for text in texts if (number := _number(text)) is not None]

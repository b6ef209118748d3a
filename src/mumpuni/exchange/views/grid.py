"""The grid: rows with their problems, mended one by one, by keyboard, with or without scripts."""

from datetime import timedelta
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.paginator import Paginator
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mumpuni.audit.policies import Unusable
from mumpuni.exchange import downloads, exports, selectors, services
from mumpuni.exchange.importers import Importer, column_letter
from mumpuni.exchange.models import BatchState, ImportBatch, ImportRow, RowState
from mumpuni.exchange.views.common import batch_or_404, importer_or_404, sentences, wizard

PAGE = 100


@login_required
@require_safe
def detail(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The import at its present step; with htmx only the grid."""
    batch = batch_or_404(request, batch_id)
    if batch.state == BatchState.MAPPING:
        return redirect("exchange:import_columns", batch_id=batch.pk)
    return _page(request, batch)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def row(request: HttpRequest, batch_id: UUID, number: int) -> HttpResponse:
    """One row: a page with all its cells, and the address to which the grid posts."""
    batch = batch_or_404(request, batch_id)
    importer = importer_or_404(batch.kind)
    if request.method != "POST":
        found = batch.rows.filter(number=number).first()
        if found is None:
            raise Http404(_("Baris ini tidak ada di impor ini."))
        shown = {**wizard(importer, batch), "line": _line(importer, batch, found, whole=True), **_place(request)}
        return render(request, "exchange/import_row.html", shown)
    try:
        told = _act(request, batch, number)
    except Unusable as problem:
        return _answer(request, batch, sentences(problem), number, wrong=True)
    return _answer(request, batch, told, number)


@login_required
@require_POST
def skip_all(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Leave out every row that still has a problem."""
    batch = batch_or_404(request, batch_id)
    return _all(request, batch, services.skip_rows, _("%(count)d baris dilewati."))


@login_required
@require_POST
def take_all(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """Take every row that carries warnings only."""
    batch = batch_or_404(request, batch_id)
    return _all(request, batch, services.take_rows, _("%(count)d baris diambil."))


@login_required
@require_safe
def errors(request: HttpRequest, batch_id: UUID) -> HttpResponse:
    """The rows that did not fit, as a workbook with a column "Masalah"."""
    batch = batch_or_404(request, batch_id)
    data = downloads.error_file(batch, importer_or_404(batch.kind))
    return exports.download(_("masalah-%(file)s") % {"file": batch.file_name.rsplit(".", 1)[0]}, data)


def _act(request: HttpRequest, batch: ImportBatch, number: int) -> str:
    """Do what the pressed button says, and say what came of it."""
    act = request.POST.get("act", "save")
    given: dict[str, Any] = {"actor": request.user, "batch": batch}
    if act == "skip":
        services.skip_rows(**given, numbers=[number])
        return _("Baris %(row)d dilewati.") % {"row": number}
    if act == "unskip":
        services.unskip_rows(**given, numbers=[number])
        return _("Baris %(row)d dikembalikan dan diperiksa lagi.") % {"row": number}
    if act == "take":
        services.take_rows(**given, numbers=[number])
        return _("Baris %(row)d diambil.") % {"row": number}
    texts = {name.removeprefix("cell-"): str(text) for name, text in request.POST.items() if name.startswith("cell-")}
    mended = services.mend_row(**given, number=number, cells=texts)
    if mended.state == RowState.OK:
        return _("Baris %(row)d siap.") % {"row": number}
    return ngettext(
        "Baris %(row)d masih punya %(count)d masalah.",
        "Baris %(row)d masih punya %(count)d masalah.",
        len(mended.problems),
    ) % {"row": number, "count": len(mended.problems)}


def _all(request: HttpRequest, batch: ImportBatch, service: Any, words: str) -> HttpResponse:
    try:
        count = service(actor=request.user, batch=batch)
    except Unusable as problem:
        return _answer(request, batch, sentences(problem), 0, wrong=True)
    return _answer(request, batch, words % {"count": count}, 0)


def _answer(request: HttpRequest, batch: ImportBatch, told: str, number: int, *, wrong: bool = False) -> HttpResponse:
    """With htmx the grid as it stands now, else back to the page it came from, at the row."""
    if getattr(request, "htmx", False):
        batch = batch_or_404(request, batch.pk)
        return _page(request, batch, told=told, wrong=wrong, after=number)
    (messages.error if wrong else messages.success)(request, told)
    place = _place(request)
    return redirect(
        f"{reverse('exchange:import_detail', args=[batch.pk])}?tampil={place['shown']}&page={place['page']}#tabel"
    )


def _place(request: HttpRequest) -> dict[str, Any]:
    asked = request.POST if request.method == "POST" else request.GET
    shown, page = asked.get("tampil", ""), asked.get("page", "1")
    return {"shown": shown if shown in selectors.ROW_FILTERS else "", "page": page if page.isdigit() else "1"}


def _page(
    request: HttpRequest, batch: ImportBatch, told: str = "", wrong: bool = False, after: int = 0
) -> HttpResponse:
    importer = importer_or_404(batch.kind)
    counts = selectors.counts_of(batch)
    place = _place(request)
    chosen = place["shown"] or ("bermasalah" if counts["bermasalah"] else "semua")
    paginator = Paginator(selectors.rows_of(batch, chosen), PAGE)
    paginator.count = counts[chosen]  # known already; saves counting again
    page = paginator.get_page(place["page"])
    lines = [_line(importer, batch, each) for each in page.object_list]
    focus = next((line for line in lines if line["form"] and line["row"].number >= after), None) if after else None
    labels = (
        ("semua", _("Semua")),
        ("siap", _("Siap")),
        ("bermasalah", _("Bermasalah")),
        ("dilewati", _("Dilewati")),
    )
    context = {
        **wizard(importer, batch),
        "counts": counts,
        "filters": [
            {"word": word, "label": label, "count": counts[word], "here": word == chosen} for word, label in labels
        ],
        "shown": chosen,
        "page": page,
        "lines": lines,
        "heads": [_head(batch, importer, name) for name in _names(importer, batch)],
        "told": told,
        "wrong": wrong,
        "focus": focus["row"].number if focus else 0,
        "editable": batch.state == BatchState.CHECKED,
        "stuck": _stuck(batch),
        "success_url": importer.success_url(batch) if batch.state == BatchState.CONFIRMED else "",
        "undo_refusal": importer.may_undo(batch) if batch.state == BatchState.CONFIRMED else None,
    }
    name = "exchange/_grid.html" if getattr(request, "htmx", False) else "exchange/import_detail.html"
    return render(request, name, context, status=422 if wrong and not getattr(request, "htmx", False) else 200)


def _stuck(batch: ImportBatch) -> bool:
    """Whether the job that should be at work has been silent for a minute, so that sending it again helps."""
    silent = batch.progress is None or timezone.now() - batch.progress.changed_at > timedelta(minutes=1)
    return batch.state in (BatchState.CHECKING, BatchState.CONFIRMING) and silent


def _names(importer: Importer, batch: ImportBatch) -> list[str]:
    return [each.name for each in importer.fields if each.name in batch.mapping]


def _head(batch: ImportBatch, importer: Importer, name: str) -> dict[str, Any]:
    return {"name": name, "letter": column_letter(batch.mapping[name]), "label": importer.field(name).label}


def _line(importer: Importer, batch: ImportBatch, row: ImportRow, *, whole: bool = False) -> dict[str, Any]:
    """A row for the page: its cells, which of them are open for mending, its problems in words."""
    editable = batch.state == BatchState.CHECKED and (whole or row.state == RowState.BAD)
    wrong = {problem["field"] for problem in row.problems}
    cells = [
        {
            "name": each.name,
            "label": each.label,
            "letter": column_letter(batch.mapping[each.name]) if each.name in batch.mapping else "",
            "text": row.cells.get(each.name, ""),
            "wrong": each.name in wrong,
            "open": editable and (whole or each.name in wrong),
            "choices": each.choices,
            "help": each.help,
            "required": each.required,
        }
        for each in importer.fields
        if whole or each.name in batch.mapping
    ]
    problems = [
        {**problem, "label": importer.field(problem["field"]).label if problem["field"] else ""}
        for problem in row.problems
    ]
    return {
        "row": row,
        "cells": cells,
        "problems": problems,
        "told": bool(problems) and row.state != RowState.SKIPPED,
        "form": editable and any(cell["open"] for cell in cells),
        "first": next((cell["name"] for cell in cells if cell["open"]), ""),
        "can_take": batch.state == BatchState.CHECKED and row.state == RowState.BAD and not row.has_errors,
    }

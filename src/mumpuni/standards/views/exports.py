"""Standards as files: book, CASE, CSV, workbook."""

import csv
from collections.abc import Iterable, Iterator
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse, StreamingHttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import redirect
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mumpuni.exchange.exports import Column, xlsx_response
from mumpuni.people.policies import Unusable, require
from mumpuni.standards.importers.trees import TreeImporter
from mumpuni.standards.models import StandardVersion
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.selectors import case, files, occupational
from mumpuni.standards.services.books import print_book
from mumpuni.ui.files import as_file, file_response


@login_required
@require_safe
def book(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The book as PDF; a draft is marked as one on every page."""
    version = occupational.version(request.user, pk)
    try:
        content = print_book(version)
    except Unusable as problem:
        for words in problem.messages:
            messages.error(request, words)
        return redirect(f"{reverse('standards:skk_detail', args=[version.standard_id])}?versi={version.number}")
    return file_response(content, f"{_name(version)}.pdf")


@login_required
@require_safe
def case_package(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The version as CASE 1.1."""
    version = occupational.version(request.user, pk)
    content = case.encoded(case.package(version, request.build_absolute_uri("/")))
    return file_response(content, f"{_name(version)}.case.json", "application/json")


@login_required
@require_safe
def case_register(request: HttpRequest) -> StreamingHttpResponse:
    """The whole register as CASE, piece by piece."""
    require(
        policies.may_see_drafts(request.user), _("Seluruh register diunduh oleh BPSDM, penyelenggara, dan pengawas.")
    )
    pieces = case.register_pieces(request.user, request.build_absolute_uri("/"))
    response = StreamingHttpResponse(pieces, content_type="application/json")
    return as_file(response, f"skk-pdn-{localdate():%Y-%m-%d}.case.json")


@login_required
@require_safe
def csv_file(request: HttpRequest, pk: int) -> StreamingHttpResponse:
    """Codes and texts as CSV."""
    version = occupational.version(request.user, pk)
    lines = _csv([files.CSV_HEAD], files.csv_rows(version))
    return as_file(StreamingHttpResponse(lines, content_type="text/csv; charset=utf-8"), f"{_name(version)}.csv")


@login_required
@require_safe
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The text in the layout that the import reads."""
    version = occupational.version(request.user, pk)
    columns = [Column(field.label, field.width, text=True) for field in TreeImporter.fields]
    return xlsx_response(f"{_name(version)}.xlsx", columns, files.sheet_rows(version), "SKK-PDN")


class _Echo:
    """Gives back what is written, so that a CSV can leave line by line."""

    def write(self, line: str) -> str:
        return line


def _csv(head: Iterable[Iterable[str]], rows: Iterator[tuple[str, ...]]) -> Iterator[str]:
    writer: Any = csv.writer(_Echo())
    # The mark by which Excel knows that the file is UTF-8.
    yield "\ufeff"
    for row in head:
        yield writer.writerow(row)
    for row in rows:
        yield writer.writerow([_safe(text) for text in row])


def _safe(text: str) -> str:
    """A text that a spreadsheet program would run gets a sign before it that stops it."""
    return f"'{text}" if text[:1] in ("=", "+", "-", "@", "\t", "\r") else text


def _name(version: StandardVersion) -> str:
    draft = "" if version.is_published else "-rancangan"
    return f"skk-pdn-{slugify(version.standard.code)}-v{version.number}{draft}"

"""A timetable on paper and in Excel."""

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest
from django.http.response import HttpResponseBase
from django.utils import timezone
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mumpuni.assessment.selectors import printed
from mumpuni.assessment.selectors import timetables as selectors
from mumpuni.assessment.views.timetables import seen
from mumpuni.documents import rendering
from mumpuni.exchange.exports import Column, xlsx_response
from mumpuni.ui.files import file_response


@login_required
@require_safe
def pdf(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The whole on landscape paper."""
    return _printed(request, pk, printed.WHOLE, "jadwal")


@login_required
@require_safe
def doors(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A sheet for each door and day."""
    return _printed(request, pk, printed.DOORS, "daftar-pintu")


def _board(request: HttpRequest, pk: int) -> selectors.Board:
    found = seen(request.user, pk)
    if found.state not in selectors.SHOWN:
        raise Http404
    return selectors.board(found)


def _printed(request: HttpRequest, pk: int, layout: str, name: str) -> HttpResponseBase:
    board = _board(request, pk)
    made = board.timetable.announced_at or board.timetable.made_at
    pdf_bytes = rendering.render(layout, printed.sheets(board, layout), on=timezone.localdate(made))
    return file_response(
        pdf_bytes, f"{name}-{slugify(board.timetable.event.name)}-v{board.timetable.number}.pdf", inline=True
    )


@login_required
@require_safe
def workbook(request: HttpRequest, pk: int) -> HttpResponseBase:
    """A line for each assessee of a session."""
    board = _board(request, pk)
    columns = [
        Column(_("Tanggal"), 18), Column(_("Mulai"), 8), Column(_("Selesai"), 8), Column(_("Kegiatan"), 34),
        Column(_("Kelompok"), 14), Column(_("Assessee"), 30), Column(_("Ruang"), 18), Column(_("Pengamat"), 40),
        Column(_("Pendamping"), 30),
    ]  # fmt: skip
    name = f"jadwal-{slugify(board.timetable.event.name)}-v{board.timetable.number}"
    return xlsx_response(name, columns, printed.rows(board), _("Jadwal"))

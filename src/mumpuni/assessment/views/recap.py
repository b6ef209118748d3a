"""The attendance list of a day on paper, and what each member of the team did."""

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import render
from django.utils.text import slugify
from django.utils.translation import gettext as _
from django.views.decorators.http import require_safe

from mumpuni.assessment import words
from mumpuni.assessment.policies.day import may_record
from mumpuni.assessment.selectors import attendance as selectors
from mumpuni.assessment.services.recap import note_taken
from mumpuni.assessment.views.day import day_asked, event_in_sight
from mumpuni.documents import rendering
from mumpuni.exchange.exports import Column, xlsx_response
from mumpuni.people.policies import require
from mumpuni.ui.files import file_response


@login_required
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Days, sessions, observations and hours by member, and the lists to print."""
    event = event_in_sight(request, pk)
    context = {
        "event": event,
        "tab": "day",
        "duties": selectors.duties(event),
        "days": list(event.days.values_list("date", flat=True)),
        "prints": may_record(request.user, event),
    }
    return render(request, "assessment/day/recap.html", context)


@login_required
@require_safe
def workbook(request: HttpRequest, pk: int) -> HttpResponse:
    """The recap as Excel."""
    event = event_in_sight(request, pk)
    note_taken(actor=request.user, event=event)
    columns = [
        Column(_("Nama"), 34), Column(_("Peran"), 26), Column(_("Hari hadir"), 12), Column(_("Ditandatangani"), 16),
        Column(_("Sesi"), 8), Column(_("Pengamatan"), 12), Column(_("Jam"), 8), Column(_("Keterangan"), 36),
    ]  # fmt: skip
    return xlsx_response(f"rekap-tugas-{slugify(event.name)}", columns, selectors.rows(event), _("Rekap tugas tim"))


@login_required
@require_safe
def attendance(request: HttpRequest, pk: int) -> HttpResponseBase:
    """The list of one day, to be signed: chair and admin print it."""
    event = event_in_sight(request, pk)
    require(may_record(request.user, event), words.MAY_NOT_RECORD_DAY)
    day = day_asked(request.GET.get("hari", ""), event)
    data = rendering.render(selectors.ATTENDANCE, selectors.attendance(event, day), on=day)
    return file_response(data, f"daftar-hadir-{slugify(event.name)}-{day}.pdf", inline=True)

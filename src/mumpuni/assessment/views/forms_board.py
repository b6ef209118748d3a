"""The board of an event's forms: who has handed in what, reminders, accommodations, the workbook."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.core.paginator import Paginator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.text import slugify
from django.utils.timezone import localdate
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from mumpuni.assessment import words
from mumpuni.assessment.forms.answers import AccommodationForm
from mumpuni.assessment.models import Assessee, Event, FormTemplate
from mumpuni.assessment.policies import forms as policies
from mumpuni.assessment.selectors import answers as selectors
from mumpuni.assessment.selectors import events
from mumpuni.assessment.selectors.answers import Sheet
from mumpuni.assessment.services import accommodations, form_reminders
from mumpuni.assessment.services.form_reminders import Reminded
from mumpuni.exchange import exports
from mumpuni.exchange.exports import Column
from mumpuni.people.policies import require
from mumpuni.people.views.base import Question

PAGE = 50
TONES = {"dikirim": "good", "dikembalikan": "warn", "diisi": "wait", "": "quiet"}


@login_required
@require_safe
def forms_board(request: HttpRequest, pk: int) -> HttpResponse:
    """Assessees down, forms across; the same as a workbook with `?export=xlsx`. Assessors get what they may read."""
    actor: Any = request.user
    event = events.event(actor, pk)
    require(policies.may_read_forms(actor, event), words.MAY_NOT_WATCH_FORMS)
    if not policies.may_watch(actor, event):
        context = {"event": event, "tab": "forms_board", "rows": selectors.readable_in(actor, event)}
        return render(request, "assessment/forms_to_read.html", context)
    rows = _rows(actor, event)
    asked = _asked(rows)
    groups = sorted({one.group for one, _sheets in rows if one.group}, key=lambda one: one.number)
    shown = _filtered(request, rows)
    if request.GET.get("export") == "xlsx":
        return _workbook(event, asked, shown)
    page = Paginator([_line(one, sheets, asked) for one, sheets in shown], PAGE).get_page(request.GET.get("page"))
    context = {
        "event": event,
        "tab": "forms_board",
        "asked": asked,
        "page": page,
        "total": len(rows),
        "open": sum(any(sheet.waits for sheet in sheets) for _one, sheets in rows),
        "groups": groups,
        "group": request.GET.get("kelompok", ""),
        "only_open": request.GET.get("belum") == "1",
        "q": request.GET.get("q", ""),
        "accommodations": [one for one, _sheets in rows if one.accommodation],
        "may_answer": policies.may_answer_accommodation(actor, event),
    }
    return render(request, "assessment/forms_board.html", context)


@login_required
@require_POST
def forms_remind(request: HttpRequest, pk: int) -> HttpResponse:
    """Write to those who were ticked."""
    actor: Any = request.user
    event = _event(actor, pk)
    chosen = [int(one) for one in request.POST.getlist("pilih") if one.isdecimal()]
    try:
        result = form_reminders.remind(actor=actor, event=event, assessees=chosen)
    except ValidationError as refused:
        messages.error(request, " ".join(refused.messages))
    else:
        _tell(request, result)
    return HttpResponseRedirect(reverse("assessment:forms_board", args=[event.pk]))


class Accommodation(Question):
    """The chair's answer to a request for an accommodation."""

    title = gettext_lazy("Jawab permintaan penyesuaian")
    button = gettext_lazy("Simpan jawaban")
    done = gettext_lazy("Jawaban tersimpan dan terlihat oleh Assessee.")
    form_class = AccommodationForm

    @property
    def assessee(self) -> Assessee:
        """The one of the address, in an event in sight."""
        if not hasattr(self, "_found"):
            event = events.event(self.request.user, self.kwargs["pk"])
            require(policies.may_answer_accommodation(self.request.user, event), words.MAY_NOT_ANSWER_ACCOMMODATION)
            found = Assessee.objects.select_related("person", "event")
            self._found = get_object_or_404(found, event=event, pk=self.kwargs["assessee"])
        return self._found

    def get_form(self, form_class: Any = None) -> Any:
        """Only for the chair."""
        self.lead = f"{self.assessee}: {self.assessee.accommodation}"
        return super().get_form(form_class)

    def act(self, form: Any) -> Assessee:
        """Answer."""
        given = form.cleaned_data
        return accommodations.answer_accommodation(
            actor=self.request.user,
            assessee=self.assessee,
            granted=given["granted"] == AccommodationForm.YES,
            note=given["note"],
        )

    def back(self) -> str:
        """The board."""
        return reverse("assessment:forms_board", args=[self.kwargs["pk"]])


def _event(actor: Any, pk: int) -> Event:
    """The event of the address, for chair and admin.

    Raises:
        Http404: for one out of sight.
        Refused: for the others who see it.
    """
    event = events.event(actor, pk)
    require(policies.may_watch(actor, event), words.MAY_NOT_WATCH_FORMS)
    return event


def _rows(actor: Any, event: Event) -> list[tuple[Assessee, list[Sheet]]]:
    found = list(selectors.board_rows(actor, event))
    sheets = selectors.sheets(found)
    return [(one, sheets[one.pk]) for one in found]


def _asked(rows: list[tuple[Assessee, list[Sheet]]]) -> list[tuple[str, str]]:
    """The forms that somebody of them is asked for: code and title, in the order of filling in."""
    titles = {sheet.template.code: sheet.template.title for _one, sheets in rows for sheet in sheets}
    return [(code, titles[code]) for code in FormTemplate.Code.values if code in titles]


def _filtered(request: HttpRequest, rows: list[tuple[Assessee, list[Sheet]]]) -> list[tuple[Assessee, list[Sheet]]]:
    group, typed = request.GET.get("kelompok", ""), request.GET.get("q", "").casefold().split()
    if group:
        rows = [row for row in rows if row[0].group and str(row[0].group.number) == group]
    if typed:
        rows = [row for row in rows if all(word in row[0].person.full_name.casefold() for word in typed)]
    if request.GET.get("belum") == "1":
        rows = [row for row in rows if any(sheet.waits for sheet in row[1])]
    return rows


def _line(one: Assessee, sheets: list[Sheet], asked: list[tuple[str, str]]) -> dict[str, Any]:
    by_code = {sheet.template.code: sheet for sheet in sheets}
    saved = [sheet.saved_at for sheet in sheets if sheet.saved_at]
    told = [sheet.answer.reminded_at for sheet in sheets if sheet.answer and sheet.answer.reminded_at]
    return {
        "assessee": one,
        "cells": [(label, by_code.get(code), _tone(by_code.get(code))) for code, label in asked],
        "waits": any(sheet.waits for sheet in sheets),
        "saved_at": max(saved, default=None),
        "reminded_at": max(told, default=None),
    }


def _tone(sheet: Sheet | None) -> str:
    return TONES[sheet.state] if sheet else "quiet"


def _state(sheet: Sheet) -> str:
    if not sheet.is_due:
        return _("Sesudah hari penilaian")
    if not sheet.state or sheet.answer is None:
        return _("Belum dimulai")
    return str(sheet.answer.get_state_display())


def _workbook(event: Event, asked: list[tuple[str, str]], rows: list[tuple[Assessee, list[Sheet]]]) -> HttpResponse:
    heads = [Column(_("Nomor"), 8), Column(_("Nama"), 30, text=True), Column(_("Kelompok"), 12)]
    for _code, label in asked:
        heads += [Column(label, 20), Column(f"{label} (%)", 10)]
    heads += [Column(_("Terakhir disimpan"), 20), Column(_("Terakhir diingatkan"), 20), Column(_("Penyesuaian"), 30)]
    lines = []
    for one, sheets in rows:
        line = _line(one, sheets, asked)
        cells: list[Any] = [one.number, one.person.full_name, one.group.number if one.group else None]
        for _label, sheet, _tone_word in line["cells"]:
            cells += [_state(sheet), sheet.percent] if sheet else ["", None]
        lines.append([*cells, line["saved_at"], line["reminded_at"], _granted(one)])
    name = slugify(f"formulir-{event.name}-{localdate():%Y-%m-%d}")
    return exports.xlsx_response(name, heads, lines, _("Formulir peserta"))


def _granted(one: Assessee) -> str:
    if not one.accommodation:
        return ""
    if one.accommodation_granted is None:
        return _("Menunggu jawaban")
    return _("Diberikan") if one.accommodation_granted else _("Tidak diberikan")


def _tell(request: HttpRequest, result: Reminded) -> None:
    if result.told:
        count = len(result.told)
        said = ngettext("%(count)d orang diingatkan.", "%(count)d orang diingatkan.", count)
        messages.success(request, said % {"count": count})
    for people, said in (
        (result.already, _("Sudah diingatkan hari ini: %(names)s.")),
        (result.without_address, _("Tanpa alamat surel, hubungi dengan cara lain: %(names)s.")),
        (result.complete, _("Tidak ada yang ditunggu dari: %(names)s.")),
    ):
        if people:
            messages.warning(request, said % {"names": ", ".join(str(one) for one in people)})

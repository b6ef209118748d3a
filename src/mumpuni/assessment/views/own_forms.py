"""The assessee's own forms: the list, a form that saves itself, handing it in."""

import dataclasses
from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django.conf import settings
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.core.exceptions import ValidationError
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.assessment import fields
from mumpuni.assessment.models import AnswerFile
from mumpuni.assessment.selectors import answers as selectors
from mumpuni.assessment.selectors.answers import Sheet
from mumpuni.assessment.services import answers
from mumpuni.assessment.services.answers import Differs


@dataclass
class Box:
    """A field on the page with what stands in it."""

    field: fields.Field
    value: Any
    files: list[AnswerFile] = dataclasses.field(default_factory=list)
    problem: str = ""

    @property
    def cells(self) -> list[list[tuple[str, str, str]]]:
        """The lines of a table: name, heading and content of each cell."""
        heads = self.field.choices
        return [
            [(self.field.cell(row, column), heads[column], cell) for column, cell in enumerate(line)]
            for row, line in enumerate(self.field.lines(self.value))
        ]

    @property
    def lines(self) -> list[list[tuple[str, str]]]:
        """The filled lines of a table, each cell with its heading."""
        return [list(zip(self.field.choices, line, strict=True)) for line in self.field.filled_lines(self.value)]

    @property
    def kind_words(self) -> str:
        """What kind of field it is."""
        return str(fields.KINDS[self.field.kind])

    @property
    def shown(self) -> str:
        """The answer in words."""
        return self.field.shown(self.value)


@login_required
@require_safe
def own_forms(request: HttpRequest) -> HttpResponse:
    """All forms of all assessments of the account, with how far each is."""
    mine = list(selectors.own_assessees(request.user))
    found = selectors.sheets(mine)
    return render(request, "assessment/own_forms.html", {"assessments": [(one, found[one.pk]) for one in mine]})


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_form(request: HttpRequest, assessee: int, code: str) -> HttpResponse:
    """A form to fill in; one that is shut is shown as it was handed in."""
    sheet = selectors.own_sheet(request.user, assessee, code)
    if request.method == "POST":
        return _save(request, sheet)
    if not sheet.is_open:
        return _shut(request, sheet)
    return _page(request, sheet, _data(sheet))


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def own_form_submit(request: HttpRequest, assessee: int, code: str) -> HttpResponse:
    """What is still missing, and the last word before a form is handed in."""
    sheet = selectors.own_sheet(request.user, assessee, code)
    told: list[str] = []
    if request.method == "POST":
        try:
            answers.submit(
                actor=request.user, assessee=sheet.assessee, template=sheet.template, revision=_revision(request)
            )
        except ValidationError as refused:
            told = refused.messages
        else:
            messages.success(request, _("Formulir “%(title)s” terkirim.") % {"title": sheet.template.title})
            return HttpResponseRedirect(reverse("assessment:own_forms"))
    elif not sheet.is_open:
        return HttpResponseRedirect(_address(sheet))
    asked = fields.fields_of(sheet.template.parts)
    data, held = _data(sheet), {one.field for one in sheet.files}
    context = {
        "sheet": sheet,
        "told": told,
        "missing": fields.missing(asked, data, held),
        "wrong": [(one, said) for one in asked if (said := one.problem(data.get(one.code)))],
        "empty": [one for one in asked if not one.required and not one.is_filled(data.get(one.code), held)],
        "back": _address(sheet),
    }
    return render(request, "assessment/own_form_submit.html", context, status=422 if told else 200)


def boxes(
    sheet_parts: Any, data: Mapping[str, Any], files: list[AnswerFile], problems: Mapping[str, str] | None = None
) -> list[tuple[fields.Part, list[Box]]]:
    """The sections with their fields as the page shows them."""
    wrong = problems or {}
    return [
        (
            part,
            [
                Box(
                    one, data.get(one.code), [each for each in files if each.field == one.code], wrong.get(one.code, "")
                )
                for one in part.fields
            ],
        )
        for part in fields.parts_of(sheet_parts)
    ]


def _save(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    """Save what was sent; then what the button asked for."""
    asked = fields.fields_of(sheet.template.parts)
    sent = fields.read(asked, request.POST)
    theirs = {code for code in sent if request.POST.get(f"pilih.{code}") == "tersimpan"}
    given = {code: value for code, value in sent.items() if code not in theirs}
    act, _colon, what = request.POST.get("aksi", "").partition(":")
    common: dict[str, Any] = {"actor": request.user, "assessee": sheet.assessee, "template": sheet.template}
    try:
        saved = answers.save(**common, data=given, revision=_revision(request))
        if act == "unggah":
            answers.add_file(**common, code=what, file=request.FILES.get(f"berkas.{what}"))
        elif act == "hapus":
            answers.remove_file(**common, file=int(what) if what.isdecimal() else 0)
    except Differs as told:
        return _differs(request, sheet, sent, told)
    except ValidationError as refused:
        return _refused(request, sheet, sent, refused)
    if _wants_json(request):
        renewed = selectors.own_sheet(request.user, sheet.assessee.pk, sheet.template.code)
        return JsonResponse({"revision": saved.revision, "stamp": _stamp(saved.saved_at), "percent": renewed.percent})
    if act == "periksa":
        return HttpResponseRedirect(reverse("assessment:own_form_submit", args=_args(sheet)))
    if act == "unggah":
        messages.success(request, _("Berkas tersimpan."))
    elif act == "hapus":
        messages.success(request, _("Berkas dihapus."))
    else:
        messages.success(request, _("Isian tersimpan."))
    return HttpResponseRedirect(_address(sheet) + (f"#isian-{what}" if act == "unggah" else ""))


def _differs(request: HttpRequest, sheet: Sheet, sent: dict[str, Any], told: Differs) -> HttpResponse:
    """Both texts of each field saved elsewhere, to choose from; nothing typed is lost."""
    differences = [
        (one.field, Box(one.field, one.theirs), Box(one.field, one.mine), one.field.kind == fields.TABLE)
        for one in told.differences
    ]
    conflict = {"differences": differences, "answer": told.answer}
    if _wants_json(request):
        html = render_to_string("assessment/_form_conflict.html", conflict, request)
        stored = fields.controls(fields.fields_of(told.answer.template.parts), told.answer.data)
        return JsonResponse({"html": html, "revision": told.answer.revision, "stored": stored}, status=409)
    return _page(request, sheet, {**_data(sheet), **sent}, conflict=conflict, status=409)


def _refused(request: HttpRequest, sheet: Sheet, sent: dict[str, Any], refused: ValidationError) -> HttpResponse:
    if _wants_json(request):
        html = render_to_string("assessment/_form_refused.html", {"told": refused.messages}, request)
        return JsonResponse({"html": html}, status=422)
    codes = {one.code for one in fields.fields_of(sheet.template.parts)}
    at: dict[str, str] = {}
    general: list[str] = []
    if hasattr(refused, "error_dict"):
        for name, said in refused.message_dict.items():
            if name in codes:
                at[name] = said[0]
            else:
                general += said
    else:
        general = refused.messages
    return _page(request, sheet, {**_data(sheet), **sent}, problems=at, told=general, status=422)


def _page(
    request: HttpRequest, sheet: Sheet, data: Mapping[str, Any], *, status: int = 200, **more: Any
) -> HttpResponse:
    problems = more.pop("problems", {})
    parts = boxes(sheet.template.parts, data, sheet.files, problems)
    named = {one.code: one for one in fields.fields_of(sheet.template.parts)}
    context = {
        "sheet": sheet,
        "parts": parts,
        "revision": sheet.answer.revision if sheet.answer else 0,
        "stamp": _stamp(sheet.saved_at) if sheet.saved_at else "",
        "wrong": [(named[code], said) for code, said in problems.items()],
        "hand_in_mb": settings.MUMPUNI_HAND_IN_MB,
        **more,
    }
    return render(request, "assessment/own_form.html", context, status=status)


def _shut(request: HttpRequest, sheet: Sheet) -> HttpResponse:
    held = sheet.answer if sheet.answer and sheet.answer.saved_at else None
    context = {
        "sheet": sheet,
        "template": sheet.template,
        "answer": held,
        "assessee": sheet.assessee,
        "parts": boxes(sheet.template.parts, held.data, sheet.files) if held else [],
        "is_own": True,
        "readings": selectors.readings(held) if held else [],
    }
    return render(request, "assessment/answer.html", context)


def _data(sheet: Sheet) -> dict[str, Any]:
    """What stands in the form; what the register knows in one not begun."""
    return sheet.answer.data if sheet.answer else selectors.known_of(sheet.assessee.person)


def _revision(request: HttpRequest) -> int:
    given = request.POST.get("revision", "")
    return int(given) if given.isdecimal() else -1


def _stamp(at: Any) -> str:
    local = timezone.localtime(at)
    same_day = local.date() == timezone.localdate()
    hour = date_format(local, "H.i")
    when = hour if same_day else f"{date_format(local, 'SHORT_DATE_FORMAT', use_l10n=True)} {hour}"
    return _("Tersimpan %(when)s") % {"when": when}


def _wants_json(request: HttpRequest) -> bool:
    return request.headers.get("Accept", "") == "application/json"


def _args(sheet: Sheet) -> list[Any]:
    return [sheet.assessee.pk, sheet.template.code]


def _address(sheet: Sheet) -> str:
    return reverse("assessment:own_form", args=_args(sheet))

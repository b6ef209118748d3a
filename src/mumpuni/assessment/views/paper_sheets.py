"""A sheet that was written on paper: its scans, and the copy that its assessor makes of it."""

from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.assessment.forms.observing import NoteForm, RatingsForm, ScanForm
from mumpuni.assessment.models import Sheet
from mumpuni.assessment.policies import observing as rights
from mumpuni.assessment.policies.day import may_see_day
from mumpuni.assessment.selectors import observing as selectors
from mumpuni.assessment.selectors.day import local_day
from mumpuni.assessment.services import observing as services
from mumpuni.assessment.services import paper as writing
from mumpuni.documents import storage
from mumpuni.people.policies import Unusable
from mumpuni.people.views.base import ServiceForm, refuse
from mumpuni.ui.files import file_response


@login_required
@never_cache
@require_http_methods(["GET", "HEAD", "POST"])
def paper(request: HttpRequest, sheet: UUID) -> HttpResponse:
    """The copy of a paper sheet; each button saves its own part."""
    found = selectors.sheet_for(request.user, sheet)
    if found.source != Sheet.Source.PAPER:
        return redirect("assessment:sheet", found.pk)
    wanted = request.POST.get("aksi", "")
    sent = request.POST if request.method == "POST" else None
    lines = list(selectors.lines_of(found))
    event = found.assessee.event
    note = NoteForm(
        sent if wanted == "catatan" else None,
        event=event,
        lines=selectors.lines_of(found),
        initial={"day": local_day(event).isoformat()},
    )
    held = {each.line_id: each for each in found.ratings.all()}
    ratings = RatingsForm(sent if wanted in ("nilai", "kirim") else None, lines=lines, held=held)
    problems: list[str] = []
    if sent is not None and _done(request, found, wanted, note, ratings, problems):
        return redirect("assessment:sheet_paper", found.pk)
    context = {
        "sheet": found,
        "event": event,
        "note": note,
        "ratings": ratings,
        "pairs": [(ratings[f"level_{each.pk}"], ratings[f"reason_{each.pk}"]) for each in lines],
        "problems": problems,
        "notes": found.notes.prefetch_related("tags__line__competency"),
        "scans": found.scans.all(),
        "shut": selectors.is_shut(found),
    }
    return render(request, "assessment/sheet/paper.html", context, status=200 if sent is None else 422)


def _done(
    request: HttpRequest, sheet: Sheet, wanted: str, note: NoteForm, ratings: RatingsForm, problems: list[str]
) -> bool:
    """Do what the button says; False when something is wrong, which then stands in its form or in `problems`."""
    who = request.user
    acts: dict[str, tuple[Any, Callable[[], Any], str]] = {
        "catatan": (
            note,
            lambda: writing.add_note(
                actor=who, sheet=sheet, text=note.cleaned_data["text"], taken_at=note.moment(),
                lines={each.pk: None for each in note.cleaned_data["lines"]},
            ),
            _("Catatan tersimpan."),
        ),
        "nilai": (
            ratings,
            lambda: writing.rate(actor=who, sheet=sheet, levels=ratings.levels()),
            _("Nilai tersimpan."),
        ),
        "cabut": (
            None,
            lambda: writing.take_back_note(actor=who, sheet=sheet, key=_key(request)),
            _("Catatan dicabut."),
        ),
        "kirim": (ratings, lambda: _hand_in(request, sheet, ratings), _("Lembar dikirim dan dikunci.")),
    }  # fmt: skip
    if wanted not in acts:
        raise Http404
    form, act, said = acts[wanted]
    if form is not None and not form.is_valid():
        return False
    try:
        act()
    except Unusable as refused:
        if form is not None and wanted != "kirim":
            refuse(form, refused)
        else:
            problems.extend(str(each) for each in refused.messages)
        return False
    messages.success(request, said)
    return True


def _hand_in(request: HttpRequest, sheet: Sheet, ratings: RatingsForm) -> None:
    """Save the levels in the form first: what was typed stays also where the sheet cannot be handed in yet."""
    writing.rate(actor=request.user, sheet=sheet, levels=ratings.levels())
    writing.submit(actor=request.user, sheet=sheet)


def _key(request: HttpRequest) -> UUID:
    try:
        return UUID(request.POST.get("catatan", ""))
    except ValueError as wrong:
        raise Http404 from wrong


class AddScan(ServiceForm):
    """Upload a scan of the paper."""

    template_name = "assessment/sheet/scan.html"
    form_class = ScanForm
    title = gettext_lazy("Unggah pindaian lembar kertas")
    button = gettext_lazy("Unggah")
    done = gettext_lazy("Pindaian terikat pada lembar ini.")

    @cached_property
    def sheet(self) -> Sheet:
        """The sheet of the address."""
        return selectors.sheet_for(self.request.user, self.kwargs["sheet"])

    def get_form(self, form_class: Any = None) -> Any:
        """For its assessor alone."""
        self.lead = f"{self.sheet.assessee.number}. {self.sheet.assessee.person} · {self.sheet.instrument}"
        return super().get_form(form_class)

    def act(self, form: ScanForm) -> Any:
        """Bind it."""
        return services.add_scan(actor=self.request.user, sheet=self.sheet, file=form.cleaned_data["file"])

    def back(self) -> str:
        """The copy."""
        return reverse("assessment:sheet_paper", args=[self.kwargs["sheet"]])


@login_required
@require_safe
def scan(request: HttpRequest, sheet: UUID, scan: int) -> HttpResponseBase:
    """The scanned paper, for those who may read it by now."""
    found = selectors.found_sheet(sheet)
    if not (rights.owns(request.user, found) or may_see_day(request.user, found.assessee.event)):
        raise Http404
    row = get_object_or_404(found.scans, pk=scan)
    services.read_scan(actor=request.user, scan=row)
    return file_response(storage.open(row.sha256), row.name, row.media_type)

"""The pages of writing reports: the board, dealing out, and one report for its writer, reviewer and chair."""

from collections.abc import Mapping
from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.contrib.auth.mixins import LoginRequiredMixin
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views import View
from django.views.decorators.http import require_safe

from mumpuni.assessment import words
from mumpuni.assessment.forms import reports as forms
from mumpuni.assessment.models import Event, Report, Result
from mumpuni.assessment.policies import reports as rights
from mumpuni.assessment.selectors import report_checks as checks
from mumpuni.assessment.selectors import report_dealing as dealing
from mumpuni.assessment.selectors import report_papers as papers
from mumpuni.assessment.selectors import reports as selectors
from mumpuni.assessment.selectors.events import event as event_for
from mumpuni.assessment.services import report_dealing, report_writing
from mumpuni.assessment.services import reports as services
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.people.views.base import ServiceForm, sentences


@login_required
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """The reports of an event by state and day; the chair sees all and how much each has to do."""
    event = event_for(request.user, pk)
    require(rights.may_see_reports(request.user, event), words.MAY_NOT_SEE_REPORTS)
    leads = rights.may_assign(request.user, event)
    rows = dealing.board(request.user, event)
    context = {
        "event": event,
        "tab": "reports",
        "rows": rows,
        "leads": leads,
        "assigns": leads and event.state == Event.State.RUNNING,
        "without": sum(each.report is None for each in rows),
        "loads": dealing.loads(event, [each.result for each in rows]) if leads else (),
    }
    return render(request, "assessment/writing/board.html", context)


class ShareOut(ServiceForm):
    """Deal out every result that has no writer yet."""

    form_class = forms.ShareForm
    title = gettext_lazy("Bagi rata laporan")
    lead = gettext_lazy("Penulis dan penelaah dibagi menurut beban, seperti usulan pada papan laporan.")
    button = gettext_lazy("Bagi rata")
    done = gettext_lazy("Laporan dibagikan.")

    @cached_property
    def event(self) -> Event:
        """The event, for its chair."""
        found = event_for(self.request.user, self.kwargs["pk"])
        require(rights.may_assign(self.request.user, found), words.MAY_NOT_ASSIGN_REPORTS)
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the day of the event's place."""
        return {**super().get_form_kwargs(), "event": self.event}

    def act(self, form: Any) -> int:
        """Deal."""
        return report_dealing.share_out(actor=self.request.user, event=self.event, due_on=form.cleaned_data["due_on"])

    def back(self) -> str:
        """The board."""
        return reverse("assessment:reports", args=[self.event.pk])

    def belongs_to(self) -> tuple[str, str]:
        """The event."""
        return self.event.name, self.back()


class Assign(ServiceForm):
    """Who writes and who reviews the report on one result."""

    form_class = forms.AssignForm
    title = gettext_lazy("Penulis dan penelaah laporan")
    done = gettext_lazy("Penulis dan penelaah dicatat dan diberi tahu.")

    @cached_property
    def result(self) -> Result:
        """The result, for the chair of its event."""
        rows = Result.objects.select_related("assessee__person", "report")
        found = get_object_or_404(rows, pk=self.kwargs["result"])
        event = event_for(self.request.user, found.assessee.event_id)
        require(rights.may_assign(self.request.user, event), words.MAY_NOT_ASSIGN_REPORTS)
        found.assessee.event = event
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        """Those without interest in the assessee."""
        changes = dealing.report_of(self.result) is not None
        return {**super().get_form_kwargs(), "assessee": self.result.assessee, "changes": changes}

    def get_initial(self) -> dict[str, Any]:
        """As it is, or as it is proposed."""
        report, event = dealing.report_of(self.result), self.result.assessee.event
        if report is not None:
            return {"writer": report.writer_id, "reviewer": report.reviewer_id, "due_on": report.due_on}
        writer, reviewer = dealing.propose(event, dealing.in_force(event)).get(self.result.pk, (None, None))
        return {"writer": writer, "reviewer": reviewer}

    def act(self, form: Any) -> Report:
        """Write it."""
        return report_dealing.assign(actor=self.request.user, result=self.result, **form.cleaned_data)

    def back(self) -> str:
        """The board."""
        return reverse("assessment:reports", args=[self.result.assessee.event_id])

    def belongs_to(self) -> tuple[str, str]:
        """The assessee."""
        return self.result.assessee.person.full_name, self.back()


class Draft(LoginRequiredMixin, View):
    """One report: fields for its writer, comments for its reviewer, words for the chair.

    What a service refuses stands on top with what was typed still in the fields; the answer is 422 then.
    """

    #: Whether the texts of this request were kept, though what followed was refused.
    saved = False

    def get(self, request: HttpRequest, report: int) -> HttpResponse:
        """The report as it stands; every reading leaves a line."""
        found = selectors.report_for(request.user, report)
        if found.state == Report.State.SIGNED:
            return redirect("assessment:report_file", found.pk)
        services.note_reading(actor=request.user, report=found)
        return self._page(found)

    def post(self, request: HttpRequest, report: int) -> HttpResponse:
        """What a button does."""
        found = selectors.report_for(request.user, report)
        try:
            anchor, done = self._act(found)
        except (Unusable, RuleBroken) as refused:
            return self._page(selectors.report_for(request.user, report), sentences(refused))
        messages.success(request, done)
        return redirect(f"{reverse('assessment:report_draft', args=[found.pk])}{anchor}")

    def _act(self, found: Report) -> tuple[str, str]:
        wanted, _colon, key = self.request.POST.get("aksi", "").partition(":")
        about: dict[str, Any] = {"actor": self.request.user, "report": found}
        if wanted in ("simpan", "sisip", "kirim"):
            insert, place = None, forms.place(key)
            if wanted == "sisip":
                if place is None:
                    raise Http404
                insert = (place, self.request.POST.get(f"pustaka-{key}", ""))
            kept = report_writing.save_texts(**about, **self._typed(), insert=insert)
            self.saved = True
            if wanted != "kirim":
                return (f"#{key}", _("Kalimat disisipkan.")) if insert else ("", _("Laporan disimpan."))
            services.send(**about, revision=kept.revision, looked_at="paham" in self.request.POST)
            return "", _("Laporan dikirim kepada penelaah.")
        if wanted == "kembalikan":
            comments = forms.given(self.request.POST, "catatan-")
            services.return_(**about, comments=comments, revision=self._revision())
            return "", _("Laporan dikembalikan kepada penulisnya.")
        if wanted == "terima":
            services.accept(**about, revision=self._revision())
            return "", _("Laporan diterima; selanjutnya ditandatangani.")
        if wanted == "selesai" and key.isdecimal():
            report_writing.save_texts(**about, **self._typed())
            self.saved = True
            report_writing.resolve(**about, comment=int(key))
            return "", _("Catatan ditandai dikerjakan.")
        raise Http404

    def _typed(self) -> dict[str, Any]:
        """The texts, and from which ones the page began; a page that does not say stands for the whole report."""
        since = forms.given(self.request.POST, "dari-")
        about = {"since": since} if since else {"revision": self._revision()}
        return {"texts": forms.given(self.request.POST, "isi-"), **about}

    def _revision(self) -> int:
        given = self.request.POST.get("revision", "")
        return int(given) if given.isdecimal() else -1

    def _page(self, report: Report, refused: list[str] | None = None) -> HttpResponse:
        actor, event = self.request.user, report.result.assessee.event
        runs = event.state == Event.State.RUNNING and report.result.replaced_by_id is None
        writes = runs and report.state in selectors.WRITTEN and rights.writes(actor, report)
        reviews = runs and report.state == Report.State.REVIEW and rights.reviews(actor, report)
        # A reviewer changes no text: who is told of a change sees it here and may judge on. A writer must not lose it.
        fresh = not refused or self.saved or reviews
        typed = self.request.POST if refused else {}
        sections = selectors.sections(report, library=writes)
        blocks = [(each, [(piece, *_both(piece, typed)) for piece in each.pieces]) for each in sections]
        context = {
            "event": event,
            "report": report,
            "assessee": report.result.assessee,
            "identity": papers.identity(report),
            "potential": papers.potential_of(report),
            "category": papers.category_words(report),
            "blocks": blocks,
            "writes": writes,
            "reviews": reviews,
            "checked": checks.check(report) if writes else None,
            "refused": refused,
            "revision": report.revision if fresh else self.request.POST.get("revision", ""),
            "steps": _steps(report),
            "tone": selectors.TONES[Report.State(report.state)],
            "newer": dealing.report_of(report.result.replaced_by) if report.result.replaced_by else None,
            "carried": _carried(report),
        }
        status = 422 if refused else 200
        return render(self.request, "assessment/writing/draft.html", context, status=status)


def _both(piece: selectors.Piece, typed: Mapping[str, str]) -> tuple[str, str, str | None]:
    """What stands in the field of a part and in that for a comment, and the saved text where it is another's."""
    text, said = typed.get(f"isi-{piece.key}", piece.text), typed.get(f"catatan-{piece.key}", "")
    since, plain = typed.get(f"dari-{piece.key}", piece.mark), text.strip().replace("\r\n", "\n")
    if since == piece.mark or plain == piece.text:
        return text, said, None
    if selectors.mark_of(plain) == since:
        return piece.text, said, None
    return text, said, piece.text


def _carried(report: Report) -> bool:
    before = getattr(report.result, "replaces", None)
    return before is not None and dealing.report_of(before) is not None


def _steps(report: Report) -> list[tuple[str, bool]]:
    """Writing, review, acceptance, signature; which one it is at."""
    state, names = Report.State, (_("Ditulis"), _("Ditelaah"), _("Diterima"), _("Ditandatangani"))
    at = {state.DRAFT: 0, state.RETURNED: 0, state.REVIEW: 1, state.ACCEPTED: 2, state.SIGNED: 3}[state(report.state)]
    return [(name, number == at) for number, name in enumerate(names)]

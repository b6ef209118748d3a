"""The page of what follows the report of an event, and what is asked there: feedback, objections, report, closing."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_POST, require_safe

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms import after as forms
from mumpuni.assessment.forms.events import RevisionForm
from mumpuni.assessment.models import Assessee, Event, Feedback, Objection, Provider
from mumpuni.assessment.policies import after as rights
from mumpuni.assessment.selectors import after as selectors
from mumpuni.assessment.selectors import monitoring, organising
from mumpuni.assessment.selectors.events import event as event_for
from mumpuni.assessment.selectors.judging import findings_of
from mumpuni.assessment.services import closing, feedback, meetings, objections
from mumpuni.people.policies import require
from mumpuni.people.views.base import Question, ServiceForm, attempt


@login_required
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """How far everybody is after the day, what is open, and what the rules say of closing."""
    event = event_for(request.user, pk)
    rows = selectors.rows(event)
    begun = event.state in (Event.State.RUNNING, Event.State.CLOSED)
    judged = selectors.judge_closing(event, rows) if begun else []
    report = organising.report_of(event)
    checks = monitoring.latest(event)
    runs = event.state == Event.State.RUNNING
    gives = runs and rights.may_give_feedback(request.user, event)
    context = {
        "event": event,
        "tab": "after",
        "rows": rows,
        "begun": begun,
        "runs": runs,
        "judged": judged,
        "findings": findings_of(judged),
        "feedback": None if event.is_2008 else selectors.judge_feedback(rows),
        "gives": gives,
        "answers": rights.may_answer_objections(request.user, event),
        "closes": runs and rights.may_close(request.user, event),
        "objections": [(row, each) for row in rows for each in row.objections],
        "waiting": selectors.open_objections(rows),
        "report": report,
        "report_judged": organising.judge_report(event, report) if report else None,
        "issues": runs and policies.may_appoint(request.user, event),
        "sends": report and not (report.copy_sent_at or report.via_agency_at)
        and policies.may_appoint(request.user, event),
        "opens": report and organising.reports(request.user).filter(pk=report.pk).exists(),
        "private": event.provider.kind == Provider.Kind.NON_GOVERNMENT,
        "checks": [(each, checks.get(each.code)) for each in monitoring.CHECKS.entries],
        "monitors": begun and policies.watches(request.user),
    }  # fmt: skip
    return render(request, "assessment/after.html", context)


@login_required
@require_POST
def no_feedback(request: HttpRequest, pk: int) -> HttpResponse:
    """One reason for everybody ticked."""
    event = event_for(request.user, pk)
    chosen = [int(each) for each in request.POST.getlist("pilih") if each.isdecimal()]
    count = attempt(
        request,
        lambda: feedback.record_absence(
            actor=request.user, event=event, assessees=chosen, reason=request.POST.get("reason", "")
        ),
        "",
    )
    if count:
        told = ngettext("Alasan dicatat bagi %(count)d Assessee.", "Alasan dicatat bagi %(count)d Assessee.", count) % {
            "count": count
        }
        attempt(request, lambda: True, told)
    return redirect("assessment:after", pk)


class AfterForm(ServiceForm):
    """A form about the event in the address, for whom `allowed` lets in; others read `refusal`."""

    refusal: Any = ""

    @cached_property
    def event(self) -> Event:
        """The event in sight."""
        return event_for(self.request.user, self.kwargs["pk"])

    def allowed(self, event: Event) -> bool:
        """Who may; the service asks again."""
        raise NotImplementedError

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody draws the form who may not send it."""
        if request.user.is_authenticated:
            require(self.allowed(self.event), self.refusal)
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> str:
        """The page of the event."""
        return reverse("assessment:after", args=[self.kwargs["pk"]])

    def belongs_to(self) -> tuple[str, str]:
        """The same."""
        return _("Tindak lanjut %(event)s") % {"event": self.event}, self.back()


class GiveFeedback(AfterForm):
    """What was said to one assessee."""

    form_class = forms.FeedbackForm
    refusal = words.MAY_NOT_GIVE_FEEDBACK
    done = gettext_lazy("Umpan balik dicatat; Assessee dapat membacanya.")

    def allowed(self, event: Event) -> bool:
        """Chair, admin, assessors."""
        return rights.may_give_feedback(self.request.user, event)

    @cached_property
    def assessee(self) -> Assessee:
        """Whom."""
        return selectors.assessee_of(self.event, self.kwargs["assessee"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The form; who reads what was said before leaves a line."""
        given = getattr(self.assessee, "feedback", None)
        if given is not None and given.given_on:
            feedback.note_reading(actor=request.user, feedback=given)
        return super().get(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the team."""
        return {**super().get_form_kwargs(), "event": self.event}

    def get_initial(self) -> dict[str, Any]:
        """As recorded."""
        given: Feedback | None = getattr(self.assessee, "feedback", None)
        if given is None or not given.given_on:
            return {"given_on": timezone.localdate()}
        return {name: getattr(given, name) for name in ("given_on", "giver", "notes", "agreed")}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Named for the person."""
        self.title = _("Umpan balik: %(name)s") % {"name": self.assessee.person}
        return super().get_context_data(**kwargs)

    def act(self, form: Any) -> Feedback:
        """Record."""
        return feedback.record(actor=self.request.user, assessee=self.assessee, **form.cleaned_data)


class Answer(AfterForm):
    """What the chair answers to an objection."""

    template_name = "assessment/objection_answer.html"
    form_class = forms.AnswerForm
    refusal = words.MAY_NOT_ANSWER_OBJECTION
    button = gettext_lazy("Kirim jawaban")
    done = gettext_lazy("Keberatan dijawab; Assessee diberi tahu lewat surel.")

    def allowed(self, event: Event) -> bool:
        """The chair."""
        return rights.may_answer_objections(self.request.user, event)

    @cached_property
    def objection(self) -> Objection:
        """Which."""
        return selectors.objection_of(self.event, self.kwargs["objection"])

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The objection; reading it leaves a line."""
        objections.note_reading(actor=request.user, objection=self.objection)
        return super().get(request, *args, **kwargs)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Named for the person."""
        self.title = _("Keberatan: %(name)s") % {"name": self.objection.result.assessee.person}
        return super().get_context_data(objection=self.objection, **kwargs)

    def act(self, form: Any) -> Objection:
        """Answer."""
        return objections.answer(
            actor=self.request.user, objection=self.objection, reopen=meetings.reopen, **form.cleaned_data
        )


class Close(Question):
    """End the event."""

    form_class = RevisionForm
    title = gettext_lazy("Tutup kegiatan ini?")
    lead = gettext_lazy("Sesudah ditutup, umpan balik, keberatan, dan laporannya tidak berubah lagi.")
    button = gettext_lazy("Tutup kegiatan")
    done = gettext_lazy("Kegiatan ditutup.")

    @cached_property
    def event(self) -> Event:
        """The event of the address."""
        found = event_for(self.request.user, self.kwargs["pk"])
        require(rights.may_close(self.request.user, found), words.MAY_NOT_CLOSE)
        return found

    def get_initial(self) -> dict[str, Any]:
        """From which state."""
        return {"revision": self.event.revision}

    def act(self, form: Any) -> Event:
        """Close."""
        return closing.close_event(actor=self.request.user, event=self.event, **form.cleaned_data)

    def back(self) -> str:
        """The page that lists what is open."""
        return reverse("assessment:after", args=[self.kwargs["pk"]])

"""The pages of the integration meeting: the list, the table, one competency, the minutes."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mumpuni.assessment import words
from mumpuni.assessment.forms import meetings as forms
from mumpuni.assessment.models import Assessee, BlueprintLine, Event, Meeting, Note, Result
from mumpuni.assessment.policies import meetings as rights
from mumpuni.assessment.selectors import grids_of_ratings as grids
from mumpuni.assessment.selectors import meetings as selectors
from mumpuni.assessment.selectors import minutes
from mumpuni.assessment.selectors.events import event as event_for
from mumpuni.assessment.selectors.potential import signed_potential
from mumpuni.assessment.selectors.rater_agreement import compare
from mumpuni.assessment.services import meetings as services
from mumpuni.documents import rendering
from mumpuni.people.policies import Unusable, require
from mumpuni.people.views.base import ServiceForm, attempt
from mumpuni.ui.files import file_response


@login_required
@require_safe
def meeting_list(request: HttpRequest, pk: int) -> HttpResponse:
    """Every assessee of an event and how far the meeting is; no rating stands here."""
    event = event_for(request.user, pk)
    require(rights.may_follow(request.user, event), words.MAY_NOT_SEE_MEETINGS)
    context = {
        "event": event,
        "tab": "meetings",
        "rows": selectors.rows(event),
        "leads": event.state == Event.State.RUNNING and rights.may_chair(request.user, event),
        "compares": rights.may_compare(request.user, event),
    }
    return render(request, "assessment/meetings/list.html", context)


@login_required
@require_POST
def open_meeting(request: HttpRequest, pk: int) -> HttpResponse:
    """Begin the meeting on one assessee."""
    found = get_object_or_404(Assessee.objects.select_related("person", "event__request", "event__provider"), pk=pk)
    event = event_for(request.user, found.event_id)
    found.event = event
    require(rights.may_chair(request.user, event), words.MAY_NOT_CHAIR)
    made = attempt(request, lambda: services.open_meeting(actor=request.user, assessee=found), _("Rapat dibuka."))
    return redirect("assessment:meeting", made.pk) if made else redirect("assessment:meetings", event.pk)


@login_required
@require_safe
def meeting_page(request: HttpRequest, meeting: int) -> HttpResponse:
    """The table of all ratings; reading it leaves a line in the trail, the refresh of an open page does not."""
    found = selectors.meeting_for(request.user, meeting)
    if request.headers.get("HX-Request"):
        return render(request, "assessment/meetings/_grid.html", _context(request, found))
    return _table(request, found)


def _table(request: HttpRequest, found: Meeting, typed: str | None = None, status: int = 200) -> HttpResponse:
    """The whole page; `typed` are minutes that could not be kept."""
    services.note_reading(actor=request.user, meeting=found)
    context = _context(request, found)
    event = found.assessee.event
    text = found.minutes if typed is None else typed
    leads = rights.may_chair(request.user, event) and event.state == Event.State.RUNNING
    context |= {
        "leads": leads,
        "potential": signed_potential(found.assessee),
        "seats": selectors.may_sit(found.assessee) if leads else (),
        "present": list(found.present.select_related("practitioner__person")),
        "reopenings": list(found.reopenings.select_related("by")),
        "result": Result.objects.filter(meeting=found, round=found.round).first(),
        "minutes_form": forms.MinutesForm(initial={"text": text, "revision": found.revision}),
    }
    return render(request, "assessment/meetings/meeting.html", context, status=status)


def _context(request: HttpRequest, found: Meeting) -> dict[str, Any]:
    asked = request.GET.get("putaran", "")
    number = int(asked) if asked.isdecimal() and 1 <= int(asked) <= found.round else found.round
    return {
        "event": found.assessee.event,
        "tab": "meetings",
        "meeting": found,
        "grid": grids.grid(found, number),
        "rounds": range(1, found.round + 1),
        "runs": found.state == Meeting.State.OPEN and number == found.round,
    }


@login_required
@require_POST
def act(request: HttpRequest, meeting: int) -> HttpResponse:
    """What the chair's buttons on the table do."""
    found = selectors.meeting_for(request.user, meeting)
    wanted = request.POST.get("aksi", "")
    given = request.POST.get("revision", "")
    revision = int(given) if given.isdecimal() else None
    if wanted == "hadir":
        chosen = [int(each) for each in request.POST.getlist("pilih") if each.isdecimal()]
        attempt(
            request,
            lambda: services.set_present(actor=request.user, meeting=found, members=chosen),
            _("Yang hadir dicatat."),
        )
    elif wanted in ("notulen", "kunci"):
        text = request.POST.get("text", found.minutes)
        done = _("Notulen tersimpan.") if wanted == "notulen" else ""
        kept = attempt(
            request,
            lambda: services.write_minutes(actor=request.user, meeting=found, text=text, revision=revision),
            done,
        )
        if kept is None:
            return _table(request, selectors.meeting_for(request.user, meeting), text, 422)
        if wanted == "kunci":
            attempt(
                request,
                lambda: services.lock(actor=request.user, meeting=kept, revision=kept.revision),
                _("Rapat dikunci dan hasilnya ditetapkan."),
            )
    else:
        raise Http404
    return redirect("assessment:meeting", found.pk)


class _InMeeting(ServiceForm):
    """A form about one meeting."""

    @cached_property
    def meeting(self) -> Meeting:
        """The meeting, for somebody who may see its ratings."""
        return selectors.meeting_for(self.request.user, self.kwargs["meeting"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody draws the form to whom the meeting is closed."""
        if request.user.is_authenticated:
            self.check()
        return super().dispatch(request, *args, **kwargs)

    def check(self) -> None:
        """Who may; the service asks again."""
        assert self.meeting

    def back(self) -> str:
        """The table."""
        return reverse("assessment:meeting", args=[self.kwargs["meeting"]])

    def belongs_to(self) -> tuple[str, str]:
        """The meeting."""
        return _("Rapat integrasi: %(who)s") % {"who": self.meeting.assessee}, self.back()


class _OnLine(_InMeeting):
    """About one competency of it."""

    template_name = "assessment/meetings/line.html"

    @cached_property
    def line(self) -> BlueprintLine:
        """Which."""
        lines = {each.pk: each for each in self.meeting.assessee.lines}
        if self.kwargs["measured"] not in lines:
            raise Http404
        return lines[self.kwargs["measured"]]

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The ratings and notes on it."""
        table = grids.grid(self.meeting)
        row = table.row(self.line.pk)
        assert row is not None
        runs = self.meeting.state == Meeting.State.OPEN
        return {
            **super().get_context_data(**kwargs),
            "title": f"{self.line.competency.name}: {self.meeting.assessee.person.full_name}",
            "meeting": self.meeting,
            "line": self.line,
            "row": row,
            "runs": runs,
            "leads": runs and rights.may_chair(self.request.user, self.meeting.assessee.event),
            "seat": rights.own_seat(self.request.user, self.meeting) if runs else None,
        }


class Agree(_OnLine):
    """The level agreed on, its reason and evidence; for readers the same page without the form."""

    form_class = forms.AgreementForm
    done = gettext_lazy("Level sepakat dicatat.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The notes that were tagged to this competency."""
        notes = Note.objects.filter(
            sheet__assessee=self.meeting.assessee_id, sheet__submitted_at__isnull=False, removed_at=None,
            tags__line=self.line,
        ).select_related("sheet__instrument__instrument", "sheet__member__practitioner__person").distinct()  # fmt: skip
        decimals = self.meeting.assessee.event.provider.decimal_levels
        return {**super().get_form_kwargs(), "notes": notes, "decimals": decimals}

    def get_initial(self) -> dict[str, Any]:
        """As it was agreed before."""
        found = self.meeting.agreements.filter(round=self.meeting.round, line=self.line).first()
        held = (
            {"level": found.level.normalize(), "reason": found.reason, "evidence": found.evidence.all()}
            if found
            else {}
        )
        return {**held, "revision": self.meeting.revision}

    def act(self, form: Any) -> Any:
        """Write it."""
        given = form.cleaned_data
        try:
            return services.agree(
                actor=self.request.user, meeting=self.meeting, line=self.line, level=given["level"],
                reason=given["reason"], evidence=[each.pk for each in given["evidence"]], revision=given["revision"],
            )  # fmt: skip
        except Unusable as refused:
            # The page that tells of the change shows it too, so the next click is made knowing of it.
            if getattr(refused, "code", "") == "changed-meanwhile":
                form.data = form.data.copy()
                form.data["revision"] = self.meeting.revision
            raise


class Say(_OnLine):
    """Whether one agrees."""

    form_class = forms.StanceForm
    done = gettext_lazy("Pendapat Anda dicatat.")
    template_name = "people/form.html"

    def get_initial(self) -> dict[str, Any]:
        """As it was said before."""
        seat = rights.own_seat(self.request.user, self.meeting)
        found = self._agreement.stances.filter(member=seat).first() if seat else None
        return {"agrees": "1" if found.agrees else "0", "dissent": found.dissent} if found else {}

    @cached_property
    def _agreement(self) -> Any:
        return get_object_or_404(self.meeting.agreements, round=self.meeting.round, line=self.line)

    def act(self, form: Any) -> Any:
        """Write it."""
        given = form.cleaned_data
        return services.say(
            actor=self.request.user, agreement=self._agreement, agrees=given["agrees"], dissent=given["dissent"]
        )


class Reopen(_InMeeting):
    """Open a locked meeting again."""

    form_class = forms.ReasonForm
    title = gettext_lazy("Buka kembali rapat")
    lead = gettext_lazy(
        "Yang disepakati tetap terbaca sebagai putaran terdahulu. Hasil baru ditetapkan saat rapat dikunci lagi, "
        "dan semua yang berkepentingan diberi tahu."
    )
    button = gettext_lazy("Buka kembali")
    done = gettext_lazy("Rapat dibuka kembali.")

    def check(self) -> None:
        """The chair."""
        require(rights.may_chair(self.request.user, self.meeting.assessee.event), words.MAY_NOT_CHAIR)

    def act(self, form: Any) -> Meeting:
        """Open it."""
        return services.reopen(actor=self.request.user, meeting=self.meeting, reason=form.cleaned_data["reason"])


@login_required
@require_safe
def minutes_pdf(request: HttpRequest, meeting: int) -> HttpResponseBase:
    """The minutes of a locked meeting on paper."""
    found = selectors.meeting_for(request.user, meeting)
    if found.state != Meeting.State.LOCKED:
        raise Http404
    services.note_reading(actor=request.user, meeting=found)
    data = rendering.render(minutes.LAYOUT, minutes.minutes(found), on=found.assessee.event.first_day)
    return file_response(data, f"notulen-{found.assessee.number}-{found.round}.pdf", inline=True)


@login_required
@require_safe
def compared(request: HttpRequest, pk: int) -> HttpResponse:
    """How far the assessors agree with each other."""
    event = event_for(request.user, pk)
    require(rights.may_compare(request.user, event), words.MAY_NOT_COMPARE)
    context = {"event": event, "tab": "meetings", "compared": compare(event)}
    return render(request, "assessment/meetings/compared.html", context)

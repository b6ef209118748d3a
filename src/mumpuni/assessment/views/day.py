"""The pages of the day: one board for the desk, and what is asked about single people."""

from collections.abc import Callable
from datetime import date
from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms import day as forms
from mumpuni.assessment.models import Assessee, CheckIn, Event, EventInstrument, Taking, TeamMember
from mumpuni.assessment.policies import day as rights
from mumpuni.assessment.policies import observing as sheets
from mumpuni.assessment.selectors import day as selectors
from mumpuni.assessment.selectors.catch_ups import WAITING
from mumpuni.assessment.selectors.events import event as event_for
from mumpuni.assessment.services import day as services
from mumpuni.people.policies import require
from mumpuni.people.views.base import ServiceForm, attempt


@login_required
@require_safe
def board(request: HttpRequest, pk: int) -> HttpResponse:
    """Who is here, how far everybody is, what happened."""
    event = event_in_sight(request, pk)
    day = day_asked(request.GET.get("hari", ""), event)
    shown = selectors.day_of(event, day)
    mine = policies.own_person(request.user)
    context = {
        "event": event,
        "tab": "day",
        "shown": shown,
        "days": list(event.days.values_list("date", flat=True)),
        "records": event.state == Event.State.RUNNING and rights.may_record(request.user, event),
        "runs": event.state == Event.State.RUNNING,
        "notes": event.state == Event.State.RUNNING and rights.may_note_incident(request.user, event),
        "follows": sheets.may_follow(request.user, event),
        "rates": bool(policies.roles_in(request.user, event) & sheets.RATING),
        "catches_up": WAITING if event.state == Event.State.RUNNING and policies.may_plan(request.user, event) else (),
        "own": [each for each in shown.team if each.member.practitioner.person_id == mine],
        "recordable": {
            tool.pk
            for tool in shown.instruments
            if event.state == Event.State.RUNNING and rights.may_record_taking(request.user, event, tool)
        },
    }
    return render(request, "assessment/day.html", context)


def event_in_sight(request: HttpRequest, pk: int) -> Event:
    """The event whose carrying out this account may see."""
    event = event_for(request.user, pk)
    require(rights.may_see_day(request.user, event), words.MAY_NOT_SEE_DAY)
    return event


def day_asked(asked: str, event: Event) -> date:
    """The day of the event that an address asks for; today where it asks for none of them."""
    try:
        day = date.fromisoformat(asked)
    except ValueError:
        return selectors.local_day(event)
    return day if event.first_day <= day <= event.last_day else selectors.local_day(event)


@login_required
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """What one button of the board does for everybody who is ticked."""
    event = event_in_sight(request, pk)
    day = day_asked(request.POST.get("hari", ""), event)
    chosen = [int(each) for each in request.POST.getlist("pilih") if each.isdecimal()]
    acts: dict[str, Callable[[], Any]] = {
        "lapor": lambda: services.check_in(
            actor=request.user, event=event, assessees=chosen, day=day, identity=request.POST.get("identity", "")
        ),
        "pengarahan": lambda: services.brief(actor=request.user, event=event, assessees=chosen, day=day),
        "selesai": lambda: services.all_done(
            actor=request.user, event=event, assessees=chosen, instrument=tool_of(event, request.POST.get("alat", ""))
        ),
        "hadir": lambda: services.record_presence(actor=request.user, event=event, members=chosen, day=day),
        "tanda-tangan": lambda: services.sign_presence(actor=request.user, event=event),
    }
    wanted = request.POST.get("aksi", "")
    if wanted not in acts:
        raise Http404
    attempt(request, acts[wanted], str(DONE[wanted]))
    return redirect(f"{reverse('assessment:day', args=[event.pk])}?hari={day.isoformat()}")


DONE = {
    "lapor": gettext_lazy("Lapor diri dicatat."),
    "pengarahan": gettext_lazy("Kehadiran pada pengarahan dicatat."),
    "selesai": gettext_lazy("Alat ukur ditandai selesai."),
    "hadir": gettext_lazy("Kehadiran tim dicatat."),
    "tanda-tangan": gettext_lazy("Kehadiran Anda sudah ditandatangani."),
}


def tool_of(event: Event, pk: str) -> EventInstrument:
    """An instrument of the event by the number that a page sent; 404 for another."""
    return get_object_or_404(event.instruments.select_related("instrument", "variant"), pk=pk if pk.isdecimal() else 0)


class OfDay(ServiceForm):
    """A form about the day of the event in the address."""

    @cached_property
    def event(self) -> Event:
        """The event in sight."""
        return event_in_sight(self.request, self.kwargs["pk"])

    def allowed(self) -> bool:
        """Who may; the service asks again."""
        return rights.may_record(self.request.user, self.event)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody draws the form who may not send it."""
        if request.user.is_authenticated:
            require(self.allowed(), words.MAY_NOT_RECORD_DAY)
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> str:
        """The board."""
        return reverse("assessment:day", args=[self.kwargs["pk"]])

    def belongs_to(self) -> tuple[str, str]:
        """The board of the event."""
        return _("Pelaksanaan %(event)s") % {"event": self.event}, self.back()


class Take(OfDay):
    """How one instrument went for one assessee."""

    form_class = forms.TakingForm
    done = gettext_lazy("Keadaan alat ukur dicatat.")

    @cached_property
    def assessee(self) -> Assessee:
        """Who."""
        found = get_object_or_404(self.event.assessees.select_related("person"), pk=self.kwargs["assessee"])
        found.event = self.event
        return found

    @cached_property
    def tool(self) -> EventInstrument:
        """What."""
        return tool_of(self.event, str(self.kwargs["tool"]))

    def allowed(self) -> bool:
        """Chair, admin, and the Tester of a test."""
        return rights.may_record_taking(self.request.user, self.event, self.tool)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The variants that this person has not met; a waiver for the chair."""
        met = self.assessee.person.exposures.values("variant")
        others = self.tool.instrument.variants.filter(is_active=True).exclude(pk__in=met)
        waives = rights.may_waive(self.request.user, self.event)
        return {**super().get_form_kwargs(), "variants": others.exclude(pk=self.tool.variant_id or 0), "waives": waives}

    def get_initial(self) -> dict[str, Any]:
        """As it was recorded."""
        held = self.assessee.takings.filter(instrument=self.tool).first()
        if held is None:
            return {"state": Taking.State.DONE}
        return {"state": held.state, "reason": held.reason, "minutes_late": held.minutes_late or None}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who and what."""
        about = {"who": self.assessee.person.full_name, "what": self.tool}
        return {**super().get_context_data(**kwargs), "title": _("%(what)s: %(who)s") % about}

    def act(self, form: Any) -> Taking:
        """Record it."""
        given = form.cleaned_data
        return services.record_taking(
            actor=self.request.user,
            assessee=self.assessee,
            instrument=self.tool,
            state=given["state"],
            reason=given["reason"],
            minutes_late=given["minutes_late"] or 0,
            variant=given.get("variant"),
        )


class Guarding(OfDay):
    """Whether somebody of the team was there on a day."""

    form_class = forms.PresenceForm
    title = gettext_lazy("Kehadiran anggota tim")
    done = gettext_lazy("Kehadiran tim dicatat.")

    @cached_property
    def member(self) -> TeamMember:
        """Who."""
        team = self.event.team.filter(removed_at=None).select_related("practitioner__person")
        return get_object_or_404(team, pk=self.kwargs["member"])

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose."""
        return {**super().get_context_data(**kwargs), "title": _("Kehadiran %(who)s") % {"who": self.member}}

    def act(self, form: Any) -> int:
        """Record it."""
        day = day_asked(self.request.GET.get("hari", ""), self.event)
        return services.record_presence(
            actor=self.request.user, event=self.event, members=[self.member.pk], day=day, **form.cleaned_data
        )


class Happened(OfDay):
    """Write an incident down."""

    form_class = forms.IncidentForm
    title = gettext_lazy("Catat kejadian")
    lead = gettext_lazy("Catatan tidak dapat diubah; bila keliru, tulis catatan baru yang membetulkannya.")
    done = gettext_lazy("Kejadian dicatat.")

    def allowed(self) -> bool:
        """Everyone of the team."""
        return rights.may_note_incident(self.request.user, self.event)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The assessees of the event."""
        return {**super().get_form_kwargs(), "event": self.event}

    def act(self, form: Any) -> Any:
        """Write it."""
        given = form.cleaned_data
        return services.add_incident(
            actor=self.request.user,
            event=self.event,
            text=given["text"],
            action=given["action"],
            assessee=given["assessee"],
            happened_at=form.moment(selectors.local_day(self.event)),
        )


class TakeBack(OfDay):
    """Undo a check-in that was recorded for the wrong person."""

    title = gettext_lazy("Batalkan lapor diri")
    button = gettext_lazy("Batalkan lapor diri")
    done = gettext_lazy("Lapor diri dibatalkan.")
    form_class = forms.WhyForm

    @cached_property
    def check_in(self) -> CheckIn:
        """Which."""
        found = CheckIn.objects.select_related("assessee__person", "assessee__event__request")
        return get_object_or_404(found, pk=self.kwargs["check_in"], assessee__event=self.event)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose."""
        about = {"what": self.title, "who": self.check_in.assessee}
        return {**super().get_context_data(**kwargs), "title": _("%(what)s: %(who)s") % about}

    def act(self, form: Any) -> None:
        """Undo it."""
        services.take_back_check_in(actor=self.request.user, check_in=self.check_in, reason=form.cleaned_data["reason"])

"""The list of events, the board of one, and how one is made, changed, filled and called off."""

from typing import Any

import django_filters as filters
from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms.events import EventForm, ReasonForm, new_event
from mumpuni.assessment.models import Assessee, Edition, Event, Provider, Request
from mumpuni.assessment.policies.events import may_list_events, may_make_some_event
from mumpuni.assessment.selectors import events as selectors
from mumpuni.assessment.selectors.methods import proposals
from mumpuni.assessment.selectors.nominations import schedulable
from mumpuni.assessment.selectors.readiness import figures, kept_verdict, readiness, stage_moments
from mumpuni.assessment.selectors.requests import candidates as candidates_of
from mumpuni.assessment.selectors.steps import Step, planner_step, staff_step
from mumpuni.assessment.services import events as services
from mumpuni.assessment.services.intake import take_in as take_in_service
from mumpuni.assessment.tables.events import EventTable
from mumpuni.people.policies import Unusable, require
from mumpuni.people.views.base import Question, ServiceForm
from mumpuni.regulations import catalogue
from mumpuni.ui.lists import Action, ListView


def _providers(request: HttpRequest | None) -> QuerySet[Provider]:
    seen = selectors.events(getattr(request, "user", None))
    return Provider.objects.filter(pk__in=seen.values("provider"))


class EventFilter(filters.FilterSet):
    """By state, regulation, method, provider."""

    state = filters.ChoiceFilter(choices=Event.State.choices, label=gettext_lazy("Keadaan"))
    edition = filters.ChoiceFilter(choices=Edition.choices, label=gettext_lazy("Peraturan"))
    method = filters.ChoiceFilter(choices=Event.Method.choices[1:], label=gettext_lazy("Metode"))
    provider = filters.ModelChoiceFilter(queryset=_providers, label=gettext_lazy("Penyelenggara"))


class EventList(ListView):
    """Events in this account's sight."""

    title = gettext_lazy("Kegiatan penilaian")
    selector = staticmethod(selectors.listed)
    table_class = EventTable
    filterset_class = EventFilter
    search_fields = ("name__icontains", "request__agency__name__icontains", "provider__name__icontains")
    search_hint = gettext_lazy("Kegiatan, instansi, atau penyelenggara")
    export_name = gettext_lazy("Kegiatan penilaian")
    empty_icon = "calendar-event"
    empty_title = gettext_lazy("Belum ada kegiatan penilaian")
    empty_text = gettext_lazy("Kegiatan dibuat penyelenggara dari permintaan yang tanggalnya sudah dikonfirmasi.")

    def may_view(self, actor: Any) -> None:
        """Providers, teams, the Instansi Pembina."""
        require(may_list_events(actor), words.MAY_NOT_LIST_EVENTS)

    def actions(self, actor: Any) -> list[Action]:
        """Making one, for staff."""
        if not may_make_some_event(actor):
            return []
        return [Action(reverse("assessment:event_choose"), _("Buat kegiatan"), icon="plus")]


@login_required
@require_safe
def choose(request: HttpRequest) -> HttpResponse:
    """From which confirmed request an event is made."""
    require(may_make_some_event(request.user), words.MAY_NOT_MANAGE)
    return render(request, "assessment/event_choose.html", {"rows": selectors.requests_to_plan(request.user)})


class _EventPage(ServiceForm):
    """The form of an event, with what the law proposes beside it."""

    template_name = "assessment/event_form.html"
    form_class = EventForm

    @property
    def asked(self) -> Request:
        """The request that the event comes from."""
        raise NotImplementedError

    def get_form_kwargs(self) -> dict[str, Any]:
        """The fields follow the request's edition."""
        return {**super().get_form_kwargs(), "of": self.asked}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """The request, and the method that each of its targets asks for."""
        asked = self.asked
        proposed = proposals(asked) if asked.edition == Edition.BKN_2019 else []
        return super().get_context_data(asked=asked, proposed=proposed, **kwargs)


class NewEvent(_EventPage):
    """Make an event of a confirmed request."""

    title = gettext_lazy("Buat kegiatan penilaian")
    button = gettext_lazy("Buat kegiatan")
    done = gettext_lazy("Kegiatan dibuat. Ambil Assessee-nya, lalu tetapkan tim.")

    @property
    def asked(self) -> Request:
        """The request of the address."""
        if not hasattr(self, "_asked"):
            self._asked = selectors.request_to_plan(self.request.user, self.kwargs["pk"])
        return self._asked

    def get_initial(self) -> dict[str, Any]:
        """What the request and the law propose."""
        return new_event(self.asked)

    def act(self, form: EventForm) -> Event:
        """Make it."""
        return services.make_event(actor=self.request.user, request=self.asked, **form.cleaned_data)

    def back(self) -> str:
        """The requests."""
        return reverse("assessment:event_choose")

    def onward(self, made: Event) -> str:
        """Its board."""
        return reverse("assessment:event", args=[made.pk])


class ChangeEvent(_EventPage):
    """Change an event while its plan is open."""

    title = gettext_lazy("Ubah kegiatan")
    done = gettext_lazy("Kegiatan disimpan.")

    @property
    def event(self) -> Event:
        """The event of the address, for its staff."""
        if not hasattr(self, "_event"):
            self._event = selectors.event(self.request.user, self.kwargs["pk"])
            require(policies.may_appoint(self.request.user, self._event), words.MAY_NOT_MANAGE)
        return self._event

    @property
    def asked(self) -> Request:
        """Its request."""
        return self.event.request

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        return {name: getattr(self.event, name) for name in EventForm.base_fields}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """From which state the page was made."""
        sent = self.request.POST.get("revision", "")
        return super().get_context_data(event=self.event, revision=sent or self.event.revision, **kwargs)

    def act(self, form: EventForm) -> Event:
        """Save it."""
        sent = self.request.POST.get("revision", "")
        revision = int(sent) if sent.isdecimal() else -1
        return services.change_event(
            actor=self.request.user,
            event=self.event,
            revision=revision,
            **form.cleaned_data,
        )

    def back(self) -> str:
        """The board."""
        return reverse("assessment:event", args=[self.kwargs["pk"]])


@login_required
@require_safe
def event(request: HttpRequest, pk: int) -> HttpResponse:
    """The board: stages, next step, the four components, figures, assessees."""
    found = selectors.board_event(request.user, pk)
    state, counts = readiness(found), figures(found)
    roles = policies.roles_in(request.user, found)
    plans, appoints = bool(roles & policies.PLANNERS), policies.may_appoint(request.user, found)
    step = planner_step(found, counts, state) if plans else None
    if step is None and appoints:
        step = staff_step(found, counts, state)
    context = {
        "event": found,
        "tab": "event",
        "state": state,
        "figures": counts,
        "next": _linked(step, found),
        "stages": _stages(found),
        "verdict": kept_verdict(found),
        "components": [
            (each, reverse(each.page, args=[found.pk]) if (plans if each.is_planned else appoints) else "")
            for each in state.components
        ],
        "assessees": found.assessees.select_related("person", "candidate__target", "group"),
        "plans": plans,
        "appoints": appoints,
        "board_only": not policies.may_see_event(request.user, found),
    }
    return render(request, "assessment/event.html", context)


def _linked(step: Step | None, of: Event) -> tuple[Step, str] | None:
    return (step, reverse(step.page, args=[of.pk])) if step else None


def _stages(of: Event) -> list[tuple[str, Any, str]]:
    """The stages of Pasal 24 with when each began, and which one the event stands in."""
    moments = stage_moments(of)
    begun = [code for code, moment in moments.items() if moment]
    named = catalogue("bkn-26-2019/stages").entries
    return [
        (
            entry.name()[0].upper() + entry.name()[1:],
            moments.get(entry.code),
            "here" if entry.code == begun[-1] else "done" if moments.get(entry.code) else "open",
        )
        for entry in named
    ]


class Cancel(Question):
    """Call an event off."""

    title = gettext_lazy("Batalkan kegiatan ini?")
    lead = gettext_lazy(
        "Assessee, tim, dan pengelola kepegawaian instansi pengguna diberi tahu lewat surel, dan ruang serta jam "
        "mereka bebas lagi. Pembatalan tidak dapat ditarik."
    )
    button = gettext_lazy("Batalkan kegiatan")
    done = gettext_lazy("Kegiatan dibatalkan dan semua yang terlibat diberi tahu.")
    danger = True
    form_class = ReasonForm

    @property
    def event(self) -> Event:
        """The event of the address, for its staff."""
        if not hasattr(self, "_event"):
            self._event = selectors.event(self.request.user, self.kwargs["pk"])
            require(policies.may_appoint(self.request.user, self._event), words.MAY_NOT_MANAGE)
        return self._event

    def get_initial(self) -> dict[str, Any]:
        """From which state."""
        return {"revision": self.event.revision}

    def act(self, form: ReasonForm) -> Event:
        """Do it."""
        return services.cancel_event(actor=self.request.user, event=self.event, **form.cleaned_data)

    def back(self) -> str:
        """The board."""
        return reverse("assessment:event", args=[self.kwargs["pk"]])


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def take_in(request: HttpRequest, pk: int) -> HttpResponse:
    """Candidates of the request, to be taken in as assessees."""
    found = selectors.event(request.user, pk)
    may = policies.may_appoint(request.user, found) or policies.may_plan(request.user, found)
    require(may, words.MAY_NOT_PLAN)
    there = Assessee.objects.filter(event=found).values("candidate")
    known = candidates_of(request.user, found.request)
    free = schedulable(found.request).exclude(pk__in=there)
    problems: list[str] = []
    chosen = set(request.POST.getlist("chosen"))
    if request.method == "POST":
        numbers = [int(each) for each in chosen if each.isdecimal()]
        candidates = list(known.filter(pk__in=numbers))
        if not candidates:
            problems = [_("Pilih paling sedikit satu orang.")]
        else:
            try:
                made = take_in_service(actor=request.user, event=found, candidates=candidates)
            except Unusable as refused:
                problems = list(refused.messages)
            else:
                told = ngettext("%(count)d Assessee diambil.", "%(count)d Assessee diambil.", len(made))
                messages.success(request, told % {"count": len(made)})
                return redirect("assessment:event", pk)
    closed = known.exclude(pk__in=free.values("pk")).exclude(pk__in=there)
    context = {
        "event": found, "tab": "event", "free": free, "closed": closed, "problems": problems, "chosen": chosen,
    }  # fmt: skip
    return render(request, "assessment/event_take_in.html", context, status=422 if problems else 200)

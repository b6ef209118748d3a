"""Pages of the files that come out of instruments: work and results of tests."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.http.response import HttpResponseBase
from django.shortcuts import get_object_or_404, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_safe

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms.outputs import HandInForm
from mumpuni.assessment.models import Assessee, Event, EventInstrument, HandIn
from mumpuni.assessment.policies import outputs as rights
from mumpuni.assessment.selectors import hand_ins as selectors
from mumpuni.assessment.services import hand_ins as services
from mumpuni.assessment.views.day import OfDay, event_in_sight, tool_of
from mumpuni.documents import storage
from mumpuni.people.policies import require
from mumpuni.people.views.base import ServiceForm
from mumpuni.ui.files import file_response


@login_required
@require_safe
def work(request: HttpRequest, pk: int) -> HttpResponse:
    """What the assessees handed in."""
    event = event_in_sight(request, pk)
    require(rights.may_list_work(request.user, event), words.MAY_NOT_SEE_WORK)
    context = {
        "event": event,
        "tab": "day",
        "rows": selectors.work_rows(request.user, event),
        "adds": event.state == Event.State.RUNNING and policies.may_plan(request.user, event),
    }
    return render(request, "assessment/day/hand_ins.html", context)


@login_required
@require_safe
def tests(request: HttpRequest, pk: int) -> HttpResponse:
    """The raw results of the psychological tests."""
    event = event_in_sight(request, pk)
    require(rights.may_count_tests(request.user, event), words.MAY_NOT_SEE_TESTS)
    rows = selectors.test_rows(request.user, event)
    context = {
        "event": event,
        "tab": "day",
        "rows": rows,
        "tools": [each.instrument for each in rows[0].slots] if rows else [],
        "reads": rights.may_read_tests(request.user, event),
        "interprets": rights.interpreter(request.user, event) is not None,
        "adds": event.state == Event.State.RUNNING and rights.may_add_test(request.user, event),
    }
    return render(request, "assessment/day/tests.html", context)


@login_required
@require_safe
def team_file(request: HttpRequest, pk: int, hand_in: int) -> HttpResponseBase:
    """A file, as a download for those of the team who may read it; the trail says who took it out."""
    event = event_in_sight(request, pk)
    return _download(request, selectors.of_event(request.user, event, hand_in))


@login_required
@require_safe
def own_file(request: HttpRequest, hand_in: int) -> HttpResponseBase:
    """A piece of one's own work."""
    return _download(request, selectors.own(request.user, hand_in))


def _download(request: HttpRequest, found: HandIn) -> HttpResponseBase:
    services.read(actor=request.user, found=found)
    return file_response(storage.open(found.sha256), found.name, found.media_type)


@login_required
@require_safe
def own_work(request: HttpRequest) -> HttpResponse:
    """Where an assessee hands work in."""
    return render(request, "assessment/own_hand_ins.html", {"rows": selectors.own_rows(request.user)})


class _Add(OfDay):
    """Hand one file in for an assessee of the event in the address."""

    template_name = "assessment/day/hand_in_form.html"
    form_class = HandInForm
    button = gettext_lazy("Serahkan")
    done = gettext_lazy("Berkas tersimpan.")
    list_page = "assessment:day_hand_ins"

    @cached_property
    def assessee(self) -> Assessee:
        """Whose."""
        found = get_object_or_404(self.event.assessees.select_related("person"), pk=self.kwargs["assessee"])
        found.event = self.event
        return found

    @cached_property
    def tool(self) -> EventInstrument:
        """Of what."""
        return tool_of(self.event, str(self.kwargs["tool"]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Whose, and of what."""
        about = {"what": self.tool, "who": self.assessee.person.full_name}
        return {**super().get_context_data(**kwargs), "title": _("%(what)s: %(who)s") % about}

    def back(self) -> str:
        """The list."""
        return reverse(self.list_page, args=[self.kwargs["pk"]])

    def belongs_to(self) -> tuple[str, str]:
        """The list of the event."""
        return str(self.event), self.back()


class AddWork(_Add):
    """Chair or admin for an assessee."""

    def act(self, form: Any) -> HandIn:
        """Keep it."""
        return services.add_work(
            actor=self.request.user, assessee=self.assessee, instrument=self.tool, file=form.cleaned_data["file"]
        )


class AddTest(_Add):
    """The Tester."""

    list_page = "assessment:day_tests"

    def allowed(self) -> bool:
        """The Tester alone."""
        return rights.may_add_test(self.request.user, self.event)

    def act(self, form: Any) -> HandIn:
        """Keep it."""
        return services.add_test(
            actor=self.request.user, assessee=self.assessee, instrument=self.tool, file=form.cleaned_data["file"]
        )


class AddOwn(ServiceForm):
    """The assessee."""

    template_name = "assessment/day/hand_in_form.html"
    form_class = HandInForm
    button = gettext_lazy("Serahkan")
    done = gettext_lazy("Berkas Anda sudah diterima.")

    @cached_property
    def assessee(self) -> Assessee:
        """One's own assessment."""
        mine = Assessee.objects.filter(person=policies.own_person(self.request.user))
        return get_object_or_404(mine.select_related("event__request", "person"), pk=self.kwargs["assessee"])

    @cached_property
    def tool(self) -> EventInstrument:
        """Of what."""
        return tool_of(self.assessee.event, str(self.kwargs["tool"]))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Of what."""
        return {**super().get_context_data(**kwargs), "title": _("Serahkan %(what)s") % {"what": self.tool}}

    def act(self, form: Any) -> HandIn:
        """Keep it."""
        return services.add_work(
            actor=self.request.user, assessee=self.assessee, instrument=self.tool, file=form.cleaned_data["file"]
        )

    def back(self) -> str:
        """One's own list."""
        return reverse("assessment:own_hand_ins")

    def belongs_to(self) -> tuple[str, str]:
        """One's own list."""
        return _("Hasil kerja saya"), self.back()

"""The form that timetables a catch-up for one assessee."""

from typing import Any

from django.shortcuts import get_object_or_404
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment import policies
from mumpuni.assessment.forms.outputs import CatchUpForm
from mumpuni.assessment.models import Assessee, EventInstrument, Timetable
from mumpuni.assessment.selectors.day import local_day
from mumpuni.assessment.services import catch_ups as services
from mumpuni.assessment.views.day import OfDay, tool_of


class Schedule(OfDay):
    """When, where and with whom."""

    form_class = CatchUpForm
    button = gettext_lazy("Jadwalkan dan umumkan")
    done = gettext_lazy("Susulan masuk jadwal baru; yang jadwalnya berubah diberi tahu.")
    lead = gettext_lazy("Menjadi versi jadwal baru yang langsung diumumkan; sesi lain tidak berubah.")

    def allowed(self) -> bool:
        """Chair and admin."""
        return policies.may_plan(self.request.user, self.event)

    @cached_property
    def assessee(self) -> Assessee:
        """Who."""
        found = get_object_or_404(self.event.assessees.select_related("person"), pk=self.kwargs["assessee"])
        found.event = self.event
        return found

    @cached_property
    def tool(self) -> EventInstrument:
        """What."""
        found = tool_of(self.event, str(self.kwargs["tool"]))
        found.event = self.event
        return found

    def get_form_kwargs(self) -> dict[str, Any]:
        """Rooms and people that fit the instrument."""
        return {**super().get_form_kwargs(), "tool": self.tool}

    def get_initial(self) -> dict[str, Any]:
        """Today, or the nearest day."""
        return {"day": local_day(self.event)}

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Who and what."""
        about = {"what": self.tool, "who": self.assessee.person.full_name}
        return {**super().get_context_data(**kwargs), "title": _("Susulan %(what)s: %(who)s") % about}

    def act(self, form: Any) -> Timetable:
        """Timetable it."""
        given = form.cleaned_data
        return services.schedule_catch_up(
            actor=self.request.user,
            assessee=self.assessee,
            instrument=self.tool,
            day=given["day"],
            start=given["start"],
            room=given["room"],
            observers=list(given.get("observers") or []),
            helpers=list(given.get("helpers") or []),
        )

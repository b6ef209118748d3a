"""The page of the material: what is out, handing out, taking back (bahan)."""

from typing import Any

from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mumpuni.assessment import words
from mumpuni.assessment.forms.outputs import MissingForm
from mumpuni.assessment.models import Event, MaterialCopy
from mumpuni.assessment.policies import day as rights
from mumpuni.assessment.selectors import material as selectors
from mumpuni.assessment.services import material as services
from mumpuni.assessment.views.day import OfDay, event_in_sight, tool_of
from mumpuni.people.policies import require
from mumpuni.people.views.base import attempt


@login_required
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """Every instrument with everybody's copies."""
    event = _recorded(request, pk)
    stocks = selectors.stocks(event)
    wanted = request.GET.get("alat", "")
    shown = next((each for each in stocks if str(each.instrument.pk) == wanted), stocks[0] if stocks else None)
    context = {
        "event": event,
        "tab": "day",
        "stocks": stocks,
        "shown": shown,
        "out": sum(each.out for each in stocks),
        "runs": event.state == Event.State.RUNNING,
    }
    return render(request, "assessment/day/material.html", context)


@login_required
@require_POST
def act(request: HttpRequest, pk: int) -> HttpResponse:
    """Hand out to, or take back from, everybody who is ticked."""
    event = _recorded(request, pk)
    tool = tool_of(event, request.POST.get("alat", ""))
    chosen = [int(each) for each in request.POST.getlist("pilih") if each.isdecimal()]
    common: dict[str, Any] = {"actor": request.user, "event": event, "instrument": tool, "assessees": chosen}
    wanted = request.POST.get("aksi", "")
    if wanted == "bagikan":
        attempt(request, lambda: services.hand_out(**common), _("Salinan bernomor dibagikan."))
    elif wanted == "tarik":
        attempt(request, lambda: services.take_back(**common), _("Salinan dicatat kembali."))
    else:
        raise Http404
    return redirect(f"{reverse('assessment:day_material', args=[event.pk])}?alat={tool.pk}")


def _recorded(request: HttpRequest, pk: int) -> Event:
    event = event_in_sight(request, pk)
    require(rights.may_record(request.user, event), words.MAY_NOT_RECORD_DAY)
    return event


class Missing(OfDay):
    """Say why a copy did not come back."""

    form_class = MissingForm
    done = gettext_lazy("Salinan dinyatakan tidak kembali.")

    @cached_property
    def copy(self) -> MaterialCopy:
        """Which."""
        found = MaterialCopy.objects.select_related("instrument__instrument", "instrument__event", "assessee__person")
        return get_object_or_404(found, pk=self.kwargs["copy"], instrument__event=self.event)

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Which copy, and whose."""
        about = {"what": self.copy.instrument, "number": self.copy.number, "who": self.copy.assessee.person.full_name}
        return {**super().get_context_data(**kwargs), "title": _("%(what)s salinan %(number)d: %(who)s") % about}

    def act(self, form: Any) -> MaterialCopy:
        """Write it."""
        return services.report_missing(actor=self.request.user, copy=self.copy, reason=form.cleaned_data["reason"])

    def back(self) -> str:
        """The page of the material."""
        address = reverse("assessment:day_material", args=[self.kwargs["pk"]])
        return f"{address}?alat={self.copy.instrument_id}"

    def belongs_to(self) -> tuple[str, str]:
        """The page of the material."""
        return _("Bahan %(event)s") % {"event": self.event}, self.back()

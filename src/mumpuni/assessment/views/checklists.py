"""The checklist of an event, and the template that new ones copy."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mumpuni.assessment import policies
from mumpuni.assessment.forms.checklists import ChangeActivityForm, NewActivityForm
from mumpuni.assessment.models import Activity, Edition, Event
from mumpuni.assessment.policies.checklists import may_keep_checklists
from mumpuni.assessment.selectors import checklists as selectors
from mumpuni.assessment.selectors.events import event as event_for
from mumpuni.assessment.services import checklists as services
from mumpuni.assessment.words import MAY_NOT_KEEP_CHECKLISTS
from mumpuni.people.policies import Unusable, require
from mumpuni.people.views.base import ServiceForm


@login_required
@require_safe
def checklist(request: HttpRequest, pk: int) -> HttpResponse:
    """The event's own lines, stage by stage."""
    found = event_for(request.user, pk)
    lines = list(selectors.checklist(found))
    over = found.state in (Event.State.CLOSED, Event.State.CANCELLED)
    context = {
        "event": found,
        "tab": "checklist",
        "groups": selectors.by_stage(lines, found.edition),
        "done": sum(line.done_at is not None for line in lines),
        "total": len(lines),
        "ticks": policies.may_plan(request.user, found) and not over,
    }
    return render(request, "assessment/checklist.html", context)


@login_required
@require_POST
def tick(request: HttpRequest, pk: int, line: int) -> HttpResponse:
    """Tick a line, or take the tick back."""
    found = event_for(request.user, pk)
    activity = get_object_or_404(Activity.objects.select_related("event__request"), pk=line, event=found)
    try:
        services.tick_activity(actor=request.user, activity=activity, done=request.POST.get("done") == "1")
    except Unusable as refused:
        messages.error(request, refused.messages[0])
    return redirect(f"{reverse('assessment:checklist', args=[pk])}#baris-{line}")


@login_required
@require_safe
def templates(request: HttpRequest) -> HttpResponse:
    """The lines that new events copy, of both regulations."""
    require(may_keep_checklists(request.user), MAY_NOT_KEEP_CHECKLISTS)
    lines = list(selectors.template())
    editions = [
        (edition.label, selectors.by_stage([each for each in lines if each.edition == edition], edition.value))
        for edition in Edition
    ]
    return render(request, "assessment/checklist_templates.html", {"editions": editions})


class _Keep(ServiceForm):
    """A form on the template."""

    def get_form(self, form_class: Any = None) -> Any:
        """Only for those who keep it."""
        require(may_keep_checklists(self.request.user), MAY_NOT_KEEP_CHECKLISTS)
        return super().get_form(form_class)

    def back(self) -> str:
        """The template."""
        return reverse("assessment:checklist_templates")


class AddActivity(_Keep):
    """Add a line."""

    title = gettext_lazy("Tambah kegiatan")
    lead = gettext_lazy("Disalin ke kegiatan penilaian yang dibuat sesudah ini; yang sudah dibuat tidak berubah.")
    button = gettext_lazy("Tambahkan")
    done = gettext_lazy("Kegiatan ditambahkan.")
    form_class = NewActivityForm

    def act(self, form: NewActivityForm) -> Activity:
        """Add it."""
        edition, stage = form.cleaned_data["where"].split(" ")
        return services.add_activity(
            actor=self.request.user, edition=edition, stage=stage, text=form.cleaned_data["text"]
        )


class ChangeActivity(_Keep):
    """Change a line."""

    title = gettext_lazy("Ubah kegiatan")
    done = gettext_lazy("Kegiatan disimpan.")
    form_class = ChangeActivityForm

    @property
    def line(self) -> Activity:
        """The line of the address."""
        require(may_keep_checklists(self.request.user), MAY_NOT_KEEP_CHECKLISTS)
        return selectors.template_line(self.kwargs["pk"])

    def get_initial(self) -> dict[str, Any]:
        """As it stands."""
        line = self.line
        return {"text": line.text, "number": line.number, "is_active": line.is_active}

    def act(self, form: ChangeActivityForm) -> Activity:
        """Save it."""
        return services.change_activity(actor=self.request.user, activity=self.line, **form.cleaned_data)

"""Pages of groups: who is in them, who looks after them, who leaves."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404, redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import get_language, gettext_lazy
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mumpuni.assessment import policies
from mumpuni.assessment.forms import groups as forms
from mumpuni.assessment.models import Assessee, Event, Group
from mumpuni.assessment.selectors import events
from mumpuni.assessment.selectors import groups as selectors
from mumpuni.assessment.selectors import timetables as timetable_selectors
from mumpuni.assessment.services import groups as services
from mumpuni.assessment.views.shared import planners_only
from mumpuni.people.views.base import Question, ServiceForm, attempt


@login_required
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The groups of an event, each with its verdict."""
    return _page(request, events.event(request.user, pk))


def _page(request: HttpRequest, event: Event, status: int = 200) -> HttpResponse:
    rows = selectors.groups(event)
    may_plan = policies.may_plan(request.user, event) and not event.has_begun
    context = {
        "event": event,
        "tab": "groups",
        "rows": rows,
        "loose": selectors.loose(event),
        "gone": event.assessees.filter(state=Assessee.State.WITHDRAWN).select_related("person"),
        "called": sum(len(row.assessees) for row in rows),
        "may_plan": may_plan,
        "room_findings": [
            (each.message((get_language() or "id")[:2]), str(each.citation))
            for each in selectors.room_findings(event, rows)
        ],
        "announced": timetable_selectors.announced(event),
    }
    return render(request, "assessment/groups.html", context, status=status)


@login_required
@require_POST
def propose(request: HttpRequest, pk: int) -> HttpResponse:
    """Split everyone evenly."""
    event = events.event(request.user, pk)
    attempt(request, lambda: services.propose_groups(actor=request.user, event=event), _("Kelompok sudah dibagi."))
    return redirect("assessment:groups", pk=event.pk)


@login_required
@require_POST
def staff_all(request: HttpRequest, pk: int) -> HttpResponse:
    """Share admins and assessors out."""
    event = events.event(request.user, pk)
    attempt(request, lambda: services.staff_all(actor=request.user, event=event), _("Admin dan pengamat sudah dibagi."))
    return redirect("assessment:groups", pk=event.pk)


@login_required
@require_POST
def move(request: HttpRequest, pk: int) -> HttpResponse:
    """Put somebody elsewhere; the answer to the small form beside a name, and to dragging it."""
    event = events.event(request.user, pk)
    planners_only(request.user, event)
    form = forms.MoveAssessee(request.POST, event=event)
    if not form.is_valid():
        messages.error(request, _("Pilih kelompok yang ada pada kegiatan ini."))
        return redirect("assessment:groups", pk=event.pk)
    assessee = get_object_or_404(event.assessees, pk=form.cleaned_data["assessee"])
    to = form.cleaned_data["to"]
    there = {str(each.pk): each for each in event.groups.all()}
    attempt(
        request,
        lambda: services.move_assessee(
            actor=request.user,
            assessee=assessee,
            group=there.get(to),
            new=to == forms.MoveAssessee.NEW,
        ),
        _("%(who)s sudah dipindahkan.") % {"who": assessee},
    )
    return redirect("assessment:groups", pk=event.pk)


class _OfGroup:
    """Finds the group; one out of sight does not exist."""

    request: Any
    kwargs: Any

    @cached_property
    def group(self) -> Group:
        """The group with its event as the actor sees it."""
        found = Group.objects.select_related("blueprint__target").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        found.event = events.event(self.request.user, found.event_id)
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Others than planners do not come in."""
        if request.user.is_authenticated:
            planners_only(request.user, self.group.event)
        return super().dispatch(request, *args, **kwargs)  # type: ignore[misc]

    def back(self) -> str:
        """The page of the groups."""
        return reverse("assessment:groups", args=[self.group.event_id])

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form offers what the event has."""
        return {**super().get_form_kwargs(), "group": self.group}  # type: ignore[misc]


class Staff(_OfGroup, ServiceForm):
    """Choose who observes a group and its admin."""

    form_class = forms.StaffGroup
    title = gettext_lazy("Pengamat dan admin kelompok")
    done = gettext_lazy("Pengamat dan admin tersimpan.")

    def get_initial(self) -> dict[str, Any]:
        """As it is."""
        group = self.group
        return {
            "observers": list(group.observers.values_list("pk", flat=True)),
            "admin": group.admin_id,
            "exception_reason": group.exception_reason,
        }

    def act(self, form: Any) -> Any:
        """Save."""
        return services.staff_group(actor=self.request.user, group=self.group, **form.cleaned_data)


class Merge(_OfGroup, Question):
    """Put a small group into another."""

    form_class = forms.Merge
    title = gettext_lazy("Gabungkan kelompok")
    lead = gettext_lazy("Semua Assessee kelompok ini pindah ke kelompok pilihan Anda; kelompok ini hilang.")
    button = gettext_lazy("Gabungkan")
    done = gettext_lazy("Kelompok sudah digabungkan.")

    def act(self, form: Any) -> Any:
        """Merge."""
        return services.merge_groups(actor=self.request.user, group=self.group, into=form.cleaned_data["into"])


class Withdraw(Question):
    """Note that somebody does not take part."""

    form_class = forms.Withdrawal
    title = gettext_lazy("Assessee tidak mengikuti")
    button = gettext_lazy("Catat")
    done = gettext_lazy("Tercatat. Periksa kelompoknya di bawah, lalu susun ulang jadwal bila sudah diumumkan.")
    danger = True

    @cached_property
    def assessee(self) -> Assessee:
        """The assessee of an event in sight."""
        found = Assessee.objects.select_related("person").filter(pk=self.kwargs["pk"]).first()
        if found is None:
            raise Http404
        found.event = events.event(self.request.user, found.event_id)
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Others than planners are not even asked."""
        if request.user.is_authenticated:
            planners_only(request.user, self.assessee.event)
        return super().dispatch(request, *args, **kwargs)

    @property
    def lead(self) -> str:  # type: ignore[override]
        """Whom it is about."""
        return _("%(who)s keluar dari kelompoknya; datanya tetap tersimpan dengan alasannya.") % {"who": self.assessee}

    def act(self, form: Any) -> Any:
        """Withdraw."""
        return services.withdraw_assessee(
            actor=self.request.user, assessee=self.assessee, reason=form.cleaned_data["reason"]
        )

    def back(self) -> str:
        """The page of the groups."""
        return reverse("assessment:groups", args=[self.assessee.event_id])

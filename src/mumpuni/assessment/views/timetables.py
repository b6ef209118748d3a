"""Pages of a timetable: its versions, its grid, its rules, announcing and repairing."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy, ngettext
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_POST, require_safe

from mumpuni.assessment import policies
from mumpuni.assessment.forms import timetables as forms
from mumpuni.assessment.forms.days import DaysForm
from mumpuni.assessment.models import Event, Timetable
from mumpuni.assessment.policies import timetables as timetable_policies
from mumpuni.assessment.selectors import comparing, events, grids
from mumpuni.assessment.selectors import timetables as selectors
from mumpuni.assessment.selectors.instances import rules_of
from mumpuni.assessment.selectors.zones import zone_word
from mumpuni.assessment.services import announcing, repairs
from mumpuni.assessment.services import timetables as services
from mumpuni.assessment.services.days import set_days
from mumpuni.assessment.views.shared import planners_only
from mumpuni.people.views.base import Question, ServiceForm, attempt

State = Timetable.State
CHIPS: dict[str, str] = {
    State.SOLVING: "wait",
    State.IMPOSSIBLE: "bad",
    State.NOTHING_FOUND: "warn",
    State.DRAFT: "note",
    State.ANNOUNCED: "good",
    State.SUPERSEDED: "quiet",
    State.DISCARDED: "quiet",
}


@login_required
@never_cache
@require_safe
def page(request: HttpRequest, pk: int) -> HttpResponse:
    """The newest version of an event that this account may see."""
    event = events.event(request.user, pk)
    drafts = timetable_policies.may_see_drafts(request.user, event)
    found = selectors.latest(event) if drafts else selectors.announced(event)
    return _page(request, event, found)


@login_required
@never_cache
@require_safe
def version(request: HttpRequest, pk: int) -> HttpResponse:
    """One version."""
    found = seen(request.user, pk)
    return _page(request, found.event, found)


def seen(actor: Any, pk: int) -> Timetable:
    """A version that this account may open.

    Raises:
        Http404: for others.
    """
    found = selectors.timetable(actor, pk)
    if not timetable_policies.may_see(actor, found):
        raise Http404
    return found


def _page(request: HttpRequest, event: Event, found: Timetable | None) -> HttpResponse:
    drafts = timetable_policies.may_see_drafts(request.user, event)
    may_plan = policies.may_plan(request.user, event) and event.state not in (Event.State.CLOSED, Event.State.CANCELLED)
    context: dict[str, Any] = {
        "event": event,
        "tab": "timetable",
        "timetable": found,
        "versions": [(each, CHIPS[each.state]) for each in selectors.versions(event)] if drafts else [],
        "may_plan": may_plan,
        "zone_word": zone_word(event.place),
        "chip": CHIPS[found.state] if found else "",
        "solving": found is not None and found.state == State.SOLVING,
        "elapsed": _elapsed(found) if found else 0,
    }
    if found is not None and found.state in selectors.SHOWN:
        found.event = event
        context |= _shown(request, found, may_plan=may_plan)
    return render(request, "assessment/timetable/page.html", context)


def _shown(request: HttpRequest, found: Timetable, *, may_plan: bool) -> dict[str, Any]:
    board = selectors.board(found)
    by = grids.BY_ASSESSOR if request.GET.get("kolom") == grids.BY_ASSESSOR else grids.BY_ROOM
    loads = grids.balance(board)
    editable = may_plan and found.state == State.DRAFT
    return {
        "board": board,
        "days": grids.day_grids(board, by, whole=editable),
        "by": by,
        "editable": editable,
        "movable": editable and by == grids.BY_ROOM,
        "loads": loads,
        "busiest": max((each.total for each in loads), default=0),
        "spread": grids.spread(loads),
        "how": grids.found_how(found),
        "wrong": list(dict.fromkeys(board.say(each) for each in board.violations)),
        "locked": sum(each.is_locked for each in board.sessions),
        "step": board.instance.rules.grid_min,
    }


class ForPlanners(ServiceForm):
    """What chair and admin set for an event's timetable."""

    @cached_property
    def event(self) -> Event:
        """The event in sight."""
        return events.event(self.request.user, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Others than planners do not come in."""
        if request.user.is_authenticated:
            planners_only(request.user, self.event)
        return super().dispatch(request, *args, **kwargs)

    def get_form_kwargs(self) -> dict[str, Any]:
        """The form speaks of the event."""
        return {**super().get_form_kwargs(), "event": self.event}

    def back(self) -> str:
        """The timetable."""
        return reverse("assessment:timetable", args=[self.kwargs["pk"]])

    def belongs_to(self) -> tuple[str, str]:
        """The timetable of the event."""
        return _("Jadwal %(event)s") % {"event": self.event}, self.back()


class Rules(ForPlanners):
    """Ketentuan jadwal."""

    form_class = forms.RulesForm
    title = gettext_lazy("Ketentuan jadwal")
    lead = gettext_lazy("Angka yang tidak ditentukan peraturan; berlaku bagi kegiatan ini saja.")
    done = gettext_lazy("Ketentuan tersimpan; berlaku pada penyusunan berikutnya.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """The row itself."""
        return {**super().get_form_kwargs(), "instance": rules_of(self.event)}

    def act(self, form: Any) -> Any:
        """Save."""
        return services.set_rules(actor=self.request.user, event=self.event, values=form.values())


class Days(ForPlanners):
    """Jam dan jeda."""

    form_class = DaysForm
    title = gettext_lazy("Jam dan jeda")
    lead = gettext_lazy("Jam setempat. Zuhur, Asar, salat Jumat, dan makan siang adalah jeda yang Anda tetapkan.")
    done = gettext_lazy("Jam dan jeda tersimpan; berlaku pada penyusunan berikutnya.")

    def act(self, form: Any) -> Any:
        """Save."""
        return set_days(actor=self.request.user, event=self.event, days=form.values())


@login_required
@require_POST
def solve(request: HttpRequest, pk: int) -> HttpResponse:
    """Start a search; with `keep`, the locked sessions of that version stay."""
    event = events.event(request.user, pk)
    keep = request.POST.get("keep", "")
    base = seen(request.user, int(keep)) if keep.isdecimal() and len(keep) < 10 else None
    made = attempt(
        request,
        lambda: services.solve_timetable(actor=request.user, event=event, keep=base),
        _("Jadwal sedang disusun; halaman ini memperlihatkan kemajuannya."),
    )
    return redirect("assessment:timetable_version", made.pk) if made else redirect("assessment:timetable", event.pk)


@login_required
@never_cache
@require_safe
def progress(request: HttpRequest, pk: int) -> HttpResponse:
    """The bar of a running search; sends the page on when the search is over."""
    found = seen(request.user, pk)
    if found.state != State.SOLVING:
        answer = HttpResponse()
        answer["HX-Redirect"] = reverse("assessment:timetable_version", args=[found.pk])
        return answer
    context = {"timetable": found, "elapsed": _elapsed(found)}
    return render(request, "assessment/timetable/_solving.html", context)


def _elapsed(timetable: Timetable) -> int:
    """For how many seconds the search runs, at most those it is given: it tells of itself only when it finds a plan."""
    told = timetable.progress
    if told is None:
        return 0
    return min(int((timezone.now() - told.started_at).total_seconds()), told.total or 0)


class _OfVersion(Question):
    """A question about one version."""

    @cached_property
    def timetable(self) -> Timetable:
        """The version in sight."""
        return seen(self.request.user, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Others than planners are not even asked."""
        if request.user.is_authenticated:
            planners_only(request.user, self.timetable.event)
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> str:
        """The version."""
        return reverse("assessment:timetable_version", args=[self.kwargs["pk"]])


class Announce(_OfVersion):
    """Put a draft in force."""

    title = gettext_lazy("Umumkan jadwal")
    button = gettext_lazy("Umumkan")

    @property
    def lead(self) -> str:  # type: ignore[override]
        """What will happen."""
        found = self.timetable
        before = selectors.announced(found.event)
        if before is None:
            return _("Ruang dan orang dipesan untuk jadwal ini, dan setiap orang di dalamnya dikirimi surel.")
        before.event = found.event
        count = len(comparing.affected(selectors.board(before), selectors.board(found)))
        return ngettext(
            "Versi %(old)d diganti. Surel dikirim hanya kepada %(count)d orang yang jadwalnya berubah.",
            "Versi %(old)d diganti. Surel dikirim hanya kepada %(count)d orang yang jadwalnya berubah.",
            count,
        ) % {"old": before.number, "count": count}

    def act(self, form: Any) -> Any:
        """Announce, and say who could not be told."""
        told = announcing.announce_timetable(actor=self.request.user, timetable=self.timetable)
        if told.without_address:
            messages.warning(
                self.request,
                _("Tanpa alamat surel, beri tahu sendiri: %(names)s.") % {"names": ", ".join(told.without_address)},
            )
        return told

    done = gettext_lazy("Jadwal diumumkan.")


class Discard(_OfVersion):
    """Throw a draft away, or stop a search."""

    title = gettext_lazy("Buang versi ini")
    lead = gettext_lazy("Versi ini hilang dari daftar; pencarian yang masih berjalan dihentikan.")
    button = gettext_lazy("Buang")
    done = gettext_lazy("Versi dibuang.")
    danger = True

    def act(self, form: Any) -> Any:
        """Discard."""
        return services.discard_timetable(actor=self.request.user, timetable=self.timetable)

    def onward(self, made: Any) -> str:
        """The version that is left."""
        return reverse("assessment:timetable", args=[made.event_id])


@login_required
@require_POST
def edit(request: HttpRequest, pk: int) -> HttpResponse:
    """A draft that equals a version."""
    found = seen(request.user, pk)
    made = attempt(
        request,
        lambda: services.draft_from(actor=request.user, timetable=found),
        _("Draf dibuat; jadwal yang diumumkan tetap berlaku sampai draf ini diumumkan."),
    )
    return redirect("assessment:timetable_version", (made or found).pk)


class Repair(ForPlanners):
    """Solve again what is left."""

    form_class = forms.RepairForm
    title = gettext_lazy("Susun ulang jadwal")
    lead = gettext_lazy(
        "Yang sudah berjalan tetap. Sisanya berubah sesedikit mungkin: waktu mulai dahulu, lalu ruang, lalu pengamat. "
        "Hasilnya draf yang dibandingkan dengan jadwal sekarang sebelum diumumkan."
    )
    button = gettext_lazy("Susun ulang")
    done = gettext_lazy("Sedang disusun ulang.")

    def act(self, form: Any) -> Any:
        """Start the repair."""
        return repairs.repair_timetable(
            actor=self.request.user,
            event=self.event,
            cause=form.cleaned_data["cause"],
            ill=form.cleaned_data["ill"],
            from_time=form.cut(),
        )

    def onward(self, made: Any) -> str:
        """The new version."""
        return reverse("assessment:timetable_version", args=[made.pk])

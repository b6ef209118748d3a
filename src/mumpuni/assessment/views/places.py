"""Pages of premises and their rooms."""

from typing import Any

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.urls import reverse
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_http_methods, require_POST, require_safe

from mumpuni.assessment import words
from mumpuni.assessment.forms.providers import PlaceForm, room_forms
from mumpuni.assessment.models import Place, Room
from mumpuni.assessment.policies import providers as policies
from mumpuni.assessment.selectors import providers as selectors
from mumpuni.assessment.services import places as services
from mumpuni.assessment.views.providers import OnProvider
from mumpuni.people.policies import Unusable, require
from mumpuni.people.views.base import ServiceForm
from mumpuni.regulations import catalogue


class AddPlace(OnProvider, ServiceForm):
    """Premises of a provider."""

    title = gettext_lazy("Tambah tempat")
    form_class = PlaceForm

    def act(self, form: PlaceForm) -> Place:
        """Add."""
        return services.add_place(actor=self.request.user, provider=self.provider, **form.cleaned_data)

    def onward(self, made: Place) -> str:
        """To its rooms."""
        return reverse("assessment:rooms", args=[made.pk])


class ChangePlace(ServiceForm):
    """Correct name, address, zone."""

    title = gettext_lazy("Ubah tempat")
    form_class = PlaceForm

    @cached_property
    def place(self) -> Place:
        """The place of the address."""
        return selectors.place(self.request.user, self.kwargs["pk"])

    def get_form_kwargs(self) -> dict[str, Any]:
        """As it is; only for its staff."""
        require(policies.may_keep_provider(self.request.user, self.place.provider_id), words.MAY_NOT_MANAGE)
        return super().get_form_kwargs() | {"instance": Place.objects.get(pk=self.place.pk)}

    def act(self, form: PlaceForm) -> Place:
        """Change."""
        return services.change_place(actor=self.request.user, place=self.place, **form.cleaned_data)

    def back(self) -> str:
        """The place's page."""
        return reverse("assessment:place", args=[self.kwargs["pk"]])


@login_required
@require_safe
def place_page(request: HttpRequest, pk: int) -> HttpResponse:
    """Premises with their rooms in the two areas of Pasal 23, and what they lack."""
    place = selectors.place(request.user, pk)
    rooms = list(place.rooms.all())
    sections = [
        (
            area.name(request.LANGUAGE_CODE),
            area.code,
            [room for room in rooms if room.kind in selectors.AREAS[area.code]],
        )
        for area in catalogue("bkn-26-2019/facility-areas").entries
    ]
    context = {
        "place": place,
        "sections": sections,
        "decision": selectors.judge_facility(rooms),
        "may_keep": policies.may_keep_provider(request.user, place.provider_id),
    }
    return render(request, "assessment/providers/place.html", context)


@login_required
@require_http_methods(["GET", "HEAD", "POST"])
def rooms_page(request: HttpRequest, pk: int) -> HttpResponse:
    """All rooms of the premises as a grid, with the rule beside it."""
    place = selectors.place(request.user, pk)
    require(policies.may_keep_provider(request.user, place.provider_id), words.MAY_NOT_MANAGE)
    given = request.POST if request.method == "POST" else None
    rooms = list(place.rooms.all())
    grids = _grids(rooms, given)
    general: list[str] = []
    if given is not None and all(grid.is_valid() for grid in grids.values()):
        filled = [(line, line.row()) for grid in grids.values() for line in grid]
        kept = [(line, row) for line, row in filled if row is not None]
        try:
            services.keep_rooms(
                actor=request.user, place=place, rows=[row for _line, row in kept], seen=given.get("seen")
            )
        except Unusable as refused:
            general = _tell([line for line, _row in kept], refused)
        else:
            messages.success(request, _("Ruang disimpan."))
            return redirect("assessment:place", pk)
    wrong = bool(given is not None)
    context = {
        "place": place,
        "sections": _sections(request, grids),
        "decision": selectors.judge_facility(_typed(place, rooms, grids, given)),
        "seen": (given.get("seen") if given else None) or services.state_of(rooms),
        "general": general,
        "wrong": wrong,
    }
    return render(request, "assessment/providers/rooms.html", context, status=422 if wrong else 200)


@login_required
@require_POST
def rooms_check(request: HttpRequest, pk: int) -> HttpResponse:
    """What the rule says of the rooms as they stand in the grid, before they are saved."""
    place = selectors.place(request.user, pk)
    require(policies.may_keep_provider(request.user, place.provider_id), words.MAY_NOT_MANAGE)
    rooms = list(place.rooms.all())
    typed = _typed(place, rooms, _grids(rooms, request.POST), request.POST)
    context = {"decision": selectors.judge_facility(typed)}
    return render(request, "assessment/providers/_facility.html", context)


def _grids(rooms: list[Room], given: Any) -> dict[str, Any]:
    return {section: room_forms(rooms, section, given) for section in selectors.AREAS}


def _typed(place: Place, rooms: list[Room], grids: dict[str, Any], given: Any) -> list[Room]:
    """The rooms as the grid says; lines that cannot be read do not count."""
    if given is None:
        return rooms
    lines = [line for grid in grids.values() if grid.management_form.is_valid() for line in grid]
    rows = [line.row() for line in lines if line.is_valid()]
    return [row.room(place) for row in rows if row is not None]


def _sections(request: HttpRequest, grids: dict[str, Any]) -> list[tuple[str, str, Any]]:
    areas = catalogue("bkn-26-2019/facility-areas").entries
    return [(area.name(request.LANGUAGE_CODE), area.code, grids[area.code]) for area in areas]


def _tell(lines: list[Any], refused: Unusable) -> list[str]:
    """What belongs to a line stands at the line; gives the rest."""
    if not hasattr(refused, "error_dict"):
        return list(refused.messages)
    told = dict(refused.message_dict)
    for index, line in enumerate(lines):
        line.problems = told.pop(f"row-{index}", [])
    return [sentence for sentences in told.values() for sentence in sentences]

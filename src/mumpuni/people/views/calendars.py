"""The page that keeps the days off."""

from typing import Any, ClassVar

import django_filters as filters
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.people import policies
from mumpuni.people.forms.calendars import HolidaysForm
from mumpuni.people.models import Holiday
from mumpuni.people.selectors import calendars as selectors
from mumpuni.people.services import calendars as services
from mumpuni.people.tables import HolidayTable
from mumpuni.people.views.base import Question, ServiceForm
from mumpuni.ui.lists import Action, ListView


def _keeps_any(actor: Any) -> bool:
    return policies.may_keep_holidays(actor, None) or bool(policies.agencies_of(actor, policies.Role.AGENCY_HR))


def _years() -> list[tuple[str, str]]:
    here = timezone.localdate().year
    return [(str(year), str(year)) for year in range(here + 1, here - 6, -1)]


class HolidayFilter(filters.FilterSet):
    """By year, and whose."""

    year = filters.ChoiceFilter(
        choices=_years, field_name="day__year", label=gettext_lazy("Tahun"), empty_label=gettext_lazy("Semua tahun")
    )
    whose = filters.ChoiceFilter(
        choices=[("nasional", gettext_lazy("Nasional")), ("instansi", gettext_lazy("Instansi"))],
        method="by_owner",
        label=gettext_lazy("Berlaku bagi"),
        empty_label=gettext_lazy("Semua"),
    )

    class Meta:
        model = Holiday
        fields: ClassVar[list[str]] = []

    def by_owner(self, rows: Any, name: str, value: str) -> Any:
        """The national calendar, or those of agencies."""
        return rows.filter(agency__isnull=value == "nasional")


class HolidayList(ListView):
    """Days off by year."""

    title = gettext_lazy("Hari libur")
    lead = gettext_lazy("Hari kerja dihitung Senin sampai Jumat tanpa hari-hari ini, mis. batas diterimanya surat.")
    selector = staticmethod(selectors.calendar)
    table_class = HolidayTable
    filterset_class = HolidayFilter
    search_fields = ("name__icontains",)
    search_hint = gettext_lazy("Nama hari libur")
    export_name = gettext_lazy("Hari libur")
    empty_icon = "calendar-off"
    empty_title = gettext_lazy("Belum ada hari libur")
    empty_text = gettext_lazy("Tanpa daftar ini semua hari Senin sampai Jumat dihitung sebagai hari kerja.")

    def may_view(self, actor: Any) -> None:
        """Those who plan by working days."""
        policies.require(
            policies.may_see_holidays(actor),
            _("Kalender hari libur dibuka bagi pengelola kepegawaian dan penyelenggara."),
        )

    def actions(self, actor: Any) -> list[Action]:
        """Adding, for those who keep a calendar."""
        if not _keeps_any(actor):
            return []
        return [Action(reverse("people:holiday_add"), _("Tambah hari libur"), icon="plus")]


class AddHolidays(ServiceForm):
    """Enter days off, a line for each."""

    title = gettext_lazy("Tambah hari libur")
    form_class = HolidaysForm
    done = gettext_lazy("Hari libur dicatat; hitungan hari kerja berikutnya memakainya.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """Only for those who keep a calendar."""
        policies.require(
            _keeps_any(self.request.user),
            _("Hari libur dicatat penyelenggara, administrator sistem, dan pengelola kepegawaian instansi."),
        )
        return {**super().get_form_kwargs(), "actor": self.request.user}

    def act(self, form: HolidaysForm) -> Any:
        """Enter them."""
        data = form.cleaned_data
        return services.add_holidays(
            actor=self.request.user, agency=data["calendar"], days=data["days"], decree=data["decree"]
        )

    def form_invalid(self, form: Any) -> HttpResponse:
        """The page with what was typed and what is wrong with it."""
        return self.render_to_response(self.get_context_data(form=form), status=422)

    def back(self) -> str:
        """The list."""
        return reverse("people:holiday_list")


class RemoveHoliday(Question):
    """Take a day out of the calendar."""

    title = gettext_lazy("Hapus hari libur")
    button = gettext_lazy("Hapus")
    done = gettext_lazy("Hari libur dihapus.")
    danger = True

    @cached_property
    def holiday(self) -> Holiday:
        """The day of the address."""
        return selectors.holiday(self.request.user, self.kwargs["pk"])

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Only for those who keep this calendar."""
        if request.user.is_authenticated:
            policies.require(
                policies.may_keep_holidays(request.user, self.holiday.agency_id),
                _("Hari libur dihapus oleh yang mencatat kalendernya."),
            )
            self.lead = str(self.holiday)
        return super().dispatch(request, *args, **kwargs)

    def act(self, form: Any) -> Any:
        """Remove."""
        return services.remove_holiday(actor=self.request.user, holiday=self.holiday)

    def back(self) -> str:
        """The list."""
        return reverse("people:holiday_list")

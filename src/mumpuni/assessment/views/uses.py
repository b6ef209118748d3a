"""What an agency does with the results of its own: the list, one result, a use of it, figures for talent management."""

from typing import Any

import django_filters as filters
from django.contrib.auth.decorators import login_required
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.urls import reverse
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.cache import never_cache
from django.views.decorators.http import require_safe

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms import after as forms
from mumpuni.assessment.models import Purpose, Result, ResultUse
from mumpuni.assessment.policies import after as rights
from mumpuni.assessment.selectors import uses as selectors
from mumpuni.assessment.selectors.after import category_name, gaps
from mumpuni.assessment.services import uses as services
from mumpuni.assessment.tables.uses import UseTable
from mumpuni.exchange.exports import Column, xlsx_response
from mumpuni.people.policies import Role, agencies_of, require
from mumpuni.people.views.base import ServiceForm
from mumpuni.ui.lists import Action, ListView


def follows_results(actor: Any) -> None:
    """Go on only for the agency's personnel officials and PPK, and the Instansi Pembina."""
    may = policies.watches(actor) or bool(agencies_of(actor, Role.AGENCY_HR, Role.PPK))
    require(may, words.MAY_NOT_FOLLOW_RESULTS)


class UseFilter(filters.FilterSet):
    """By use, validity and purpose."""

    is_used = filters.ChoiceFilter(
        label=gettext_lazy("Pemanfaatan"), method="by_use",
        choices=[("belum", gettext_lazy("Belum dicatat")), ("sudah", gettext_lazy("Sudah dicatat"))],
    )  # fmt: skip
    validity = filters.ChoiceFilter(
        label=gettext_lazy("Masa berlaku"), method="by_validity",
        choices=[
            ("berlaku", gettext_lazy("Masih berlaku")), ("segera", gettext_lazy("Berakhir dalam enam bulan")),
            ("berakhir", gettext_lazy("Sudah berakhir")),
        ],
    )  # fmt: skip
    purpose = filters.ChoiceFilter(choices=Purpose.choices, label=gettext_lazy("Tujuan"))

    def by_use(self, found: Any, name: str, value: str) -> Any:
        """Recorded or not."""
        return found.filter(is_used=value == "sudah")

    def by_validity(self, found: Any, name: str, value: str) -> Any:
        """In force, ending, ended."""
        today = timezone.localdate()
        if value == "segera":
            return found.filter(selectors.ending(today))
        if value == "berlaku":
            return found.filter(report__valid_until__gte=today)
        return found.filter(report__valid_until__lt=today)


class UseList(ListView):
    """Results with what the agency did with them."""

    title = gettext_lazy("Pemanfaatan hasil penilaian")
    lead = gettext_lazy("Hasil yang laporannya sudah terbuka bagi instansi; yang lebih dulu berakhir di atas.")
    selector = staticmethod(selectors.results)
    table_class = UseTable
    filterset_class = UseFilter
    search_fields = ("assessee__person__name__icontains", "assessee__event__name__icontains")
    search_hint = gettext_lazy("Nama atau kegiatan")
    export_name = gettext_lazy("Pemanfaatan hasil penilaian")
    empty_icon = "chart-bar"
    empty_title = gettext_lazy("Belum ada hasil")
    empty_text = gettext_lazy("Hasil muncul di sini sesudah laporannya ditandatangani dan disampaikan.")

    def may_view(self, actor: Any) -> None:
        """HR, PPK, Instansi Pembina."""
        follows_results(actor)

    def actions(self, actor: Any) -> list[Action]:
        """Figures for talent management, for those who read them."""
        if not rights.may_export_talent(actor):
            return []
        return [Action(reverse("assessment:talent"), _("Unduh data talenta"), icon="download")]


@login_required
@never_cache
@require_safe
def talent(request: HttpRequest) -> HttpResponse:
    """Results that hold today with their figures, for talent management (Pasal 31 huruf d); it leaves a line."""
    require(rights.may_export_talent(request.user), words.MAY_NOT_READ_FIGURES)
    rows = selectors.talent_rows(request.user, timezone.localdate())
    services.note_listing(actor=request.user, name="assessment.result.figures-listed", count=len(rows))
    columns = [
        Column(_("Nama"), 34), Column(_("Instansi"), 34), Column(_("Target jabatan"), 34), Column(_("Tujuan"), 22),
        Column(_("Job Person Match"), 18), Column(_("Kategori"), 26), Column(_("Berlaku sampai"), 20),
    ]  # fmt: skip
    return xlsx_response(f"data-talenta-{timezone.localdate():%Y-%m-%d}", columns, rows, _("Data talenta"))


@login_required
@never_cache
@require_safe
def use_page(request: HttpRequest, result: int) -> HttpResponse:
    """One result: until when it holds, what it was used for, what is done about its gaps."""
    found = selectors.result(request.user, result)
    services.note_reading(actor=request.user, result=found)
    today = timezone.localdate()
    context = {
        "result": found,
        "figures": rights.may_read_figures(request.user, found),
        "validity": selectors.validity(found, today),
        "recorded": selectors.judge_recorded(found, today, used=bool(found.uses.all())),
        "uses": [(each, selectors.use_sentence(found.edition, each.use)) for each in found.uses.all()],
        "gaps": gaps(found),
        "category": category_name(found),
        "acts": rights.may_use(request.user, found.assessee.event.request.agency_id),
    }
    return render(request, "assessment/result_use.html", context)


class OnResult(ServiceForm):
    """A form of the agency about one result."""

    @cached_property
    def result(self) -> Result:
        """The result in sight, for who may act on it."""
        found = selectors.result(self.request.user, self.kwargs["result"])
        require(rights.may_use(self.request.user, found.assessee.event.request.agency_id), words.MAY_NOT_USE)
        return found

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Nobody draws the form who may not send it."""
        if request.user.is_authenticated:
            self.lead = str(self.result.assessee.person)
        return super().dispatch(request, *args, **kwargs)

    def back(self) -> str:
        """The page of the result."""
        return reverse("assessment:result_use", args=[self.kwargs["result"]])

    def belongs_to(self) -> tuple[str, str]:
        """The same."""
        return str(self.result.assessee.person), self.back()


class RecordUse(OnResult):
    """What the result was used for."""

    form_class = forms.UseForm
    title = gettext_lazy("Catat pemanfaatan hasil")
    done = gettext_lazy("Pemanfaatan dicatat bersama putusan aturannya.")
    rule_fields = {"result-expired": "used_on", "result-not-yet-valid": "used_on", "other-use": "use"}

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the result."""
        return {**super().get_form_kwargs(), "result": self.result}

    def get_initial(self) -> dict[str, Any]:
        """Today."""
        return {"used_on": timezone.localdate()}

    def act(self, form: Any) -> ResultUse:
        """Record."""
        return services.record_use(actor=self.request.user, result=self.result, **form.cleaned_data)

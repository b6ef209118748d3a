"""Development planned after results: a line of a plan, that it took place, the list."""

from typing import Any

import django_filters as filters
from django.http import HttpRequest, HttpResponse
from django.shortcuts import get_object_or_404
from django.utils import timezone
from django.utils.functional import cached_property
from django.utils.translation import gettext_lazy

from mumpuni.assessment.forms import after as forms
from mumpuni.assessment.models import DevelopmentLine
from mumpuni.assessment.selectors import uses as selectors
from mumpuni.assessment.services import uses as services
from mumpuni.assessment.tables.uses import DevelopmentTable
from mumpuni.assessment.views.uses import OnResult, follows_results
from mumpuni.ui.lists import ListView


class PlanDevelopment(OnResult):
    """What is done about a gap."""

    form_class = forms.DevelopmentForm
    title = gettext_lazy("Rencanakan pengembangan")
    done = gettext_lazy("Rencana pengembangan dicatat.")

    def get_form_kwargs(self) -> dict[str, Any]:
        """With the result."""
        return {**super().get_form_kwargs(), "result": self.result}

    def act(self, form: Any) -> DevelopmentLine:
        """Plan."""
        return services.plan_development(actor=self.request.user, result=self.result, **form.cleaned_data)


class FinishDevelopment(OnResult):
    """That it took place."""

    form_class = forms.DoneForm
    title = gettext_lazy("Tandai terlaksana")
    done = gettext_lazy("Pengembangan ditandai terlaksana.")

    @cached_property
    def line(self) -> DevelopmentLine:
        """Which."""
        found = DevelopmentLine.objects.select_related("result__assessee__event__request")
        return get_object_or_404(found, pk=self.kwargs["development"], result=self.result)

    def get_initial(self) -> dict[str, Any]:
        """Today."""
        self.lead = str(self.line)
        return {"done_on": timezone.localdate()}

    def act(self, form: Any) -> DevelopmentLine:
        """Mark."""
        return services.finish_development(actor=self.request.user, line=self.line, **form.cleaned_data)


class DevelopmentFilter(filters.FilterSet):
    """By year and whether it is done."""

    year = filters.NumberFilter(label=gettext_lazy("Tahun"))
    done = filters.ChoiceFilter(
        label=gettext_lazy("Keadaan"), method="by_done",
        choices=[("belum", gettext_lazy("Belum terlaksana")), ("sudah", gettext_lazy("Terlaksana"))],
    )  # fmt: skip

    def by_done(self, found: Any, name: str, value: str) -> Any:
        """Done or not."""
        return found.filter(done_on__isnull=value == "belum")


class DevelopmentList(ListView):
    """Development planned after results."""

    title = gettext_lazy("Rencana pengembangan")
    lead = gettext_lazy("Pengembangan yang direncanakan atas kesenjangan hasil penilaian.")
    selector = staticmethod(selectors.development)
    table_class = DevelopmentTable
    filterset_class = DevelopmentFilter
    search_fields = ("result__assessee__person__name__icontains", "activity__icontains")
    search_hint = gettext_lazy("Nama atau bentuk pengembangan")
    export_name = gettext_lazy("Rencana pengembangan")
    empty_icon = "books"
    empty_title = gettext_lazy("Belum ada rencana")
    empty_text = gettext_lazy("Rencana dicatat pada halaman pemanfaatan tiap hasil.")

    def may_view(self, actor: Any) -> None:
        """HR, PPK, Instansi Pembina."""
        follows_results(actor)

    def get(self, request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        """The page or the workbook; the list names others' gaps, so it leaves a line."""
        answer = super().get(request, *args, **kwargs)
        rows, _filters = self.found()
        if count := rows.count():
            services.note_listing(actor=request.user, name="assessment.development.listed", count=count)
        return answer

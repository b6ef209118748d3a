"""Monitoring by the Instansi Pembina: the list of events, and the quality checks of one."""

from typing import Any

import django_filters as filters
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment import policies, words
from mumpuni.assessment.forms import after as forms
from mumpuni.assessment.models import Event
from mumpuni.assessment.selectors import monitoring
from mumpuni.assessment.services import monitoring as monitoring_services
from mumpuni.assessment.tables.uses import MonitoringTable
from mumpuni.assessment.views.after import AfterForm
from mumpuni.people.policies import require
from mumpuni.ui.lists import ListView


class MonitoringFilter(filters.FilterSet):
    """By what is open."""

    open = filters.ChoiceFilter(
        label=gettext_lazy("Pemeriksaan"), method="by_open",
        choices=[("gagal", gettext_lazy("Ada yang tidak sesuai")), ("belum", gettext_lazy("Belum lengkap diperiksa"))],
    )  # fmt: skip
    state = filters.ChoiceFilter(
        label=gettext_lazy("Keadaan"),
        choices=[(each.value, each.label) for each in (Event.State.RUNNING, Event.State.CLOSED)],
    )

    def by_open(self, found: Any, name: str, value: str) -> Any:
        """Failing or unchecked."""
        return found.filter(monitoring.failing() if value == "gagal" else monitoring.unchecked())


class MonitoringList(ListView):
    """Events with the last word on each quality check."""

    title = gettext_lazy("Pemantauan mutu")
    lead = gettext_lazy("Pemeriksaan mutu kegiatan yang sudah dimulai (Peraturan BKN 26/2019 Pasal 25 ayat (3)).")
    selector = staticmethod(monitoring.watched)
    table_class = MonitoringTable
    filterset_class = MonitoringFilter
    search_fields = ("name__icontains", "provider__name__icontains")
    search_hint = gettext_lazy("Kegiatan atau penyelenggara")
    export_name = gettext_lazy("Pemantauan mutu")
    empty_icon = "clipboard-check"
    empty_title = gettext_lazy("Belum ada kegiatan")
    empty_text = gettext_lazy("Kegiatan muncul di sini sesudah pelaksanaannya dimulai.")

    def may_view(self, actor: Any) -> None:
        """The Instansi Pembina."""
        require(policies.watches(actor), words.MAY_NOT_MONITOR)


class RecordChecks(AfterForm):
    """How each check of an event came out."""

    form_class = forms.ChecksForm
    refusal = words.MAY_NOT_MONITOR
    title = gettext_lazy("Pemeriksaan mutu")
    done = gettext_lazy("Hasil pemeriksaan dicatat.")

    def allowed(self, event: Event) -> bool:
        """The Instansi Pembina."""
        return policies.watches(self.request.user)

    def dispatch(self, request: HttpRequest, *args: Any, **kwargs: Any) -> Any:
        """Events of 2008 know no such checks."""
        if request.user.is_authenticated:
            if self.event.is_2008:
                raise Http404
            self.lead = _("%(event)s. Usulan awal berasal dari putusan aturan dalam sistem.") % {"event": self.event}
        return super().dispatch(request, *args, **kwargs)

    def get_initial(self) -> dict[str, Any]:
        """The last word on each check; before the first, what the system's rules said."""
        last = monitoring.latest(self.event)
        said = monitoring.proposed(self.event) if len(last) < len(monitoring.CHECKS.codes) else {}
        initial: dict[str, Any] = {}
        for code in monitoring.CHECKS.codes:
            state, note = (last[code].state, last[code].note) if code in last else said.get(code, ("", ""))
            initial |= {code: state, f"{code}_note": note}
        return initial

    def act(self, form: Any) -> int:
        """Record."""
        return monitoring_services.record_checks(actor=self.request.user, event=self.event, found=form.found())

"""The auditor's pages."""

from typing import Any, ClassVar
from uuid import UUID

import django_filters as filters
import django_tables2 as tables
from django.contrib.auth.decorators import login_required
from django.db.models import QuerySet
from django.http import HttpRequest, HttpResponse
from django.shortcuts import render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.audit import names, selectors
from mumpuni.audit.models import Event
from mumpuni.audit.policies import may_read_audit, require
from mumpuni.ui.forms import DateInput
from mumpuni.ui.lists import ListView, MomentColumn, Table
from mumpuni.ui.templatetags.ui import moment


class EventTable(Table):
    """What happened: when, what, by whom, to what."""

    at = MomentColumn(verbose_name=gettext_lazy("Waktu"), linkify=("audit:event", [tables.A("pk")]))
    name = tables.Column(gettext_lazy("Peristiwa"))
    actor_name = tables.Column(gettext_lazy("Pelaku"))
    subject_label = tables.Column(gettext_lazy("Objek"))

    class Meta(Table.Meta):
        model = Event
        fields = ("at", "name", "actor_name", "subject_label")
        order_by = ("-at", "-pk")

    def render_name(self, value: str) -> str:
        """In words."""
        return names.label(value)

    def value_name(self, value: str) -> str:
        """In words, with the code by which programs know it."""
        return f"{names.label(value)} ({value})" if names.label(value) != value else value


class EventFilter(filters.FilterSet):
    """By day, event, actor and subject."""

    since = filters.DateFilter(
        label=gettext_lazy("Sejak"), field_name="at", lookup_expr="date__gte", widget=DateInput()
    )
    until = filters.DateFilter(
        label=gettext_lazy("Sampai"), field_name="at", lookup_expr="date__lte", widget=DateInput()
    )
    name = filters.ChoiceFilter(label=gettext_lazy("Peristiwa"), choices=names.choices)
    actor = filters.CharFilter(label=gettext_lazy("Pelaku"), field_name="actor_name", lookup_expr="icontains")
    subject = filters.CharFilter(method="about", widget=filters.widgets.forms.HiddenInput())

    class Meta:
        model = Event
        fields: ClassVar[list[str]] = ["since", "until", "name", "actor"]

    def about(self, found: QuerySet[Event], name: str, value: str) -> QuerySet[Event]:
        """Everything about one thing, as `people.person:12`."""
        kind, _colon, number = value.partition(":")
        return found.filter(subject_type=kind, subject_id=number)


class EventList(ListView):
    """The trail, to find who did what and when."""

    title = gettext_lazy("Jejak audit")
    lead = gettext_lazy("Setiap tindakan dicatat sekali dan tidak dapat diubah atau dihapus.")
    selector = staticmethod(selectors.events)
    table_class = EventTable
    filterset_class = EventFilter
    search_fields = ("subject_label__icontains", "actor_name__icontains", "name__icontains")
    search_hint = gettext_lazy("Objek, pelaku, atau peristiwa")
    export_name = gettext_lazy("Jejak audit")
    empty_icon = "history"
    empty_title = gettext_lazy("Belum ada peristiwa")

    def may_view(self, actor: Any) -> None:
        """Auditors and system administrators."""
        require(may_read_audit(actor), _("Jejak audit dibaca auditor dan administrator sistem."))

    def get_context_data(self, **kwargs: Any) -> dict[str, Any]:
        """Say up to when the trail is sealed."""
        context = super().get_context_data(**kwargs)
        seal = selectors.last_seal(self.request.user)
        if seal is None:
            return context
        until = _("Tersegel sampai peristiwa %(number)s, %(at)s.") % {"number": seal.last_event, "at": moment(seal.at)}
        return {**context, "lead": f"{self.lead} {until}"}


@login_required
def event_page(request: HttpRequest, pk: int) -> HttpResponse:
    """One event with all it keeps."""
    actor: Any = request.user
    require(may_read_audit(actor), _("Jejak audit dibaca auditor dan administrator sistem."))
    event = selectors.event(actor, pk)
    context = {
        "event": event,
        "name": names.label(event.name),
        "decision": selectors.decision(actor, event.decision_id) if event.decision_id else None,
    }
    return render(request, "audit/event.html", context)


@login_required
def decision_page(request: HttpRequest, pk: UUID) -> HttpResponse:
    """One kept decision with its ground in law."""
    actor: Any = request.user
    require(may_read_audit(actor), _("Jejak audit dibaca auditor dan administrator sistem."))
    return render(request, "audit/decision.html", {"decision": selectors.decision(actor, pk)})

"""The list of earlier results."""

from typing import Any

import django_tables2 as tables
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment.models import PastResult
from mumpuni.assessment.selectors.past import Shown, shown
from mumpuni.ui.lists import DateColumn, Table
from mumpuni.ui.templatetags.ui import number, status_chip


class PastResultTable(Table):
    """Results as given; figures only for those who may read the report."""

    person = tables.Column(
        gettext_lazy("Nama"),
        accessor="person__full_name",
        order_by=("person__name",),
        linkify=("assessment:past_person", [tables.A("person_id")]),
        attrs={"td": {"class": "name"}, "th": {"class": "name"}},
    )
    on = DateColumn(verbose_name=gettext_lazy("Tanggal laporan"))
    tier = tables.Column(gettext_lazy("Jenjang target"))
    match = tables.Column(gettext_lazy("JPM (%)"), orderable=False)
    category = tables.Column(gettext_lazy("Kategori"), orderable=False)
    valid_until = tables.Column(gettext_lazy("Berlaku sampai"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = PastResult
        fields = ("person", "on", "tier", "match", "category", "valid_until")

    def shown(self, record: Any) -> Shown:
        """The result as the reader of this page may see it, judged once a row."""
        if not hasattr(record, "shown"):
            record.shown = shown(self.request.user, record)
        found: Shown = record.shown
        return found

    def render_match(self, record: PastResult) -> str:
        """As given."""
        return number(record.match, 2) if self.shown(record).figures else _("tertutup")

    def value_match(self, record: PastResult) -> str:
        """The same in exports."""
        return self.render_match(record)

    def render_category(self, record: PastResult) -> str:
        """As given."""
        return record.category if self.shown(record).figures else _("tertutup")

    def value_category(self, record: PastResult) -> str:
        """The same in exports."""
        return self.render_category(record)

    def render_valid_until(self, record: PastResult) -> Any:
        """The last day, as a chip."""
        found = self.shown(record)
        return status_chip(found.tone, date_format(found.valid_until, "SHORT_DATE_FORMAT"))

    def value_valid_until(self, record: PastResult) -> Any:
        """The day alone."""
        return self.shown(record).valid_until

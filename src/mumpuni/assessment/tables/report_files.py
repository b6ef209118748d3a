"""The list of reports that came to somebody."""

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment.models import Report
from mumpuni.ui.lists import MomentColumn, StackColumn, Table
from mumpuni.ui.templatetags.ui import status_chip


class ReportTable(Table):
    """Whose report, from which agency, since when and until when; nothing of what it says."""

    name = StackColumn(
        accessor="result__assessee__person__full_name",
        below="number",
        verbose_name=gettext_lazy("Nama dan nomor laporan"),
        linkify=("assessment:report_file", [tables.A("pk")]),
        order_by=("result__assessee__person__name", "pk"),
    )
    number = tables.Column(gettext_lazy("Nomor laporan"), visible=False)
    agency = tables.Column(gettext_lazy("Instansi"), accessor="result__assessee__event__request__agency__name")
    target = tables.Column(gettext_lazy("Target jabatan"), accessor="result__assessee__candidate__target__title")
    signed_at = MomentColumn(verbose_name=gettext_lazy("Ditandatangani"))
    valid_until = tables.Column(gettext_lazy("Berlaku sampai"))

    class Meta(Table.Meta):
        model = Report
        fields = ("name", "number", "agency", "target", "signed_at", "valid_until")

    def render_valid_until(self, value: Any, record: Report) -> Any:
        """The last day as a chip; one that was replaced says so."""
        if record.replaced_by_id:
            return status_chip("warn", _("diganti"))
        tone = "good" if value >= timezone.localdate() else "bad"
        return status_chip(tone, date_format(value, "SHORT_DATE_FORMAT"))

    def value_valid_until(self, value: Any) -> Any:
        """The day alone."""
        return value

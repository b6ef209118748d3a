"""Lists of what follows the report."""

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.translation import gettext as _t
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import DevelopmentLine, Event, OrganiserReport, QualityCheck, Result
from mumpuni.assessment.selectors import uses
from mumpuni.ui.lists import ChipColumn, DateColumn, MomentColumn, NumberColumn, StackColumn, Table
from mumpuni.ui.templatetags.ui import status_chip


class UseTable(Table):
    """Results of others, without figures; the page of each says more to those who may."""

    person = StackColumn(
        verbose_name=_("Nama"), accessor="assessee__person", below="assessee__event__request__agency",
        order_by="assessee__person__name", linkify=("assessment:result_use", [tables.A("pk")]),
    )  # fmt: skip
    target = tables.Column(_("Target jabatan"), accessor="assessee__candidate__target", orderable=False)
    purpose = tables.Column(_("Tujuan"))
    valid_until = DateColumn(verbose_name=_("Berlaku sampai"))
    is_used = tables.Column(_("Pemanfaatan"), empty_values=())

    class Meta(Table.Meta):
        model = Result
        fields = ("person", "target", "purpose", "valid_until", "is_used")

    def render_is_used(self, record: Result) -> Any:
        """Recorded, overdue by the rule, or not asked for yet."""
        word, tone = _state(record)
        return status_chip(tone, word)

    def value_is_used(self, record: Result) -> str:
        """The word alone."""
        return _state(record)[0]


def _state(record: Any) -> tuple[str, str]:
    if record.is_used:
        return _t("Sudah dicatat"), "good"
    judged = uses.judge_recorded(record, timezone.localdate(), used=False)
    if not judged.stands:
        return _t("Belum dicatat, sudah waktunya"), "bad"
    return _t("Belum dicatat"), "wait"


class DevelopmentTable(Table):
    """A line for each planned development."""

    person = StackColumn(
        verbose_name=_("Nama"), accessor="result__assessee__person", below="result__assessee__event__request__agency",
        order_by="result__assessee__person__name", linkify=("assessment:result_use", [tables.A("result_id")]),
    )  # fmt: skip
    line = tables.Column(_("Kesenjangan"), accessor="line__competency__name")
    activity = tables.Column(_("Bentuk pengembangan"))
    hours = NumberColumn(verbose_name=_("JP"))
    year = tables.Column(_("Tahun"))
    cost = NumberColumn(verbose_name=_("Biaya (Rp)"))
    done_on = DateColumn(verbose_name=_("Terlaksana"))

    class Meta(Table.Meta):
        model = DevelopmentLine
        fields = ("person", "line", "activity", "hours", "year", "cost", "done_on")


class OrganiserReportTable(Table):
    """Organiser's reports with the way of their copies."""

    event = StackColumn(
        verbose_name=_("Kegiatan"), below="event__provider", linkify=("assessment:organiser_report", [tables.A("pk")])
    )
    agency = tables.Column(_("Instansi Pengguna"), accessor="event__request__agency")
    number = tables.Column(_("Nomor"))
    issued_on = DateColumn(verbose_name=_("Tanggal"))
    copy_sent_at = MomentColumn(verbose_name=_("Disampaikan kepada Instansi Pembina"))

    class Meta(Table.Meta):
        model = OrganiserReport
        fields = ("event", "agency", "number", "issued_on", "copy_sent_at")


_TONES = {QualityCheck.State.PASSED: "good", QualityCheck.State.FAILED: "bad", QualityCheck.State.RESOLVED: "note"}


class CheckColumn(tables.Column):
    """The last word on one check."""

    def __init__(self, **kwargs: Any) -> None:
        super().__init__(empty_values=(), **kwargs)

    def render(self, value: Any) -> Any:
        """As a chip."""
        if not value:
            return status_chip("quiet", _t("Belum diperiksa"))
        return status_chip(_TONES[QualityCheck.State(value)], str(QualityCheck.State(value).label))

    def value(self, value: Any) -> str:
        """The word alone."""
        return str(QualityCheck.State(value).label) if value else _t("Belum diperiksa")


class MonitoringTable(Table):
    """Events with their four checks."""

    name = StackColumn(
        verbose_name=_("Kegiatan"), below="provider", linkify=("assessment:quality_check", [tables.A("pk")])
    )
    state = ChipColumn(verbose_name=_("Keadaan"), tones={Event.State.RUNNING: "wait", Event.State.CLOSED: "quiet"})
    check_group = CheckColumn(verbose_name=_("Kelompok"))
    check_team = CheckColumn(verbose_name=_("Tim"))
    check_method = CheckColumn(verbose_name=_("Metode"))
    check_facility = CheckColumn(verbose_name=_("Fasilitas"))

    class Meta(Table.Meta):
        model = Event
        fields = ("name", "state", "check_group", "check_team", "check_method", "check_facility")

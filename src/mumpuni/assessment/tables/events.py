"""The list of events."""

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Event
from mumpuni.assessment.templatetags.event_tags import TONES, days, method_of
from mumpuni.ui.lists import ChipColumn, DateColumn, NumberColumn, StackColumn, Table


class EventTable(Table):
    """Events, the latest first."""

    name = tables.Column(_("Kegiatan"), linkify=("assessment:event", [tables.A("pk")]), attrs={"td": {"class": "name"}})
    agency = StackColumn(
        verbose_name=_("Instansi pengguna"),
        accessor="request__agency",
        below="provider",
        order_by=("request__agency__name",),
    )
    provider = tables.Column(_("Penyelenggara"), visible=False)
    edition = tables.Column(_("Peraturan"), attrs={"td": {"class": "lesser"}, "th": {"class": "lesser"}})
    method = tables.Column(_("Metode"), empty_values=(), order_by=("family", "method"))
    first_day = DateColumn(verbose_name=_("Hari"))
    last_day = DateColumn(verbose_name=_("Selesai"), visible=False)
    called = NumberColumn(verbose_name=_("Assessee"))
    version = NumberColumn(verbose_name=_("Versi"), visible=False)
    state = ChipColumn(verbose_name=_("Keadaan"), tones=TONES)

    class Meta(Table.Meta):
        model = Event
        fields = ()
        sequence = (
            "name", "agency", "provider", "edition", "method", "first_day", "last_day", "called", "version", "state",
        )  # fmt: skip

    def render_first_day(self, record: Event) -> str:
        """Both days; the export has a column for each."""
        return days(record.first_day, record.last_day, "SHORT_DATE_FORMAT")

    def render_method(self, record: Event) -> str:
        """In words, whatever the regulation."""
        return method_of(record)

    def value_method(self, record: Event) -> str:
        """For the export."""
        return method_of(record)

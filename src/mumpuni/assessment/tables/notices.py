"""Lists of letters."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Notice
from mumpuni.ui.lists import DateColumn, StackColumn, Table
from mumpuni.ui.templatetags.ui import status_chip

STEPS = {
    "belum-diteruskan": _("Belum diteruskan"),
    "belum-diterima": _("Belum diterima"),
    "diterima": _("Sudah diterima"),
}
STEP_TONES = {"belum-diteruskan": "warn", "belum-diterima": "wait", "diterima": "good"}


class InboxTable(Table):
    """Letters to people of the own agency."""

    name = StackColumn(
        accessor="assessee__person__full_name",
        below="number",
        verbose_name=_("Nama dan nomor surat"),
        linkify=("assessment:notice", [tables.A("pk")]),
        order_by=("assessee__person__name", "pk"),
    )
    number = tables.Column(_("Nomor surat"), visible=False)
    event = tables.Column(_("Kegiatan"), accessor="assessee__event__name")
    issued_on = DateColumn(verbose_name=_("Tanggal surat"))
    assessed_on = DateColumn(verbose_name=_("Hari penilaian"))
    step = tables.Column(_("Keadaan"))

    class Meta(Table.Meta):
        model = Notice
        fields = ("name", "number", "event", "issued_on", "assessed_on", "step")

    def render_step(self, value: Any) -> Any:
        """Where it stands, as a chip."""
        return status_chip(STEP_TONES[value], str(STEPS[value]))

    def value_step(self, value: Any) -> str:
        """The word in exports."""
        return str(STEPS[value])

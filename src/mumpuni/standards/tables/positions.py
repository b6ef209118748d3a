"""Lists of this app."""

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.standards.models import PositionStandard
from mumpuni.ui.lists import DateColumn, StackColumn, Table
from mumpuni.ui.templatetags.ui import status_chip


def state_of(standard: PositionStandard) -> tuple[str, str]:
    """Tone and word of where a version stands today."""
    today = timezone.localdate()
    if not standard.is_published:
        return "wait", _("Konsep")
    if standard.in_force_from > today:
        return "note", _("Akan berlaku")
    if standard.in_force_until is not None and standard.in_force_until < today:
        return "quiet", _("Digantikan")
    return "good", _("Berlaku")


class PositionStandardTable(Table):
    """Versions of standards, of positions and of tiers."""

    subject = tables.Column(
        gettext_lazy("Jabatan atau jenjang"),
        order_by=("position__title", "tier", "number"),
        linkify=("standards:position_standard", [tables.A("pk")]),
        attrs={"td": {"class": "name"}, "th": {"class": "name"}},
    )
    agency = StackColumn(
        verbose_name=gettext_lazy("Instansi dan unit kerja"),
        accessor="position__agency",
        below="position__unit",
        default="—",
    )
    tier = tables.Column(gettext_lazy("Jenjang"))
    number = tables.Column(gettext_lazy("Versi"))
    in_force_from = DateColumn(verbose_name=gettext_lazy("Berlaku sejak"))
    state = tables.Column(gettext_lazy("Keadaan"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = PositionStandard
        fields = ("subject", "agency", "tier", "number", "in_force_from", "state")

    def render_state(self, record: PositionStandard) -> Any:
        """As icon and word."""
        return status_chip(*state_of(record))

    def value_state(self, record: PositionStandard) -> str:
        """The word alone."""
        return state_of(record)[1]

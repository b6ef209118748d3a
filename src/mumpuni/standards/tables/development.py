"""Lists of SP2-PDN and of guides."""

from typing import Any

import django_tables2 as tables
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.standards.models import DevelopmentStandard, ImplementationGuide
from mumpuni.ui.lists import ChipColumn, NumberColumn, Table
from mumpuni.ui.templatetags.ui import status_chip

STAGE_TONES = {
    "tim-penyusun": "quiet",
    "penyetaraan-kodefikasi": "wait",
    "penyusunan-konsep": "wait",
    "penetapan": "note",
    "pendistribusian": "good",
}


class DevelopmentTable(Table):
    """SP2-PDN with the SKK-PDN each rests on."""

    title = tables.Column(linkify=("standards:development_detail", {"pk": tables.A("pk")}))
    source = tables.Column(
        verbose_name=gettext_lazy("SKK-PDN asal"), order_by=("source__standard__title", "source__number")
    )
    stage = ChipColumn(tones=STAGE_TONES)
    unit_count = NumberColumn(verbose_name=gettext_lazy("Unit"))
    jp = NumberColumn(verbose_name=gettext_lazy("JP"))

    class Meta(Table.Meta):
        model = DevelopmentStandard
        fields = ("title", "source", "stage", "unit_count", "jp", "decree_number", "decree_date")

    def render_source(self, record: DevelopmentStandard) -> str:
        """Marked where a later version of the SKK-PDN has been set."""
        if not record.has_newer_source:  # type: ignore[attr-defined]
            return str(record.source)
        return format_html("{} {}", record.source, status_chip("note", _("ada versi baru")))

    def value_source(self, record: DevelopmentStandard) -> str:
        """For the export."""
        return str(record.source)


class GuideTable(Table):
    """Guides for other kinds of development."""

    title = tables.Column()
    number = tables.Column()
    act = tables.Column(
        empty_values=(), orderable=False, exclude_from_export=True, verbose_name=gettext_lazy("Tindakan")
    )

    class Meta(Table.Meta):
        model = ImplementationGuide
        fields = ("title", "number", "dated", "in_force_until", "act")

    def render_act(self, record: ImplementationGuide) -> Any:
        """Ending it, which only BPSDM sees."""
        if record.in_force_until:
            return ""
        url = reverse("standards:guide_end", args=[record.pk])
        return format_html(
            '<a href="{}" data-dialog>{}<span class="visually-hidden"> {}</span></a>', url, _("Akhiri"), record
        )

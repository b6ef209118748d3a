"""The list of providers."""

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment.models import Provider
from mumpuni.assessment.selectors.providers import recognition_on
from mumpuni.ui.lists import NumberColumn, Table
from mumpuni.ui.templatetags.ui import status_chip

#: A recognition that ends within so many days is shown as ending.
SOON = 92


def recognition_state(provider: Provider) -> tuple[str, str]:
    """Tone and words of the recognition today; free of queries where recognitions came along."""
    today = timezone.localdate()
    found = recognition_on(provider, today)
    if found is None:
        return "bad", _("Tidak ada pengakuan yang berlaku")
    until = date_format(found.valid_until, "SHORT_DATE_FORMAT")
    words = _("Kategori %(category)s, sampai %(until)s") % {"category": found.category, "until": until}
    return ("warn" if (found.valid_until - today).days < SOON else "good"), words


class ProviderTable(Table):
    """Providers with their recognition today."""

    name = tables.Column(gettext_lazy("Nama"), linkify=("assessment:provider", [tables.A("pk")]))
    agency = tables.Column(gettext_lazy("Instansi"), order_by=("agency__name",))
    recognition = tables.Column(gettext_lazy("Pengakuan kelayakan"), empty_values=(), orderable=False)
    place_count = NumberColumn(verbose_name=gettext_lazy("Tempat"))
    people_count = NumberColumn(verbose_name=gettext_lazy("Orang"))

    class Meta(Table.Meta):
        model = Provider
        fields = ("name", "kind", "agency", "recognition", "place_count", "people_count")

    def render_recognition(self, record: Provider) -> Any:
        """Category and last day as a chip."""
        return status_chip(*recognition_state(record))

    def value_recognition(self, record: Provider) -> str:
        """The words alone."""
        return recognition_state(record)[1]

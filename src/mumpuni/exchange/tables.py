"""Lists of imports and of outgoing mail."""

from typing import Any

import django_filters
import django_tables2
from django.urls import reverse
from django.utils.html import format_html
from django.utils.translation import gettext_lazy as _

from mumpuni.exchange.importers import Importer, importer_for
from mumpuni.exchange.models import ImportBatch, OutgoingMail
from mumpuni.ui.lists import ChipColumn, MomentColumn, NumberColumn, Table

IMPORT_TONES = {
    "mapping": "warn",
    "checking": "wait",
    "checked": "warn",
    "confirming": "wait",
    "confirmed": "good",
    "undone": "quiet",
    "failed": "bad",
}
MAIL_TONES = {"waiting": "wait", "sent": "good", "failed": "bad", "no-server": "warn"}


def new_url(importer: Importer) -> str:
    """Where an import of this kind begins."""
    return reverse("exchange:import_new", args=[importer.kind])


class ImportTable(Table):
    """One line per file."""

    file_name = django_tables2.Column(linkify=True)
    kind = django_tables2.Column()
    state = ChipColumn(tones=IMPORT_TONES)
    rows_found = NumberColumn(verbose_name=_("Baris"))
    uploaded_at = MomentColumn()

    class Meta(Table.Meta):
        model = ImportBatch
        fields = ("file_name", "kind", "state", "rows_found", "uploaded_at")

    def render_kind(self, value: str) -> Any:
        """The importer's own words."""
        importer = importer_for(value)
        return importer.title if importer else value


class MailTable(Table):
    """One line per mail."""

    subject = django_tables2.Column()
    to = django_tables2.Column()
    state = ChipColumn(tones=MAIL_TONES)
    attempts = NumberColumn()
    created_at = MomentColumn()

    class Meta(Table.Meta):
        model = OutgoingMail
        fields = ("subject", "to", "state", "attempts", "created_at")

    def render_subject(self, value: str, record: OutgoingMail) -> str:
        """Leads to the mail."""
        return format_html('<a href="{}">{}</a>', reverse("exchange:mail_detail", args=[record.pk]), value)


class MailFilter(django_filters.FilterSet):
    """By what became of the mail."""

    state = django_filters.ChoiceFilter(choices=OutgoingMail.State.choices, label=_("Keadaan"), empty_label=_("Semua"))

    class Meta:
        model = OutgoingMail
        fields = ("state",)

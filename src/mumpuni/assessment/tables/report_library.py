"""The list of sentences that reports begin with."""

import django_tables2 as tables
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment.models import Sentence
from mumpuni.ui.lists import Table
from mumpuni.ui.templatetags.ui import status_chip


class SentenceTable(Table):
    """Sentences with what each is meant for."""

    text = tables.Column(
        gettext_lazy("Kalimat"), linkify=("assessment:sentence", [tables.A("pk")]),
        attrs={"td": {"class": "name"}, "th": {"class": "name"}},
    )  # fmt: skip
    part = tables.Column(gettext_lazy("Bagian"))
    competency = tables.Column(
        gettext_lazy("Kompetensi"), accessor="competency__name", empty_values=(), order_by=("competency__name",)
    )
    level = tables.Column(gettext_lazy("Level"), default="–")
    provider = tables.Column(gettext_lazy("Milik"), empty_values=(), order_by=("provider__name",))
    is_active = tables.Column(gettext_lazy("Keadaan"))

    class Meta(Table.Meta):
        model = Sentence
        fields = ("text", "part", "competency", "level", "provider", "is_active")

    def render_text(self, value: str) -> str:
        """So much that one knows it; the export has the whole."""
        return value if len(value) <= 140 else f"{value[:139]}…"

    def value_text(self, value: str) -> str:
        """The whole."""
        return value

    def render_competency(self, record: Sentence) -> str:
        """Its name."""
        return record.competency.name if record.competency else "–"

    def render_provider(self, record: Sentence) -> str:
        """Whose it is."""
        return str(record.provider) if record.provider else _("Bersama")

    def render_is_active(self, record: Sentence) -> str:
        """As a chip."""
        return status_chip("good" if record.is_active else "quiet", self.value_is_active(record))

    def value_is_active(self, record: Sentence) -> str:
        """The word alone."""
        return _("Dipakai") if record.is_active else _("Tidak dipakai")

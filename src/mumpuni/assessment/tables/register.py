"""The list of those who assess and help."""

from typing import Any

import django_tables2 as tables
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment.models import Grade, Practitioner
from mumpuni.ui.lists import Table
from mumpuni.ui.templatetags.ui import status_chip


class PractitionerTable(Table):
    """People with their grade today; of other providers' assessors no more than name, kind and grade."""

    name = tables.Column(
        gettext_lazy("Nama"),
        accessor="person__full_name",
        order_by=("person__name", "pk"),
        linkify=("assessment:practitioner", [tables.A("pk")]),
        attrs={"td": {"class": "name"}, "th": {"class": "name"}},
    )
    kind = tables.Column(gettext_lazy("Jenis"))
    grade = tables.Column(gettext_lazy("Jenjang"), empty_values=(), orderable=False)
    psychologist = tables.Column(gettext_lazy("Psikolog"), empty_values=(), orderable=False)
    provider = tables.Column(gettext_lazy("Penyelenggara"), order_by=("provider__name",))
    state = tables.Column(gettext_lazy("Keadaan"), empty_values=(), orderable=False)

    class Meta(Table.Meta):
        model = Practitioner
        fields = ("name", "kind", "grade", "psychologist", "provider", "state")

    def render_grade(self, record: Practitioner) -> str:
        """The grade held today."""
        grade = record.grade_on(timezone.localdate())
        return str(Grade(grade).label) if grade else "—"

    def value_grade(self, record: Practitioner) -> str:
        """The same in exports."""
        return self.render_grade(record)

    def render_psychologist(self, record: Any) -> str:
        """Whether a licence holds today."""
        if not record.is_whole:
            return "—"
        return _("Ya") if record.is_psychologist_on(timezone.localdate()) else _("Tidak")

    def value_psychologist(self, record: Any) -> str:
        """The same in exports."""
        return self.render_psychologist(record)

    def render_state(self, record: Practitioner) -> Any:
        """Whether the person can be called."""
        return (
            status_chip("good", _("Dapat ditugaskan")) if record.is_active else status_chip("quiet", _("Tidak aktif"))
        )

    def value_state(self, record: Practitioner) -> str:
        """The word alone."""
        return _("Dapat ditugaskan") if record.is_active else _("Tidak aktif")

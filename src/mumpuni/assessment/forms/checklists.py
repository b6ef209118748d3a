"""Forms about the template of checklists."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Edition
from mumpuni.assessment.selectors.checklists import stages


class ActivityForm(forms.Form):
    """Words of a line."""

    text = forms.CharField(label=_("Kegiatan"), max_length=300)


class NewActivityForm(ActivityForm):
    """In which stage of which regulation a line is added."""

    where = forms.ChoiceField(label=_("Tahap"))
    field_order = ("where", "text")

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        where: Any = self.fields["where"]
        where.choices = [
            (edition.label, [(f"{edition.value} {word}", name) for word, name in stages(edition.value).items()])
            for edition in Edition
        ]


class ChangeActivityForm(ActivityForm):
    """Where a line stands, and whether new events copy it."""

    number = forms.IntegerField(label=_("Urutan"), min_value=1, max_value=999)
    is_active = forms.BooleanField(
        label=_("Disalin ke kegiatan baru"),
        required=False,
        help_text=_("Kegiatan yang sudah dibuat menyimpan daftarnya sendiri."),
    )

"""Forms with which an assessor copies a sheet from paper."""

from collections.abc import Mapping
from datetime import date, datetime
from decimal import Decimal
from typing import Any

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment.models import BlueprintLine, Event, Rating
from mumpuni.assessment.selectors.zones import zone


class ScanForm(forms.Form):
    """The scanned paper."""

    file = forms.FileField(
        label=gettext_lazy("Pindaian (PDF, JPG, atau PNG)"), allow_empty_file=True,
        widget=forms.FileInput(attrs={"accept": "application/pdf,image/jpeg,image/png"}),
    )  # fmt: skip


class LinesField(forms.ModelMultipleChoiceField):
    """Competencies of a blueprint by their names."""

    def label_from_instance(self, obj: Any) -> str:
        """The name alone."""
        return str(obj.competency.name)


class NoteForm(forms.Form):
    """One note as it stands on the paper."""

    day = forms.ChoiceField(label=gettext_lazy("Hari"))
    at = forms.TimeField(label=gettext_lazy("Jam pada kertas"), widget=forms.TimeInput(attrs={"type": "time"}))
    text = forms.CharField(label=gettext_lazy("Yang terlihat atau terdengar"), widget=forms.Textarea(attrs={"rows": 3}))
    lines = LinesField(
        BlueprintLine.objects.none(), label=gettext_lazy("Bukti bagi kompetensi"), required=False,
        widget=forms.CheckboxSelectMultiple,
    )  # fmt: skip

    def __init__(self, *args: Any, event: Event, lines: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.event = event
        day, chosen = self.fields["day"], self.fields["lines"]
        assert isinstance(day, forms.ChoiceField)
        assert isinstance(chosen, forms.ModelMultipleChoiceField)
        days = event.days.values_list("date", flat=True)
        day.choices = [(each.isoformat(), date_format(each, "DATE_FORMAT")) for each in days]
        chosen.queryset = lines

    def moment(self) -> datetime:
        """The moment in the zone of the place."""
        given = self.cleaned_data
        return datetime.combine(date.fromisoformat(given["day"]), given["at"], tzinfo=zone(self.event.place))


class RatingsForm(forms.Form):
    """A level and a reason for each competency; what is left empty is not rated yet."""

    def __init__(self, *args: Any, lines: list[BlueprintLine], held: Mapping[int, Rating], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for line in lines:
            rating = held.get(line.pk)
            choices = [("", _("belum dinilai")), *((str(level), str(level)) for level in range(6))]
            # A level between two whole ones may stand there already and must survive a second saving.
            if rating is not None and rating.level != int(rating.level):
                choices.append((str(rating.level), str(rating.level)))
            self.fields[f"level_{line.pk}"] = forms.ChoiceField(
                label=line.competency.name, choices=choices, required=False, initial=_plain(rating),
                help_text=_("Level yang dipersyaratkan: %(level)d") % {"level": line.required_level},
            )  # fmt: skip
            self.fields[f"reason_{line.pk}"] = forms.CharField(
                label=_("Alasan: %(name)s") % {"name": line.competency.name}, required=False, max_length=2000,
                widget=forms.Textarea(attrs={"rows": 2}), initial=rating.reason if rating else "",
            )  # fmt: skip

    def levels(self) -> dict[int, tuple[Decimal, str]]:
        """What was given, by line."""
        given = self.cleaned_data
        return {
            line.pk: (Decimal(given[f"level_{line.pk}"]), given[f"reason_{line.pk}"].strip())
            for line in self.lines
            if given[f"level_{line.pk}"]
        }


def _plain(rating: Rating | None) -> str:
    if rating is None:
        return ""
    return str(int(rating.level)) if rating.level == int(rating.level) else str(rating.level)

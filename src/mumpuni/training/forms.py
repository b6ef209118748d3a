"""Forms of the programme."""

from collections.abc import Iterator
from datetime import date, timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models import Level
from mumpuni.standards.models import DevelopmentStandard
from mumpuni.training.models import BATCH_LEVELS, Batch, Curriculum, Season
from mumpuni.training.services import PlannedBatch, batch_numbers, planned_level
from mumpuni.ui.forms import DateInput


class SeasonForm(forms.ModelForm):
    """The first step of the wizard: what the season is, and the pattern of its table of batches."""

    seats_each = forms.IntegerField(
        label=_("Kursi tiap angkatan"), min_value=1, max_value=500, initial=30, help_text=_("50 angkatan × 30 = 1.500")
    )
    gap = forms.IntegerField(
        label=_("Jarak antarangkatan"),
        min_value=0,
        max_value=60,
        initial=7,
        help_text=_("Hari antara kelas satu angkatan dan kelas angkatan berikutnya dalam jenjang yang sama."),
    )

    class Meta:
        model = Season
        fields = ("name", "year", "place", "starts_on", "ends_on")
        widgets = {"starts_on": DateInput, "ends_on": DateInput}
        error_messages = {"name": {"unique": _("Sudah ada musim dengan nama ini; pakai nama lain.")}}
        help_texts = {
            "name": _("Misalnya “Musim 2026”."),
            "starts_on": _("Tidak ada kelas sebelum hari ini."),
            "ends_on": _("Tidak ada kelas sesudah hari ini."),
        }

    def clean(self) -> dict[str, Any]:
        """Days in order."""
        given = super().clean() or {}
        if given.get("starts_on") and given.get("ends_on") and given["ends_on"] < given["starts_on"]:
            self.add_error("ends_on", _("Hari selesai mendahului hari mulai; perbaiki tanggalnya."))
        return given

    def pattern(self) -> str:
        """What the proposed table rests on; while it stays the same, the table as typed is kept."""
        return " ".join(str(self.cleaned_data.get(name)) for name in ("starts_on", "ends_on", "seats_each", "gap"))

    def proposal(self) -> list[dict[str, Any]]:
        """The table of batches that the second step begins with; classes begin on working days within the season."""
        given = self.cleaned_data
        counts: dict[str, int] = {}
        rows = []
        for number in batch_numbers():
            level = planned_level(number)
            place = counts.setdefault(level, 0)
            counts[level] += 1
            first = _weekday(given["starts_on"] + timedelta(days=given["gap"] * place))
            rows.append(
                {
                    "number": number,
                    "seats": given["seats_each"],
                    "class_starts_on": min(first, given["ends_on"] - timedelta(days=1)),
                }
            )
        return rows


class PlannedBatchForm(forms.Form):
    """One line of the table of batches."""

    number = forms.IntegerField(min_value=1, widget=forms.HiddenInput)
    seats = forms.IntegerField(label=_("Kursi"), min_value=1, max_value=500)
    class_starts_on = forms.DateField(label=_("Hari kelas pertama"), widget=DateInput)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("seats", "class_starts_on"):
            label = _("%(field)s angkatan %(number)s") % {"field": self.fields[name].label, "number": self.line}
            self.fields[name].widget.attrs.update({"data-cell": True, "aria-label": label, "class": "form-control"})

    @property
    def line(self) -> Any:
        """The batch number of this line."""
        return self["number"].value()

    @property
    def level_label(self) -> str:
        """The level that the number has."""
        number = str(self.line or "")
        word = planned_level(int(number)) if number.isascii() and number.isdigit() else ""
        return str(dict(Level.choices).get(word, "-"))

    def planned(self) -> PlannedBatch:
        """As the service takes it."""
        given = self.cleaned_data
        return PlannedBatch(given["number"], given["seats"], given["class_starts_on"])


PlannedBatchFormSet = forms.formset_factory(PlannedBatchForm, extra=0, max_num=500)


class BatchForm(forms.Form):
    """Seats and days of a batch; the service judges them."""

    seats = forms.IntegerField(label=_("Kursi"), min_value=1, max_value=500)
    class_starts_on = forms.DateField(label=_("Hari kelas pertama"), widget=DateInput)
    class_ends_on = forms.DateField(label=_("Hari kelas terakhir"), widget=DateInput)


class ChosenForm(forms.Form):
    """The nominations ticked on a batch page."""

    chosen = forms.TypedMultipleChoiceField(coerce=int, widget=forms.MultipleHiddenInput)

    def __init__(self, *args: Any, nominations: list[int], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["chosen"].choices = [(pk, pk) for pk in nominations]  # type: ignore[attr-defined]


class ReasonForm(ChosenForm):
    """Why nominations are withdrawn."""

    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Terbaca oleh instansi."),
    )


class MoveForm(ChosenForm):
    """Where nominations go."""

    batch = forms.ModelChoiceField(label=_("Angkatan tujuan"), queryset=Batch.objects.none())

    def __init__(self, *args: Any, batches: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["batch"].queryset = batches  # type: ignore[attr-defined]
        self.fields["batch"].label_from_instance = _batch_with_seats  # type: ignore[attr-defined]


class BasisForm(forms.Form):
    """What a kind of development runs on; the service refuses nothing chosen, and names the article."""

    basis = forms.ModelChoiceField(label="", queryset=DevelopmentStandard.objects.none(), required=False)
    all_kinds = forms.BooleanField(
        label=_("Pakai untuk KU, KI, dan KP jenjang ini sekaligus"), required=False, initial=True
    )

    def __init__(self, *args: Any, kind: str, choices: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["basis"]
        field.queryset = choices
        field.label = _("Panduan penyelenggaraan") if kind == Curriculum.Kind.OTHER else _("SP2-PDN")
        if kind == Curriculum.Kind.OTHER:
            del self.fields["all_kinds"]


def level_groups(batches: list[Batch]) -> Iterator[tuple[str, list[Batch]]]:
    """Batches under the label of their level, in the order of their numbers."""
    for word in dict.fromkeys(batch.level for batch in batches):
        yield str(dict(BATCH_LEVELS)[word]), [batch for batch in batches if batch.level == word]


def _batch_with_seats(batch: Any) -> str:
    return str(_("%(batch)s - sisa %(left)d kursi")) % {"batch": batch, "left": batch.seats - batch.taken}


def _weekday(day: date) -> date:
    """A class takes two days, so it begins on Monday to Thursday."""
    return day + timedelta(days=7 - day.weekday()) if day.weekday() > 3 else day

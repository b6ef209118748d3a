"""Forms of the editor of SKK-PDN: a new standard, its heading, units, moves, counterparts, what to copy."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models import Level
from mumpuni.people.models import Unit as WorkUnit
from mumpuni.standards.models import Counterpart, Government, OccupationalStandard, StandardVersion


class RuledChoiceField(forms.ChoiceField):
    """A choice that has to be made; where it was not, the rule refuses with its article instead of the form."""

    def validate(self, value: str) -> None:
        """Only that it is one of the choices."""
        if value:
            super().validate(value)


class NewStandardForm(forms.Form):
    """A standard for one position; which codes and bodies it needs the rules say."""

    title = forms.CharField(label=_("Nama jabatan"), max_length=200, help_text=_("Mis. Kepala Bidang Mutasi"))
    position = RuledChoiceField(label=_("Jenjang jabatan"), choices=[("", "—"), *Level.choices])
    government = forms.ChoiceField(
        label=_("Pemerintahan"),
        choices=[("", "—"), *Government.choices],
        required=False,
        help_text=_("Untuk jabatan administrasi dan pimpinan tinggi."),
    )
    supervised_by = forms.ChoiceField(
        label=_("Instansi pembina"),
        choices=[("", "—"), *OccupationalStandard.SupervisedBy.choices],
        required=False,
        help_text=_("Untuk jabatan fungsional."),
    )
    local_job_code = forms.CharField(
        label=_("Kode jabatan setempat"),
        max_length=10,
        required=False,
        help_text=_("Huruf kapital; hanya bila peraturan tidak memberi kode bagi jabatan ini."),
    )
    method = forms.ChoiceField(
        label=_("Metode perumusan"),
        choices=StandardVersion.Method.choices,
        initial=StandardVersion.Method.NEW,
        widget=forms.RadioSelect,
    )
    source_standard = forms.CharField(
        label=_("Standar sumber"),
        max_length=250,
        required=False,
        help_text=_("Nama standar yang diadaptasi atau diadopsi."),
    )


class HeadingForm(forms.ModelForm):
    """What shows that a draft follows the principles, and how it is formulated."""

    class Meta:
        model = StandardVersion
        fields = (
            "need",
            "reference_sources",
            "applicability",
            "consents",
            "method",
            "source_standard",
            "cooperating_units",
        )
        widgets = {
            "need": forms.Textarea(attrs={"rows": 3}),
            "reference_sources": forms.Textarea(attrs={"rows": 4}),
            "applicability": forms.Textarea(attrs={"rows": 3}),
            "consents": forms.Textarea(attrs={"rows": 4}),
            "method": forms.RadioSelect,
            "cooperating_units": forms.SelectMultiple(attrs={"size": 6}),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["cooperating_units"].queryset = WorkUnit.objects.order_by("name")  # type: ignore[attr-defined]
        self.fields["cooperating_units"].help_text = _("Tahan Ctrl untuk memilih beberapa.")


class UnitForm(forms.Form):
    """The title of a new unit."""

    title = forms.CharField(label=_("Judul unit kompetensi"), max_length=300)


class ReasonForm(forms.Form):
    """Why something is taken out."""

    reason = forms.CharField(label=_("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 2}))


class MoveForm(forms.Form):
    """Where a node goes: under which other node, and at which place there."""

    parent = forms.ChoiceField(label=_("Pindah ke"))
    position = forms.IntegerField(label=_("Urutan"), min_value=1, max_value=99)

    def __init__(self, *args: Any, parents: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if parents:
            self.fields["parent"].choices = parents  # type: ignore[attr-defined]
        else:
            # A unit stands under no other node, only at another place among those of its kind.
            self.fields["parent"] = forms.CharField(required=False, widget=forms.HiddenInput)


class CounterpartForm(forms.ModelForm):
    """Another standard that a unit can be compared with."""

    uri = forms.URLField(label=_("Alamat"), max_length=300, required=False, assume_scheme="https")

    class Meta:
        model = Counterpart
        fields = ("scope", "relation", "code", "title", "uri")


class CopyForm(forms.Form):
    """Which units of another standard are taken over, and how that counts."""

    units = forms.MultipleChoiceField(
        label=_("Unit yang disalin"),
        widget=forms.CheckboxSelectMultiple,
        error_messages={
            "required": _("Centang sedikitnya satu unit."),
        },
    )
    method = forms.ChoiceField(
        label=_("Cara mengambil"),
        choices=[
            (one.value, one.label) for one in (StandardVersion.Method.ADOPTION, StandardVersion.Method.ADAPTATION)
        ],
        initial=StandardVersion.Method.ADAPTATION,
        widget=forms.RadioSelect,
    )

    def __init__(self, *args: Any, units: list[tuple[str, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["units"].choices = units  # type: ignore[attr-defined]


class CompareForm(forms.Form):
    """Which two versions are set side by side."""

    a = forms.ModelChoiceField(label=_("Versi pertama"), queryset=StandardVersion.objects.none())
    b = forms.ModelChoiceField(label=_("Versi kedua"), queryset=StandardVersion.objects.none())

    def __init__(self, *args: Any, versions: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("a", "b"):
            self.fields[name].queryset = versions  # type: ignore[attr-defined]


class NothingForm(forms.Form):
    """A yes is all that is asked."""

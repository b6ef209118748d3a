"""Forms about instruments."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.forms.providers import Unchecked
from mumpuni.assessment.models import Instrument, Room
from mumpuni.assessment.services.instruments import ABOUT


class InstrumentForm(Unchecked):
    """The words and numbers of an instrument."""

    room_kinds = forms.MultipleChoiceField(
        label=_("Jenis ruang"), choices=Room.Kind, widget=forms.CheckboxSelectMultiple
    )
    sections: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("Alat ukur"), ("name", "kind", "family", "is_active")),
        (_("Metode berkelanjutan (Pasal 22)"), ("anticipates", "developed_from", "administration")),
        (
            _("Bagi jadwal"),
            (
                "minutes",
                "prepare_minutes",
                "classify_minutes",
                "observers",
                "max_watch",
                "helper",
                "whole_group",
                "joint",
                "room_kinds",
            ),
        ),
    )

    class Meta:
        model = Instrument
        fields = ABOUT
        help_texts = {
            "anticipates": _("Metode yang akan datang, mis. CACT"),
            "developed_from": _("Wajib bagi metode berkelanjutan"),
            "joint": _("Mis. tes psikologi bagi dua kelompok sekaligus"),
        }

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent: Any = self.fields["developed_from"]
        parent.queryset = Instrument.objects.exclude(pk=self.instance.pk).order_by("name")
        parent.empty_label = _("Tidak ada")
        kind: Any = self.fields["kind"]
        kind.choices = [(value, label if value else _("Pilih jenis")) for value, label in kind.choices]

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in ABOUT}


class NewInstrumentForm(InstrumentForm):
    """An instrument with its code, which stays."""

    code = forms.SlugField(
        label=_("Kode"), max_length=40, help_text=_("Kata pendek tanpa spasi, mis. simulasi-digital")
    )
    sections = ((_("Alat ukur"), ("name", "code", "kind", "family", "is_active")), *InstrumentForm.sections[1:])


class VariantForm(forms.Form):
    """A set of material."""

    code = forms.CharField(label=_("Kode paket"), max_length=40)


class VariantTextForm(forms.Form):
    """The exercise itself."""

    text = forms.CharField(
        label=_("Naskah"), required=False, widget=forms.Textarea(attrs={"rows": 18}),
        help_text=_("Hanya terbuka bagi instansi pembina dan tim kegiatan yang memakainya; setiap pembacaan dicatat."),
    )  # fmt: skip

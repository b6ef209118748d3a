"""Forms about the dictionary."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.ui.forms import DateInput


class EditionForm(forms.Form):
    """A new edition; its content comes by Excel afterwards."""

    title = forms.CharField(label=_("Judul"), max_length=200)
    regulation = forms.CharField(label=_("Peraturan"), max_length=150)
    in_force_from = forms.DateField(
        label=_("Berlaku sejak"),
        widget=DateInput(),
        help_text=_("Edisi sebelumnya berakhir sehari sebelumnya ketika edisi ini diterbitkan."),
    )
    is_official = forms.BooleanField(
        label=_("Bunyinya resmi, disalin dari peraturan"),
        required=False,
        help_text=_("Tanpa tanda ini halaman dan unduhan menyebut isinya sebagai uraian, bukan bunyi peraturan."),
    )

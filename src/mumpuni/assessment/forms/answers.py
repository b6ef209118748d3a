"""What chair and admin say about forms."""

from django import forms
from django.utils.translation import gettext_lazy as _


class ReturnForm(forms.Form):
    """What an assessee has to mend."""

    reason = forms.CharField(label=_("Yang harus diperbaiki"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class AccommodationForm(forms.Form):
    """The chair's answer to what an assessee asks for."""

    YES, NO = "diberikan", "ditolak"
    granted = forms.ChoiceField(
        label=_("Jawaban"), choices=[(YES, _("Diberikan")), (NO, _("Tidak diberikan"))], widget=forms.RadioSelect
    )
    note = forms.CharField(
        label=_("Keterangan atau alasan"),
        help_text=_("Wajib bila tidak diberikan; dibaca Assessee, dan admin saat menyusun jadwal."),
        max_length=300,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
    )

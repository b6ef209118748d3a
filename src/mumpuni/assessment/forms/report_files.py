"""Forms about reports as documents."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Delivery, ReportDocument
from mumpuni.ui.forms import DateInput


class OpenForm(forms.Form):
    """Which edition, and for what purpose."""

    kind = forms.ChoiceField(label=_("Edisi"), choices=ReportDocument.Kind.choices, widget=forms.RadioSelect)
    purpose = forms.CharField(
        label=_("Keperluan"), max_length=200, strip=True,
        help_text=_("Mis. rapat promosi Kepala Bidang Mutasi. Assessee melihat siapa yang membuka dan mengapa."),
    )  # fmt: skip

    def __init__(self, *args: Any, kinds: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        kind: Any = self.fields["kind"]
        kind.choices = [each for each in ReportDocument.Kind.choices if each[0] in kinds]
        kind.initial = kinds[0] if kinds else None


class CopyForm(forms.Form):
    """To whom one more numbered copy goes."""

    recipient = forms.ChoiceField(label=_("Penerima"), choices=Delivery.Recipient.choices)
    email = forms.EmailField(label=_("Surel akun penerima"))
    until = forms.DateField(
        label=_("Dapat dibuka sampai"), required=False, widget=DateInput(),
        help_text=_("Wajib bagi panitia seleksi dan Baperjakat."),
    )  # fmt: skip
    occasion = forms.CharField(
        label=_("Keperluan"), required=False, max_length=200,
        help_text=_("Mis. nama seleksi terbukanya. Wajib bagi panitia seleksi dan Baperjakat."),
    )  # fmt: skip

    def __init__(self, *args: Any, recipients: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        recipient: Any = self.fields["recipient"]
        recipient.choices = [each for each in Delivery.Recipient.choices if each[0] in recipients]


class RecommendForm(forms.Form):
    """What the Baperjakat recommends."""

    text = forms.CharField(label=_("Rekomendasi kepada PPK"), max_length=4000, widget=forms.Textarea(attrs={"rows": 6}))


class ReceivedForm(forms.Form):
    """When a copy arrived, with whom, by what proof."""

    received_on = forms.DateField(label=_("Tanggal diterima"), widget=DateInput(), initial=timezone.localdate)
    received_by = forms.CharField(label=_("Diterima oleh"), max_length=200)
    proof = forms.CharField(label=_("Bukti"), max_length=200, help_text=_("Mis. nomor tanda terima."))

"""What letters have in common, and how one was received."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment.models import Event, Receipt
from mumpuni.assessment.selectors.letters import MOST_ATTACHMENTS, Terms
from mumpuni.people.models import OfficeHolder
from mumpuni.people.selectors.offices import signatory_on
from mumpuni.ui.forms import DateInput

BRING = ("Kartu identitas", "Surat ini")


class SignerField(forms.ModelChoiceField):
    """Who signs, with capacity and period."""

    def label_from_instance(self, obj: Any) -> str:
        """Name, capacity, since when or until when."""
        if obj.ends_on:
            spell = (
                f"{date_format(obj.starts_on, 'SHORT_DATE_FORMAT')} – {date_format(obj.ends_on, 'SHORT_DATE_FORMAT')}"
            )
        else:
            spell = _("sejak %(day)s") % {"day": date_format(obj.starts_on, "SHORT_DATE_FORMAT")}
        return f"{obj.person} ({obj.get_capacity_display()}, {spell})"


class TermsForm(forms.Form):
    """Date, nature, attachments, signer; for 2019 also what to bring and whom to ask."""

    issued_on = forms.DateField(label=gettext_lazy("Tanggal surat"), widget=DateInput())
    nature = forms.CharField(label=gettext_lazy("Sifat"), max_length=40)
    attachments = forms.IntegerField(
        label=gettext_lazy("Jumlah lampiran"),
        min_value=0,
        max_value=MOST_ATTACHMENTS,
        help_text=gettext_lazy("Nol dicetak sebagai tanda -"),
    )
    signer = SignerField(label=gettext_lazy("Pejabat yang memberitahukan"), queryset=OfficeHolder.objects.none())
    bring = forms.CharField(
        label=gettext_lazy("Yang perlu dibawa"),
        max_length=1000,
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=gettext_lazy("Satu butir per baris"),
    )
    contact = forms.CharField(
        label=gettext_lazy("Narahubung"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Nama dan telepon, bagi yang berhalangan atau berkebutuhan khusus"),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        kwargs["initial"] = self.first_values(event)
        super().__init__(*args, **kwargs)
        signer: Any = self.fields["signer"]
        if event.provider.office_id:
            holders = OfficeHolder.objects.filter(office=event.provider.office_id)
            signer.queryset = holders.select_related("person", "office").order_by("-starts_on", "-pk")
        if event.is_2008:
            del self.fields["bring"], self.fields["contact"]

    @staticmethod
    def first_values(event: Event) -> dict[str, Any]:
        """What stands there before anybody types."""
        today, office = timezone.localdate(), event.provider.office
        signer = signatory_on(office, today) if office else None
        return {
            "issued_on": today,
            "nature": "Penting",
            "attachments": 0,
            "signer": signer.pk if signer else None,
            "bring": "\n".join(BRING),
        }

    def terms(self) -> Terms:
        """What was typed, as far as it could be read; the first values where nothing was."""
        given = self.cleaned_data if self.is_bound else {}
        initial = self.initial
        signer: Any = self.fields["signer"]
        chosen = given.get("signer") if self.is_bound else signer.queryset.filter(pk=initial["signer"]).first()
        bring = given.get("bring", "" if self.is_bound else initial["bring"])
        return Terms(
            issued_on=given.get("issued_on") or initial["issued_on"],
            nature=given.get("nature", "" if self.is_bound else initial["nature"]),
            signer=chosen,
            attachments=given.get("attachments") or 0,
            bring=tuple(line.strip() for line in bring.splitlines() if line.strip()),
            contact=given.get("contact", ""),
        )


class ReceiptForm(forms.Form):
    """A receipt outside the portal."""

    channel = forms.ChoiceField(
        label=gettext_lazy("Cara diterima"),
        choices=[choice for choice in Receipt.Channel.choices if choice[0] != Receipt.Channel.PORTAL],
        initial=Receipt.Channel.HAND,
    )
    received_on = forms.DateField(
        label=gettext_lazy("Tanggal diterima Assessee"),
        widget=DateInput(),
        help_text=gettext_lazy("Yang dihitung hari diterima, bukan hari dikirim"),
    )
    proof = forms.CharField(
        label=gettext_lazy("Bukti"),
        max_length=200,
        help_text=gettext_lazy("Mis. tanda terima bertanda tangan, atau balasan surel tanggal sekian"),
    )


class LateReasonForm(forms.Form):
    """Why the assessment goes on."""

    reason = forms.CharField(label=gettext_lazy("Alasan"), max_length=300, help_text=gettext_lazy("Masuk jejak audit."))

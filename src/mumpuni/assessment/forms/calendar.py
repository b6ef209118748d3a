"""Forms of the provider's answer and its closed days."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.ui.forms import DateInput


class AnswerRequestForm(forms.Form):
    """Confirm, let wait, or refuse."""

    CONFIRM, WAIT, REFUSE = "konfirmasi", "tunggu", "tolak"

    revision = forms.IntegerField(widget=forms.HiddenInput())
    decision = forms.ChoiceField(
        label=_("Jawaban"),
        choices=[(CONFIRM, _("Konfirmasi tanggal")), (WAIT, _("Daftar tunggu")), (REFUSE, _("Tolak"))],
        widget=forms.RadioSelect(),
        initial=CONFIRM,
    )
    first_day = forms.DateField(label=_("Hari pertama"), widget=DateInput())
    last_day = forms.DateField(label=_("Hari terakhir"), widget=DateInput())
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        required=False,
        widget=forms.Textarea({"rows": 2}),
        help_text=_("Wajib bagi daftar tunggu dan penolakan, juga bila tanggal yang sudah dikonfirmasi dipindahkan."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        confirms = not self.is_bound or self.data.get("decision") == self.CONFIRM
        for name in ("first_day", "last_day"):
            self.fields[name].required = confirms
            self.fields[name].error_messages["required"] = _("Isi tanggal yang dikonfirmasi.")


class ClosedDayForm(forms.Form):
    """A day on which no assessment is taken, and why."""

    day = forms.DateField(label=_("Hari"), widget=DateInput())
    reason = forms.CharField(label=_("Alasan"), max_length=150)

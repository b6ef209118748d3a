"""Forms about earlier results."""

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.forms.providers import Unchecked
from mumpuni.assessment.models import PastResult
from mumpuni.ui.forms import DateInput


class ReportFileForm(forms.Form):
    """The report of a result; the service judges the file by its content."""

    file = forms.FileField(
        label=_("Berkas laporan"), help_text=_("PDF, DOCX, XLSX, JPG, atau PNG, paling besar 10 MB.")
    )


class PastResultForm(Unchecked):
    """One result of another provider, as its report has it."""

    nip = forms.CharField(label=_("NIP"), max_length=30)
    name = forms.CharField(label=_("Nama"), max_length=200)
    file = forms.FileField(
        label=_("Berkas laporan"),
        required=False,
        help_text=_("Boleh menyusul. PDF, DOCX, XLSX, JPG, atau PNG, paling besar 10 MB."),
    )
    field_order = ("nip", "name")

    class Meta:
        model = PastResult
        fields = ("event_name", "provider_name", "on", "purpose", "tier", "match", "category", "report_number")
        widgets = {"on": DateInput()}
        help_texts = {"match": _("Seperti tercetak di laporan, misalnya 88,89; tidak dihitung ulang.")}

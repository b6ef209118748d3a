"""Forms about the register."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.forms.providers import Unchecked
from mumpuni.assessment.models import (
    Credential,
    GradeHeld,
    Instrument,
    Knowledge,
    PastWork,
    Practitioner,
    Provider,
    Unavailability,
)
from mumpuni.assessment.policies import providers_of
from mumpuni.assessment.services.register import ABOUT
from mumpuni.ui.forms import DateInput


class PractitionerForm(Unchecked):
    """What is known of somebody besides grades and papers."""

    knows = forms.MultipleChoiceField(
        label=_("Pengetahuan"),
        choices=Knowledge,
        widget=forms.CheckboxSelectMultiple,
        required=False,
        help_text=_("Bagi tenaga pendukung dan Narasumber"),
    )
    masters = forms.ModelMultipleChoiceField(
        label=_("Alat ukur yang dikuasai"),
        queryset=Instrument.objects.filter(is_active=True).order_by("kind", "name"),
        widget=forms.CheckboxSelectMultiple,
        required=False,
    )
    sections: tuple[tuple[Any, tuple[str, ...]], ...] = (
        (_("Peran"), ("kind", "is_active", "role_plays")),
        (_("Keahlian"), ("psychology_degree", "interview_technique", "masters", "knows")),
        (_("Bagi Narasumber"), ("senior_official", "expert", "field")),
        (_("Lainnya"), ("note",)),
    )

    class Meta:
        model = Practitioner
        fields = (*ABOUT, "masters")

    def given(self) -> dict[str, Any]:
        """What the service takes."""
        return {name: self.cleaned_data[name] for name in (*ABOUT, "masters")}


class NewPractitionerForm(PractitionerForm):
    """Somebody new to the register, named by number and name."""

    number = forms.CharField(
        label=_("NIP atau NIK"), max_length=30, widget=forms.TextInput(attrs={"autocomplete": "off"})
    )
    name = forms.CharField(
        label=_("Nama"), max_length=200, help_text=_("Seperti terdaftar di Pegawai; gelar boleh disertakan")
    )
    provider = forms.ModelChoiceField(
        label=_("Penyelenggara"),
        queryset=Provider.objects.none(),
        required=False,
        help_text=_("Kosongkan bagi orang dari luar semua penyelenggara"),
    )
    sections = ((_("Siapa"), ("number", "name", "provider")), *PractitionerForm.sections)

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        own = Provider.objects.filter(pk__in=providers_of(actor))
        chosen: Any = self.fields["provider"]
        chosen.queryset = own
        chosen.initial = own.first()


class MoveForm(forms.Form):
    """Where somebody serves from now on."""

    provider = forms.ModelChoiceField(
        label=_("Penyelenggara"), queryset=Provider.objects.order_by("name"), required=False
    )
    reason = forms.CharField(label=_("Alasan"), max_length=300, help_text=_("Masuk jejak audit."))


class GradeForm(Unchecked):
    """A grade by its decree."""

    class Meta:
        model = GradeHeld
        fields = ("grade", "decree_number", "starts_on")
        widgets = {"starts_on": DateInput()}


class CredentialForm(Unchecked):
    """A paper."""

    class Meta:
        model = Credential
        fields = ("kind", "number", "issuer_kind", "issuer", "signed_by", "issued_on", "valid_until")
        widgets = {"issued_on": DateInput(), "valid_until": DateInput()}
        help_texts = {"signed_by": _("Bagi surat keterangan: nama pejabat yang menandatangani")}


class EquivalenceForm(Unchecked):
    """The equivalence that the Instansi Pembina sets."""

    class Meta:
        model = Credential
        fields = ("number", "issuer", "issued_on", "valid_until")
        widgets = {"issued_on": DateInput(), "valid_until": DateInput()}


class PastWorkForm(Unchecked):
    """One assessee assessed and reported on."""

    class Meta:
        model = PastWork
        fields = (
            "event_name",
            "provider_name",
            "on",
            "level",
            "assessee_name",
            "report_number",
            "proof",
            "under_equivalence",
        )
        widgets = {"on": DateInput()}
        help_texts = {"proof": _("Surat tugas, laporan, atau surat keterangan yang membuktikannya")}


class AwayForm(Unchecked):
    """Days on which somebody cannot be planned."""

    class Meta:
        model = Unavailability
        fields = ("starts_on", "ends_on", "reason")
        widgets = {"starts_on": DateInput(), "ends_on": DateInput()}

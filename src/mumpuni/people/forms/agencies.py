"""Forms about agencies and offices."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.people import selectors
from mumpuni.people.identity import bare
from mumpuni.people.models import Agency, Delegation, Office, OfficeHolder, Person, Position, Unit
from mumpuni.ui.forms import DateInput


class AgencyForm(forms.ModelForm):
    """An agency."""

    class Meta:
        model = Agency
        fields = ("name", "short_name", "kind", "parent", "is_bkn", "time_zone", "email")
        help_texts = {"kind": _("Jenis menurut Peraturan BKN 7/2020 Pasal 1 angka 12-14")}


class SpellingForm(forms.Form):
    """Another spelling of an agency or unit."""

    spelling = forms.CharField(
        label=_("Ejaan lain"),
        max_length=200,
        help_text=_("Seperti tertulis di berkas usulan; huruf besar, titik, dan singkatan lazim diabaikan."),
    )


class UnitForm(forms.ModelForm):
    """A unit of one agency."""

    class Meta:
        model = Unit
        fields = ("name", "kind", "parent")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        parent: Any = self.fields["parent"]
        parent.queryset = agency.units.all()
        if agency.is_central:
            del self.fields["kind"]


class PositionForm(forms.ModelForm):
    """A position of one agency."""

    class Meta:
        model = Position
        fields = ("title", "level", "unit", "echelon", "manages_asn")

    def __init__(self, *args: Any, agency: Agency, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        unit: Any = self.fields["unit"]
        unit.queryset = agency.units.all()


class OfficeForm(forms.ModelForm):
    """An office that signs."""

    class Meta:
        model = Office
        fields = ("title", "body", "code", "agency", "kind")
        help_texts = {"code": _("Kata pendek tanpa spasi, mis. kepala-bkn")}


class OfficeKindForm(forms.ModelForm):
    """What an office is under Permendagri 11/2018."""

    class Meta:
        model = Office
        fields = ("kind",)


class NamedByNip(forms.ModelForm):
    """A form that names a person by NIP; the service checks the whole row."""

    nip = forms.CharField(label=_("NIP pejabat"), max_length=30)

    def clean_nip(self) -> Person:
        """The person with this NIP."""
        digits = bare(self.cleaned_data["nip"])
        found = selectors.persons_by_number([("nip", digits)])
        if not found:
            raise forms.ValidationError(_("Tidak ada pegawai dengan NIP ini; daftarkan dahulu di halaman Pegawai."))
        return next(iter(found.values()))

    def _post_clean(self) -> None:
        """The service checks the whole row; here only single fields are read."""


class HolderForm(NamedByNip):
    """Who signs for an office during a period; the person is named by NIP."""

    class Meta:
        model = OfficeHolder
        fields = ("capacity", "own_title", "decree_number", "decree_date", "starts_on", "ends_on")
        widgets = {"decree_date": DateInput(), "starts_on": DateInput(), "ends_on": DateInput()}

    field_order = ("nip", *Meta.fields)


class DelegationForm(NamedByNip):
    """Who may sign for a unit head by a letter; the person is named by NIP."""

    class Meta:
        model = Delegation
        fields = ("own_title", "letter_number", "letter_date", "scope", "starts_on", "ends_on")
        widgets = {"letter_date": DateInput(), "starts_on": DateInput(), "ends_on": DateInput()}

    field_order = ("nip", *Meta.fields)


class EndHolderForm(forms.Form):
    """When and why a period ends."""

    ends_on = forms.DateField(label=_("Hari terakhir"), widget=DateInput())
    reason = forms.CharField(label=_("Alasan"), max_length=300, help_text=_("Masuk jejak audit."))

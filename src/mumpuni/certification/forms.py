"""Forms of results, issue and verification."""

from typing import Any, cast

from django import forms
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mumpuni.certification.models import Basis, Kind, Scheme, Slot, places
from mumpuni.certification.services.runs import Terms
from mumpuni.people import selectors as people
from mumpuni.people.models import Delegation, OfficeHolder, OfficeKind
from mumpuni.standards.models import StandardVersion
from mumpuni.training.models import Batch, Season
from mumpuni.ui.forms import DateInput

#: A PDF larger than this is no certificate of ours.
MOST_BYTES = 10 * 1024 * 1024


class HolderField(forms.ModelChoiceField):
    """A choice among those who hold or held an office: of this code under the guide, of this kind under SKK-PDN."""

    def __init__(self, slot: str, **kwargs: Any) -> None:
        named = {"office__kind": slot} if slot in OfficeKind.values else {"office__code": slot}
        holders = OfficeHolder.objects.filter(**named).select_related("office", "person")
        super().__init__(holders.order_by("-starts_on"), required=False, empty_label=_("Pilih pejabat"), **kwargs)

    def label_from_instance(self, obj: OfficeHolder) -> str:
        """Name, capacity and period, so that the organiser picks the holder on the day."""
        return _("%(name)s – %(capacity)s, %(decree)s, sejak %(since)s%(until)s") % {
            "name": obj.person.full_name,
            "capacity": obj.get_capacity_display(),
            "decree": obj.decree_number,
            "since": date_format(obj.starts_on),
            "until": _(" sampai %(day)s") % {"day": date_format(obj.ends_on)} if obj.ends_on else "",
        }


class DelegationField(forms.ModelChoiceField):
    """A choice among the letters by which unit heads let others sign."""

    def __init__(self, **kwargs: Any) -> None:
        letters = Delegation.objects.select_related("office", "person").order_by("-starts_on", "-pk")
        super().__init__(letters, required=False, empty_label=_("Tanpa pelimpahan"), **kwargs)

    def label_from_instance(self, obj: Delegation) -> str:
        """Name, letter, scope and period."""
        return _("%(name)s – pelimpahan %(office)s, %(letter)s, lingkup %(scope)s, sejak %(since)s%(until)s") % {
            "name": obj.person.full_name,
            "office": obj.office,
            "letter": obj.letter_number,
            "scope": obj.scope_words,
            "since": date_format(obj.starts_on),
            "until": _(" sampai %(day)s") % {"day": date_format(obj.ends_on)} if obj.ends_on else "",
        }


class TermsForm(forms.Form):
    """Date and signatories of a run under a scheme."""

    issued_on = forms.DateField(
        label=_("Tanggal sertifikat"),
        widget=DateInput(),
        help_text=_(
            "Tercetak pada kedua halaman; pejabat harus menjabat pada tanggal ini dan pada hari penandatanganan."
        ),
    )
    head = HolderField(Slot.HEAD, label=_("Penanda tangan halaman 1 (Kepala BKN)"))
    centre = HolderField(
        Slot.CENTRE,
        label=_("Penanda tangan halaman 2 (Kepala Pusat Pengembangan ASN)"),
        help_text=_("Pejabat ini juga menandatangani sertifikat pelatihan."),
    )
    field_order = ["issued_on", "head", "centre", "delegation", "unconfirmed_reason"]
    unconfirmed_reason = forms.CharField(
        label=_("Alasan menerbitkan nama yang belum dikonfirmasi"),
        max_length=300,
        required=False,
        help_text=_("Hanya bila ada nama yang belum dikonfirmasi pesertanya."),
    )

    def __init__(self, *args: Any, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if scheme.basis != Basis.SKK:
            return
        first, second = places(scheme.basis)
        self.fields["head"] = HolderField(first, label=_("Penanda tangan halaman 1 (Kepala BPSDM Kementerian)"))
        self.fields["centre"] = HolderField(second, label=_("Penanda tangan halaman 2 (Pimpinan unit kerja)"))
        self.fields["delegation"] = DelegationField(
            label=_("Atau penerima pelimpahan"),
            help_text=_("Bila dipilih, kosongkan pimpinan unit kerja; surat pelimpahannya tercetak pada sertifikat."),
        )
        self.order_fields(self.field_order)

    def terms(self) -> Terms:
        """What was chosen."""
        return Terms(
            issued_on=self.cleaned_data["issued_on"],
            head=self.cleaned_data["head"],
            centre=self.cleaned_data["centre"],
            delegation=self.cleaned_data.get("delegation"),
            unconfirmed_reason=self.cleaned_data["unconfirmed_reason"],
        )


class RunForm(TermsForm):
    """A new run: which batches, which certificates, and the terms."""

    batches = forms.ModelMultipleChoiceField(
        Batch.objects.none(), label=_("Angkatan"), widget=forms.CheckboxSelectMultiple
    )
    kinds = forms.MultipleChoiceField(
        choices=Kind.choices, label=_("Jenis sertifikat"), widget=forms.CheckboxSelectMultiple, initial=Kind.values
    )
    field_order = ["batches", "kinds", *TermsForm.field_order]

    def __init__(self, *args: Any, season: Season, scheme: Scheme, **kwargs: Any) -> None:
        super().__init__(*args, scheme=scheme, **kwargs)
        cast(forms.ModelChoiceField, self.fields["batches"]).queryset = season.batches.order_by("number")
        today = timezone.localdate()
        self.fields["issued_on"].initial = today
        if scheme.basis != Basis.SKK:
            self.fields["head"].initial = people.signatory_on(Slot.HEAD, today)
            self.fields["centre"].initial = people.signatory_on(Slot.CENTRE, today)


class ReasonForm(forms.Form):
    """A reason, for acts that need one."""

    reason = forms.CharField(label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class CorrectionForm(TermsForm):
    """A corrected certificate: why, and its terms."""

    reason = forms.CharField(label=_("Alasan koreksi"), max_length=300)
    field_order = ["reason", *TermsForm.field_order]


class VerdictForm(forms.Form):
    """A corrected verdict."""

    competent = forms.TypedChoiceField(
        label=_("Keputusan"),
        choices=[("K", _("Kompeten")), ("BK", _("Belum kompeten"))],
        coerce=lambda word: word == "K",
        widget=forms.RadioSelect,
    )
    evidence = forms.CharField(label=_("Bukti"), max_length=300, required=False)
    reason = forms.CharField(label=_("Alasan koreksi"), max_length=300)


class NameForm(forms.Form):
    """The name as it will be printed."""

    name = forms.CharField(label=_("Nama lengkap dengan gelar"), max_length=200)


class SettleForm(forms.Form):
    """What becomes of a proposed name."""

    remark = forms.CharField(label=_("Alasan penolakan"), max_length=300, required=False)


class SchemeForm(forms.ModelForm):
    """A scheme with its two patterns of numbers."""

    competence_number = forms.CharField(label=_("Pola nomor sertifikat kompetensi"), max_length=120)
    attendance_number = forms.CharField(label=_("Pola nomor sertifikat pelatihan"), max_length=120)

    class Meta:
        model = Scheme
        fields = ["name", "programme", "place", "validity_years", "basis", "standard"]

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        words = _(
            "Misalnya {serial:05d}/MASN/{roman_month}/{year} menjadi 00012/MASN/VI/2026. Nomor urut {serial:05d} dan "
            "tahun {year} wajib ada; boleh ditambah bulan {month:02d} atau {roman_month} dan tanggal {day:02d}."
        )
        for kind in Kind.values:
            self.fields[f"{kind}_number"].help_text = words
        published = StandardVersion.objects.filter(published_at__isnull=False).select_related("standard")
        cast(forms.ModelChoiceField, self.fields["standard"]).queryset = published

    def _post_clean(self) -> None:
        """The service checks the whole row; here only single fields are read."""


class NewSchemeForm(SchemeForm):
    """A new scheme, with the code that its numbers and letters of delegation name."""

    class Meta(SchemeForm.Meta):
        fields = ["code", *SchemeForm.Meta.fields]


class VerifyForm(forms.Form):
    """A number or a code, as a stranger types it."""

    q = forms.CharField(
        label=_("Nomor sertifikat atau kode verifikasi"),
        max_length=120,
        widget=forms.TextInput(attrs={"autocomplete": "off", "autocapitalize": "characters", "spellcheck": "false"}),
    )


class UploadForm(forms.Form):
    """A PDF whose bytes are to be compared with the issued ones."""

    file = forms.FileField(label=_("Berkas PDF"), widget=forms.ClearableFileInput(attrs={"accept": "application/pdf"}))

    def clean_file(self) -> Any:
        """Refuse what cannot be one of our files by size alone."""
        file = self.cleaned_data["file"]
        if file.size > MOST_BYTES:
            raise forms.ValidationError(_("Berkas lebih besar dari 10 MB; sertifikat tidak pernah sebesar itu."))
        return file

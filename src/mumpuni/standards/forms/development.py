"""Forms of SP2-PDN; the services judge what is typed."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mumpuni.standards.models import DevelopmentStandard, StageRequirement, StandardVersion
from mumpuni.standards.selectors import development as selectors
from mumpuni.standards.selectors import stages
from mumpuni.ui.forms import DateInput


def today() -> Any:
    """The day that forms begin with."""
    return timezone.localdate()


class DeriveForm(forms.Form):
    """Which SKK-PDN, and from when on."""

    source = forms.ModelChoiceField(
        label=_("SKK-PDN asal"),
        queryset=StandardVersion.objects.none(),
        help_text=_("Hanya SKK-PDN yang sudah ditetapkan; versi terbaru tiap jabatan."),
    )
    title = forms.CharField(
        label=_("Judul"), max_length=250, required=False, help_text=_("Kosongkan untuk memakai nama jabatannya.")
    )
    started_on = forms.DateField(label=_("Mulai disusun"), widget=DateInput, initial=today)

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["source"].queryset = selectors.sources()  # type: ignore[attr-defined]


class UnitForm(forms.Form):
    """What an SP2-PDN says of a unit."""

    equivalence = forms.CharField(
        label=_("Penyetaraan"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Pelatihan, pendidikan, atau standar lain yang setara dengan unit ini."),
    )
    outcomes = forms.CharField(
        label=_("Hasil belajar"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Satu baris satu hasil belajar; harus terisi sebelum penetapan."),
    )
    jp = forms.IntegerField(
        label=_("JP"),
        required=False,
        min_value=1,
        max_value=999,
        help_text=_("Jam pelajaran; harus terisi sebelum penetapan."),
    )
    methods = forms.CharField(
        label=_("Metode"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu baris satu metode; harus terisi sebelum penetapan."),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class DecreeForm(forms.Form):
    """Number and day of the decision that sets it."""

    decree_number = forms.CharField(label=_("Nomor keputusan"), max_length=100)
    decree_date = forms.DateField(label=_("Tanggal keputusan"), widget=DateInput)


class ReturnForm(forms.Form):
    """To which earlier stage, and why."""

    stage = forms.ChoiceField(label=_("Kembali ke tahap"))
    reason = forms.CharField(
        label=_("Alasan"), widget=forms.Textarea(attrs={"rows": 3}), help_text=_("Terbaca oleh tim penyusun.")
    )

    def __init__(self, *args: Any, standard: DevelopmentStandard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        before = [(code, stages.SP2.label(code)) for code in stages.SP2.before(standard.stage)]
        self.fields["stage"].choices = before[::-1]  # type: ignore[attr-defined]


class OutputForm(forms.Form):
    """A document shown at the present stage."""

    requirement = forms.ModelChoiceField(
        label=_("Dokumen yang diminta"),
        queryset=StageRequirement.objects.none(),
        required=False,
        empty_label=_("Dokumen lain"),
    )
    title = forms.CharField(
        label=_("Judul"),
        max_length=200,
        required=False,
        help_text=_("Kosongkan untuk memakai nama dokumen yang diminta."),
    )
    number = forms.CharField(label=_("Nomor"), max_length=100, required=False)
    dated = forms.DateField(label=_("Tanggal"), widget=DateInput, required=False)
    attendance = forms.CharField(
        label=_("Yang hadir"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu baris satu orang."),
    )
    note = forms.CharField(label=_("Isi atau alasan"), required=False, widget=forms.Textarea(attrs={"rows": 3}))
    file = forms.FileField(
        label=_("Berkas"), required=False, help_text=_("PDF, DOCX, XLSX, JPG, atau PNG; paling besar 10 MB.")
    )

    def __init__(self, *args: Any, standard: DevelopmentStandard, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        asked = [each.pk for each in stages.requirements().of(standard, standard.stage)]
        self.fields["requirement"].queryset = StageRequirement.objects.filter(pk__in=asked)  # type: ignore[attr-defined]


class GroundForm(forms.Form):
    """The ground to print."""

    ground = forms.CharField(
        label=_("Dasar hukum tercetak"),
        max_length=200,
        required=False,
        help_text=_("Kosongkan untuk mencetak dasar menurut bacaan kami."),
    )


class GuideForm(forms.Form):
    """A guide that Kepala BPSDM has set."""

    title = forms.CharField(label=_("Judul"), max_length=250)
    number = forms.CharField(label=_("Nomor"), max_length=100)
    dated = forms.DateField(label=_("Tanggal"), widget=DateInput)


class EndGuideForm(forms.Form):
    """The last day of a guide."""

    until = forms.DateField(label=_("Hari terakhir berlaku"), widget=DateInput, initial=today)

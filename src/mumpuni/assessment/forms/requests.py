"""Forms of requests, their targets, and the questions about them."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Provider, Purpose
from mumpuni.assessment.selectors import requests as selectors
from mumpuni.assessment.selectors import targets
from mumpuni.people.models import Agency, Level
from mumpuni.ui.forms import DateInput


class RequestForm(forms.Form):
    """What an agency asks of whom, and when."""

    agency: Any = forms.ModelChoiceField(queryset=Agency.objects.none(), label=_("Instansi pengguna"))
    provider: Any = forms.ModelChoiceField(
        queryset=Provider.objects.none(), label=_("Penyelenggara"), empty_label=_("Pilih penyelenggara")
    )
    purpose = forms.ChoiceField(
        label=_("Tujuan"),
        choices=Purpose.choices,
        widget=forms.RadioSelect(),
        help_text=_("Tidak berubah lagi sesudah disimpan: kategori dan masa berlaku hasil mengikutinya."),
    )
    aim = forms.CharField(
        label=_("Tujuan dalam kata-kata instansi"),
        max_length=200,
        required=False,
        help_text=_("Misalnya promosi atau seleksi terbuka; dicetak apa adanya di laporan penyelenggaraan."),
    )
    wished_from = forms.DateField(
        label=_("Diharapkan mulai"),
        widget=DateInput(),
        help_text=_("Hari pertama menentukan peraturan dan versi standar jabatan yang dipakai."),
    )
    wished_until = forms.DateField(label=_("Paling lambat"), widget=DateInput())
    job_fit = forms.BooleanField(label=_("Uji kesesuaian (job fit)"), required=False)
    is_trial = forms.BooleanField(
        label=_("Uji coba"), required=False, help_text=_("Hasilnya tidak masuk catatan kompetensi siapa pun.")
    )
    without_facilities = forms.BooleanField(
        label=_("Instansi kami tidak mempunyai fasilitas penilaian"),
        required=False,
        help_text=_("Perka BKN 11/2008 Lampiran IV.2 huruf a: difasilitasi BKN; pilih penyelenggara milik BKN."),
    )
    letter_number = forms.CharField(label=_("Nomor surat permintaan"), max_length=100, required=False)
    note = forms.CharField(label=_("Keterangan"), required=False, widget=forms.Textarea({"rows": 3}))

    def __init__(self, *args: Any, actor: Any, fixed: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        agency, provider = fields["agency"], fields["provider"]
        agency.queryset = selectors.own_agencies(actor)
        provider.queryset = selectors.providers()
        agencies = list(agency.queryset[:2])
        if len(agencies) == 1:
            agency.initial = agencies[0].pk
            agency.empty_label = None
        if fixed:
            del self.fields["agency"]
            del self.fields["purpose"]
            self.fields["revision"] = forms.IntegerField(widget=forms.HiddenInput())


class RevisionForm(forms.Form):
    """What the page was made from."""

    revision = forms.IntegerField(widget=forms.HiddenInput())


class TargetForm(forms.Form):
    """A target position; name and tier are asked only where it was not picked from the register."""

    title = forms.CharField(label=_("Nama target jabatan"), max_length=200)
    tier = forms.ChoiceField(label=_("Jenjang"), choices=[("", _("Pilih jenjang")), *Level.choices])
    equivalent_tier = forms.ChoiceField(
        label=_("Setara dengan"),
        required=False,
        choices=[("", _("Bukan jabatan fungsional")), *((each.value, each.label) for each in targets.STRUCTURAL)],
        help_text=_("Bagi jabatan fungsional, menurut tabel kesetaraan instansi Anda; metodenya mengikuti."),
    )
    regional_secretary = forms.BooleanField(label=_("Sekretaris daerah"), required=False)
    echelon = forms.ChoiceField(
        label=_("Eselon"),
        required=False,
        choices=[("", _("Pilih eselon")), *((each, each) for each in targets.ECHELONS)],
        help_text=_("Perka BKN 11/2008 menentukan metode menurut eselon."),
    )

    def __init__(self, *args: Any, position: Any = None, old: bool = False, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if position is not None:
            del self.fields["title"]
            del self.fields["tier"]
            if not targets.is_functional(position.level):
                del self.fields["equivalent_tier"]
        if old:
            self.fields.pop("equivalent_tier", None)
            del self.fields["regional_secretary"]
        else:
            del self.fields["echelon"]


class CandidatesForm(forms.Form):
    """Which officials for which target."""

    target: Any = forms.ModelChoiceField(queryset=None, label=_("Target jabatan"), empty_label=None)
    persons: Any = forms.ModelMultipleChoiceField(
        queryset=None, label=_("Pegawai"), error_messages={"required": _("Centang paling sedikit satu pegawai.")}
    )

    def __init__(self, *args: Any, targets: Any, persons: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["target"].queryset, fields["persons"].queryset = targets, persons


class ReasonForm(forms.Form):
    """Why."""

    reason = forms.CharField(label=_("Alasan"), max_length=300, widget=forms.Textarea({"rows": 3}))


class QuestionForm(forms.Form):
    """A difficulty in applying the regulation."""

    text = forms.CharField(
        label=_("Pertanyaan"),
        max_length=4000,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Sebutkan bagian peraturan yang sulit diterapkan dan keadaannya di instansi Anda."),
    )


class AnswerForm(forms.Form):
    """What the Head of BKN says."""

    answer = forms.CharField(label=_("Jawaban"), max_length=8000, widget=forms.Textarea({"rows": 8}))

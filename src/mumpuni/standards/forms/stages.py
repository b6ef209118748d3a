"""Forms of stages, their documents, the team, and what stages require."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models import Account, Role, RoleGrant
from mumpuni.people.models import Unit as WorkUnit
from mumpuni.standards.models import SkkStage, Sp2Stage, StageRequirement, TeamMember
from mumpuni.standards.selectors import stages as selectors
from mumpuni.ui.forms import DateInput


def _text(label: Any, *, rows: int = 3, required: bool = True, help_text: Any = "") -> forms.CharField:
    return forms.CharField(
        label=label, required=required, help_text=help_text, widget=forms.Textarea({"rows": rows}), max_length=5000
    )


class StepForm(forms.Form):
    """A plain step; `to` guards against a page that is older than the last step."""

    to = forms.CharField(widget=forms.HiddenInput)


class SettingForm(StepForm):
    """The setting by the Minister's decree."""

    decree_number = forms.CharField(label=_("Nomor Keputusan Menteri"), max_length=100, required=False)
    decree_date = forms.DateField(label=_("Tanggal Keputusan Menteri"), widget=DateInput(), required=False)
    in_force_from = forms.DateField(
        label=_("Berlaku sejak"),
        widget=DateInput(),
        required=False,
        help_text=_("Versi yang berlaku sekarang berakhir sehari sebelumnya."),
    )


class ReturnForm(forms.Form):
    """Where a draft goes back to, and why."""

    stage = forms.ChoiceField(label=_("Kembali ke tahap"))
    reason = _text(_("Alasan"), help_text=_("Dibaca penyusun dan tersimpan pada riwayat tahap."))

    def __init__(self, *args: Any, before: tuple[str, ...], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stage"]
        field.choices = [(stage, selectors.SKK.label(stage)) for stage in reversed(before)]


class ReviewForm(forms.Form):
    """What a review came to."""

    reason = _text(_("Alasan"))
    review_due = forms.DateField(
        label=_("Kaji ulang berikutnya"),
        widget=DateInput(),
        required=False,
        help_text=_("Bila tetap berlaku; beranda mengingatkan pada hari itu."),
    )


class OutputForm(forms.Form):
    """A document of a stage; only what its requirement asks for is asked."""

    title = forms.CharField(label=_("Judul"), max_length=200)
    number = forms.CharField(label=_("Nomor"), max_length=100, required=False)
    dated = forms.DateField(label=_("Tanggal"), widget=DateInput(), required=False)
    attendance = _text(_("Yang hadir"), required=False, help_text=_("Satu baris satu orang"))
    note = _text(_("Isi atau alasan"), required=False, help_text=_("Ringkasnya; boleh kosong bila berkasnya diunggah."))
    file = forms.FileField(
        label=_("Berkas"), required=False, help_text=_("PDF, DOCX, XLSX, JPG, atau PNG, paling besar 10 MB.")
    )

    def __init__(self, *args: Any, requirement: StageRequirement | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if requirement:
            self.fields["title"].initial = requirement.name
            self.fields["number"].required = self.fields["dated"].required = requirement.has_number
            self.fields["attendance"].required = requirement.has_attendance
            if not requirement.has_attendance:
                del self.fields["attendance"]


class MemberForm(forms.Form):
    """Who joins the team, as what, from which work unit."""

    account = forms.ModelChoiceField(
        label=_("Akun"),
        queryset=Account.objects.none(),
        help_text=_("Akun yang memegang peran penyusun atau verifikator."),
    )
    part = forms.ChoiceField(label=_("Tugas"), choices=TeamMember.Part)
    unit = forms.ModelChoiceField(
        label=_("Unit kerja"), queryset=WorkUnit.objects.select_related("agency"), required=False
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        held = RoleGrant.objects.in_force(timezone.localdate()).filter(role__in=[Role.DRAFTER, Role.VERIFIER])
        field: Any = self.fields["account"]
        field.queryset = Account.objects.filter(pk__in=held.values("account"), is_active=True)


class RequirementForm(forms.Form):
    """One more document that a stage has to show, and the decision behind it."""

    stage = forms.ChoiceField(label=_("Tahap"))
    name = forms.CharField(label=_("Dokumen"), max_length=150)
    has_number = forms.BooleanField(label=_("Bernomor dan bertanggal"), required=False)
    has_attendance = forms.BooleanField(label=_("Memuat daftar hadir"), required=False)
    decision_number = forms.CharField(label=_("Nomor keputusan"), max_length=100)
    decision_date = forms.DateField(label=_("Tanggal keputusan"), widget=DateInput())
    in_force_from = forms.DateField(
        label=_("Berlaku sejak"),
        widget=DateInput(),
        help_text=_("Naskah yang mulai disusun sebelum hari ini tidak memerlukannya."),
    )

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["stage"]
        field.choices = [
            ("SKK-PDN", [(f"skk:{value}", label) for value, label in SkkStage.choices]),
            ("SP2-PDN", [(f"sp2:{value}", label) for value, label in Sp2Stage.choices]),
        ]


class EndRequirementForm(forms.Form):
    """The decision by which a document is no longer asked for."""

    decision_number = forms.CharField(label=_("Nomor keputusan"), max_length=100)
    decision_date = forms.DateField(label=_("Tanggal keputusan"), widget=DateInput())
    in_force_until = forms.DateField(label=_("Berlaku sampai"), widget=DateInput())

"""Forms of the team, its letter and its declarations."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Assessee, Interest, TeamRole
from mumpuni.assessment.services.duties import LONGEST
from mumpuni.assessment.services.interests import DECLARABLE, Tie
from mumpuni.ui.forms import DateInput

#: What a declaration says of an assessee to whom there is no tie.
NONE = "tidak-ada"


class FindForm(forms.Form):
    """Words to look up in the register."""

    q = forms.CharField(label=_("Nama, penyelenggara, atau NIP lengkap"), required=False, max_length=100)


class MemberForm(forms.Form):
    """A role in the team; `revision` is that of the event when the page was made."""

    role = forms.ChoiceField(label=_("Peran"), choices=TeamRole.choices)
    reason = forms.CharField(
        label=_("Alasan pengecualian"),
        required=False,
        max_length=300,
        widget=forms.Textarea({"rows": 3}),
        help_text=_("Diisi bila orang ini masuk dengan jenjang satu tingkat di bawah, atau dari luar penyelenggara"),
    )
    interprets_tests = forms.BooleanField(label=_("Menafsirkan hasil tes psikologi"), required=False)
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class LeaveForm(forms.Form):
    """Why somebody leaves."""

    reason = forms.CharField(
        label=_("Alasan berhenti"),
        required=False,
        max_length=300,
        help_text=_("Wajib bila surat tugas, jadwal, atau pernyataannya sudah ada"),
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class ReplaceForm(forms.Form):
    """Who comes instead, and why."""

    reason = forms.CharField(label=_("Mengapa diganti"), max_length=300, help_text=_("Misalnya: sakit pagi ini"))
    by = forms.TypedChoiceField(label=_("Pengganti"), coerce=int, widget=forms.RadioSelect)
    fallback_reason = forms.CharField(
        label=_("Alasan pengecualian"),
        required=False,
        max_length=300,
        help_text=_("Diisi bila pengganti berjenjang satu tingkat di bawah, atau dari luar penyelenggara"),
    )

    def __init__(self, *args: Any, substitutes: list[tuple[int, str]], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        field: Any = self.fields["by"]
        field.choices = substitutes


class IssueForm(forms.Form):
    """The day of the letter and who gets a copy."""

    on = forms.DateField(label=_("Tanggal surat"), widget=DateInput())
    copies = forms.CharField(
        label=_("Tembusan"), required=False, widget=forms.Textarea({"rows": 3}), help_text=_("Satu baris satu penerima")
    )
    revision = forms.IntegerField(widget=forms.HiddenInput, required=False)


class DutyForm(forms.Form):
    """The text of a role's duties."""

    text = forms.CharField(
        label=_("Uraian tugas"),
        max_length=LONGEST,
        widget=forms.Textarea({"rows": 6}),
        help_text=_("Dicetak pada surat tugas berikutnya; tim yang sudah ditetapkan tetap memakai uraian yang lama"),
    )


class DeclarationForm(forms.Form):
    """For each assessee the tie, or none; and the promise that it is complete."""

    promise = forms.BooleanField(
        label=_("Saya menyatakan isian ini benar dan lengkap bagi semua Assessee di atas."),
        error_messages={"required": _("Centang pernyataan ini sebelum menyimpan.")},
    )

    def __init__(
        self, *args: Any, assessees: list[Assessee], given: dict[int, Interest] | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        self.assessees = assessees
        before = given or {}
        choices = [(NONE, _("Tidak ada kepentingan")), *((kind.value, kind.label) for kind in DECLARABLE)]
        for each in assessees:
            old = before.get(each.pk)
            self.fields[f"kind_{each.pk}"] = forms.ChoiceField(
                label=_("Kepentingan dengan %(name)s") % {"name": each.person.full_name},
                choices=choices,
                initial=old.kind if old else NONE,
            )
            self.fields[f"note_{each.pk}"] = forms.CharField(
                label=_("Keterangan tentang %(name)s") % {"name": each.person.full_name},
                required=False,
                max_length=300,
                initial=old.note if old else "",
            )

    @property
    def rows(self) -> list[tuple[Assessee, Any, Any]]:
        """Each assessee with the two fields."""
        return [(each, self[f"kind_{each.pk}"], self[f"note_{each.pk}"]) for each in self.assessees]

    @property
    def ties(self) -> list[Tie]:
        """What was declared."""
        given = self.cleaned_data
        return [
            Tie(each.pk, kind, given.get(f"note_{each.pk}", ""))
            for each in self.assessees
            if (kind := given[f"kind_{each.pk}"]) != NONE
        ]

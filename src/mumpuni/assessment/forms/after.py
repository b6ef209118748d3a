"""Forms of what follows the report."""

from typing import Any

from django import forms
from django.utils import timezone
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import BlueprintLine, Event, QualityCheck, Result, TeamMember
from mumpuni.assessment.selectors import monitoring, uses
from mumpuni.assessment.selectors.after import givers
from mumpuni.ui.forms import DateInput


class FeedbackForm(forms.Form):
    """What was said to an assessee."""

    given_on = forms.DateField(
        label=_("Tanggal"), widget=DateInput, error_messages={"required": _("Tulis tanggal umpan balik diberikan.")}
    )
    giver = forms.ModelChoiceField(
        TeamMember.objects.none(), label=_("Pemberi umpan balik"),
        error_messages={"required": _("Pilih anggota tim yang memberi umpan balik.")},
    )  # fmt: skip
    notes = forms.CharField(
        label=_("Pokok pembicaraan"), widget=forms.Textarea(attrs={"rows": 5}),
        help_text=_("Dibaca Assessee di halaman hasilnya."),
        error_messages={"required": _("Tulis pokok pembicaraannya.")},
    )  # fmt: skip
    agreed = forms.CharField(
        label=_("Pengembangan yang disepakati"), required=False, widget=forms.Textarea(attrs={"rows": 3})
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        giver: Any = self.fields["giver"]
        giver.queryset = givers(event)
        giver.label_from_instance = lambda each: f"{each.practitioner} ({each.get_role_display()})"


class ObjectionForm(forms.Form):
    """What an assessee objects to."""

    text = forms.CharField(
        label=_("Keberatan"), widget=forms.Textarea(attrs={"rows": 6}),
        help_text=_("Sebut bagian hasil yang tidak sesuai dan alasannya. Ketua tim membacanya dan menjawab."),
        error_messages={"required": _("Tulis bagian mana yang tidak sesuai dan mengapa.")},
    )  # fmt: skip


class AnswerForm(forms.Form):
    """What the chair answers."""

    upheld = forms.TypedChoiceField(
        label=_("Jawaban"), widget=forms.RadioSelect, coerce=lambda value: value == "ya",
        choices=[("ya", _("Diterima: rapat dibuka kembali dan hasil ditetapkan ulang")), ("tidak", _("Ditolak"))],
    )  # fmt: skip
    explanation = forms.CharField(
        label=_("Penjelasan"), widget=forms.Textarea(attrs={"rows": 5}), help_text=_("Dibaca Assessee."),
        error_messages={"required": _("Tulis penjelasannya; Assessee membacanya.")},
    )  # fmt: skip


class IssueForm(forms.Form):
    """The day of the organiser's report."""

    on = forms.DateField(label=_("Tanggal laporan"), widget=DateInput)


class ChecksForm(forms.Form):
    """State and note of each quality check."""

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for check in monitoring.CHECKS.entries:
            name = check.name()
            self.fields[check.code] = forms.ChoiceField(
                label=name[:1].upper() + name[1:], required=False, widget=forms.RadioSelect,
                choices=QualityCheck.State.choices,
            )  # fmt: skip
            self.fields[f"{check.code}_note"] = forms.CharField(
                label=_("Catatan tentang %(check)s") % {"check": name}, required=False, max_length=500,
                widget=forms.Textarea(attrs={"rows": 2}),
                help_text=_("Wajib bila tidak sesuai atau sudah diperbaiki."),
            )  # fmt: skip

    def found(self) -> dict[str, tuple[str, str]]:
        """What was chosen, by check."""
        given = self.cleaned_data
        return {code: (given.get(code, ""), given.get(f"{code}_note", "")) for code in monitoring.CHECKS.codes}


class UseForm(forms.Form):
    """What a result was used for."""

    use = forms.ChoiceField(label=_("Pemanfaatan"))
    used_on = forms.DateField(label=_("Tanggal"), widget=DateInput)
    note = forms.CharField(
        label=_("Keterangan"), required=False, max_length=300, help_text=_("Misalnya nomor keputusan pengangkatan.")
    )

    def __init__(self, *args: Any, result: Result, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        use: Any = self.fields["use"]
        use.choices = uses.uses_of(result.edition)


class DevelopmentForm(forms.Form):
    """What is planned about a gap."""

    line = forms.ModelChoiceField(BlueprintLine.objects.none(), label=_("Kesenjangan"))
    activity = forms.CharField(
        label=_("Bentuk pengembangan"), max_length=200,
        error_messages={"required": _("Tulis bentuk pengembangannya, misalnya pelatihan atau mentoring.")},
    )  # fmt: skip
    hours = forms.IntegerField(label=_("JP"), required=False, min_value=1, max_value=2000)
    year = forms.IntegerField(label=_("Tahun"), min_value=2000, max_value=2100)
    cost = forms.IntegerField(label=_("Biaya (Rp)"), required=False, min_value=0, max_value=10**12)

    def __init__(self, *args: Any, result: Result, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        line: Any = self.fields["line"]
        line.queryset = uses.gap_lines(result)
        line.label_from_instance = lambda each: each.competency.name
        self.fields["year"].initial = timezone.localdate().year


class DoneForm(forms.Form):
    """When planned development took place."""

    done_on = forms.DateField(label=_("Terlaksana pada"), widget=DateInput)
    note = forms.CharField(label=_("Catatan"), required=False, max_length=300)

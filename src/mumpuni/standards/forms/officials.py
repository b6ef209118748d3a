"""Forms about what an official learnt and did, and about the decision on the level."""

from datetime import date
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models import Education, Level, Office, Person
from mumpuni.standards.models import Attainment, CompetencyUnit, StandardVersion
from mumpuni.standards.selectors import officials
from mumpuni.standards.selectors.framework import level_numbers
from mumpuni.ui.forms import DateInput


class ReasonForm(forms.Form):
    """Why something ends."""

    reason = forms.CharField(label=_("Alasan"), max_length=300)


class AttainmentForm(forms.Form):
    """An attainment and the certificate that states it (Pasal 8)."""

    sections: Any = (
        (_("Bentuk dan jalur"), ("kind", "route")),
        (
            _("Isi sertifikat"),
            ("title", "issuer", "number", "issued_on", "expires_on", "education", "graduate_of", "standard", "units"),
        ),
        (_("Syarat"), ("programme_completed", "test_required", "test_passed")),
    )

    kind = forms.ChoiceField(
        label=_("Bentuk sertifikat"),
        choices=[*Attainment.Kind.choices, ("", _("Belum bersertifikat"))],
        required=False,
    )
    route = forms.ChoiceField(label=_("Jalur"), choices=Attainment.Route)
    title = forms.CharField(
        label=_("Nama"),
        max_length=250,
        required=False,
        help_text=_("Untuk ijazah boleh kosong: diambil dari pendidikan"),
    )
    issuer = forms.CharField(label=_("Penerbit"), max_length=200, required=False)
    number = forms.CharField(label=_("Nomor"), max_length=100, required=False)
    issued_on = forms.DateField(label=_("Tanggal terbit"), widget=DateInput(), required=False)
    expires_on = forms.DateField(label=_("Berlaku sampai"), widget=DateInput(), required=False)
    education = forms.ModelChoiceField(
        label=_("Pendidikan"), queryset=Education.objects.none(), required=False, help_text=_("Hanya untuk ijazah")
    )
    graduate_of = forms.ChoiceField(
        label=_("Lulusan pengembangan untuk jabatan"),
        choices=[("", "—"), *Level.choices],
        required=False,
        help_text=_("Bila pelatihan ini ditujukan bagi suatu jabatan"),
    )
    standard = forms.ModelChoiceField(
        label=_("SKK-PDN yang dipenuhi seluruhnya"),
        queryset=StandardVersion.objects.none(),
        required=False,
        help_text=_("Hanya untuk sertifikat kompetensi"),
    )
    units = forms.ModelMultipleChoiceField(
        label=_("Unit kompetensi"),
        queryset=CompetencyUnit.objects.none(),
        required=False,
        help_text=_("Bila sertifikat menyebut unit tertentu saja"),
        widget=forms.SelectMultiple({"size": 6}),
    )
    programme_completed = forms.BooleanField(label=_("Seluruh program diselesaikan"), required=False)
    test_required = forms.BooleanField(label=_("Program mensyaratkan uji kompetensi"), required=False)
    test_passed = forms.BooleanField(label=_("Lulus uji kompetensi"), required=False)

    def __init__(
        self, *args: Any, person: Person, day: date, corrects: Attainment | None = None, **kwargs: Any
    ) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        standards = officials.standards_in_force(day)
        fields["education"].queryset = person.education.all()
        fields["standard"].queryset = standards
        fields["units"].queryset = CompetencyUnit.objects.filter(version__in=standards).order_by(
            "version__standard__title", "kind", "number"
        )
        if corrects is not None:
            for name in self.fields:
                value = getattr(corrects, name)
                fields[name].initial = list(value.all()) if name == "units" else value
            fields["reason"] = forms.CharField(label=_("Alasan perbaikan"), max_length=300)
            self.sections = (*self.sections, (_("Perbaikan"), ("reason",)))


class ExperienceForm(forms.Form):
    """A period of work in one field (Pasal 11)."""

    field = forms.CharField(
        label=_("Bidang"), max_length=150, required=False, help_text=_("Mis. kepegawaian; bidang yang sama, tulis sama")
    )
    role = forms.CharField(label=_("Jabatan atau tugas"), max_length=200, required=False)
    starts_on = forms.DateField(label=_("Mulai"), widget=DateInput())
    ends_on = forms.DateField(
        label=_("Sampai"), widget=DateInput(), required=False, help_text=_("Kosong bila masih berjalan")
    )
    proof = forms.CharField(label=_("Bukti"), max_length=200, required=False, help_text=_("Mis. nomor SK"))

    def __init__(self, *args: Any, corrects: Any = None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        if corrects is not None:
            for name in self.fields:
                self.fields[name].initial = getattr(corrects, name)
            self.fields["reason"] = forms.CharField(label=_("Alasan perbaikan"), max_length=300)


class DecisionForm(forms.Form):
    """The decision that fixes a level (penetapan jenjang)."""

    level = forms.TypedChoiceField(label=_("Jenjang"), coerce=int, choices=[])
    target = forms.ChoiceField(label=_("Jabatan sasaran"), choices=Level)
    number = forms.CharField(label=_("Nomor keputusan"), max_length=100)
    dated = forms.DateField(label=_("Tanggal keputusan"), widget=DateInput())
    office = forms.ModelChoiceField(label=_("Pejabat yang memutuskan"), queryset=Office.objects.none())
    ground = forms.CharField(
        label=_("Dasar"), widget=forms.Textarea({"rows": 3}), help_text=_("Capaian yang dipertimbangkan dan alasannya")
    )
    meets_standard = forms.BooleanField(
        label=_("Memenuhi standar kompetensi yang dipersyaratkan jenjang ini"),
        required=False,
        help_text=_("Tanpa ini jenjang tetap berstatus usulan (Pasal 9 ayat (2))"),
    )

    def __init__(self, *args: Any, target: str = "", **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        fields: Any = self.fields
        fields["level"].choices = [(level, level) for level in level_numbers()]
        fields["office"].queryset = officials.offices()
        fields["target"].initial = target


class TargetForm(forms.Form):
    """The position aimed at: a position with an SKK-PDN in force, or a tier; and the fields of work that it counts."""

    sasaran = forms.ChoiceField(label=_("Jabatan sasaran"), required=False)
    bidang = forms.MultipleChoiceField(
        label=_("Bidang pengalaman yang terkait"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Kosong: semua bidang dihitung"),
    )

    def __init__(self, *args: Any, standards: list[StandardVersion], fields_of_work: list[str], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.standards = {str(each.pk): each for each in standards}
        fields: Any = self.fields
        fields["sasaran"].choices = [
            ("", "—"),
            *([(_("SKK-PDN yang berlaku"), standard_choices(standards))] if standards else []),
            (_("Jenjang jabatan"), Level.choices),
        ]
        fields["bidang"].choices = [(each, each) for each in fields_of_work]
        if not fields_of_work:
            del fields["bidang"]

    def chosen(self) -> tuple[str, StandardVersion | None, list[str]]:
        """The tier, the standard if one was chosen, the fields that count."""
        told = self.cleaned_data if self.is_valid() else {}
        asked = told.get("sasaran", "")
        if asked.startswith("skk-"):
            version = self.standards[asked.removeprefix("skk-")]
            return version.standard.position, version, told.get("bidang", [])
        return asked, None, told.get("bidang", [])


def standard_choices(standards: list[StandardVersion]) -> list[tuple[str, str]]:
    """Standards to choose from, by position and government."""
    return [
        (
            f"skk-{each.pk}",
            " · ".join(
                str(part)
                for part in (
                    each.standard.title,
                    each.standard.get_position_display(),
                    each.standard.get_government_display(),
                )
                if part
            ),
        )
        for each in standards
    ]

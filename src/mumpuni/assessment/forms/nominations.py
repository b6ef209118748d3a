"""Forms of the nomination under Perka 11/2008."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Candidate


@dataclass
class ResultRow:
    """A line of the sheet of selection results, with what was typed where something was."""

    candidate: Candidate
    administrative: str
    substance: str

    @property
    def is_fixed(self) -> bool:
        """Whether the PPK has the name already."""
        return self.candidate.submitted_at is not None

    @property
    def fields(self) -> list[tuple[str, Any, list[tuple[str, Any, bool]]]]:
        """Name, label and options of both choices."""
        pairs = [
            (f"administrasi-{self.candidate.pk}", _("Seleksi administrasi"), self.administrative),
            (f"substansi-{self.candidate.pk}", _("Tes substansi jabatan"), self.substance),
        ]
        return [
            (name, label, [(word, text, word == chosen) for word, text in Candidate.Result.choices])
            for name, label, chosen in pairs
        ]


def result_rows(candidates: Iterable[Candidate], given: Mapping[str, Any] | None = None) -> list[ResultRow]:
    """The sheet."""
    typed = given or {}
    return [
        ResultRow(
            each,
            str(typed.get(f"administrasi-{each.pk}", each.administrative)),
            str(typed.get(f"substansi-{each.pk}", each.substance)),
        )
        for each in candidates
    ]


class DesignationForm(forms.Form):
    """What the PPK decides about the names ticked."""

    DESIGNATE, DECLINE = "tetapkan", "tidak"

    names = forms.TypedMultipleChoiceField(
        label=_("Nama"), coerce=int, error_messages={"required": _("Centang paling sedikit satu nama.")}
    )
    decision = forms.ChoiceField(
        label=_("Keputusan"),
        choices=[(DESIGNATE, _("Ditetapkan mengikuti penilaian")), (DECLINE, _("Tidak ditetapkan"))],
        widget=forms.RadioSelect(),
        initial=DESIGNATE,
    )
    number = forms.CharField(
        label=_("Nomor penetapan"),
        max_length=100,
        error_messages={"required": _("Isi nomor penetapan PPK.")},
        help_text=_("Kosongkan bila tidak ditetapkan."),
    )
    reason = forms.CharField(
        label=_("Alasan"),
        max_length=300,
        error_messages={"required": _("Tulis alasannya; pengelola kepegawaian membacanya.")},
        help_text=_("Wajib bila tidak ditetapkan."),
    )

    def __init__(self, *args: Any, waiting: Iterable[Candidate], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        names: Any = self.fields["names"]
        names.choices = [(each.pk, each.person.full_name) for each in waiting]
        declines = self.data.get("decision") == self.DECLINE
        self.fields["number"].required, self.fields["reason"].required = not declines, declines

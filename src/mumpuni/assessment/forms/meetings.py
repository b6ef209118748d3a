"""Forms of the integration meeting."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Note


class AgreementForm(forms.Form):
    """What is agreed on one competency."""

    level = forms.DecimalField(label=_("Level sepakat"), max_digits=3, decimal_places=2, localize=True)
    reason = forms.CharField(label=_("Alasan"), widget=forms.Textarea(attrs={"rows": 3}))
    evidence = forms.ModelMultipleChoiceField(
        Note.objects.none(), label=_("Catatan yang mendasari"), widget=forms.CheckboxSelectMultiple,
        error_messages={"required": _("Pilih paling sedikit satu catatan yang ditandai untuk kompetensi ini.")},
    )  # fmt: skip
    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, notes: Any, decimals: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["evidence"]
        chosen.queryset = notes
        chosen.label_from_instance = _told
        self.fields["level"].help_text = _("0 sampai 5, misalnya 2,5") if decimals else _("0 sampai 5, bulat")


def _told(note: Note) -> str:
    return f"{note.sheet.instrument} – {note.sheet.member.practitioner}: {note.text}"


class StanceForm(forms.Form):
    """Whether somebody present agrees."""

    agrees = forms.TypedChoiceField(
        label=_("Pendapat Anda"), choices=(("1", _("Setuju")), ("0", _("Berbeda pendapat"))),
        coerce=lambda given: given == "1", widget=forms.RadioSelect,
    )  # fmt: skip
    dissent = forms.CharField(
        label=_("Pendapat berbeda"), required=False, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wajib bila berbeda pendapat: level menurut Anda, dan catatan yang mendasarinya."),
    )  # fmt: skip


class MinutesForm(forms.Form):
    """The minutes as they grow."""

    text = forms.CharField(
        label=_("Notulen"), required=False, widget=forms.Textarea(attrs={"rows": 10, "class": "form-control"})
    )
    revision = forms.IntegerField(widget=forms.HiddenInput)


class ReasonForm(forms.Form):
    """Why a meeting is opened again."""

    reason = forms.CharField(label=_("Alasan"), max_length=500, widget=forms.Textarea(attrs={"rows": 3}))

"""Forms about material, files that come out of instruments, and the potential profile."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.conf import settings
from django.utils.translation import gettext as _now
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import (
    EventInstrument,
    Potential,
    PotentialAspect,
    PotentialGrade,
    Room,
    TeamMember,
    TeamRole,
)


class MissingForm(forms.Form):
    """Why a copy did not come back."""

    reason = forms.CharField(label=_("Tidak kembali karena"), max_length=300)


class HandInForm(forms.Form):
    """One file."""

    file = forms.FileField(
        label=_("Berkas"), error_messages={"required": _("Pilih berkasnya dahulu."),
                                           "empty": _("Berkas ini kosong (0 byte). Simpan ulang lalu unggah lagi.")}
    )  # fmt: skip

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["file"].help_text = _now(
            "PDF, DOCX, XLSX, PPTX, JPG, atau PNG; paling besar %(most)d MB. Berkas yang sudah diserahkan tidak dapat "
            "diubah; serahkan yang lebih baik di sampingnya."
        ) % {"most": settings.MUMPUNI_HAND_IN_MB}


class CatchUpForm(forms.Form):
    """When, where and with whom an instrument is caught up."""

    day = forms.DateField(
        label=_("Hari"), widget=forms.DateInput(attrs={"type": "date"}, format="%Y-%m-%d"),
        help_text=_("Hari kegiatan, atau hari tambahan paling lama 31 hari sesudahnya dengan jam yang sama."),
    )  # fmt: skip
    start = forms.TimeField(label=_("Mulai"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    room = forms.ModelChoiceField(Room.objects.none(), label=_("Ruang"))
    observers = forms.ModelMultipleChoiceField(
        TeamMember.objects.none(), label=_("Pengamat"), widget=forms.CheckboxSelectMultiple
    )
    helpers = forms.ModelMultipleChoiceField(
        TeamMember.objects.none(), label=_("Pendamping"), widget=forms.CheckboxSelectMultiple
    )

    def __init__(self, *args: Any, tool: EventInstrument, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        event, kind = tool.event, tool.instrument
        fields: Any = self.fields
        fields["room"].queryset = Room.objects.filter(place=event.place, is_active=True, kind__in=kind.room_kinds)
        team = event.team.filter(removed_at=None).select_related("practitioner__person")
        roles = [kind.helper, *([TeamRole.ADMIN] if kind.whole_group else [])]
        fields["observers"].queryset = team.filter(role=TeamRole.ASSESSOR)
        fields["helpers"].queryset = team.filter(role__in=roles)
        fields["observers"].help_text = _now("Perlu %(count)d pengamat.") % {"count": tool.observers}
        if not tool.observers:
            del fields["observers"]
        if not fields["helpers"].queryset.exists():
            del fields["helpers"]


class PotentialForm(forms.Form):
    """A grade with a note for each aspect, and the description of the whole."""

    revision = forms.IntegerField(widget=forms.HiddenInput)

    def __init__(self, *args: Any, aspects: Sequence[PotentialAspect], held: Potential | None, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.aspects = aspects
        given = {each.aspect_id: each for each in held.grades.all()} if held else {}
        self.initial["revision"] = held.revision if held else 0
        choices = [(value, f"{value} – {label}") for value, label in PotentialGrade.Grade.choices]
        for each in aspects:
            now = given.get(each.pk)
            self.fields[f"grade_{each.pk}"] = forms.ChoiceField(
                label=_now("Taraf"), choices=[("", _now("belum dinilai")), *choices], required=False,
                initial=now.grade if now else "",
            )  # fmt: skip
            self.fields[f"note_{each.pk}"] = forms.CharField(
                label=_now("Uraian"), required=False, max_length=500, widget=forms.Textarea(attrs={"rows": 2}),
                initial=now.note if now else "",
            )  # fmt: skip
        self.fields["dynamics"] = forms.CharField(
            label=_now("Dinamika psikologis"), required=False, widget=forms.Textarea(attrs={"rows": 8}),
            initial=held.dynamics if held else "",
            help_text=_now("Bagaimana potensi itu saling memengaruhi dan tampak dalam pekerjaan."),
        )  # fmt: skip

    def rows(self) -> list[tuple[PotentialAspect, Any, Any]]:
        """Each aspect with its two fields."""
        return [(each, self[f"grade_{each.pk}"], self[f"note_{each.pk}"]) for each in self.aspects]

    def grades(self) -> dict[int, tuple[str, str]]:
        """What the service takes."""
        told = self.cleaned_data
        return {each.pk: (told[f"grade_{each.pk}"], told[f"note_{each.pk}"]) for each in self.aspects}


class ReopenForm(forms.Form):
    """Why a signed profile is opened again."""

    reason = forms.CharField(label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class AspectForm(forms.Form):
    """A new aspect."""

    name = forms.CharField(label=_("Aspek"), max_length=100)
    description = forms.CharField(label=_("Uraian"), max_length=300, required=False)
    required = forms.ChoiceField(
        label=_("Taraf yang diminta jabatan"), choices=PotentialGrade.Grade.choices, initial="C",
        help_text=_("Pembanding taraf yang ditemukan pada hasil menurut Perka BKN 11/2008."),
    )  # fmt: skip


class ChangeAspectForm(AspectForm):
    """An aspect that is there."""

    number = forms.IntegerField(label=_("Urutan"), min_value=1, max_value=999)
    is_active = forms.BooleanField(label=_("Dipakai pada profil baru"), required=False)

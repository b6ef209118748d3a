"""Forms of the day."""

from datetime import datetime, time
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Assessee, Event, Presence, Taking, Variant
from mumpuni.assessment.selectors.interests import called
from mumpuni.assessment.selectors.zones import zone


class TakingForm(forms.Form):
    """How an instrument went for somebody."""

    state = forms.ChoiceField(label=_("Keadaan"), choices=Taking.State.choices)
    minutes_late = forms.IntegerField(
        label=_("Terlambat (menit)"), min_value=0, max_value=480, required=False,
        help_text=_("Kosongkan bila tepat waktu."),
    )  # fmt: skip
    variant = forms.ModelChoiceField(
        Variant.objects.none(), label=_("Paket pengganti"), required=False,
        help_text=_("Hanya bila diulang; paket yang belum pernah dikerjakan orang ini."),
    )  # fmt: skip
    reason = forms.CharField(
        label=_("Alasan"), required=False, max_length=300, widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Wajib, kecuali selesai atau tidak hadir tanpa alasan."),
    )  # fmt: skip

    def __init__(self, *args: Any, variants: Any, waives: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        chosen: Any = self.fields["variant"]
        chosen.queryset = variants
        if not variants:
            del self.fields["variant"]
        if not waives:
            state: Any = self.fields["state"]
            state.choices = [each for each in Taking.State.choices if each[0] != Taking.State.WAIVED]


class PresenceForm(forms.Form):
    """Why somebody of the team was not there."""

    state = forms.ChoiceField(label=_("Kehadiran"), choices=Presence.State.choices, widget=forms.RadioSelect)
    reason = forms.CharField(label=_("Alasan"), required=False, max_length=300)


class IncidentForm(forms.Form):
    """What went otherwise than planned."""

    at = forms.TimeField(
        label=_("Jam kejadian"), required=False, widget=forms.TimeInput(attrs={"type": "time"}),
        help_text=_("Kosongkan bila baru saja."),
    )  # fmt: skip
    assessee = forms.ModelChoiceField(Assessee.objects.none(), label=_("Assessee"), required=False)
    text = forms.CharField(label=_("Yang terjadi"), widget=forms.Textarea(attrs={"rows": 3}))
    action = forms.CharField(label=_("Tindakan"), required=False, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        who: Any = self.fields["assessee"]
        who.queryset = called(event).select_related("person")
        who.label_from_instance = lambda each: f"{each.number}. {each.person.full_name}"
        self.event = event

    def moment(self, day: Any) -> datetime | None:
        """The moment on the day of the page, in the zone of the place."""
        at: time | None = self.cleaned_data["at"]
        return datetime.combine(day, at, tzinfo=zone(self.event.place)) if at else None


class WhyForm(forms.Form):
    """Why a check-in is undone."""

    reason = forms.CharField(label=_("Alasan"), max_length=300)

"""Forms about providers and their premises."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Place, Provider, Recognition, Room
from mumpuni.assessment.selectors.providers import AREAS
from mumpuni.assessment.services.places import ROOM_FIELDS, RoomRow
from mumpuni.people.models import Agency, Level, Office
from mumpuni.ui.forms import DateInput


class Unchecked(forms.ModelForm):
    """A form whose service checks the whole row; here only single fields are read."""

    def _post_clean(self) -> None:
        """Nothing: the service does."""


class ProviderForm(Unchecked):
    """What the Instansi Pembina enters."""

    class Meta:
        model = Provider
        fields = ("name", "kind", "agency")
        help_texts = {"agency": _("Wajib bagi penyelenggara pemerintah")}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        agency: Any = self.fields["agency"]
        agency.queryset = Agency.objects.order_by("name")


class ProviderSettingsForm(Unchecked):
    """What the provider's own staff keep."""

    sections = (
        (_("Surat"), ("office", "letter_city", "letterhead", "late_notice_blocks")),
        (_("Rapat integrasi"), ("decimal_levels",)),
        (_("Perka BKN 11/2008"), ("has_upk", "upk_unit")),
    )

    class Meta:
        model = Provider
        fields = ("office", "letter_city", "letterhead", "late_notice_blocks", "decimal_levels", "has_upk", "upk_unit")
        widgets = {"letterhead": forms.Textarea(attrs={"rows": 4})}

    def __init__(self, *args: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        office: Any = self.fields["office"]
        office.queryset = Office.objects.filter(agency=self.instance.agency) if self.instance.agency else Office.objects


class RecognitionForm(Unchecked):
    """A recognition of feasibility."""

    tiers = forms.MultipleChoiceField(
        label=_("Lingkup jenjang"), choices=Level, widget=forms.CheckboxSelectMultiple, required=True
    )

    class Meta:
        model = Recognition
        fields = ("category", "number", "issued_on", "valid_from", "valid_until", "tiers", "note")
        widgets = {"issued_on": DateInput(), "valid_from": DateInput(), "valid_until": DateInput()}


class DayAndReasonForm(forms.Form):
    """From which day something ends, and why."""

    on = forms.DateField(label=_("Sejak"), widget=DateInput())
    reason = forms.CharField(label=_("Alasan"), max_length=300, help_text=_("Masuk jejak audit."))


class PlaceForm(Unchecked):
    """Premises."""

    class Meta:
        model = Place
        fields = ("name", "address", "city", "time_zone")


class RoomForm(forms.Form):
    """A line of the grid of rooms; a new line without a name is no room."""

    pk = forms.IntegerField(required=False, widget=forms.HiddenInput())
    name = forms.CharField(label=_("Nama"), max_length=80, required=False)
    kind = forms.ChoiceField(label=_("Jenis"))
    area = forms.CharField(label=_("Gedung/lantai"), max_length=60, required=False)
    seats = forms.IntegerField(label=_("Kursi"), min_value=0, max_value=500, required=False)
    soundproof = forms.BooleanField(label=_("Kedap suara"), required=False)
    cctv = forms.BooleanField(label=_("CCTV"), required=False)
    one_way_mirror = forms.BooleanField(label=_("Kaca satu arah"), required=False)
    equipped = forms.BooleanField(label=_("Audio-visual dan komputer"), required=False)
    is_active = forms.BooleanField(label=_("Dapat dipakai"), required=False, initial=True)

    #: What each area of Pasal 23 is asked for, besides name, kind, floor and use.
    EQUIPMENT = {"assessee": ("soundproof", "cctv"), "assessor": ("one_way_mirror", "equipped")}

    def __init__(self, *args: Any, section: str, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.section = section
        self.problems: list[str] = []
        kind: Any = self.fields["kind"]
        kind.choices = [(code, label) for code, label in Room.Kind.choices if code in AREAS[section]]
        if section == "assessor":
            del self.fields["seats"]

    def clean(self) -> dict[str, Any]:
        """A room that is there keeps a name."""
        told = super().clean() or {}
        if told.get("pk") and not (told.get("name") or "").strip():
            self.add_error("name", _("Isi nama ruang; ruang yang tidak dipakai lagi cukup dilepas tandanya."))
        return told

    @property
    def equipment(self) -> list[forms.BoundField]:
        """The boxes of this area."""
        return [self[name] for name in self.EQUIPMENT[self.section]]

    @property
    def told(self) -> list[str]:
        """Everything that is wrong with the line."""
        return [*(str(error) for errors in self.errors.values() for error in errors), *self.problems]

    def row(self) -> RoomRow | None:
        """The line for the service; none for a blank one. What the other area asks for stays as it was."""
        told = self.cleaned_data
        if not told.get("name"):
            return None
        kept = {name: self.initial[name] for name in ROOM_FIELDS if name in self.initial}
        given = {name: told[name] for name in ROOM_FIELDS if name in told and name in self._shown()}
        seats = told.get("seats")
        given["seats"] = 0 if self.section == "assessor" else 1 if seats is None else seats
        return RoomRow(pk=told.get("pk"), **kept | given)

    def _shown(self) -> frozenset[str]:
        return frozenset({"name", "kind", "area", "is_active", *self.EQUIPMENT[self.section]})


RoomFormSet = forms.formset_factory(RoomForm, extra=0, max_num=200, absolute_max=200)


def room_forms(rooms: list[Room], section: str, given: Any = None, *, blank: int = 2) -> Any:
    """The grid of one area: its rooms, and blank lines for more."""
    here = [room for room in rooms if room.kind in AREAS[section]]
    known = [{"pk": room.pk, **{name: getattr(room, name) for name in ROOM_FIELDS}} for room in here]
    empty: dict[str, Any] = {"is_active": True, "kind": AREAS[section][0]}
    if section == "assessee":
        empty |= {"soundproof": True, "cctv": True, "seats": 1}
    initial = [*known, *([empty] * blank)]
    return RoomFormSet(given, prefix=section, initial=initial, form_kwargs={"section": section})

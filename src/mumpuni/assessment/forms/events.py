"""Forms about making, changing, cancelling and taking in."""

from typing import Any, ClassVar

from django import forms
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Event, Request
from mumpuni.assessment.selectors.events import places_for
from mumpuni.assessment.selectors.methods import proposals, proposed
from mumpuni.assessment.words import METHODS_2008
from mumpuni.ui.forms import DateInput


class RevisionForm(forms.Form):
    """From which state of the event the page was made."""

    revision = forms.IntegerField(widget=forms.HiddenInput())


class ReasonForm(RevisionForm):
    """Why."""

    reason = forms.CharField(label=_("Alasan"), max_length=300, widget=forms.Textarea(attrs={"rows": 3}))


class EventForm(forms.Form):
    """What an event is made with; the fields of the edition that its request stands under."""

    name = forms.CharField(label=_("Nama kegiatan"), max_length=200)
    first_day = forms.DateField(label=_("Hari pertama"), widget=DateInput())
    last_day = forms.DateField(label=_("Hari terakhir"), widget=DateInput())
    place: Any = forms.ModelChoiceField(
        queryset=None,
        label=_("Tempat"),
        required=False,
        empty_label=_("Belum dipilih"),
        help_text=_("Tempat harus dipilih sebelum rancangan dikunci."),
    )
    family = forms.ChoiceField(
        label=_("Keluarga metode"),
        choices=Event.Family.choices,
        widget=forms.RadioSelect(),
        help_text=_("Metode lainnya dan metode massal berbasis teknologi: paling tinggi Administrator."),
    )
    method = forms.ChoiceField(
        label=_("Metode Assessment Center"),
        choices=[("", _("Tidak dipakai")), *Event.Method.choices[1:]],
        widget=forms.RadioSelect(),
        required=False,
    )
    method_reason = forms.CharField(
        label=_("Alasan metode yang lebih kuat"),
        max_length=300,
        required=False,
        help_text=_("Hanya bila metodenya lebih kuat daripada yang diminta target jabatan."),
    )
    adapted_method = forms.CharField(
        label=_("Penyesuaian metode bagi kelompok kecil"),
        max_length=300,
        required=False,
        help_text=_("Bagi uji kesesuaian dengan sedikit Assessee."),
    )
    body = forms.ChoiceField(
        label=_("Pelaksana"), choices=Event.Body.choices[1:], widget=forms.RadioSelect(), required=False
    )
    decision_number = forms.CharField(label=_("Nomor keputusan pembentukan TPK"), max_length=100, required=False)
    decision_date = forms.DateField(label=_("Tanggal keputusan"), widget=DateInput(), required=False)
    decided_by_ppk = forms.BooleanField(label=_("Keputusan itu ditandatangani PPK"), required=False)
    bkn_recommendation = forms.CharField(
        label=_("Nomor rekomendasi BKN"), max_length=150, required=False, help_text=_("Bagi UPK instansi lain.")
    )
    methods_2008 = forms.MultipleChoiceField(
        label=_("Metode"), choices=METHODS_2008, widget=forms.CheckboxSelectMultiple(), required=False
    )
    specific_task = forms.CharField(
        label=_("Tugas spesifik"),
        max_length=300,
        required=False,
        help_text=_("Alasan analisis kasus atau presentasi bagi eselon IV."),
    )
    short_reason = forms.CharField(
        label=_("Alasan kurang dari dua hari"),
        max_length=300,
        required=False,
        help_text=_("Bagi Assessment Center yang lebih pendek."),
    )

    ONLY_2019: ClassVar = ("family", "method", "adapted_method")
    ONLY_2008: ClassVar = (
        "body", "decision_number", "decision_date", "decided_by_ppk", "bkn_recommendation", "methods_2008",
        "specific_task", "short_reason",
    )  # fmt: skip

    def __init__(self, *args: Any, of: Request, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        old = of.edition != "bkn-26-2019"
        for name in self.ONLY_2019 if old else self.ONLY_2008:
            del self.fields[name]
        if not of.job_fit:
            self.fields.pop("adapted_method", None)
        place: Any = self.fields["place"]
        place.queryset = places_for(of)
        place.label_from_instance = lambda each: f"{each} – {each.provider}"
        assert of.confirmed_from is not None
        assert of.confirmed_until is not None
        self.fields["first_day"].help_text = _("Dikonfirmasi %(first)s sampai %(last)s.") % {
            "first": date_format(of.confirmed_from, "DATE_FORMAT"),
            "last": date_format(of.confirmed_until, "DATE_FORMAT"),
        }
        if old:
            self.fields["method_reason"].label = _("Pertimbangan tidak memakai Assessment Center")
            self.fields["method_reason"].help_text = _("Bagi eselon III dan IV.")

    @property
    def sections(self) -> list[tuple[Any, list[str]]]:
        """The fields below their headings."""
        groups = [
            (_("Kegiatan"), ["name", "first_day", "last_day", "short_reason", "place"]),
            (_("Pelaksana"), list(self.ONLY_2008[:5])),
            (_("Metode"), ["family", "method", "methods_2008", "method_reason", "specific_task", "adapted_method"]),
        ]
        shown = [(title, [name for name in names if name in self.fields]) for title, names in groups]
        return [(title, names) for title, names in shown if names]


def new_event(of: Request) -> dict[str, Any]:
    """What a new event is proposed to be: all confirmed days, the method that the targets ask for."""
    own = of.provider.places.order_by("name").first()
    center = "assessment-center"
    targets = ", ".join(each.title for each in of.targets.all())
    return {
        "name": f"{of.agency.short_name or of.agency.name}: {targets}"[:200],
        "first_day": of.confirmed_from,
        "last_day": of.confirmed_until,
        "place": own,
        "family": center,
        "method": proposed(proposals(of)) if of.edition == "bkn-26-2019" else "",
        "body": "upk" if of.provider.has_upk else "tpk",
        "methods_2008": [center] if of.provider.has_upk else [],
    }

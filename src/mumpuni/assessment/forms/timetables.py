"""Forms about timetables."""

from datetime import datetime
from typing import Any

from django import forms
from django.core.validators import MaxValueValidator, MinValueValidator
from django.utils.formats import date_format
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Event, Room, Session, TeamMember, TeamRole, TimetableRules
from mumpuni.assessment.selectors.zones import zone
from mumpuni.regulations.bkn_26_2019.stages import FEWEST_IN_MEETING


class RulesForm(forms.ModelForm):
    """The numbers that no law gives; order and spacing are written a line each, as `Analisis kasus > Presentasi`."""

    order_text = forms.CharField(
        label=_("Urutan simulasi"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 3}),
        help_text=_("Satu baris satu urutan: simulasi yang dahulu > yang kemudian."),
    )
    space_text = forms.CharField(
        label=_("Jarak antarsimulasi"),
        required=False,
        widget=forms.Textarea(attrs={"rows": 2}),
        help_text=_("Satu baris satu jarak: simulasi > simulasi > menit."),
    )

    class Meta:
        model = TimetableRules
        fields = (
            "grid_minutes", "gap_minutes", "travel_minutes", "briefing_minutes", "pair_limit", "observe_limit",
            "week_limit", "meeting_minutes", "meeting_quorum", "report_minutes", "solver_seconds", "solver_workers",
        )  # fmt: skip

    LIMITS = {
        "grid_minutes": (5, 60),
        "solver_seconds": (1, 600),
        "solver_workers": (1, 8),
        "meeting_quorum": (FEWEST_IN_MEETING, 10),
    }
    sections = (
        (_("Waktu"), ("grid_minutes", "gap_minutes", "travel_minutes", "briefing_minutes")),
        (_("Beban pengamat"), ("pair_limit", "observe_limit", "week_limit")),
        (_("Rapat integrasi dan laporan"), ("meeting_minutes", "meeting_quorum", "report_minutes")),
        (_("Urutan dan jarak"), ("order_text", "space_text")),
        (_("Pencarian"), ("solver_seconds", "solver_workers")),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        tools = {each.instrument for each in event.instruments.select_related("instrument")}
        names = {each.code: str(each) for each in tools}
        #: What may be written for each: its name or its code.
        self.codes = {word.casefold(): each.code for each in tools for word in (str(each), each.code)}
        self.initial["order_text"] = "\n".join(
            " > ".join(names.get(code, code) for code in pair) for pair in self.instance.order
        )
        self.initial["space_text"] = "\n".join(
            f"{names.get(one, one)} > {names.get(two, two)} > {minutes}" for one, two, minutes in self.instance.space
        )
        self.fields["order_text"].help_text = _(
            "Satu baris satu urutan: simulasi yang dahulu > yang kemudian. Dalam kegiatan ini: %(names)s."
        ) % {"names": ", ".join(sorted(names.values()))}
        for name, (least, most) in self.LIMITS.items():
            field: Any = self.fields[name]
            field.min_value, field.max_value = least, most
            field.validators += [MinValueValidator(least),
                                 MaxValueValidator(most)]  # fmt: skip
            field.widget.attrs |= {"min": least, "max": most}

    def clean_order_text(self) -> list[list[str]]:
        """Pairs of codes."""
        return [parts for _number, parts in self._lines("order_text", 2)]

    def clean_space_text(self) -> list[list[Any]]:
        """Pairs of codes with minutes."""
        found: list[list[Any]] = []
        for number, parts in self._lines("space_text", 3):
            if not parts[2].isdecimal() or int(parts[2]) > 480:
                raise forms.ValidationError(
                    _("Baris %(number)d: tulis jaraknya dalam menit, 0 sampai 480."), params={"number": number}
                )
            found.append([parts[0], parts[1], int(parts[2])])
        return found

    def _lines(self, name: str, count: int) -> list[tuple[int, list[str]]]:
        found = []
        for number, line in enumerate(self.cleaned_data[name].splitlines(), start=1):
            if not line.strip():
                continue
            parts = [part.strip() for part in line.split(">")]
            if len(parts) != count:
                raise forms.ValidationError(
                    _("Baris %(number)d: pisahkan %(count)d isian dengan tanda >."),
                    params={"number": number, "count": count},
                )
            if strange := [part for part in parts[:2] if part.casefold() not in self.codes]:
                raise forms.ValidationError(
                    _("Baris %(number)d: “%(code)s” bukan simulasi kegiatan ini."),
                    params={"number": number, "code": strange[0]},
                )
            found.append((number, [*(self.codes[part.casefold()] for part in parts[:2]), *parts[2:]]))
        return found

    def values(self) -> dict[str, Any]:
        """What the service takes."""
        told = {name: self.cleaned_data[name] for name in self.Meta.fields}
        return told | {"order": self.cleaned_data["order_text"], "space": self.cleaned_data["space_text"]}


class SessionForm(forms.Form):
    """Time, room and observers of one session, for those who do not drag."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    day = forms.ChoiceField(label=_("Hari"))
    start = forms.TimeField(label=_("Mulai"), widget=forms.TimeInput(attrs={"type": "time"}, format="%H:%M"))
    room = forms.ModelChoiceField(Room.objects.none(), label=_("Ruang"))
    despite = forms.BooleanField(
        label=_("Simpan walau bentrok"),
        required=False,
        help_text=_("Draf boleh bentrok sementara; jadwal yang bentrok tidak dapat diumumkan."),
    )

    def __init__(self, *args: Any, session: Session, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.session = session
        event = session.timetable.event
        self.zone = zone(event.place)
        local = session.starts_at.astimezone(self.zone)
        days: Any = self.fields["day"]
        days.choices = [(f"{each.date}", date_format(each.date, "l, j F Y")) for each in event.days.all()]
        rooms: Any = self.fields["room"]
        rooms.queryset = session.room.place.rooms.filter(is_active=True)
        self.initial.update({
            "day": f"{local.date()}", "start": local.time(), "room": session.room_id,
            "revision": session.timetable.revision,
        })  # fmt: skip
        observed = session.instrument is not None and session.instrument.observers > 0
        self.watched = list(session.assessees.select_related("person")) if observed else []
        self._observers(event)

    def _observers(self, event: Event) -> None:
        panel = event.team.filter(role=TeamRole.ASSESSOR, removed_at=None).select_related("practitioner__person")
        self.panel = {each.pk: each for each in panel} if self.watched else {}
        choices = [(pk, each.practitioner.person.full_name) for pk, each in self.panel.items()]
        now: dict[int, list[int]] = {}
        for watch in self.session.watches.all():
            now.setdefault(watch.assessee_id, []).append(watch.member_id)
        for each in self.watched:
            field = forms.TypedMultipleChoiceField(
                coerce=int,
                choices=choices,
                label=_("Pengamat %(who)s") % {"who": each.person.name},
                required=False,
                widget=forms.CheckboxSelectMultiple,
                initial=now.get(each.pk, []),
            )
            self.fields[f"observers_{each.pk}"] = field
        self.order_fields(["revision", "day", "start", "room", *(f"observers_{each.pk}" for each in self.watched)])

    def starts_at(self) -> datetime:
        """As a point in time."""
        day = datetime.fromisoformat(self.cleaned_data["day"]).date()
        return datetime.combine(day, self.cleaned_data["start"], self.zone)

    def observers(self) -> dict[int, list[TeamMember]] | None:
        """Who watches whom; None where nobody is watched or nothing was changed."""
        changed = any(f"observers_{each.pk}" in self.changed_data for each in self.watched)
        if not changed:
            return None
        return {each.pk: [self.panel[pk] for pk in self.cleaned_data[f"observers_{each.pk}"]] for each in self.watched}


class LockForm(forms.Form):
    """What of a session stays when the rest is solved again."""

    revision = forms.IntegerField(widget=forms.HiddenInput)
    time = forms.BooleanField(label=_("Kunci waktu"), required=False)
    room = forms.BooleanField(label=_("Kunci ruang"), required=False)
    people = forms.BooleanField(label=_("Kunci pengamat"), required=False)


class RepairForm(forms.Form):
    """Why and from when on the rest is solved again, and who cannot come."""

    cause = forms.CharField(
        label=_("Sebab"), max_length=300, help_text=_("Tercantum pada surel kepada yang jadwalnya berubah.")
    )
    ill = forms.ModelMultipleChoiceField(
        TeamMember.objects.none(),
        label=_("Anggota tim yang berhalangan"),
        required=False,
        widget=forms.CheckboxSelectMultiple,
        help_text=_("Yang sudah dikeluarkan dari tim, mundur, atau menyatakan kepentingan diperhitungkan sendiri."),
    )
    from_time = forms.DateTimeField(
        label=_("Boleh berubah mulai"),
        required=False,
        widget=forms.DateTimeInput(attrs={"type": "datetime-local"}, format="%Y-%m-%dT%H:%M"),
        help_text=_("Jam setempat; kosong berarti sejak sekarang. Yang mulai sebelum itu tidak diubah."),
    )

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.zone = zone(event.place)
        field: Any = self.fields["ill"]
        field.queryset = event.team.filter(removed_at=None).select_related("practitioner__person")

    def cut(self) -> datetime | None:
        """The moment, read as the hour at the place."""
        told = self.cleaned_data["from_time"]
        return told.replace(tzinfo=self.zone) if told else None

"""Days off, a line for each."""

from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.exchange.cells import BadCell, clean, date_text
from mumpuni.people.models import Agency, Holiday
from mumpuni.people.selectors.calendars import calendars_kept
from mumpuni.people.services.calendars import DayOff

NATIONAL = "nasional"
_MOST_LINES = 400
#: Words at the end of a line that make it collective leave instead of a holiday.
_COLLECTIVE = ("cuti bersama", "cuti")


class HolidaysForm(forms.Form):
    """A year's days off, pasted or typed; the calendar is chosen among those that the actor keeps."""

    calendar = forms.ChoiceField(label=gettext_lazy("Kalender"))
    days = forms.CharField(
        label=gettext_lazy("Hari libur"),
        max_length=40_000,
        widget=forms.Textarea(attrs={"rows": 12, "spellcheck": "false"}),
        help_text=gettext_lazy(
            "Satu hari per baris: tanggal; nama; jenis (boleh kosong). Contoh: 19 Maret 2026; Hari Suci Nyepi. Untuk "
            "cuti bersama: 18 Maret 2026; Nyepi; cuti bersama. Tiga kolom dari Excel juga dapat ditempel."
        ),
    )
    decree = forms.CharField(
        label=gettext_lazy("Dasar"),
        max_length=150,
        required=False,
        help_text=gettext_lazy("Mis. keputusan bersama tentang hari libur nasional dan cuti bersama"),
    )

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        national, agencies = calendars_kept(actor)
        self.agencies = {str(agency.pk): agency for agency in agencies}
        calendar: Any = self.fields["calendar"]
        calendar.choices = [
            *([(NATIONAL, _("Nasional, bagi semua instansi"))] if national else []),
            *((pk, _("Hanya %(agency)s") % {"agency": agency}) for pk, agency in self.agencies.items()),
        ]

    def clean_calendar(self) -> Agency | None:
        """The agency, or None for the national calendar."""
        chosen = self.cleaned_data["calendar"]
        return None if chosen == NATIONAL else self.agencies[chosen]

    def clean_days(self) -> list[DayOff]:
        """Each line read; what cannot be read is named by its number."""
        lines = [(number, line) for number, line in enumerate(self.cleaned_data["days"].splitlines(), 1) if clean(line)]
        if len(lines) > _MOST_LINES:
            raise forms.ValidationError(_("Paling banyak %(most)d baris sekaligus.") % {"most": _MOST_LINES})
        read, wrong = [], []
        for number, line in lines:
            try:
                read.append(_day_off(line))
            except BadCell as problem:
                where = _("Baris %(number)d “%(line)s”:") % {"number": number, "line": clean(line)[:60]}
                wrong.append(f"{where} {problem.message} {problem.mend}")
        if wrong:
            raise forms.ValidationError(wrong)
        return read


def _day_off(line: str) -> DayOff:
    parts = [clean(part) for part in line.replace("\t", ";").split(";")]
    parts = [part for part in parts if part]
    day = date_text(parts[0])
    name = parts[1] if len(parts) > 1 else ""
    if not name:
        raise BadCell("no-name", _("Nama hari liburnya tidak ada."), _("Tulis seperti 19 Maret 2026; Hari Suci Nyepi."))
    if len(name) > 120:
        raise BadCell("long-name", _("Nama lebih dari 120 huruf."), _("Ringkaskan namanya."))
    collective = len(parts) > 2 and parts[2].casefold() in _COLLECTIVE
    if len(parts) > 2 and not collective and parts[2].casefold() not in ("libur", "hari libur", "libur nasional"):
        raise BadCell("unknown-kind", _("Jenisnya tidak dikenal."), _("Tulis libur atau cuti bersama, atau kosongkan."))
    return DayOff(day, name, Holiday.Kind.COLLECTIVE_LEAVE if collective else Holiday.Kind.HOLIDAY)

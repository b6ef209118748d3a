"""Hours and breaks of an event's days."""

import re
from datetime import time
from typing import Any

from django import forms
from django.core.exceptions import ValidationError
from django.utils.formats import date_format
from django.utils.translation import gettext as say
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Event

#: A line such as `11.45-12.00 Zuhur`; colon and long dash are fine too.
LINE = re.compile(r"^(\d{1,2})[.:](\d{2})\s*[-–—]\s*(\d{1,2})[.:](\d{2})\s+(\S.*)$")
Break = dict[str, str]


class BreaksField(forms.CharField):
    """Breaks as lines of text, `11.45-12.00 Zuhur`."""

    widget = forms.Textarea(attrs={"rows": 4})

    def clean(self, value: Any) -> list[Break]:
        """Each line as a break; every line that cannot be read is named by its number."""
        found: list[Break] = []
        wrong: list[str] = []
        for number, line in enumerate((super().clean(value) or "").splitlines(), start=1):
            if not line.strip():
                continue
            match = LINE.match(line.strip())
            if match is None or (span := _span(match)) is None:
                wrong.append(
                    say("Baris %(number)d tidak terbaca: tulis seperti 11.45-12.00 Zuhur.") % {"number": number}
                )
            else:
                found.append({"name": match[5].strip()[:60], "from": span[0], "to": span[1]})
        if wrong:
            raise ValidationError(wrong)
        return sorted(found, key=lambda each: each["from"])


def _span(match: re.Match[str]) -> tuple[str, str] | None:
    try:
        begin, end = time(int(match[1]), int(match[2])), time(int(match[3]), int(match[4]))
    except ValueError:
        return None
    return (f"{begin:%H:%M}", f"{end:%H:%M}") if begin < end else None


class DaysForm(forms.Form):
    """For each day when it begins and ends, and its breaks; times are those of the place."""

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.days = list(event.days.all())
        self.sections: list[tuple[str, tuple[str, ...]]] = []
        for day in self.days:
            names = tuple(f"{day.pk}-{part}" for part in ("starts", "ends", "breaks"))
            clock = forms.TimeInput(attrs={"type": "time"}, format="%H:%M")
            self.fields[names[0]] = forms.TimeField(label=_("Mulai"), widget=clock, initial=day.starts)
            self.fields[names[1]] = forms.TimeField(label=_("Selesai"), widget=clock, initial=day.ends)
            lines = "\n".join(f"{each['from']}-{each['to']} {each['name']}".replace(":", ".") for each in day.breaks)
            self.fields[names[2]] = BreaksField(
                label=_("Jeda"),
                required=False,
                initial=lines,
                help_text=_("Satu baris satu jeda, mis. 11.45-12.00 Zuhur. Tidak ada sesi yang berjalan pada jeda."),
            )
            self.sections.append((date_format(day.date, "l, j F Y"), names))

    def values(self) -> dict[int, tuple[time, time, list[Break]]]:
        """Begin, end and breaks by the number of the day."""
        data = self.cleaned_data
        return {
            day.pk: (data[f"{day.pk}-starts"], data[f"{day.pk}-ends"], data[f"{day.pk}-breaks"]) for day in self.days
        }

"""Forms of writing reports."""

from datetime import timedelta
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Assessee, Event, Part, TeamMember
from mumpuni.assessment.selectors.report_dealing import eligible
from mumpuni.assessment.selectors.zones import today
from mumpuni.ui.forms import DateInput


class ShareForm(forms.Form):
    """Until when."""

    due_on = forms.DateField(label=_("Tenggat"), widget=DateInput)

    def __init__(self, *args: Any, event: Event, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.fields["due_on"].initial = today(event) + timedelta(days=14)


class AssignForm(forms.Form):
    """Who writes, who reviews, until when."""

    writer = forms.ModelChoiceField(TeamMember.objects.none(), label=_("Penulis"))
    reviewer = forms.ModelChoiceField(
        TeamMember.objects.none(), label=_("Penelaah"), help_text=_("Orang lain dari penulisnya.")
    )
    due_on = forms.DateField(label=_("Tenggat"), widget=DateInput)
    reason = forms.CharField(label=_("Alasan perubahan"), max_length=300, widget=forms.Textarea(attrs={"rows": 2}))

    def __init__(self, *args: Any, assessee: Assessee, changes: bool, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        for name in ("writer", "reviewer"):
            field: Any = self.fields[name]
            field.queryset = eligible(assessee)
        if not changes:
            del self.fields["reason"]


def place(key: str) -> tuple[str, int | None] | None:
    """A part of a report from its word on the page; nothing for another word."""
    part, _dash, line = key.rpartition("-") if key.rpartition("-")[2].isdecimal() else (key, "", "")
    return (part, int(line) if line else None) if part in Part.values else None


def given(data: Any, start: str) -> dict[tuple[str, int | None], str]:
    """What was typed for each part in the fields that begin with a word."""
    found = {}
    for name in data:
        where = place(name.removeprefix(start)) if name.startswith(start) else None
        if where is not None:
            found[where] = str(data[name])
    return found

"""Forms about results."""

from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.selectors.results import Line
from mumpuni.regulations.bkn_26_2019.results import HIGHEST_LEVEL


class WhatIfForm(forms.Form):
    """Other levels than the agreed ones, only to look at."""

    def __init__(self, *args: Any, lines: list[Line], **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        self.lines = lines
        for number, each in enumerate(lines):
            self.fields[f"level-{number}"] = forms.DecimalField(
                label=each.name,
                min_value=0,
                max_value=HIGHEST_LEVEL,
                max_digits=3,
                decimal_places=2,
                initial=each.achieved,
                help_text=_("Standar %(level)d") % {"level": each.required},
            )

    @property
    def levels(self) -> dict[str, Any]:
        """By the competency's name."""
        return {each.name: self.cleaned_data[f"level-{number}"] for number, each in enumerate(self.lines)}

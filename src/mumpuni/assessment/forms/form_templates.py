"""The editor of a form's draft: its head, and its parts and fields as the page sends them."""

from collections.abc import Callable
from typing import Any

from django import forms
from django.http import QueryDict
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import FormTemplate
from mumpuni.people.models import Level

_MOST = 60
Parts = list[dict[str, Any]]


class HeadForm(forms.ModelForm):
    """What a form is called and whom it asks."""

    tiers = forms.MultipleChoiceField(
        label=_("Bagi jenjang"),
        help_text=_("Kosongkan untuk semua jenjang target."),
        choices=Level.choices,
        required=False,
        widget=forms.CheckboxSelectMultiple,
    )

    class Meta:
        model = FormTemplate
        fields = ("title", "intro", "is_required", "after_the_day", "tiers")
        widgets = {"intro": forms.Textarea(attrs={"rows": 2})}


def read_parts(posted: QueryDict) -> Parts:
    """The parts with their fields in the order of the page."""
    return [
        {
            "code": posted.get(f"b{part}.code", ""),
            "title": posted.get(f"b{part}.title", ""),
            "help": posted.get(f"b{part}.help", ""),
            "fields": [_field(posted, f"b{part}.f{one}") for one in range(_count(posted, f"b{part}.n"))],
        }
        for part in range(_count(posted, "n"))
    ]


def changed(parts: Parts, act: str) -> Parts:
    """The parts after a button of the editor: add, remove, move up; unknown buttons change nothing."""
    what, _colon, place = act.partition(":")
    first, _dot, second = place.partition(".")
    part = int(first) if first.isdecimal() else -1
    one = int(second) if second.isdecimal() else -1
    acts: dict[str, Callable[[], Any]] = {
        "tambah-bagian": lambda: parts.append({"title": "", "fields": []}),
        "tambah-isian": lambda: parts[part]["fields"].append({"label": "", "kind": "text"}),
        "hapus-bagian": lambda: parts.pop(part),
        "hapus-isian": lambda: parts[part]["fields"].pop(one),
        "naik-bagian": lambda: _up(parts, part),
        "naik-isian": lambda: _up(parts[part]["fields"], one),
    }
    in_part = what in ("tambah-bagian",) or 0 <= part < len(parts)
    in_field = (
        not what.endswith("-isian") or what == "tambah-isian" or (in_part and 0 <= one < len(parts[part]["fields"]))
    )
    if what in acts and in_part and in_field:
        acts[what]()
    return parts


def _up(rows: list[Any], place: int) -> None:
    if place > 0:
        rows[place - 1], rows[place] = rows[place], rows[place - 1]


def _field(posted: QueryDict, name: str) -> dict[str, Any]:
    rows = posted.get(f"{name}.rows", "")
    return {
        "code": posted.get(f"{name}.code", ""),
        "label": posted.get(f"{name}.label", ""),
        "help": posted.get(f"{name}.help", ""),
        "kind": posted.get(f"{name}.kind", "text"),
        "required": posted.get(f"{name}.required") == "1",
        "rows": int(rows[:3]) if rows.isdecimal() else 4,
        "choices": posted.get(f"{name}.choices", "").splitlines(),
    }


def _count(posted: QueryDict, name: str) -> int:
    given = posted.get(name, "")
    return min(int(given[:4]), _MOST) if given.isdecimal() else 0

"""Forms about the nine levels and the tables of Pasal 12."""

from collections.abc import Sequence
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.exchange.cells import clean
from mumpuni.standards.models import EquivalenceTable, Framework, FrameworkLevel
from mumpuni.standards.selectors.framework import level_numbers
from mumpuni.standards.services.equivalence import TableRow
from mumpuni.ui.forms import DateInput


class FrameworkForm(forms.Form):
    """A new edition: the decision, and name and description of each level, the highest first as on the page."""

    title = forms.CharField(label=_("Nama"), max_length=150)
    decision_number = forms.CharField(label=_("Nomor keputusan"), max_length=100)
    decision_date = forms.DateField(label=_("Tanggal keputusan"), widget=DateInput())
    in_force_from = forms.DateField(label=_("Berlaku sejak"), widget=DateInput())

    def __init__(self, *args: Any, edition: Framework, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        now: dict[int, FrameworkLevel] = {each.level: each for each in edition.levels.all()}
        self.fields["title"].initial = edition.title
        decision: Any = ("title", "decision_number", "decision_date", "in_force_from")
        self.sections: list[Any] = [(_("Keputusan"), decision)]
        for level in reversed(level_numbers()):
            name, description = f"name_{level}", f"description_{level}"
            self.fields[name] = forms.CharField(label=_("Sebutan"), max_length=100, initial=now[level].name)
            self.fields[description] = forms.CharField(
                label=_("Uraian"),
                required=False,
                initial=now[level].description,
                widget=forms.Textarea({"rows": 2}),
            )
            self.sections.append((_("Jenjang %(level)d") % {"level": level}, (name, description)))

    def levels(self) -> dict[int, tuple[str, str]]:
        """Name and description by level, as the service takes them."""
        told = self.cleaned_data
        return {level: (told[f"name_{level}"], told[f"description_{level}"]) for level in level_numbers()}


class TableForm(forms.Form):
    """The Keputusan Menteri that sets a table."""

    decision_number = forms.CharField(label=_("Nomor Keputusan Menteri"), max_length=100)
    decision_date = forms.DateField(label=_("Tanggal keputusan"), widget=DateInput())
    in_force_from = forms.DateField(label=_("Berlaku sejak"), widget=DateInput())


class RowForm(forms.Form):
    """A line of the grid. Education and development have a line for each word; a line left blank narrows nothing."""

    key = forms.CharField(max_length=150, required=False)
    min_years = forms.IntegerField(min_value=0, max_value=60, required=False)
    level = forms.IntegerField(required=False)

    problems: Sequence[str] = ()
    name = ""

    def clean(self) -> dict[str, Any]:
        """A line is whole or blank."""
        told = super().clean() or {}
        told["key"] = clean(told.get("key") or "")
        if not self.name and not self.errors:
            missing = [name for name in ("key", "min_years", "level") if told.get(name) in (None, "")]
            if missing and len(missing) < 3:
                raise forms.ValidationError(_("Lengkapi bidang, tahun, dan jenjang, atau kosongkan ketiganya."))
        return told

    def row(self) -> TableRow | None:
        """The line for the service; none for a blank one."""
        told = self.cleaned_data
        if told.get("level") is None or not told.get("key"):
            return None
        return TableRow(told["key"], told["level"], told.get("min_years"))


RowFormSet = forms.formset_factory(RowForm, extra=0, max_num=300, absolute_max=300)


def row_forms(kind: str, names: dict[str, str], given: Any = None, *, blank: int = 6) -> Any:
    """The grid for a kind: one line per word of the law, or `blank` lines for fields of work."""
    keys = [""] * blank if kind == EquivalenceTable.Kind.EXPERIENCE else list(names)
    rows = RowFormSet(given, prefix="row", initial=[{"key": key} for key in keys])
    for form in rows:
        key = form["key"].value() or ""
        form.name = names.get(key, "") if kind != EquivalenceTable.Kind.EXPERIENCE else ""
        # A line that nobody typed into is blank, also where its word stands there by itself.
        form.empty_permitted = False
    return rows

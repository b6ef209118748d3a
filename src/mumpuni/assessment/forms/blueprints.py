"""The design as a page of ticks and numbers, read as one whole."""

from collections.abc import Mapping
from dataclasses import dataclass
from decimal import Decimal, InvalidOperation
from functools import cached_property
from typing import Any

from django import forms
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.assessment.models import Blueprint, BlueprintLine, Event, EventInstrument, Instrument, Variant
from mumpuni.assessment.selectors.blueprints import Design, Use, blueprints_of, instruments_of, offered
from mumpuni.assessment.services.blueprints import NUMBERS, InstrumentPlan

LAST = 99


class InstrumentForm(forms.Form):
    """One instrument: whether it is used, with which variant, and its numbers."""

    used = forms.BooleanField(label=gettext_lazy("Dipakai"), required=False)
    variant = forms.ChoiceField(label=gettext_lazy("Paket"), required=False)
    number = forms.IntegerField(label=gettext_lazy("Urutan"), min_value=1, max_value=LAST, required=False)
    minutes = forms.IntegerField(label=gettext_lazy("Lama (menit)"), min_value=5, max_value=480, required=False)
    observers = forms.IntegerField(label=gettext_lazy("Pengamat"), min_value=0, max_value=9, required=False)
    max_watch = forms.IntegerField(
        label=gettext_lazy("Assessee per pengamat"), min_value=1, max_value=9, required=False
    )
    prepare_minutes = forms.IntegerField(
        label=gettext_lazy("Persiapan (menit)"), min_value=0, max_value=240, required=False
    )
    classify_minutes = forms.IntegerField(
        label=gettext_lazy("Klasifikasi (menit)"), min_value=0, max_value=240, required=False
    )

    def __init__(self, data: Any, *, instrument: Instrument, saved: EventInstrument | None) -> None:
        self.instrument = instrument
        source: Any = saved or instrument
        initial = {name: getattr(source, name) for name in NUMBERS}
        own = saved.variant if saved else None
        initial |= {"used": saved is not None, "number": saved.number if saved else None}
        initial |= {"variant": str(own.pk) if own else ""}
        super().__init__(data, initial=initial, prefix=f"alat{instrument.pk}")
        self.variants = [each for each in instrument.variants.all() if each.is_active or each == own]
        field: Any = self.fields["variant"]
        field.choices = [("", "—"), *((str(each.pk), each.code) for each in self.variants)]
        for bound in self:
            bound.field.widget.attrs["aria-label"] = f"{instrument.name}: {bound.label}"
            bound.field.widget.attrs["class"] = "form-select" if bound.name == "variant" else "form-control"
        self.fields["used"].widget.attrs["class"] = "form-check-input"

    @property
    def is_used(self) -> bool:
        """As ticked, or as saved."""
        return bool(self["used"].value())

    @property
    def chosen_variant(self) -> Variant | None:
        """As chosen."""
        chosen = self["variant"].value()
        return next((each for each in self.variants if str(each.pk) == str(chosen)), None)


@dataclass(frozen=True)
class Cell:
    """A tick of the grid."""

    value: str
    column: int
    label: str
    name: str
    ticked: bool
    used: bool


@dataclass(frozen=True)
class Row:
    """A competency of one target, with its weight as typed and a cell for each instrument."""

    line: BlueprintLine
    weight: str
    wrong: str
    cells: list[Cell]

    @property
    def used_cells(self) -> list[Cell]:
        """Those of the instruments in use."""
        return [each for each in self.cells if each.used]


class BlueprintForm:
    """The whole design of an event, as saved or as typed; cells are named "line-instrument"."""

    def __init__(self, event: Event, data: Any = None) -> None:
        self.event = event
        self.data = data
        self.blueprints = blueprints_of(event)
        self.saved = {each.instrument_id: each for each in instruments_of(event)}
        forms_here = [InstrumentForm(data, instrument=each, saved=self.saved.get(each.pk)) for each in offered(event)]
        self.instruments = sorted(forms_here, key=lambda one: self._place(one.instrument.pk))
        self.errors: list[str] = []

    def _place(self, instrument: int) -> tuple[int, int]:
        saved = self.saved.get(instrument)
        return (saved.number, 0) if saved else (LAST + 1, 0)

    @property
    def revision(self) -> int:
        """The state of the event that the page was made from; what was sent stays, so that a clash shows again."""
        sent = self.data.get("revision", "") if self.data is not None else ""
        return int(sent) if sent.isdecimal() else self.event.revision

    @cached_property
    def ticked(self) -> frozenset[str]:
        """The cells that are ticked."""
        if self.data is not None:
            return frozenset(self.data.getlist("cells"))
        return frozenset(f"{line.pk}-{number}" for number, used in self.saved.items() for line in used.lines.all())

    def rows(self, blueprint: Blueprint) -> list[Row]:
        """The grid of one target."""
        made = []
        for line in blueprint.lines.all():
            cells = []
            for column, form in enumerate(self.instruments, start=1):
                value, name = f"{line.pk}-{form.instrument.pk}", form.instrument.name
                label = f"{line.competency.name}: {name}"
                cells.append(Cell(value, column, label, name, value in self.ticked, form.is_used))
            made.append(Row(line, self._typed_weight(line), self.wrong_weights.get(line.pk, ""), cells))
        return made

    @property
    def grids(self) -> list[tuple[Blueprint, list[Row]]]:
        """Each target with its grid."""
        return [(each, self.rows(each)) for each in self.blueprints]

    def _typed_weight(self, line: BlueprintLine) -> str:
        if self.data is not None:
            return str(self.data.get(f"weight-{line.pk}", ""))
        return "" if line.weight is None else str(line.weight)

    @cached_property
    def weights(self) -> Mapping[int, Decimal | None]:
        """The weights typed, by line; those that are no numbers are left to `wrong_weights`."""
        found: dict[int, Decimal | None] = {}
        for line in (line for each in self.blueprints for line in each.lines.all()):
            text = self._typed_weight(line).strip().replace(",", ".")
            try:
                value = Decimal(text) if text else None
            except InvalidOperation:
                continue
            if value is None or (value.is_finite() and 0 <= value <= 100):
                found[line.pk] = value if value is None else value.quantize(Decimal("0.01"))
        return found

    @cached_property
    def wrong_weights(self) -> dict[int, str]:
        """What is wrong with a weight, by line."""
        told = _("Tulis bobot 0 sampai 100, mis. 12,5.")
        lines = (line for each in self.blueprints for line in each.lines.all())
        return {line.pk: told for line in lines if line.pk not in self.weights}

    def is_valid(self) -> bool:
        """Whether everything can be read; `errors` name what cannot."""
        self.errors = []
        for form in self.instruments:
            if form.is_used and not form.is_valid():
                name = form.instrument.name
                self.errors += [
                    f"{name}, {form[field].label}: {error}" for field, its in form.errors.items() for error in its
                ]
        names = {line.pk: line.competency.name for each in self.blueprints for line in each.lines.all()}
        self.errors += [f"{names[pk]}: {told}" for pk, told in self.wrong_weights.items()]
        return not self.errors

    def plans(self) -> list[InstrumentPlan]:
        """What goes to the service, in the order typed."""
        used = [form for form in self.instruments if form.is_used]
        used.sort(key=lambda form: form.cleaned_data.get("number") or LAST + 1)
        return [
            InstrumentPlan(
                form.instrument,
                self._lines(form),
                form.chosen_variant,
                **{name: form.cleaned_data.get(name) for name in NUMBERS},
            )
            for form in used
        ]

    def _lines(self, form: InstrumentForm) -> frozenset[int]:
        own = f"-{form.instrument.pk}"
        heads = (value.removesuffix(own) for value in self.ticked if value.endswith(own))
        return frozenset(int(head) for head in heads if head.isdecimal())

    def design(self) -> Design:
        """The design as it stands on the page, for the rules."""
        uses = [
            Use(form.instrument, self._lines(form), form.chosen_variant) for form in self.instruments if form.is_used
        ]
        return Design(self.event, self.blueprints, uses)

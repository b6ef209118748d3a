"""Forms about position standards and modules."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Any

from django import forms
from django.utils.translation import gettext_lazy as _

from mumpuni.people.models import Level, Position
from mumpuni.standards.models import Competency, LearningModule, PositionStandard, QualificationUnit
from mumpuni.standards.policies import positions as policies
from mumpuni.standards.selectors import modules as module_selectors
from mumpuni.standards.selectors import positions as selectors
from mumpuni.ui.forms import DateInput


class _PositionChoice(forms.ModelChoiceField):
    def label_from_instance(self, obj: Any) -> str:
        """The title alone does not say where."""
        where = f"{obj.unit}, {obj.agency}" if obj.unit else str(obj.agency)
        return f"{obj.title} ({obj.get_level_display()}), {where}"


class DecreeForm(forms.Form):
    """By what and from when a version governs."""

    regulation = forms.CharField(
        label=_("Ditetapkan dengan"), max_length=150, help_text=_("Mis. Peraturan Bupati Sleman 5/2026")
    )
    in_force_from = forms.DateField(
        label=_("Berlaku sejak"),
        widget=DateInput(),
        help_text=_("Versi sebelumnya berakhir sehari sebelumnya ketika versi ini diterbitkan."),
    )


class NewStandardForm(DecreeForm):
    """For which position, or for which tier."""

    position = _PositionChoice(
        queryset=Position.objects.none(),
        label=_("Jabatan"),
        required=False,
        empty_label=_("Pilih jabatan"),
    )
    tier = forms.ChoiceField(
        label=_("Jenjang"),
        choices=[("", _("Tidak; untuk jabatan di atas")), *Level.choices],
        required=False,
        help_text=_("Hanya bila standarnya untuk seluruh jenjang, bukan satu jabatan."),
    )
    field_order = ("position", "tier", "regulation", "in_force_from")

    def __init__(self, *args: Any, actor: Any, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        position: Any = self.fields["position"]
        position.queryset = selectors.positions_to_keep(actor)
        if not policies.may_keep_standard(actor, None):
            del self.fields["tier"]
            position.required = True

    def clean(self) -> dict[str, Any]:
        """One of the two."""
        given: dict[str, Any] = super().clean() or {}
        if given.get("position") and given.get("tier"):
            self.add_error("tier", _("Pilih jabatan atau jenjang, jangan keduanya."))
        return given


@dataclass
class LevelRow:
    """A competency in the editor: its choices with what each level means, what was chosen, what is wrong."""

    competency: Competency
    chosen: str
    error: str = ""

    @property
    def name(self) -> str:
        """The name of the inputs."""
        return f"level-{self.competency.pk}"

    @property
    def options(self) -> list[tuple[str, str, bool]]:
        """Level, its description, whether it is the chosen one; the first asks nothing."""
        levels = [(str(each.level), each.description) for each in self.competency.levels.all()]
        return [(word, text, word == self.chosen) for word, text in [("", str(_("Tidak dipersyaratkan"))), *levels]]

    @property
    def level(self) -> int | None:
        """What goes to the service; a word that is no level goes as 0, which it refuses."""
        return None if not self.chosen else int(self.chosen) if self.chosen.isdecimal() else 0


def level_rows(
    standard: PositionStandard, competencies: list[Competency], given: Mapping[str, Any] | None = None
) -> list[LevelRow]:
    """The lines of the editor, with what was chosen where something was."""
    asked = {each.competency_id: str(each.level) for each in standard.requirements.all()}
    rows = [LevelRow(each, asked.get(each.pk, "")) for each in competencies]
    for row in rows if given is not None else ():
        row.chosen = str(given.get(row.name, row.chosen))  # type: ignore[union-attr]
    return rows


class ModuleForm(forms.Form):
    """Code of a module and the units it serves."""

    code = forms.CharField(label=_("Kode modul"), required=False, max_length=60)
    units: Any = forms.ModelMultipleChoiceField(
        queryset=QualificationUnit.objects.none(),
        label=_("Unit kompetensi"),
        required=False,
        widget=forms.CheckboxSelectMultiple(),
        help_text=_("Satu modul boleh melayani beberapa unit, dan satu unit beberapa modul."),
    )

    def __init__(self, *args: Any, module: LearningModule, **kwargs: Any) -> None:
        super().__init__(*args, **kwargs)
        units: Any = self.fields["units"]
        units.queryset = module_selectors.units_for(module)
        units.label_from_instance = _unit_label if module.level == "jpt-pratama" else str


def _unit_label(unit: Any) -> str:
    return f"{unit.title} ({unit.get_qualification_display()})"

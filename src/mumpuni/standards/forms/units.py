"""The grid of unit codes."""

from collections.abc import Iterable
from dataclasses import dataclass

from django.http import QueryDict

from mumpuni.standards.models import Qualification, QualificationUnit


@dataclass
class CodeRow:
    """A line of the grid: the unit, what was typed, what is wrong with it."""

    unit: QualificationUnit
    typed: str
    error: str = ""

    @property
    def name(self) -> str:
        """The name of the input."""
        return f"code-{self.unit.pk}"


def code_rows(units: Iterable[QualificationUnit], given: QueryDict | None = None) -> list[CodeRow]:
    """The lines of the grid, with what was typed where something was."""
    rows = [CodeRow(unit, unit.code) for unit in units]
    for row in rows if given is not None else ():
        row.typed = given.get(row.name, row.unit.code)  # type: ignore[union-attr]
    return rows


def by_qualification(rows: Iterable[CodeRow]) -> list[tuple[str, list[CodeRow]]]:
    """The lines under the label of their qualification."""
    rows = list(rows)
    return [
        (str(Qualification(word).label), [row for row in rows if row.unit.qualification == word])
        for word in Qualification.values
    ]

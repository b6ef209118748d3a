"""What is said when facts do not fit the schema of a rule."""

import dataclasses
from collections.abc import Iterable, Mapping
from typing import Any

from mumpuni.regulations import words


@dataclasses.dataclass(frozen=True, slots=True)
class Problem:
    """One wrong field: which (`members[0].grade`), in which facts of a list, why."""

    field: str
    code: str
    details: Mapping[str, Any] = dataclasses.field(default_factory=dict)
    index: int | None = None

    def as_json(self, language: str = "id") -> dict[str, Any]:
        """The problem as the command line and the API show it."""
        where: dict[str, Any] = {} if self.index is None else {"index": self.index}
        said = {"field": self.field, "code": self.code, "message": words.misfit(self.code, language, self.details)}
        return where | said


class Misfit(ValueError):
    """The facts, the day or the rule's name do not fit; `problems` names every wrong field."""

    def __init__(self, problems: Iterable[Problem]) -> None:
        self.problems = tuple(problems)
        super().__init__("; ".join(f"{problem.field}: {problem.code}" for problem in self.problems))

    def as_json(self, language: str = "id") -> dict[str, Any]:
        """The body of the refusal: exit 2 on standard error, 422 over HTTP."""
        return {
            "error": "misfit",
            "message": words.misfit("summary", language, {}),
            "fields": [problem.as_json(language) for problem in self.problems],
        }

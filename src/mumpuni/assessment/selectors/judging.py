"""A decision together with the facts it rests on, so that it can be kept."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from typing import Any

from mumpuni.regulations import Decision, Finding, decide

#: Outcomes that stand in the way.
BROKEN = frozenset({"non-compliant", "not-allowed", "refused", "not-covered"})


@dataclass(frozen=True)
class Judged:
    """What a rule said of which facts; `about` says of what, where one rule is asked for several."""

    decision: Decision
    facts: Mapping[str, Any]
    about: str = ""

    @property
    def stands(self) -> bool:
        """Whether nothing of it stands in the way."""
        return self.decision.outcome not in BROKEN


def judge(rule: str, facts: Mapping[str, Any], about: str = "") -> Judged:
    """Ask a rule."""
    return Judged(decide(rule, facts), facts, about)


def first_broken(all_of: Iterable[Judged]) -> Decision | None:
    """The first that stands in the way."""
    return next((each.decision for each in all_of if not each.stands), None)


def findings_of(all_of: Iterable[Judged]) -> list[tuple[str, Finding]]:
    """Violations and warnings, each with what it is about; the same thing once, violations first."""
    found: dict[tuple[str, str], tuple[str, Finding]] = {}
    for each in all_of:
        for one in each.decision.findings:
            if one.severity != "info":
                found.setdefault((each.about, one.message()), (each.about, one))
    return sorted(found.values(), key=lambda pair: pair[1].severity != "violation")

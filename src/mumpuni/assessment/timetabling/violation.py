"""What is wrong with a plan."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Violation:
    """One broken rule: its code, a sentence for people, and the numbers of the sessions concerned."""

    code: str
    sentence: str
    sessions: tuple[int, ...] = ()

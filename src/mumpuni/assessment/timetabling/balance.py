"""What is needed of a resource and what there is of it."""

from dataclasses import dataclass


@dataclass(frozen=True, slots=True)
class Balance:
    """One necessary condition: `need` must not exceed `have`. The sentence says so with the numbers."""

    what: str
    need: int
    have: int
    sentence: str

    @property
    def short(self) -> int:
        """How much is missing."""
        return max(self.need - self.have, 0)

    @property
    def percent(self) -> int:
        """How much of the resource is needed."""
        return 1000 if not self.have else round(100 * self.need / self.have)

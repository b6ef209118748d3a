"""Which edition answers on which day."""

from collections.abc import Iterable
from datetime import date
from typing import Generic, TypeVar

T = TypeVar("T")


class NotInForce(LookupError):
    """Nothing was in force on the day asked for; `first` is the first day on which something was."""

    def __init__(self, day: date, first: date) -> None:
        super().__init__(f"nothing in force on {day}, only from {first}")
        self.first = first


class Dated(Generic[T]):
    """Editions, each from its first day until the next one's (edisi menurut tanggal).

    A first day of None means that the day is not known: such an edition answers for every day before the dated ones.
    """

    def __init__(self, editions: Iterable[tuple[date | None, T]]) -> None:
        self._editions = sorted(editions, key=lambda edition: edition[0] or date.min)

    @property
    def newest(self) -> T:
        """The edition that answers when no day is given."""
        return self._editions[-1][1]

    def on(self, day: date) -> T:
        """The edition of that day; raises NotInForce for a day before the first."""
        answer = [edition for first, edition in self._editions if first is None or first <= day]
        if not answer:
            first = self._editions[0][0]
            assert first is not None
            raise NotInForce(day, first)
        return answer[-1]

"""Giving out the seats of a season's batches; no database."""

from collections.abc import Iterable, Mapping, Sequence
from dataclasses import dataclass

from mumpuni.training.models import Batch


@dataclass(frozen=True)
class Wish:
    """A seat asked for: of this very batch (`number`), or of any batch of the level."""

    level: str
    number: int | None = None


@dataclass(frozen=True)
class Seat:
    """What a wish got: a batch, or none with the number of seats that were left before this file."""

    batch: Batch | None
    left: int = 0


def give_seats(wishes: Sequence[Wish], batches: Iterable[Batch], taken: Mapping[int, int]) -> list[Seat]:
    """Seat each wish, in the order given, or say that nothing is left.

    Wishes for a certain batch go first, so that those for any batch do not take their seats. `taken` counts the
    seats already held, by the batch's primary key.
    """
    by_number = {batch.number: batch for batch in batches}
    left = {number: max(batch.seats - taken.get(batch.pk, 0), 0) for number, batch in by_number.items()}
    before = dict(left)
    seats: list[Seat | None] = [None] * len(wishes)
    for index, wish in enumerate(wishes):
        if wish.number is None:
            continue
        if left.get(wish.number, 0):
            left[wish.number] -= 1
            seats[index] = Seat(by_number[wish.number])
        else:
            seats[index] = Seat(None, before.get(wish.number, 0))
    queues = {
        level: [number for number in sorted(by_number) if by_number[number].level == level]
        for level in {batch.level for batch in by_number.values()}
    }
    for index, wish in enumerate(wishes):
        if wish.number is not None:
            continue
        numbers = queues.get(wish.level, [])
        while numbers and not left[numbers[0]]:
            numbers.pop(0)
        if numbers:
            left[numbers[0]] -= 1
            seats[index] = Seat(by_number[numbers[0]])
        else:
            all_left = sum(before[number] for number, batch in by_number.items() if batch.level == wish.level)
            seats[index] = Seat(None, all_left)
    return [seat for seat in seats if seat is not None]

"""Words and kinds of numbers that facts share."""

from dataclasses import dataclass
from decimal import Decimal
from typing import Annotated, Literal, NewType

Position = Literal[
    "pelaksana",
    "pengawas",
    "administrator",
    "jpt-pratama",
    "jpt-madya",
    "jpt-utama",
    "pemula",
    "terampil",
    "mahir",
    "penyelia",
    "ahli-pertama",
    "ahli-muda",
    "ahli-madya",
    "ahli-utama",
]
FUNCTIONAL: tuple[Position, ...] = (
    "pemula",
    "terampil",
    "mahir",
    "penyelia",
    "ahli-pertama",
    "ahli-muda",
    "ahli-madya",
    "ahli-utama",
)
Tier = Literal["pelaksana", "pengawas", "administrator", "jpt-pratama", "jpt-madya", "jpt-utama"]
Government = Literal["pusat", "provinsi", "kabupaten-kota"]
Grade = Literal["pertama", "muda", "madya", "utama"]
Method = Literal["sederhana", "sedang", "kompleks"]
Purpose = Literal["pengisian", "pemetaan"]
Level = Literal["jpt-pratama", "administrator", "pengawas"]
Qualification = Literal["jpt-pratama-bkn", "jpt-pratama-kld", "administrator", "pengawas"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a number may be, both allowed, and what it must be above.

    With `any_size` a whole number too long to be written out again is read too, as the longest that can be.
    """

    least: int | None = None
    most: int | None = None
    above: int | None = None
    any_size: bool = False


Count = Annotated[int, Bounds(least=0)]
AboveZero = Annotated[Decimal, Bounds(above=0)]
#: Whether a document is there: a yes or no, or as text the number that it bears.
Letter = NewType("Letter", bool)
NO_LETTER = Letter(False)

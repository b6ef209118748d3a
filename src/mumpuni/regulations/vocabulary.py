"""Words and kinds of numbers that facts share."""

from dataclasses import dataclass
from typing import Annotated, Literal

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
Level = Literal["jpt-pratama", "administrator", "pengawas"]
Qualification = Literal["jpt-pratama-bkn", "jpt-pratama-kld", "administrator", "pengawas"]


@dataclass(frozen=True, slots=True)
class Bounds:
    """The least and the most that a number may be, both allowed."""

    least: int | None = None
    most: int | None = None


Count = Annotated[int, Bounds(least=0)]

"""The competency units that each qualification requires (unit kompetensi)."""

import tomllib
from dataclasses import dataclass
from importlib.resources import files
from typing import TypedDict

from mumpuni.regulations.finding import Citation, Decision, decision
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Level, Qualification


def _list(heading: str, requirement: str) -> Citation:
    place = f"Kompetensi Teknis Manajemen ASN, {heading}"
    return Citation("panduan-2019", place, requirement=requirement, quote=heading)


LISTS: dict[Qualification, Citation] = {
    "jpt-pratama-bkn": _list("Kualifikasi JPT Pratama BKN", "PAND-148"),
    "jpt-pratama-kld": _list("Kualifikasi JPT Pratama Instansi K/L dan Daerah", "PAND-149"),
    "administrator": _list("Kualifikasi Administrator", "PAND-150"),
    "pengawas": _list("Kualifikasi Pengawas", "PAND-151"),
}

_CATALOGUE = tomllib.loads(files(__package__).joinpath("catalogues/units.toml").read_text(encoding="utf-8"))
UNITS: dict[Qualification, tuple[str, ...]] = {
    qualification: tuple(_CATALOGUE[qualification]) for qualification in LISTS
}


@dataclass(frozen=True, slots=True)
class QualificationFacts:
    """The qualification of the guide whose list is asked for."""

    qualification: Qualification


class UnitValues(TypedDict):
    """The titles in the order of the guide, and how many."""

    units: tuple[str, ...]
    count: int


@rule("panduan-2019/required-units", *LISTS.values(), outcomes=("listed",), values=UnitValues)
def required_units(facts: QualificationFacts) -> Decision:
    """List the units of a qualification in the order of the guide, their titles without its asterisks.

    >>> required_units(QualificationFacts("jpt-pratama-kld")).values["count"]
    11
    """
    titles = UNITS[facts.qualification]
    return decision(
        "panduan-2019/required-units", "listed", (), LISTS[facts.qualification], units=titles, count=len(titles)
    )


def qualification_of(level: Level, *, employed_by_bkn: bool) -> Qualification:
    """The qualification that an official of this level is tested for.

    The guide keeps two lists for JPT Pratama. The employing agency decides between them, so an official of a regional
    office of BKN counts as one of BKN.
    """
    if level == "jpt-pratama":
        return "jpt-pratama-bkn" if employed_by_bkn else "jpt-pratama-kld"
    return level

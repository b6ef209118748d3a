"""How far an agency's staff in ASN management are certified (penjaminan kemampuan)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, decision, warning
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import Level

AIMS = catalogue("bkn-7-2020/aims")
ASSURANCE = Citation(
    "bkn-7-2020",
    "Menimbang huruf a",
    requirement="B7-20-002",
    quote="perlu dibangun sistem penjaminan kemampuan Aparatur Sipil Negara yang bertugas dalam penyelenggaraan "
    "manajemen Aparatur Sipil Negara",
)
COMPETENT_STAFF = cited(AIMS["kompetensi"])
SERVICE = cited(AIMS["pelayanan"])


@dataclass(frozen=True, slots=True)
class Staff:
    """Somebody in an ASN management post: the level of the post, the levels certified, the units held."""

    name: str
    level: Level | None = None
    certified_levels: tuple[Level, ...] = ()
    units: tuple[str, ...] = ()


@dataclass(frozen=True, slots=True)
class AssuranceFacts:
    """The staff of an agency, and perhaps the unit whose holders are looked for."""

    staff: tuple[Staff, ...] = ()
    unit: str | None = None


class AssuranceValues(TypedDict):
    """`certified` and `of_own_level` out of `staff`; the names without any certificate; the holders of the unit."""

    staff: int
    certified: int
    of_own_level: int
    uncertified: tuple[str, ...]
    holders: tuple[str, ...]


@rule(
    "bkn-7-2020/assurance",
    ASSURANCE,
    COMPETENT_STAFF,
    SERVICE,
    outcomes=("all-certified", "some-uncertified", "no-staff"),
    values=AssuranceValues,
)
def assurance(facts: AssuranceFacts) -> Decision:
    """Count the certified staff of an agency and name those without a certificate.

    >>> values = assurance(AssuranceFacts((Staff("Ani", "pengawas", ("pengawas",)), Staff("Budi", "pengawas")))).values
    >>> values["of_own_level"], values["staff"], values["uncertified"]
    (1, 2, ('Budi',))
    """
    uncertified = tuple(person.name for person in facts.staff if not person.certified_levels)
    values = AssuranceValues(
        staff=len(facts.staff),
        certified=len(facts.staff) - len(uncertified),
        of_own_level=sum(person.level in person.certified_levels for person in facts.staff),
        uncertified=uncertified,
        holders=tuple(person.name for person in facts.staff if facts.unit in person.units),
    )
    outcome = "no-staff" if not facts.staff else "some-uncertified" if uncertified else "all-certified"
    cited_here = (ASSURANCE, COMPETENT_STAFF, SERVICE)
    return decision("bkn-7-2020/assurance", outcome, of_other_level(facts), *cited_here, **values)


def of_other_level(facts: AssuranceFacts) -> Iterator[Finding]:
    """Certified, but not for the level of the post."""
    for person in facts.staff:
        if person.level and person.certified_levels and person.level not in person.certified_levels:
            yield warning("certified-for-other-level", COMPETENT_STAFF, name=person.name, level=person.level)

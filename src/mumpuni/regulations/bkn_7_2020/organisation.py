"""Agencies, and who runs certification with which bodies (instansi, penyelenggara, tim, komite)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict

from mumpuni.regulations.catalogue import Catalogue, catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, violation, warning
from mumpuni.regulations.registry import rule

TYPES = cited(catalogue("bkn-7-2020/agency-types"))
CENTRAL = catalogue("bkn-7-2020/central-agencies")
REGIONAL = catalogue("bkn-7-2020/regional-agencies")
TIERS = cited(catalogue("bkn-7-2020/regional-tiers"))
SYSTEM = cited(catalogue("bkn-7-2020/system-parts"))
BODIES = cited(catalogue("bkn-7-2020/bodies"))
ORGANISER = Citation(
    "bkn-7-2020",
    "Pasal 4 ayat (1)",
    requirement="B7-20-036",
    quote="Sertifikasi Kompetensi Teknis Manajemen ASN diselenggarakan oleh BKN",
)
TRAINING_UNIT = Citation(
    "bkn-7-2020",
    "Pasal 4 ayat (2)",
    requirement="B7-20-037",
    quote="dilaksanakan oleh unit di lingkungan BKN yang bertanggung jawab di bidang pelatihan dan pengembangan "
    "pegawai ASN",
)

AgencyType = Literal["pusat", "daerah"]
KINDS: dict[AgencyType, Catalogue] = {"pusat": CENTRAL, "daerah": REGIONAL}


@dataclass(frozen=True, slots=True)
class AgencyFacts:
    """A government agency: central or regional, its kind, and the tier of a regional one."""

    type: AgencyType | None = None
    kind: (
        Literal[
            "kementerian",
            "lpnk",
            "kesekretariatan-lembaga-negara",
            "kesekretariatan-lembaga-nonstruktural",
            "sekretariat-daerah",
            "sekretariat-dprd",
            "dinas-daerah",
            "lembaga-teknis-daerah",
        ]
        | None
    ) = None
    tier: Literal["provinsi", "kabupaten-kota"] | None = None


class AgencyValues(TypedDict):
    """The kinds to choose from for this type."""

    kinds: tuple[str, ...]


@rule("bkn-7-2020/agency", TYPES, *CENTRAL.citations, *REGIONAL.citations, TIERS, values=AgencyValues)
def agency(facts: AgencyFacts) -> Decision:
    """Judge whether an agency is described as the definitions ask.

    >>> [finding.code for finding in agency(AgencyFacts("daerah", "dinas-daerah")).findings]
    ['agency-tier-missing']
    """
    kinds = KINDS[facts.type].codes if facts.type else ()
    cited_here = (TYPES, cited(CENTRAL), cited(REGIONAL), TIERS)
    return compliance("bkn-7-2020/agency", (*agency_kind(facts), *tier(facts)), *cited_here, kinds=kinds)


def agency_kind(facts: AgencyFacts) -> Iterator[Finding]:
    """Central or regional, and one of its four kinds."""
    if facts.type is None:
        yield violation("agency-type-missing", TYPES)
        return
    kinds = KINDS[facts.type]
    if facts.kind is None:
        yield violation("agency-kind-missing", cited(kinds), type=facts.type)
    elif facts.kind not in kinds.codes:
        yield violation("agency-kind-of-other-type", cited(kinds), kind=facts.kind, type=facts.type)


def tier(facts: AgencyFacts) -> Iterator[Finding]:
    """Regional agencies, and they alone, have a tier."""
    if facts.type == "daerah" and facts.tier is None:
        yield violation("agency-tier-missing", TIERS)
    if facts.type == "pusat" and facts.tier is not None:
        yield violation("agency-tier-of-central", TIERS, tier=facts.tier)


@dataclass(frozen=True, slots=True)
class Examined:
    """Who examined whom."""

    participant: str
    examiner: str


@dataclass(frozen=True, slots=True)
class RunFacts:
    """A certification run: who holds it, under which scheme, with whom."""

    organiser: Literal["bkn", "other"]
    training_unit: bool = False
    scheme: str | None = None
    team: tuple[str, ...] = ()
    committee: tuple[str, ...] = ()
    examined: tuple[Examined, ...] = ()


@rule("bkn-7-2020/certification-run", ORGANISER, TRAINING_UNIT, SYSTEM, BODIES)
def certification_run(facts: RunFacts) -> Decision:
    """Judge whether a run is held by the right unit, under a scheme, by two bodies.

    The text breaks off before the duties of team and committee. We keep the two bodies of its heading, point out an
    empty one, and point out a member of the committee who examined a participant: he or she would confirm the own
    work.

    >>> certification_run(RunFacts("bkn", True, "Pengawas", ("Ani",), ("Budi",))).findings
    ()
    """
    findings = (*organiser(facts), *system(facts), *bodies(facts))
    return compliance("bkn-7-2020/certification-run", findings, ORGANISER, TRAINING_UNIT, SYSTEM, BODIES)


def organiser(facts: RunFacts) -> Iterator[Finding]:
    """BKN, through its unit for training and development."""
    if facts.organiser != "bkn":
        yield violation("organiser-not-bkn", ORGANISER)
    elif not facts.training_unit:
        yield violation("not-the-training-unit", TRAINING_UNIT)


def system(facts: RunFacts) -> Iterator[Finding]:
    """Procedures and resources follow a scheme."""
    if facts.scheme is None:
        yield violation("run-without-scheme", SYSTEM)


def bodies(facts: RunFacts) -> Iterator[Finding]:
    """A team and a committee, and nobody confirms the own examination."""
    if not facts.team:
        yield warning("run-without-team", BODIES)
    if not facts.committee:
        yield warning("run-without-committee", BODIES)
    committee = set(facts.committee)
    for each in dict.fromkeys(facts.examined):
        if each.examiner in committee:
            yield warning("examiner-on-committee", BODIES, examiner=each.examiner, participant=each.participant)

"""For which positions an SKK-PDN is compiled, and which code marks them (jabatan dan kode jabatan)."""

from collections.abc import Iterator
from dataclasses import dataclass
from typing import Literal, TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, Finding, compliance, decision, violation
from mumpuni.regulations.permendagri_11_2018.unit_codes import BOOK, JOB_CODES
from mumpuni.regulations.registry import rule
from mumpuni.regulations.vocabulary import FUNCTIONAL, Government, Position

COVERAGE = catalogue(f"{BOOK}/skk-coverage")
COVERED = {entry.code: cited(entry) for entry in COVERAGE.entries}
TOP_TIER = Citation(
    BOOK,
    "Pasal 16 ayat (6)",
    requirement="P11-18-077",
    quote="meliputi pejabat administrasi dan pimpinan tinggi pratama dan madya",
)
SUPERVISED = cited(catalogue(f"{BOOK}/supervising-bodies"))
NO_MINISTRY_CODE = Citation(
    BOOK,
    "Pasal 23 ayat (1)",
    requirement="P11-18-122",
    quote="pada setiap jabatan struktural, fungsional dan pelaksana secara spesifik ditetapkan dengan kode tertentu",
)


def covering(position: Position, government: Government) -> Citation:
    """The words that say whether this administration or leadership position is covered there."""
    return TOP_TIER if position == "jpt-utama" else COVERED[government]


def is_covered(position: Position, government: Government) -> bool:
    """Whether Pasal 16 ayat (6) counts this administration or leadership position in."""
    return position in COVERAGE[government].fields["positions"]


@dataclass(frozen=True, slots=True)
class JobCodeFacts:
    """The position, and where it stands; `pusat` is the Ministry."""

    position: Position
    government: Government


class JobCodeValues(TypedDict):
    """The code that the law gives, or null where it gives none."""

    job_code: str | None


@rule(
    "permendagri-11-2018/job-code",
    *COVERED.values(),
    TOP_TIER,
    SUPERVISED,
    *JOB_CODES.values(),
    NO_MINISTRY_CODE,
    outcomes=("coded", "no-code", "not-covered"),
    values=JobCodeValues,
)
def job_code(facts: JobCodeFacts) -> Decision:
    """Name the code with which the units of a position begin.

    Pelaksana is an administration position in Pasal 16 and has its own code in Pasal 23: JP goes before AP and AK,
    everywhere. Positions in the Ministry are covered and given no code; an administrator adds theirs as local data.
    JPT Utama belongs to no government tier of Pasal 16 ayat (6).

    >>> job_code(JobCodeFacts("jpt-madya", "provinsi")).values, job_code(JobCodeFacts("pengawas", "pusat")).outcome
    ({'job_code': 'PTP'}, 'no-code')
    """
    functional = facts.position in FUNCTIONAL
    basis = SUPERVISED if functional else covering(facts.position, facts.government)
    if not functional and not is_covered(facts.position, facts.government):
        return decision("permendagri-11-2018/job-code", "not-covered", (), basis, **JobCodeValues(job_code=None))
    code = code_of(facts.position, facts.government)
    if code is None:
        values = JobCodeValues(job_code=None)
        return decision("permendagri-11-2018/job-code", "no-code", (), basis, NO_MINISTRY_CODE, **values)
    return decision("permendagri-11-2018/job-code", "coded", (), basis, JOB_CODES[code], **JobCodeValues(job_code=code))


def code_of(position: Position, government: Government) -> str | None:
    """The code of Pasal 23 for a position there, None where it gives none."""
    for entry in catalogue(f"{BOOK}/job-codes").entries:
        if position in entry.fields["positions"] and government in entry.fields["governments"]:
            return entry.code
    return None


POSITIONS_OF_ASN = Citation(
    BOOK, "Pasal 16 ayat (1)", requirement="P11-18-070", quote="SKK-PDN disusun berbasis jabatan Aparatur Sipil Negara"
)
SupervisingBody = Literal["kementerian", "kementerian-lain", "lpnk"]


@dataclass(frozen=True, slots=True)
class CoverageFacts:
    """The position a standard is meant for, where it stands, and who supervises it if it is a functional one."""

    position: Position | None = None
    government: Government | None = None
    supervised_by: SupervisingBody | None = None


@rule("permendagri-11-2018/skk-coverage", POSITIONS_OF_ASN, *COVERED.values(), TOP_TIER, SUPERVISED)
def coverage(facts: CoverageFacts) -> Decision:
    """Judge whether an SKK-PDN may be compiled for this position.

    Administration and leadership positions go by the government tier, functional ones by their supervising body alone.
    JPT Utama stands among the leadership positions of ayat (5) and in no tier of ayat (6): it keeps its level in
    KKA-PDN and gets no standard until a rule names its tier.

    >>> [finding.code for finding in coverage(CoverageFacts("jpt-madya", "kabupaten-kota")).findings]
    ['not-covered']
    """
    findings = tuple(covered(facts))
    used = [POSITIONS_OF_ASN]
    if facts.position in FUNCTIONAL:
        used.append(SUPERVISED)
    elif facts.position is not None:
        used += [covering(facts.position, facts.government)] if facts.government else dict.fromkeys(COVERED.values())
    return compliance("permendagri-11-2018/skk-coverage", findings, *used)


def covered(facts: CoverageFacts) -> Iterator[Finding]:
    """A position, counted in by ayat (6) or, if functional, supervised by a body of ayat (7)."""
    if facts.position is None:
        yield violation("no-position", POSITIONS_OF_ASN)
    elif facts.position in FUNCTIONAL:
        if facts.supervised_by is None:
            yield violation("no-supervising-body", SUPERVISED, position=facts.position)
    elif facts.government is None:
        yield violation("no-government", COVERED["pusat"], position=facts.position)
    elif not is_covered(facts.position, facts.government):
        yield violation(
            "not-covered",
            covering(facts.position, facts.government),
            position=facts.position,
            government=f"tier-{facts.government}",
        )


CATEGORIES = catalogue(f"{BOOK}/functional-categories")
ADMINISTRATION = catalogue(f"{BOOK}/administration-positions")
LEADERSHIP = catalogue(f"{BOOK}/leadership-positions")
FAMILY = cited(catalogue(f"{BOOK}/position-families"))
Family = Literal["administrasi", "fungsional", "pimpinan-tinggi"]
Category = Literal["keahlian", "keterampilan"]


@dataclass(frozen=True, slots=True)
class PositionFamilyFacts:
    """A position, and the family and category it is filed under, if it is."""

    position: Position
    family: Family | None = None
    category: Category | None = None


class PositionFamilyValues(TypedDict):
    """The family of Pasal 16 ayat (2) and the category of a functional position, null for another."""

    family: Family
    category: Category | None


@rule(
    "permendagri-11-2018/position-family",
    FAMILY,
    cited(ADMINISTRATION),
    cited(CATEGORIES),
    cited(LEADERSHIP),
    values=PositionFamilyValues,
)
def position_family(facts: PositionFamilyFacts) -> Decision:
    """Name the family and category of a position, and judge those it is filed under.

    Which functional grades are keahlian and which keterampilan Pasal 16 leaves to their names: the four "ahli" ones
    are the former.

    >>> position_family(PositionFamilyFacts("ahli-muda", category="keterampilan")).findings[0].code
    'other-category'
    """
    family, basis = family_of(facts.position)
    category = category_of(facts.position)
    findings = []
    if facts.family not in (None, family):
        findings.append(violation("other-family", FAMILY, position=facts.position, family=family, here=facts.family))
    if facts.category not in (None, category):
        own = category or "no-category"
        findings.append(
            violation("other-category", cited(CATEGORIES), position=facts.position, category=own, here=facts.category)
        )
    values = PositionFamilyValues(family=family, category=category)
    used = dict.fromkeys((FAMILY, basis, *(finding.citation for finding in findings)))
    return compliance("permendagri-11-2018/position-family", findings, *used, **values)


def family_of(position: Position) -> tuple[Family, Citation]:
    """The family, and the words that count the position in it."""
    if position in ADMINISTRATION.codes:
        return "administrasi", cited(ADMINISTRATION)
    if position in LEADERSHIP.codes:
        return "pimpinan-tinggi", cited(LEADERSHIP)
    return "fungsional", cited(CATEGORIES)


def category_of(position: Position) -> Category | None:
    """Keahlian or keterampilan; None for what is no functional position."""
    if position not in FUNCTIONAL:
        return None
    return "keahlian" if position in CATEGORIES["keahlian"].fields["grades"] else "keterampilan"

"""What SKK-PDN and SP2-PDN are the basis of, and the ground printed on them (kegunaan standar)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import Literal, TypedDict

from mumpuni.regulations.catalogue import catalogue, cited
from mumpuni.regulations.finding import Decision, Finding, compliance, decision, violation, warning
from mumpuni.regulations.permendagri_11_2018.stages import (
    MINISTER_DECISION,
    SKK_STAGES,
    SP2_STAGES,
    SkkStage,
    Sp2Stage,
)
from mumpuni.regulations.permendagri_11_2018.unit_codes import BOOK
from mumpuni.regulations.registry import rule

USES = {entry.code: cited(entry) for entry in catalogue(f"{BOOK}/skk-uses").entries}
#: A standard is set once it has reached this stage, whatever comes after.
SET = "penetapan"

Use = Literal["certification", "learning-materials", "competency-development", "sp2-pdn"]


@dataclass(frozen=True, slots=True)
class Standard:
    """An SKK-PDN: how far it has come, and the Ministerial Decision that sets it (Keputusan Menteri)."""

    stage: SkkStage
    decision_number: str | None = None
    decision_date: date | None = None


@dataclass(frozen=True, slots=True)
class SkkUseFacts:
    """What is built on the standard; `units` are the competency units that a learning module is linked to."""

    use: Use
    standard: Standard | None = None
    units: tuple[str, ...] = ()


@rule("permendagri-11-2018/skk-use", *USES.values(), MINISTER_DECISION)
def skk_use(facts: SkkUseFacts) -> Decision:
    """Judge whether a scheme, a learning module, a programme or an SP2-PDN rests on an SKK-PDN that is set.

    Set means decided by the Minister, with number and date; the stages after that change nothing. A module linked to
    no unit is only warned of: one lesson may serve several units that are not yet written.

    >>> skk_use(SkkUseFacts("certification", Standard("konvensi"))).findings[0].code
    'standard-not-set'
    """
    findings = (*based(facts), *linked(facts))
    return compliance("permendagri-11-2018/skk-use", findings, USES[facts.use], MINISTER_DECISION)


def based(facts: SkkUseFacts) -> Iterator[Finding]:
    """A standard, set, by a decision with number and date."""
    standard = facts.standard
    if standard is None:
        if facts.use != "learning-materials" or facts.units:
            yield violation("no-standard", USES[facts.use], use=facts.use)
    elif not is_set(SKK_STAGES.codes, standard.stage):
        yield violation("standard-not-set", USES[facts.use], use=facts.use, here=standard.stage)
    else:
        if standard.decision_number is None:
            yield violation("decision-missing", MINISTER_DECISION, missing="decision-number")
        if standard.decision_date is None:
            yield violation("decision-missing", MINISTER_DECISION, missing="decision-date")


def linked(facts: SkkUseFacts) -> Iterator[Finding]:
    """A learning module names the units it serves."""
    if facts.use == "learning-materials" and not facts.units:
        yield warning("no-unit-linked", USES[facts.use])


def is_set(stages: tuple[str, ...], stage: str) -> bool:
    """Whether this stage of these is the setting or comes after it."""
    return stages.index(stage) >= stages.index(SET)


DEVELOPMENT = {entry.code: entry for entry in catalogue(f"{BOOK}/development-kinds").entries}

DevelopmentKind = Literal["KU", "KI", "KP", "other"]
GuideSetter = Literal["kepala-bpsdm", "other"]


@dataclass(frozen=True, slots=True)
class DevelopmentFacts:
    """The kind of a programme, how far its SP2-PDN has come, and who has set its implementation guide."""

    kind: DevelopmentKind
    sp2_stage: Sp2Stage | None = None
    guide_set_by: GuideSetter | None = None


@rule("permendagri-11-2018/development-basis", *map(cited, DEVELOPMENT.values()))
def development_basis(facts: DevelopmentFacts) -> Decision:
    """Judge whether a programme of competency development has its basis.

    General, core and elective competencies are developed by an SP2-PDN that is set, every other kind by a guide of the
    Head of BPSDM; the one does not stand for the other.

    >>> development_basis(DevelopmentFacts("KI")).findings[0].code
    'no-sp2-pdn'
    """
    basis = cited(DEVELOPMENT[facts.kind])
    found = sp2_basis(facts) if DEVELOPMENT[facts.kind].fields["basis"] == "sp2-pdn" else guide(facts)
    return compliance("permendagri-11-2018/development-basis", found, basis)


def sp2_basis(facts: DevelopmentFacts) -> Iterator[Finding]:
    """An SP2-PDN that has been set."""
    basis = cited(DEVELOPMENT[facts.kind])
    if facts.sp2_stage is None:
        yield violation("no-sp2-pdn", basis, kind=facts.kind)
    elif not is_set(SP2_STAGES.codes, facts.sp2_stage):
        yield violation("sp2-pdn-not-set", basis, kind=facts.kind, here=facts.sp2_stage)


def guide(facts: DevelopmentFacts) -> Iterator[Finding]:
    """An implementation guide, set by the Head of BPSDM and nobody else."""
    basis = cited(DEVELOPMENT[facts.kind])
    if facts.guide_set_by is None:
        yield violation("no-guide", basis)
    elif facts.guide_set_by != "kepala-bpsdm":
        yield violation("guide-not-by-kepala-bpsdm", basis)


GROUNDS = catalogue(f"{BOOK}/legal-grounds")

StandardKind = Literal["skk-pdn", "sp2-pdn"]


@dataclass(frozen=True, slots=True)
class LegalGroundFacts:
    """The kind of standard, and the ground that an administrator has entered in place of ours."""

    document: StandardKind
    edited: str | None = None


class LegalGroundValues(TypedDict):
    """The ground as it is printed."""

    ground: str


@rule(
    "permendagri-11-2018/legal-ground",
    *(cited(entry) for entry in GROUNDS.entries),
    outcomes=("as-read", "edited"),
    values=LegalGroundValues,
)
def legal_ground(facts: LegalGroundFacts) -> Decision:
    """Name the ground to print on a standard.

    Pasal 19 refers to Pasal 13 for SKK-PDN and Pasal 26 to Pasal 3 for SP2-PDN, where neither stands; we print the
    articles that speak of them, unless an administrator has decided otherwise.

    >>> legal_ground(LegalGroundFacts("sp2-pdn")).values
    {'ground': 'Pasal 25 ayat (1)'}
    """
    entry = GROUNDS[facts.document]
    values = LegalGroundValues(ground=facts.edited or entry.fields["ground"])
    outcome = "edited" if facts.edited else "as-read"
    return decision("permendagri-11-2018/legal-ground", outcome, (), cited(entry), **values)

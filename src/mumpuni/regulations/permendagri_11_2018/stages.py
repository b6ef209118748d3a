"""The stages of compiling SKK-PDN and SP2-PDN, one by one (tahapan penyusunan)."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal, TypedDict

from mumpuni.regulations.catalogue import Catalogue, catalogue, cited
from mumpuni.regulations.finding import Citation, Decision, decision, violation
from mumpuni.regulations.permendagri_11_2018.skk_standards import PRINCIPLES
from mumpuni.regulations.permendagri_11_2018.unit_codes import BOOK
from mumpuni.regulations.registry import rule

SKK_STAGES = catalogue(f"{BOOK}/skk-stages")
SP2_STAGES = catalogue(f"{BOOK}/sp2-stages")
SKK_ORDER = cited(SKK_STAGES)
SP2_ORDER = cited(SP2_STAGES)
MINISTER_DECISION = Citation(
    BOOK,
    "Pasal 14 ayat (2)",
    requirement="P11-18-066",
    quote="SKK-PDN sebagaimana dimaksud pada ayat (1) ditetapkan dengan Keputusan Menteri",
)
SP2_FROM_SKK = cited(catalogue(f"{BOOK}/skk-uses")["sp2-pdn"])
#: Where each piece of evidence stands in the law; those of the principles come with the principle they show.
EVIDENCE: Mapping[str, Citation] = {
    **{entry.fields["shown_by"]: cited(entry) for entry in PRINCIPLES.entries},
    "minister-decision": MINISTER_DECISION,
    "skk-pdn-set": SP2_FROM_SKK,
}

SkkStage = Literal[
    "tim-penyusun",
    "pengusulan",
    "kajian-awal",
    "perumusan-rancangan",
    "verifikasi",
    "pra-konvensi",
    "konvensi",
    "penetapan",
    "distribusi",
    "kaji-ulang",
]
Sp2Stage = Literal["tim-penyusun", "penyetaraan-kodefikasi", "penyusunan-konsep", "penetapan", "pendistribusian"]
Evidence = Literal[
    "stated-need", "reference", "applicability-note", "stakeholder-consent", "minister-decision", "skk-pdn-set"
]
#: A review opens a new version, which begins with its proposal: the team is there already.
REVIEW: tuple[SkkStage, SkkStage] = ("kaji-ulang", "pengusulan")
AFTER_SKK = dict(zip(SKK_STAGES.codes, SKK_STAGES.codes[1:], strict=False)) | dict([REVIEW])
AFTER_SP2 = dict(zip(SP2_STAGES.codes, SP2_STAGES.codes[1:], strict=False))


def needed(stages: Catalogue, leaving: str, entering: str) -> tuple[str, ...]:
    """The evidence that a step asks for: what the one stage wants before it is left, the other before it is entered."""
    return (*stages[leaving].fields["to_leave"], *stages[entering].fields["to_enter"])


def evidence_of(stages: Catalogue) -> tuple[Citation, ...]:
    """The words behind every piece of evidence that these stages ask for."""
    return tuple(EVIDENCE[name] for stage in stages.codes for name in needed(stages, stage, stage))


@dataclass(frozen=True, slots=True)
class SkkStageFacts:
    """The stage a draft is in, the one it should go to, and what it can show. `from_` is sent as `from`."""

    from_: SkkStage
    to: SkkStage
    evidence: tuple[Evidence, ...] = ()


class SkkStageValues(TypedDict):
    """Whether the step, if it is allowed, opens a new version of the standard."""

    new_version: bool


@rule(
    "permendagri-11-2018/skk-stage",
    SKK_ORDER,
    *evidence_of(SKK_STAGES),
    outcomes=("allowed", "refused"),
    values=SkkStageValues,
)
def skk_stage(facts: SkkStageFacts) -> Decision:
    """Judge one step of compiling an SKK-PDN.

    Pasal 24 gives ten stages in order; no stage may be passed over and none taken again, except that a review leads
    back to a proposal. What must be shown belongs to a step that exists, so a step out of order is told only that. The
    pieces of evidence are read from the principles of Pasal 17 and from Pasal 14 ayat (2).

    >>> skk_stage(SkkStageFacts("kajian-awal", "perumusan-rancangan")).findings[0].details["evidence"]
    'stated-need'
    """
    values = SkkStageValues(new_version=(facts.from_, facts.to) == REVIEW)
    return step("permendagri-11-2018/skk-stage", facts, SKK_STAGES, AFTER_SKK, **values)


@dataclass(frozen=True, slots=True)
class Sp2StageFacts:
    """The stage a draft is in, the one it should go to, and what it can show. `from_` is sent as `from`."""

    from_: Sp2Stage
    to: Sp2Stage
    evidence: tuple[Evidence, ...] = ()


class Sp2StageValues(TypedDict):
    """Whether learners see the standard after the step, if it is allowed."""

    visible_to_learners: bool


@rule(
    "permendagri-11-2018/sp2-stage",
    SP2_ORDER,
    *evidence_of(SP2_STAGES),
    outcomes=("allowed", "refused"),
    values=Sp2StageValues,
)
def sp2_stage(facts: Sp2StageFacts) -> Decision:
    """Judge one step of compiling an SP2-PDN, which begins from an SKK-PDN that has been set.

    Pasal 26 gives five stages in order and no review. Learners see the standard once it is distributed.

    >>> sp2_stage(Sp2StageFacts("penyusunan-konsep", "penetapan")).outcome
    'allowed'
    """
    values = Sp2StageValues(visible_to_learners=(facts.from_, facts.to) == SP2_STAGES.codes[-2:])
    return step("permendagri-11-2018/sp2-stage", facts, SP2_STAGES, AFTER_SP2, **values)


def step(
    rule_id: str, facts: SkkStageFacts | Sp2StageFacts, stages: Catalogue, after: Mapping[str, str], **values: bool
) -> Decision:
    """One step forward, with what it must show; anything else is out of order."""
    order, following = cited(stages), after.get(facts.from_)
    if facts.to != following:
        told = {"here": facts.from_, "to": facts.to, "following": following or "no-stage"}
        return decision(rule_id, "refused", [violation("stage-order", order, **told)], order, **values)
    wanted, shown = needed(stages, facts.from_, facts.to), set(facts.evidence)
    findings = [
        violation("evidence-missing", EVIDENCE[name], evidence=name, here=facts.from_, to=facts.to)
        for name in wanted
        if name not in shown
    ]
    used = (order, *(EVIDENCE[name] for name in wanted))
    return decision(rule_id, "refused" if findings else "allowed", findings, *used, **values)

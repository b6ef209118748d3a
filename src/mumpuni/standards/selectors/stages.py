"""Reading the stages of a standard: what each asks for, what was shown, what is missing; SKK-PDN and SP2-PDN alike."""

from collections.abc import Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Q
from django.utils import timezone
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mumpuni.regulations import Catalogue, Citation, Decision, catalogue, decide, words
from mumpuni.standards.models import (
    DevelopmentMove,
    DevelopmentOutput,
    DevelopmentStandard,
    OccupationalStandard,
    SkkStage,
    Sp2Stage,
    StageMove,
    StageOutput,
    StageRequirement,
    StandardVersion,
    TeamMember,
)
from mumpuni.standards.models.stages import Move, Output
from mumpuni.standards.policies import stages as policies

Subject = StandardVersion | DevelopmentStandard

#: Who compiles (Pasal 14 ayat (1)); no rule asks for it, so the service does, before the verification.
TOGETHER = Citation(
    "permendagri-11-2018",
    "Pasal 14 ayat (1)",
    requirement="P11-18-065",
    quote="Kepala BPSDM Kementerian bersama dengan unit kerja di lingkungan Kementerian sesuai dengan kewenangannya "
    "menyusun SKK-PDN",
)


@dataclass(frozen=True)
class Walk:
    """The way of one kind of standard through its stages: the rule that judges a step, and where rows lie."""

    of: str
    rule: str
    stages: Catalogue
    choices: type[SkkStage] | type[Sp2Stage]
    outputs: type[StageOutput] | type[DevelopmentOutput]
    moves: type[StageMove] | type[DevelopmentMove]
    owner: str

    def position(self, stage: str) -> int:
        """Where a stage stands in the order, from 0."""
        return self.stages.codes.index(stage)

    def following(self, stage: str) -> str | None:
        """The stage after this one; None after the last."""
        after = self.stages.codes[self.position(stage) + 1 :]
        return after[0] if after else None

    def before(self, stage: str) -> tuple[str, ...]:
        """The stages that a draft in this one may be sent back to."""
        return self.stages.codes[: self.position(stage)]

    def actors(self, stage: str) -> tuple[str, ...]:
        """Who acts in a stage, in the catalogue's words."""
        return tuple(self.stages[stage].fields["actors"])

    def label(self, stage: str) -> str:
        """What people call a stage."""
        return str(self.choices(stage).label)


SKK = Walk(
    StageRequirement.Of.SKK,
    "permendagri-11-2018/skk-stage",
    catalogue("permendagri-11-2018/skk-stages"),
    SkkStage,
    StageOutput,
    StageMove,
    "version",
)
SP2 = Walk(
    StageRequirement.Of.SP2,
    "permendagri-11-2018/sp2-stage",
    catalogue("permendagri-11-2018/sp2-stages"),
    Sp2Stage,
    DevelopmentOutput,
    DevelopmentMove,
    "standard",
)


def walk_of(subject: Subject) -> Walk:
    """The stages that this subject walks through."""
    return SKK if isinstance(subject, StandardVersion) else SP2


def standard_of(subject: Subject) -> OccupationalStandard:
    """The standard whose team works on it."""
    return subject.standard if isinstance(subject, StandardVersion) else subject.source.standard


def may_act(actor: Any, subject: Subject, stage: str) -> bool:
    """Whether the actor does what this stage asks."""
    return policies.may_act(actor, standard_of(subject), stage, walk_of(subject).actors(stage))


def may_advance(actor: Any, subject: Subject, to: str) -> bool:
    """Whether the actor may take the step: who acts in the stage that is left does, but a setting is the Minister's."""
    actors = walk_of(subject).actors(to)
    if "menteri" in actors and not policies.may_act(actor, standard_of(subject), to, actors):
        return False
    return may_act(actor, subject, subject.stage)


@dataclass(frozen=True)
class Requirements:
    """The documents that stages have to show, loaded once for many standards."""

    rows: tuple[StageRequirement, ...]
    today: date

    def of(self, subject: Subject, stage: str) -> list[StageRequirement]:
        """Those of this stage for a standard begun on its day; what came into force later binds later drafts only."""
        return [
            each
            for each in self.rows
            if each.of == walk_of(subject).of
            and each.stage == stage
            and each.in_force_from <= subject.started_on
            and (each.in_force_until is None or each.in_force_until >= self.today)
        ]


def requirements(today: date | None = None) -> Requirements:
    """All that bind anybody today (Pasal 24 ayat (2))."""
    day = today or timezone.localdate()
    rows = StageRequirement.objects.filter(Q(in_force_until=None) | Q(in_force_until__gte=day))
    return Requirements(tuple(rows), day)


def counting(subject: Subject) -> list[Output]:
    """The documents that still show something: a return makes those of the stages after it be shown anew."""
    walk = walk_of(subject)
    returns = [each for each in _moves(subject) if each.kind == Move.Kind.RETURNED]
    return [
        output
        for output in _outputs(subject)
        if not any(
            back.moved_at > output.added_at and walk.position(back.to_stage) < walk.position(output.stage)
            for back in returns
        )
    ]


def missing_outputs(subject: Subject, stage: str, asked: Requirements) -> list[StageRequirement]:
    """The documents that this stage asks for and has not been shown."""
    shown = {output.requirement_id for output in counting(subject) if output.stage == stage}
    return [each for each in asked.of(subject, stage) if each.pk not in shown]


def lines(text: str) -> list[str]:
    """What was written a line each, without empty ones."""
    return [line.strip() for line in text.splitlines() if line.strip()]


def evidence(subject: Subject, *, decree: bool = False) -> list[str]:
    """What a standard can show, in the rule's words; `decree` says whether number and day of the decree are given."""
    if isinstance(subject, DevelopmentStandard):
        held = {"skk-pdn-set": subject.source.is_published, "minister-decision": decree}
    else:
        held = {
            "stated-need": bool(subject.need.strip()),
            "reference": bool(lines(subject.reference_sources)),
            "applicability-note": bool(subject.applicability.strip()),
            "stakeholder-consent": bool(lines(subject.consents)),
            "minister-decision": decree,
        }
    return [name for name, there in held.items() if there]


def judged(subject: Subject, to: str, *, decree: bool = False) -> tuple[Decision, dict[str, Any]]:
    """What the rule says of the step from where the standard stands, and the facts it was asked with."""
    facts = {"from": subject.stage, "to": to, "evidence": evidence(subject, decree=decree)}
    return decide(walk_of(subject).rule, facts), facts


@dataclass(frozen=True)
class Need:
    """One thing that the next step asks for, whether it is there, and the words of the law behind it if any."""

    text: str
    met: bool
    citation: Citation | None = None
    requirement: StageRequirement | None = None
    code: str = ""


def needs(subject: Subject, asked: Requirements) -> list[Need]:
    """All that the step to the next stage asks for, met or missing; without the completeness of the text."""
    walk = walk_of(subject)
    missing = {each.pk for each in missing_outputs(subject, subject.stage, asked)}
    found = [Need(each.name, each.pk not in missing, requirement=each) for each in asked.of(subject, subject.stage)]
    to = walk.following(subject.stage)
    if to is None:
        return found
    bare = decide(walk.rule, {"from": subject.stage, "to": to, "evidence": []})
    held = set(evidence(subject))
    for finding in bare.findings:
        name = finding.details["evidence"]
        found.append(Need(evidence_name(name), name in held, finding.citation, code=name))
    if isinstance(subject, StandardVersion):
        found += people_needed(subject, to)
    return found


def evidence_name(name: str) -> str:
    """A piece of evidence in the rules' words: "Kebutuhan yang dinyatakan"."""
    said = words.choice(name, (get_language() or "id")[:2])
    return said[:1].upper() + said[1:]


def people_needed(version: StandardVersion, to: str) -> list[Need]:
    """A team has its lead before it proposes, and units of the Ministry take part before a draft is verified."""
    if to == SkkStage.PROPOSAL:
        led = any(each.until is None and each.part == TeamMember.Part.LEAD for each in version.standard.team.all())
        return [Need(_("Ketua tim penyusun"), led, code="lead")]
    if to == SkkStage.VERIFICATION:
        together = bool(version.cooperating_units.all())
        return [Need(_("Unit kerja yang ikut menyusun"), together, TOGETHER, code="cooperating-unit")]
    return []


def _moves(subject: Subject) -> Iterable[Move]:
    return subject.moves.all()


def _outputs(subject: Subject) -> Iterable[Output]:
    return subject.outputs.all()

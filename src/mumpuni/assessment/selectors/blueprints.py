"""Reading and judging designs: what is measured, and with what (rancangan)."""

from collections.abc import Collection, Iterator
from dataclasses import dataclass, field, replace
from functools import cached_property

from django.db.models import Count, Prefetch, Q

from mumpuni.assessment.models import (
    Assessee,
    Blueprint,
    BlueprintLine,
    Credential,
    Event,
    EventInstrument,
    Exposure,
    Instrument,
    TeamMember,
    TeamRole,
    Variant,
)
from mumpuni.assessment.selectors.judging import Judged, judge
from mumpuni.assessment.selectors.methods import body_word, methods_facts, other_facts
from mumpuni.regulations import Decision, Finding, catalogue

#: The instruments that Pasal 21 names, which rules know by their codes; any other goes to them by its name.
KNOWN = {
    entry.code: entry.said
    for name in ("bkn-26-2019/simulations", "bkn-26-2019/instrument-kinds")
    for entry in catalogue(name).entries
}
#: The method of Perka 11/2008 that an instrument serves, by its code.
SERVES_2008 = {
    "competency-interview": "interview",
    "questionnaire": "questionnaire",
    "psychological-test": "psychometrics",
    "case-analysis": "case-analysis",
    "presentation": "presentation",
}


@dataclass(frozen=True)
class Use:
    """An instrument as a design uses it: which lines it measures, with which variant."""

    instrument: Instrument
    lines: frozenset[int]
    variant: Variant | None = None

    @property
    def word(self) -> str:
        """What rules call it."""
        return self.instrument.code if self.instrument.code in KNOWN else self.instrument.name


@dataclass(frozen=True)
class Design:
    """The blueprints of an event with the instruments that it uses, as saved or as typed just now."""

    event: Event
    blueprints: list[Blueprint]
    uses: list[Use] = field(default_factory=list)

    @cached_property
    def team(self) -> list[TeamMember]:
        """The assessors of now, with what proves a psychologist."""
        found = self.event.team.filter(role=TeamRole.ASSESSOR, removed_at=None).select_related("practitioner")
        return list(found.prefetch_related("practitioner__credentials"))

    def measured_by(self, use: Use, blueprint: Blueprint) -> list[str]:
        """The competencies of one target that an instrument measures."""
        return [each.competency.name for each in blueprint.lines.all() if each.pk in use.lines]


def blueprints_of(event: Event) -> list[Blueprint]:
    """Per target the standard's version and its competencies."""
    lines = BlueprintLine.objects.select_related("competency")
    found = event.blueprints.select_related("target", "standard__position", "standard__dictionary")
    return list(found.prefetch_related(Prefetch("lines", lines)))


def instruments_of(event: Event) -> list[EventInstrument]:
    """What the event uses, in its order."""
    return list(event.instruments.select_related("instrument", "variant").prefetch_related("lines"))


def offered(event: Event) -> list[Instrument]:
    """Instruments that may be put into this event: of its own family, and what it has already.

    Other methods may use those of an Assessment Center as well (Pasal 21 ayat (4)); a continuing method has its own.
    """
    families = {event.family} | ({Instrument.Family.CENTER} if event.family == Event.Family.OTHER else set())
    found = Instrument.objects.filter(Q(is_active=True, family__in=families) | Q(pk__in=_used(event)))
    return list(found.prefetch_related("variants").order_by("kind", "name").distinct())


def _used(event: Event) -> Collection[int]:
    return list(event.instruments.values_list("instrument_id", flat=True))


def saved_design(event: Event) -> Design:
    """The design as it stands; a constant number of queries."""
    uses = [
        Use(each.instrument, frozenset(line.pk for line in each.lines.all()), each.variant)
        for each in instruments_of(event)
    ]
    return Design(event, blueprints_of(event), uses)


def judge_design(design: Design) -> list[Judged]:
    """What the rules say of the design, target by target."""
    judged = _judge_2008(design) if design.event.is_2008 else _judge_2019(design)
    return [replace(each, decision=_worded(each.decision)) for each in judged]


def _worded(decision: Decision) -> Decision:
    """With the names of instruments where a finding names one by its code."""
    return replace(decision, findings=tuple(_named(each) for each in decision.findings))


def _named(finding: Finding) -> Finding:
    said = KNOWN.get(finding.details.get("instrument", ""))
    return replace(finding, details={**finding.details, "instrument": said}) if said else finding


def _judge_2019(design: Design) -> Iterator[Judged]:
    event = design.event
    method = event.method if event.family == Event.Family.CENTER and event.method else "other"
    for blueprint in design.blueprints:
        names = [each.competency.name for each in blueprint.lines.all()]
        by_use = {use.word: design.measured_by(use, blueprint) for use in design.uses}
        matrix = {name: [word for word, its in by_use.items() if name in its] for name in names}
        about = blueprint.target.title
        facts = {"method": method, "matrix": matrix, "assessors": len(design.team), "competencies": names}
        yield judge("bkn-26-2019/instruments", facts, about)
        facts = {"method": method, "instruments": by_use, "competencies": names}
        yield judge("bkn-26-2019/instrument-fit", facts, about)
    if event.family == Event.Family.CONTINUING:
        yield from _judge_continuing(design)


def _judge_continuing(design: Design) -> Iterator[Judged]:
    """Pasal 22; where everything is given by information technology it is the mass assessment of its ayat (4)."""
    own = [use.instrument for use in design.uses]
    facts = {
        "anticipates": next((each.anticipates for each in own if each.anticipates), None),
        "instruments": [
            {
                "name": each.name,
                "administration": each.administration,
                "developed_from": each.developed_from.name if each.developed_from else None,
            }
            for each in own
        ],
    }
    yield judge("bkn-26-2019/continuing-method", facts)
    if own and all(each.administration == Instrument.Administration.ELECTRONIC for each in own):
        for blueprint in design.blueprints:
            target = blueprint.target
            yield judge("bkn-26-2019/other-method", other_facts(target, "mass-electronic"), target.title)


def _judge_2008(design: Design) -> Iterator[Judged]:
    event, assessors = design.event, len(design.team)
    documents = _documents(event)
    for blueprint in design.blueprints:
        names = [each.competency.name for each in blueprint.lines.all()]
        by_use = {use.word: design.measured_by(use, blueprint) for use in design.uses}
        facts = {
            "design": methods_facts(event, blueprint.target) if event.body else None,
            "documents": documents,
            "competencies": names,
            "instruments": {name: [word for word, its in by_use.items() if name in its] for name in names},
        }
        yield judge("bkn-11-2008/preparation", facts, blueprint.target.title)
        yield from _judge_material(design, blueprint, names)
    if "assessment-center" in event.methods_2008:
        used = [use.word for use in design.uses if use.lines]
        center = {"body": body_word(event), "assessors": assessors, "instruments": used}
        yield judge("bkn-11-2008/assessment-center", center)


def _judge_material(design: Design, blueprint: Blueprint, names: list[str]) -> Iterator[Judged]:
    """Guide, questions, psychologist, case and rating sheet of each method chosen, from the instrument serving it."""
    serving = {SERVES_2008.get(use.instrument.code): use for use in design.uses}
    for method in design.event.methods_2008:
        if method not in SERVES_2008.values():
            continue
        use = serving.get(method)
        measured = design.measured_by(use, blueprint) if use else []
        facts = {
            "method": method,
            "competencies": names,
            "guide": measured if method == "interview" else [],
            "questions": [{"competency": each} for each in measured] if method == "questionnaire" else [],
            "by_psychologist": method == "psychometrics" and _has_psychologist(design),
            "case_text": bool(use and use.variant),
            "rating_sheet": measured,
        }
        yield judge("bkn-11-2008/instrument", facts, blueprint.target.title)


def _has_psychologist(design: Design) -> bool:
    day = design.event.first_day
    if any(each.practitioner.is_psychologist_on(day) for each in design.team):
        return True
    kind = Credential.Kind.PSYCHOLOGIST
    testers = {"practitioner__memberships__event": design.event, "practitioner__memberships__removed_at": None}
    return any(each.holds_on(day) for each in Credential.objects.filter(kind=kind, **testers))


def _documents(event: Event) -> list[str]:
    """The standard that was copied, and biodata: number and position of everyone called stand in the register."""
    called = event.assessees.filter(state=Assessee.State.CALLED)
    counts = called.aggregate(
        all=Count("pk", distinct=True),
        known=Count(
            "pk",
            distinct=True,
            filter=Q(person__appointments__ends_on=None, person__appointments__position__isnull=False)
            & Q(person__identities__isnull=False),
        ),
    )
    there = ["position-standard"]
    return [*there, "biodata"] if counts["all"] and counts["all"] == counts["known"] else there


def exposure_clashes(event: Event, variants: Collection[int]) -> list[Exposure]:
    """Who of those called has met one of these variants before; nobody meets the same one twice."""
    called = event.assessees.filter(state=Assessee.State.CALLED)
    met = Exposure.objects.filter(variant__in=variants, person__in=called.values("person"))
    return list(met.exclude(event=event).select_related("person", "variant__instrument").order_by("person__name"))

"""Which results a person holds and until when: ours once the report is signed, and those loaded from others."""

from collections import defaultdict
from collections.abc import Collection, Iterable
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.utils import timezone

from mumpuni.assessment.models import Candidate, PastResult, Report, Request, Target
from mumpuni.assessment.policies import past as policies
from mumpuni.assessment.selectors.results import Line, lines_of
from mumpuni.people.models import Level, Person
from mumpuni.regulations import Decision, decide

SIGNED = Report.State.SIGNED


@dataclass(frozen=True)
class Held:
    """A result in force of one person: for which tier, from when until when, and how it stands on the day asked."""

    person: int
    tier: str
    on: date
    validity: Decision
    report: Report | None = None

    @property
    def until(self) -> date:
        """The last day of its use."""
        found: date = self.validity.values["valid_until"]
        return found

    @property
    def holds(self) -> bool:
        """Whether it may be used on the day asked."""
        return self.validity.outcome == "valid"

    @property
    def tier_word(self) -> str:
        """The tier's name; the result serves every target of it."""
        return str(Level(self.tier).label)

    @property
    def tone(self) -> str:
        """How its standing is coloured."""
        return "good" if self.holds else "bad"


def tier_of(target: Target) -> str:
    """The tier by which results of targets are compared: of a functional position the structural one it equals."""
    return target.equivalent_tier or target.tier


def own_results(persons: Iterable[int], on: date) -> list[Held]:
    """Results of our events whose report is signed; trial runs and what was replaced are no results of a person."""
    found = signed_reports().filter(result__assessee__person__in=persons)
    return [_held(each, on) for each in found]


def signed_reports() -> QuerySet[Report]:
    """Reports in force, with what their results need."""
    found = Report.objects.filter(
        state=SIGNED, replaced_by=None, result__replaced_by=None, result__assessee__event__is_trial=False
    )
    return found.select_related("result__assessee__event", "result__blueprint__target").order_by("-signed_at")


def _held(report: Report, on: date) -> Held:
    result, signed = report.result, timezone.localdate(report.signed_at)
    facts = {"edition": result.edition, "signed_on": signed, "asked_on": on}
    validity = decide("assessment/result-validity", facts)
    return Held(result.assessee.person_id, tier_of(result.blueprint.target), signed, validity, report)


def _loaded(row: PastResult, on: date) -> Held:
    facts = {"signed_on": row.on, "asked_on": on}
    return Held(row.person_id, row.tier, row.on, decide("bkn-26-2019/result-validity", facts))


def valid_results(actor: Any, persons: Collection[int], on: date, tiers: Collection[str]) -> dict[int, list[Held]]:
    """What each of these persons holds for these tiers that may be used on a day, by person; two queries for all.

    A result serves every target of its tier, so who holds one need not be assessed again. Only that it exists is told.
    """
    loaded = PastResult.objects.filter(policies.results_in_sight(actor), person__in=persons)
    everything = [*own_results(persons, on), *(_loaded(each, on) for each in loaded)]
    found: dict[int, list[Held]] = defaultdict(list)
    for each in everything:
        if each.holds and each.tier in tiers:
            found[each.person].append(each)
    return dict(found)


def day_of_use(asked: Request) -> date:
    """When a request could use a result instead of an assessment: on the wished day, or today once that is past."""
    return max(asked.wished_from, timezone.localdate())


def of_candidates(actor: Any, candidates: Collection[Candidate], on: date) -> dict[int, list[Held]]:
    """What candidates of a request hold for the tier of their target, by candidate."""
    tiers = {each.pk: tier_of(each.target) for each in candidates}
    held = valid_results(actor, [each.person_id for each in candidates], on, set(tiers.values()))
    return {each.pk: [one for one in held.get(each.person_id, ()) if one.tier == tiers[each.pk]] for each in candidates}


@dataclass(frozen=True)
class Known:
    """A result as one reader may see it on a person's page; levels only for the person."""

    held: Held
    lines: list[Line]


def of_person(actor: Any, person: Person, on: date) -> list[Known]:
    """The results of one person in sight of the actor.

    The person sees what was released, with its levels. PPK and personnel officials of the own agency and the Instansi
    Pembina see that it exists and until when; the content stands in the report, which asks for what it is opened.
    """
    found = signed_reports().filter(result__assessee__person=person)
    if policies.is_own(actor, person):
        released = found.filter(released_at__isnull=False)
        return [Known(_held(each, on), lines_of(each.result)) for each in released]
    if not policies.may_know(actor, person):
        return []
    return [Known(_held(each, on), []) for each in found]


@dataclass(frozen=True)
class Compared:
    """Several results of a person for one tier side by side, the latest first (Perka 11/2008 II.B.4)."""

    tier_word: str
    dates: list[date]
    rows: list[tuple[str, list[tuple[Line | None, date]]]]


def compared(known: Iterable[Known]) -> list[Compared]:
    """For each tier for which the reader sees the levels of more than one result."""
    by_tier: dict[str, list[Known]] = defaultdict(list)
    for each in known:
        if each.lines:
            by_tier[each.held.tier_word].append(each)
    return [_side_by_side(tier, several) for tier, several in by_tier.items() if len(several) > 1]


def _side_by_side(tier: str, several: list[Known]) -> Compared:
    dates = [each.held.on for each in several]
    columns = [{line.name: line for line in each.lines} for each in several]
    names = dict.fromkeys(name for column in columns for name in column)
    rows = [(name, [(column.get(name), on) for column, on in zip(columns, dates, strict=True)]) for name in names]
    return Compared(tier, dates, rows)

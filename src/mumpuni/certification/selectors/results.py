"""Results of participants: verdicts per unit and what the rule says of them (hasil uji)."""

from collections import defaultdict
from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import Count, Exists, F, OuterRef, Q, QuerySet, Subquery
from django.db.models.functions import Coalesce

from mumpuni.certification import policies
from mumpuni.certification.models import Certificate, IssueItem, Kind, NameConfirmation, UnitVerdict
from mumpuni.people.policies import Role
from mumpuni.regulations import Decision, decide
from mumpuni.standards.models import QualificationUnit
from mumpuni.training.models import Batch, Nomination

RULE = "panduan-2019/certificate"


@dataclass
class Result:
    """A participant with the verdicts on each unit of the qualification and the rule's decision on them."""

    nomination: Nomination
    units: list[QualificationUnit]
    verdicts: dict[int, UnitVerdict]
    facts: dict[str, Any]
    decision: Decision
    certificates: dict[str, Certificate] = field(default_factory=dict)

    @property
    def held(self) -> int:
        """Units judged competent."""
        return int(self.decision.values["held"])

    @property
    def required(self) -> int:
        """Units of the qualification."""
        return int(self.decision.values["required"])

    @property
    def undecided(self) -> int:
        """Units on which no examiner has decided yet."""
        return len(self.units) - len(self.verdicts)

    @property
    def due(self) -> tuple[str, ...]:
        """Kinds of certificate that the rule grants."""
        return tuple(self.decision.values["documents"])

    @property
    def held_units(self) -> list[QualificationUnit]:
        """The units fulfilled, in the order of the guide."""
        return [unit for unit in self.units if (verdict := self.verdicts.get(unit.pk)) and verdict.competent]

    @property
    def needs(self) -> list[QualificationUnit]:
        """Units not fulfilled: the needs for development (Peraturan BKN 7/2020 Pasal 3 huruf d)."""
        return [unit for unit in self.units if not ((verdict := self.verdicts.get(unit.pk)) and verdict.competent)]

    @property
    def is_certified(self) -> bool:
        """Whether the verdicts stand on a certificate in force, and so no longer change without a correction."""
        return Kind.COMPETENCE in self.certificates


def units_by_qualification(words: Iterable[str] | None = None) -> dict[str, list[QualificationUnit]]:
    """The units of each qualification in the order of the guide."""
    found: dict[str, list[QualificationUnit]] = defaultdict(list)
    units = QualificationUnit.objects.order_by("qualification", "position")
    if words is not None:
        units = units.filter(qualification__in=set(words))
    for unit in units:
        found[unit.qualification].append(unit)
    return found


def results_of(nominations: Iterable[Nomination]) -> list[Result]:
    """Judge these nominations, in their order, with a constant number of queries."""
    given = list(nominations)
    keys = [each.pk for each in given]
    units = units_by_qualification(each.qualification for each in given)
    verdicts: dict[int, dict[int, UnitVerdict]] = defaultdict(dict)
    for verdict in UnitVerdict.objects.filter(nomination__in=keys):
        verdicts[verdict.nomination_id][verdict.unit_id] = verdict
    certificates: dict[int, dict[str, Certificate]] = defaultdict(dict)
    for certificate in Certificate.objects.filter(nomination__in=keys, status=Certificate.Status.VALID):
        certificates[certificate.nomination_id][certificate.kind] = certificate
    return [_judged(each, units[each.qualification], verdicts[each.pk], certificates[each.pk]) for each in given]


def _judged(
    nomination: Nomination,
    units: list[QualificationUnit],
    verdicts: dict[int, UnitVerdict],
    certificates: dict[str, Certificate],
) -> Result:
    facts = {
        "training_jp": nomination.training_jp or 0,
        "qualification": nomination.qualification,
        "units": {unit.title: verdicts[unit.pk].competent for unit in units if unit.pk in verdicts},
    }
    decision = decide(RULE, facts, on=nomination.batch.class_ends_on)
    return Result(nomination, units, verdicts, facts, decision, certificates)


def participants(actor: Any) -> QuerySet[Nomination]:
    """Accepted participants whose results this actor may see: staff all, HR own people, others none."""
    return _accepted().filter(policies.reach(actor, *policies.STAFF, Role.AGENCY_HR))


def participants_of(batch: Batch) -> QuerySet[Nomination]:
    """The accepted participants of a batch by name; for services that have asked the policy."""
    return _accepted().filter(batch=batch).order_by("person__name", "pk")


def own_participations(actor: Any) -> QuerySet[Nomination]:
    """The actor's own nominations, newest first."""
    person = getattr(actor, "person_id", None)
    return (
        _joined().filter(person_id=person).order_by("-batch__class_starts_on") if person else Nomination.objects.none()
    )


def participant(actor: Any, pk: int) -> Nomination | None:
    """One nomination whose result the actor may see."""
    found = _joined().filter(pk=pk).first()
    return found if found and policies.may_see_result(actor, found) else None


def batches_with_results(actor: Any) -> QuerySet[Batch]:
    """Batches in which the actor works with results, with how many took part, were judged, are certified."""
    accepted = Q(nominations__state=Nomination.State.ACCEPTED)
    judged = UnitVerdict.objects.filter(nomination__batch=OuterRef("pk")).order_by().values("nomination__batch")
    certified = (
        Certificate.objects.filter(
            nomination__batch=OuterRef("pk"), kind=Kind.COMPETENCE, status=Certificate.Status.VALID
        )
        .order_by()
        .values("nomination__batch")
    )
    return (
        Batch.objects.filter(policies.batch_reach(actor, *policies.STAFF))
        .select_related("season")
        .annotate(
            participants=Count("nominations", filter=accepted),
            judged=Coalesce(Subquery(judged.annotate(n=Count("nomination", distinct=True)).values("n")), 0),
            certified=Coalesce(Subquery(certified.annotate(n=Count("pk")).values("n")), 0),
        )
        .order_by("-season__starts_on", "number")
    )


def batches_to_judge(actor: Any, on: date) -> QuerySet[Batch]:
    """Batches whose class is over and where somebody accepted has no verdict yet, the longest waiting first."""
    ended = batches_with_results(actor).filter(class_ends_on__lt=on)
    return ended.filter(Q(judged__lt=F("participants"))).order_by("class_ends_on", "number")


def batches_to_issue(actor: Any) -> QuerySet[Batch]:
    """Batches in which everybody is judged and nobody has been put on a list of issue yet."""
    listed = IssueItem.objects.filter(nomination__batch=OuterRef("pk"))
    judged = batches_with_results(actor).filter(Q(participants__gt=0, judged__gte=F("participants")))
    return judged.filter(~Exists(listed)).order_by("class_ends_on", "number")


def waiting_names(actor: Any) -> QuerySet[NameConfirmation]:
    """Proposals for a printed name that this actor may accept."""
    allowed = policies.reach(actor, Role.ORGANISER, Role.AGENCY_HR, prefix="nomination__")
    return (
        NameConfirmation.objects.filter(allowed, state=NameConfirmation.State.PROPOSED)
        .exclude(nomination__person_id=getattr(actor, "person_id", None) or 0)
        .select_related("nomination__person", "nomination__agency", "nomination__batch")
        .order_by("answered_at")
    )


def _accepted() -> QuerySet[Nomination]:
    return _joined().filter(state=Nomination.State.ACCEPTED)


def _joined() -> QuerySet[Nomination]:
    return (
        Nomination.objects.exclude(state=Nomination.State.WITHDRAWN)
        .select_related("person", "agency", "batch__season", "name_confirmation")
        .order_by("batch__number", "person__name", "pk")
    )

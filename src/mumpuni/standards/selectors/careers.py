"""Officials beside each other for placement, promotion and succession (Pasal 6 ayat (2), Pasal 13)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Prefetch, Q, QuerySet

from mumpuni.people.models import Person
from mumpuni.people.policies import require
from mumpuni.regulations import Decision, catalogue, decide
from mumpuni.standards.models import Attainment, LevelDecision, StandardVersion
from mumpuni.standards.policies import equivalence as policies
from mumpuni.standards.selectors import officials
from mumpuni.standards.words import MAY_NOT_SEE_OFFICIALS

#: Which use of Pasal 13 an action of Pasal 6 ayat (2) is; the others are steps of a career.
USE_OF_ACTION = {
    "penempatan": "penempatan-promosi",
    "promosi": "penempatan-promosi",
    "rencana-suksesi-jabatan": "rencana-suksesi",
}


@dataclass(frozen=True)
class Candidate:
    """An official for a position: the decided level, and what certificates show; nothing here excludes anybody."""

    person: Person
    decided: LevelDecision | None
    criterion: Decision
    action: Decision
    numbers: tuple[str, ...]
    holds_standard: bool

    @property
    def flagged(self) -> bool:
        """Whether the action would go against the position's standard."""
        return self.action.outcome == "non-compliant"


def actions(language: str) -> list[tuple[str, str]]:
    """The five actions of Pasal 6 ayat (2), by name."""
    return [(each.code, each.name(language)) for each in catalogue("permendagri-11-2018/career-actions").entries]


def pool(
    actor: Any, *, tier: str, version: StandardVersion | None, day: date, holders: bool = False
) -> QuerySet[Person]:
    """Officials in a position of the agencies that the actor may see, with `is_holder` of the standard's certificate.

    `holders` leaves out everyone else, for a list of succession.

    Raises:
        Refused: for accounts that plan no careers.
    """
    require(policies.may_plan_careers(actor), MAY_NOT_SEE_OFFICIALS)
    in_time = Q(expires_on=None) | Q(expires_on__gte=day)
    whole = Attainment.objects.filter(
        in_time, person=OuterRef("pk"), ended_at=None, kind=Attainment.Kind.COMPETENCE
    ).exclude(number="")
    if version:
        whole = whole.filter(standard__standard=version.standard_id)
    else:
        whole = whole.filter(standard__standard__position=tier)
    decisions = LevelDecision.objects.filter(meets_standard=True).order_by("-dated", "-pk")
    found = officials.officials(actor).filter(appointments__ends_on=None, appointments__isnull=False).distinct()
    found = found.annotate(is_holder=Exists(whole)).prefetch_related(Prefetch("level_decisions", queryset=decisions))
    return found.filter(is_holder=True) if holders else found


def candidates(
    persons: Sequence[Person], *, tier: str, version: StandardVersion | None, action: str, day: date
) -> list[Candidate]:
    """These officials for that position and action; a constant number of queries."""
    units = officials.required_units(version)
    certificates = officials.certificates_of(persons, day)
    made = []
    for person in persons:
        own = certificates[person.pk]
        criterion = officials.criterion(USE_OF_ACTION.get(action, "pengembangan-karier"), units, own, day)
        whole = [
            each.number
            for each in own
            if each.number
            and not (each.expires_on and each.expires_on < day)
            and (each.standard == version.standard_id if version else each.position == tier)
        ]
        met = bool(whole) or criterion.outcome == "criterion-met"
        facts = {"action": action, "position": tier, "standard_met": met}
        made.append(
            Candidate(
                person=person,
                decided=next(iter(person.level_decisions.all()), None),
                criterion=criterion,
                action=decide("permendagri-11-2018/career-action", facts),
                numbers=tuple(dict.fromkeys([*whole, *criterion.values["numbers"]])),
                holds_standard=bool(whole),
            )
        )
    return made

"""Reading results that other systems and organisers gave; they are shown as given and never computed anew."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from mumpuni.assessment.models import PastResult
from mumpuni.assessment.policies import past as policies
from mumpuni.people.models import Person
from mumpuni.regulations import Decision, decide


@dataclass(frozen=True)
class Shown:
    """A result as one account may see it: with figures or without, and how long it holds."""

    result: PastResult
    figures: bool
    validity: Decision

    @property
    def valid_until(self) -> date:
        """The last day of its use."""
        found: date = self.validity.values["valid_until"]
        return found

    @property
    def tone(self) -> str:
        """How its standing is coloured."""
        return "good" if self.validity.outcome == "valid" else "bad"


def past_results(actor: Any) -> QuerySet[PastResult]:
    """The results of whose existence the actor may know, with what `shown` needs."""
    found = PastResult.objects.select_related("person").prefetch_related("person__appointments__agency")
    return found.filter(policies.results_in_sight(actor)).order_by("-on", "person__name", "pk")


def of_person(actor: Any, person: Person) -> list[PastResult]:
    """Those of one person."""
    return list(past_results(actor).filter(person=person))


def past_result(actor: Any, person: int, pk: int) -> PastResult:
    """One result of a person.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    found = past_results(actor).filter(person=person, pk=pk).first()
    if found is None:
        raise Http404
    return found


def shown(actor: Any, result: PastResult, today: date | None = None) -> Shown:
    """The result for this reader, judged by `bkn-26-2019/result-validity` as of today."""
    day = today or timezone.localdate()
    validity = decide("bkn-26-2019/result-validity", {"signed_on": result.on, "asked_on": day})
    return Shown(result, policies.sees_figures(actor, result), validity)

"""Quality checks of events: what was found last, and what the system's own rules say (pemantauan)."""

from typing import Any

from django.db.models import Count, OuterRef, Q, QuerySet, Subquery

from mumpuni.assessment import policies
from mumpuni.assessment.models import Event, QualityCheck
from mumpuni.assessment.selectors.groups import groups
from mumpuni.assessment.selectors.judging import Judged, judge
from mumpuni.assessment.selectors.readiness import readiness
from mumpuni.regulations.catalogue import catalogue

CHECKS = catalogue("bkn-26-2019/monitoring-checks")
State = QualityCheck.State
_COMPONENTS = {"team": "team", "methods_and_instruments": "method", "facility": "facility"}


def latest(event: Event) -> dict[str, QualityCheck]:
    """The last word on each check, by its code."""
    found = event.quality_checks.select_related("by").order_by("check_code", "-at", "-pk").distinct("check_code")
    return {each.check_code: each for each in found}


def judge_monitoring(found: dict[str, QualityCheck]) -> Judged:
    """Whether the event was held as the regulation wants it; what failed stays listed until resolved."""
    return judge("bkn-26-2019/monitoring", {"checks": {code: each.state for code, each in found.items()}})


def proposed(event: Event) -> dict[str, tuple[str, str]]:
    """What the system's own judgements say of each check, state and note, to begin with."""
    said: dict[str, tuple[str, str]] = {}
    unlawful = [
        f"{row.group}: {finding.message()} ({finding.citation})"
        for row in groups(event)
        if row.decision is not None
        for finding in row.decision.findings
        if finding.severity == "violation"
    ]
    said["group"] = _as_found(unlawful)
    for component in readiness(event).components:
        if component.code in _COMPONENTS:
            broken = [
                f"{one.message()} ({one.citation})" for _about, one in component.findings if one.severity == "violation"
            ]
            said[_COMPONENTS[component.code]] = _as_found([*(str(each) for each in component.lacks), *broken])
    return said


def _as_found(problems: list[str]) -> tuple[str, str]:
    return (State.FAILED, " ".join(problems)[:500]) if problems else (State.PASSED, "")


def watched(actor: Any) -> QuerySet[Event]:
    """Events begun under 26/2019 with the last word on each check, for the Instansi Pembina; nothing for others."""
    if not policies.watches(actor):
        return Event.objects.none()
    begun = (Event.State.RUNNING, Event.State.CLOSED)
    found = Event.objects.filter(state__in=begun, edition="bkn-26-2019").select_related("provider", "request__agency")
    last = QualityCheck.objects.filter(event=OuterRef("pk")).order_by("-at", "-pk")
    for code in CHECKS.codes:
        found = found.annotate(**{f"check_{code}": Subquery(last.filter(check_code=code).values("state")[:1])})
    return found.annotate(checks_made=Count("quality_checks__check_code", distinct=True))


def failing() -> Q:
    """A check failed and is not resolved, as a condition on `watched`."""
    open_ones = Q(pk__in=[])
    for code in CHECKS.codes:
        open_ones |= Q(**{f"check_{code}": State.FAILED})
    return open_ones


def unchecked() -> Q:
    """A check was never made."""
    return Q(checks_made__lt=len(CHECKS.codes))

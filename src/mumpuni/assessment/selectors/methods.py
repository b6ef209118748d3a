"""Which method the targets of a request ask for, and whether what an event chose may be used."""

from collections.abc import Iterator, Sequence
from typing import Any

from mumpuni.assessment.models import Event, Request, Target
from mumpuni.assessment.selectors.judging import Judged, judge
from mumpuni.people.models import Agency, AgencyKind
from mumpuni.regulations import catalogue

#: From the weakest to the strongest.
STRENGTH = catalogue("bkn-26-2019/methods").codes
CENTER_2008 = "assessment-center"


def government(of: Agency) -> str:
    """The kind of government that Pasal 20 tells apart."""
    if of.is_central:
        return "pusat"
    return "provinsi" if of.kind == AgencyKind.PROVINCE else "kabupaten-kota"


def position_facts(target: Target, agency: Agency) -> dict[str, Any]:
    """The target position in the words of `bkn-26-2019/method`."""
    return {
        "position": target.tier,
        "government": government(agency),
        "regional_secretary": target.regional_secretary,
        "equivalent_position": target.equivalent_tier or None,
    }


def proposals(request: Request) -> list[Judged]:
    """For each target the method that it asks for, with its legal ground (Pasal 20)."""
    return [
        judge("bkn-26-2019/method", position_facts(each, request.agency), each.title) for each in request.targets.all()
    ]


def proposed(of: Sequence[Judged]) -> str:
    """The method that serves all of these targets: the strongest asked for; nothing where none is."""
    asked = {each.decision.outcome for each in of}
    return next((method for method in reversed(STRENGTH) if method in asked), "")


def judge_method(event: Event) -> list[Judged]:
    """Whether the event's method may be used for its targets, and under Perka 11/2008 by whom, where, how long.

    The event need not be saved.
    """
    targets = list(event.request.targets.all())
    return list(_judge_2008(event, targets) if event.is_2008 else _judge_2019(event, targets))


def _judge_2019(event: Event, targets: list[Target]) -> Iterator[Judged]:
    agency = event.request.agency
    family = "assessment-center" if event.family == Event.Family.CENTER else "other"
    for named in [[each.title] for each in targets] or [[]]:
        facts = {"family": family, "purpose": event.purpose or None, "targets": named}
        yield judge("bkn-26-2019/design", facts, *named)
    for target in targets:
        facts = position_facts(target, agency)
        if event.family == Event.Family.CENTER:
            chosen = {"chosen": event.method, "reason": event.method_reason or None}
            yield judge("bkn-26-2019/method-choice", facts | chosen, target.title)
        elif event.family == Event.Family.OTHER:
            yield judge("bkn-26-2019/other-method", other_facts(target, "other"), target.title)


def other_facts(target: Target, kind: str) -> dict[str, Any]:
    """What `bkn-26-2019/other-method` is asked of a target."""
    return {"position": target.tier, "kind": kind, "equivalent_position": target.equivalent_tier or None}


def _judge_2008(event: Event, targets: list[Target]) -> Iterator[Judged]:
    yield judge("bkn-11-2008/body", _body_facts(event))
    yield judge("bkn-11-2008/executing-body", _executing_facts(event))
    for target in targets:
        if event.body:
            yield judge("bkn-11-2008/methods", methods_facts(event, target), target.title)
    if event.place is not None:
        owner = event.place.provider
        own = owner.agency_id is not None and owner.agency_id == event.request.agency_id
        facts = {"place": "own-agency" if own else "other-agency", "other_has_upk": owner.has_upk}
        yield judge("bkn-11-2008/place", facts)
    if event.methods_2008:
        yield judge("bkn-11-2008/duration", _duration_facts(event))


def body_word(event: Event) -> str:
    """UPK or TPK, whoever's it is."""
    return "tpk" if event.body == Event.Body.TPK else "upk"


def _body_facts(event: Event) -> dict[str, Any]:
    signed = "ppk" if event.decided_by_ppk else "other"
    decided = event.decision_number or event.decision_date or event.decided_by_ppk
    return {
        "kinds": [body_word(event)] if event.body else [],
        "organisational_unit": (event.provider.upk_unit or None) if event.provider.has_upk else None,
        "decision": {
            "number": event.decision_number or None,
            "date": event.decision_date,
            "signed_by": signed if decided else None,
        },
    }


def _executing_facts(event: Event) -> dict[str, Any]:
    home = event.provider.agency
    is_own = home is not None and home.pk == event.request.agency_id
    return {
        "own_upk": event.body == Event.Body.UPK and is_own and event.provider.has_upk,
        "own_tpk": event.body == Event.Body.TPK and is_own,
        "own_facility": not event.request.without_facilities,
        "facilitated_by_bkn": event.request.without_facilities and home is not None and home.is_bkn,
        "other_upk": event.body == Event.Body.OTHER_UPK,
        "bkn_recommendation": bool(event.bkn_recommendation),
    }


def methods_facts(event: Event, target: Target) -> dict[str, Any]:
    """What `bkn-11-2008/methods` is asked; the reason of the method is the consideration that leaves a center out."""
    return {
        "echelon": echelon(target),
        "body": body_word(event),
        "methods": list(event.methods_2008),
        "consideration": event.method_reason or None,
        "specific_task": event.specific_task or None,
    }


def echelon(target: Target) -> str:
    """I to IV, without the letter behind the dot."""
    return target.echelon.split(".")[0].strip().upper()


def _duration_facts(event: Event) -> dict[str, Any]:
    """The method that has a minimum where it is among those chosen."""
    method = CENTER_2008 if CENTER_2008 in event.methods_2008 else event.methods_2008[0]
    days = (event.last_day - event.first_day).days + 1
    return {"method": method, "days": days, "reason": event.short_reason or None}

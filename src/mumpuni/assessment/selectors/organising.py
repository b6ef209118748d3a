"""The provider's report on an event: what it says, and whether it is whole (laporan penyelenggaraan)."""

from collections import Counter
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import translation

from mumpuni.assessment.models import Assessee, CheckIn, Event, OrganiserReport, Result
from mumpuni.assessment.policies import after as rights
from mumpuni.assessment.selectors.assignments import standing
from mumpuni.assessment.selectors.judging import Judged, judge
from mumpuni.assessment.selectors.providers import recognition_on
from mumpuni.assessment.words import METHODS_2008

RULE = "bkn-26-2019/organiser-report"


def report_of(event: Event) -> OrganiserReport | None:
    """That of an event, if it is issued."""
    found = OrganiserReport.objects.select_related("document", "signed_by__person", "signed_by__office")
    return found.filter(event=event).first()


def reports(actor: Any) -> QuerySet[OrganiserReport]:
    """Those that the actor may read, the latest first."""
    found = OrganiserReport.objects.select_related(
        "event__provider", "event__request__agency", "document", "signed_by__person"
    )
    return found.filter(rights.organiser_reports_in_sight(actor)).order_by("-issued_at")


def report(actor: Any, pk: int) -> OrganiserReport:
    """One of them.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    found = reports(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def to_pass_on(actor: Any) -> QuerySet[OrganiserReport]:
    """Those handed to the actor's agency and not sent to the Instansi Pembina yet (Pasal 30 ayat (2))."""
    mine = [each.pk for each in reports(actor).filter(copy_sent_at=None) if rights.may_pass_on(actor, each.event)]
    return reports(actor).filter(pk__in=mine, via_agency_at__isnull=False)


def contents(event: Event) -> dict[str, Any]:
    """The six items of Pasal 30 ayat (3) from what is recorded, in Indonesian; empty where nothing is."""
    provider, asked = event.provider, event.request
    held = recognition_on(provider, event.first_day)
    registered = event.assessees.count()
    came = CheckIn.objects.filter(assessee__event=event).values("assessee")
    decided = Result.objects.filter(assessee__event=event).values("assessee")
    called = event.assessees.filter(state=Assessee.State.CALLED)
    assessed = (called.filter(pk__in=came) | called.filter(pk__in=decided)).distinct().count()
    absent = called.count() - assessed
    team = standing(event)
    people = len({each.practitioner_id for each in team})
    with translation.override("id"):
        targets = list(dict.fromkeys(f"{each.title} ({each.get_tier_display()})" for each in asked.targets.all()))
        method = str(event.get_method_display()) if event.method else ""
        names = dict(METHODS_2008)
        return {
            "provider": f"{provider.name} ({provider.get_kind_display()})",
            "category": f"{held.category}, pengakuan nomor {held.number}" if held else "",
            "purpose": ": ".join(part for part in (str(event.get_purpose_display()), asked.aim) if part),
            "targets": targets,
            "registered": registered,
            "assessed": assessed,
            "absent": absent,
            "withdrawn": registered - assessed - absent,
            "people": people,
            "roles": [
                {"role": role, "people": count}
                for role, count in Counter(str(each.get_role_display()) for each in team).items()
            ],
            "personnel": [
                {
                    "name": each.practitioner.person.full_name,
                    "role": str(each.get_role_display()),
                    "home": each.practitioner.provider.name if each.practitioner.provider else "",
                }
                for each in team
            ],
            "methods": [
                str(event.get_family_display()),
                *([method] if method else []),
                *(str(names.get(each, each)) for each in event.methods_2008),
            ],
            "instruments": [str(each.instrument) for each in event.instruments.select_related("instrument")],
            "client": asked.agency.name,
        }


def fields(said: dict[str, Any]) -> list[str]:
    """Which of the rule's fields these contents fill."""
    filled = {
        "provider-identity": said.get("provider"),
        "provider-category": said.get("category"),
        "purpose": said.get("purpose"),
        "target-position": said.get("targets"),
        "assessee-count": said.get("assessed"),
        "personnel": said.get("personnel"),
        "methods": said.get("methods") and said.get("instruments"),
    }
    return [name for name, content in filled.items() if content]


def judge_contents(event: Event, said: dict[str, Any]) -> Judged:
    """Whether the report would be whole once it has gone its way."""
    facts = {
        "provider": event.provider.kind,
        "fields": fields(said),
        "copy_sent": True,
        "sent_via_user_agency": True,
    }
    return judge(RULE, facts)


def judge_report(event: Event, report: OrganiserReport) -> Judged:
    """The issued report: its items as printed, and the way that its copy took."""
    facts = {
        "provider": event.provider.kind,
        "fields": fields(report.document.data),
        "copy_sent": report.copy_sent_at is not None,
        "sent_via_user_agency": report.via_agency_at is not None,
    }
    return judge(RULE, facts)

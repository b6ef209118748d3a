"""What follows the report of an event: how far each assessee is, and what the rules say of it."""

from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import QuerySet
from django.http import Http404
from django.utils import timezone

from mumpuni.assessment import policies
from mumpuni.assessment.models import (
    Assessee,
    CheckIn,
    Delivery,
    Event,
    EventInstrument,
    Feedback,
    Meeting,
    Objection,
    Report,
    Result,
    Sheet,
    Taking,
)
from mumpuni.assessment.policies import after as rights
from mumpuni.assessment.selectors import organising
from mumpuni.assessment.selectors.interests import called
from mumpuni.assessment.selectors.judging import Judged, judge
from mumpuni.assessment.selectors.readiness import stages_done
from mumpuni.people.policies import Unusable
from mumpuni.regulations.catalogue import catalogue

_FOR_AGENCY = (Delivery.Recipient.PPK, Delivery.Recipient.OFFICIAL)


@dataclass
class Row:
    """One assessee after the day; `checked_in` says whether the person was assessed at all."""

    assessee: Assessee
    feedback: Feedback | None = None
    result: Result | None = None
    report: Report | None = None
    recipients: set[str] = field(default_factory=set)
    objections: list[Objection] = field(default_factory=list)
    checked_in: bool = False
    briefed: bool = False
    open_instruments: int = 0
    open_sheets: int = 0
    has_sheets: bool = False
    locked: bool = False

    @property
    def name(self) -> str:
        """As rules call the person."""
        return self.assessee.person.full_name

    @property
    def assessed(self) -> bool:
        """Whether there has to be a report: who reported or has a result."""
        return self.checked_in or self.result is not None

    @property
    def signed(self) -> bool:
        """Whether the report in force is signed."""
        return self.report is not None and self.report.state == Report.State.SIGNED

    @property
    def copied(self) -> bool:
        """Whether the copy of the signed report went to the Instansi Pembina."""
        return self.signed and Delivery.Recipient.SUPERVISOR in self.recipients

    @property
    def delivered(self) -> bool:
        """Whether the PPK or the official that it named has the signed report."""
        return self.signed and bool(self.recipients & set(_FOR_AGENCY))

    @property
    def objection(self) -> Objection | None:
        """The one that waits for an answer."""
        return next((each for each in self.objections if not each.answer), None)


def rows(event: Event) -> list[Row]:
    """Everyone called, in the order of numbers; the same few queries for four as for forty."""
    people = list(called(event).select_related("person").order_by("number"))
    made = {each.pk: Row(each) for each in people}
    for feedback in Feedback.objects.filter(assessee__in=people).select_related("giver__practitioner__person"):
        made[feedback.assessee_id].feedback = feedback
    for result in Result.objects.filter(assessee__in=people, replaced_by=None).select_related("report"):
        made[result.assessee_id].result = result
        made[result.assessee_id].report = getattr(result, "report", None)
    sent = Delivery.objects.filter(report__result__assessee__in=people, report__result__replaced_by=None)
    for assessee, recipient in sent.values_list("report__result__assessee", "recipient"):
        made[assessee].recipients.add(recipient)
    for objection in Objection.objects.filter(result__assessee__in=people).select_related("result"):
        made[objection.result.assessee_id].objections.append(objection)
    for assessee, briefed_at in CheckIn.objects.filter(assessee__in=people).values_list("assessee", "briefed_at"):
        made[assessee].checked_in = True
        made[assessee].briefed |= briefed_at is not None
    tools = EventInstrument.objects.filter(event=event).count()
    settled: dict[int, int] = defaultdict(int)
    done = Taking.objects.filter(assessee__in=people, state__in=(Taking.State.DONE, Taking.State.WAIVED))
    for assessee in done.values_list("assessee", flat=True):
        settled[assessee] += 1
    for assessee, submitted in Sheet.objects.filter(assessee__in=people).values_list("assessee", "submitted_at"):
        made[assessee].has_sheets = True
        made[assessee].open_sheets += submitted is None
    locked = Meeting.objects.filter(assessee__in=people, state=Meeting.State.LOCKED)
    for assessee in locked.values_list("assessee", flat=True):
        made[assessee].locked = True
    for row in made.values():
        row.open_instruments = tools - settled[row.assessee.pk]
    return list(made.values())


def judge_feedback(of: list[Row]) -> Judged:
    """Feedback to everybody or the reason why not (Pasal 25 ayat (2) huruf g)."""
    return judge("bkn-26-2019/feedback", {"assessees": [_given(each) for each in of]})


def _given(row: Row) -> dict[str, Any]:
    given = row.feedback
    if given is None:
        return {"name": row.name}
    giver = str(given.giver.practitioner) if given.giver else None
    return {"name": row.name, "given_on": given.given_on, "giver": giver, "reason": given.reason or None}


def judge_closing(event: Event, of: list[Row]) -> list[Judged]:
    """What the edition's rules say of closing the event now."""
    assessed = [each for each in of if each.assessed]
    if event.is_2008:
        people = [{"name": each.name, "report_sent_to_ppk": each.delivered} for each in assessed]
        done = [*stages_done(event), *(["pelaksanaan"] if _is_carried_out(assessed) else [])]
        return [
            judge("bkn-11-2008/stage", {"next": "laporan", "done": done}),
            judge("bkn-11-2008/closing", {"assessed": people}),
        ]
    report = organising.report_of(event)
    feedback = judge_feedback(of)
    copies = [{"name": each.name, "copied": each.copied} for each in assessed]
    done = [*stages_done(event), *_steps(of, assessed, feedback)]
    judged = [
        judge("bkn-26-2019/stage", {"next": "pemantauan-evaluasi", "done": done}),
        feedback,
        judge("bkn-26-2019/closing", {"organiser_report": report is not None, "reports": copies}),
    ]
    return [*judged, organising.judge_report(event, report)] if report else judged


def _is_carried_out(assessed: list[Row]) -> bool:
    return all(each.locked and not each.open_instruments for each in assessed)


def _steps(of: list[Row], assessed: list[Row], feedback: Judged) -> Iterator[str]:
    """The steps of execution that everybody assessed has behind, in the words of the rule."""
    met = {
        "pengarahan": all(each.briefed for each in assessed),
        "pengambilan-data": not any(each.open_instruments for each in assessed),
        "analisis-hasil": all(each.has_sheets and not each.open_sheets for each in assessed),
        "pengolahan-data": all(each.locked for each in assessed),
        "integrasi-data": all(each.locked and each.result for each in assessed),
        "hasil-pelaporan": all(each.signed for each in assessed),
        "umpan-balik": feedback.stands,
    }
    return (step for step, done in met.items() if done and of)


def open_objections(of: list[Row]) -> list[Objection]:
    """Those that wait for the chair."""
    return [each.objection for each in of if each.objection is not None]


def assessee_of(event: Event, pk: int) -> Assessee:
    """Somebody called to the event.

    Raises:
        Http404: for others.
    """
    found = called(event).select_related("person", "event__request", "feedback").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def objection_of(event: Event, pk: int) -> Objection:
    """An objection to a result of the event.

    Raises:
        Http404: for another.
    """
    found = Objection.objects.select_related("result__assessee__person", "answered_by")
    one = found.filter(pk=pk, result__assessee__event=event).first()
    if one is None:
        raise Http404
    return one


def givers(event: Event) -> QuerySet[Any]:
    """Who of the team may have given feedback."""
    team = event.team.filter(removed_at=None, role__in=rights.FEEDBACK_ROLES)
    return team.select_related("practitioner__person")


@dataclass(frozen=True)
class Own:
    """One of the own assessments; the result only once it was released."""

    assessee: Assessee
    result: Result | None
    report: Report | None
    reports: list[Report]
    gaps: list[str]
    category: str
    validity: Judged | None
    objections: list[Objection]
    may_object: bool


def own_assessments(actor: Any, today: date) -> list[Own]:
    """The actor's own assessments with what the person may know by now (Pasal 7 ayat (6)), the latest first."""
    person = policies.own_person(actor)
    if person is None:
        return []
    found = (
        Assessee.objects.filter(person=person)
        .exclude(event__state=Event.State.CANCELLED)
        .select_related("event__provider", "event__request__agency", "candidate__target", "feedback__giver")
        .select_related("feedback__giver__practitioner__person")
        .prefetch_related(
            "results__report__replaced_by",
            "results__report__documents",
            "results__report__openings",
            "results__objections",
            "results__development__line__competency",
            "results__uses",
        )
        .order_by("-event__first_day", "-pk")
    )
    return [_own(each, today) for each in found]


def _own(assessee: Assessee, today: date) -> Own:
    released = [each for each in assessee.results.all() if _released(each)]
    result = next((each for each in released if each.report.replaced_by_id is None), None)
    report = result.report if result else None
    objections = [one for each in assessee.results.all() for one in each.objections.all()]
    waits = any(not each.answer for each in objections)
    in_force = result is not None and result.replaced_by_id is None
    return Own(
        assessee=assessee,
        result=result,
        report=report,
        reports=[each.report for each in released],
        gaps=gaps(result) if result else [],
        category=category_name(result) if result else "",
        validity=judge_validity(result, today) if result else None,
        objections=objections,
        may_object=in_force and not waits and assessee.event.state == Event.State.RUNNING,
    )


def _released(result: Result) -> bool:
    report = getattr(result, "report", None)
    return report is not None and report.state == Report.State.SIGNED and report.released_at is not None


def category_name(result: Result) -> str:
    """The category as its list words it; nothing under Perka 11/2008."""
    if not result.category:
        return ""
    name = catalogue(f"{result.edition}/categories-{result.purpose}")[result.category].name()
    return name[:1].upper() + name[1:]


def gaps(result: Result) -> list[str]:
    """The competencies below the standard, by name, in the order of the standard."""
    achieved = result.achieved
    return [
        name for name, level in result.required.items() if name in achieved and float(achieved[name]) < float(level)
    ]


def judge_validity(result: Result, day: date) -> Judged:
    """Whether the result of a signed report holds on a day, by its own edition."""
    signed = result.report.signed_at
    if signed is None:
        raise Unusable("unsigned")
    facts = {"edition": result.edition, "signed_on": timezone.localtime(signed).date(), "asked_on": day}
    return judge("assessment/result-validity", facts)

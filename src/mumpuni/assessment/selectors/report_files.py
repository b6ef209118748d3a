"""Reports as documents: what stands in the way of signing and handing over, who got copies, who opened them."""

from dataclasses import dataclass
from datetime import date, timedelta
from typing import Any

from django.db.models import Count, Prefetch, Q, QuerySet
from django.http import Http404
from django.utils import timezone

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Delivery, Event, Opening, Part, Report, ReportDocument, TeamMember, TeamRole
from mumpuni.assessment.policies import report_files as rights
from mumpuni.assessment.selectors.judging import Judged, judge
from mumpuni.assessment.selectors.report_papers import identity, potential_of, text_of, whole
from mumpuni.people.models import OfficeHolder
from mumpuni.people.policies import Refused, Role, agencies_of, has_role, require
from mumpuni.people.selectors.offices import in_force
from mumpuni.regulations import Decision, decide

Recipient = Delivery.Recipient
#: To whom a finished report goes by its regulation; checked as if it were there until it is handed over.
INTENDED = {False: ("ppk", "instansi-pembina"), True: ("ppk",)}
_RULE_WORDS = {
    Recipient.PPK: "ppk",
    Recipient.OFFICIAL: "designated-official",
    Recipient.SUPERVISOR: "instansi-pembina",
}
#: How far ahead an end of validity is told.
AHEAD = timedelta(days=90)


@dataclass(frozen=True)
class Line:
    """A report in the list of its event."""

    report: Report
    verdict: Judged | None
    copies: list[Delivery]
    is_sent: bool

    @property
    def received(self) -> int:
        """How many copies are known to have arrived."""
        return sum(1 for each in self.copies if each.received_on)


def files_event(actor: Any, pk: int) -> Event:
    """The event whose reports the actor signs, hands over or reads.

    Raises:
        Http404: for one that does not exist or is out of sight.
        Refused: for others who see the event.
    """
    joined = Event.objects.select_related("provider__office", "provider__agency", "request__agency", "place")
    found = joined.filter(pk=pk).first()
    if found is None:
        raise Http404
    if not rights.may_see_files(actor, found):
        if policies.may_see_event(actor, found):
            raise Refused(words.MAY_NOT_SEE_FILES)
        raise Http404
    return found


def board(event: Event, signer: rights.Signer | None) -> list[Line]:
    """Every accepted or signed report; those to be signed with what the rule says of them. Constant queries."""
    states = (Report.State.ACCEPTED, Report.State.SIGNED)
    found = whole(Report.objects.filter(result__assessee__event=event, state__in=states))
    lines = []
    for each in found.order_by("result__assessee__number", "pk"):
        waits = each.state == Report.State.ACCEPTED and each.result.replaced_by_id is None
        verdict = judge_content(each, signer.kind if signer else "team-responsible") if waits else None
        copies = list(each.deliveries.all())
        lines.append(Line(each, verdict, copies, bool(copies)))
    return lines


def judge_content(report: Report, signed_by: str) -> Judged:
    """What the rule says of the report as it would be handed over, signed by this person."""
    result = report.result
    is_2008 = result.assessee.event.is_2008
    lines = list(result.blueprint.lines.all())
    described = {each.competency.name: text for each in lines if (text := text_of(report, Part.DESCRIPTION, each.pk))}
    if is_2008:
        present = {"potential": potential_of(report) is not None, "competency": len(described) == len(lines)}
        sections = tuple(code for code, there in present.items() if there)
        facts: dict[str, Any] = {"sections": sections, "sent_to": INTENDED[True], "confidential": True}
        return judge("bkn-11-2008/report", facts)
    labels = {each["label"] for each in identity(report)}
    has_number = bool(list(result.assessee.person.identities.all()))
    scored = result.percentage is not None and all(each.competency.name in result.achieved for each in lines)
    there = {
        "identity": "Nama" in labels and has_number,
        "scores": scored,
        "description": bool(described),
        "recommendation": bool(text_of(report, Part.RECOMMENDATION)),
    }
    return judge(
        "bkn-26-2019/individual-report",
        {
            "sections": tuple(code for code, present in there.items() if present),
            "signed_by": signed_by,
            "sent_to": INTENDED[False],
            "competencies": tuple(each.competency.name for each in lines),
            "descriptions": described,
        },
    )


def judge_delivery(report: Report) -> Judged:
    """The same for a signed report with the copies that went out: is it complete, and where it has to be?"""
    kinds = {each.recipient for each in report.deliveries.all()}
    kind = "provider-leader" if report.signed_by_id else "team-responsible"
    before = judge_content(report, kind)
    if report.result.assessee.event.is_2008:
        sent: tuple[str, ...] = tuple("ppk" if each == Recipient.PPK else "other" for each in sorted(kinds))
    else:
        sent = tuple(_RULE_WORDS[each] for each in _RULE_WORDS if each in kinds)
    return judge(before.decision.rule, {**before.facts, "sent_to": sent})


def certificate_verdict(report: Report, signed_by: str | None = None) -> Decision | None:
    """Whether Pasal 26 ayat (6) opens a certificate for this result; None where Perka 11/2008 governs."""
    result = report.result
    if result.assessee.event.is_2008:
        return None
    facts = {"purpose": result.purpose, "category": result.category}
    return decide("bkn-26-2019/certificate", {**facts, **({"signed_by": signed_by} if signed_by else {})})


def validity(report: Report, on: date) -> Decision:
    """How long a report signed on this day holds, by the regulation of its event."""
    edition = report.result.edition
    return decide("assessment/result-validity", {"edition": edition, "signed_on": on, "asked_on": on})


def file_page(actor: Any, pk: int) -> Report:
    """A report for its page: for those who handle it, who may read it, or who are to be told why not yet.

    Raises:
        Http404: for one that does not exist, and for an unsigned one that is none of the actor's business.
        Refused: for a signed one that the rule closes to the actor, with the rule's sentence.
    """
    with_openings = Prefetch("openings", queryset=Opening.objects.order_by("-at", "-pk"))
    found = whole(Report.objects.filter(pk=pk)).prefetch_related(with_openings).first()
    if found is None:
        raise Http404
    if rights.may_see_files(actor, found.result.assessee.event):
        return found
    if found.state != Report.State.SIGNED:
        raise Http404
    require(rights.reading(actor, found).judged.stands, refusal(rights.reading(actor, found).judged.decision))
    return found


def refusal(decision: Decision) -> str:
    """The sentences of a refusal, each with its article."""
    return " ".join(f"{each.message()} ({each.citation})" for each in decision.findings)


def kinds_open(report: Report, reading: rights.Reading) -> list[ReportDocument]:
    """The editions that somebody may open who reads in this capacity."""
    if not reading.judged.stands:
        return []
    return sorted(
        (each for each in report.documents.all() if each.kind in reading.kinds),
        key=lambda each: list(rights.Kind).index(rights.Kind(each.kind)),
    )


def inbox(actor: Any) -> QuerySet[Report]:
    """Signed reports that came to the actor: as PPK, as somebody a copy names, or as Instansi Pembina."""
    found = Report.objects.filter(rights.files_in_sight(actor)).select_related(
        "result__assessee__person", "result__assessee__event__request__agency", "result__assessee__event__provider",
        "result__assessee__candidate__target",
    )  # fmt: skip
    return found.order_by("-signed_at", "-pk")


def new_for_ppk(actor: Any) -> QuerySet[Report]:
    """Reports delivered to the actor as PPK and not received yet."""
    copies = Delivery.objects.filter(recipient=Recipient.PPK, agency__in=agencies_of(actor, Role.PPK), received_on=None)
    return Report.objects.filter(replaced_by=None, pk__in=copies.values("report"))


def ending_for_ppk(actor: Any, today: date | None = None) -> QuerySet[Report]:
    """Reports of the actor's agencies whose validity ends within three months."""
    day = today or timezone.localdate()
    copies = Delivery.objects.filter(recipient=Recipient.PPK, agency__in=agencies_of(actor, Role.PPK))
    return Report.objects.filter(
        replaced_by=None, pk__in=copies.values("report"), valid_until__gte=day, valid_until__lte=day + AHEAD
    )


def named_for(actor: Any, today: date | None = None) -> QuerySet[Delivery]:
    """Copies made out to the actor that may still be opened, of reports that still hold."""
    day = today or timezone.localdate()
    mine = Delivery.objects.filter(account=actor.pk, report__replaced_by=None, report__valid_until__gte=day)
    return mine.exclude(until__lt=day)


def to_sign(actor: Any) -> list[tuple[Event, int]]:
    """Events with accepted reports that wait for the actor's signature, each with how many; one query.

    As chair of the team, or as holder of the provider's office; the page of the event asks once more.
    """
    person = policies.own_person(actor)
    staffed = policies.providers_of(actor)
    if person is None or not (staffed or has_role(actor, Role.SIGNATORY, Role.ASSESSOR)):
        return []
    held = OfficeHolder.objects.filter(in_force(timezone.localdate()), person=person)
    mine = Q(provider__office__in=held.values("office"))
    if not has_role(actor, Role.SIGNATORY, Role.ASSESSOR):
        mine &= Q(provider__in=staffed)
    if has_role(actor, Role.ASSESSOR):
        chaired = TeamMember.objects.filter(practitioner__person=person, role=TeamRole.CHAIR, removed_at=None)
        mine |= Q(pk__in=chaired.values("event"))
    waiting = Count(
        "assessees__results__report",
        filter=Q(assessees__results__report__state=Report.State.ACCEPTED, assessees__results__replaced_by=None),
    )
    found = Event.objects.filter(mine, is_trial=False).annotate(waiting=waiting).filter(waiting__gt=0)
    return [(each, each.waiting) for each in found.order_by("first_day", "pk")]


def unread(actor: Any) -> QuerySet[Report]:
    """Reports of which a copy came to the actor and is not received yet."""
    mine = Q(account=actor.pk)
    if own := agencies_of(actor, Role.PPK):
        mine |= Q(recipient=Recipient.PPK, agency__in=own)
    if policies.watches(actor):
        mine |= Q(recipient=Recipient.SUPERVISOR)
    return Report.objects.filter(pk__in=Delivery.objects.filter(mine, received_on=None).values("report"))

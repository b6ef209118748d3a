"""Who signs, hands over, releases and reads reports (Peraturan BKN 26/2019 Pasal 29, Perka BKN 11/2008 III.2)."""

from dataclasses import dataclass
from datetime import date
from typing import Any

from django.db.models import Exists, OuterRef, Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import policies
from mumpuni.assessment.models import Delivery, Event, Report, ReportDocument, TeamMember, TeamRole
from mumpuni.assessment.policies.notices import home_of
from mumpuni.assessment.selectors.judging import Judged, judge
from mumpuni.people.models import OfficeHolder, Person
from mumpuni.people.policies import Role, agencies_of, has_role
from mumpuni.people.selectors.offices import holders_on

#: Roles of the team that work with ratings, and so with reports.
TEAM = frozenset({TeamRole.CHAIR, TeamRole.ADMIN, TeamRole.ASSESSOR})
Kind = ReportDocument.Kind
Recipient = Delivery.Recipient
FOR_OTHERS = (Kind.CONFIDENTIAL, Kind.SUMMARY, Kind.CERTIFICATE)
FOR_AN_OCCASION = (Kind.CONFIDENTIAL, Kind.SUMMARY)


@dataclass(frozen=True)
class Signer:
    """Who signs: the leader, or who is responsible in the team; `kind` is the word of rule `individual-report`."""

    kind: str
    person: Person
    holder: OfficeHolder | None = None
    member: TeamMember | None = None


@dataclass(frozen=True)
class Reading:
    """In which capacity somebody would read a report, what the rule says of it, and which editions are open then."""

    capacity: str
    judged: Judged
    kinds: tuple[str, ...] = FOR_OTHERS
    delivery: Delivery | None = None


def signer_of(actor: Any, event: Event, day: date | None = None) -> Signer | None:
    """The actor as signer of this event's reports, or nobody; both ways need an account with a second factor."""
    person = policies.own_person(actor)
    if person is None:
        return None
    office = event.provider.office
    roles = (Role.SIGNATORY, Role.ASSESSMENT_STAFF, Role.ASSESSOR)
    if office is not None and has_role(actor, *roles, provider=event.provider_id):
        for holder in holders_on(office, day or timezone.localdate()):
            if holder.person_id == person:
                return Signer("provider-leader", holder.person, holder=holder)
    if TeamRole.CHAIR not in policies.roles_in(actor, event):
        return None
    members = event.team.filter(practitioner__person=person, role=TeamRole.CHAIR, removed_at=None)
    member = members.select_related("practitioner__person").first()
    return Signer("team-responsible", member.practitioner.person, member=member) if member else None


def may_see_files(actor: Any, event: Event) -> bool:
    """The list of an event's reports, without their contents: staff, the team that works with ratings, who signs."""
    return (
        policies.is_staff(actor, event.provider_id)
        or bool(policies.roles_in(actor, event) & TEAM)
        or signer_of(actor, event) is not None
    )


def may_deliver(actor: Any, event: Event) -> bool:
    """Hand over signed reports and keep the distribution list: the provider's staff, chair and admin."""
    return policies.is_staff(actor, event.provider_id) or policies.may_plan(actor, event)


def may_release(actor: Any, event: Event) -> bool:
    """Open reports to their assessees: the provider's staff and the chair."""
    return policies.is_staff(actor, event.provider_id) or TeamRole.CHAIR in policies.roles_in(actor, event)


def files_in_sight(actor: Any) -> Q:
    """Reports of which the actor may know that they exist, outside an event, as a condition on Report.

    The Instansi Pembina where a copy went to it, the PPK where one was delivered, and whom a copy names.
    """
    copies = Delivery.objects.filter(report=OuterRef("pk"))
    seen = Q(Exists(copies.filter(account=getattr(actor, "pk", None))))
    if own := agencies_of(actor, Role.PPK):
        seen |= Q(Exists(copies.filter(recipient=Recipient.PPK, agency__in=own)))
    if policies.watches(actor):
        seen |= Q(Exists(copies.filter(recipient=Recipient.SUPERVISOR)))
    return Q(state=Report.State.SIGNED) & seen


def reading(actor: Any, report: Report, day: date | None = None) -> Reading:
    """The first capacity in which the rule lets the actor read; else that of the last refusal, the nearest one."""
    found = readings(actor, report, day or timezone.localdate())
    return next((each for each in found if each.judged.stands), found[-1])


def may_keep(actor: Any, report: Report, kind: str, day: date | None = None) -> bool:
    """Have an edition as a file: holders of a numbered copy and, after release, the assessee; others read on screen."""
    if kind not in FOR_OTHERS:
        return False
    if report.released_at is not None and policies.is_own(actor, report.result.assessee):
        return True
    held = [each for each in readings(actor, report, day or timezone.localdate()) if each.delivery is not None]
    return any(each.judged.stands and kind in each.kinds for each in held)


def judge_official(event: Event, *, own: bool) -> Judged:
    """Whether an official whom the PPK designated may hold a report, by the regulation of the event; `own` agency."""
    if event.is_2008:
        return _access_2008("ppk" if own else "other", released=True)
    return _access(reader="designated-official", own_agency=own, released=True)


def board_copy(actor: Any, report: Report, day: date | None = None) -> Delivery | None:
    """The actor's copy for a current proposal, as member of the Baperjakat (Perka BKN 11/2008 II.A.7)."""
    found = readings(actor, report, day or timezone.localdate())
    copies = [each.delivery for each in found if each.judged.stands and each.delivery is not None]
    return next((each for each in copies if each.recipient == Recipient.BOARD), None)


def readings(actor: Any, report: Report, day: date) -> list[Reading]:
    """Every capacity that the actor has towards a report, at least that of somebody else."""
    event = report.result.assessee.event
    copies = list(report.deliveries.all())
    found = [] if event.is_2008 else [Reading(_("pihak lain"), _access(reader="other"))]
    if event.is_2008:
        found = [Reading(_("pihak lain"), _access_2008("other"))]
    found += _copies_named(actor, report, copies, day)
    if ppk := agencies_of(actor, Role.PPK):
        found.append(_ppk(report, copies, ppk))
    if policies.watches(actor):
        found.append(_supervisor(event, copies))
    if policies.is_own(actor, report.result.assessee):
        out = report.released_at is not None
        judged = (
            _access_2008("assessed-person", released=out) if event.is_2008 else _access(reader="assessee", released=out)
        )
        found.append(Reading(_("Assessee"), judged))
    return found + _team(actor, event)


def _team(actor: Any, event: Event) -> list[Reading]:
    """The team reads everything; under Perka 11/2008 the whole executing body, its staff too."""
    roles = policies.roles_in(actor, event) & TEAM
    if roles:
        who = "assessor" if TeamRole.ASSESSOR in roles else "executing-body"
        judged = _access_2008(who) if event.is_2008 else _access(reader="team-member")
        return [Reading(_("tim penilaian"), judged, tuple(Kind))]
    if event.is_2008 and policies.is_staff(actor, event.provider_id):
        return [Reading(_("pelaksana penilaian"), _access_2008("executing-body"), tuple(Kind))]
    return []


def _ppk(report: Report, copies: list[Delivery], agencies: frozenset[int]) -> Reading:
    sent = [each for each in copies if each.recipient == Recipient.PPK]
    own = next((each for each in sent if each.agency_id in agencies), None)
    home = own is not None or home_of(report.result.assessee) in agencies
    if report.result.assessee.event.is_2008:
        judged = _access_2008("ppk" if home else "other", released=bool(sent))
    else:
        judged = _access(reader="ppk", own_agency=home, released=bool(sent))
    return Reading(_("Pejabat Pembina Kepegawaian"), judged, delivery=own)


def _supervisor(event: Event, copies: list[Delivery]) -> Reading:
    copy = next((each for each in copies if each.recipient == Recipient.SUPERVISOR), None)
    judged = (
        _access_2008("other")
        if event.is_2008
        else _access(reader="instansi-pembina", own_agency=False, released=copy is not None)
    )
    return Reading(_("Instansi Pembina"), judged, delivery=copy)


def _copies_named(actor: Any, report: Report, copies: list[Delivery], day: date) -> list[Reading]:
    """Copies made out to this very account; one for an occasion is shut after its last day."""
    return [_named(report, each, day) for each in copies if each.account_id == getattr(actor, "pk", None)]


def _named(report: Report, copy: Delivery, day: date) -> Reading:
    open_still = copy.until is None or day <= copy.until
    capacity = str(copy.get_recipient_display())
    kinds = FOR_OTHERS if copy.until is None else FOR_AN_OCCASION
    if report.result.assessee.event.is_2008:
        board = copy.recipient == Recipient.BOARD
        judged = _access_2008("baperjakat" if board else "ppk", released=True, current_proposal=open_still)
        return Reading(capacity, judged, kinds, copy)
    # Pasal 29 names no selection committee; it reads as an official designated for one occasion until its day.
    judged = _access(reader="designated-official" if open_still else "other", own_agency=True, released=True)
    return Reading(capacity, judged, kinds, copy)


def _access(**facts: Any) -> Judged:
    return judge("bkn-26-2019/report-access", facts)


def _access_2008(who: str, **facts: Any) -> Judged:
    return judge("bkn-11-2008/access", {"who": who, "act": "read", **facts})

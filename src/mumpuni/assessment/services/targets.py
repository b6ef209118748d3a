"""Target positions and people of a request (target jabatan, calon Assessee)."""

from collections.abc import Sequence
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment.models import Assessee, Candidate, Event, Request, Target
from mumpuni.assessment.selectors import targets
from mumpuni.assessment.services.common import held as lock
from mumpuni.assessment.services.requests import asking, opened, write_to_provider
from mumpuni.audit import services as audit
from mumpuni.exchange.cells import clean
from mumpuni.people import selectors as people
from mumpuni.people.models import Employment, Person, Position
from mumpuni.people.policies import Unusable, require
from mumpuni.regulations.assessment.editions import PNS_2019


@transaction.atomic
def add_target(
    *,
    actor: Any,
    request: Request,
    position: Position | None = None,
    title: str = "",
    tier: str = "",
    regional_secretary: bool = False,
    equivalent_tier: str = "",
    echelon: str = "",
) -> Target:
    """Name a target position: one of the agency's register, or title and tier.

    Raises:
        Refused: for others than the agency's own personnel officials.
        Unusable: for another agency's position, one named twice, one without an echelon under 11/2008, or one for
            which no standard is in force on the wished day or no method exists (by name, with the article).
    """
    held = opened(actor, request)
    if position is not None:
        if position.agency_id != held.agency_id:
            raise Unusable({"position": _("Jabatan ini bukan jabatan instansi Anda; pilih dari daftar.")})
        title, tier = position.title, position.level
        echelon = echelon or position.echelon.partition(".")[0]
    target = Target(
        request=held,
        position=position,
        title=clean(title),
        tier=tier,
        regional_secretary=regional_secretary,
        equivalent_tier=equivalent_tier if targets.is_functional(tier) else "",
        echelon=echelon if held.edition == "bkn-11-2008" else "",
    )
    _require_whole(held, target)
    preview = targets.previews(held, [target])[0]
    if problems := targets.problems_of(held, preview):
        raise Unusable(problems)
    target.save()
    audit.record(actor, "assessment.target.added", target, agency_id=held.agency_id, request=held.pk, tier=tier)
    return target


@transaction.atomic
def remove_target(*, actor: Any, request: Request, target: Target) -> None:
    """Take a target out of a draft.

    Raises:
        Refused: for others than the agency's own personnel officials.
        Unusable: once sent, or while people are asked for it.
    """
    held = opened(actor, request)
    if held.candidates.filter(target=target).exists():
        raise Unusable(_("Masih ada calon untuk target ini; keluarkan calonnya dahulu."))
    audit.record(actor, "assessment.target.removed", target, agency_id=held.agency_id, request=held.pk)
    held.targets.filter(pk=target.pk).delete()


@transaction.atomic
def add_candidates(*, actor: Any, request: Request, target: Target, persons: Sequence[Person]) -> list[Candidate]:
    """Put people of the own agency into a draft.

    Raises:
        Refused: for others than the agency's own personnel officials, and for people who do not serve there.
        Unusable: once sent, for somebody who is no civil servant or is there already (by name).
    """
    held = opened(actor, request)
    if target.request_id != held.pk:
        raise Unusable({"target": _("Target ini bukan target permintaan ini; pilih dari daftar.")})
    numbers = {each.pk for each in persons}
    own = people.persons(actor).filter(appointments__agency=held.agency_id, appointments__ends_on=None)
    require(own.filter(pk__in=numbers).count() == len(numbers), _("Calon diambil dari pegawai instansi sendiri."))
    for each in persons:
        if each.employment != Employment.PNS:
            sentence = _("%(name)s bukan PNS; penilaian ini bagi PNS (%(article)s).")
            raise Unusable(sentence % {"name": each.full_name, "article": PNS_2019})
    there = Candidate.objects.filter(request=held, person__in=numbers).select_related("person")
    if twice := ", ".join(each.person.full_name for each in there):
        raise Unusable(_("Sudah ada dalam permintaan ini: %(names)s.") % {"names": twice})
    made = Candidate.objects.bulk_create(Candidate(request=held, person=each, target=target) for each in persons)
    audit.record(
        actor, "assessment.candidates.added", held, agency_id=held.agency_id, target=target.pk, persons=sorted(numbers)
    )
    return made


@transaction.atomic
def withdraw_candidate(*, actor: Any, request: Request, candidate: Candidate, reason: str = "") -> None:
    """Take somebody out: from a draft without a trace in it, after sending with a reason that stays.

    Events that called the person already count without the person from then on, and their timetables ask for repair.

    Raises:
        Refused: for others than the agency's own personnel officials.
        Unusable: without a reason after sending or submitting, twice, or once the assessment has begun.
    """
    held = asking(actor, request)
    who = Candidate.objects.select_for_update().select_related("person").get(pk=candidate.pk, request=held)
    if who.withdrawn_at is not None:
        raise Unusable(_("%(name)s sudah ditarik.") % {"name": who.person.full_name})
    if held.is_open and who.submitted_at is None:
        audit.record(actor, "assessment.candidate.removed", held, agency_id=held.agency_id, person=who.person_id)
        who.delete()
        return
    if not clean(reason):
        raise Unusable({"reason": _("Tulis alasan penarikan; penyelenggara dan PPK membacanya.")})
    events = [
        lock(each) for each in Event.objects.filter(assessees__candidate=who).exclude(state=Event.State.CANCELLED)
    ]
    if any(each.has_begun for each in events):
        raise Unusable(_("Penilaian %(name)s sudah dimulai; hubungi penyelenggara.") % {"name": who.person.full_name})
    who.withdrawn_at, who.withdrawal_reason = timezone.now(), clean(reason)[:300]
    who.save(update_fields=["withdrawn_at", "withdrawal_reason"])
    _leave(actor, who, events)
    audit.record(
        actor, "assessment.candidate.withdrawn", who, agency_id=held.agency_id, request=held.pk, reason=clean(reason)
    )
    if not held.is_open:
        write_to_provider(actor, held, "assessment/mail/candidate_withdrawn", candidate=who)


def _leave(actor: Any, who: Candidate, events: Sequence[Event]) -> None:
    """Somebody who was withdrawn is called nowhere any more."""
    called = Assessee.objects.filter(candidate=who, event__in=events, state=Assessee.State.CALLED)
    for each in called.select_related("event__request"):
        each.state, each.state_reason = Assessee.State.WITHDRAWN, who.withdrawal_reason
        each.save(update_fields=["state", "state_reason"])
        agency = each.event.request.agency_id
        audit.record(actor, "assessment.assessee.withdrawn", each, agency_id=agency, reason=who.withdrawal_reason)


def _require_whole(held: Request, target: Target) -> None:
    if not target.title or not target.tier:
        raise Unusable({"title": _("Pilih jabatan dari daftar, atau isi nama dan jenjangnya.")})
    if held.targets.filter(title__iexact=target.title, tier=target.tier).exists():
        raise Unusable({"title": _("%(title)s sudah menjadi target permintaan ini.") % {"title": target.title}})
    if held.edition == "bkn-11-2008" and target.echelon not in targets.ECHELONS:
        raise Unusable({"echelon": _("Isi eselon jabatan ini: Perka BKN 11/2008 menentukan metode menurut eselon.")})

"""Appointing, changing, replacing and confirming a team (penunjukan tim; Pasal 10 to 16)."""

from collections.abc import Sequence
from dataclasses import dataclass
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Event, Group, Practitioner, TeamMember, TeamRole
from mumpuni.assessment.policies import teams as policies
from mumpuni.assessment.selectors import interests as ties
from mumpuni.assessment.selectors import pool, proposals, teams
from mumpuni.assessment.selectors.proposing import FLAGS, fallback_for
from mumpuni.assessment.services.common import appointed, held
from mumpuni.assessment.services.duties import fix_duties
from mumpuni.assessment.services.interests import compute_interests
from mumpuni.audit import services as audit
from mumpuni.audit.models import StoredDecision
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.regulations import decide

Fallback = TeamMember.Fallback
#: What no reason and no further appointment cures, so that it is refused at once.
_NEVER = frozenset({"resource-person-not-needed"})


@dataclass(frozen=True)
class Seat:
    """Somebody for a role, with the reason for an exception."""

    practitioner: Practitioner
    role: str
    reason: str = ""
    interprets_tests: bool = False


@transaction.atomic
def add_member(
    *,
    actor: Any,
    event: Event,
    practitioner: Practitioner,
    role: str,
    reason: str = "",
    interprets_tests: bool = False,
    revision: int | None = None,
) -> TeamMember:
    """Take somebody of the register into the team.

    Which exception lets the person in follows from grade and home; it needs `reason`. Other defects are shown beside
    the person until they are cured, and keep the team from being confirmed.

    Raises:
        Refused: for others than the provider's staff.
        Unusable: frozen or begun, changed meanwhile, an assessee of the event, in that role already, or an exception
            without its reason.
        RuleBroken: a resource person without a simulation that calls for one.
    """
    here = appointed(actor, event, revision)
    return take_in(actor, here, [Seat(practitioner, role, reason, interprets_tests)])[0]


def take_in(actor: Any, here: Event, seats: Sequence[Seat]) -> list[TeamMember]:
    """Several at once, into the team of an event that is locked already."""
    made = _entered(here, seats)
    _settled(here)
    for each in made:
        audit.record(
            actor,
            "assessment.member.added",
            here,
            practitioner=each.practitioner_id,
            role=each.role,
            fallback=each.fallback,
        )
    return made


@transaction.atomic
def change_member(
    *,
    actor: Any,
    event: Event,
    member: TeamMember,
    role: str,
    reason: str = "",
    interprets_tests: bool = False,
    revision: int | None = None,
) -> TeamMember:
    """Give somebody of the team another role, or another reason for the exception.

    Raises:
        Refused, Unusable, RuleBroken: as for adding.
    """
    here = appointed(actor, event, revision)
    row = _present(here, member)
    before = row.role
    if role != before and here.team.filter(practitioner=row.practitioner, role=role, removed_at=None).exists():
        raise Unusable({"role": _("Orang ini sudah memegang peran itu dalam tim.")}, code="twice")
    whole = teams.whole(Event.objects.filter(pk=here.pk)).get()
    who = _papers([row.practitioner_id])[row.practitioner_id]
    row.fallback, row.fallback_reason = _exception(whole, who, role, reason)
    row.role, row.interprets_tests = role, interprets_tests
    if role != before:
        row.duty = ""
        _out_of_groups(row)
    row.save()
    _settled(here)
    audit.record(
        actor,
        "assessment.member.changed",
        here,
        practitioner=row.practitioner_id,
        role=role,
        before=before,
        fallback=row.fallback,
    )
    return row


@transaction.atomic
def remove_member(
    *, actor: Any, event: Event, member: TeamMember, reason: str = "", revision: int | None = None
) -> None:
    """Let somebody leave. Once a letter or a timetable names the person, the row stays with its reason.

    Raises:
        Refused: for others than the provider's staff.
        Unusable: frozen or begun, changed meanwhile, gone already, or a reason is missing.
    """
    here = appointed(actor, event, revision)
    row = _present(here, member)
    named = here.assignment_letters.exists() or here.timetables.exists() or row.declared_at is not None
    if named and not reason.strip():
        raise Unusable(
            {"reason": _("Surat tugas, jadwal, atau pernyataannya sudah ada; tulis alasan ia berhenti.")}, code="reason"
        )
    who = row.practitioner
    _out_of_groups(row)
    if named:
        _leave(row, reason)
    else:
        row.delete()
    _settled(here)
    audit.record(actor, "assessment.member.removed", here, practitioner=who.pk, role=row.role, reason=reason)


@transaction.atomic
def replace_member(
    *, actor: Any, member: TeamMember, by: Practitioner, reason: str, fallback_reason: str = ""
) -> TeamMember:
    """Put somebody else in the place of one who cannot come, also on the morning of the day and though it is frozen.

    The substitute takes over role, duties and groups; the version of the plan stays and the change is recorded. The
    timetable is marked for repair.

    Raises:
        Refused: for others than staff, chair and admin.
        Unusable: the event is closed, no reason, the substitute is not free, or is in the team already.
        RuleBroken: the substitute may not hold the role.
    """
    require(policies.may_replace(actor, member.event), words.MAY_NOT_REPLACE)
    here = held(member.event)
    if here.state in (Event.State.CLOSED, Event.State.CANCELLED):
        raise Unusable(_("Kegiatan ini sudah berakhir; timnya tidak diubah lagi."), code="closed")
    row = _present(here, member)
    if not reason.strip():
        raise Unusable({"reason": _("Tulis mengapa ia diganti, misalnya sakit.")}, code="reason")
    if here.team.filter(practitioner=by, removed_at=None).exists():
        raise Unusable({"by": _("Orang ini sudah ada dalam tim; pilih orang lain.")}, code="twice")
    if not pool.room(here, [by])[by.pk].is_free:
        raise Unusable({"by": _("Orang ini tidak bebas pada hari kegiatan; pilih orang lain.")}, code="not-free")
    _leave(row, reason)
    interprets = row.interprets_tests and by.is_psychologist_on(here.first_day)
    (made,) = _entered(here, [Seat(by, row.role, fallback_reason, interprets)])
    made.duty = row.duty
    made.save(update_fields=["duty"])
    _note_exceptions(here)
    _require_lawful(here, by)
    for group in row.observes.all():
        group.observers.remove(row)
        group.observers.add(made)
    Group.objects.filter(admin=row).update(admin=made)
    compute_interests(here)
    audit.record(
        actor,
        "assessment.member.replaced",
        here,
        left=row.practitioner_id,
        by=by.pk,
        role=row.role,
        reason=reason,
        version=here.version,
        frozen=here.is_frozen,
    )
    return made


@transaction.atomic
def confirm_team(*, actor: Any, event: Event) -> StoredDecision | None:
    """Let the rules pass the team as it stands, and fix the duty text of each member.

    Texts changed later leave those fixed before alone (Pasal 10 ayat (3)). Gives the decision on the whole team.

    Raises:
        Refused: for others than the provider's staff.
        Unusable: has begun; nobody in the team.
        RuleBroken: with the first decision that a defect stands in.
    """
    return confirmed(actor, appointed(actor, event, frozen=True))


def confirmed(actor: Any, here: Event) -> StoredDecision | None:
    """The same on an event that is locked already."""
    judgement = teams.judgement(here)
    if not here.team.filter(removed_at=None).exists():
        raise Unusable(_("Tim belum berisi seorang pun; tunjuk anggotanya dahulu."), code="empty")
    for verdict in judgement.verdicts:
        if verdict.decision.outcome == "non-compliant":
            raise RuleBroken(verdict.decision)
    if not judgement.is_lawful:
        raise Unusable([f"{each.message()} ({each.citation})" for each in judgement.defects])
    kept = None
    people = Practitioner.objects.in_bulk([each.practitioner for each in judgement.verdicts if each.practitioner])
    for verdict in judgement.verdicts:
        subject = people[verdict.practitioner] if verdict.practitioner else here
        stored = audit.keep(actor, verdict.decision, verdict.facts, subject, on=here.first_day)
        kept = stored if verdict.practitioner is None else kept
    fix_duties(here)
    audit.record(actor, "assessment.team.confirmed", here, decision=kept, version=here.version)
    return kept


def _present(here: Event, member: TeamMember) -> TeamMember:
    row = here.team.select_for_update(of=("self",)).filter(pk=member.pk, removed_at=None)
    found = row.select_related("practitioner__person").first()
    if found is None:
        raise Unusable(_("Anggota ini sudah tidak ada dalam tim; muat ulang halaman."), code="gone")
    return found


def _entered(here: Event, seats: Sequence[Seat]) -> list[TeamMember]:
    whole = teams.whole(Event.objects.filter(pk=here.pk)).get()
    papers = _papers([each.practitioner.pk for each in seats])
    assessed = set(ties.called(here).values_list("person", flat=True))
    taken = set(here.team.filter(removed_at=None).values_list("practitioner", "role"))
    made = []
    for seat in seats:
        who = papers[seat.practitioner.pk]
        if seat.role not in TeamRole.values:
            raise Unusable({"role": _("Pilih peran dari daftar.")})
        if not who.is_active:
            raise Unusable(_("%(name)s tidak dapat ditugaskan menurut register.") % {"name": who})
        if who.person_id in assessed:
            raise Unusable(_("%(name)s dinilai dalam kegiatan ini; ia tidak menjadi anggota timnya.") % {"name": who})
        if (who.pk, seat.role) in taken:
            raise Unusable(_("%(name)s sudah memegang peran itu dalam tim.") % {"name": who}, code="twice")
        kind, why = _exception(whole, who, seat.role, seat.reason)
        made.append(
            TeamMember.objects.create(
                event=here,
                practitioner=who,
                role=seat.role,
                fallback=kind,
                fallback_reason=why,
                interprets_tests=seat.interprets_tests,
            )
        )
    return made


def _papers(numbers: Sequence[int]) -> dict[int, Practitioner]:
    return {each.pk: each for each in teams.with_papers(Practitioner.objects.filter(pk__in=numbers))}


def _exception(whole: Event, who: Practitioner, role: str, reason: str) -> tuple[str, str]:
    """The exception with its reason; refuses a resource person whom no simulation calls for."""
    if role == TeamRole.RESOURCE and not whole.is_2008:
        alone = {**teams.frame(whole), "members": [{"name": who.person.full_name, "roles": [role]}]}
        decision = decide("bkn-26-2019/team", alone)
        if any(each.code in _NEVER for each in decision.findings):
            raise RuleBroken(decision)
    kind = fallback_for(proposals.frame_of(whole), proposals.applicant(whole, who), role)
    if kind and not reason.strip():
        raise Unusable(
            {
                "reason": _("%(name)s masuk dengan pengecualian “%(kind)s”; tulis alasannya.")
                % {"name": who, "kind": Fallback(kind).label}
            },
            code="reason",
        )
    return (kind, reason.strip()) if kind else ("", "")


def _require_lawful(here: Event, who: Practitioner) -> None:
    """Refuse a substitute who may not hold the role, whatever else the team lacks."""
    judgement = teams.judgement(here)
    wrong = [each for each in judgement.of(who.pk) if each.severity == "violation"]
    if not wrong:
        return
    for verdict in judgement.verdicts:
        if any(each in verdict.decision.findings for each in wrong):
            raise RuleBroken(verdict.decision)


def _leave(row: TeamMember, reason: str) -> None:
    row.removed_at, row.removal_reason = timezone.now(), reason.strip()[:300]
    row.save(update_fields=["removed_at", "removal_reason"])


def _out_of_groups(row: TeamMember) -> None:
    row.observes.clear()
    Group.objects.filter(admin=row).update(admin=None)


def _settled(here: Event) -> None:
    """What follows from every change of a team."""
    _note_exceptions(here)
    compute_interests(here)


def _note_exceptions(here: Event) -> None:
    """The event says why nobody of the full criteria was found, as the first member of each exception has it."""
    reasons: dict[str, str] = {}
    for each in here.team.filter(removed_at=None, role__in=FLAGS).exclude(fallback="").order_by("pk"):
        reasons.setdefault(each.role, each.fallback_reason)
    for role, name in FLAGS.items():
        setattr(here, name, reasons.get(role, ""))
    here.save(update_fields=list(FLAGS.values()))

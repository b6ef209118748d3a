"""Grades, papers and past work of practitioners, and the equivalence of an Assessor Independen (Pasal 13 atau 14)."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Credential, GradeHeld, PastWork, Practitioner
from mumpuni.assessment.policies import register as policies
from mumpuni.assessment.selectors import register as selectors
from mumpuni.assessment.selectors import standing
from mumpuni.assessment.services import checked
from mumpuni.assessment.services.register import kept
from mumpuni.audit import services as audit
from mumpuni.audit.models import StoredDecision
from mumpuni.people.policies import RuleBroken, Unusable, require


@transaction.atomic
def grant_grade(
    *, actor: Any, practitioner: Practitioner, grade: str, decree_number: str, starts_on: date
) -> GradeHeld:
    """Record a grade by its decree; the one held so far ends the day before.

    Raises:
        Refused: for others than the staff who keep this person.
        Unusable: who is no Assessor SDM Aparatur; a start before that of the grade held so far.
    """
    held = kept(actor, practitioner)
    if held.kind != Practitioner.Kind.INTERNAL:
        raise Unusable(_("Jenjang hanya dimiliki Assessor SDM Aparatur; ubah dahulu jenis orang ini."))
    open_one = held.grades.filter(ends_on=None).first()
    if open_one is not None:
        if starts_on <= open_one.starts_on:
            raise Unusable({"starts_on": _("Jenjang yang sekarang mulai pada hari itu atau sesudahnya.")})
        open_one.ends_on = starts_on - timedelta(days=1)
        open_one.save(update_fields=["ends_on"])
    made = GradeHeld(practitioner=held, grade=grade, decree_number=decree_number.strip(), starts_on=starts_on)
    checked.save(made)
    _record(actor, "assessment.practitioner.grade_granted", held, grade=grade, decree=made.decree_number)
    return made


@transaction.atomic
def end_grade(*, actor: Any, grade: GradeHeld, ends_on: date, reason: str) -> GradeHeld:
    """End a grade without a next one; `ends_on` is its last day.

    Raises:
        Refused: for others than the staff who keep this person.
        Unusable: without a reason, or before its start.
    """
    held = kept(actor, grade.practitioner)
    if not reason.strip():
        raise Unusable({"reason": _("Tuliskan alasan pengakhiran.")})
    if ends_on < grade.starts_on:
        raise Unusable({"ends_on": _("Masa berakhir sebelum mulai; periksa kedua tanggal.")})
    grade.ends_on = ends_on
    checked.save(grade)
    _record(actor, "assessment.practitioner.grade_ended", held, grade=grade.grade, reason=reason.strip())
    return grade


@transaction.atomic
def add_credential(
    *,
    actor: Any,
    practitioner: Practitioner,
    kind: str,
    number: str,
    issuer_kind: str,
    issuer: str,
    issued_on: date,
    signed_by: str = "",
    valid_until: date | None = None,
) -> Credential:
    """Record a paper.

    A letter on experience that the applicant signed may be recorded, and the rule then refuses the application.

    Raises:
        Refused: for others than the staff who keep this person.
        Unusable: one recorded already, dates out of order, an equivalence that the Instansi Pembina did not issue.
    """
    held = kept(actor, practitioner)
    if kind == Credential.Kind.EQUIVALENCE and issuer_kind != Credential.Issuer.SUPERVISING:
        raise Unusable({"issuer_kind": _("Penyetaraan ditetapkan Instansi Pembina (Pasal 13 atau 14 ayat (2)).")})
    made = Credential(
        practitioner=held,
        kind=kind,
        number=number.strip(),
        issuer_kind=issuer_kind,
        issuer=issuer.strip(),
        signed_by=signed_by.strip(),
        issued_on=issued_on,
        valid_until=valid_until,
    )
    _in_order(made)
    checked.save(made)
    _record(actor, "assessment.credential.added", held, kind=kind, number=made.number)
    return made


@transaction.atomic
def revoke_credential(*, actor: Any, credential: Credential, on: date, reason: str) -> Credential:
    """Say that a paper holds no longer from a day on; it stays in the history.

    Raises:
        Refused: for others than the staff who keep this person, and for an equivalence the Instansi Pembina.
        Unusable: without a reason, revoked already, or before it was issued.
    """
    held = _keepable(actor, credential)
    if not reason.strip():
        raise Unusable({"reason": _("Tuliskan alasan pembatalan.")})
    if credential.revoked_on is not None:
        raise Unusable(_("Dokumen ini sudah dibatalkan."))
    if on < credential.issued_on:
        raise Unusable({"on": _("Hari itu sebelum dokumen terbit; periksa tanggalnya.")})
    credential.revoked_on = on
    credential.save(update_fields=["revoked_on"])
    _record(
        actor,
        "assessment.credential.revoked",
        held,
        kind=credential.kind,
        number=credential.number,
        reason=reason.strip(),
    )
    return credential


@transaction.atomic
def add_past_work(
    *,
    actor: Any,
    practitioner: Practitioner,
    event_name: str,
    provider_name: str,
    on: date,
    level: str,
    proof: str,
    assessee_name: str = "",
    report_number: str = "",
    under_equivalence: bool = False,
) -> PastWork:
    """Record one assessee assessed and reported on elsewhere, with its proof.

    Raises:
        Refused: for others than the staff who keep this person.
        Unusable: a day to come, without proof, or a report recorded already.
    """
    held = kept(actor, practitioner)
    if on > timezone.localdate():
        raise Unusable({"on": _("Tanggal laporan belum tiba.")})
    made = PastWork(
        practitioner=held,
        event_name=event_name.strip(),
        provider_name=provider_name.strip(),
        on=on,
        level=level,
        proof=proof.strip(),
        assessee_name=assessee_name.strip(),
        report_number=report_number.strip(),
        under_equivalence=under_equivalence,
        is_loaded=True,
    )
    checked.save(made)
    _record(actor, "assessment.past_work.added", held, on=on, level=level)
    return made


@transaction.atomic
def apply_for_equivalence(*, actor: Any, practitioner: Practitioner, day: date | None = None) -> StoredDecision:
    """Judge an application for the equivalence with what stands in the register, and keep the verdict either way.

    Raises:
        Refused: for others than the staff who keep this person.
        Unusable: who is no Assessor Independen.
    """
    held = kept(actor, practitioner)
    _independent(held)
    today = day or timezone.localdate()
    before = standing.last_application(held)
    whole = selectors.one_with_all(held.pk)
    facts = standing.equivalence_facts(whole, today)
    verdict = audit.keep(
        actor,
        standing.judge_equivalence(whole, today),
        facts,
        held,
        on=today,
        supersedes=before.pk if before else None,
    )
    _record(actor, "assessment.equivalence.applied", held, decision=verdict)
    return verdict


@transaction.atomic
def grant_equivalence(
    *,
    actor: Any,
    practitioner: Practitioner,
    number: str,
    issuer: str,
    issued_on: date,
    valid_until: date | None = None,
) -> Credential:
    """Set the equivalence of an Assessor Independen who meets the conditions (ayat (2) and (3)).

    Raises:
        Refused: for others than the Instansi Pembina.
        RuleBroken: a condition is not met or not proven.
        Unusable: who is no Assessor Independen; a number recorded already; dates out of order.
    """
    require(policies.may_grant_equivalence(actor), words.MAY_NOT_GRANT_EQUIVALENCE)
    _independent(practitioner)
    whole = selectors.one_with_all(practitioner.pk)
    judged = standing.judge_equivalence(whole, issued_on)
    if judged.outcome != "compliant":
        raise RuleBroken(judged)
    made = Credential(
        practitioner=whole,
        kind=Credential.Kind.EQUIVALENCE,
        number=number.strip(),
        issuer_kind=Credential.Issuer.SUPERVISING,
        issuer=issuer.strip(),
        issued_on=issued_on,
        valid_until=valid_until,
    )
    _in_order(made)
    checked.save(made)
    verdict = audit.keep(actor, judged, standing.equivalence_facts(whole, issued_on), whole, on=issued_on)
    _record(actor, "assessment.equivalence.granted", whole, decision=verdict, number=made.number)
    return made


def _keepable(actor: Any, credential: Credential) -> Practitioner:
    if credential.kind == Credential.Kind.EQUIVALENCE and policies.may_grant_equivalence(actor):
        return credential.practitioner
    return kept(actor, credential.practitioner)


def _independent(practitioner: Practitioner) -> None:
    if practitioner.kind != Practitioner.Kind.INDEPENDENT:
        raise Unusable(_("Penyetaraan hanya bagi Assessor Independen."))


def _in_order(credential: Credential) -> None:
    if credential.valid_until is not None and credential.valid_until < credential.issued_on:
        raise Unusable({"valid_until": _("Masa berlaku berakhir sebelum dokumen terbit; periksa kedua tanggal.")})


def _record(
    actor: Any, name: str, practitioner: Practitioner, *, decision: StoredDecision | None = None, **data: Any
) -> None:
    agency = practitioner.provider.agency_id if practitioner.provider else None
    audit.record(actor, name, practitioner, agency_id=agency, decision=decision, **data)

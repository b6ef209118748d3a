"""Consent of the two who sign: once, to one list, with a second factor (persetujuan)."""

from datetime import datetime, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.certification import policies
from mumpuni.certification.models import Approval, IssueRun
from mumpuni.certification.selectors import printing
from mumpuni.certification.services.issuing import start_issuing
from mumpuni.exchange.cells import clean
from mumpuni.people.models import Delegation
from mumpuni.people.policies import RuleBroken, Unusable, require

#: A second factor confirmed longer ago than this does not count for an approval.
SECOND_FACTOR_LASTS = timedelta(minutes=5)


@transaction.atomic
def approve_run(
    *, actor: Any, run: IssueRun, slot: str, list_digest: str, second_factor_at: datetime | None
) -> IssueRun:
    """Approve the list with this digest for one place of signature; the last approval starts the issue.

    `list_digest` is that of the list which the signatory saw; `second_factor_at` says when the second factor was
    confirmed, None for never.

    Raises:
        Refused: for anybody but the person who signs there; for a delegate whose letter does not hold today.
        RuleBroken: when those who sign are no longer those whom Permendagri 11/2018 Pasal 8 names.
        Unusable: the list changed meanwhile, the second factor is too old, the office has another holder now.
    """
    held = _locked(run)
    require(
        policies.is_signatory(actor, held, slot), _("Daftar ini hanya disetujui oleh pejabat yang menandatanganinya.")
    )
    _require_second_factor(second_factor_at)
    if held.state != IssueRun.State.AWAITING:
        raise Unusable(_("Daftar ini tidak sedang menunggu persetujuan."))
    due = printing.approved_list(held)
    if list_digest != held.list_digest or held.list_digest != printing.digest(printing.header(held, held.slots), due):
        raise Unusable(_("Daftar berubah sejak Anda membukanya; buka kembali, periksa, lalu setujui."))
    authority = printing.authority(held, held.slots)
    if authority and authority[0].outcome == "non-compliant":
        raise RuleBroken(authority[0])
    if problems := printing.run_problems(held, held.slots):
        raise Unusable(problems)
    if changed := printing.changed_items(held, due):
        raise Unusable(
            _("Hasil atau nama %(name)s berubah sesudah daftar diajukan; minta penyelenggara menyusun ulang daftar.")
            % {"name": changed[0].printed["name"]}
        )
    holder = held.holder(slot)
    assert holder is not None
    assert second_factor_at is not None
    Approval.objects.get_or_create(
        run=held,
        slot=slot,
        list_digest=held.list_digest,
        defaults={
            "delegation" if isinstance(holder, Delegation) else "holder": holder,
            "account": actor,
            "second_factor_at": second_factor_at,
            "approved_at": timezone.now(),
        },
    )
    audit.record(
        actor,
        "certification.run.approved",
        held,
        slot=slot,
        digest=held.list_digest,
        items=len(due),
        letter=holder.letter_number if isinstance(holder, Delegation) else "",
    )
    if not printing.open_slots(held):
        start_issuing(held, actor=held.created_by)
    return held


@transaction.atomic
def decline_run(*, actor: Any, run: IssueRun, slot: str, reason: str) -> IssueRun:
    """Refuse to sign this list; the organiser reads why and draws it up anew.

    Raises:
        Refused: for anybody but the person who signs there.
        Unusable: without a reason, or when the list is not waiting.
    """
    held = _locked(run)
    require(
        policies.is_signatory(actor, held, slot), _("Daftar ini hanya ditolak oleh pejabat yang menandatanganinya.")
    )
    if held.state != IssueRun.State.AWAITING:
        raise Unusable(_("Daftar ini tidak sedang menunggu persetujuan."))
    if not clean(reason):
        raise Unusable({"reason": _("Tulis alasan penolakan; penyelenggara akan membacanya.")})
    held.state = IssueRun.State.STOPPED
    held.stop_reason = _("Ditolak oleh %(name)s: %(reason)s") % {"name": actor.get_full_name(), "reason": clean(reason)}
    held.stop_reason = held.stop_reason[:400]
    held.save()
    audit.record(actor, "certification.run.declined", held, slot=slot, reason=clean(reason))
    return held


def _locked(run: IssueRun) -> IssueRun:
    joined = IssueRun.objects.select_for_update(of=("self",)).select_related("scheme", *IssueRun.SIGNERS, "created_by")
    return joined.get(pk=run.pk)


def _require_second_factor(at: datetime | None) -> None:
    now = timezone.now()
    if at is None or not (now - SECOND_FACTOR_LASTS <= at <= now + timedelta(seconds=5)):
        raise Unusable(_("Konfirmasi faktor kedua sudah lewat lima menit; masukkan kode lagi lalu setujui."))

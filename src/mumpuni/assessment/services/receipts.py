"""Letters on their way: passed on, received, judged; receipt and not dispatch counts (III.2 huruf a angka 4))."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment.models import Edition, Event, Notice, Receipt
from mumpuni.assessment.policies import notices as rights
from mumpuni.assessment.selectors import notices as selectors
from mumpuni.assessment.services.notices import write_to_assessee
from mumpuni.audit import services as audit
from mumpuni.audit.models import StoredDecision
from mumpuni.documents import selectors as documents
from mumpuni.people.policies import Unusable, require


@transaction.atomic
def pass_on(*, actor: Any, notice: Notice) -> Notice:
    """Confirm that the agency handed the letter to its official; under 11/2008 the portal shows it from now on.

    Raises:
        Refused: for others than the personnel official of the assessee's own agency.
        Unusable: when it was replaced, or passed on before.
    """
    require(rights.may_pass_on(actor, notice), _only_own_hr())
    held = _held(notice)
    if held.passed_on_at:
        raise Unusable(_("Surat ini sudah diteruskan."), code="passed-on")
    _note_passed_on(held, actor)
    return held


@transaction.atomic
def confirm_receipt(*, actor: Any, notice: Notice) -> Receipt:
    """The assessee's own word, given today.

    Raises:
        Refused: for anybody else.
        Unusable: when the letter was replaced.
    """
    require(rights.may_confirm(actor, notice), _("Penerimaan surat dinyatakan oleh Assessee sendiri."))
    held = _held(notice)
    known = held.receipts.filter(channel=Receipt.Channel.PORTAL).first()
    return known or _received(actor, held, Receipt.Channel.PORTAL, timezone.localdate(), "")


@transaction.atomic
def record_receipt(*, actor: Any, notice: Notice, channel: str, received_on: date, proof: str) -> Receipt:
    """Enter a receipt by mail or by hand with its proof; the earliest one counts.

    Raises:
        Refused: for others than the agency's personnel official, and chair and admin of the event.
        Unusable: a day after today or before the letter, no proof, a letter that was replaced, or one that under
            11/2008 the assessee's own agency has not passed on.
    """
    require(
        rights.may_record_receipt(actor, notice),
        _("Penerimaan dicatat pengelola kepegawaian Assessee, ketua tim, atau admin kegiatan."),
    )
    held = _held(notice)
    if not rights.has_reached(held) and not rights.may_pass_on(actor, held):
        raise Unusable(
            _("Surat ini belum diteruskan pengelola kepegawaian instansi Assessee (Perka BKN 11/2008 Lampiran III.2 "
              "huruf a angka 3)); minta instansi itu meneruskannya, atau mencatat sendiri penerimaannya."),
            code="not-passed-on",
        )  # fmt: skip
    if channel not in (Receipt.Channel.MAIL, Receipt.Channel.HAND):
        raise Unusable(
            {"channel": _("Pilih surel atau diserahkan langsung; di portal Assessee menyatakannya sendiri.")}
        )
    if received_on > timezone.localdate():
        raise Unusable({"received_on": _("Tanggal diterima belum tiba; paling lambat hari ini.")})
    if received_on < held.issued_on:
        raise Unusable({"received_on": _("Surat tidak mungkin diterima sebelum tanggalnya; periksa kembali.")})
    if not proof.strip():
        raise Unusable({"proof": _("Tulis buktinya, mis. tanda terima bertanda tangan atau balasan surel.")})
    if held.edition == Edition.BKN_2008 and not held.passed_on_at and rights.may_pass_on(actor, held):
        _note_passed_on(held, actor, tell=False)
    return _received(actor, held, channel, received_on, proof.strip())


@transaction.atomic
def give_late_reason(*, actor: Any, notice: Notice, reason: str) -> Notice:
    """Say why the assessment goes on although the letter came late or not at all.

    Raises:
        Refused: for others than chair and admin of the event.
        Unusable: without a reason, where the provider's setting blocks, or where nothing is late.
    """
    require(rights.may_issue(actor, notice.assessee.event), _("Alasan keterlambatan dicatat ketua tim dan admin."))
    held = _held(notice)
    if held.edition != Edition.BKN_2008 or held.assessee.event.provider.late_notice_blocks:
        raise Unusable(
            _("Penyelenggara menahan penilaian bila surat terlambat; pindahkan harinya atau ubah tetapannya.")
        )
    stage = selectors.progress_of([held])[held.pk]
    if stage.state not in ("terlambat", "lewat"):
        raise Unusable(_("Surat ini tidak terlambat."))
    if not reason.strip():
        raise Unusable({"reason": _("Tuliskan alasannya.")})
    held.late_reason = reason.strip()
    held.save(update_fields=["late_reason"])
    audit.record(actor, "assessment.notice.late_reason", held, agency_id=rights.home_of(held.assessee), reason=reason)
    return held


@transaction.atomic
def judge_again(*, actor: Any, notice: Notice) -> StoredDecision | None:
    """Judge the earliest receipt with the calendar as it stands now; the new decision names the old one.

    Raises:
        Refused: for others than those who may record receipts.
        Unusable: while nothing was received.
    """
    require(rights.may_record_receipt(actor, notice), _("Penerimaan dinilai ulang oleh yang boleh mencatatnya."))
    held = _held(notice)
    if selectors.earliest_receipt(held) is None:
        raise Unusable(_("Surat ini belum dinyatakan diterima."))
    decision = _judge(actor, held)
    audit.record(
        actor, "assessment.notice.judged_again", held, decision=decision, agency_id=rights.home_of(held.assessee)
    )
    return decision


@transaction.atomic
def note_opened(*, actor: Any, notice: Notice) -> None:
    """Keep when the assessee first opened the letter; that is no receipt."""
    first = Notice.objects.filter(pk=notice.pk, opened_at=None).update(opened_at=timezone.now())
    if first:
        audit.record(actor, "assessment.notice.opened", notice)


def fetch(*, actor: Any, notice: Notice) -> bytes:
    """The stored bytes, for those who may see the letter; `notice` comes from a selector that asked for the actor."""
    own = rights.may_confirm(actor, notice)
    require(own or selectors.notices(actor).filter(pk=notice.pk).exists(), _("Surat ini bukan untuk Anda."))
    return documents.bytes_of(notice.document)


def _received(actor: Any, held: Notice, channel: str, day: date, proof: str) -> Receipt:
    made = Receipt.objects.create(notice=held, channel=channel, received_on=day, proof=proof, recorded_by=actor)
    decision = _judge(actor, held)
    audit.record(
        actor,
        "assessment.notice.received",
        held,
        decision=decision,
        agency_id=rights.home_of(held.assessee),
        channel=channel,
        received_on=day,
    )
    return made


def _judge(actor: Any, held: Notice) -> StoredDecision | None:
    """Keep the rule's answer on the earliest receipt; Peraturan 26/2019 has no such rule."""
    if held.edition != Edition.BKN_2008:
        return None
    earliest = selectors.earliest_receipt(held)
    assert earliest is not None
    decision, facts = selectors.judged(held, earliest)
    kept = audit.keep(actor, decision, facts, held, on=earliest.received_on, supersedes=held.decision_id)
    held.decision_id = kept.pk
    held.save(update_fields=["decision_id"])
    return kept


def _note_passed_on(held: Notice, actor: Any, *, tell: bool = True) -> None:
    held.passed_on_at, held.passed_on_by = timezone.now(), actor
    held.save(update_fields=["passed_on_at", "passed_on_by"])
    audit.record(actor, "assessment.notice.passed_on", held, agency_id=rights.home_of(held.assessee))
    if tell and held.edition == Edition.BKN_2008:
        write_to_assessee(held, actor=actor)


def _held(notice: Notice) -> Notice:
    """The letter locked, while it is in force.

    Raises:
        Unusable: when another letter has replaced it, or the event was cancelled.
    """
    joined = Notice.objects.select_for_update(of=("self",)).select_related(
        "assessee__person", "assessee__event__provider", "assessee__event__request"
    )
    held = joined.get(pk=notice.pk)
    if held.replaced_by_id:
        raise Unusable(_("Surat ini sudah diganti; buka surat penggantinya."), code="replaced")
    if held.assessee.event.state == Event.State.CANCELLED:
        raise Unusable(_("Kegiatan ini dibatalkan."), code="cancelled")
    return held


def _only_own_hr() -> str:
    return _("Surat diteruskan pengelola kepegawaian instansi Assessee.")

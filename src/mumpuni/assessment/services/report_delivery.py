"""Handing signed reports over in numbered copies, receipts, opening to assessees (Pasal 29 ayat (3))."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.db import transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Delivery, Event, Meeting, Report
from mumpuni.assessment.policies import report_files as rights
from mumpuni.assessment.policies.notices import home_of
from mumpuni.assessment.selectors import report_files as selectors
from mumpuni.assessment.selectors import report_papers as papers
from mumpuni.assessment.services.telling import tell, tell_account
from mumpuni.audit import services as audit
from mumpuni.people.models import Account, Agency, Appointment, Role, RoleGrant
from mumpuni.people.policies import Refused, RuleBroken, Unusable, require

Recipient = Delivery.Recipient
#: Who gets a copy for one occasion, and to whom the regulation of the event knows them.
ONLY_2019 = frozenset({Recipient.COMMITTEE, Recipient.SUPERVISOR})
ONLY_2008 = frozenset({Recipient.BOARD})
FOR_AN_OCCASION = frozenset({Recipient.COMMITTEE, Recipient.BOARD})


@transaction.atomic
def deliver(*, actor: Any, event: Event, reports: Collection[int]) -> list[Delivery]:
    """Hand signed reports to the PPK of each assessee's agency, under 26/2019 with a copy to the Instansi Pembina.

    Who got a copy before gets no second one. Each agency's PPK is told once by mail, without any content.

    Raises:
        Refused: for others than the provider's staff, chair and admin.
        Unusable: nothing chosen, or reports that are not signed or were replaced.
    """
    require(rights.may_deliver(actor, event), words.MAY_NOT_DELIVER)
    if not reports:
        raise Unusable(_("Centang paling sedikit satu laporan."), code="nothing")
    held = _signed(event, reports)
    made: list[Delivery] = []
    for report in held:
        there = {each.recipient for each in report.deliveries.all()}
        for recipient in (Recipient.PPK,) if event.is_2008 else (Recipient.PPK, Recipient.SUPERVISOR):
            if recipient not in there:
                made.append(_copy(actor, report, recipient))
    for agency in {each.agency for each in made if each.recipient == Recipient.PPK}:
        _tell_ppk(agency, actor)
    return made


@transaction.atomic
def add_copy(
    *, actor: Any, report: Report, recipient: str, email: str, until: date | None = None, occasion: str = ""
) -> Delivery:
    """Make a copy out to one account: an official whom the PPK designated, or a committee until a day for one occasion.

    Raises:
        Refused: for others than the provider's staff, chair and admin.
        Unusable: unsigned, no such account, one who has a copy, or without day and occasion where these are needed.
        RuleBroken: a designated official of another agency (Pasal 29 ayat (3); Perka BKN 11/2008 III.2).
    """
    event = report.result.assessee.event
    require(rights.may_deliver(actor, event), words.MAY_NOT_DELIVER)
    (held,) = _signed(event, [report.pk])
    if recipient not in recipients(event):
        raise Unusable({"recipient": _("Peraturan kegiatan ini tidak mengenal penerima itu.")})
    account = Account.objects.filter(email__iexact=email.strip(), is_active=True).select_related("person").first()
    if account is None:
        raise Unusable({"email": _("Tidak ada akun aktif dengan surel ini; minta administrator membukanya.")})
    if held.deliveries.filter(account=account, until=until).exists():
        raise Unusable({"email": _("Akun ini sudah mempunyai salinan laporan ini.")})
    if recipient in FOR_AN_OCCASION:
        _require_occasion(until, occasion)
    else:
        until, occasion = None, ""
        own = Appointment.objects.filter(person=account.person_id, agency=home_of(held.result.assessee), ends_on=None)
        judged = rights.judge_official(event, own=own.exists())
        if not judged.stands:
            raise RuleBroken(judged.decision, about=account.name)
    return _copy(actor, held, recipient, account=account, until=until, occasion=occasion.strip())


def recipients(event: Event) -> list[str]:
    """To whom single copies may be made out under the regulation of the event."""
    single = (Recipient.OFFICIAL, Recipient.COMMITTEE, Recipient.BOARD)
    foreign = ONLY_2019 if event.is_2008 else ONLY_2008
    return [each for each in single if each not in foreign]


def _require_occasion(until: date | None, occasion: str) -> None:
    if until is None or until < timezone.localdate():
        raise Unusable({"until": _("Isi hari terakhir boleh dibuka, paling cepat hari ini.")})
    if not occasion.strip():
        raise Unusable({"occasion": _("Sebut untuk keperluan apa, mis. nama seleksinya.")})


@transaction.atomic
def record_receipt(*, actor: Any, delivery: Delivery, received_on: date, received_by: str, proof: str) -> Delivery:
    """Enter by hand that a copy arrived; a receipt known already stays as it is.

    Raises:
        Refused: for others than the provider's staff, chair and admin.
        Unusable: received already, a day before it was sent or after today, nobody or no proof named.
    """
    require(rights.may_deliver(actor, delivery.report.result.assessee.event), words.MAY_NOT_DELIVER)
    held = Delivery.objects.select_for_update().get(pk=delivery.pk)
    if held.received_on is not None:
        raise Unusable(_("Salinan ini sudah tercatat diterima."), code="received")
    if not timezone.localdate(held.sent_at) <= received_on <= timezone.localdate():
        raise Unusable({"received_on": _("Tanggalnya antara hari penyampaian dan hari ini.")})
    missing = {"received_by": received_by, "proof": proof}
    if wrong := {name: _("Wajib diisi.") for name, text in missing.items() if not text.strip()}:
        raise Unusable(wrong)
    held.received_on, held.received_by, held.proof = received_on, received_by.strip(), proof.strip()
    held.save(update_fields=["received_on", "received_by", "proof"])
    audit.record(actor, "assessment.report.received", held.report, agency_id=held.agency_id, copy=held.copy_number)
    return held


@transaction.atomic
def recommend(*, actor: Any, report: Report, text: str) -> Delivery:
    """Keep with the copy what the Baperjakat recommends to the PPK on its proposal (Perka BKN 11/2008 II.A.7).

    Raises:
        Refused: for whom holds no copy for the Baperjakat, or after its last day.
        Unusable: nothing said.
    """
    copy = rights.board_copy(actor, papers.whole(Report.objects.filter(pk=report.pk)).get())
    if copy is None:
        raise Refused(words.MAY_NOT_RECOMMEND)
    if not text.strip():
        raise Unusable({"text": _("Tulis rekomendasinya kepada PPK.")})
    held = Delivery.objects.select_for_update().get(pk=copy.pk)
    before = held.recommendation
    held.recommendation, held.recommended_at = text.strip(), timezone.now()
    held.save(update_fields=["recommendation", "recommended_at"])
    audit.record(
        actor, "assessment.report.recommended", report, agency_id=held.agency_id, copy=held.copy_number,
        occasion=held.occasion, before=before, after=held.recommendation,
    )  # fmt: skip
    return held


@transaction.atomic
def release(*, actor: Any, event: Event, reports: Collection[int]) -> list[Report]:
    """Open signed and delivered reports to their assessees, and tell them by mail; those open already stay so.

    Raises:
        Refused: for others than the provider's staff and the chair.
        Unusable: nothing chosen, reports that are not signed or were replaced, or a meeting that is not closed.
        RuleBroken: one that has not gone where the regulation sends it first.
    """
    require(rights.may_release(actor, event), words.MAY_NOT_RELEASE)
    if not reports:
        raise Unusable(_("Centang paling sedikit satu laporan."), code="nothing")
    opened = []
    for report in _signed(event, reports):
        if report.released_at is not None:
            continue
        _require_closed_meeting(report)
        judged = selectors.judge_delivery(report)
        if not judged.stands:
            raise RuleBroken(judged.decision, about=report.result.assessee.person.full_name)
        report.released_at, report.released_by = timezone.now(), actor
        report.save(update_fields=["released_at", "released_by"])
        audit.record(actor, "assessment.report.released", report, agency_id=event.request.agency_id)
        _tell_assessee(report, actor)
        opened.append(report)
    return opened


def _require_closed_meeting(report: Report) -> None:
    """A result rests on a closed meeting (Pasal 19 ayat (2) huruf d); one reopened after signing may yet change it."""
    if report.result.meeting.state != Meeting.State.LOCKED:
        sentence = _("Rapat integrasi %(name)s belum ditutup; hasilnya belum dapat dibuka (Pasal 19 ayat (2) huruf d).")
        raise Unusable(sentence % {"name": report.result.assessee.person.full_name}, code="open-meeting")


def _signed(event: Event, reports: Collection[int]) -> list[Report]:
    """These reports of the event, locked; all of them signed and in force."""
    chosen = Report.objects.filter(pk__in=reports, result__assessee__event=event)
    list(chosen.select_for_update(of=("self",)).order_by("pk"))
    found = list(papers.whole(chosen).order_by("result__assessee__number"))
    if len(found) != len(set(reports)):
        raise Unusable(_("Sebagian laporan bukan dari kegiatan ini; muat ulang halaman ini."), code="gone")
    if any(each.state != Report.State.SIGNED for each in found):
        raise Unusable(_("Hanya laporan yang sudah ditandatangani yang disampaikan atau dibuka."), code="unsigned")
    if any(each.replaced_by_id for each in found):
        raise Unusable(_("Laporan yang sudah diganti tidak disampaikan lagi; pilih penggantinya."), code="replaced")
    return found


def _copy(actor: Any, report: Report, recipient: str, *, account: Account | None = None, **about: Any) -> Delivery:
    """The next numbered copy; the caller holds the report's row."""
    home = Agency.objects.get(pk=home_of(report.result.assessee))
    last = report.deliveries.aggregate(last=Max("copy_number"))["last"] or 0
    names = {Recipient.PPK: f"PPK {home.name}", Recipient.SUPERVISOR: "Instansi Pembina"}
    made = Delivery.objects.create(
        report=report, recipient=recipient, name=account.name if account else names[Recipient(recipient)],
        agency=None if recipient == Recipient.SUPERVISOR else home, account=account, copy_number=last + 1,
        sent_at=timezone.now(), sent_by=actor, **about,
    )  # fmt: skip
    audit.record(
        actor, "assessment.report.delivered", report, agency_id=home.pk, copy=made.copy_number, recipient=recipient
    )
    return made


def _tell_ppk(agency: Any, actor: Any) -> None:
    held = RoleGrant.objects.in_force(timezone.localdate()).filter(role=Role.PPK, agency=agency)
    for account in Account.objects.filter(pk__in=held.values("account"), is_active=True):
        tell_account(account, "reports_delivered", reverse("assessment:report_inbox"), actor=actor, agency=agency)


def _tell_assessee(report: Report, actor: Any) -> None:
    assessee = report.result.assessee
    tell(assessee.person, "report_released", reverse("assessment:own_results"), actor=actor, event=assessee.event)

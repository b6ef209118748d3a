"""Making the certificates of an approved run: each exactly once, numbers without gaps (penerbitan).

The job calls `issue_run`, which goes from portion to portion. A portion is one transaction: it holds the offices and
the participants, looks whether everything is still as approved, takes numbers, prints, signs, stores and registers. A
crash takes the whole portion back, numbers included; whoever comes next goes on where the last commit stands.
"""

import logging
from collections.abc import Iterator
from contextlib import contextmanager
from typing import Any

from django.core.exceptions import ValidationError
from django.db import OperationalError, connection, transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs
from procrastinate.exceptions import AlreadyEnqueued

from mumpuni.audit import services as audit
from mumpuni.audit.models import StoredDecision
from mumpuni.certification import policies, presses
from mumpuni.certification.models import Certificate, IssueItem, IssueRun, Kind, Slot
from mumpuni.certification.selectors import printing
from mumpuni.certification.services import pressing
from mumpuni.documents import services as documents
from mumpuni.documents.services import numbering
from mumpuni.exchange.services import progress
from mumpuni.people.models import Delegation, Office, OfficeHolder
from mumpuni.people.policies import Unusable, require
from mumpuni.training.models import Nomination

log = logging.getLogger(__name__)
#: Certificates per transaction. More would save little and make others wait longer for offices and numbers.
PORTION = 20


class Stop(Exception):
    """Something is no longer as it was approved; a person has to look before the next document."""


def start_issuing(run: IssueRun, *, actor: Any) -> None:
    """Let the job loose on a locked run whose approvals are complete; in the caller's transaction."""
    total = run.items.filter(round=run.round, state=IssueItem.State.DUE).count()
    made = progress.start(actor=actor, name="certification.issue", title=run.title, total=total, subject=run)
    run.state, run.stop_reason, run.progress = IssueRun.State.ISSUING, "", made.pk
    run.save()
    defer_issue(run.pk)


def defer_issue(run_id: int) -> None:
    """Ask for the job unless it already waits in the queue; it may run twice without harm."""
    try:
        with transaction.atomic():
            jobs.configure_task("certification.issue_run", queueing_lock=f"issue-run-{run_id}").defer(run_id=run_id)
    except AlreadyEnqueued:
        log.info("run %s already waits in the queue", run_id)


@transaction.atomic
def resume_run(*, actor: Any, run: IssueRun) -> IssueRun:
    """Go on with a stopped run whose list, approvals and offices are unchanged.

    Raises:
        Refused: for others than the organiser of the season.
        Unusable: when something changed, so that the list must be drawn up and approved anew.
    """
    require(policies.may_issue(actor, run.season_id), _("Penerbitan dikelola oleh penyelenggara musim ini."))
    held = _locked(run.pk)
    if held.state != IssueRun.State.STOPPED:
        raise Unusable(_("Hanya penerbitan yang berhenti dapat dilanjutkan."))
    try:
        _require_as_approved(held, whole=True)
        if changed := printing.changed_items(held, printing.approved_list(held)):
            raise Stop(_changed(changed[0]))
    except Stop as found:
        raise Unusable(_("%(why)s Susun ulang daftar, lalu mintakan persetujuan lagi.") % {"why": found}) from found
    start_issuing(held, actor=actor)
    audit.record(actor, "certification.run.resumed", held)
    return held


def resume_interrupted() -> int:
    """Ask again for every run that is being issued: the job that did so may have died with its worker."""
    runs = list(IssueRun.objects.filter(state=IssueRun.State.ISSUING).values_list("pk", flat=True))
    for run_id in runs:
        defer_issue(run_id)
    return len(runs)


def issue_run(run_id: int) -> int:
    """Issue all that is due in a run; how many certificates this call made.

    Ends at once when another worker has the run. What no longer stands as approved stops the run with a reason; so
    does an error of ours, so that it is seen rather than repeated. A lost database is left to the next attempt.
    """
    with _claimed(run_id) as claimed:
        return _issue_all(run_id) if claimed else 0


def _issue_all(run_id: int) -> int:
    made = 0
    due = IssueItem.objects.filter(run=run_id, state=IssueItem.State.DUE).count()
    try:
        with presses.for_amount(due) as press:
            while count := issue_portion(run_id, whole=made == 0, press=press):
                made += count
    except (Stop, ValidationError) as found:
        words = found.messages if isinstance(found, ValidationError) else [str(found)]
        _stop(run_id, " ".join(words))
    except OperationalError:
        raise
    except Exception:
        log.exception("run %s stopped", run_id)
        _stop(run_id, _("Kesalahan dalam sistem; lihat catatan (log) lalu lanjutkan penerbitan."))
    return made


@transaction.atomic
def issue_portion(
    run_id: int, *, whole: bool = True, most: int = PORTION, press: presses.Press = presses.one_by_one
) -> int:
    """Issue the next certificates of a run in one transaction; 0 when nothing is left or another worker is at it.

    `whole` compares the whole list with the approved digest, as each job does once when it begins.

    Raises:
        Stop: list, approvals or offices are not as approved.
        ValidationError: a certificate cannot be printed or signed.
    """
    if not _alone_with(run_id):
        return 0
    run = _locked(run_id)
    if run.state != IssueRun.State.ISSUING:
        return 0
    _require_as_approved(run, whole=whole)
    items = list(
        run.items.select_for_update(of=("self",))
        .filter(state=IssueItem.State.DUE, round=run.round)
        .select_related("replaces")
        .order_by("pk")[:most]
    )
    if not items:
        _finish(run)
        return 0
    nominations = _held(items)
    if changed := printing.changed_items(run, items):
        raise Stop(_changed(changed[0]))
    decisions = StoredDecision.objects.in_bulk([item.decision_id for item in items])
    sheets = [_numbered(run, item) for item in items]
    for sheet, pdf in zip(sheets, press([pressing.job(sheet) for sheet in sheets]), strict=True):
        _register(run, sheet, pdf, nominations[sheet.item.nomination_id], decisions.get(sheet.item.decision_id))
    if run.progress:
        done = run.items.filter(round=run.round, state=IssueItem.State.ISSUED).count()
        progress.advance(run.progress, done)
    return len(items)


def _numbered(run: IssueRun, item: IssueItem) -> pressing.Sheet:
    """The next number of the item's series, for this item."""
    series = run.scheme.series(item.kind)
    serial = numbering.take_number(series, run.issued_on.year)
    number = numbering.number_text(series, serial, run.issued_on)
    signatories = [run.header["signatories"][slot] for slot in printing.slots_needed(run, [item.kind])]
    return pressing.sheet(item, serial, number, run.issued_on, signatories)


def _register(
    run: IssueRun, sheet: pressing.Sheet, pdf: bytes, nomination: Nomination, decision: StoredDecision | None
) -> Certificate:
    """Keep the file and enter the certificate into the register."""
    item = sheet.item
    document = documents.store(
        pdf,
        actor=run.created_by,
        kind=f"certificate.{item.kind}",
        series=run.scheme.series(item.kind),
        serial=sheet.serial,
        number=sheet.number,
        title=f"{item.get_kind_display()} – {item.printed['name']}",
        layout=sheet.layout,
        data=sheet.data,
        code=sheet.code,
        on=run.issued_on,
    )
    if item.replaces_id:
        Certificate.objects.filter(pk=item.replaces_id).update(status=Certificate.Status.REPLACED)
    competence = item.kind == Kind.COMPETENCE
    certificate = Certificate.objects.create(
        document=document,
        nomination=nomination,
        person_id=nomination.person_id,
        agency_id=nomination.agency_id,
        item=item,
        kind=item.kind,
        name=item.printed["name"],
        scheme_name=run.scheme.name,
        qualification=nomination.qualification,
        held=item.printed["held"] if competence else 0,
        required=item.printed["required"] if competence else 0,
        units=item.printed.get("units", []),
        number=sheet.number,
        code=document.code,
        issued_on=run.issued_on,
        expires_on=item.printed.get("expires_on"),
        replaces_id=item.replaces_id,
        is_demo=item.printed["demo"],
    )
    IssueItem.objects.filter(pk=item.pk).update(state=IssueItem.State.ISSUED)
    audit.record(
        run.created_by,
        "certification.certificate.issued",
        certificate,
        decision=decision,
        agency_id=nomination.agency_id,
        run=run.pk,
        kind=item.kind,
        replaces=item.printed["replaces"],
    )
    return certificate


def _require_as_approved(run: IssueRun, *, whole: bool) -> None:
    """Hold the offices and see that list, approvals and holders are those of the approval."""
    holders = [holder for slot in run.slots if (holder := run.holder(slot))]
    # A new holder points at the office and an ended one changes its own row: both wait until this portion is done.
    list(Office.objects.select_for_update().filter(pk__in=[holder.office_id for holder in holders]).order_by("pk"))
    for model in (OfficeHolder, Delegation):
        keys = [each.pk for each in holders if isinstance(each, model)]
        list(model.objects.select_for_update().filter(pk__in=keys).order_by("pk"))
    authority = printing.authority(run, run.slots)
    if authority and authority[0].outcome == "non-compliant":
        raise Stop(" ".join(f"{finding.message()} ({finding.citation})" for finding in authority[0].findings))
    if problems := printing.run_problems(run, run.slots):
        raise Stop(" ".join(problems))
    if printing.header(run, run.slots) != run.header:
        raise Stop(_("Data pejabat penanda tangan atau skema berubah sejak daftar disetujui."))
    if whole and printing.digest(run.header, printing.approved_list(run)) != run.list_digest:
        raise Stop(_("Daftar tidak lagi sama dengan yang disetujui."))
    if missing := printing.open_slots(run):
        raise Stop(_("Persetujuan %(slot)s belum ada untuk daftar ini.") % {"slot": Slot(missing[0]).label})


def _held(items: list[IssueItem]) -> dict[int, Nomination]:
    """The participants' rows, held so that no verdict changes while their certificates are made."""
    rows = Nomination.objects.select_for_update().filter(pk__in={item.nomination_id for item in items}).order_by("pk")
    return {row.pk: row for row in rows}


@contextmanager
def _claimed(run_id: int) -> Iterator[bool]:
    """Have the run to ourselves for the whole job; a killed worker's claim ends with its connection."""
    claimed = _ask("pg_try_advisory_lock", run_id)
    try:
        yield claimed
    finally:
        if claimed:
            _ask("pg_advisory_unlock", run_id)


def _alone_with(run_id: int) -> bool:
    """Have the run to ourselves for this portion; the claim of the same connection does not stand in the way."""
    return _ask("pg_try_advisory_xact_lock", run_id)


def _ask(function: str, run_id: int) -> bool:
    with connection.cursor() as cursor:
        cursor.execute(f"SELECT {function}(hashtextextended(%s, 0))", [f"certification.run.{run_id}"])
        (answer,) = cursor.fetchone()
    return bool(answer)


def _locked(run_id: int) -> IssueRun:
    joined = IssueRun.objects.select_for_update(of=("self",)).select_related("scheme", *IssueRun.SIGNERS, "created_by")
    return joined.get(pk=run_id)


def _finish(run: IssueRun) -> None:
    run.state, run.finished_at = IssueRun.State.DONE, timezone.now()
    run.save()
    issued = run.items.filter(state=IssueItem.State.ISSUED).count()
    run.items.filter(state=IssueItem.State.LEFT_OUT).update(state=IssueItem.State.DROPPED)
    audit.record(run.created_by, "certification.run.finished", run, issued=issued)
    if run.progress:
        progress.finish(
            run.progress,
            result_url=reverse("certification:run_detail", args=[run.pk]),
            message=_("%(count)d sertifikat terbit.") % {"count": issued},
        )


@transaction.atomic
def _stop(run_id: int, reason: str) -> None:
    run = _locked(run_id)
    if run.state != IssueRun.State.ISSUING:
        return
    run.state, run.stop_reason = IssueRun.State.STOPPED, reason[:400]
    run.save()
    audit.record(run.created_by, "certification.run.stopped", run, reason=run.stop_reason)
    if run.progress:
        progress.fail(run.progress, run.stop_reason)


def _changed(item: IssueItem) -> str:
    return _("Hasil, nama, atau hak %(name)s berubah sejak daftar disetujui.") % {"name": item.printed.get("name", "")}

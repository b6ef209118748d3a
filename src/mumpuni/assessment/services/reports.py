"""Reports until they are signed: sent, reviewed, carried over (laporan individual, Pasal 29 ayat (2))."""

from collections.abc import Mapping
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Report, ReportComment, ReportText, Result
from mumpuni.assessment.policies import reports as rights
from mumpuni.assessment.selectors import report_checks as checks
from mumpuni.assessment.selectors import reports as selectors
from mumpuni.assessment.selectors.report_papers import whole
from mumpuni.assessment.selectors.zones import today
from mumpuni.assessment.services import report_mail
from mumpuni.assessment.services.day import running
from mumpuni.audit import services as audit
from mumpuni.people.policies import Refused, RuleBroken, Unusable, require

State = Report.State
#: A part of a report, and the competency it speaks of.
Place = tuple[str, int | None]


@transaction.atomic
def send(*, actor: Any, report: Report, revision: int | None = None, looked_at: bool = False) -> Report:
    """Hand the report to its reviewer.

    Raises:
        Refused: for others than the writer.
        Unusable: once it was sent or overtaken, comments not marked as done, something that must be mended, warnings
            that were not looked at, or somebody saved meanwhile.
        RuleBroken: a section or a description that the regulation demands is missing (Pasal 29 ayat (2)).
    """
    held = held_report(report)
    require(rights.writes(actor, held) and rights.may_read(actor, held), words.MAY_NOT_WRITE_REPORT)
    writable(held, revision)
    if held.comments.filter(resolved_at=None).exists():
        raise Unusable(_("Masih ada catatan penelaah yang belum ditandai dikerjakan."))
    checked = checks.check(held)
    if not checked.judged.stands:
        raise RuleBroken(checked.judged.decision, about=held.result.assessee.person.full_name)
    if checked.stopping:
        raise Unusable([each.message for each in checked.stopping])
    if checked.warnings and not looked_at:
        raise Unusable(_("Lihat dahulu peringatannya, lalu centang bahwa Anda sudah memeriksanya."))
    held.state, held.sent_at = State.REVIEW, timezone.now()
    held.save(update_fields=["state", "sent_at", "revision"])
    record(actor, "sent", held, warnings=len(checked.warnings))
    report_mail.sent(actor, held)
    return held


@transaction.atomic
def return_(*, actor: Any, report: Report, comments: Mapping[Place, str], revision: int | None = None) -> Report:
    """Give the report back with what is to change.

    Raises:
        Refused: for others than the reviewer.
        Unusable: a report that is not being reviewed, no comment, a part that it does not have, or an old page.
    """
    held = _reviewed(actor, report, revision)
    said = {place: text.strip() for place, text in comments.items() if text.strip()}
    if not said:
        raise Unusable(_("Tulis paling sedikit satu catatan, pada bagian yang harus diperbaiki."))
    if not set(said) <= set(selectors.parts_of(held)):
        raise Unusable(_("Bagian itu tidak ada dalam laporan ini; muat ulang halaman."))
    ReportComment.objects.bulk_create(
        ReportComment(report=held, part=part, line_id=line, text=text, by=actor) for (part, line), text in said.items()
    )
    held.state = State.RETURNED
    held.save(update_fields=["state", "revision"])
    record(actor, "returned", held, comments=len(said))
    report_mail.returned(actor, held)
    return held


@transaction.atomic
def accept(*, actor: Any, report: Report, revision: int | None = None) -> Report:
    """Find the report good; it then waits for its signature.

    Raises:
        Refused: for others than the reviewer.
        Unusable: a report that is not being reviewed, or an old page.
    """
    held = _reviewed(actor, report, revision)
    held.state, held.accepted_at = State.ACCEPTED, timezone.now()
    held.save(update_fields=["state", "accepted_at", "revision"])
    record(actor, "accepted", held)
    report_mail.accepted(actor, held)
    return held


def carry_over(*, actor: Any, before: Result, made: Result) -> Report | None:
    """Begin the report on a result decided anew with the texts, writer and reviewer of the earlier one.

    Called where the result is decided. An unsigned earlier report is shut by its result being replaced; a signed one
    stays until the new one is signed.
    """
    old = Report.objects.filter(result=before).first()
    if old is None:
        return None
    new = Report.objects.create(
        result=made, writer=old.writer, reviewer=old.reviewer,
        due_on=max(old.due_on, today(made.assessee.event)),
    )  # fmt: skip
    lines = set(made.blueprint.lines.values_list("pk", flat=True))
    ReportText.objects.bulk_create(
        ReportText(report=new, part=each.part, line_id=each.line_id, text=each.text, sentence_id=each.sentence_id)
        for each in old.texts.all()
        if each.line_id is None or each.line_id in lines
    )
    record(actor, "carried-over", new, earlier=old.pk)
    report_mail.carried_over(actor, new)
    return new


@transaction.atomic
def note_reading(*, actor: Any, report: Report) -> None:
    """Write that somebody read a report that is not signed yet.

    Raises:
        Refused: for whom it is closed.
    """
    require(rights.may_read(actor, report), words.MAY_NOT_READ_DRAFT)
    record(actor, "draft-read", report)


def held_report(report: Report) -> Report:
    """The report locked until commit, with all that its checks ask; its event is carried out."""
    running(report.result.assessee.event)
    Report.objects.select_for_update().get(pk=report.pk)
    return whole(Report.objects.filter(pk=report.pk)).prefetch_related("texts__sentence").get()


def _fresh(held: Report, revision: int | None) -> None:
    if held.result.replaced_by_id is not None:
        raise Unusable(_("Hasilnya sudah diputus ulang; lanjutkan pada laporan yang baru."), code="overtaken")
    if revision is not None and held.revision != revision:
        raise Unusable(words.REPORT_CHANGED, code="changed-meanwhile")
    held.revision += 1


def writable(held: Report, revision: int | None) -> None:
    """Count the report up for a change by its writer, while it is the writer's turn.

    Raises:
        Unusable: once it was sent or overtaken, or somebody saved since `revision`.
    """
    if held.state not in selectors.WRITTEN:
        raise Unusable(_("Laporan ini sudah dikirim kepada penelaah; isinya tidak diubah selama belum dikembalikan."))
    _fresh(held, revision)


def _reviewed(actor: Any, report: Report, revision: int | None) -> Report:
    held = held_report(report)
    if not (rights.reviews(actor, held) and rights.may_read(actor, held)):
        raise Refused(words.MAY_NOT_REVIEW_REPORT)
    if held.state != State.REVIEW:
        raise Unusable(_("Laporan ini tidak sedang ditelaah."))
    _fresh(held, revision)
    return held


def record(actor: Any, what: str, report: Report, **data: Any) -> None:
    """Write a line of the trail about a report; it names the assessee by number only."""
    assessee = report.result.assessee
    agency = assessee.event.request.agency_id
    audit.record(actor, f"assessment.report.{what}", report, agency_id=agency, assessee=assessee.pk, **data)

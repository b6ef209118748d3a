"""Reports until they are signed: dealt out, written, checked, reviewed (laporan individual, Pasal 29 ayat (2))."""

from collections.abc import Mapping
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Report, ReportComment, ReportText, Result, Sentence, TeamMember
from mumpuni.assessment.policies import reports as rights
from mumpuni.assessment.selectors import report_checks as checks
from mumpuni.assessment.selectors import reports as selectors
from mumpuni.assessment.selectors.report_papers import whole
from mumpuni.assessment.selectors.zones import today
from mumpuni.assessment.services import report_mail
from mumpuni.assessment.services.day import running
from mumpuni.audit import services as audit
from mumpuni.people.policies import Refused, RuleBroken, Unusable, require
from mumpuni.standards.models import CompetencyLevel

State = Report.State
Place = tuple[str, int | None]


@transaction.atomic
def assign(
    *, actor: Any, result: Result, writer: TeamMember, reviewer: TeamMember, due_on: date, reason: str = ""
) -> Report:
    """Say who writes the report on a result, who reviews it and until when; a later word says why.

    Raises:
        Refused: for others than the chair.
        Unusable: one and the same person, somebody outside the team or with an interest in the assessee, a day gone
            by, a result decided anew, a report accepted already, or a change without its reason.
    """
    event = result.assessee.event
    require(rights.may_assign(actor, event), words.MAY_NOT_ASSIGN_REPORTS)
    here = running(event)
    if Result.objects.get(pk=result.pk).replaced_by_id is not None:
        raise Unusable(_("Hasil ini sudah diputus ulang; bagikan laporan atas hasil yang baru."))
    held = Report.objects.select_for_update().filter(result=result).first()
    _fit(result, writer, reviewer)
    if due_on < today(here) and (held is None or held.due_on != due_on):
        raise Unusable({"due_on": _("Tenggatnya sudah lewat; pilih hari ini atau sesudahnya.")})
    if held is None:
        held = Report.objects.create(result=result, writer=writer, reviewer=reviewer, due_on=due_on)
        _record(actor, "assigned", held, writer=writer.pk, reviewer=reviewer.pk, due_on=str(due_on))
        report_mail.assigned(actor, held)
        return held
    if held.state not in selectors.OPEN:
        raise Unusable(_("Laporan ini sudah diterima; penulis dan penelaahnya tidak diganti lagi."))
    if not reason.strip():
        raise Unusable({"reason": _("Tulis mengapa pembagiannya diubah.")})
    before = {"writer": held.writer_id, "reviewer": held.reviewer_id, "due_on": str(held.due_on)}
    held.writer, held.reviewer, held.due_on = writer, reviewer, due_on
    held.save(update_fields=["writer", "reviewer", "due_on"])
    _record(actor, "reassigned", held, writer=writer.pk, reviewer=reviewer.pk, before=before, reason=reason.strip())
    report_mail.assigned(actor, held)
    return held


def _fit(result: Result, writer: TeamMember, reviewer: TeamMember) -> None:
    allowed = set(selectors.eligible(result.assessee).values_list("pk", flat=True))
    problems = {}
    for name, member in (("writer", writer), ("reviewer", reviewer)):
        if member.pk not in allowed:
            problems[name] = _("Pilih ketua tim atau Assessor yang tidak berkepentingan dengan Assessee ini.")
    if not problems and writer.practitioner_id == reviewer.practitioner_id:
        problems["reviewer"] = _("Penelaah harus orang lain dari penulisnya.")
    if problems:
        raise Unusable(problems)


@transaction.atomic
def share_out(*, actor: Any, event: Any, due_on: date) -> int:
    """Give every result without a report a writer and a reviewer by load, as the board proposed; how many.

    Raises:
        Refused: for others than the chair.
        Unusable: nothing to deal out, a day gone by, or results for which there are no two people without interest.
    """
    require(rights.may_assign(actor, event), words.MAY_NOT_ASSIGN_REPORTS)
    here = running(event)
    open_ones = [each for each in selectors.in_force(here) if selectors.report_of(each) is None]
    if not open_ones:
        raise Unusable(_("Semua hasil sudah punya penulis dan penelaah."))
    deal = selectors.propose(here, selectors.in_force(here))
    for result in open_ones:
        if result.pk not in deal:
            raise Unusable(
                _("%(who)s: tidak ada dua anggota tim tanpa kepentingan; tambah anggota tim dahulu.")
                % {"who": result.assessee}
            )
        writer, reviewer = deal[result.pk]
        assign(actor=actor, result=result, writer=writer, reviewer=reviewer, due_on=due_on)
    return len(open_ones)


@transaction.atomic
def save_texts(
    *, actor: Any, report: Report, texts: Mapping[Place, str], revision: int | None = None,
    insert: tuple[Place, str] | None = None,
) -> Report:  # fmt: skip
    """Keep what is written; `insert` adds a sentence of the library to a part and remembers which.

    Raises:
        Refused: for others than the writer.
        Unusable: once it was sent, accepted or overtaken, a part that this report does not have, a sentence that does
            not belong there, or somebody saved in another window meanwhile.
    """
    held = _held(report)
    require(rights.writes(actor, held) and rights.may_read(actor, held), words.MAY_NOT_WRITE_REPORT)
    _writable(held, revision)
    parts = set(selectors.parts_of(held))
    if not set(texts) <= parts:
        raise Unusable(_("Bagian itu tidak ada dalam laporan ini; muat ulang halaman."))
    there = {(each.part, each.line_id): each for each in held.texts.all()}
    given = {place: text.strip().replace("\r\n", "\n") for place, text in texts.items()}
    sentence = None
    if insert is not None:
        place, choice = insert
        sentence = _sentence(held, place, choice)
        before = given.get(place, there[place].text if place in there else "")
        given[place] = f"{before}\n{sentence.text}".strip()
    changed = 0
    for place, text in given.items():
        old = there.get(place)
        if (old.text if old else "") == text:
            continue
        changed += 1
        if not text and old:
            old.delete()
            continue
        values: dict[str, Any] = {"text": text}
        if insert is not None and place == insert[0]:
            values["sentence"] = sentence
        ReportText.objects.update_or_create(report=held, part=place[0], line_id=place[1], defaults=values)
    held.save(update_fields=["revision"])
    if changed:
        _record(actor, "written", held, parts=changed)
    return held


def _sentence(report: Report, place: Place, choice: str) -> Sentence:
    """The chosen sentence; what the dictionary says of a level joins the library when it is first used."""
    if choice not in {code for code, _label in selectors.choices(report).get(place, [])}:
        raise Unusable(_("Pilih kalimat dari daftar bagian itu."))
    if choice.startswith("k"):
        return Sentence.objects.get(pk=choice[1:])
    level = CompetencyLevel.objects.get(pk=choice[1:])
    found = Sentence.objects.filter(
        part=place[0], competency=level.competency_id, level=level.level, text=level.description
    ).first()
    return found or Sentence.objects.create(
        part=place[0], competency_id=level.competency_id, level=level.level, text=level.description
    )


@transaction.atomic
def send(*, actor: Any, report: Report, revision: int | None = None, looked_at: bool = False) -> Report:
    """Hand the report to its reviewer.

    Raises:
        Refused: for others than the writer.
        Unusable: once it was sent or overtaken, comments not marked as done, something that must be mended, warnings
            that were not looked at, or somebody saved meanwhile.
        RuleBroken: a section or a description that the regulation demands is missing (Pasal 29 ayat (2)).
    """
    held = _held(report)
    require(rights.writes(actor, held) and rights.may_read(actor, held), words.MAY_NOT_WRITE_REPORT)
    _writable(held, revision)
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
    _record(actor, "sent", held, warnings=len(checked.warnings))
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
    _record(actor, "returned", held, comments=len(said))
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
    _record(actor, "accepted", held)
    report_mail.accepted(actor, held)
    return held


@transaction.atomic
def resolve(*, actor: Any, report: Report, comment: int) -> ReportComment:
    """Mark a comment of the reviewer as done.

    Raises:
        Refused: for others than the writer.
        Unusable: a report that is not being written, or a comment that it does not have.
    """
    held = _held(report)
    require(rights.writes(actor, held) and rights.may_read(actor, held), words.MAY_NOT_WRITE_REPORT)
    _writable(held, None)
    found = held.comments.filter(pk=comment).first()
    if found is None:
        raise Unusable(_("Catatan itu tidak ada; muat ulang halaman."))
    found.resolved_at = timezone.now()
    found.save(update_fields=["resolved_at"])
    _record(actor, "comment-done", held, comment=found.pk)
    return found


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
    _record(actor, "carried-over", new, earlier=old.pk)
    report_mail.carried_over(actor, new)
    return new


@transaction.atomic
def note_reading(*, actor: Any, report: Report) -> None:
    """Write that somebody read a report that is not signed yet.

    Raises:
        Refused: for whom it is closed.
    """
    require(rights.may_read(actor, report), words.MAY_NOT_READ_DRAFT)
    _record(actor, "draft-read", report)


def _held(report: Report) -> Report:
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


def _writable(held: Report, revision: int | None) -> None:
    if held.state not in selectors.WRITTEN:
        raise Unusable(_("Laporan ini sudah dikirim kepada penelaah; isinya tidak diubah selama belum dikembalikan."))
    _fresh(held, revision)


def _reviewed(actor: Any, report: Report, revision: int | None) -> Report:
    held = _held(report)
    if not (rights.reviews(actor, held) and rights.may_read(actor, held)):
        raise Refused(words.MAY_NOT_REVIEW_REPORT)
    if held.state != State.REVIEW:
        raise Unusable(_("Laporan ini tidak sedang ditelaah."))
    _fresh(held, revision)
    return held


def _record(actor: Any, what: str, report: Report, **data: Any) -> None:
    assessee = report.result.assessee
    agency = assessee.event.request.agency_id
    audit.record(actor, f"assessment.report.{what}", report, agency_id=agency, assessee=assessee.pk, **data)

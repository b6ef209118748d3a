"""Who writes and who reviews the report on each result (pembagian laporan)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Report, Result, TeamMember
from mumpuni.assessment.policies import reports as rights
from mumpuni.assessment.selectors import report_dealing as dealing
from mumpuni.assessment.selectors import reports as selectors
from mumpuni.assessment.selectors.zones import today
from mumpuni.assessment.services import report_mail
from mumpuni.assessment.services.day import running
from mumpuni.assessment.services.reports import record
from mumpuni.people.policies import Unusable, require


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
        record(actor, "assigned", held, writer=writer.pk, reviewer=reviewer.pk, due_on=str(due_on))
        report_mail.assigned(actor, held)
        return held
    if held.state not in selectors.OPEN:
        raise Unusable(_("Laporan ini sudah diterima; penulis dan penelaahnya tidak diganti lagi."))
    if not reason.strip():
        raise Unusable({"reason": _("Tulis mengapa pembagiannya diubah.")})
    before = {"writer": held.writer_id, "reviewer": held.reviewer_id, "due_on": str(held.due_on)}
    held.writer, held.reviewer, held.due_on = writer, reviewer, due_on
    held.save(update_fields=["writer", "reviewer", "due_on"])
    record(actor, "reassigned", held, writer=writer.pk, reviewer=reviewer.pk, before=before, reason=reason.strip())
    report_mail.assigned(actor, held)
    return held


def _fit(result: Result, writer: TeamMember, reviewer: TeamMember) -> None:
    allowed = set(dealing.eligible(result.assessee).values_list("pk", flat=True))
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
    open_ones = [each for each in dealing.in_force(here) if dealing.report_of(each) is None]
    if not open_ones:
        raise Unusable(_("Semua hasil sudah punya penulis dan penelaah."))
    deal = dealing.propose(here, dealing.in_force(here))
    for result in open_ones:
        if result.pk not in deal:
            raise Unusable(
                _("%(who)s: tidak ada dua anggota tim tanpa kepentingan; tambah anggota tim dahulu.")
                % {"who": result.assessee}
            )
        writer, reviewer = deal[result.pk]
        assign(actor=actor, result=result, writer=writer, reviewer=reviewer, due_on=due_on)
    return len(open_ones)

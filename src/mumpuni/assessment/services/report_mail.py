"""Telling writer and reviewer that a report waits for them; no name and no finding of the assessee goes by mail."""

from typing import Any

from django.urls import reverse
from django.utils.functional import Promise
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Report, TeamMember
from mumpuni.assessment.services.telling import tell


def assigned(actor: Any, report: Report) -> None:
    """To both that they were chosen."""
    _tell(actor, report, report.writer, _("Anda menulis laporan ini."))
    _tell(actor, report, report.reviewer, _("Anda akan menelaah laporan ini sesudah ditulis."))


def sent(actor: Any, report: Report) -> None:
    """To the reviewer."""
    _tell(actor, report, report.reviewer, _("Laporan sudah ditulis dan menunggu telaah Anda."))


def returned(actor: Any, report: Report) -> None:
    """To the writer."""
    _tell(actor, report, report.writer, _("Penelaah mengembalikan laporan dengan catatan."))


def accepted(actor: Any, report: Report) -> None:
    """To the writer."""
    _tell(actor, report, report.writer, _("Penelaah menerima laporan; laporan menunggu tanda tangan."))


def carried_over(actor: Any, report: Report) -> None:
    """To the writer of a report on a result decided anew."""
    _tell(
        actor, report, report.writer,
        _("Hasilnya diputus ulang. Isi laporan lama sudah disalin ke laporan baru; periksa kembali, lalu kirim."),
    )  # fmt: skip


def _tell(actor: Any, report: Report, member: TeamMember, news: Promise) -> None:
    assessee = report.result.assessee
    tell(
        member.practitioner.person, "report_turn", reverse("assessment:report_draft", args=[report.pk]), actor=actor,
        number=assessee.number, event=assessee.event.name, news=news, due=report.due_on,
    )  # fmt: skip

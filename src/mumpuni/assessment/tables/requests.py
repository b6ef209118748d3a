"""Lists of requests and of questions."""

from typing import Any

import django_tables2 as tables
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import Question, Request
from mumpuni.ui.lists import ChipColumn, DateColumn, MomentColumn, NumberColumn, StackColumn, Table
from mumpuni.ui.templatetags.ui import status_chip

TONES: dict[str, str] = {
    Request.State.DRAFT: "quiet",
    Request.State.SENT: "wait",
    Request.State.CONFIRMED: "good",
    Request.State.WAITING: "warn",
    Request.State.REFUSED: "bad",
    Request.State.WITHDRAWN: "quiet",
}


class RequestTable(Table):
    """Requests with their agency, provider, days and answer."""

    agency = StackColumn(
        verbose_name=_("Instansi pengguna"), below="provider", linkify=("assessment:request", [tables.A("pk")])
    )
    provider = tables.Column(_("Penyelenggara"), visible=False)
    purpose = tables.Column(_("Tujuan"))
    edition = tables.Column(_("Peraturan"))
    people_count = NumberColumn(verbose_name=_("Orang"))
    wished_from = DateColumn(verbose_name=_("Diharapkan"))
    confirmed_from = DateColumn(verbose_name=_("Dikonfirmasi"))
    state = ChipColumn(verbose_name=_("Keadaan"), tones=TONES)
    sent_at = DateColumn(verbose_name=_("Dikirim"))

    class Meta(Table.Meta):
        model = Request
        fields = (
            "agency", "provider", "purpose", "edition", "people_count", "wished_from", "confirmed_from", "state",
            "sent_at",
        )  # fmt: skip


class QuestionTable(Table):
    """Questions to the Head of BKN."""

    text = tables.Column(_("Pertanyaan"), linkify=("assessment:question", [tables.A("pk")]))
    agency = tables.Column(_("Instansi"), accessor="request__agency")
    asked_at = MomentColumn(verbose_name=_("Diajukan"))
    answered_at = tables.Column(_("Keadaan"), empty_values=())

    class Meta(Table.Meta):
        model = Question
        fields = ("text", "agency", "asked_at", "answered_at")

    def render_text(self, value: str) -> str:
        """Its beginning."""
        return value if len(value) <= 90 else f"{value[:89]}…"

    def render_answered_at(self, record: Question) -> Any:
        """Answered or not."""
        if record.answered_at is None:
            return status_chip("wait", str(_("Menunggu jawaban")))
        return status_chip("good", str(_("Dijawab")))

    def value_answered_at(self, record: Question) -> str:
        """The word alone."""
        return str(_("Menunggu jawaban") if record.answered_at is None else _("Dijawab"))

"""The outbox: what was sent, what waits, what failed and may be tried again."""

from typing import Any
from uuid import UUID

from django.contrib import messages
from django.contrib.auth.decorators import login_required
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy
from django.views.decorators.http import require_POST, require_safe

from mumpuni.audit.policies import Unusable, require
from mumpuni.exchange import policies, selectors, tables
from mumpuni.exchange.models import OutgoingMail
from mumpuni.exchange.services import mail
from mumpuni.exchange.views.common import sentences
from mumpuni.ui.lists import ListView


def _require(actor: Any) -> None:
    require(policies.may_read_outbox(actor), _("Surat keluar dikelola penyelenggara dan administrator sistem."))


class MailList(ListView):
    """All outgoing mail, newest first."""

    title = gettext_lazy("Surat keluar")
    lead = gettext_lazy("Surel yang dikirim sistem, keadaannya, dan yang perlu dikirim ulang.")
    selector = selectors.mails_for
    table_class = tables.MailTable
    filterset_class = tables.MailFilter
    search_fields = ("to__icontains", "subject__icontains")
    search_hint = gettext_lazy("Alamat atau perihal")
    empty_icon = "mail"
    empty_title = gettext_lazy("Belum ada surat keluar")
    empty_text = gettext_lazy("Undangan, tautan dan pengingat yang dikirim sistem akan tampil di sini.")

    def may_view(self, actor: Any) -> None:
        """Closed to everyone who does not look after mail."""
        _require(actor)


@login_required
@require_safe
def detail(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """One mail as it went or will go."""
    return render(request, "exchange/mail_detail.html", {"mail": _mail(request, mail_id), "tones": tables.MAIL_TONES})


@login_required
@require_POST
def retry(request: HttpRequest, mail_id: UUID) -> HttpResponse:
    """Send a failed mail once more."""
    row = _mail(request, mail_id)
    try:
        mail.retry(actor=request.user, mail=row)
        messages.success(request, _("Surat dikirim ulang."))
    except Unusable as problem:
        messages.error(request, sentences(problem))
    return redirect("exchange:mail_detail", mail_id=row.pk)


def _mail(request: HttpRequest, mail_id: UUID) -> OutgoingMail:
    _require(request.user)
    found = selectors.mails_for(actor=request.user).filter(pk=mail_id).first()
    if found is None:
        raise Http404(_("Surat ini tidak ada."))
    return found

"""Mail goes out from an outbox: written in the caller's transaction, sent by a job, seen and retried on a page."""

import logging
import smtplib
from collections.abc import Mapping
from typing import Any
from uuid import UUID

from django.conf import settings
from django.core.mail import EmailMessage
from django.db import transaction
from django.template.loader import render_to_string
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs

from mumpuni.audit import services as audit
from mumpuni.audit.policies import Unusable, require
from mumpuni.exchange import policies
from mumpuni.exchange.models import OutgoingMail

log = logging.getLogger(__name__)
MOST_ATTEMPTS = 5
#: What takes the place of the body of a mail with a one-time link once it is out.
BLANKED = "—"


def send(
    *,
    template: str,
    to: str,
    context: Mapping[str, Any],
    language: str = "id",
    actor: Any | None = None,
    subject_person_id: int | None = None,
    secret: bool = False,
) -> OutgoingMail:
    """Write a mail into the outbox and defer the job that sends it, both in the caller's transaction.

    `template` names `<app>/mail/<name>`, of which `.subject.txt` and `.body.txt` are rendered at once in `language`.
    `secret` marks a mail with a one-time link: the outbox page never shows its body, which is blanked once sent.
    The calling service records the audit event.
    """
    given = {"base_url": settings.MUMPUNI_BASE_URL, **context}
    with translation.override(language):
        subject = " ".join(render_to_string(f"{template}.subject.txt", given).split())
        body = render_to_string(f"{template}.body.txt", given)
    row = OutgoingMail.objects.create(
        template=template,
        to=to,
        subject=subject[:250],
        body=body,
        language=language,
        secret=secret,
        subject_person_id=subject_person_id,
        actor_id=actor.pk if actor else None,
        actor_name=(actor.get_full_name() if actor else "sistem")[:200],
    )
    jobs.configure_task("exchange.send_mail").defer(mail_id=str(row.pk))
    return row


def deliver(*, mail_id: str | UUID) -> bool:
    """Send one mail; what the job `exchange.send_mail` calls. True when another attempt makes sense.

    A mail already sent is left alone, so the job may run twice. Without a mail server the row says so and waits
    in the outbox, where it can be read and retried.
    """
    with transaction.atomic():
        row = OutgoingMail.objects.select_for_update().get(pk=mail_id)
        if row.state == OutgoingMail.State.SENT:
            return False
        row.attempts += 1
        if not _has_server():
            row.state = OutgoingMail.State.NO_SERVER
            row.save(update_fields=["state", "attempts"])
            return False
        try:
            EmailMessage(row.subject, row.body, settings.DEFAULT_FROM_EMAIL, [row.to]).send()
        except (OSError, smtplib.SMTPException) as problem:
            log.warning("mail %s not sent: %s", row.pk, type(problem).__name__)
            row.state = OutgoingMail.State.FAILED
            row.failure = _failure(problem)
            row.save(update_fields=["state", "attempts", "failure"])
            return row.attempts < MOST_ATTEMPTS and not isinstance(problem, smtplib.SMTPRecipientsRefused)
        row.state, row.failure, row.sent_at = OutgoingMail.State.SENT, "", timezone.now()
        if row.secret:
            row.body = BLANKED
        row.save(update_fields=["state", "attempts", "failure", "sent_at", "body"])
        return False


@transaction.atomic
def retry(*, actor: Any, mail: OutgoingMail) -> OutgoingMail:
    """Send a mail that failed or had no server once more.

    Raises:
        Unusable: it was sent, or is waiting to be.
    """
    require(policies.may_read_outbox(actor), _("Surat keluar dikelola penyelenggara dan administrator sistem."))
    row = OutgoingMail.objects.select_for_update().get(pk=mail.pk)
    if row.state not in (OutgoingMail.State.FAILED, OutgoingMail.State.NO_SERVER):
        raise Unusable(_("Surat ini sudah terkirim atau sedang menunggu giliran."), code="wrong-step")
    row.state, row.attempts = OutgoingMail.State.WAITING, 0
    row.save(update_fields=["state", "attempts"])
    jobs.configure_task("exchange.send_mail").defer(mail_id=str(row.pk))
    audit.record(actor, "exchange.mail.retried", row)
    return row


def _has_server() -> bool:
    """A test or console backend counts as a server; SMTP does once a host is configured."""
    return "smtp" not in settings.EMAIL_BACKEND or bool(settings.EMAIL_HOST)


def _failure(problem: Exception) -> str:
    if isinstance(problem, smtplib.SMTPRecipientsRefused):
        return str(_("Alamat ditolak server surel. Periksa alamatnya."))
    if isinstance(problem, smtplib.SMTPAuthenticationError):
        return str(_("Server surel menolak nama atau sandi. Periksa pengaturan surel."))
    return str(_("Server surel tidak dapat dihubungi (%(kind)s).") % {"kind": type(problem).__name__})

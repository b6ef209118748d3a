"""A provider answers a request against its calendar: dates, waiting list, refusal (jawaban permintaan)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import ClosedDay, Provider, Request
from mumpuni.assessment.selectors import calendar as selectors
from mumpuni.assessment.selectors import requests as asked
from mumpuni.assessment.services.requests import locked
from mumpuni.audit import services as audit
from mumpuni.exchange.cells import clean
from mumpuni.exchange.services import mail
from mumpuni.people.models import Role
from mumpuni.people.policies import Unusable, require

#: States of a request to which a provider may still answer; a confirmed one only until an event rests on it.
ANSWERABLE = (Request.State.SENT, Request.State.WAITING, Request.State.CONFIRMED)


@transaction.atomic
def confirm_request(
    *, actor: Any, request: Request, revision: int, first_day: date, last_day: date, reason: str = ""
) -> Request:
    """Confirm the days. For an agency without facilities this is BKN's consent to facilitate (IV.2 huruf a).

    Raises:
        Refused: for others than the provider's own staff.
        Unusable: for days the wrong way round, a first or last day that is no working day, a closed day between
            (by its reason), days under another regulation than the request's, other days than before without a
            reason, or when somebody answered meanwhile.
    """
    held = _answering(actor, request, revision)
    if last_day < first_day:
        raise Unusable({"last_day": _("Hari terakhir mendahului hari pertama; tukar keduanya.")})
    again = held.state == Request.State.CONFIRMED
    if again and not clean(reason):
        raise Unusable({"reason": _("Tanggal ini sudah dikonfirmasi; tulis alasan memindahkannya.")})
    _require_open_days(held.provider, first_day, last_day)
    edition = asked.edition(first_day, held.purpose)
    if edition.outcome != held.edition:
        sentence = _(
            "Permintaan ini disusun menurut %(edition)s, yang tidak mengatur kegiatan mulai %(day)s (%(article)s). "
            "Pilih hari lain, atau tolak dan minta instansi menyusun permintaan baru."
        )
        given = {"edition": held.get_edition_display(), "day": date_format(first_day), "article": edition.citations[0]}
        raise Unusable({"first_day": sentence % given})
    held.confirmed_from, held.confirmed_until = first_day, last_day
    _answer(actor, held, Request.State.CONFIRMED, reason)
    audit.keep(actor, edition, asked.edition_facts(first_day, held.purpose), held, on=first_day)
    if held.without_facilities:
        audit.keep(actor, asked.execution(held), asked.execution_facts(held), held, on=first_day)
    return held


@transaction.atomic
def put_on_waiting_list(*, actor: Any, request: Request, revision: int, reason: str) -> Request:
    """Let a request wait, with the reason; its place follows the moment at which it was sent.

    Raises:
        Refused: for others than the provider's own staff.
        Unusable: without a reason, or when somebody answered meanwhile.
    """
    return _put_off(actor, request, revision, Request.State.WAITING, reason)


@transaction.atomic
def refuse_request(*, actor: Any, request: Request, revision: int, reason: str) -> Request:
    """Refuse a request, with the reason.

    Raises:
        Refused: for others than the provider's own staff.
        Unusable: without a reason, or when somebody answered meanwhile.
    """
    return _put_off(actor, request, revision, Request.State.REFUSED, reason)


@transaction.atomic
def close_day(*, actor: Any, provider: Provider, day: date, reason: str) -> ClosedDay:
    """Take no assessments on a day; closing a closed day changes its reason.

    Raises:
        Refused: for others than the provider's own staff.
        Unusable: without a reason, or for a day on which a confirmed request or an event lies.
    """
    require(policies.is_staff(actor, provider), words.MAY_NOT_SEE_CALENDAR)
    if not clean(reason):
        raise Unusable({"reason": _("Tulis alasan hari itu tutup.")})
    if taken := selectors.taken_by(provider, day):
        sentence = _("Pada %(day)s sudah ada %(what)s; pindahkan dahulu.")
        raise Unusable({"day": sentence % {"day": date_format(day), "what": ", ".join(taken)}})
    made, _new = ClosedDay.objects.update_or_create(
        provider=provider, day=day, defaults={"reason": clean(reason)[:150]}
    )
    audit.record(actor, "assessment.day.closed", provider, agency_id=provider.agency_id, day=day, reason=clean(reason))
    return made


@transaction.atomic
def open_day(*, actor: Any, closed: ClosedDay) -> None:
    """Take assessments on that day again.

    Raises:
        Refused: for others than the provider's own staff.
    """
    require(policies.is_staff(actor, closed.provider_id), words.MAY_NOT_SEE_CALENDAR)
    audit.record(actor, "assessment.day.opened", closed.provider, agency_id=closed.provider.agency_id, day=closed.day)
    closed.delete()


def _answering(actor: Any, request: Request, revision: int) -> Request:
    require(policies.is_staff(actor, request.provider_id), words.MAY_NOT_ANSWER)
    held = locked(request, revision)
    if held.state not in ANSWERABLE:
        raise Unusable(_("Permintaan ini tidak menunggu jawaban: %(state)s.") % {"state": held.get_state_display()})
    if held.events.exclude(state="batal").exists():
        raise Unusable(_("Kegiatan untuk permintaan ini sudah dibuat; tanggalnya diubah pada kegiatan itu."))
    return held


def _put_off(actor: Any, request: Request, revision: int, state: str, reason: str) -> Request:
    held = _answering(actor, request, revision)
    if not clean(reason):
        raise Unusable({"reason": _("Tulis alasannya; instansi yang meminta membacanya.")})
    held.confirmed_from = held.confirmed_until = None
    _answer(actor, held, state, reason)
    return held


def _answer(actor: Any, held: Request, state: str, reason: str) -> None:
    held.state, held.answer_reason = state, clean(reason)[:300]
    held.answered_at, held.answered_by = timezone.now(), actor
    held.save()
    audit.record(
        actor,
        "assessment.request.answered",
        held,
        agency_id=held.agency_id,
        state=state,
        reason=clean(reason),
        first_day=held.confirmed_from,
        last_day=held.confirmed_until,
    )
    write_to_agency(actor, held, "assessment/mail/request_answered")


def write_to_agency(actor: Any, held: Request, template: str) -> None:
    """A mail to the agency's personnel officials and to its own address."""
    people = asked.addresses(Role.AGENCY_HR, timezone.localdate(), agency=held.agency_id)
    to = {each.email: each.language for each in people}
    if held.agency.email:
        to.setdefault(held.agency.email, "id")
    place = asked.queue_place(held)
    for email, language in to.items():
        mail.send(template=template, to=email, context={"row": held, "place": place}, language=language, actor=actor)


def _require_open_days(provider: Provider, first: date, last: date) -> None:
    """The assessment begins and ends on a working day of the provider's agency, and never lies on a closed day."""
    off = selectors.days_off(provider, first, last)
    for name, day in (("first_day", first), ("last_day", last)):
        if selectors.is_off(day, off):
            sentence = _("%(day)s bukan hari kerja di kalender penyelenggara; pilih hari lain.")
            raise Unusable({name: sentence % {"day": date_format(day, "l, j F Y")}})
    closed = provider.closed_days.filter(day__range=(first, last)).first()
    if closed is not None:
        sentence = _("Penyelenggara tutup pada %(day)s (%(reason)s); pilih hari lain.")
        name = "first_day" if closed.day < last or first == last else "last_day"
        raise Unusable({name: sentence % {"day": date_format(closed.day), "reason": closed.reason}})

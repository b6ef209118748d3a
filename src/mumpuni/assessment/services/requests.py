"""An agency asks a provider for an assessment: draft, targets, people, sending, withdrawing (permintaan)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Provider, Request
from mumpuni.assessment.selectors import nominations, targets
from mumpuni.assessment.selectors import requests as selectors
from mumpuni.audit import services as audit
from mumpuni.exchange.cells import clean
from mumpuni.exchange.services import mail
from mumpuni.people.models import Agency, Role
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.regulations import Decision
from mumpuni.regulations.bkn_11_2008.bodies import BY_BKN


@transaction.atomic
def draft_request(
    *,
    actor: Any,
    agency: Agency,
    provider: Provider,
    purpose: str,
    wished_from: date,
    wished_until: date,
    aim: str = "",
    job_fit: bool = False,
    is_trial: bool = False,
    without_facilities: bool = False,
    letter_number: str = "",
    note: str = "",
) -> Request:
    """Begin a request; its purpose never changes, and the first wished day says which regulation governs.

    Raises:
        Refused: for others than the agency's own personnel officials.
        RuleBroken: where no regulation governs the day and purpose, or it cannot be told which.
        Unusable: for days the wrong way round, or help from BKN that is asked elsewhere.
    """
    require(policies.may_ask(actor, agency.pk), words.MAY_NOT_ASK)
    made = Request(
        agency=agency,
        provider=provider,
        purpose=purpose,
        aim=clean(aim),
        wished_from=wished_from,
        wished_until=wished_until,
        job_fit=job_fit,
        is_trial=is_trial,
        without_facilities=without_facilities,
        letter_number=clean(letter_number),
        note=note.strip(),
        created_by=actor,
    )
    decision = _settle_edition(made)
    made.save()
    kept = audit.keep(actor, decision, selectors.edition_facts(wished_from, purpose), made, on=wished_from)
    audit.record(actor, "assessment.request.drafted", made, decision=kept, agency_id=agency.pk, purpose=purpose)
    return made


@transaction.atomic
def change_request(
    *,
    actor: Any,
    request: Request,
    revision: int,
    provider: Provider,
    wished_from: date,
    wished_until: date,
    aim: str = "",
    job_fit: bool = False,
    is_trial: bool = False,
    without_facilities: bool = False,
    letter_number: str = "",
    note: str = "",
) -> Request:
    """Change a draft, all but its purpose.

    Raises:
        Refused: for others than the agency's own personnel officials.
        RuleBroken: as for `draft_request`.
        Unusable: once sent, when somebody else saved meanwhile, or when the new days move the draft to another
            regulation while targets or people are in it.
    """
    held = opened(actor, request, revision)
    before = held.edition
    held.provider, held.wished_from, held.wished_until = provider, wished_from, wished_until
    held.job_fit, held.is_trial, held.without_facilities = job_fit, is_trial, without_facilities
    held.aim, held.letter_number, held.note = clean(aim), clean(letter_number), note.strip()
    decision = _settle_edition(held)
    if held.edition != before and held.targets.exists():
        sentence = _(
            "Mulai %(day)s berlaku %(edition)s, padahal target permintaan ini disusun menurut peraturan lain. "
            "Pilih hari lain, atau hapus dahulu calon dan targetnya."
        )
        raise Unusable(
            {"wished_from": sentence % {"day": date_format(wished_from), "edition": held.get_edition_display()}}
        )
    held.save()
    kept = audit.keep(actor, decision, selectors.edition_facts(wished_from, held.purpose), held, on=wished_from)
    audit.record(actor, "assessment.request.changed", held, decision=kept, agency_id=held.agency_id)
    return held


@transaction.atomic
def send_request(*, actor: Any, request: Request, revision: int) -> Request:
    """Send the draft to the provider; from then on only people can be withdrawn.

    Under 11/2008 this hands the designated names over to the body that assesses (III.1.d).

    Raises:
        Refused: for others than the agency's own personnel officials.
        RuleBroken: where no regulation governs any more, or the nomination is not complete (11/2008).
        Unusable: without targets or people, when a target lost its standard (by name), when somebody else saved
            meanwhile, or when it was sent already.
    """
    held = opened(actor, request, revision)
    edition = _settle_edition(held)
    previews = targets.previews(held)
    _require_complete(held, previews)
    kept: list[tuple[Decision, dict[str, Any], Any]] = [
        (edition, selectors.edition_facts(held.wished_from, held.purpose), held)
    ]
    for each in previews:
        kept.append((each.method, each.method_facts, each.target))
        if each.fits is not None:
            kept.append((each.fits, each.standard_facts, each.target))
    if held.edition == "bkn-11-2008":
        stage = nominations.hand_over(held)
        if stage.outcome == "refused":
            raise RuleBroken(stage)
        kept.append((stage, nominations.hand_over_facts(held), held))
    audit.keep_many(actor, kept, on=held.wished_from)
    held.state, held.sent_at = Request.State.SENT, timezone.now()
    held.save()
    audit.record(actor, "assessment.request.sent", held, agency_id=held.agency_id, provider=held.provider_id)
    write_to_provider(actor, held, "assessment/mail/request_sent")
    return held


@transaction.atomic
def withdraw_request(*, actor: Any, request: Request, reason: str) -> Request:
    """Take the whole request back, with a reason.

    Raises:
        Refused: for others than the agency's own personnel officials.
        Unusable: without a reason, when it is over already, or while an event rests on it.
    """
    held = asking(actor, request)
    if held.state in (Request.State.WITHDRAWN, Request.State.REFUSED):
        raise Unusable(_("Permintaan ini sudah berakhir."))
    if not clean(reason):
        raise Unusable({"reason": _("Tulis alasan penarikan.")})
    if held.events.exclude(state="batal").exists():
        raise Unusable(
            _("Penyelenggara sudah membuat kegiatan untuk permintaan ini; minta penyelenggara membatalkannya dahulu.")
        )
    was_open = held.is_open
    held.state, held.answer_reason = Request.State.WITHDRAWN, clean(reason)[:300]
    held.save()
    audit.record(actor, "assessment.request.withdrawn", held, agency_id=held.agency_id, reason=clean(reason))
    if not was_open:
        write_to_provider(actor, held, "assessment/mail/request_withdrawn")
    return held


def locked(request: Request, revision: int | None = None) -> Request:
    """The request locked until commit, its revision counted up.

    `revision` is what the actor's page was made from; another one means that somebody else saved meanwhile.

    Raises:
        Unusable: when it does not fit.
    """
    found = Request.objects.select_for_update(of=("self",)).select_related("agency", "provider__agency")
    held = found.get(pk=request.pk)
    if revision is not None and held.revision != revision:
        raise Unusable(words.REQUEST_CHANGED, code="changed-meanwhile")
    held.revision += 1
    held.save(update_fields=["revision"])
    return held


def opened(actor: Any, request: Request, revision: int | None = None) -> Request:
    """A draft of the own agency, locked.

    Raises:
        Refused: for others.
        Unusable: once sent, or when somebody else saved meanwhile.
    """
    held = asking(actor, request, revision)
    if not held.is_open:
        raise Unusable(words.REQUEST_SENT, code="sent")
    return held


def asking(actor: Any, request: Request, revision: int | None = None) -> Request:
    """A request of the own agency in whatever state, locked.

    Raises:
        Refused: for others.
        Unusable: when somebody else saved meanwhile.
    """
    require(policies.may_ask(actor, request.agency_id), words.MAY_NOT_ASK)
    return locked(request, revision)


def _settle_edition(of: Request) -> Decision:
    """Let the first wished day decide the regulation, and what only one of them knows."""
    if of.wished_until < of.wished_from:
        raise Unusable({"wished_until": _("Hari terakhir mendahului hari pertama; tukar keduanya.")})
    decision = selectors.edition(of.wished_from, of.purpose)
    if decision.outcome == "undecided":
        raise RuleBroken(decision)
    of.edition = decision.outcome
    if of.without_facilities and of.edition != "bkn-11-2008":
        sentence = _("Bantuan BKN bagi instansi tanpa fasilitas hanya dikenal %(article)s; kosongkan isian ini.")
        raise Unusable({"without_facilities": sentence % {"article": BY_BKN}})
    if of.without_facilities and not (of.provider.agency and of.provider.agency.is_bkn):
        sentence = _("Instansi tanpa fasilitas difasilitasi BKN (%(article)s); pilih penyelenggara milik BKN.")
        raise Unusable({"provider": sentence % {"article": BY_BKN}})
    return decision


def _require_complete(held: Request, previews: list[targets.Preview]) -> None:
    if not previews:
        raise Unusable(_("Permintaan ini belum mempunyai target jabatan; tambahkan dahulu."))
    if problems := [sentence for each in previews for sentence in targets.problems_of(held, each)]:
        raise Unusable(problems)
    asked = set(held.candidates.filter(withdrawn_at=None).values_list("target", flat=True))
    if not asked:
        raise Unusable(_("Permintaan ini belum mempunyai calon; tambahkan dahulu."))
    if lone := [each.target.title for each in previews if each.target.pk not in asked]:
        sentence = _("Belum ada calon untuk %(titles)s; tambahkan calonnya, atau hapus target itu.")
        raise Unusable(sentence % {"titles": ", ".join(lone)})


def write_to_provider(actor: Any, held: Request, template: str, **context: Any) -> None:
    """A mail to each of the provider's staff."""
    for account in selectors.addresses(Role.ASSESSMENT_STAFF, timezone.localdate(), provider=held.provider_id):
        mail.send(
            template=template,
            to=account.email,
            context={"row": held, **context},
            language=account.language,
            actor=actor,
        )

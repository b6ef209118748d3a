"""The name with degrees as it will be printed: asked, answered, settled (konfirmasi nama)."""

import unicodedata
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.certification import links, policies
from mumpuni.certification.models import NameConfirmation
from mumpuni.exchange.cells import clean
from mumpuni.exchange.services import mail
from mumpuni.people.policies import Unusable, require
from mumpuni.training.models import Batch, Nomination

State, Via = NameConfirmation.State, NameConfirmation.Via


@transaction.atomic
def answer_name(*, actor: Any, nomination: Nomination, name: str, via: str = Via.PAGE) -> NameConfirmation:
    """The participant confirms the name in the register, or proposes another way of writing it.

    With `via` LINK the signed address stands for the participant and `actor` may be None.

    Raises:
        Refused: for anybody else.
        Unusable: an empty, overlong or unprintable name, or one already printed on a certificate in force.
    """
    require(via == Via.LINK or policies.is_own(actor, nomination), _("Nama hanya dikonfirmasi oleh peserta sendiri."))
    given = clean(name)
    longest = NameConfirmation._meta.get_field("printed_name").max_length or 0
    if not given or len(given) > longest:
        raise Unusable(
            {"name": _("Tulis nama lengkap dengan gelar, paling panjang %(most)d tanda.") % {"most": longest}}
        )
    if foreign := next((sign for sign in given if not _is_printable(sign)), ""):
        raise Unusable(
            {"name": _("Tanda “%(sign)s” tidak dapat dicetak; tulis nama dengan huruf Latin.") % {"sign": foreign}}
        )
    held = Nomination.objects.select_for_update(of=("self",)).select_related("person").get(pk=nomination.pk)
    if nomination.certificates.filter(status="valid").exists():
        raise Unusable(
            {"name": _("Sertifikat sudah terbit dengan nama ini; minta koreksi kepada penyelenggara bila keliru.")}
        )
    same = given == held.person.full_name
    answer, _made = NameConfirmation.objects.update_or_create(
        nomination=held,
        defaults={
            "state": State.CONFIRMED if same else State.PROPOSED,
            "printed_name": given,
            "via": via,
            "answered_at": timezone.now(),
            "decided_by": None,
            "decided_at": None,
            "remark": "",
        },
    )
    event = "certification.name.confirmed" if same else "certification.name.proposed"
    audit.record(actor, event, answer, agency_id=held.agency_id, via=via, name=given)
    return answer


@transaction.atomic
def settle_name(*, actor: Any, answer: NameConfirmation, accept: bool, remark: str = "") -> NameConfirmation:
    """Accept or refuse a proposed name; a refusal needs a remark that the participant can read.

    Raises:
        Refused: for others than the agency's HR or the organiser, and for the participant.
        Unusable: when it was settled before, or refused without a remark.
    """
    held = NameConfirmation.objects.select_for_update().select_related("nomination").get(pk=answer.pk)
    require(
        policies.may_settle_name(actor, held.nomination),
        _("Usul nama diputuskan oleh pengelola kepegawaian instansi atau penyelenggara."),
    )
    if held.state != State.PROPOSED:
        raise Unusable(_("Usul nama ini sudah diputuskan."))
    if not accept and not clean(remark):
        raise Unusable({"remark": _("Tulis alasan penolakan; peserta akan membacanya.")})
    held.state = State.CONFIRMED if accept else State.REFUSED
    held.decided_by, held.decided_at, held.remark = actor, timezone.now(), clean(remark)
    held.save()
    event = "certification.name.accepted" if accept else "certification.name.refused"
    audit.record(actor, event, held, agency_id=held.nomination.agency_id, name=held.printed_name, remark=held.remark)
    return held


@transaction.atomic
def unanswered(batch: Batch) -> QuerySet[Nomination]:
    """Participants of a batch who can be written to and have neither confirmed nor proposed a name."""
    return (
        Nomination.objects.filter(batch=batch)
        .exclude(state=Nomination.State.WITHDRAWN)
        .exclude(name_confirmation__state__in=[State.CONFIRMED, State.PROPOSED])
        .exclude(person__email="")
        .select_related("person", "batch__season")
    )


def ask_names(*, actor: Any, batch: Batch) -> int:
    """Mail a signed link to every participant of a batch who has not confirmed yet; how many were written to.

    Raises:
        Refused: for others than the organiser of the season.
    """
    require(policies.may_issue(actor, batch.season), _("Surel konfirmasi nama dikirim oleh penyelenggara."))
    waiting = list(unanswered(batch))
    for nomination in waiting:
        mail.send(
            template="certification/mail/name",
            to=nomination.person.email,
            context={
                "nomination": nomination,
                "link": links.address("certification:name_by_link", links.NAME, nomination.pk),
                "days": links.LASTS[links.NAME].days,
            },
            language="id",
            actor=actor,
            subject_person_id=nomination.person_id,
            secret=True,
        )
    audit.record(actor, "certification.names.asked", batch, sent=len(waiting))
    return len(waiting)


def _is_printable(sign: str) -> bool:
    return sign.isascii() or sign in "‘’“”–" or unicodedata.name(sign, "").startswith("LATIN ")

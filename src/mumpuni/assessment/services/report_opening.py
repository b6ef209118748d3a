"""Opening a report: for a purpose, in a capacity, in sight of the assessee (riwayat pembukaan)."""

import hashlib
from datetime import timedelta
from typing import Any

from django.core import signing
from django.db import transaction
from django.http import Http404
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import Delivery, Opening, Report, ReportDocument
from mumpuni.assessment.policies import report_files as rights
from mumpuni.assessment.selectors import report_files as selectors
from mumpuni.assessment.selectors import report_papers as papers
from mumpuni.audit import services as audit
from mumpuni.documents import selectors as documents
from mumpuni.people.policies import Refused, RuleBroken, Unusable, require

#: For how long one opening lasts; whoever reads on states the purpose anew.
MINUTES = 15
_SALT = "assessment.report.opening"


@transaction.atomic
def open_report(*, actor: Any, report: Report, kind: str, purpose: str) -> Opening:
    """Note who opens which edition, in which capacity and why; the recipient's first opening receives the copy.

    Raises:
        Unusable: without a purpose, an edition that there is not or that this capacity does not open.
        RuleBroken: the rule closes the report to the actor (`bkn-26-2019/report-access`, `bkn-11-2008/access`).
    """
    held = papers.whole(Report.objects.filter(pk=report.pk)).get()
    found = rights.reading(actor, held)
    if not found.judged.stands:
        raise RuleBroken(found.judged.decision)
    if kind not in {each.kind for each in selectors.kinds_open(held, found)}:
        raise Unusable({"kind": _("Edisi ini tidak ada atau tidak terbuka bagi Anda.")})
    if not purpose.strip():
        raise Unusable({"purpose": _("Sebut untuk keperluan apa laporan ini dibuka; Assessee dapat melihatnya.")})
    made = Opening.objects.create(
        report=held, kind=kind, account=actor, name=actor.get_full_name()[:200], capacity=found.capacity[:100],
        purpose=purpose.strip()[:200],
    )  # fmt: skip
    if found.delivery is not None:
        _receive(actor, found.delivery)
    audit.record(
        actor, "assessment.report.opened", held, agency_id=held.result.assessee.event.request.agency_id,
        edition=kind, capacity=made.capacity, purpose=made.purpose,
    )  # fmt: skip
    return made


def _receive(actor: Any, copy: Delivery) -> None:
    held = Delivery.objects.select_for_update().get(pk=copy.pk)
    if held.received_on is None:
        held.received_on, held.received_by = timezone.localdate(), actor.get_full_name()[:200]
        held.proof = _("Dibuka pertama kali di aplikasi")
        held.save(update_fields=["received_on", "received_by", "proof"])
        audit.record(actor, "assessment.report.received", held.report, agency_id=held.agency_id, copy=held.copy_number)


def is_over(opening: Opening) -> bool:
    """Whether the purpose given then no longer covers a reading now."""
    return timezone.now() - opening.at > timedelta(minutes=MINUTES)


def token_for(opening: Opening, session_key: str) -> str:
    """The word of the address under which this session reads this opening."""
    return signing.dumps({"opening": opening.pk, "session": _digest(session_key)}, salt=_SALT)


def bytes_for(*, actor: Any, opening: Opening, token: str, session_key: str) -> tuple[ReportDocument, bytes]:
    """The bytes as signed, for the very session that opened, while the rule still lets it.

    Raises:
        Http404: another account, another session, or a word that was not made here.
        Refused: too late, or closed meanwhile.
    """
    try:
        said = signing.loads(token, salt=_SALT)
    except signing.BadSignature:
        raise Http404 from None
    if opening.account_id != actor.pk or said != {"opening": opening.pk, "session": _digest(session_key)}:
        raise Http404
    if is_over(opening):
        raise Refused(words.OPENING_IS_OVER)
    report = papers.whole(Report.objects.filter(pk=opening.report_id)).get()
    found = rights.reading(actor, report)
    editions = {each.kind: each for each in selectors.kinds_open(report, found)}
    if opening.kind not in editions:
        raise Refused(selectors.refusal(found.judged.decision))
    edition = editions[opening.kind]
    return edition, documents.bytes_of(edition.document)


def file_for(*, actor: Any, opening: Opening, token: str, session_key: str) -> tuple[ReportDocument, bytes]:
    """The bytes as signed, to keep; for the holder of a numbered copy and the assessee, others read on the screen.

    Raises:
        Http404, Refused: as for `bytes_for`; Refused also for who reads without a copy (Pasal 29 ayat (3)).
    """
    edition, given = bytes_for(actor=actor, opening=opening, token=token, session_key=session_key)
    report = papers.whole(Report.objects.filter(pk=opening.report_id)).get()
    require(rights.may_keep(actor, report, edition.kind), words.MAY_NOT_KEEP)
    return edition, given


def _digest(session_key: str) -> str:
    return hashlib.sha256(session_key.encode()).hexdigest()

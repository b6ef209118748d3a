"""Calling assessees: letters judged, numbered without gaps, printed, signed and sent on their way by a job."""

from collections import Counter
from collections.abc import Collection
from datetime import date
from typing import Any

from django.conf import settings
from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from procrastinate.contrib.django import app as jobs
from procrastinate.types import JSONValue

from mumpuni.assessment import words
from mumpuni.assessment.models import Assessee, Edition, Event, Notice
from mumpuni.assessment.policies import notices as rights
from mumpuni.assessment.selectors import letters
from mumpuni.assessment.selectors.letters import Draft, Terms
from mumpuni.assessment.services.common import planned
from mumpuni.assessment.services.letters import keep_letter
from mumpuni.assessment.services.telling import tell
from mumpuni.audit import services as audit
from mumpuni.documents import rendering
from mumpuni.documents.codes import new_code
from mumpuni.exchange.models import Progress
from mumpuni.exchange.services import mail, progress
from mumpuni.people.models import Account, Agency, OfficeHolder, Role, RoleGrant
from mumpuni.people.policies import Unusable, require
from mumpuni.people.selectors.offices import holders_on

#: Letters per transaction: others wait for the number no longer than these take.
PORTION = 5


@transaction.atomic
def issue_notices(
    *, actor: Any, event: Event, terms: Terms, assessees: Collection[int], revision: int | None = None
) -> Progress:
    """Let a job issue letters to these assessees; the row says how far it has come.

    Raises:
        Refused: for others than chair and admin.
        Unusable: nobody chosen, an unfit date or signer, a letter that lacks a field (each is named), or one that is
            still right and needs no replacement.
    """
    held = planned(actor, event, revision, frozen=True)
    _require_fit(held, terms)
    chosen = set(assessees)
    found = letters.drafts(held, terms, chosen)
    if not chosen:
        raise Unusable(_("Pilih paling sedikit satu Assessee."), code="nobody")
    if len(found) != len(chosen):
        raise Unusable(_("Sebagian pilihan tidak lagi mengikuti kegiatan ini; muat ulang halaman ini."), code="gone")
    if refused := [sentence for draft in found for sentence in _refusals(draft)]:
        raise Unusable(refused)
    title = _("Menerbitkan surat pemberitahuan: %(event)s") % {"event": held}
    made = progress.start(actor=actor, name="assessment.notices", title=title, total=len(found), subject=held)
    jobs.configure_task("assessment.issue_notices").defer(
        event_id=held.pk,
        assessees=list[JSONValue](sorted(chosen)),
        terms=_plain(terms),
        actor_id=actor.pk,
        progress_id=str(made.pk),
    )
    audit.record(actor, "assessment.notices.ordered", held, letters=len(found), issued_on=terms.issued_on)
    return made


def preview(*, actor: Any, event: Event, terms: Terms, assessee: int) -> bytes:
    """The letter to one assessee as it would be printed, without number or signature; dots where a field is missing.

    Raises:
        Refused: for others than chair and admin.
        Unusable: somebody who does not take part, or no signer.
    """
    require(rights.may_issue(actor, event), words.MAY_NOT_PLAN)
    if terms.signer is None:
        raise Unusable({"signer": _("Pilih pejabat penanda tangan.")})
    found = letters.drafts(event, terms, [assessee])
    if not found:
        raise Unusable(_("Orang ini tidak mengikuti kegiatan ini."))
    data = found[0].data
    dots = "....."
    filled = {
        "place": data["place"] or dots,
        "nature": data["nature"] or dots,
        "lines": [{**line, "text": line["text"] or dots} for line in data["lines"]],
        "signatory": {**data["signatory"], "nip": data["signatory"]["nip"] or "0" * 18},
        "signature_note": "Rancangan, belum ditandatangani",
    }
    whole = _numbered({**data, **filled}, letters.NUMBER_TO_COME, new_code())
    return rendering.render(letters.LAYOUTS[Edition(event.edition)], whole, on=terms.issued_on)


def run_issue(
    *, event_id: int, assessees: Collection[int], terms: dict[str, Any], actor_id: int, progress_id: str
) -> None:
    """Issue the letters in portions; what the job calls. Running again goes on where the last commit stands.

    Whoever can no longer be called is left out, and the row names everyone left out with the reason; nothing is issued
    for an actor who has left the team since.
    """
    actor, known = Account.objects.get(pk=actor_id), _terms(terms)
    since = Progress.objects.get(pk=progress_id).started_at
    order, left_out = list(assessees), []
    try:
        for start in range(0, len(order), PORTION):
            left_out += _issue_portion(event_id, order[start : start + PORTION], known, actor, since)
            progress.advance(progress_id, min(start + PORTION, len(order)))
        issued = _tell_agencies(event_id, order, since, actor)
    except Exception:
        progress.fail(progress_id, _("Kesalahan dalam sistem; surat yang sudah terbit tetap. Terbitkan sisanya lagi."))
        raise
    said = [ngettext("%(count)d surat terbit.", "%(count)d surat terbit.", issued) % {"count": issued}, *left_out]
    url = reverse("assessment:notices", args=[event_id])
    progress.finish(progress_id, result_url=url, message=" ".join(said))


@transaction.atomic
def _issue_portion(event_id: int, chosen: list[int], terms: Terms, actor: Any, since: Any) -> list[str]:
    """Issue these letters; sentences about whom it could not issue one to."""
    list(Assessee.objects.select_for_update().filter(pk__in=chosen).order_by("pk"))
    joined = Event.objects.select_related("provider__agency", "provider__office", "request__agency", "place")
    event = joined.get(pk=event_id)
    if event.has_begun:
        return [str(words.HAS_BEGUN)]
    if not rights.may_issue(actor, event):
        return [str(words.MAY_NOT_PLAN)]
    left_out: list[str] = []
    for draft in letters.drafts(event, terms, chosen):
        if draft.called.notice and draft.called.notice.issued_at >= since:
            continue
        problems = _refusals(draft)
        if not problems:
            try:
                with transaction.atomic():
                    _issue(event, draft, terms, actor)
            except ValidationError as refused:
                problems = refused.messages
        left_out += problems
    return left_out


def _issue(event: Event, draft: Draft, terms: Terms, actor: Any) -> Notice:
    """One letter: number, print, sign, keep, and replace the one in force."""
    assert terms.signer is not None
    who = draft.called.assessee
    document = keep_letter(
        actor=actor,
        series=series_of(event),
        kind=f"assessment.notice.{event.edition}",
        layout=letters.LAYOUTS[Edition(event.edition)],
        on=terms.issued_on,
        holder=terms.signer,
        title=_("Surat pemberitahuan – %(name)s") % {"name": who.person.full_name},
        reason=_("Surat pemberitahuan"),
        data=lambda number, code: _numbered(draft.data, number, code),
    )
    old = draft.called.notice
    if old:
        # One letter is in force at a time, so the old one steps back before the new one has a number to point at.
        old.replaced_by = old
        old.save(update_fields=["replaced_by"])
    made = Notice.objects.create(
        assessee=who,
        edition=event.edition,
        document=document,
        number=document.number,
        issued_on=terms.issued_on,
        assessed_on=draft.called.arrival.first or event.first_day,
        signed_by=terms.signer,
        timetable_number=draft.called.arrival.timetable,
        issued_by=actor,
        **_carried_over(old, draft),
    )
    if old:
        old.replaced_by = made
        old.save(update_fields=["replaced_by"])
    _record(actor, made, draft, terms, old)
    if not event.is_2008:
        write_to_assessee(made, actor=actor)
    return made


def _carried_over(old: Notice | None, draft: Draft) -> dict[str, Any]:
    """A letter for the same day stands on the verdict and the reason of the one it replaces."""
    if old is None or old.assessed_on != draft.called.arrival.first:
        return {}
    return {"decision_id": old.decision_id, "late_reason": old.late_reason}


def _record(actor: Any, made: Notice, draft: Draft, terms: Terms, old: Notice | None) -> None:
    decision = None
    if draft.decision is not None:
        facts = letters.letter_facts(made.assessee.event, terms, draft.called, made.number)
        decision = audit.keep(actor, draft.decision, facts, made, on=made.issued_on)
    audit.record(
        actor,
        "assessment.notice.issued",
        made,
        decision=decision,
        agency_id=rights.home_of(made.assessee),
        replaces=old.number if old else "",
    )


def write_to_assessee(notice: Notice, *, actor: Any) -> None:
    """Mail the assessee where the letter lies; no mail goes where no address is known."""
    event = notice.assessee.event
    tell(notice.assessee.person, "notice", reverse("assessment:own_notice", args=[notice.pk]), actor=actor, event=event)


def _tell_agencies(event_id: int, chosen: list[int], since: Any, actor: Any) -> int:
    """Write to the personnel officials of each agency once; how many letters there are."""
    made = Notice.objects.filter(assessee__in=chosen, issued_at__gte=since, assessee__event=event_id)
    homes = made.annotate(home=rights.home_agency("assessee__")).values_list("home", flat=True)
    event = Event.objects.get(pk=event_id)
    counted = Counter(homes)
    for agency in Agency.objects.filter(pk__in=counted):
        for address, language in _officials(agency):
            mail.send(
                template="assessment/mail/notices_for_agency",
                to=address,
                context={
                    "agency": agency,
                    "event": event,
                    "count": counted[agency.pk],
                    "must_pass_on": event.is_2008,
                    "link": settings.MUMPUNI_BASE_URL + reverse("assessment:notice_inbox"),
                },
                language=language,
                actor=actor,
            )
    return counted.total()


def _officials(agency: Agency) -> list[tuple[str, str]]:
    """Addresses and languages of the agency's HR; its common address where nobody has an account."""
    held = RoleGrant.objects.in_force(timezone.localdate()).filter(role=Role.AGENCY_HR, agency=agency)
    accounts = Account.objects.filter(pk__in=held.values("account"), is_active=True)
    return list(accounts.values_list("email", "language")) or ([(agency.email, "id")] if agency.email else [])


def series_of(event: Event) -> str:
    """The run of numbers of the provider's calling letters."""
    return f"panggilan-{event.provider_id}"


def _require_fit(event: Event, terms: Terms) -> None:
    today = timezone.localdate()
    if terms.issued_on > today:
        raise Unusable({"issued_on": _("Tanggal surat belum tiba; paling lambat hari ini.")})
    if event.provider.office is None:
        raise Unusable({"signer": _("Jabatan penanda tangan belum diatur pada data penyelenggara.")})
    allowed = {holder.pk for holder in holders_on(event.provider.office, terms.issued_on)}
    if terms.signer is None or terms.signer.pk not in allowed:
        raise Unusable({"signer": _("Pilih pejabat yang berwenang menandatangani pada tanggal surat.")})


def _refusals(draft: Draft) -> list[str]:
    name = draft.called.assessee.person.full_name
    if draft.problems:
        return [f"{name}: {problem}" for problem in draft.problems]
    if not draft.called.is_due:
        return [_("%(name)s: suratnya masih sesuai jadwal dan tidak perlu diganti.") % {"name": name}]
    return []


def _numbered(data: dict[str, Any], number: str, code: str) -> dict[str, Any]:
    base = str(settings.MUMPUNI_BASE_URL)
    address = {"verify_url": f"{base}/v/{code}/", "verify_at": f"{letters.portal()}/verifikasi"}
    return {**data, **address, "number": number, "code": code}


def _plain(terms: Terms) -> dict[str, Any]:
    return {
        "issued_on": terms.issued_on.isoformat(),
        "nature": terms.nature,
        "signer": terms.signer.pk if terms.signer else None,
        "attachments": terms.attachments,
        "bring": list(terms.bring),
        "contact": terms.contact,
    }


def _terms(plain: dict[str, Any]) -> Terms:
    signer = OfficeHolder.objects.select_related("office", "person").get(pk=plain["signer"])
    day, bring = date.fromisoformat(plain["issued_on"]), tuple(plain["bring"])
    return Terms(day, plain["nature"], signer, plain["attachments"], bring, plain["contact"])

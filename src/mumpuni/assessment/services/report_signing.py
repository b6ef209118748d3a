"""Signing reports: every edition made once, numbered without gaps, kept as bytes (Pasal 29 ayat (1))."""

from collections.abc import Collection
from datetime import date
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _
from django.utils.translation import ngettext
from procrastinate.contrib.django import app as jobs
from procrastinate.types import JSONValue

from mumpuni.assessment import words
from mumpuni.assessment.models import Event, Report, ReportDocument, Result
from mumpuni.assessment.policies import report_files as rights
from mumpuni.assessment.policies.report_files import Kind, Signer
from mumpuni.assessment.selectors import report_files as selectors
from mumpuni.assessment.selectors import report_papers as papers
from mumpuni.audit import services as audit
from mumpuni.documents import rendering, signing
from mumpuni.documents import services as documents
from mumpuni.documents.codes import new_code
from mumpuni.documents.models import Document
from mumpuni.documents.services import numbering
from mumpuni.exchange.models import Progress
from mumpuni.exchange.services import progress
from mumpuni.people.models import Account
from mumpuni.people.policies import Refused, RuleBroken, Unusable

#: What an edition adds to the number of its report.
SUFFIX = {Kind.ASSESSOR: "/PENILAI", Kind.SUMMARY: "/RINGKASAN"}


@transaction.atomic
def sign_report(*, actor: Any, report: Report) -> Report:
    """Sign an accepted report: all its editions, and the certificate where Pasal 26 ayat (6) opens it.

    A report on a result that was decided anew takes the place of the earlier one, which stays readable and names it.

    Raises:
        Refused: for others than the provider's leader and the person responsible in the team (Pasal 29 ayat (1)).
        Unusable: signed already, not accepted yet, overtaken by a newer result, a trial run, or a provider without
            letterhead.
        RuleBroken: a section that the article demands is missing.
    """
    list(Report.objects.select_for_update().filter(pk=report.pk))
    held = papers.whole(Report.objects.filter(pk=report.pk)).get()
    event, result = held.result.assessee.event, held.result
    day = timezone.localdate()
    signer = _signer(actor, event, day, held)
    if held.state == Report.State.SIGNED:
        raise Unusable(words.SIGNED_ALREADY, code="signed")
    if held.state != Report.State.ACCEPTED:
        raise Unusable(_("Laporan ini belum diterima penelaah, sehingga belum ditandatangani."), code="not-accepted")
    if result.replaced_by_id is not None:
        raise Unusable(_("Hasilnya sudah diputus ulang; tanda tangani laporan atas hasil yang baru."), code="overtaken")
    if event.is_trial:
        raise Unusable(_("Uji coba tidak menghasilkan laporan resmi."), code="trial")
    judged = selectors.judge_content(held, signer.kind)
    if not judged.stands:
        raise RuleBroken(judged.decision, about=result.assessee.person.full_name)
    validity = selectors.validity(held, day)
    until, by = validity.values["valid_until"], str(validity.citations[0])
    before = _earlier(result)
    with translation.override("id"):
        made = _papers(actor, held, signer, day, until, by, before)
    held.state, held.number = Report.State.SIGNED, made[Kind.CONFIDENTIAL].number
    held.signed_by, held.responsible = signer.holder, signer.member
    held.signed_at, held.valid_until = timezone.now(), until
    held.save(update_fields=["state", "number", "signed_by", "responsible", "signed_at", "valid_until"])
    if before is not None:
        before.replaced_by = held
        before.save(update_fields=["replaced_by"])
    kept = audit.keep(actor, judged.decision, dict(judged.facts), held, on=day)
    audit.record(
        actor, "assessment.report.signed", held, decision=kept, agency_id=event.request.agency_id, number=held.number,
        editions=sorted(made), signer=signer.kind, replaces=before.number if before else "",
    )  # fmt: skip
    return Report.objects.get(pk=held.pk)


def _signer(actor: Any, event: Event, day: date, report: Report) -> Signer:
    found = rights.signer_of(actor, event, day)
    if found is None:
        if event.is_2008:
            raise Refused(words.MAY_NOT_SIGN)
        said = selectors.judge_content(report, "other").decision
        wrong = [each for each in said.findings if each.code == "signer-not-entitled"]
        raise Refused(" ".join(f"{each.message()} ({each.citation})" for each in wrong))
    return found


def _earlier(result: Result) -> Report | None:
    """The last signed report on a result that this one replaced, however many rounds lie between; locked."""
    older = Result.objects.filter(assessee=result.assessee_id).exclude(pk=result.pk)
    found = Report.objects.select_for_update().filter(result__in=older, state=Report.State.SIGNED, replaced_by=None)
    return found.exclude(result=result).order_by("-signed_at").first()


def _papers(
    actor: Any, report: Report, signer: Signer, day: date, until: date, by: str, before: Report | None
) -> dict[str, Document]:
    """Every edition under one serial; the certificate runs in a series of its own."""
    provider = report.result.assessee.event.provider_id
    series = f"laporan-{provider}"
    serial = numbering.take_number(series, day.year)
    number = numbering.number_text(series, serial, day)
    replaced = before.number if before else ""
    made = {}
    for kind in (Kind.CONFIDENTIAL, Kind.ASSESSOR, Kind.SUMMARY):
        own_series = series if kind == Kind.CONFIDENTIAL else f"{series}-{kind}"
        printed = papers.printed(report, kind, until, by, replaced)
        made[str(kind)] = _keep(actor, report, kind, signer, day, printed, own_series, serial,
                                number + SUFFIX.get(kind, ""))  # fmt: skip
    allowed = selectors.certificate_verdict(report, signer.kind)
    if allowed is not None and allowed.outcome == "allowed":
        series = f"sertifikat-penilaian-{provider}"
        serial = numbering.take_number(series, day.year)
        old = before.documents.filter(kind=Kind.CERTIFICATE).select_related("document").first() if before else None
        printed = papers.printed(report, Kind.CERTIFICATE, until, by, old.document.number if old else "")
        number = numbering.number_text(series, serial, day)
        made[str(Kind.CERTIFICATE)] = _keep(actor, report, Kind.CERTIFICATE, signer, day, printed, series, serial,
                                            number)  # fmt: skip
    return made


def _keep(
    actor: Any, report: Report, kind: Kind, signer: Signer, day: date, printed: dict[str, Any], series: str,
    serial: int, number: str,
) -> Document:  # fmt: skip
    """Print, sign and keep one edition."""
    code, layout = new_code(), papers.LAYOUTS[kind]
    data = {**papers.head(report.result.assessee.event, signer, number, code, day), **printed}
    holder = signing.Holder(key=f"person:{signer.person.pk}", name=signer.person.full_name)
    reason = f"Laporan individual {number}"
    pdf = signing.provider().sign(rendering.render(layout, data, on=day), holder, reason=reason, page=1)
    title = f"{kind.label} – {printed['name']}"
    document = documents.store(
        pdf, actor=actor, kind=f"assessment.report.{kind}", series=series, serial=serial, number=number,
        title=title[:300], layout=layout, data=data, code=code, on=day,
    )  # fmt: skip
    ReportDocument.objects.create(report=report, kind=kind, document=document)
    return document


@transaction.atomic
def order_signing(*, actor: Any, event: Event, reports: Collection[int]) -> Progress:
    """Let a job sign these reports one after another; the row says how far it has come.

    Raises:
        Refused: for others than who may sign.
        Unusable: nothing chosen, or reports that are not waiting here.
    """
    if rights.signer_of(actor, event) is None:
        raise Refused(words.MAY_NOT_SIGN)
    waiting = Report.objects.filter(
        pk__in=reports, result__assessee__event=event, state=Report.State.ACCEPTED, result__replaced_by=None
    )
    order = list(waiting.order_by("result__assessee__number").values_list("pk", flat=True))
    if not reports:
        raise Unusable(_("Centang paling sedikit satu laporan."), code="nothing")
    if len(order) != len(set(reports)):
        raise Unusable(_("Sebagian laporan sudah tidak menunggu tanda tangan; muat ulang halaman ini."), code="gone")
    title = _("Menandatangani laporan: %(event)s") % {"event": event}
    made = progress.start(actor=actor, name="assessment.reports", title=title, total=len(order), subject=event)
    jobs.configure_task("assessment.sign_reports").defer(
        event_id=event.pk, reports=list[JSONValue](order), actor_id=actor.pk, progress_id=str(made.pk)
    )
    audit.record(actor, "assessment.reports.signing-ordered", event, reports=len(order))
    return made


def run_signing(*, event_id: int, reports: Collection[int], actor_id: int, progress_id: str) -> None:
    """Sign one report a transaction; what the job calls. Running again passes by what is signed already.

    Who signs is asked anew for each, so nothing is signed for somebody who has left meanwhile.
    """
    actor, left_out, signed = Account.objects.get(pk=actor_id), [], 0
    try:
        for number, pk in enumerate(reports, start=1):
            report = Report.objects.select_related("result__assessee__person").get(pk=pk)
            if report.state != Report.State.SIGNED:
                try:
                    sign_report(actor=actor, report=report)
                except ValidationError as refused:
                    left_out += [f"{report.result.assessee}: {each}" for each in refused.messages]
                except RuleBroken as refused:
                    left_out.append(f"{report.result.assessee}: {selectors.refusal(refused.decision)}")
                except Refused as refused:
                    left_out.append(str(refused))
            signed += Report.objects.filter(pk=pk, state=Report.State.SIGNED).count()
            progress.advance(progress_id, number)
    except Exception:
        progress.fail(progress_id, _("Kesalahan dalam sistem; yang sudah ditandatangani tetap. Tandatangani sisanya."))
        raise
    said = ngettext("%(count)d laporan ditandatangani.", "%(count)d laporan ditandatangani.", signed)
    url = reverse("assessment:report_files", args=[event_id])
    progress.finish(progress_id, result_url=url, message=" ".join([said % {"count": signed}, *left_out]))

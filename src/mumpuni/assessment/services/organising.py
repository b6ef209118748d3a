"""Issuing the provider's report on an event and sending it on its way (laporan penyelenggaraan, Pasal 30)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.urls import reverse
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Event, OrganiserReport, Provider
from mumpuni.assessment.policies import after as rights
from mumpuni.assessment.selectors import assignments
from mumpuni.assessment.selectors import organising as selectors
from mumpuni.assessment.services.day import running
from mumpuni.assessment.services.letters import keep_letter
from mumpuni.assessment.services.telling import tell_account
from mumpuni.audit import services as audit
from mumpuni.people.models import Account, Role, RoleGrant
from mumpuni.people.policies import RuleBroken, Unusable, require

LAYOUT, KIND = "laporan-penyelenggaraan", "assessment.organiser-report"


def series(provider: int) -> str:
    """The run of numbers of one provider's reports."""
    return f"lp-pk-{provider}"


@transaction.atomic
def issue(*, actor: Any, event: Event, on: date | None = None) -> OrganiserReport:
    """Print the report from what is recorded, number and sign it, and keep it for ever.

    Raises:
        Refused: for others than the provider's staff.
        Unusable: issued already, an event of Perka 11/2008, before its last day, or no letterhead or signatory.
        RuleBroken: one of the six items of Pasal 30 ayat (3) is not recorded.
    """
    require(policies.may_appoint(actor, event), words.MAY_NOT_MANAGE)
    here = running(event)
    day = on or timezone.localdate()
    if here.is_2008:
        raise Unusable(_("Perka BKN 11/2008 tidak mengenal laporan penyelenggaraan; kegiatan ini ditutup tanpanya."))
    if day < here.last_day or day > timezone.localdate():
        raise Unusable({"on": _("Tanggalnya sejak hari terakhir kegiatan sampai hari ini.")})
    if selectors.report_of(here) is not None:
        raise Unusable(_("Laporan penyelenggaraan kegiatan ini sudah terbit."))
    said = selectors.contents(here)
    judged = selectors.judge_contents(here, said)
    if not judged.stands:
        raise RuleBroken(judged.decision)
    with translation.override("id"):
        holder = assignments.signatory(here, day)
        document = keep_letter(
            actor=actor,
            series=series(here.provider_id),
            kind=KIND,
            layout=LAYOUT,
            on=day,
            holder=holder,
            title=f"Laporan Penyelenggaraan – {here.name}",
            reason=_("Penerbitan laporan penyelenggaraan"),
            data=lambda number, code: {
                **assignments.head(here, number, code, day, holder),
                **said,
                "name": here.name,
                "starts_on": here.first_day.isoformat(),
                "ends_on": here.last_day.isoformat(),
                "venue": f"{here.place.name}, {here.place.city}" if here.place else "",
            },
        )
    kept = audit.keep(actor, judged.decision, dict(judged.facts), here, on=day)
    made = OrganiserReport.objects.create(
        event=here, document=document, number=document.number, issued_on=day, signed_by=holder, issued_by=actor,
        decision_id=kept.pk,
    )  # fmt: skip
    _record(actor, "issued", made, number=document.number)
    return made


@transaction.atomic
def send(*, actor: Any, event: Event) -> OrganiserReport:
    """Send the copy on its way: a government provider's to the Instansi Pembina, another's to the user agency.

    Raises:
        Refused: for others than the provider's staff.
        Unusable: before it is issued, or sent already.
    """
    require(policies.may_appoint(actor, event), words.MAY_NOT_MANAGE)
    held = _held(event)
    if held.via_agency_at or held.copy_sent_at:
        raise Unusable(_("Laporan ini sudah disampaikan."))
    if event.provider.kind == Provider.Kind.GOVERNMENT:
        return _copied(actor, held)
    held.via_agency_at = timezone.now()
    held.save(update_fields=["via_agency_at"])
    _record(actor, "handed-over", held)
    _tell_agency(actor, held)
    return held


@transaction.atomic
def pass_on(*, actor: Any, report: OrganiserReport) -> OrganiserReport:
    """Let the user agency send the copy of a private provider's report on to the Instansi Pembina (Pasal 30 ayat (2)).

    Raises:
        Refused: for others than HR and PPK of that agency.
        Unusable: not handed over yet, or passed on already.
    """
    require(rights.may_pass_on(actor, report.event), words.MAY_NOT_PASS_ON)
    held = _held(report.event)
    if held.via_agency_at is None:
        raise Unusable(_("Laporan ini belum diserahkan penyelenggara kepada instansi Anda."))
    if held.copy_sent_at is not None:
        raise Unusable(_("Salinan laporan ini sudah disampaikan kepada Instansi Pembina."))
    return _copied(actor, held)


def _held(event: Event) -> OrganiserReport:
    found = OrganiserReport.objects.select_for_update(of=("self",))
    held = found.select_related("event__provider", "event__request__agency", "document").filter(event=event).first()
    if held is None:
        raise Unusable(_("Laporan penyelenggaraan belum diterbitkan."))
    return held


def _copied(actor: Any, held: OrganiserReport) -> OrganiserReport:
    held.copy_sent_at = timezone.now()
    judged = selectors.judge_report(held.event, held)
    kept = audit.keep(actor, judged.decision, dict(judged.facts), held.event, supersedes=held.decision_id)
    held.decision_id = kept.pk
    held.save(update_fields=["copy_sent_at", "decision_id"])
    _record(actor, "copied", held)
    return held


def _tell_agency(actor: Any, held: OrganiserReport) -> None:
    agency = held.event.request.agency_id
    granted = RoleGrant.objects.in_force(timezone.localdate()).filter(role=Role.AGENCY_HR, agency=agency)
    for account in Account.objects.filter(is_active=True, grants__in=granted).distinct():
        tell_account(
            account, "organiser_report", reverse("assessment:organiser_report_list"), actor=actor,
            event=held.event.name, provider=held.event.provider.name,
        )  # fmt: skip


def _record(actor: Any, what: str, report: OrganiserReport, **data: Any) -> None:
    agency = report.event.request.agency_id
    audit.record(actor, f"assessment.organiser-report.{what}", report.event, agency_id=agency, **data)

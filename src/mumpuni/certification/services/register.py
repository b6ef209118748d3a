"""What may still happen to a certificate once it is issued (pencabutan), and the schemes behind them."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.certification import policies
from mumpuni.certification.models import Basis, Certificate, IssueRun, Kind, Scheme
from mumpuni.documents.services import numbering
from mumpuni.exchange.cells import clean
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.regulations import Decision, decide


@transaction.atomic
def withdraw_certificate(*, actor: Any, certificate: Certificate, reason: str) -> Certificate:
    """Withdraw a certificate for good; its page of verification says so from the same moment (pencabutan).

    Raises:
        Refused: for others than the organiser of the season.
        Unusable: without a reason, or when it is not in force any more.
    """
    held = Certificate.objects.select_for_update(of=("self",)).select_related("nomination").get(pk=certificate.pk)
    require(policies.may_change_register(actor, held), _("Sertifikat hanya dicabut oleh penyelenggara."))
    if not clean(reason):
        raise Unusable({"reason": _("Tulis alasan pencabutan.")})
    if held.status != Certificate.Status.VALID:
        raise Unusable(_("Sertifikat ini sudah dicabut atau diganti."))
    held.status, held.withdrawal_reason = Certificate.Status.WITHDRAWN, clean(reason)[:300]
    held.withdrawn_at, held.withdrawn_by = timezone.now(), actor
    held.save()
    audit.record(
        actor,
        "certification.certificate.withdrawn",
        held,
        agency_id=held.agency_id,
        reason=held.withdrawal_reason,
    )
    return held


@transaction.atomic
def keep_scheme(*, actor: Any, scheme: Scheme | None, fields: Mapping[str, Any], patterns: Mapping[str, str]) -> Scheme:
    """Make or change a scheme with the way its numbers are written; certificates already issued stay as they are.

    `patterns` gives the pattern per kind of certificate, e.g. "{serial:04d}/MASN-K/{roman_month}/{year}".

    Raises:
        Refused: for others than the organiser.
        RuleBroken: when an SKK-PDN scheme rests on none, or on one that is not set (Permendagri 11/2018 Pasal 15).
        Unusable: when a field or a pattern cannot be used, or the basis changes under existing runs.
    """
    require(policies.may_keep_schemes(actor), _("Skema sertifikasi diatur oleh penyelenggara."))
    made = scheme is None
    held = scheme or Scheme()
    before = held.basis
    for name, value in fields.items():
        setattr(held, name, value)
    if not made and held.basis != before and IssueRun.objects.filter(scheme=held).exists():
        raise Unusable({"basis": _("Skema ini sudah dipakai penerbitan; buat skema baru untuk dasar yang lain.")})
    if held.basis != Basis.SKK:
        held.standard = None
    judged = _standard_in_use(held) if held.basis == Basis.SKK else None
    try:
        held.full_clean()
    except ValidationError as problem:
        raise Unusable(problem.message_dict) from problem
    held.save()
    stored = audit.keep(actor, *judged, held) if judged else None
    for kind, pattern in patterns.items():
        try:
            numbering.set_pattern(
                actor=actor, key=held.series(kind), title=f"{held.name} – {Kind(kind).label}"[:120], pattern=pattern
            )
        except ValidationError as problem:
            raise Unusable({f"{kind}_number": problem.messages}) from problem
    audit.record(
        actor,
        "certification.scheme.made" if made else "certification.scheme.changed",
        held,
        decision=stored,
        validity_years=held.validity_years,
        basis=held.basis,
        patterns=dict(patterns),
    )
    return held


def _standard_in_use(scheme: Scheme) -> tuple[Decision, dict[str, Any]]:
    """The rule's word on the standard under a scheme, with its facts; raises RuleBroken when it may not rest on it."""
    facts: dict[str, Any] = {"use": "certification"}
    if version := scheme.standard:
        facts["standard"] = {
            "stage": version.stage,
            "decision_number": version.decree_number or None,
            "decision_date": version.decree_date.isoformat() if version.decree_date else None,
        }
    decision = decide("permendagri-11-2018/skk-use", facts)
    if decision.outcome == "non-compliant":
        raise RuleBroken(decision)
    return decision, facts

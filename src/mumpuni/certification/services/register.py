"""What may still happen to a certificate once it is issued (pencabutan), and the schemes behind them."""

from collections.abc import Mapping
from typing import Any

from django.core.exceptions import ValidationError
from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.certification import policies
from mumpuni.certification.models import Certificate, Kind, Scheme
from mumpuni.documents.services import numbering
from mumpuni.exchange.cells import clean
from mumpuni.people.policies import Unusable, require


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
        Unusable: when a field or a pattern cannot be used; the error names it.
    """
    require(policies.may_keep_schemes(actor), _("Skema sertifikasi diatur oleh penyelenggara."))
    made = scheme is None
    held = scheme or Scheme()
    for name, value in fields.items():
        setattr(held, name, value)
    try:
        held.full_clean()
    except ValidationError as problem:
        raise Unusable(problem.message_dict) from problem
    held.save()
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
        validity_years=held.validity_years,
        patterns=dict(patterns),
    )
    return held

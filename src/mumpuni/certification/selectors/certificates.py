"""The register of certificates, narrowed to the actor (register sertifikat)."""

from typing import Any

from django.db.models import Exists, F, OuterRef, Q, QuerySet
from django.utils import timezone

from mumpuni.certification import policies
from mumpuni.certification.models import Certificate, Delivery, UnitVerdict
from mumpuni.people.policies import Role


def register(actor: Any) -> QuerySet[Certificate]:
    """All certificates of the agencies and seasons that the actor works with; the holder's own are in `own`."""
    allowed = policies.reach(actor, *policies.REGISTRARS, Role.AGENCY_HR, prefix="nomination__")
    fetched = Delivery.objects.filter(certificate=OuterRef("pk"), fetched_at__isnull=False)
    return _joined().filter(allowed).annotate(is_fetched=Exists(fetched))


def own(actor: Any) -> QuerySet[Certificate]:
    """The actor's own certificates, newest first."""
    person = getattr(actor, "person_id", None)
    return _joined().filter(person_id=person) if person else Certificate.objects.none()


def of_nomination(nomination: int) -> QuerySet[Certificate]:
    """The certificates in force of one nomination; for a signed link, which has stood for the holder."""
    return _joined().filter(nomination=nomination, status=Certificate.Status.VALID)


def certificate(actor: Any, pk: int) -> Certificate | None:
    """One certificate that the actor may fetch."""
    found = _joined().filter(pk=pk).first()
    return found if found and policies.may_fetch(actor, found) else None


def outdated(certificates: QuerySet[Certificate]) -> QuerySet[Certificate]:
    """Those in force although a verdict they rest on was corrected after they were issued."""
    corrected = UnitVerdict.objects.filter(
        nomination=OuterRef("nomination"), decided_at__gt=OuterRef("created_at")
    ).exclude(correction="")
    return certificates.filter(Exists(corrected), status=Certificate.Status.VALID, kind="competence")


def filtered_by_state(certificates: QuerySet[Certificate], state: str) -> QuerySet[Certificate]:
    """Those that are valid, expired, withdrawn or replaced today."""
    today = timezone.localdate()
    in_time = Q(expires_on=None) | Q(expires_on__gte=today)
    if state == "valid":
        return certificates.filter(in_time, status=Certificate.Status.VALID)
    if state == "expired":
        return certificates.filter(~in_time, status=Certificate.Status.VALID)
    return certificates.filter(status=state)


def _joined() -> QuerySet[Certificate]:
    return Certificate.objects.select_related(
        "document", "person", "agency", "nomination__batch__season", "replaces", "item__run"
    ).order_by(F("issued_on").desc(), "-pk")

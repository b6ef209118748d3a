"""The register as standards see it: whose certificates of competency stand, with the units they name."""

from collections.abc import Collection, Iterator

from mumpuni.certification.models import Certificate, Kind
from mumpuni.standards.held import HeldCertificate


def held(people: Collection[int]) -> Iterator[HeldCertificate]:
    """Certificates of competency neither withdrawn nor replaced, of these persons; one query.

    Those that have expired are among them, with the day; who reads them compares it with the day that matters.
    """
    found = Certificate.objects.filter(person__in=people, kind=Kind.COMPETENCE, status=Certificate.Status.VALID)
    for each in found.order_by("issued_on", "pk"):
        yield HeldCertificate(
            person=each.person_id,
            number=each.number,
            title=f"{each.scheme_name}: {each.get_qualification_display()}",
            units=tuple(str(unit["title"]) for unit in each.units),
            issued_on=each.issued_on,
            expires_on=each.expires_on,
        )

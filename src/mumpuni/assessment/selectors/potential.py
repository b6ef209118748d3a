"""The potential profile and the aspects that it grades (profil potensi)."""

from dataclasses import dataclass

from django.db.models import QuerySet

from mumpuni.assessment.models import Assessee, Event, Potential, PotentialAspect, PotentialGrade
from mumpuni.assessment.selectors.interests import called


@dataclass(frozen=True)
class Line:
    """One assessee and the profile, if it was begun."""

    assessee: Assessee
    potential: Potential | None

    @property
    def signed(self) -> bool:
        """Whether it is shut."""
        return self.potential is not None and self.potential.signed_at is not None


def aspects() -> QuerySet[PotentialAspect]:
    """Those that a new profile grades."""
    return PotentialAspect.objects.filter(is_active=True)


def asked_of(potential: Potential | None) -> list[PotentialAspect]:
    """What a profile grades: the aspects in use, and for one already begun those that it has graded."""
    if potential is None:
        return list(aspects())
    if potential.signed_at is not None:
        return [each.aspect for each in grades(potential)]
    graded = PotentialAspect.objects.filter(pk__in=potential.grades.values("aspect"))
    return list(aspects() | graded)


def grades(potential: Potential) -> QuerySet[PotentialGrade]:
    """The grades in the order of the list."""
    return potential.grades.select_related("aspect").order_by("aspect__number", "aspect")


def of(assessee: Assessee) -> Potential | None:
    """The profile of an assessee, signed or not."""
    return Potential.objects.filter(assessee=assessee).select_related("member__practitioner__person").first()


def signed_potential(assessee: Assessee) -> Potential | None:
    """The profile once it is signed, with its grades; what meeting, result and report may use.

    A result under Perka 11/2008 needs one (potensi dan kompetensi).
    """
    found = Potential.objects.filter(assessee=assessee, signed_at__isnull=False)
    return found.select_related("member__practitioner__person").prefetch_related("grades__aspect").first()


def lines(event: Event) -> list[Line]:
    """Every assessee of an event with the profile; a constant number of queries."""
    held = {each.assessee_id: each for each in Potential.objects.filter(assessee__event=event)}
    people = called(event).select_related("person", "group").order_by("number")
    return [Line(each, held.get(each.pk)) for each in people]

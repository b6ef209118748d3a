"""Reading the units and their codes."""

from typing import Any

from django.db.models import Count, Q, QuerySet

from mumpuni.people.policies import require
from mumpuni.standards import policies
from mumpuni.standards.models import Qualification, QualificationUnit
from mumpuni.standards.words import MAY_NOT_SEE


def units_of(qualification: str) -> list[QualificationUnit]:
    """The units of a qualification in the order of the guide."""
    return list(QualificationUnit.objects.filter(qualification=qualification))


def units_without_code(qualification: str) -> list[QualificationUnit]:
    """Units that no certificate can print yet (PAND-154)."""
    return list(QualificationUnit.objects.filter(qualification=qualification, code=""))


def table_of_units(actor: Any) -> QuerySet[QualificationUnit]:
    """All units of all qualifications, for the page of codes.

    Raises:
        Refused: when the actor works with no results.
    """
    require(policies.may_see_units(actor), MAY_NOT_SEE)
    return QualificationUnit.objects.all()


def code_counts() -> dict[str, tuple[int, int]]:
    """Per qualification how many units have a code, and how many there are."""
    counted = QualificationUnit.objects.values("qualification").annotate(
        coded=Count("pk", filter=~Q(code="")), units=Count("pk")
    )
    found = {row["qualification"]: (row["coded"], row["units"]) for row in counted.order_by()}
    return {word: found.get(word, (0, 0)) for word in Qualification.values}

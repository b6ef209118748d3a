"""Reading the modules of the guide and the units they serve."""

from typing import Any

from django.db.models import QuerySet
from django.http import Http404

from mumpuni.people.policies import require
from mumpuni.regulations import Decision, decide
from mumpuni.standards import policies
from mumpuni.standards.models import LearningModule, QualificationUnit
from mumpuni.standards.words import MAY_NOT_SEE


def modules(actor: Any) -> QuerySet[LearningModule]:
    """All modules with their units, in the order of the guide.

    Raises:
        Refused: when the actor works with no results.
    """
    require(policies.may_see_units(actor), MAY_NOT_SEE)
    return LearningModule.objects.prefetch_related("units")


def module(actor: Any, pk: int) -> LearningModule:
    """One of them.

    Raises:
        Http404: for one that does not exist.
    """
    found = modules(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def units_for(module: LearningModule) -> QuerySet[QualificationUnit]:
    """The units that a module of this tier may serve; the two lists of JPT Pratama are both of that tier."""
    return QualificationUnit.objects.filter(qualification__startswith=module.level)


def judge_module(module: LearningModule) -> Decision | None:
    """The warning about a module that serves no unit (Permendagri 11/2018 Pasal 15); None where it serves some.

    With units linked the rule would ask for an SKK-PDN too. Those of the guide of 2019 stand in no SKK-PDN, so that
    question is not put to them.
    """
    if module.units.all():
        return None
    return decide("permendagri-11-2018/skk-use", {"use": "learning-materials", "units": []})


def judge_map(found: list[LearningModule]) -> Decision:
    """Which units no module teaches (PAND-153), from modules with their units."""
    pairs = [
        {"qualification": unit.qualification, "unit": unit.title, "module": each.title}
        for each in found
        for unit in each.units.all()
    ]
    return decide("panduan-2019/module-map", {"pairs": pairs})

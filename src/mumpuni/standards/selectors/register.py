"""The register of SKK-PDN: one row per position, every version of each, the tree of one version."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from datetime import date
from typing import Any

from django.db.models import (
    BooleanField,
    Case,
    Count,
    Exists,
    IntegerField,
    OuterRef,
    Q,
    QuerySet,
    Subquery,
    Value,
    When,
)
from django.db.models.functions import Coalesce
from django.http import Http404
from django.utils.timezone import localdate

from mumpuni.standards.codes import code_of
from mumpuni.standards.models import (
    CompetencyUnit,
    Counterpart,
    DevelopmentStandard,
    Element,
    OccupationalStandard,
    PerformanceCriterion,
    StandardVersion,
)
from mumpuni.standards.selectors import occupational


def in_force(day: date) -> Q:
    """Versions that are the standard of their position on this day."""
    return Q(published_at__isnull=False, in_force_from__lte=day) & (Q(in_force_until=None) | Q(in_force_until__gte=day))


def shown_versions(actor: Any, day: date | None = None) -> QuerySet[StandardVersion]:
    """One version of each standard that the actor may see: in force today, else its draft, else the last one set.

    With a `day` only those in force then.

    Raises:
        Refused: for a stranger.
    """
    seen = occupational.versions(actor).prefetch_related(None).select_related(None).order_by()
    if day is not None:
        return seen.filter(in_force(day))
    order = Case(
        When(in_force(localdate()), then=0), When(published_at=None, then=1), default=2, output_field=IntegerField()
    )
    return seen.order_by("standard_id", order, "-number").distinct("standard_id")


def register(actor: Any, day: date | None = None) -> QuerySet[StandardVersion]:
    """The rows of the register, each with its standard and the number of its units (`units_all` and by kind).

    Counts are asked per row shown: the page has at most a hundred, and the index answers each.
    """
    chosen = shown_versions(actor, day).values("pk")
    drafts = occupational.versions(actor).filter(standard=OuterRef("standard"), published_at=None).order_by()
    return (
        StandardVersion.objects.filter(pk__in=Subquery(chosen))
        .select_related("standard")
        .annotate(
            units_all=_units(),
            units_core=_units("I"),
            units_elective=_units("P"),
            has_draft=Exists(drafts.exclude(pk=OuterRef("pk"))),
            in_force_now=Case(
                When(in_force(localdate()), then=Value(True)), default=Value(False), output_field=BooleanField()
            ),
        )
        .order_by("standard__job_code", "standard__position_number")
    )


def standard(actor: Any, pk: int) -> OccupationalStandard:
    """A standard of which the actor may see at least one version.

    Raises:
        Http404: where there is none.
    """
    seen = occupational.versions(actor).filter(standard=OuterRef("pk"))
    found = OccupationalStandard.objects.filter(Exists(seen), pk=pk).first()
    if found is None:
        raise Http404
    return found


def archive(actor: Any, of: OccupationalStandard) -> list[StandardVersion]:
    """All its versions that the actor may see, the newest first, with the number of units of each."""
    return list(occupational.versions(actor).filter(standard=of).annotate(units_all=_units()).order_by("-number"))


def derived(of: OccupationalStandard) -> list[DevelopmentStandard]:
    """The published SP2-PDN that rest on its versions."""
    found = DevelopmentStandard.objects.filter(source__standard=of, distributed_at__isnull=False)
    return list(found.select_related("source").order_by("-source__number", "-number"))


@dataclass
class UnitLine:
    """A unit on the page of its standard."""

    unit: CompetencyUnit
    code: str
    elements: int
    criteria: int


def unit_lines(version: StandardVersion) -> list[UnitLine]:
    """The units of a version in print order with their codes and how much they hold."""
    criteria = _counted(PerformanceCriterion.objects.filter(element__unit=OuterRef("pk")))
    elements = _counted(Element.objects.filter(unit=OuterRef("pk")))
    units = in_print_order(version.units.all()).annotate(element_count=elements, criterion_count=criteria)
    return [
        UnitLine(
            unit,
            code_of(version.standard, unit.kind, unit.number),
            unit.element_count,
            unit.criterion_count,
        )
        for unit in units.only("kind", "number", "title", "identifier", "version_id")
    ]


def in_print_order(units: QuerySet[CompetencyUnit]) -> QuerySet[CompetencyUnit]:
    """General, core, elective units, each by number (Pasal 19 ayat (2))."""
    order = Case(*(When(kind=kind, then=at) for at, kind in enumerate(CompetencyUnit.Kind.values)))
    return units.order_by("version_id", order, "number")


@dataclass
class Branch:
    """A unit with what hangs on it; each element with its criteria."""

    unit: CompetencyUnit
    elements: list[tuple[Element, list[PerformanceCriterion]]] = field(default_factory=list)
    counterparts: list[Counterpart] = field(default_factory=list)


def trees(versions: Iterable[int], *, texts: bool = True) -> dict[int, list[Branch]]:
    """The trees of versions by their number here, in print order; four queries however many there are."""
    wanted = list(versions)
    found: dict[int, list[Branch]] = {pk: [] for pk in wanted}
    units = in_print_order(CompetencyUnit.objects.filter(version__in=wanted)).defer("search")
    if not texts:
        units = units.defer(None).only("version_id", "kind", "number", "title", "identifier", "lineage", "changed_at")
    by_unit: dict[int, Branch] = {}
    for unit in units:
        by_unit[unit.pk] = Branch(unit)
        found[unit.version_id].append(by_unit[unit.pk])
    by_element: dict[int, list[PerformanceCriterion]] = {}
    for element in Element.objects.filter(unit__version__in=wanted).defer("search").order_by("unit_id", "number"):
        by_element[element.pk] = []
        by_unit[element.unit_id].elements.append((element, by_element[element.pk]))
    criteria = PerformanceCriterion.objects.filter(element__unit__version__in=wanted).defer("search")
    for criterion in criteria.order_by("element_id", "number"):
        by_element[criterion.element_id].append(criterion)
    counterparts = Counterpart.objects.filter(unit__version__in=wanted).select_related("other__version__standard")
    for counterpart in counterparts.order_by("unit_id", "pk"):
        by_unit[counterpart.unit_id].counterparts.append(counterpart)
    return found


def tree(version: StandardVersion) -> list[Branch]:
    """The whole tree of one version."""
    return trees([version.pk])[version.pk]


def _units(kind: str = "") -> Coalesce:
    units = CompetencyUnit.objects.filter(version=OuterRef("pk"))
    return _counted(units.filter(kind=kind) if kind else units)


def _counted(rows: QuerySet[Any]) -> Coalesce:
    total = rows.order_by().annotate(one=Value(1)).values("one").annotate(n=Count("pk")).values("n")
    return Coalesce(Subquery(total), 0, output_field=IntegerField())

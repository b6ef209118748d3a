"""Reading SP2-PDN, narrowed to what the actor may see, and the guides for other kinds of development."""

from collections.abc import Iterable
from dataclasses import dataclass
from typing import Any

from django.db.models import Count, Exists, OuterRef, Prefetch, Q, QuerySet, Sum
from django.http import Http404
from django.utils import timezone

from mumpuni.audit.models import StoredDecision
from mumpuni.people.policies import require
from mumpuni.regulations import decide
from mumpuni.standards.models import (
    DevelopmentMove,
    DevelopmentStandard,
    DevelopmentUnit,
    Element,
    ImplementationGuide,
    OccupationalStandard,
    StandardVersion,
)
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.words import MAY_NOT_SEE_STANDARDS

#: SP2-PDN kinds in the order of Pasal 25 ayat (2).
KINDS = tuple(DevelopmentUnit.Kind)


@dataclass(frozen=True)
class KindSum:
    """The units of one kind of development, and their lesson hours together (JP)."""

    kind: str
    label: str
    units: tuple[DevelopmentUnit, ...]

    @property
    def jp(self) -> int:
        """The sum; a unit without hours counts none."""
        return sum(unit.jp or 0 for unit in self.units)


def standards(actor: Any) -> QuerySet[DevelopmentStandard]:
    """Distributed ones for everyone, the others for those who compile or watch (P11-18-128).

    Each with `.unit_count`, `.jp` and `.has_newer_source`: whether a later version of its SKK-PDN has been set.

    Raises:
        Refused: for a stranger.
    """
    require(policies.may_see_register(actor), MAY_NOT_SEE_STANDARDS)
    newer = StandardVersion.objects.filter(
        standard=OuterRef("source__standard"), number__gt=OuterRef("source__number"), published_at__isnull=False
    )
    found = (
        DevelopmentStandard.objects.select_related("source__standard")
        .prefetch_related("source__standard__team")
        .annotate(unit_count=Count("units"), jp=Sum("units__jp", default=0), has_newer_source=Exists(newer))
    )
    if policies.may_see_drafts(actor):
        return found
    own = OccupationalStandard.objects.filter(team__account=actor, team__until=None)
    return found.filter(Q(distributed_at__isnull=False) | Q(source__standard__in=own.values("pk")))


def standard(actor: Any, pk: int) -> DevelopmentStandard:
    """One of them.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    found = standards(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def distributed() -> QuerySet[DevelopmentStandard]:
    """Those that programmes may name."""
    return DevelopmentStandard.objects.filter(distributed_at__isnull=False).select_related("source__standard")


def units(standard: DevelopmentStandard) -> list[DevelopmentUnit]:
    """Its units in the order of kind and number."""
    found = list(DevelopmentUnit.objects.filter(standard=standard).select_related("unit"))
    for each in found:
        each.standard = standard
    return sorted(found, key=lambda each: (KINDS.index(DevelopmentUnit.Kind(each.kind)), each.unit.number))


def unit(standard: DevelopmentStandard, pk: int) -> DevelopmentUnit:
    """One of its units with the elements and criteria that it goes back to.

    Raises:
        Http404: for another's unit.
    """
    elements = Prefetch("unit__elements", Element.objects.prefetch_related("criteria"))
    rows = DevelopmentUnit.objects.filter(standard=standard, pk=pk).select_related("unit").prefetch_related(elements)
    found = rows.first()
    if found is None:
        raise Http404
    found.standard = standard
    return found


def by_kind(found: Iterable[DevelopmentUnit]) -> list[KindSum]:
    """Units under their kind, with the sum of JP of each; a kind without units is left out."""
    rows = tuple(found)
    sums = [KindSum(kind.value, str(kind.label), tuple(each for each in rows if each.kind == kind)) for kind in KINDS]
    return [each for each in sums if each.units]


def newer_source(standard: DevelopmentStandard) -> StandardVersion | None:
    """The latest set version of its SKK-PDN, if that is later than the one it rests on."""
    return (
        StandardVersion.objects.filter(
            standard=standard.source.standard_id, number__gt=standard.source.number, published_at__isnull=False
        )
        .order_by("-number")
        .first()
    )


def sources() -> QuerySet[StandardVersion]:
    """SKK-PDN versions that are set, the latest of each standard, for a new SP2-PDN."""
    later = StandardVersion.objects.filter(
        standard=OuterRef("standard"), number__gt=OuterRef("number"), published_at__isnull=False
    )
    return (
        StandardVersion.objects.filter(~Exists(later), published_at__isnull=False)
        .select_related("standard")
        .order_by("standard__job_code", "standard__position_number")
    )


def ground(standard: DevelopmentStandard) -> str:
    """The legal ground as it is printed on this standard."""
    facts = {"document": "sp2-pdn", "edited": standard.legal_ground or None}
    return str(decide("permendagri-11-2018/legal-ground", facts).values["ground"])


def moves(standard: DevelopmentStandard) -> list[tuple[DevelopmentMove, StoredDecision | None]]:
    """What happened, latest first, each step with the decision that let it."""
    found = list(standard.moves.select_related("moved_by").order_by("-moved_at", "-pk"))
    decisions = StoredDecision.objects.in_bulk([each.decision_id for each in found if each.decision_id])
    return [(each, decisions.get(each.decision_id)) for each in found]


def basis(standard: DevelopmentStandard) -> StoredDecision | None:
    """The decision that it may rest on its SKK-PDN."""
    return StoredDecision.objects.filter(
        rule="permendagri-11-2018/skk-use", subject_type=standard._meta.label_lower, subject_id=str(standard.pk)
    ).first()


def guides(actor: Any) -> QuerySet[ImplementationGuide]:
    """The guides of Kepala BPSDM, newest first.

    Raises:
        Refused: for a stranger.
    """
    require(policies.may_see_register(actor), MAY_NOT_SEE_STANDARDS)
    return ImplementationGuide.objects.all()


def guides_in_force() -> QuerySet[ImplementationGuide]:
    """Those that a programme may run on today."""
    return ImplementationGuide.objects.filter(Q(in_force_until=None) | Q(in_force_until__gte=timezone.localdate()))

"""Copies of units and of whole versions (adopsi, adaptasi, versi baru)."""

from collections.abc import Sequence
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require
from mumpuni.standards.codes import code_of
from mumpuni.standards.models import (
    CompetencyUnit,
    Counterpart,
    Element,
    OccupationalStandard,
    PerformanceCriterion,
    SkkStage,
    StageMove,
    StandardVersion,
)
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.selectors import occupational
from mumpuni.standards.selectors import trees as reading
from mumpuni.standards.selectors.trees import Node
from mumpuni.standards.services import trees
from mumpuni.standards.words import MAY_NOT_DECIDE


@transaction.atomic
def copy_units(
    *,
    actor: Any,
    version: StandardVersion,
    source_version: StandardVersion,
    units: Sequence[UUID],
    method: str,
) -> list[CompetencyUnit]:
    """Copy units with all below them from another standard (Pasal 18).

    Adoption keeps them the same by lineage; adaptation begins a new lineage and names the source as counterpart.
    General units that the draft has are not copied again.

    Raises:
        Http404: for a source out of sight; RuleBroken: where no number is left; Unusable: nothing chosen, or a unit
            that is there already.
    """
    version = trees.open_draft(actor, version)
    source_version = occupational.version(actor, source_version.pk)
    if method not in (StandardVersion.Method.ADAPTATION, StandardVersion.Method.ADOPTION):
        raise Unusable({"method": _("Pilih adopsi atau adaptasi.")})
    chosen = [unit for unit in reading.units_of(source_version) if unit.identifier in set(units)]
    if not chosen:
        raise Unusable({"units": _("Pilih sedikitnya satu unit.")})
    adopts = method == StandardVersion.Method.ADOPTION
    there = {(unit.kind, unit.title.casefold()): unit for unit in version.units.all()}
    held = set(version.units.values_list("lineage", flat=True))
    repeated = [
        unit.title
        for unit in chosen
        if (unit.kind, unit.title.casefold()) in there or (adopts and unit.lineage in held)
    ]
    if repeated:
        raise Unusable({"units": _("Sudah ada dalam naskah ini: %(titles)s.") % {"titles": "; ".join(repeated)}})
    last = dict(version.units.order_by().values_list("kind").annotate(last=Max("number")))
    for kind in CompetencyUnit.Kind.values:
        more = sum(unit.kind == kind for unit in chosen)
        if more:
            trees.require_fit(version, CompetencyUnit(version=version, kind=kind), last.get(kind, 0) + more)
    if any(unit.kind == CompetencyUnit.Kind.GENERAL for unit in chosen):
        trees.require_general(
            [unit.title for unit in (*there.values(), *chosen) if unit.kind == CompetencyUnit.Kind.GENERAL]
        )
    made = _copy_tree(version, chosen, actor, keep_lineage=adopts, after=last)
    if not adopts:
        Counterpart.objects.bulk_create(
            Counterpart(
                unit=copy,
                other=unit,
                scope=Counterpart.Scope.SKK,
                relation=Counterpart.Relation.RELATED,
                code=code_of(source_version.standard, unit.kind, unit.number),
                title=unit.title,
                added_by=actor,
            )
            for unit, copy in zip(chosen, made, strict=True)
        )
    version.copied_from, version.method = source_version, method
    version.source_standard = version.source_standard or str(source_version)
    version.save()
    audit.record(actor, "standards.skk.units_copied", version, source=source_version.pk, method=method, units=len(made))
    return made


@transaction.atomic
def open_next_version(*, actor: Any, standard: OccupationalStandard, reason: str) -> StandardVersion:
    """After a review, begin the next version with the whole text of the last published one (Pasal 24 huruf j).

    It begins with its proposal: the team is there already.

    Raises:
        Refused: for others than Kepala BPSDM; Unusable: no reason, no published version, or a draft that is open.
    """
    require(policies.may_open_standard(actor), MAY_NOT_DECIDE)
    standard = OccupationalStandard.objects.select_for_update().get(pk=standard.pk)
    if not reason.strip():
        raise Unusable({"reason": _("Tuliskan alasan kaji ulang.")})
    versions = list(standard.versions.order_by("-number"))
    last = next((version for version in versions if version.is_published), None)
    if last is None:
        raise Unusable(_("Belum ada versi yang ditetapkan."))
    if any(not version.is_published for version in versions):
        raise Unusable(_("Masih ada rancangan yang terbuka; selesaikan dahulu."))
    version = StandardVersion.objects.create(
        standard=standard,
        number=versions[0].number + 1,
        stage=SkkStage.PROPOSAL,
        method=last.method,
        source_standard=last.source_standard,
        copied_from=last,
        reference_sources=last.reference_sources,
        legal_ground=last.legal_ground,
        started_on=timezone.localdate(),
    )
    version.cooperating_units.set(last.cooperating_units.all())
    units = reading.units_of(last)
    made = _copy_tree(version, units, actor, keep_lineage=True)
    Counterpart.objects.bulk_create(
        Counterpart(
            unit=copy,
            scope=each.scope,
            relation=each.relation,
            other_id=each.other_id,
            code=each.code,
            title=each.title,
            uri=each.uri,
            added_by=actor,
        )
        for unit, copy in zip(units, made, strict=True)
        for each in unit.counterparts.all()
    )
    StageMove.objects.create(
        version=version,
        kind=StageMove.Kind.START,
        from_stage=SkkStage.REVIEW,
        to_stage=version.stage,
        reason=reason.strip(),
        moved_by=actor,
    )
    audit.record(
        actor, "standards.skk.version_opened", version, number=version.number, reason=reason.strip(), units=len(made)
    )
    return version


def _copy_tree(
    version: StandardVersion,
    units: Sequence[CompetencyUnit],
    actor: Any,
    *,
    keep_lineage: bool,
    after: dict[str, int] | None = None,
) -> list[CompetencyUnit]:
    """Copies of units with elements and criteria, in three statements; new ids, numbered on behind `after`."""
    numbers = {kind: (after or {}).get(kind, 0) for kind in CompetencyUnit.Kind.values}

    def told(row: Node) -> dict[str, Any]:
        return {"lineage": row.lineage if keep_lineage else uuid4(), "changed_by": actor, **trees.texts_of(row)}

    copies, elements, criteria = [], [], []
    for unit in units:
        numbers[unit.kind] += 1
        copy = CompetencyUnit(
            version=version,
            kind=unit.kind,
            number=numbers[unit.kind],
            no_counterpart=unit.no_counterpart and keep_lineage,
            **told(unit),
        )
        copies.append(copy)
        for place, element in enumerate(unit.elements.all(), 1):
            below = Element(unit=copy, number=place, **told(element))
            elements.append(below)
            criteria += [
                PerformanceCriterion(element=below, number=number, **told(criterion))
                for number, criterion in enumerate(element.criteria.all(), 1)
            ]
    CompetencyUnit.objects.bulk_create(copies)
    Element.objects.bulk_create(elements)
    PerformanceCriterion.objects.bulk_create(criteria)
    return copies

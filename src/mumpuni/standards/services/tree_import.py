"""Writing a tree that came as a spreadsheet into a draft: all of it, or nothing."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass, field
from typing import Any

from django.db import transaction
from django.db.models import Max

from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require
from mumpuni.standards.codes import code_of
from mumpuni.standards.models import CompetencyUnit, Element, NodeRevision, PerformanceCriterion, StandardVersion
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.services import trees
from mumpuni.standards.words import MAY_NOT_DRAFT, TEXT_IS_CLOSED


@dataclass
class GivenUnit:
    """A unit as it comes in: its texts by field, its elements with their criteria, in order.

    `existing` is a unit of the draft without elements that takes the texts; None makes a new one.
    """

    kind: str
    title: str
    texts: Mapping[str, str] = field(default_factory=dict)
    elements: list[tuple[str, list[str]]] = field(default_factory=list)
    existing: int | None = None


@transaction.atomic
def add_units(*, actor: Any, version: StandardVersion, units: Iterable[GivenUnit]) -> list[CompetencyUnit]:
    """Add units with all that hangs on them to a draft; numbers, and so codes, follow the order given.

    Raises:
        Refused: for others than the team of this standard and BPSDM.
        Unusable: when the version is published.
    """
    version = StandardVersion.objects.select_for_update(of=("self",)).select_related("standard").get(pk=version.pk)
    require(policies.may_draft(actor, version.standard), MAY_NOT_DRAFT)
    if version.is_published:
        raise Unusable(TEXT_IS_CLOSED)
    given = list(units)
    rows = _units(actor, version, given)
    elements, criteria = [], []
    for row, each in zip(rows, given, strict=True):
        for number, (title, below) in enumerate(each.elements, start=1):
            element = Element(unit=row, number=number, title=title, changed_by=actor)
            elements.append(element)
            criteria += [
                PerformanceCriterion(element=element, number=at, title=words, changed_by=actor)
                for at, words in enumerate(below, start=1)
            ]
    Element.objects.bulk_create(elements, batch_size=1_000)
    PerformanceCriterion.objects.bulk_create(criteria, batch_size=1_000)
    _keep_history(actor, version, rows, given, elements, criteria)
    version.save(update_fields=["changed_at"])
    audit.record(
        actor,
        "standards.tree.imported",
        version,
        units=len(rows),
        elements=len(elements),
        criteria=len(criteria),
    )
    return rows


def _units(actor: Any, version: StandardVersion, given: list[GivenUnit]) -> list[CompetencyUnit]:
    held = {unit.pk: unit for unit in version.units.select_for_update().defer("search")}
    last = dict(version.units.order_by().values("kind").annotate(n=Max("number")).values_list("kind", "n"))
    rows, fresh, filled = [], [], []
    for each in given:
        texts = {name: text for name, text in each.texts.items() if text}
        row = held.get(each.existing) if each.existing else None
        if row is None:
            last[each.kind] = last.get(each.kind, 0) + 1
            row = CompetencyUnit(version=version, kind=each.kind, number=last[each.kind], title=each.title)
            fresh.append(row)
        else:
            # Who has the old text open is to meet a conflict, not to write over what came from the file.
            trees.stamp(row, actor, *texts)
            filled.append(row)
        for name, text in texts.items():
            setattr(row, name, text)
        row.changed_by = actor
        rows.append(row)
    CompetencyUnit.objects.bulk_create(fresh, batch_size=500)
    CompetencyUnit.objects.bulk_update(
        filled, [*CompetencyUnit.TEXTS, "revision", "changes", "changed_by"], batch_size=200
    )
    return rows


def _keep_history(
    actor: Any,
    version: StandardVersion,
    units: list[CompetencyUnit],
    given: list[GivenUnit],
    elements: list[Element],
    criteria: list[PerformanceCriterion],
) -> None:
    """A line of history for each node, as if it had been typed."""

    def line(kind: str, node: Any, act: str, unit: CompetencyUnit, *numbers: int) -> NodeRevision:
        return NodeRevision(
            version=version,
            node=node.identifier,
            kind=kind,
            act=act,
            revision=node.revision,
            code=code_of(version.standard, unit.kind, unit.number, *numbers),
            texts={name: getattr(node, name) for name in node.TEXTS},
            by=actor,
        )

    created, changed = NodeRevision.Act.CREATED, NodeRevision.Act.CHANGED
    lines = [
        line("unit", unit, changed if each.existing else created, unit) for unit, each in zip(units, given, strict=True)
    ]
    lines += [line("element", each, created, each.unit, each.number) for each in elements]
    lines += [
        line("criterion", each, created, each.element.unit, each.element.number, each.number) for each in criteria
    ]
    NodeRevision.objects.bulk_create(lines, batch_size=1_000)

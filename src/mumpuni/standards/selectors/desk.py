"""Reading a manuscript for the desk of its drafters: short codes, where a finding is mended, steps of the history."""

from collections.abc import Iterable
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Prefetch
from django.http import Http404

from mumpuni.regulations import Decision, Finding, decide
from mumpuni.regulations.permendagri_11_2018.unit_codes import MOST, Part, label
from mumpuni.standards.codes import code_of
from mumpuni.standards.models import Comment, CompetencyUnit, Element, NodeRevision, StandardVersion
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.selectors import occupational, trees

#: The parts of a unit by the words that the findings have for them.
PARTS = {f"unit-{part.replace('_', '-')}": fields for part, fields in trees.RULE_PARTS.items()}
TAGS: dict[str, Part] = {"unit": "UK", "element": "EK", "criterion": "KUK"}


@dataclass
class Leaf:
    """A node with its own short code, what stands in it, and for a unit what it lacks."""

    row: Any
    kind: str
    parent: "Leaf | None" = None
    children: list["Leaf"] = field(default_factory=list)
    judged: Decision | None = None
    remarks: int = 0

    @property
    def identifier(self) -> UUID:
        """The node's own stable id."""
        found: UUID = self.row.identifier
        return found

    @property
    def unit(self) -> "Leaf":
        """The unit that it stands in."""
        return self if self.parent is None else self.parent.unit

    @property
    def code(self) -> str:
        """Its code below its parent: EK-I.2."""
        return label(TAGS[self.kind], self.unit.row.kind, self.row.number)

    @property
    def next_code(self) -> str:
        """The code that a node added at its end gets; empty when the numbers are used up."""
        part: Part = "EK" if self.kind == "unit" else "KUK"
        number = len(self.children) + 1
        return label(part, self.unit.row.kind, number) if number <= MOST[part] else ""

    @property
    def findings(self) -> tuple[Finding, ...]:
        """What a unit still lacks."""
        return self.judged.findings if self.judged else ()

    def place_of(self, finding: Finding) -> str:
        """The field or element that a finding speaks of, as a word of the page's address; empty for the elements."""
        details = finding.details
        if finding.code == "missing-aspect":
            return PARTS.get(details["part"], {}).get(details["aspect"].removeprefix("unit-"), "")
        if finding.code in ("missing-title", "missing-code"):
            return "title"
        element = next((each for each in self.children if each.code == details.get("element")), None)
        return str(element.identifier) if element else ""


@dataclass
class Manuscript:
    """The whole tree of a version."""

    version: StandardVersion
    units: list[Leaf]
    judged: Decision

    def __post_init__(self) -> None:
        """Know every node by its id."""
        self._known = {leaf.identifier: leaf for unit in self.units for leaf in walk(unit)}

    def find(self, identifier: UUID) -> Leaf:
        """One node.

        Raises:
            Http404: when this version has no such node.
        """
        if identifier not in self._known:
            raise Http404
        return self._known[identifier]

    def __contains__(self, identifier: object) -> bool:
        """Whether a node is there, or was deleted."""
        return identifier in self._known


def manuscript(actor: Any, version: StandardVersion) -> Manuscript:
    """The tree of a version that the actor may see.

    Raises:
        Http404: for a version out of sight.
    """
    whole = trees.tree(actor, version)
    return Manuscript(version, [_leaf(branch) for branch in whole.units], whole.judged)


def one_unit(actor: Any, version: StandardVersion, identifier: UUID) -> Leaf:
    """One unit with all in it; `identifier` is that of the unit or of a node in it.

    Raises:
        Http404: when the actor sees no such node.
    """
    version = occupational.version(actor, version.pk)
    units = version.units.prefetch_related(
        Prefetch("elements", queryset=Element.objects.prefetch_related("criteria")), "counterparts"
    )
    row = (
        units.filter(identifier=identifier).first()
        or units.filter(elements__identifier=identifier).first()
        or units.filter(elements__criteria__identifier=identifier).first()
    )
    if row is None:
        raise Http404
    unit = Leaf(row, "unit", judged=decide(f"{trees.BOOK}/unit-content", trees.content(version, row)))
    for element in row.elements.all():
        child = Leaf(element, "element", parent=unit)
        child.children = [Leaf(each, "criterion", parent=child) for each in element.criteria.all()]
        unit.children.append(child)
    return unit


def walk(leaf: Leaf) -> Iterable[Leaf]:
    """A node and all that stand below it."""
    yield leaf
    for child in leaf.children:
        yield from walk(child)


def may_see_work(actor: Any, version: StandardVersion) -> bool:
    """History and remarks are for those who draft, verify and watch drafts, not for readers of published texts."""
    return policies.may_comment(actor, version.standard) or policies.may_see_drafts(actor)


def remarks(actor: Any, version: StandardVersion, node: UUID | None) -> list[Comment]:
    """Remarks on a node, or on the whole; none for readers."""
    if not may_see_work(actor, version):
        return []
    return list(trees.comments(actor, version).filter(node=node))


def copied_codes(actor: Any, version: StandardVersion, source: Manuscript, units: set[UUID]) -> list[tuple[str, ...]]:
    """Title, code there and code here of each unit that would be copied: at the end of its kind, in its order."""
    last: dict[str, int] = {}
    for unit in manuscript(actor, version).units:
        last[unit.row.kind] = unit.row.number
    found: list[tuple[str, ...]] = []
    for unit in source.units:
        if unit.identifier not in units:
            continue
        row: CompetencyUnit = unit.row
        last[row.kind] = last.get(row.kind, 0) + 1
        old = code_of(source.version.standard, row.kind, row.number)
        found.append((row.title, old, code_of(version.standard, row.kind, last[row.kind])))
    return found


@dataclass(frozen=True)
class Step:
    """An entry of the history beside the one before it of the same node."""

    entry: NodeRevision
    before: dict[str, str]
    still_there: bool


def steps(actor: Any, version: StandardVersion, node: UUID | None = None, *, most: int = 100) -> list[Step]:
    """The latest steps of a draft, or of one node, newest first, each with the texts before it.

    Raises:
        Refused: for a reader of published standards.
    """
    shown = list(trees.history(actor, version, node)[:most])
    others = version.history.filter(node__in={each.node for each in shown}).order_by("pk")
    before: dict[int, dict[str, str]] = {}
    last: dict[UUID, dict[str, str]] = {}
    acts: dict[UUID, str] = {}
    for each_node, pk, act, texts in others.values_list("node", "pk", "act", "texts"):
        before[pk] = last.get(each_node, {})
        last[each_node] = {name: text for name, text in texts.items() if name != "whole"}
        acts[each_node] = act
    gone = NodeRevision.Act.DELETED
    return [Step(each, before.get(each.pk, {}), still_there=acts[each.node] != gone) for each in shown]


def _leaf(branch: trees.Branch, parent: Leaf | None = None) -> Leaf:
    leaf = Leaf(branch.node, branch.kind, parent, judged=branch.judged, remarks=branch.open_comments)
    leaf.children = [_leaf(each, leaf) for each in branch.children]
    return leaf

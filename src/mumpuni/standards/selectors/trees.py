"""Reading the text of a standard: its tree with codes, its history, what differs between two versions."""

import difflib
from collections import Counter, defaultdict
from dataclasses import dataclass, field
from typing import Any
from uuid import UUID

from django.db.models import Prefetch, QuerySet
from django.http import Http404

from mumpuni.people.policies import require
from mumpuni.regulations import Decision, decide
from mumpuni.standards.codes import code_of
from mumpuni.standards.models import (
    Comment,
    CompetencyUnit,
    Counterpart,
    Element,
    NodeRevision,
    PerformanceCriterion,
    StandardVersion,
)
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.selectors import occupational
from mumpuni.standards.words import MAY_NOT_SEE_DRAFT_WORK

BOOK = "permendagri-11-2018"
Node = CompetencyUnit | Element | PerformanceCriterion
#: Our fields by the names that the rule has for the parts of Pasal 21 and 22.
RULE_PARTS = {
    "description": {"knowledge": "knowledge", "skills": "skills", "attitude": "attitude"},
    "assessment_guide": {
        "aspects": "guide_aspects",
        "conditions": "guide_conditions",
        "knowledge": "guide_knowledge",
        "skills": "guide_skills",
        "critical": "guide_critical",
    },
    "variables": {
        "context": "variables_context",
        "equipment": "variables_equipment",
        "tasks": "variables_tasks",
        "regulations": "variables_regulations",
    },
}


@dataclass
class Branch:
    """A node with its code, what is below it, how many remarks are open on it, and what it still lacks."""

    kind: str
    node: Any
    code: str
    children: list["Branch"] = field(default_factory=list)
    open_comments: int = 0
    judged: Decision | None = None

    @property
    def identifier(self) -> UUID:
        """The node's own id."""
        found: UUID = self.node.identifier
        return found

    @property
    def is_complete(self) -> bool:
        """For a unit: whether the rule finds nothing missing."""
        return self.judged is None or self.judged.outcome == "compliant"


@dataclass
class Tree:
    """The whole text of a version."""

    version: StandardVersion
    units: list[Branch]
    judged: Decision
    open_comments: int

    def of_kind(self, kind: str) -> list[Branch]:
        """The units of one kind in their order."""
        return [branch for branch in self.units if branch.node.kind == kind]

    def branches(self) -> list[Branch]:
        """Every node, from the top down."""
        found = []
        for unit in self.units:
            found.append(unit)
            for element in unit.children:
                found += [element, *element.children]
        return found

    def find(self, identifier: UUID) -> Branch | None:
        """The node of this id."""
        return next((branch for branch in self.branches() if branch.identifier == identifier), None)


def tree(actor: Any, version: StandardVersion) -> Tree:
    """The text with its codes, in a constant number of queries.

    Raises:
        Http404: for a version out of sight.
    """
    version = occupational.version(actor, version.pk)
    units = units_of(version)
    comments = Counter(
        Comment.objects.filter(version=version, settled_at=None).values_list("node", flat=True)
        if policies.may_comment(actor, version.standard) or policies.may_see_drafts(actor)
        else ()
    )
    whole, parts = judge(version, units)
    branches = []
    for unit in units:
        top = Branch("unit", unit, code_of(version.standard, unit.kind, unit.number), judged=parts[unit.identifier])
        for element in unit.elements.all():
            code = code_of(version.standard, unit.kind, unit.number, element.number)
            middle = Branch("element", element, code)
            for criterion in element.criteria.all():
                code = code_of(version.standard, unit.kind, unit.number, element.number, criterion.number)
                middle.children.append(Branch("criterion", criterion, code))
            top.children.append(middle)
        branches.append(top)
    found = Tree(version, branches, whole, comments.total())
    for branch in found.branches():
        branch.open_comments = comments[branch.identifier]
    return found


def units_of(version: StandardVersion) -> list[CompetencyUnit]:
    """The units with elements, criteria and counterparts read along: U, I, P."""
    elements = Element.objects.prefetch_related("criteria")
    found = version.units.prefetch_related(Prefetch("elements", queryset=elements), "counterparts")
    return sorted(found, key=lambda unit: (CompetencyUnit.Kind.values.index(unit.kind), unit.number))


def completeness(version: StandardVersion) -> tuple[Decision, dict[UUID, Decision]]:
    """What rule and article say of the standard, and of each unit by its identifier."""
    return judge(version, units_of(version))


def judge(version: StandardVersion, units: list[CompetencyUnit]) -> tuple[Decision, dict[UUID, Decision]]:
    """The same for units that were read already."""
    titles = defaultdict(list)
    for unit in units:
        titles[unit.kind].append(unit.title)
    whole = decide(f"{BOOK}/standard-complete", {"general": titles["U"], "core": titles["I"], "elective": titles["P"]})
    return whole, {unit.identifier: decide(f"{BOOK}/unit-content", content(version, unit)) for unit in units}


def content(version: StandardVersion, unit: CompetencyUnit) -> dict[str, Any]:
    """A unit as the facts of the rule `unit-content`; what is empty is left out."""
    parts = {
        part: {name: getattr(unit, ours) for name, ours in fields.items() if getattr(unit, ours)}
        for part, fields in RULE_PARTS.items()
    }
    elements = [
        ({"name": element.title} if element.title else {})
        | {"criteria": [criterion.title for criterion in element.criteria.all()]}
        for element in unit.elements.all()
    ]
    facts = {"kind": unit.kind, "code": code_of(version.standard, unit.kind, unit.number), "elements": elements}
    return facts | parts | ({"title": unit.title} if unit.title else {})


def node(actor: Any, version: StandardVersion, identifier: UUID) -> Node:
    """One node of a version that the actor sees.

    Raises:
        Http404: where there is none.
    """
    version = occupational.version(actor, version.pk)
    for model, path in (
        (CompetencyUnit, "version"),
        (Element, "unit__version"),
        (PerformanceCriterion, "element__unit__version"),
    ):
        found: Node | None = model.objects.filter(**{path: version, "identifier": identifier}).first()
        if found is not None:
            return found
    raise Http404


def history(actor: Any, version: StandardVersion, identifier: UUID | None = None) -> QuerySet[NodeRevision]:
    """Who wrote what when, latest first: of one node, or of the whole draft; for those who work on or watch drafts.

    Raises:
        Refused: for a reader of published standards.
    """
    _see_work(actor, version)
    found = NodeRevision.objects.filter(version=version).select_related("by")
    return found.filter(node=identifier) if identifier else found


def comments(actor: Any, version: StandardVersion) -> QuerySet[Comment]:
    """Remarks of drafters and verifiers, for those who work on or watch drafts.

    Raises:
        Refused: for a reader of published standards.
    """
    _see_work(actor, version)
    return Comment.objects.filter(version=version).select_related("by", "settled_by")


def counterparts(actor: Any, version: StandardVersion) -> QuerySet[Counterpart]:
    """Other standards that the units can be compared with."""
    version = occupational.version(actor, version.pk)
    return Counterpart.objects.filter(unit__version=version).select_related("unit", "other__version__standard")


@dataclass(frozen=True)
class Segment:
    """A run of words: the same in both texts, only in the old one, or only in the new one."""

    act: str
    text: str


@dataclass(frozen=True)
class FieldChange:
    """A field whose text differs."""

    field: str
    label: str
    segments: tuple[Segment, ...]


@dataclass(frozen=True)
class Difference:
    """A node that differs between two versions: added, removed, moved (another code) or changed, or both."""

    kind: str
    act: str
    title: str
    before: str
    after: str
    changes: tuple[FieldChange, ...] = ()


def compare(actor: Any, one: StandardVersion, other: StandardVersion) -> list[Difference]:
    """What `other` has otherwise than `one`, node by node in the order of `other`; the same node by its lineage.

    Raises:
        Http404: for a version out of sight.
    """
    old, new = tree(actor, one).branches(), tree(actor, other).branches()
    before = {branch.node.lineage: branch for branch in old}
    after = {branch.node.lineage: branch for branch in new}
    found = [
        Difference(branch.kind, "added", branch.node.title, "", branch.code)
        if branch.node.lineage not in before
        else _difference(before[branch.node.lineage], branch)
        for branch in new
    ]
    gone = [
        Difference(branch.kind, "removed", branch.node.title, branch.code, "")
        for branch in old
        if branch.node.lineage not in after
    ]
    return [each for each in found if each.act] + gone


def words(old: str, new: str) -> tuple[Segment, ...]:
    """Two texts word by word; joined, the kept and added runs give the new one again."""
    left, right = _tokens(old), _tokens(new)
    found = []
    for act, a, b, c, d in difflib.SequenceMatcher(a=left, b=right, autojunk=False).get_opcodes():
        if act == "equal":
            found.append(Segment("same", "".join(left[a:b])))
            continue
        if b > a:
            found.append(Segment("removed", "".join(left[a:b])))
        if d > c:
            found.append(Segment("added", "".join(right[c:d])))
    return tuple(found)


def _tokens(text: str) -> list[str]:
    """Words with the space behind them, so that nothing is lost."""
    found, word = [], ""
    for sign in text:
        if word and word[-1].isspace() and not sign.isspace():
            found.append(word)
            word = ""
        word += sign
    return [*found, word] if word else found


def _difference(old: Branch, new: Branch) -> Difference:
    # The number of a node that only follows its parent's move is no difference of its own.
    own = (old.node.number, _parent(old)) != (new.node.number, _parent(new))
    changes = tuple(
        FieldChange(name, str(new.node._meta.get_field(name).verbose_name), words(ours, theirs))
        for name in new.node.TEXTS
        if (ours := getattr(old.node, name)) != (theirs := getattr(new.node, name))
    )
    act = "changed" if changes else "moved" if own else ""
    return Difference(new.kind, act, new.node.title, old.code, new.code, changes)


def _parent(branch: Branch) -> Any:
    """What the node hangs on, by lineage; a unit hangs on its kind."""
    node = branch.node
    if isinstance(node, CompetencyUnit):
        return node.kind
    return node.unit.lineage if isinstance(node, Element) else node.element.lineage


def _see_work(actor: Any, version: StandardVersion) -> None:
    version = occupational.version(actor, version.pk)
    require(policies.may_see_drafts(actor) or policies.may_comment(actor, version.standard), MAY_NOT_SEE_DRAFT_WORK)

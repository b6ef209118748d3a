"""Writing the text of a standard: nodes, their order and their history."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.regulations import decide
from mumpuni.standards.codes import code_of
from mumpuni.standards.models import (
    CompetencyUnit,
    Element,
    NodeRevision,
    PerformanceCriterion,
    StandardVersion,
)
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.selectors import trees
from mumpuni.standards.selectors.trees import Node
from mumpuni.standards.texts import clean_line, clean_text
from mumpuni.standards.words import MAY_NOT_DRAFT, TEXT_IS_CLOSED

BOOK = "permendagri-11-2018"
#: Saves of one author on one node within this time are one entry of the history.
SITTING = timedelta(minutes=10)
KIND_OF = {CompetencyUnit: "unit", Element: "element", PerformanceCriterion: "criterion"}


@dataclass(frozen=True)
class Saved:
    """What a save answers: the revision to save on next, and when it was."""

    revision: int
    saved_at: datetime


class Conflict(Exception):
    """Somebody else has changed this field meanwhile; nothing was written. `revision` is the one to go on from."""

    def __init__(self, *, mine: str, theirs: str, theirs_by: str, theirs_at: datetime, revision: int) -> None:
        super().__init__("the field was changed by somebody else")
        self.mine, self.theirs = mine, theirs
        self.theirs_by, self.theirs_at, self.revision = theirs_by, theirs_at, revision


@dataclass(frozen=True)
class CodeChange:
    """A node whose code an act would change; an empty `after` means that it goes."""

    identifier: UUID
    title: str
    before: str
    after: str


@transaction.atomic
def save_text(*, actor: Any, version: StandardVersion, node: UUID, field: str, text: str, revision: int) -> Saved:
    """Save one field of a node, written on the node's text of `revision`.

    Raises:
        Conflict: when the field has changed since that revision and says something else.
        Refused: for others than the team; Unusable: an empty or too long title, a published version.
    """
    version = open_draft(actor, version)
    row = _locked(version, node)
    if field not in row.TEXTS:
        raise Unusable(_("Isian ini tidak ada pada simpul ini."))
    text = _title(text, row) if field == "title" else clean_text(text)
    stored = str(getattr(row, field))
    if text == stored:
        return Saved(row.revision, row.changed_at)
    if field == "title" and isinstance(row, CompetencyUnit) and row.kind == CompetencyUnit.Kind.GENERAL:
        others = _sisters(row).exclude(pk=row.pk).values_list("title", flat=True)
        require_general([*others, text])
    changed, by, at = row.changes.get(field, (1, "", ""))
    if changed > revision:
        raise Conflict(
            mine=text, theirs=stored, theirs_by=by, theirs_at=datetime.fromisoformat(at), revision=row.revision
        )
    _remember_first(version, row)
    setattr(row, field, text)
    stamp(row, actor, field)
    row.save()
    _note(version, row, actor, NodeRevision.Act.CHANGED)
    touch(version)
    return Saved(row.revision, row.changed_at)


@transaction.atomic
def add_node(
    *,
    actor: Any,
    version: StandardVersion,
    parent: UUID | None = None,
    kind: str,
    unit_kind: str = "",
    title: str,
    after: UUID | None = None,
) -> Node:
    """Put a unit, element or criterion at the end or behind a sister; those below it are numbered on.

    Raises:
        RuleBroken: beyond 99 units or criteria or 9 elements, or a general unit that is none of the three.
        Refused, Unusable: as `save_text`.
    """
    version = open_draft(actor, version)
    if kind == "unit":
        if unit_kind not in CompetencyUnit.Kind.values:
            raise Unusable({"unit_kind": _("Pilih jenis unit: UK-U, UK-I, atau UK-P.")})
        row: Node = CompetencyUnit(version=version, kind=unit_kind)
    elif kind in ("element", "criterion") and parent is not None:
        above = _locked(version, parent)
        if kind == "element" and isinstance(above, CompetencyUnit):
            row = Element(unit=above)
        elif kind == "criterion" and isinstance(above, Element):
            row = PerformanceCriterion(element=above)
        else:
            raise Unusable({"parent": _("Elemen berada di bawah unit, kriteria di bawah elemen.")})
    else:
        raise Unusable({"parent": _("Pilih tempat simpul baru ini.")})
    row.title = _title(title, row)
    sisters = list(_sisters(row))
    place = next((at for at, each in enumerate(sisters, 1) if each.identifier == after), len(sisters))
    require_fit(version, row, len(sisters) + 1)
    if isinstance(row, CompetencyUnit) and row.kind == CompetencyUnit.Kind.GENERAL:
        require_general([*(each.title for each in sisters), row.title])
    row.number, row.changed_by = place + 1, actor
    _shift(sisters[place:], place + 2)
    row.save()
    _note(version, row, actor, NodeRevision.Act.CREATED)
    touch(version)
    audit.record(actor, "standards.skk.node_added", version, node=str(row.identifier), code=_code(version, row))
    return row


def preview_move(
    *, actor: Any, version: StandardVersion, node: UUID, to_parent: UUID | None = None, position: int
) -> list[CodeChange]:
    """Which codes a move would change, in the order of the present text; nothing is written.

    Raises:
        Refused, RuleBroken, Unusable: what the move itself would be refused with.
    """
    return _preview(
        lambda: move_node(actor=actor, version=version, node=node, to_parent=to_parent, position=position), version
    )


@transaction.atomic
def move_node(
    *, actor: Any, version: StandardVersion, node: UUID, to_parent: UUID | None = None, position: int
) -> Node:
    """Bring a node to a place (from 1) among its sisters, or below another parent of the version.

    A unit stays in its kind; an element may go to another unit and takes that unit's kind, a criterion to another
    element.

    Raises:
        RuleBroken: where the new parent has no number left; Refused, Unusable: as `save_text`.
    """
    version = open_draft(actor, version)
    row = _locked(version, node)
    before = _code(version, row)
    left = [each for each in _sisters(row) if each.pk != row.pk]
    if to_parent is not None and not isinstance(row, CompetencyUnit):
        above = _locked(version, to_parent)
        wanted = CompetencyUnit if isinstance(row, Element) else Element
        if not isinstance(above, wanted):
            raise Unusable({"to_parent": _("Elemen berada di bawah unit, kriteria di bawah elemen.")})
        own = row.unit_id if isinstance(row, Element) else row.element_id
        if above.pk != own:
            _shift(left, 1)
            setattr(row, "unit" if isinstance(row, Element) else "element", above)
            left = list(_sisters(row))
            require_fit(version, row, len(left) + 1)
    place = min(max(position, 1), len(left) + 1)
    _remember_first(version, row)
    row.number = place
    stamp(row, actor)
    _shift(left[: place - 1], 1)
    _shift(left[place - 1 :], place + 1)
    row.save()
    _note(version, row, actor, NodeRevision.Act.MOVED)
    touch(version)
    audit.record(actor, "standards.skk.node_moved", version, node=str(node), before=before, after=_code(version, row))
    return row


def preview_removal(*, actor: Any, version: StandardVersion, node: UUID) -> list[CodeChange]:
    """What goes with a node and which codes close up behind it; nothing is written."""
    return _preview(lambda: remove_node(actor=actor, version=version, node=node, reason="-"), version)


@transaction.atomic
def remove_node(*, actor: Any, version: StandardVersion, node: UUID, reason: str) -> None:
    """Take a node with all below it out of the draft; its text stays in the history and can be brought back.

    Raises:
        Unusable: without a reason; Refused: as `save_text`.
    """
    version = open_draft(actor, version)
    if not reason.strip():
        raise Unusable({"reason": _("Tuliskan mengapa bagian ini dihapus.")})
    row = _locked(version, node)
    code = _code(version, row)
    sisters = [each for each in _sisters(row) if each.pk != row.pk]
    row.revision += 1
    _note(version, row, actor, NodeRevision.Act.DELETED, whole=True)
    row.delete()
    _shift(sisters, 1)
    touch(version)
    audit.record(actor, "standards.skk.node_removed", version, node=str(node), code=code, reason=reason.strip())


def preview_renumber(*, actor: Any, version: StandardVersion) -> list[CodeChange]:
    """Which codes closing all gaps would change."""
    return _preview(lambda: renumber(actor=actor, version=version), version)


@transaction.atomic
def renumber(*, actor: Any, version: StandardVersion) -> int:
    """Number units, elements and criteria on from 1 without gaps, in their present order. How many changed."""
    version = open_draft(actor, version)
    changed = 0
    units = trees.units_of(version)
    for kind in CompetencyUnit.Kind.values:
        changed += _shift([unit for unit in units if unit.kind == kind], 1)
    for unit in units:
        changed += _shift(list(unit.elements.all()), 1)
        for element in unit.elements.all():
            changed += _shift(list(element.criteria.all()), 1)
    if changed:
        touch(version)
        audit.record(actor, "standards.skk.renumbered", version, nodes=changed)
    return changed


@transaction.atomic
def restore(*, actor: Any, version: StandardVersion, node: UUID, entry: int) -> Node:
    """Bring an old text of a node back as its newest; a deleted node comes back with what was below it.

    Raises:
        Unusable: where the entry is not of this node, or the place of a deleted node is gone too.
    """
    version = open_draft(actor, version)
    old = NodeRevision.objects.filter(version=version, node=node, pk=entry).first()
    if old is None:
        raise Unusable(_("Catatan riwayat itu bukan dari simpul ini."))
    row = _found(version, node)
    if row is None:
        whole = NodeRevision.objects.filter(version=version, node=node, act=NodeRevision.Act.DELETED).first()
        if whole is None:
            raise Unusable(_("Isi simpul itu tidak tersimpan lagi."))
        row = _rebuild(version, actor, whole.texts["whole"])
    _remember_first(version, row)
    back = [name for name in row.TEXTS if name in old.texts and getattr(row, name) != old.texts[name]]
    for name in back:
        setattr(row, name, old.texts[name])
    stamp(row, actor, *back)
    row.save()
    _note(version, row, actor, NodeRevision.Act.RESTORED)
    touch(version)
    audit.record(actor, "standards.skk.node_restored", version, node=str(node), code=_code(version, row))
    return row


def open_draft(actor: Any, version: StandardVersion) -> StandardVersion:
    """The draft, held until commit, so that numbers are dealt out one writer at a time."""
    require(policies.may_draft(actor, version.standard), MAY_NOT_DRAFT)
    held = StandardVersion.objects.select_for_update(of=("self",)).select_related("standard").get(pk=version.pk)
    if held.is_published:
        raise Unusable(TEXT_IS_CLOSED)
    return held


def _found(version: StandardVersion, node: UUID) -> Node | None:
    for model, path in (
        (CompetencyUnit, "version"),
        (Element, "unit__version"),
        (PerformanceCriterion, "element__unit__version"),
    ):
        rows = model.objects.select_related("changed_by", *_UP[model])
        found: Node | None = rows.filter(**{path: version, "identifier": node}).first()
        if found is not None:
            return found
    return None


_UP: dict[type, tuple[str, ...]] = {CompetencyUnit: (), Element: ("unit",), PerformanceCriterion: ("element__unit",)}


def _locked(version: StandardVersion, node: UUID) -> Node:
    """A node of the draft; the lock on the draft holds for it too."""
    found = _found(version, node)
    if found is None:
        raise Unusable(_("Bagian ini sudah tidak ada dalam naskah; muat ulang halaman."))
    return found


def unit_of(version: StandardVersion, unit: UUID) -> CompetencyUnit:
    """A unit of the draft, for what hangs on units alone."""
    row = _locked(version, unit)
    if not isinstance(row, CompetencyUnit):
        raise Unusable(_("Padanan disebut pada unit kompetensi."))
    return row


def _sisters(row: Node) -> Any:
    if isinstance(row, CompetencyUnit):
        return CompetencyUnit.objects.filter(version=row.version, kind=row.kind).order_by("number")
    if isinstance(row, Element):
        return Element.objects.filter(unit=row.unit).order_by("number")
    return PerformanceCriterion.objects.filter(element=row.element).order_by("number")


def _shift(rows: Sequence[Node], first: int) -> int:
    """Number these on from `first`. Sisters may share a number until commit, for their uniqueness is deferred."""
    changed = []
    for number, row in enumerate(rows, first):
        if row.number != number:
            row.number = number
            changed.append(row)
    if changed:
        type(changed[0])._base_manager.bulk_update(changed, ["number"])  # type: ignore[arg-type]
    return len(changed)


def require_fit(version: StandardVersion, row: Node, count: int) -> None:
    """Whether so many sisters can all get a code; the rule says where numbers end."""
    facts: dict[str, Any] = {"job_code": "JF"}
    if isinstance(row, CompetencyUnit):
        facts |= {"kind": row.kind, "unit": count}
    elif isinstance(row, Element):
        facts |= {"kind": row.unit.kind, "unit": 1, "element": count}
    else:
        facts |= {"kind": row.element.unit.kind, "unit": 1, "element": 1, "criterion": count}
    decision = decide(f"{BOOK}/unit-code", facts)
    if decision.outcome != "valid":
        raise RuleBroken(decision)


def require_general(titles: list[str]) -> None:
    """A general unit is one of the three of Pasal 20, each once; that one is still missing is said elsewhere."""
    facts = {"general": titles, "core": ["-"], "elective": ["-"]}
    decision = decide(f"{BOOK}/standard-complete", facts)
    if any(finding.details["surplus"] != "no-title" for finding in decision.findings):
        raise RuleBroken(decision)


def _title(text: str, row: Node) -> str:
    title = clean_line(text)
    if not title:
        raise Unusable({"title": _("Judul tidak boleh kosong.")})
    most = row._meta.get_field("title").max_length
    if most and len(title) > most:
        raise Unusable({"title": _("Judul paling panjang %(most)d tanda; pendekkan.") % {"most": most}})
    return title


def _code(version: StandardVersion, row: Node) -> str:
    if isinstance(row, CompetencyUnit):
        return code_of(version.standard, row.kind, row.number)
    if isinstance(row, Element):
        return code_of(version.standard, row.unit.kind, row.unit.number, row.number)
    unit = row.element.unit
    return code_of(version.standard, unit.kind, unit.number, row.element.number, row.number)


def stamp(row: Node, actor: Any, *fields: str) -> None:
    """Count a save of a node and note on each of these fields who changed it when."""
    row.revision += 1
    row.changed_by = actor
    for name in fields:
        row.changes[name] = [row.revision, actor.name, timezone.now().isoformat()]


def touch(version: StandardVersion) -> None:
    """Note that the draft has changed now."""
    StandardVersion.objects.filter(pk=version.pk).update(changed_at=timezone.now())


def texts_of(row: Node) -> dict[str, str]:
    """What a node says, by field."""
    return {name: str(getattr(row, name)) for name in row.TEXTS}


def _remember_first(version: StandardVersion, row: Node) -> None:
    """What stood there before anyone wrote, for nodes that came by import, copy or a new version."""
    if not NodeRevision.objects.filter(version=version, node=row.identifier).exists():
        stored = type(row)._base_manager.get(pk=row.pk)
        NodeRevision.objects.create(
            version=version,
            node=row.identifier,
            kind=KIND_OF[type(row)],
            act=NodeRevision.Act.CREATED,
            revision=row.revision,
            code=_code(version, row),
            texts=texts_of(stored),
            by=row.changed_by,
        )


def _note(version: StandardVersion, row: Node, actor: Any, act: str, *, whole: bool = False) -> None:
    texts: dict[str, Any] = texts_of(row) | ({"whole": _as_record(row)} if whole else {})
    told = {"revision": row.revision, "code": _code(version, row), "texts": texts}
    last = NodeRevision.objects.filter(version=version, node=row.identifier).order_by("-pk").first()
    sitting = (
        act == NodeRevision.Act.CHANGED
        and last is not None
        and last.act == act
        and last.by_id == actor.pk
        and timezone.now() - last.started_at < SITTING
    )
    if sitting and last is not None:
        for name, value in told.items():
            setattr(last, name, value)
        last.save()
        return
    NodeRevision.objects.create(
        version=version, node=row.identifier, kind=KIND_OF[type(row)], act=act, by=actor, **told
    )


def _as_record(row: Node) -> dict[str, Any]:
    """A node with all below it, as it can be built again."""
    own: dict[str, Any] = {
        "model": KIND_OF[type(row)],
        "identifier": str(row.identifier),
        "lineage": str(row.lineage),
        "number": row.number,
        "revision": row.revision,
        "changes": row.changes,
        "texts": texts_of(row),
    }
    if isinstance(row, CompetencyUnit):
        below: Iterable[Node] = row.elements.prefetch_related("criteria")
        return own | {"kind": row.kind, "below": [_as_record(each) for each in below]}
    if isinstance(row, Element):
        return own | {"unit": str(row.unit.identifier), "below": [_as_record(each) for each in row.criteria.all()]}
    return own | {"element": str(row.element.identifier)}


def _rebuild(version: StandardVersion, actor: Any, record: dict[str, Any], above: Node | None = None) -> Node:
    """Make a deleted node again, at the end of its sisters."""
    row: Node
    if record["model"] == "unit":
        row = CompetencyUnit(version=version, kind=record["kind"])
    else:
        parent = above or _found(version, UUID(record["unit"] if record["model"] == "element" else record["element"]))
        if isinstance(parent, CompetencyUnit) and record["model"] == "element":
            row = Element(unit=parent)
        elif isinstance(parent, Element) and record["model"] == "criterion":
            row = PerformanceCriterion(element=parent)
        else:
            raise Unusable(_("Tempat simpul itu sudah dihapus juga; kembalikan dahulu bagian di atasnya."))
    sisters = _sisters(row).count()
    require_fit(version, row, sisters + 1)
    if isinstance(row, CompetencyUnit) and row.kind == CompetencyUnit.Kind.GENERAL:
        require_general([*_sisters(row).values_list("title", flat=True), record["texts"]["title"]])
    for name, text in record["texts"].items():
        setattr(row, name, text)
    row.identifier, row.lineage = UUID(record["identifier"]), UUID(record["lineage"])
    row.number, row.revision, row.changed_by = sisters + 1, record["revision"], actor
    row.changes = record.get("changes", {})
    row.save()
    for each in record.get("below", ()):
        _rebuild(version, actor, each, above=row)
    return row


class _Undo(Exception):
    """Ends a preview."""


def _preview(act: Any, version: StandardVersion) -> list[CodeChange]:
    """Do it, look, undo it: a preview by other means could promise what the act does not do."""
    before = _codes(version)
    after: dict[UUID, tuple[str, str]] = {}
    try:
        with transaction.atomic():
            act()
            after = _codes(version)
            raise _Undo
    except _Undo:
        pass
    return [
        CodeChange(node, title, code, after[node][1] if node in after else "")
        for node, (title, code) in before.items()
        if node not in after or after[node][1] != code
    ]


def _codes(version: StandardVersion) -> dict[UUID, tuple[str, str]]:
    standard = version.standard
    found: dict[UUID, tuple[str, str]] = {}
    for unit in trees.units_of(version):
        found[unit.identifier] = (unit.title, code_of(standard, unit.kind, unit.number))
        for element in unit.elements.all():
            found[element.identifier] = (
                element.title,
                code_of(standard, unit.kind, unit.number, element.number),
            )
            for criterion in element.criteria.all():
                code = code_of(standard, unit.kind, unit.number, element.number, criterion.number)
                found[criterion.identifier] = (criterion.title, code)
    return found

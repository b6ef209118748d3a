"""Writing the text of a standard: nodes, their order, their history, remarks and counterparts."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from datetime import datetime, timedelta
from typing import Any
from uuid import UUID, uuid4

from django.db import transaction
from django.db.models import Max
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.regulations import decide
from mumpuni.standards.codes import code_of
from mumpuni.standards.models import (
    Comment,
    CompetencyUnit,
    Counterpart,
    Element,
    NodeRevision,
    OccupationalStandard,
    PerformanceCriterion,
    SkkStage,
    StageMove,
    StandardVersion,
)
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.selectors import occupational, trees
from mumpuni.standards.selectors.trees import Node
from mumpuni.standards.texts import clean_line, clean_text
from mumpuni.standards.words import MAY_NOT_DECIDE, MAY_NOT_DRAFT, TEXT_IS_CLOSED

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
    version = _open(actor, version)
    row = _locked(version, node)
    if field not in row.TEXTS:
        raise Unusable(_("Isian ini tidak ada pada simpul ini."))
    text = _title(text, row) if field == "title" else clean_text(text)
    stored = str(getattr(row, field))
    if text == stored:
        return Saved(row.revision, row.changed_at)
    if field == "title" and isinstance(row, CompetencyUnit) and row.kind == CompetencyUnit.Kind.GENERAL:
        others = _sisters(row).exclude(pk=row.pk).values_list("title", flat=True)
        _general_fits([*others, text])
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
    _touch(version)
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
    version = _open(actor, version)
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
    _fits(version, row, len(sisters) + 1)
    if isinstance(row, CompetencyUnit) and row.kind == CompetencyUnit.Kind.GENERAL:
        _general_fits([*(each.title for each in sisters), row.title])
    row.number, row.changed_by = place + 1, actor
    _shift(sisters[place:], place + 2)
    row.save()
    _note(version, row, actor, NodeRevision.Act.CREATED)
    _touch(version)
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
    version = _open(actor, version)
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
            _fits(version, row, len(left) + 1)
    place = min(max(position, 1), len(left) + 1)
    _remember_first(version, row)
    row.number = place
    stamp(row, actor)
    _shift(left[: place - 1], 1)
    _shift(left[place - 1 :], place + 1)
    row.save()
    _note(version, row, actor, NodeRevision.Act.MOVED)
    _touch(version)
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
    version = _open(actor, version)
    if not reason.strip():
        raise Unusable({"reason": _("Tuliskan mengapa bagian ini dihapus.")})
    row = _locked(version, node)
    code = _code(version, row)
    sisters = [each for each in _sisters(row) if each.pk != row.pk]
    row.revision += 1
    _note(version, row, actor, NodeRevision.Act.DELETED, whole=True)
    row.delete()
    _shift(sisters, 1)
    _touch(version)
    audit.record(actor, "standards.skk.node_removed", version, node=str(node), code=code, reason=reason.strip())


def preview_renumber(*, actor: Any, version: StandardVersion) -> list[CodeChange]:
    """Which codes closing all gaps would change."""
    return _preview(lambda: renumber(actor=actor, version=version), version)


@transaction.atomic
def renumber(*, actor: Any, version: StandardVersion) -> int:
    """Number units, elements and criteria on from 1 without gaps, in their present order. How many changed."""
    version = _open(actor, version)
    changed = 0
    units = trees.units_of(version)
    for kind in CompetencyUnit.Kind.values:
        changed += _shift([unit for unit in units if unit.kind == kind], 1)
    for unit in units:
        changed += _shift(list(unit.elements.all()), 1)
        for element in unit.elements.all():
            changed += _shift(list(element.criteria.all()), 1)
    if changed:
        _touch(version)
        audit.record(actor, "standards.skk.renumbered", version, nodes=changed)
    return changed


@transaction.atomic
def restore(*, actor: Any, version: StandardVersion, node: UUID, entry: int) -> Node:
    """Bring an old text of a node back as its newest; a deleted node comes back with what was below it.

    Raises:
        Unusable: where the entry is not of this node, or the place of a deleted node is gone too.
    """
    version = _open(actor, version)
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
    _touch(version)
    audit.record(actor, "standards.skk.node_restored", version, node=str(node), code=_code(version, row))
    return row


@transaction.atomic
def comment(*, actor: Any, version: StandardVersion, text: str, node: UUID | None = None) -> Comment:
    """Remark on a node, or on the whole draft.

    Raises:
        Refused: for others than drafters and verifiers; Unusable: an empty remark.
    """
    require(policies.may_comment(actor, version.standard), _("Komentar ditulis oleh tim penyusun dan verifikator."))
    if not (text := clean_text(text)):
        raise Unusable({"text": _("Tuliskan komentarnya.")})
    if node is not None:
        trees.node(actor, version, node)
    made = Comment.objects.create(version=version, node=node, text=text, by=actor)
    audit.record(actor, "standards.skk.commented", version, node=str(node or ""))
    return made


@transaction.atomic
def settle_comment(*, actor: Any, comment: Comment) -> Comment:
    """Say that a remark is dealt with."""
    comment = Comment.objects.select_for_update().select_related("version__standard").get(pk=comment.pk)
    standard = comment.version.standard
    require(policies.may_comment(actor, standard), _("Komentar diselesaikan oleh tim penyusun dan verifikator."))
    if comment.settled_at is None:
        comment.settled_at, comment.settled_by = timezone.now(), actor
        comment.save()
        audit.record(actor, "standards.skk.comment_settled", comment.version, comment=comment.pk)
    return comment


@transaction.atomic
def add_counterpart(
    *,
    actor: Any,
    version: StandardVersion,
    unit: UUID,
    scope: str,
    relation: str,
    title: str = "",
    code: str = "",
    uri: str = "",
    other: CompetencyUnit | None = None,
) -> Counterpart:
    """Name another standard that the unit can be compared with or equated to (Pasal 17 huruf e).

    Raises:
        Unusable: no title, or an SKK-PDN unit that the actor does not see or that is the unit itself.
    """
    version = _open(actor, version)
    row = _unit(version, unit)
    if other is not None:
        source = occupational.version(actor, other.version_id)
        if other.pk == row.pk:
            raise Unusable({"other": _("Pilih unit lain; unit tidak menjadi padanan dirinya.")})
        title, code = other.title, code_of(source.standard, other.kind, other.number)
    made = Counterpart(
        unit=row,
        scope=scope,
        relation=relation,
        other=other,
        title=clean_line(title),
        code=clean_line(code),
        uri=uri.strip(),
        added_by=actor,
    )
    made.full_clean(exclude=["added_by"])
    made.save()
    CompetencyUnit.objects.filter(pk=row.pk).update(no_counterpart=False)
    _touch(version)
    audit.record(actor, "standards.skk.counterpart_added", version, unit=str(unit), title=made.title)
    return made


@transaction.atomic
def remove_counterpart(*, actor: Any, version: StandardVersion, counterpart: Counterpart) -> None:
    """Take a counterpart away."""
    version = _open(actor, version)
    gone = Counterpart.objects.filter(pk=counterpart.pk, unit__version=version).first()
    if gone is None:
        raise Unusable(_("Padanan itu bukan dari naskah ini."))
    audit.record(actor, "standards.skk.counterpart_removed", version, title=gone.title)
    gone.delete()
    _touch(version)


@transaction.atomic
def mark_no_counterpart(*, actor: Any, version: StandardVersion, unit: UUID, none_found: bool = True) -> None:
    """Say that no other standard can be compared with the unit (tanpa padanan), or take that back.

    Raises:
        Unusable: while the unit names counterparts.
    """
    version = _open(actor, version)
    row = _unit(version, unit)
    if none_found and row.counterparts.exists():
        raise Unusable(_("Unit ini sudah menyebut padanan; hapus dahulu bila tidak berlaku."))
    CompetencyUnit.objects.filter(pk=row.pk).update(no_counterpart=none_found)
    audit.record(actor, "standards.skk.no_counterpart_marked", version, unit=str(unit), none_found=none_found)


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
    version = _open(actor, version)
    source_version = occupational.version(actor, source_version.pk)
    if method not in (StandardVersion.Method.ADAPTATION, StandardVersion.Method.ADOPTION):
        raise Unusable({"method": _("Pilih adopsi atau adaptasi.")})
    chosen = [unit for unit in trees.units_of(source_version) if unit.identifier in set(units)]
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
            _fits(version, CompetencyUnit(version=version, kind=kind), last.get(kind, 0) + more)
    if any(unit.kind == CompetencyUnit.Kind.GENERAL for unit in chosen):
        _general_fits([unit.title for unit in (*there.values(), *chosen) if unit.kind == CompetencyUnit.Kind.GENERAL])
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
    units = trees.units_of(last)
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


def _open(actor: Any, version: StandardVersion) -> StandardVersion:
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


def _unit(version: StandardVersion, unit: UUID) -> CompetencyUnit:
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


def _fits(version: StandardVersion, row: Node, count: int) -> None:
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


def _general_fits(titles: list[str]) -> None:
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


def _touch(version: StandardVersion) -> None:
    StandardVersion.objects.filter(pk=version.pk).update(changed_at=timezone.now())


def _texts(row: Node) -> dict[str, str]:
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
            texts=_texts(stored),
            by=row.changed_by,
        )


def _note(version: StandardVersion, row: Node, actor: Any, act: str, *, whole: bool = False) -> None:
    texts: dict[str, Any] = _texts(row) | ({"whole": _as_record(row)} if whole else {})
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
        "texts": _texts(row),
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
    _fits(version, row, sisters + 1)
    if isinstance(row, CompetencyUnit) and row.kind == CompetencyUnit.Kind.GENERAL:
        _general_fits([*_sisters(row).values_list("title", flat=True), record["texts"]["title"]])
    for name, text in record["texts"].items():
        setattr(row, name, text)
    row.identifier, row.lineage = UUID(record["identifier"]), UUID(record["lineage"])
    row.number, row.revision, row.changed_by = sisters + 1, record["revision"], actor
    row.changes = record.get("changes", {})
    row.save()
    for each in record.get("below", ()):
        _rebuild(version, actor, each, above=row)
    return row


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
        return {"lineage": row.lineage if keep_lineage else uuid4(), "changed_by": actor, **_texts(row)}

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

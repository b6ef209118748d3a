"""Remarks on a draft, and the standards that its units can be compared with (komentar, padanan)."""

from typing import Any
from uuid import UUID

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require
from mumpuni.standards.codes import code_of
from mumpuni.standards.models import Comment, CompetencyUnit, Counterpart, StandardVersion
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.selectors import occupational
from mumpuni.standards.selectors import trees as reading
from mumpuni.standards.services import trees
from mumpuni.standards.texts import clean_line, clean_text


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
        reading.node(actor, version, node)
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
    version = trees.open_draft(actor, version)
    row = trees.unit_of(version, unit)
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
    trees.touch(version)
    audit.record(actor, "standards.skk.counterpart_added", version, unit=str(unit), title=made.title)
    return made


@transaction.atomic
def remove_counterpart(*, actor: Any, version: StandardVersion, counterpart: Counterpart) -> None:
    """Take a counterpart away."""
    version = trees.open_draft(actor, version)
    gone = Counterpart.objects.filter(pk=counterpart.pk, unit__version=version).first()
    if gone is None:
        raise Unusable(_("Padanan itu bukan dari naskah ini."))
    audit.record(actor, "standards.skk.counterpart_removed", version, title=gone.title)
    gone.delete()
    trees.touch(version)


@transaction.atomic
def mark_no_counterpart(*, actor: Any, version: StandardVersion, unit: UUID, none_found: bool = True) -> None:
    """Say that no other standard can be compared with the unit (tanpa padanan), or take that back.

    Raises:
        Unusable: while the unit names counterparts.
    """
    version = trees.open_draft(actor, version)
    row = trees.unit_of(version, unit)
    if none_found and row.counterparts.exists():
        raise Unusable(_("Unit ini sudah menyebut padanan; hapus dahulu bila tidak berlaku."))
    CompetencyUnit.objects.filter(pk=row.pk).update(no_counterpart=none_found)
    audit.record(actor, "standards.skk.no_counterpart_marked", version, unit=str(unit), none_found=none_found)

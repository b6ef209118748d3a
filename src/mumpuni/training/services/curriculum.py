"""What the development of a season rests on (kurikulum; Permendagri 11/2018 Pasal 4, 15 and 25)."""

from collections.abc import Sequence
from typing import Any

from django.db import models, transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.regulations import Decision, decide
from mumpuni.standards.models import DevelopmentStandard, ImplementationGuide
from mumpuni.standards.services.development import SKK_USE, skk_facts
from mumpuni.training import policies
from mumpuni.training.models import BATCH_LEVELS, Curriculum, Season

BASIS = "permendagri-11-2018/development-basis"
PROGRAMME = "permendagri-11-2018/programme-basis"
Judged = list[tuple[Decision, dict[str, Any]]]


@transaction.atomic
def name_basis(
    *,
    actor: Any,
    season: Season,
    level: str,
    kinds: Sequence[str],
    standard: DevelopmentStandard | None = None,
    guide: ImplementationGuide | None = None,
) -> list[Curriculum]:
    """Say on what these kinds of development run for a level; what was named before is replaced.

    KU, KI and KP take a distributed SP2-PDN of the level, any other kind a guide of Kepala BPSDM.

    Raises:
        Refused: for others than the organiser.
        RuleBroken: without a basis, or with one that is still a draft; each names its article.
        Unusable: for another level's SP2-PDN, one without units of the kind or not yet distributed, a guide that has
            ended, a level without batches, or a season that is over.
    """
    season = Season.objects.select_for_update().get(pk=season.pk)
    _require_change(actor, season)
    if not season.batches.filter(level=level).exists():
        raise Unusable(_("Musim ini tidak mempunyai angkatan jenjang itu."))
    judged = {kind: _judged(level, kind, standard, guide) for kind in kinds}
    for kind in kinds:
        _require_fit(level, kind, standard, guide, season)
    made = []
    keeping: list[tuple[Decision, dict[str, Any], models.Model]] = []
    for kind in kinds:
        given = (None, guide) if kind == Curriculum.Kind.OTHER else (standard, None)
        wanted = {"standard": given[0], "guide": given[1], "named_by": actor}
        row, _created = Curriculum.objects.update_or_create(season=season, level=level, kind=kind, defaults=wanted)
        keeping += [(decision, facts, row) for decision, facts in judged[kind]]
        made.append(row)
    audit.keep_many(actor, keeping, on=timezone.localdate())
    audit.record(
        actor,
        "training.curriculum.named",
        season,
        level=level,
        kinds=list(kinds),
        standard=standard and standard.pk,
        guide=guide and guide.pk,
    )
    return made


@transaction.atomic
def drop_basis(*, actor: Any, curriculum: Curriculum) -> None:
    """Let a level have no basis for this kind again.

    Raises:
        Refused: for others than the organiser.
        Unusable: once the season is over.
    """
    row = Curriculum.objects.select_for_update(of=("self",)).select_related("season").get(pk=curriculum.pk)
    _require_change(actor, row.season)
    audit.record(actor, "training.curriculum.dropped", row.season, level=row.level, kind=row.kind)
    row.delete()


def _require_change(actor: Any, season: Season) -> None:
    require(policies.may_plan(actor, season), _("Kurikulum disusun oleh penyelenggara."))
    if season.ends_on < timezone.localdate():
        raise Unusable(_("Musim ini sudah selesai; kurikulumnya tidak berubah lagi."))


def _judged(level: str, kind: str, standard: DevelopmentStandard | None, guide: ImplementationGuide | None) -> Judged:
    """What the rules say: the programme's level and family, its basis, and the SKK-PDN below it.

    Raises:
        RuleBroken: with the first that says no.
    """
    asked: list[tuple[str, dict[str, Any]]] = [(PROGRAMME, _programme(level))]
    facts: dict[str, Any] = {"kind": kind}
    if kind == Curriculum.Kind.OTHER:
        # A row of `ImplementationGuide` is one that Kepala BPSDM has set; others cannot be entered.
        facts |= {"guide_set_by": "kepala-bpsdm"} if guide else {}
        asked.append((BASIS, facts))
    else:
        facts |= {"sp2_stage": standard.stage} if standard else {}
        asked.append((BASIS, facts))
        if standard:
            asked.append((SKK_USE, skk_facts("competency-development", standard.source)))
    judged = [(decide(rule, each), each) for rule, each in asked]
    for decision, _facts in judged:
        if decision.outcome == "non-compliant":
            raise RuleBroken(decision)
    return judged


def _programme(level: str) -> dict[str, Any]:
    """Level and family of a programme for this position; of two levels of a position the higher, which it leads to."""
    levels = decide("permendagri-11-2018/position-level", {"position": level}).values["levels"]
    family = decide("permendagri-11-2018/position-family", {"position": level}).values["family"]
    return {"level": max(levels), "family": f"jabatan-{family}"}


def _require_fit(
    level: str,
    kind: str,
    standard: DevelopmentStandard | None,
    guide: ImplementationGuide | None,
    season: Season,
) -> None:
    if kind == Curriculum.Kind.OTHER:
        if guide and guide.in_force_until and guide.in_force_until < season.starts_on:
            raise Unusable({"basis": _("Panduan ini sudah berakhir sebelum musim mulai; pilih yang masih berlaku.")})
        return
    if standard is None:
        return
    if standard.distributed_at is None:
        raise Unusable({"basis": _("SP2-PDN ini belum didistribusikan, jadi peserta belum melihatnya.")})
    if standard.source.standard.position != level:
        raise Unusable(
            {
                "basis": _("SP2-PDN ini untuk jenjang %(there)s; pilih yang untuk %(here)s.")
                % {
                    "there": standard.source.standard.get_position_display(),
                    "here": dict(BATCH_LEVELS).get(level, level),
                }
            }
        )
    if not standard.units.filter(kind=kind).exists():
        raise Unusable({"basis": _("SP2-PDN ini tidak memuat unit %(kind)s; pilih yang lain.") % {"kind": kind}})

"""Writing position standards. Published versions never change; what was decided under one stays bound to it."""

from collections.abc import Mapping
from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import QuerySet
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people.models import Position
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.regulations import catalogue
from mumpuni.standards.models import Competency, Dictionary, PositionRequirement, PositionStandard
from mumpuni.standards.policies import positions as policies
from mumpuni.standards.selectors import dictionary as dictionaries
from mumpuni.standards.selectors import positions as selectors
from mumpuni.standards.services.dictionary import CATALOGUE_REGULATION, LEVELS
from mumpuni.standards.words import MAY_NOT_KEEP_POSITION_STANDARD


@transaction.atomic
def load_tier_standards(*, actor: Any = None) -> int:
    """A published first version for each tier of the catalogue that has none, marked as from there. How many.

    One level for all managerial and sociocultural competencies, as agencies usually do; the standard of a position
    goes before it. Safe to run at any time; `actor` is None for what the system does by itself.

    Raises:
        Refused: for others than those who keep the dictionary.
        Unusable: before there is a dictionary.
    """
    if actor is not None:
        require(policies.may_keep_standard(actor, None), MAY_NOT_KEEP_POSITION_STANDARD)
    edition = Dictionary.objects.filter(published_at__isnull=False).order_by("in_force_from").first()
    if edition is None:
        raise Unusable(_("Belum ada kamus kompetensi; muat atau terbitkan kamusnya dahulu."))
    there = set(PositionStandard.objects.filter(position=None).values_list("tier", flat=True))
    levels = {
        entry.code: entry.fields["level"]
        for entry in catalogue("bkn-26-2019/required-levels").entries
        if entry.code not in there
    }
    made = PositionStandard.objects.bulk_create(
        PositionStandard(
            tier=tier,
            dictionary=edition,
            regulation=CATALOGUE_REGULATION,
            in_force_from=edition.in_force_from,
            is_from_catalogue=True,
            created_by=actor,
        )
        for tier in levels
    )
    measured = [each for each in competencies_of(edition) if each.kind != Competency.Kind.TECHNICAL]
    PositionRequirement.objects.bulk_create(
        PositionRequirement(standard=row, competency=each, level=levels[row.tier]) for row in made for each in measured
    )
    PositionStandard.objects.filter(pk__in=[row.pk for row in made]).update(published_at=timezone.now())
    if made:
        audit.record(actor, "standards.position_standards.loaded", None, tiers=sorted(levels))
    return len(made)


@transaction.atomic
def draft_standard(
    *, actor: Any, regulation: str, in_force_from: date, position: Position | None = None, tier: str = ""
) -> PositionStandard:
    """Open a version for a position, or for a whole tier where no position is given.

    It begins with the levels of the version before, else of what governs the tier on that day. The dictionary is the
    edition in force on that day; competencies carry over by their code.

    Raises:
        Refused: for others than organiser, BPSDM and HR of that position's agency.
        Unusable: while another draft is open, or no dictionary is in force on that day.
    """
    require(policies.may_keep_standard(actor, position), MAY_NOT_KEEP_POSITION_STANDARD)
    tier = position.level if position else tier
    if not tier:
        raise Unusable({"position": _("Pilih jabatan, atau jenjang bila standarnya untuk seluruh jenjang.")})
    versions = _same(position, tier).select_for_update().order_by("-number")
    last = versions.first()
    if last is not None and not last.is_published:
        raise Unusable(
            _("Versi %(number)d masih berupa konsep; ubah yang itu, terbitkan, atau buang dahulu.")
            % {"number": last.number}
        )
    edition = _edition(in_force_from)
    standard = PositionStandard.objects.create(
        position=position,
        tier=tier,
        number=last.number + 1 if last else 1,
        dictionary=edition,
        regulation=regulation.strip(),
        in_force_from=in_force_from,
        created_by=actor,
    )
    source = last or selectors.standard_for(None, tier, in_force_from)
    _carry_over(source, standard)
    audit.record(
        actor, "standards.position_standard.drafted", standard, agency_id=position.agency_id if position else None
    )
    return standard


@transaction.atomic
def change_standard(
    *, actor: Any, standard: PositionStandard, regulation: str, in_force_from: date, levels: Mapping[int, int | None]
) -> PositionStandard:
    """Write the levels of a draft, by the number of the competency; None asks nothing of that one.

    Where another edition of the dictionary governs on the new day, the draft moves to it and the levels with it.

    Raises:
        Refused: for those who may not keep this standard.
        Unusable: for a published version, an unknown competency, a level outside 1 to 5.
    """
    standard = _draft(actor, standard)
    known = {each.pk: each for each in competencies_of(standard.dictionary)}
    for number, level in levels.items():
        if number not in known:
            raise Unusable(_("Ada kompetensi yang tidak termasuk kamus standar ini; muat ulang halaman lalu isi lagi."))
        if level is not None and level not in LEVELS:
            raise Unusable(_("Level %(name)s harus 1 sampai 5.") % {"name": known[number].name})
    standard.regulation, standard.in_force_from = regulation.strip(), in_force_from
    standard.requirements.all().delete()
    PositionRequirement.objects.bulk_create(
        PositionRequirement(standard=standard, competency_id=number, level=level)
        for number, level in levels.items()
        if level is not None
    )
    edition = _edition(in_force_from)
    if edition != standard.dictionary:
        standard.dictionary = edition
        codes = {known[number].code: level for number, level in levels.items() if level is not None}
        standard.requirements.all().delete()
        _write_levels(standard, codes)
    standard.save(update_fields=["regulation", "in_force_from", "dictionary"])
    audit.record(
        actor, "standards.position_standard.changed", standard, agency_id=_agency(standard), levels=len(levels)
    )
    return standard


@transaction.atomic
def publish_standard(*, actor: Any, standard: PositionStandard) -> PositionStandard:
    """Close a draft and let it govern from its day on; the version before ends the day before and stays readable.

    Raises:
        Refused: for those who may not keep this standard.
        Unusable: for one that is published, names no regulation, or whose day another version already holds.
        RuleBroken: where managerial or sociocultural competencies are missing (BKN 26/2019 Pasal 9 ayat (1)).
    """
    standard = _draft(actor, standard)
    if not standard.regulation:
        raise Unusable(_("Tulis dahulu peraturan yang menetapkan standar ini."))
    decision = selectors.judge_target(standard)
    if decision.outcome == "non-compliant":
        raise RuleBroken(decision)
    _end_before(standard)
    standard.published_at = timezone.now()
    standard.save(update_fields=["published_at"])
    audit.record(
        actor,
        "standards.position_standard.published",
        standard,
        agency_id=_agency(standard),
        decision=audit.keep(actor, decision, selectors.target_facts(standard), standard),
    )
    return standard


@transaction.atomic
def discard_standard(*, actor: Any, standard: PositionStandard) -> None:
    """Throw a draft away.

    Raises:
        Refused: for those who may not keep this standard.
        Unusable: for a published version.
    """
    standard = _draft(actor, standard)
    audit.record(actor, "standards.position_standard.discarded", standard, agency_id=_agency(standard))
    standard.delete()


@transaction.atomic
def write_standards(
    *, actor: Any, wanted: Mapping[Position, Mapping[int, int]], regulation: str, in_force_from: date
) -> list[PositionStandard]:
    """A draft for each position with these levels, by the number of the competency; an open draft is written over.

    For the import, which has judged the rows. Records one event in all.

    Raises:
        Refused: when one of the positions is of another agency.
        Unusable: when no dictionary is in force on that day.
    """
    for position in wanted:
        require(policies.may_keep_standard(actor, position), MAY_NOT_KEEP_POSITION_STANDARD)
    edition = _edition(in_force_from)
    last: dict[int | None, PositionStandard] = {}
    for row in PositionStandard.objects.select_for_update().filter(position__in=wanted).order_by("number"):
        last[row.position_id] = row
    replaced = [row for row in last.values() if not row.is_published]
    numbers = {number: row.number + row.is_published for number, row in last.items()}
    PositionStandard.objects.filter(pk__in=[row.pk for row in replaced]).delete()
    made = PositionStandard.objects.bulk_create(
        PositionStandard(
            position=position,
            tier=position.level,
            number=numbers.get(position.pk, 1),
            dictionary=edition,
            regulation=regulation.strip(),
            in_force_from=in_force_from,
            created_by=actor,
        )
        for position in wanted
    )
    PositionRequirement.objects.bulk_create(
        PositionRequirement(standard=row, competency_id=number, level=level)
        for row, levels in zip(made, wanted.values(), strict=True)
        for number, level in levels.items()
    )
    audit.record(
        actor, "standards.position_standards.imported", None, drafts=len(made), over=[row.pk for row in replaced]
    )
    return made


def competencies_of(edition: Dictionary) -> list[Competency]:
    """The competencies of an edition, without their levels."""
    return list(edition.competencies.order_by("number"))


def _same(position: Position | None, tier: str) -> QuerySet[PositionStandard]:
    if position is not None:
        return PositionStandard.objects.filter(position=position)
    return PositionStandard.objects.filter(position=None, tier=tier)


def _edition(day: date) -> Dictionary:
    edition = dictionaries.edition_on(day)
    if edition is None:
        raise Unusable(
            {
                "in_force_from": _("Pada %(day)s tidak ada kamus kompetensi yang berlaku; pilih hari lain.")
                % {"day": date_format(day)}
            }
        )
    return edition


def _draft(actor: Any, standard: PositionStandard) -> PositionStandard:
    """The draft itself, held so that nobody publishes it meanwhile."""
    require(policies.may_keep_standard(actor, standard.position), MAY_NOT_KEEP_POSITION_STANDARD)
    row = PositionStandard.objects.select_for_update(of=("self",)).select_related("position", "dictionary")
    found = row.prefetch_related("requirements__competency").get(pk=standard.pk)
    if found.is_published:
        raise Unusable(
            _("Versi %(number)d sudah diterbitkan dan tidak berubah lagi; buka versi baru.") % {"number": found.number}
        )
    return found


def _carry_over(source: PositionStandard | None, standard: PositionStandard) -> None:
    asked = source.requirements.select_related("competency") if source is not None else ()
    _write_levels(standard, {each.competency.code: each.level for each in asked})


def _write_levels(standard: PositionStandard, levels: Mapping[str, int]) -> None:
    """Levels by the code of the competency; what the edition does not have any more falls away."""
    PositionRequirement.objects.bulk_create(
        PositionRequirement(standard=standard, competency=each, level=levels[each.code])
        for each in competencies_of(standard.dictionary)
        if each.code in levels
    )


def _agency(standard: PositionStandard) -> int | None:
    return standard.position.agency_id if standard.position else None


def _end_before(standard: PositionStandard) -> None:
    before = (
        _same(standard.position, standard.tier)
        .select_for_update()
        .filter(published_at__isnull=False)
        .order_by("-in_force_from")
        .first()
    )
    if before is None:
        return
    if before.in_force_from >= standard.in_force_from:
        raise Unusable(
            _(
                "Versi %(number)d untuk %(what)s sudah berlaku sejak %(day)s, dan pada satu hari hanya satu standar "
                "yang berlaku. Ubah hari berlaku konsep ini menjadi sesudah %(day)s, lalu terbitkan lagi."
            )
            % {"number": before.number, "what": standard.subject, "day": date_format(before.in_force_from)}
        )
    if before.in_force_until is None or before.in_force_until >= standard.in_force_from:
        before.in_force_until = standard.in_force_from - timedelta(days=1)
        before.save(update_fields=["in_force_until"])

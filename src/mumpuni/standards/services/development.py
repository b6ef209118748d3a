"""Compiling an SP2-PDN: derived from an SKK-PDN that is set, written unit by unit, walked through five stages."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.exchange.cells import clean
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.regulations import decide
from mumpuni.standards import words
from mumpuni.standards.models import CompetencyUnit, DevelopmentStandard, DevelopmentUnit, Sp2Stage, StandardVersion
from mumpuni.standards.policies import development as policies
from mumpuni.standards.selectors import development as selectors
from mumpuni.standards.services import stages

SKK_USE = "permendagri-11-2018/skk-use"
#: General, core and elective units are developed as KU, KI and KP (Pasal 25 ayat (2)).
KIND_OF_UNIT = {
    CompetencyUnit.Kind.GENERAL: DevelopmentUnit.Kind.GENERAL,
    CompetencyUnit.Kind.CORE: DevelopmentUnit.Kind.CORE,
    CompetencyUnit.Kind.ELECTIVE: DevelopmentUnit.Kind.ELECTIVE,
}
TEXTS = ("equivalence", "outcomes", "jp", "methods")


class ChangedMeanwhile(Exception):
    """Somebody else saved the unit since it was opened; `current` is what stands there now."""

    def __init__(self, current: DevelopmentUnit) -> None:
        super().__init__(str(current))
        self.current = current


@transaction.atomic
def derive(*, actor: Any, source: StandardVersion, title: str = "", started_on: date) -> DevelopmentStandard:
    """Begin an SP2-PDN from a version of an SKK-PDN that is set, with an entry for each of its units.

    Texts of the former SP2-PDN of the same standard come along where the unit lives on, as a beginning.

    Raises:
        Refused: for others than BPSDM.
        RuleBroken: for an SKK-PDN that is not set by decree (Pasal 25 ayat (1)).
        Unusable: for one without units, or from which an SP2-PDN is being compiled already.
    """
    require(policies.may_derive(actor), words.MAY_NOT_DERIVE)
    source = StandardVersion.objects.select_for_update(of=("self",)).select_related("standard").get(pk=source.pk)
    facts = skk_facts("sp2-pdn", source)
    decision = decide(SKK_USE, facts)
    if decision.outcome == "non-compliant":
        raise RuleBroken(decision)
    units = list(source.units.order_by("kind", "number"))
    if not units:
        raise Unusable({"source": _("SKK-PDN ini belum memuat unit kompetensi; pilih yang lain.")})
    if source.derived.filter(set_at=None).exists():
        raise Unusable({"source": _("SP2-PDN dari versi ini sedang disusun; lanjutkan yang sudah ada.")})
    former = _former_texts(source)
    made = DevelopmentStandard.objects.create(
        source=source,
        number=source.derived.count() + 1,
        title=clean(title) or _("SP2-PDN %(position)s") % {"position": source.standard.title},
        started_on=started_on,
        is_example=source.standard.is_example,
        created_by=actor,
    )
    DevelopmentUnit.objects.bulk_create(
        DevelopmentUnit(
            standard=made,
            unit=unit,
            kind=KIND_OF_UNIT[CompetencyUnit.Kind(unit.kind)],
            **former.get(unit.lineage, {}),
        )
        for unit in units
    )
    stages.begin(actor=actor, subject=made)
    kept = audit.keep(actor, decision, facts, made, on=started_on)
    carried = sum(unit.lineage in former for unit in units)
    audit.record(actor, "standards.development.derived", made, decision=kept, units=len(units), carried=carried)
    return made


@transaction.atomic
def save_unit(
    *,
    actor: Any,
    standard: DevelopmentStandard,
    unit: DevelopmentUnit,
    equivalence: str,
    outcomes: str,
    jp: int | None,
    methods: str,
    revision: int,
) -> DevelopmentUnit:
    """Write what is learnt of a unit, in how many lesson hours (JP), how, and what it is equal to.

    `revision` is the one that the writer saw. Saving the same again changes nothing.

    Raises:
        Refused: for others than the team of the SKK-PDN and BPSDM.
        Unusable: once the standard is set, or for hours below one.
        ChangedMeanwhile: when another text was saved since; nothing is overwritten.
    """
    found = DevelopmentStandard.objects.select_for_update().get(pk=standard.pk)
    _require_open(actor, found)
    row = DevelopmentUnit.objects.select_for_update(of=("self",)).select_related("unit").get(pk=unit.pk, standard=found)
    given = {
        "equivalence": equivalence.strip(),
        "outcomes": "\n".join(_lines(outcomes)),
        "jp": jp,
        "methods": "\n".join(_lines(methods)),
    }
    if jp is not None and jp < 1:
        raise Unusable({"jp": _("JP paling sedikit 1; kosongkan bila belum ditentukan.")})
    if all(getattr(row, name) == value for name, value in given.items()):
        return row
    if row.revision != revision:
        raise ChangedMeanwhile(row)
    before = {name: getattr(row, name) for name in TEXTS}
    for name, value in given.items():
        setattr(row, name, value)
    row.revision += 1
    row.save(update_fields=[*TEXTS, "revision"])
    row.standard = found
    changed = {name: [before[name], given[name]] for name in TEXTS if before[name] != given[name]}
    audit.record(actor, "standards.development.unit-changed", found, unit=row.code, changed=changed)
    return row


@transaction.atomic
def advance(
    *,
    actor: Any,
    standard: DevelopmentStandard,
    to: str,
    decree_number: str = "",
    decree_date: date | None = None,
) -> DevelopmentStandard:
    """Take an SP2-PDN to its next stage (Pasal 26); the setting closes its text, the distribution shows it to learners.

    Raises:
        Refused: for those who do not act in this stage.
        RuleBroken: out of order, or without an SKK-PDN that is set.
        Unusable: documents or texts missing, which it names, or a setting without number and day of its decree.
    """
    found = stages.locked(standard)
    number = clean(decree_number)
    decision, facts = stages.require_step(actor, found, to, decree=bool(number and decree_date))
    more: dict[str, Any] = {}
    name = "standards.development.advanced"
    if to == Sp2Stage.SETTING:
        _require_complete(found)
        _require_decree(number, decree_date)
        found.decree_number, found.decree_date, found.set_at = number, decree_date, timezone.now()
        more = {"decree_number": number, "decree_date": decree_date}
        name = "standards.development.set"
    if decision.values["visible_to_learners"]:
        found.distributed_at = timezone.now()
        name = "standards.development.distributed"
    kept = stages.step(actor, found, to, decision, facts)
    audit.record(actor, name, found, before=facts["from"], to=to, putusan=kept, **more)
    return found


def return_to(*, actor: Any, standard: DevelopmentStandard, stage: str, reason: str) -> DevelopmentStandard:
    """Send a draft back to an earlier stage with a reason; see `stages.take_back`."""
    return stages.take_back(
        actor=actor, subject=standard, stage=stage, reason=reason, event="standards.development.returned"
    )


@transaction.atomic
def set_legal_ground(*, actor: Any, standard: DevelopmentStandard, ground: str) -> DevelopmentStandard:
    """Print another ground on this standard from now on; empty prints our reading again (P11-18-129).

    Raises:
        Refused: for others than BPSDM and the system administrator.
    """
    require(policies.may_edit_ground(actor), words.MAY_NOT_EDIT_GROUND)
    found = DevelopmentStandard.objects.select_for_update().get(pk=standard.pk)
    before, found.legal_ground = found.legal_ground, clean(ground)
    found.save(update_fields=["legal_ground"])
    audit.record(actor, "standards.development.ground-changed", found, before=before, after=found.legal_ground)
    return found


def skk_facts(use: str, source: StandardVersion) -> dict[str, Any]:
    """The facts of `skk-use` for something that rests on this version."""
    told: dict[str, Any] = {"stage": source.stage}
    if source.decree_number:
        told["decision_number"] = source.decree_number
    if source.decree_date:
        told["decision_date"] = source.decree_date.isoformat()
    return {"use": use, "standard": told}


def _former_texts(source: StandardVersion) -> dict[Any, dict[str, Any]]:
    """What the latest set SP2-PDN of the same standard says, by the lineage of the unit."""
    former = (
        DevelopmentStandard.objects.filter(source__standard=source.standard_id, set_at__isnull=False)
        .order_by("-source__number", "-number")
        .first()
    )
    if former is None:
        return {}
    rows = former.units.select_related("unit")
    return {row.unit.lineage: {name: getattr(row, name) for name in TEXTS} for row in rows}


def _require_open(actor: Any, standard: DevelopmentStandard) -> None:
    if standard.set_at is not None:
        raise Unusable(words.SP2_IS_SET)
    require(policies.may_change(actor, standard), words.MAY_NOT_DRAFT)


def _require_complete(standard: DevelopmentStandard) -> None:
    lacking = [(unit.code, unit.missing) for unit in selectors.units(standard) if unit.missing]
    if lacking:
        raise Unusable(
            _("Belum lengkap untuk ditetapkan: %(units)s. Lengkapi unit itu dahulu.")
            % {"units": "; ".join(f"{code} ({', '.join(names)})" for code, names in lacking)}
        )


def _require_decree(number: str, day: date | None) -> None:
    problems: dict[str, str] = {}
    if not number:
        problems["decree_number"] = _("Tulis nomor keputusan yang menetapkan SP2-PDN ini.")
    if day is None:
        problems["decree_date"] = _("Isi tanggal keputusan yang menetapkan SP2-PDN ini.")
    elif day > timezone.localdate():
        problems["decree_date"] = _("Tanggal keputusan tidak boleh sesudah hari ini.")
    if problems:
        raise Unusable(problems)


def _lines(text: str) -> list[str]:
    return [line.strip() for line in text.splitlines() if line.strip()]

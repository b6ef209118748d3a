"""Walking an SKK-PDN through its ten stages, from its team to its review (Pasal 24 ayat (1))."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import get_language
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.exchange.cells import clean
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.regulations import Decision, decide
from mumpuni.standards import words
from mumpuni.standards.codes import code_of
from mumpuni.standards.models import OccupationalStandard, SkkStage, StandardVersion
from mumpuni.standards.models.stages import Move
from mumpuni.standards.policies import occupational as policies
from mumpuni.standards.selectors import stages as selectors
from mumpuni.standards.services import copies, occupational, stages

REVIEW_CODE = "hasil-kaji-ulang"


@transaction.atomic
def advance(
    *,
    actor: Any,
    version: StandardVersion,
    to: str,
    decree_number: str = "",
    decree_date: date | None = None,
    in_force_from: date | None = None,
) -> StandardVersion:
    """Take a version to its next stage; the setting takes the Minister's decree and publishes it.

    A draft goes to verification only when it is compiled together with a work unit and its text is complete.

    Raises:
        Refused: for those who do not act in this stage.
        RuleBroken: out of order, without the evidence of Pasal 14 and 17, or without the units of Pasal 20.
        Unusable: documents missing, no lead, no cooperating unit, units that lack contents, or days that do
            not fit; the message names them.
    """
    found = stages.locked(version)
    number = clean(decree_number)
    decision, facts = stages.require_step(actor, found, to, decree=bool(number and decree_date))
    if decision.values["new_version"]:
        raise Unusable(_("Versi baru dibuka dengan mencatat hasil kaji ulang."))
    for need in selectors.people_needed(found, to):
        if not need.met:
            raise Unusable(_lacking(need))
    noted: list[Decision] = []
    if to == SkkStage.VERIFICATION:
        require_complete(found)
        noted = [principles(found)]
    if to == SkkStage.SETTING:
        _set(found, number, decree_date, in_force_from)
    kept = stages.step(actor, found, to, decision, facts)
    for each in noted:
        audit.keep(actor, each, principle_facts(found), found, on=timezone.localdate())
    more: dict[str, Any] = {"decree_number": number, "in_force_from": in_force_from} if to == SkkStage.SETTING else {}
    name = "standards.version.set" if to == SkkStage.SETTING else "standards.version.advanced"
    audit.record(actor, name, found, before=facts["from"], to=to, putusan=kept, **more)
    return found


def return_to(*, actor: Any, version: StandardVersion, stage: str, reason: str) -> StandardVersion:
    """Send a draft back to an earlier stage with a reason; see `stages.take_back`."""
    return stages.take_back(
        actor=actor, subject=version, stage=stage, reason=reason, event="standards.version.returned"
    )


@transaction.atomic
def keep_in_force(
    *, actor: Any, version: StandardVersion, reason: str, review_due: date | None = None
) -> StandardVersion:
    """Record that a review leaves the version in force (kaji ulang: tetap berlaku); `review_due` is the next one's day.

    Raises:
        Refused: for others than BPSDM.
        Unusable: not in its review, without reasons, or with a next review that lies behind.
    """
    found = _in_review(actor, version, reason)
    if review_due and review_due <= timezone.localdate():
        raise Unusable({"review_due": _("Kaji ulang berikutnya harus sesudah hari ini.")})
    _show_review(actor, found, reason)
    found.review_due = review_due
    found.save(update_fields=["review_due", "changed_at"])
    found.moves.create(
        kind=Move.Kind.REVIEWED,
        from_stage=found.stage,
        to_stage=found.stage,
        reason=reason.strip(),
        moved_by=actor,
    )
    audit.record(actor, "standards.version.reviewed", found, review_due=review_due, reason=reason.strip())
    return found


@transaction.atomic
def open_next(*, actor: Any, version: StandardVersion, reason: str) -> StandardVersion:
    """Record that a review asks for a new version, which begins with its proposal (kaji ulang: buka versi baru).

    Raises:
        Refused: for others than BPSDM.
        Unusable: not in its review, without reasons, or with another draft still open.
    """
    found = _in_review(actor, version, reason)
    _show_review(actor, found, reason)
    decision, facts = selectors.judged(found, SkkStage.PROPOSAL)
    if decision.outcome == "refused":
        raise RuleBroken(decision)
    kept = audit.keep(actor, decision, facts, found, on=timezone.localdate())
    made = copies.open_next_version(actor=actor, standard=found.standard, reason=reason)
    made.moves.update(decision_id=kept.pk)
    return made


def require_complete(version: StandardVersion) -> None:
    """Go on only when the standard holds the units it has to, each with all its contents (Pasal 19 to 22).

    Raises:
        RuleBroken: when units are missing.
        Unusable: when a unit lacks contents; a sentence for each, with the unit's code and the article.
    """
    whole, units = occupational.completeness(version)
    if whole.outcome == "non-compliant":
        raise RuleBroken(whole)
    named = {each.identifier: each for each in version.units.all()}
    language = (get_language() or "id")[:2]
    lacking = [
        f"{code_of(version.standard, named[key].kind, named[key].number)}: {one.message(language)} ({one.citation})"
        for key, decision in units.items()
        for one in decision.findings
        if one.severity == "violation"
    ]
    if lacking:
        raise Unusable(lacking)


def principles(version: StandardVersion) -> Decision:
    """What the five principles of Pasal 17 say of a draft; traceability is a warning, which stops nothing."""
    return decide("permendagri-11-2018/skk-principles", principle_facts(version))


def principle_facts(version: StandardVersion) -> dict[str, Any]:
    """What a draft shows for each principle; it is traceable when every unit is, by a counterpart or by the mark."""
    units = version.units.prefetch_related("counterparts")
    there = [[each.title for each in unit.counterparts.all()] for unit in units]
    without = [unit for unit, others in zip(units, there, strict=True) if not others and not unit.no_counterpart]
    traceable = bool(there) and not without
    return {
        "need": version.need.strip() or None,
        "references": selectors.lines(version.reference_sources),
        "consents": selectors.lines(version.consents),
        "applicability_note": version.applicability.strip() or None,
        "counterparts": sorted({title for titles in there for title in titles}) if traceable else [],
        "no_counterpart": traceable and not any(there),
    }


def _lacking(need: selectors.Need) -> str:
    if need.code == "lead":
        return _("Tim penyusun belum mempunyai ketua; tunjuk ketuanya pada bagian tim.")
    return _("Belum ada unit kerja yang ikut menyusun; tambahkan dahulu (%(article)s).") % {"article": need.citation}


def _set(version: StandardVersion, number: str, decree_date: date | None, in_force_from: date | None) -> None:
    """Publish a locked version, and let the former one end the day before."""
    today = timezone.localdate()
    problems: dict[str, str] = {}
    if decree_date and decree_date > today:
        problems["decree_date"] = _("Tanggal keputusan tidak boleh sesudah hari ini.")
    if in_force_from is None:
        raise Unusable(problems | {"in_force_from": _("Isi hari mulai berlaku menurut keputusan.")})
    # Two settings of one standard wait for each other here.
    OccupationalStandard.objects.select_for_update().get(pk=version.standard_id)
    others = version.standard.versions.filter(published_at__isnull=False).exclude(pk=version.pk)
    former = others.order_by("-in_force_from").first()
    if former and former.in_force_from and in_force_from <= former.in_force_from:
        problems["in_force_from"] = _(
            "Versi %(number)d berlaku sejak %(since)s; dua versi tidak boleh berlaku pada hari yang sama. "
            "Pilih hari sesudahnya."
        ) % {"number": former.number, "since": date_format(former.in_force_from, "DATE_FORMAT")}
    if problems:
        raise Unusable(problems)
    if former and (former.in_force_until is None or former.in_force_until >= in_force_from):
        former.in_force_until = in_force_from - timedelta(days=1)
        former.save(update_fields=["in_force_until", "changed_at"])
    version.decree_number, version.decree_date = number, decree_date
    version.in_force_from, version.published_at = in_force_from, timezone.now()


def _in_review(actor: Any, version: StandardVersion, reason: str) -> StandardVersion:
    found = stages.locked(version)
    require(policies.may_decide_standards(actor), words.MAY_NOT_DECIDE)
    if found.stage != SkkStage.REVIEW:
        raise Unusable(_("Hasil kaji ulang dicatat setelah versi ini berada di tahap kaji ulang."))
    if not reason.strip():
        raise Unusable({"reason": _("Tulis alasan hasil kaji ulang.")})
    return found


def _show_review(actor: Any, version: StandardVersion, reason: str) -> None:
    """The written reasons are the document that a review has to show; whatever else it asks for is asked for."""
    asked = selectors.requirements()
    for requirement in selectors.missing_outputs(version, version.stage, asked):
        if requirement.code == REVIEW_CODE:
            stages.add_output(actor=actor, subject=version, requirement=requirement, note=reason)
    stages.require_outputs(version)

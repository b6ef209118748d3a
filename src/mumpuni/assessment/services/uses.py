"""Recording what an agency did with a result, and what is done about its gaps (pemanfaatan, pengembangan)."""

from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.assessment import words
from mumpuni.assessment.models import BlueprintLine, DevelopmentLine, Edition, Result, ResultUse
from mumpuni.assessment.policies import after as rights
from mumpuni.assessment.selectors import uses as selectors
from mumpuni.audit import services as audit
from mumpuni.people.policies import RuleBroken, Unusable, require


@transaction.atomic
def record_use(*, actor: Any, result: Result, use: str, used_on: date, note: str = "") -> ResultUse:
    """Write that the agency used a result in personnel management (Pasal 31; Perka 11/2008 II.B.5, IV.4).

    Raises:
        Refused: for others than HR and PPK of the agency that asked.
        Unusable: a use that the edition does not name, a day to come, a result that is not open or no longer in
            force, or, under Perka 11/2008, one that has ended.
        RuleBroken: where the rule says that the result cannot serve this use on this day.
    """
    held = _open_result(actor, result)
    if use not in dict(selectors.uses_of(held.edition)):
        raise Unusable({"use": _("Pilih salah satu pemanfaatan yang tersedia.")})
    if used_on > timezone.localdate():
        raise Unusable({"used_on": _("Tanggal pemanfaatan belum tiba.")})
    judged = selectors.judge_use(held, use, used_on)
    if not judged.stands:
        raise RuleBroken(judged.decision)
    if held.edition == Edition.BKN_2008:
        _holds_on(held, used_on)
    kept = audit.keep(actor, judged.decision, dict(judged.facts), held, on=used_on)
    made = ResultUse.objects.create(
        result=held, use=use, used_on=used_on, note=note.strip(), decision_id=kept.pk, recorded_by=actor
    )
    _record(actor, "assessment.result.used", held, use=use, decision=kept)
    return made


def _holds_on(result: Result, day: date) -> None:
    """The rule on use of Perka 11/2008 does not ask for the day; the one on validity does (two years)."""
    judged = selectors.validity(result, day)
    if judged.decision.outcome != "valid":
        until = date_format(judged.decision.values["valid_until"], "DATE_FORMAT")
        raise Unusable(
            {"used_on": _("Hasil ini berlaku sejak ditandatangani sampai %(until)s (%(article)s).") % {
                "until": until, "article": judged.decision.citations[0]
            }}
        )  # fmt: skip


@transaction.atomic
def plan_development(
    *, actor: Any, result: Result, line: BlueprintLine, activity: str, year: int, hours: int | None = None,
    cost: int | None = None,
) -> DevelopmentLine:  # fmt: skip
    """Plan what is done about a gap.

    Raises:
        Refused: for others than HR and PPK of the agency that asked.
        Unusable: a competency that meets the standard, no activity, a year that is over, or a result not in force.
    """
    held = _open_result(actor, result)
    if not selectors.gap_lines(held).filter(pk=line.pk).exists():
        raise Unusable({"line": _("Kompetensi ini sudah memenuhi standar; pilih salah satu kesenjangan.")})
    if not activity.strip():
        raise Unusable({"activity": _("Tulis bentuk pengembangannya, misalnya pelatihan atau mentoring.")})
    if year < timezone.localdate().year:
        raise Unusable({"year": _("Tahun itu sudah lewat.")})
    made = DevelopmentLine.objects.create(
        result=held, line=line, activity=activity.strip(), hours=hours, year=year, cost=cost, recorded_by=actor
    )
    _record(actor, "assessment.development.planned", held, activity=made.activity, year=year)
    return made


@transaction.atomic
def finish_development(*, actor: Any, line: DevelopmentLine, done_on: date, note: str = "") -> DevelopmentLine:
    """Mark planned development as done.

    Raises:
        Refused: for others than HR and PPK of the agency that asked.
        Unusable: done already, or on a day to come.
    """
    agency = line.result.assessee.event.request.agency_id
    require(rights.may_use(actor, agency), words.MAY_NOT_USE)
    held = DevelopmentLine.objects.select_for_update(of=("self",)).select_related("result__assessee__event__request")
    found = held.get(pk=line.pk)
    if found.done_on is not None:
        raise Unusable(_("Pengembangan ini sudah ditandai terlaksana."))
    if done_on > timezone.localdate():
        raise Unusable({"done_on": _("Tanggal pelaksanaan belum tiba.")})
    found.done_on, found.done_note = done_on, note.strip()
    found.save(update_fields=["done_on", "done_note"])
    _record(actor, "assessment.development.done", found.result, activity=found.activity)
    return found


@transaction.atomic
def note_reading(*, actor: Any, result: Result) -> None:
    """Write that somebody read another's gaps, and perhaps the figures.

    Raises:
        Refused: for whom the result is out of sight.
    """
    seen = Result.objects.filter(rights.results_in_sight(actor), pk=result.pk)
    require(seen.exists(), words.MAY_NOT_FOLLOW_RESULTS)
    _record(actor, "assessment.result.gaps-read", result, figures=rights.may_read_figures(actor, result))


@transaction.atomic
def note_listing(*, actor: Any, name: str, count: int) -> None:
    """Write that a list with what is confidential about others was opened or taken out."""
    audit.record(actor, name, None, count=count)


def _open_result(actor: Any, result: Result) -> Result:
    require(rights.may_use(actor, result.assessee.event.request.agency_id), words.MAY_NOT_USE)
    locked = Result.objects.select_for_update(of=("self",)).select_related("assessee__event__request", "report")
    found = locked.filter(rights.results_for_use(), pk=result.pk).first()
    if found is None:
        raise Unusable(_("Hasil ini belum terbuka bagi instansi Anda, atau sudah ditetapkan ulang."))
    return found


def _record(actor: Any, name: str, result: Result, **data: Any) -> None:
    audit.record(actor, name, result, agency_id=result.assessee.event.request.agency_id, **data)

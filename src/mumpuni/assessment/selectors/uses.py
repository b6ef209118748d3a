"""What agencies did with results, and until when these hold (pemanfaatan hasil, masa berlaku)."""

from datetime import date, timedelta
from typing import Any

from django.conf import settings
from django.db.models import BooleanField, Case, Exists, F, OuterRef, Q, QuerySet, Value, When
from django.http import Http404
from django.utils import timezone
from django.utils.functional import Promise
from django.utils.translation import gettext
from django.utils.translation import gettext_lazy as _

from mumpuni.assessment.models import BlueprintLine, Delivery, DevelopmentLine, Edition, Result, ResultUse
from mumpuni.assessment.policies import after as rights
from mumpuni.assessment.selectors.after import category_name, gaps, judge_validity
from mumpuni.assessment.selectors.judging import Judged, judge
from mumpuni.people.policies import Role, agencies_of
from mumpuni.regulations.catalogue import catalogue

#: What Perka 11/2008 speaks of, in the words of its rule; whatever else is asked, the rule refuses.
USES_2008: tuple[tuple[str, str | Promise], ...] = (
    ("structural-appointment", _("Pengangkatan dalam jabatan struktural")),
    ("feedback", _("Umpan balik dalam pembinaan")),
    ("other", _("Pemanfaatan lain")),
)
#: How long ahead an end is listed as near.
SOON = timedelta(days=183)


def uses_of(edition: str) -> list[tuple[str, str | Promise]]:
    """What a result of this edition may be recorded as used for."""
    if edition == Edition.BKN_2008:
        return list(USES_2008)
    return [(each.code, _upper(each.name())) for each in catalogue("bkn-26-2019/uses").entries]


def use_name(edition: str, code: str) -> str | Promise:
    """A use in words."""
    return dict(uses_of(edition)).get(code, code)


def use_sentence(edition: str, code: str) -> str:
    """What stands beside a result that served a use."""
    name = str(use_name(edition, code))
    return gettext("dipakai untuk %(use)s") % {"use": name[:1].lower() + name[1:]}


def _upper(text: str) -> str:
    return text[:1].upper() + text[1:]


def results(actor: Any) -> QuerySet[Result]:
    """The results whose use the actor follows, those that end first on top; `is_used` and `opened_at` come along."""
    delivered = Delivery.objects.filter(
        report=OuterRef("report"), recipient__in=(Delivery.Recipient.PPK, Delivery.Recipient.OFFICIAL)
    ).order_by("sent_at")
    return (
        Result.objects.filter(rights.results_in_sight(actor))
        .select_related("assessee__person", "assessee__candidate__target", "assessee__event__request__agency", "report")
        .annotate(
            is_used=Case(
                When(Exists(ResultUse.objects.filter(result=OuterRef("pk"))), then=Value(True)),
                default=Value(False),
                output_field=BooleanField(),
            ),
            delivered_at=delivered.values("sent_at")[:1],
            valid_until=F("report__valid_until"),
        )
        .order_by("report__valid_until", "assessee__person__name", "pk")
    )


def result(actor: Any, pk: int) -> Result:
    """One of them.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    found = results(actor).prefetch_related("uses__recorded_by", "development__line__competency").filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def follow_up_on(of: Result) -> date:
    """The day from which the use is asked for: a setting, counted from the day on which the report was open."""
    opened = [moment for moment in (of.report.released_at, getattr(of, "delivered_at", None)) if moment]
    first = min(opened) if opened else of.decided_at
    return timezone.localtime(first).date() + timedelta(days=settings.MUMPUNI_USE_DAYS)


def judge_recorded(of: Result, today: date, *, used: bool) -> Judged:
    """Whether the agency has used the result by the day on which that is asked for."""
    facts = {"edition": of.edition, "follow_up_on": follow_up_on(of), "asked_on": today, "used": used}
    return judge("assessment/use-recorded", facts)


def judge_use(of: Result, use: str, on: date) -> Judged:
    """Whether this result may serve this use on this day."""
    if of.edition == Edition.BKN_2008:
        return judge("bkn-11-2008/result-use", {"use": use})
    basis = {
        "purpose": of.purpose,
        "category": of.category,
        "percentage": str(of.percentage),
        "signed_on": timezone.localtime(of.report.signed_at).date(),
        "below_standard": gaps(of),
    }
    return judge("bkn-26-2019/result-use", {"use": use, "used_on": on, "result": basis})


def validity(of: Result, today: date) -> Judged:
    """Whether it holds today."""
    return judge_validity(of, today)


def to_use(actor: Any, today: date) -> list[Result]:
    """Those of the actor's own agency whose use is overdue by the rule."""
    own = agencies_of(actor, Role.AGENCY_HR, Role.PPK)
    found = results(actor).filter(uses=None, assessee__event__request__agency__in=own)
    return [each for each in found if judge_recorded(each, today, used=False).decision.findings]


def ending(today: date) -> Q:
    """In force and near its end, as a condition on Result."""
    return Q(report__valid_until__gte=today, report__valid_until__lte=today + SOON)


def gap_lines(of: Result) -> QuerySet[BlueprintLine]:
    """The competencies of the result that lie below the standard."""
    lines = BlueprintLine.objects.filter(blueprint=of.blueprint_id, competency__name__in=gaps(of))
    return lines.select_related("competency")


def development(actor: Any) -> QuerySet[DevelopmentLine]:
    """The development planned after the results whose use the actor follows, the next year first."""
    seen = Result.objects.filter(rights.results_in_sight(actor))
    found = DevelopmentLine.objects.filter(result__in=seen)
    return found.select_related(
        "result__assessee__person", "result__assessee__event__request__agency", "line__competency"
    ).order_by("year", "result__assessee__person__name", "pk")


def talent_rows(actor: Any, today: date) -> list[list[Any]]:
    """Each result that holds today with percentage, category and last day; of 2008 there are no figures."""
    found = results(actor).filter(edition=Edition.BKN_2019, report__valid_until__gte=today)
    return [
        [
            each.assessee.person.full_name,
            each.assessee.event.request.agency.name,
            str(each.assessee.candidate.target),
            str(each.get_purpose_display()),
            each.percentage,
            category_name(each),
            each.report.valid_until,
        ]
        for each in found
        if rights.may_read_figures(actor, each)
    ]

"""Reminding agency and assessee that a result ends (masa berlaku hasil penilaian)."""

from calendar import monthrange
from collections import defaultdict
from datetime import date

from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.formats import date_format

from mumpuni.assessment.models import Event, Report, Result, ValidityReminder
from mumpuni.assessment.policies.after import results_for_use
from mumpuni.assessment.services import answer_mail
from mumpuni.assessment.services.telling import tell_account
from mumpuni.audit import services as audit
from mumpuni.people.models import Account, Role, RoleGrant

#: So many months before its last day.
MONTHS = (6, 1)


def remind_expiring(today: date | None = None) -> int:
    """Mail about every result whose end is six months or one month off; how many results.

    Each reminder is kept with its result, so running again tells nobody twice; a result that came to us late is
    reminded once, with the shortest time that fits.
    """
    day = today or timezone.localdate()
    due: dict[int, list[int]] = defaultdict(list)
    near = Result.objects.filter(
        results_for_use(), report__valid_until__gte=day, report__valid_until__lte=_shifted(day, max(MONTHS))
    )
    for pk, event in near.order_by("pk").values_list("pk", "assessee__event"):
        due[event].append(pk)
    return sum(_remind(event, each, day) for event, each in due.items())


@transaction.atomic
def _remind(event_id: int, results: list[int], day: date) -> int:
    """Those of one event together, in a transaction of its own: the agency gets one mail."""
    event = Event.objects.select_related("request__agency").select_for_update(of=("self",)).get(pk=event_id)
    told = []
    found = Result.objects.filter(pk__in=results).select_related("assessee__person__account", "report")
    for result in found.order_by("assessee__number"):
        months = _due_months(result.report, day)
        if result.reminders.filter(months__lte=months).exists():
            continue
        ValidityReminder.objects.create(result=result, months=months)
        told.append(result)
        if result.report.released_at is not None:
            until = _day(result.report)
            answer_mail.result_expiring(result.assessee, event, until)
        audit.record(
            None, "assessment.result.expiry-reminded", result, agency_id=event.request.agency_id, months=months
        )
    if told:
        _tell_agency(event, told)
    return len(told)


def _due_months(report: Report, day: date) -> int:
    """The shortest of the reminders that is due by now."""
    last: date = report.valid_until or day
    return min(months for months in MONTHS if last <= _shifted(day, months))


def _shifted(day: date, months: int) -> date:
    """The same day so many months later, or the last of a shorter month."""
    year, month = divmod(day.year * 12 + day.month - 1 + months, 12)
    return date(year, month + 1, min(day.day, monthrange(year, month + 1)[1]))


def _tell_agency(event: Event, told: list[Result]) -> None:
    """HR and PPK of the agency that asked; names and days only, no figures."""
    people = "\n".join(f"- {each.assessee.person.full_name} ({_day(each.report)})" for each in told)
    granted = RoleGrant.objects.in_force(timezone.localdate()).filter(
        role__in=(Role.AGENCY_HR, Role.PPK), agency=event.request.agency_id
    )
    for account in Account.objects.filter(is_active=True, grants__in=granted).distinct():
        tell_account(
            account, "results_expiring", reverse("assessment:use_list"), actor=None, event=event.name, people=people
        )


def _day(report: Report) -> str:
    return date_format(report.valid_until, "DATE_FORMAT") if report.valid_until else ""

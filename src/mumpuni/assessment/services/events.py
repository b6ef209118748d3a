"""Making events from confirmed requests, changing and cancelling them."""

from collections.abc import Iterator
from datetime import date, time, timedelta
from typing import Any, TypedDict, Unpack

from django.db import transaction
from django.utils.formats import date_format
from django.utils.translation import gettext as _

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import (
    Activity,
    Blueprint,
    BlueprintLine,
    Booking,
    Event,
    EventDay,
    Place,
    Request,
    Target,
    TimetableRules,
)
from mumpuni.assessment.selectors.events import cancellation_recipients, places_for
from mumpuni.assessment.selectors.judging import Judged
from mumpuni.assessment.selectors.methods import echelon, judge_method
from mumpuni.assessment.selectors.targets import STANDARDS_2008
from mumpuni.assessment.services.common import appointed, locked_request
from mumpuni.audit import services as audit
from mumpuni.exchange.services import mail
from mumpuni.people.policies import RuleBroken, Unusable, require
from mumpuni.people.selectors.calendars import holidays
from mumpuni.standards.models import Competency, PositionStandard
from mumpuni.standards.selectors.positions import judge_target, standard_for

#: Hours and breaks that a new event begins with; a habit of organisers, changed with the timetable.
OPENS, CLOSES = time(8), time(16)
NOON = [{"name": "Zuhur", "from": "11:45", "to": "12:00"}, {"name": "Makan siang", "from": "12:00", "to": "13:00"}]
FRIDAY_NOON = [{"name": "Salat Jumat dan makan siang", "from": "11:30", "to": "13:00"}]
ASR = [{"name": "Asar", "from": "15:15", "to": "15:30"}]


class Plan(TypedDict, total=False):
    """What an event is made with, by the names of its fields; what is left out stays as it is."""

    name: str
    first_day: date
    last_day: date
    place: Place | None
    short_reason: str
    family: str
    method: str
    method_reason: str
    adapted_method: str
    methods_2008: list[str]
    specific_task: str
    body: str
    decision_number: str
    decision_date: date | None
    decided_by_ppk: bool
    bkn_recommendation: str


@transaction.atomic
def make_event(*, actor: Any, request: Request, **plan: Unpack[Plan]) -> Event:
    """Make the event of a confirmed request: method judged, standards copied, days and checklist laid out.

    Edition, purpose, job fit and trial come from the request and never change.

    Raises:
        Refused: for others than the provider's staff.
        Unusable: when the request is not confirmed, or the days or the place do not fit it.
        RuleBroken: when the method, the body, the place or a missing standard stands in the way.
    """
    require(policies.is_staff(actor, request.provider_id), words.MAY_NOT_MANAGE)
    request = locked_request(request)
    if request.state != Request.State.CONFIRMED:
        raise Unusable(
            _("Kegiatan dibuat dari permintaan yang tanggalnya sudah dikonfirmasi; jawab dulu permintaannya.")
        )
    event = Event(
        request=request,
        provider=request.provider,
        edition=request.edition,
        purpose=request.purpose,
        job_fit=request.job_fit,
        is_trial=request.is_trial,
        created_by=actor,
        **plan,
    )
    judged = _judged(event)
    standards = dict(_standards(event))
    event.save()
    audit.keep_many(actor, [(each.decision, dict(each.facts), event) for each in judged], on=event.first_day)
    for target, standard in standards.items():
        _copy(event, target, standard)
    _lay_days(event)
    TimetableRules.objects.create(event=event)
    _copy_checklist(event)
    audit.record(
        actor, "assessment.event.made", event, agency_id=request.agency_id, request=request.pk, method=event.method
    )
    return event


@transaction.atomic
def change_event(*, actor: Any, event: Event, revision: int | None = None, **plan: Unpack[Plan]) -> Event:
    """Change what an event is made with, while its plan is open.

    Where the first day falls under another version of a standard, the blueprint moves to that one; instruments stay
    with the competencies that both versions have.

    Raises:
        Refused: for others than the provider's staff.
        Unusable: frozen, begun, changed meanwhile, or the days or the place do not fit.
        RuleBroken: as for `make_event`.
    """
    event = appointed(actor, event, revision)
    for name, value in plan.items():
        setattr(event, name, value)
    judged = _judged(event)
    standards = dict(_standards(event))
    event.save()
    audit.keep_many(actor, [(each.decision, dict(each.facts), event) for each in judged], on=event.first_day)
    there = {each.target_id: each for each in event.blueprints.all()}
    for target, standard in standards.items():
        if target.pk not in there:
            _copy(event, target, standard)
        elif there[target.pk].standard_id != standard.pk:
            _move(there[target.pk], standard)
    _lay_days(event)
    audit.record(actor, "assessment.event.changed", event, agency_id=event.request.agency_id, fields=sorted(plan))
    return event


@transaction.atomic
def cancel_event(*, actor: Any, event: Event, reason: str, revision: int | None = None) -> Event:
    """Call an event off, free its rooms and people, and tell everyone concerned.

    Raises:
        Refused: for others than the provider's staff.
        Unusable: without a reason, or once execution has begun.
    """
    event = appointed(actor, event, revision, frozen=True)
    reason = reason.strip()
    if not reason:
        raise Unusable({"reason": _("Tulis alasannya; semua yang terlibat membacanya.")})
    event.state, event.state_reason = Event.State.CANCELLED, reason
    event.save(update_fields=["state", "state_reason"])
    Booking.objects.filter(timetable__event=event).delete()
    recipients = cancellation_recipients(event)
    for address, language in recipients.items():
        mail.send(
            template="assessment/mail/cancelled",
            to=address,
            context={"event": event.name, "first": event.first_day, "reason": reason, "provider": event.provider.name},
            language=language,
            actor=actor,
        )
    audit.record(
        actor,
        "assessment.event.cancelled",
        event,
        agency_id=event.request.agency_id,
        reason=reason,
        told=len(recipients),
    )
    return event


def _judged(event: Event) -> list[Judged]:
    """Every rule that has to agree before the event is saved.

    Raises:
        Unusable, RuleBroken: with the first thing in the way.
    """
    _fit_days(event)
    if event.place is not None and not places_for(event.request).filter(pk=event.place.pk).exists():
        raise Unusable({"place": _("Pilih tempat penyelenggara atau tempat instansi pengguna.")})
    if event.is_2008:
        _fit_2008(event)
    elif event.family == Event.Family.CENTER:
        if not event.method:
            raise Unusable({"method": _("Pilih metode: sederhana, sedang, atau kompleks.")})
    else:
        event.method = ""
    judged = judge_method(event)
    for each in judged:
        if not each.stands:
            raise RuleBroken(each.decision)
    return judged


def _fit_days(event: Event) -> None:
    first, last = event.request.confirmed_from, event.request.confirmed_until
    if event.last_day < event.first_day:
        raise Unusable({"last_day": _("Hari terakhir tidak boleh sebelum hari pertama.")})
    if first is None or last is None or event.first_day < first or event.last_day > last:
        asked = {"first": _day(first), "last": _day(last)}
        raise Unusable(
            {
                "first_day": _(
                    "Pilih hari di antara yang dikonfirmasi: %(first)s sampai %(last)s. Untuk hari lain, jawab ulang "
                    "permintaannya."
                )
                % asked
            }
        )


def _day(day: date | None) -> str:
    return date_format(day, "DATE_FORMAT") if day else "—"


def _fit_2008(event: Event) -> None:
    event.method, event.family = "", Event.Family.CENTER
    if not event.body:
        raise Unusable({"body": _("Pilih pelaksananya: UPK atau TPK.")})
    for target in event.request.targets.all():
        if echelon(target) not in ("I", "II", "III", "IV"):
            raise Unusable(
                _("Target %(title)s belum mempunyai eselon I sampai IV; lengkapi pada permintaannya.")
                % {"title": target.title}
            )


def _standards(event: Event) -> Iterator[tuple[Target, PositionStandard]]:
    """What is asked of each target on the first day; without a standard there is nothing to assess against.

    Raises:
        Unusable: naming the target that has none.
        RuleBroken: for one that holds no managerial or no sociocultural competencies.
    """
    for target in event.request.targets.select_related("position"):
        standard = standard_for(target.position, target.tier, event.first_day)
        if standard is None:
            article = STANDARDS_2008 if event.is_2008 else judge_target(None).citations[0]
            told = {"title": target.title, "day": _day(event.first_day), "article": article}
            raise Unusable(
                _(
                    "Target %(title)s belum mempunyai standar kompetensi pada %(day)s (%(article)s); susun standar "
                    "jabatannya dahulu."
                )
                % told
            )
        decision = judge_target(standard)
        if decision.outcome != "compliant" and not event.is_2008:
            raise RuleBroken(decision)
        yield target, standard


def _copy(event: Event, target: Target, standard: PositionStandard) -> Blueprint:
    made = Blueprint.objects.create(event=event, target=target, standard=standard)
    BlueprintLine.objects.bulk_create(
        BlueprintLine(blueprint=made, competency=each.competency, required_level=each.level)
        for each in standard.requirements.all()
        if each.competency.kind != Competency.Kind.TECHNICAL
    )
    return made


def _move(blueprint: Blueprint, standard: PositionStandard) -> None:
    """To another version: lines are copied anew, and keep their instruments and weight by the competency's code."""
    before = {
        each.competency.code: (each.weight, list(each.instruments.all()))
        for each in blueprint.lines.select_related("competency").prefetch_related("instruments")
    }
    blueprint.lines.all().delete()
    blueprint.standard = standard
    blueprint.save(update_fields=["standard"])
    for each in standard.requirements.all():
        if each.competency.kind == Competency.Kind.TECHNICAL:
            continue
        weight, instruments = before.get(each.competency.code, (None, []))
        line = BlueprintLine.objects.create(
            blueprint=blueprint, competency=each.competency, required_level=each.level, weight=weight
        )
        line.instruments.set(instruments)


def _lay_days(event: Event) -> None:
    """A row for each day from the first to the last; days off between them are left out, days kept keep their hours."""
    span = [event.first_day + timedelta(days=n) for n in range((event.last_day - event.first_day).days + 1)]
    off = set(holidays(event.provider.agency_id, event.first_day, event.last_day))
    held = [day for day in span if day.weekday() < 5 and day not in off] or span
    event.days.exclude(date__in=held).delete()
    there = set(event.days.values_list("date", flat=True))
    EventDay.objects.bulk_create(
        EventDay(event=event, date=day, starts=OPENS, ends=CLOSES, breaks=_breaks(day))
        for day in held
        if day not in there
    )


def _breaks(day: date) -> list[dict[str, str]]:
    return [*(FRIDAY_NOON if day.weekday() == 4 else NOON), *ASR]


def _copy_checklist(event: Event) -> None:
    """The lines of the moment; what is added to the template later reaches later events only (Pasal 25 ayat (4))."""
    Activity.objects.bulk_create(
        Activity(event=event, edition=each.edition, stage=each.stage, number=each.number, text=each.text)
        for each in Activity.objects.filter(event=None, edition=event.edition, is_active=True)
    )

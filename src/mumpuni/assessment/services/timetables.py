"""Having a timetable solved (menyusun jadwal)."""

import logging
import time
from collections.abc import Mapping
from datetime import timedelta
from typing import Any

from django.db import DatabaseError, transaction
from django.db.models import Max
from django.urls import reverse
from django.utils import timezone
from django.utils.translation import gettext as _
from procrastinate.contrib.django import app as jobs
from procrastinate.contrib.django.models import ProcrastinateJob

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Event, Timetable, TimetableRules
from mumpuni.assessment.selectors import timetables as selectors
from mumpuni.assessment.selectors.instances import build_instance, rules_of
from mumpuni.assessment.selectors.keys import names, spoken
from mumpuni.assessment.services.common import held, planned
from mumpuni.assessment.services.plans import Writer, carry_catch_ups, keep_meetings
from mumpuni.assessment.timetabling import (
    InstanceError,
    Plan,
    Progress,
    Solution,
    figures,
    read,
)
from mumpuni.assessment.timetabling.apart import Stopped, solve_apart
from mumpuni.audit import services as audit
from mumpuni.exchange.services import progress
from mumpuni.people.policies import Unusable, require

log = logging.getLogger(__name__)
State = Timetable.State
SEED = 1
#: A search says every second that it lives; after so long without a word its worker has died.
SILENT = timedelta(minutes=2)


def replanned(actor: Any, event: Event, revision: int | None = None) -> Event:
    """The event locked for changing what is left of its timetable; unlike other plans also while it runs.

    Raises:
        Refused: for others than chair and admin.
        Unusable: when the event is over, or somebody else saved meanwhile.
    """
    require(policies.may_plan(actor, event), words.MAY_NOT_PLAN)
    locked = held(event, revision)
    if locked.state in (Event.State.CLOSED, Event.State.CANCELLED):
        raise Unusable(_("Kegiatan ini sudah selesai atau dibatalkan."))
    return locked


@transaction.atomic
def set_rules(*, actor: Any, event: Event, values: Mapping[str, Any], revision: int | None = None) -> TimetableRules:
    """Choose the numbers that no law gives.

    Raises:
        Refused: for others than chair and admin.
        Unusable: for an order or spacing that names an instrument the event has not.
    """
    locked = planned(actor, event, revision, frozen=True)
    found = rules_of(locked)
    for name, value in values.items():
        setattr(found, name, value)
    known = set(locked.instruments.values_list("instrument__code", flat=True))
    if strange := sorted({code for each in (*found.order, *found.space) for code in each[:2]} - known):
        raise Unusable(_("Bukan alat ukur kegiatan ini: %(codes)s.") % {"codes": ", ".join(strange)})
    found.full_clean()
    found.save()
    audit.record(actor, "assessment.timetable.rules-set", locked, changed=sorted(values))
    return found


@transaction.atomic
def solve_timetable(
    *, actor: Any, event: Event, keep: Timetable | None = None, revision: int | None = None
) -> Timetable:
    """Start the search for a new version; with `keep`, what is locked in that version stays.

    Raises:
        Refused: for others than chair and admin.
        Unusable: when a search runs already, or something is missing without which none can begin.
    """
    locked = planned(actor, event, revision, frozen=True)
    locks = selectors.locks_of(keep) if keep is not None and keep.event_id == locked.pk else []
    made = begin(actor, locked, build_instance(locked, locks=locks))
    audit.record(actor, "assessment.timetable.started", made, agency_id=locked.request.agency_id, locks=len(locks))
    return made


def begin(
    actor: Any, event: Event, instance: dict[str, Any], *, base: Timetable | None = None, cause: str = ""
) -> Timetable:
    """Lay down a version that is being searched for and defer the job; the event is locked."""
    running = event.timetables.filter(state=State.SOLVING).select_related("made_by").first()
    if running is not None:
        raise Unusable(
            _("%(who)s sedang menyusun jadwal versi %(number)d. Tunggu hasilnya, atau hentikan pencarian itu.")
            % {"who": running.made_by or "—", "number": running.number},
            code="solving",
        )
    try:
        read(instance)
    except InstanceError as wrong:
        told = names(event)
        raise Unusable([spoken(each, told) for each in wrong.problems]) from wrong
    made = Timetable.objects.create(
        event=event, number=next_number(event), instance=instance, base=base, cause=cause, made_by=actor
    )
    title = _("Jadwal %(event)s versi %(number)d") % {"event": event, "number": made.number}
    made.progress = progress.start(
        actor=actor, name="assessment.solve_timetable", title=title, total=rules_of(event).solver_seconds, subject=made
    )
    made.save(update_fields=["progress"])
    jobs.configure_task("assessment.solve_timetable").defer(timetable_id=made.pk)
    return made


def next_number(event: Event) -> int:
    """The number of the next version."""
    return (event.timetables.aggregate(last=Max("number"))["last"] or 0) + 1


def run_solve(timetable_id: int) -> None:
    """Search and store; what the job calls. Outside any transaction, so that its progress is seen.

    The search runs in a process of its own, so that the worker sends its mail meanwhile.
    """
    found = Timetable.objects.select_related("event__place", "progress", "base").filter(
        pk=timetable_id, state=State.SOLVING
    )
    made = found.first()
    if made is None:
        return
    rules = rules_of(made.event)
    told = _Pulse(made)
    try:
        solution = solve_apart(
            made.instance, rules.solver_seconds, rules.solver_workers, SEED, told.heard, told.still_wanted
        )
        _store(made, solution, rules)
    except Stopped:
        log.info("timetable %s: stopped", timetable_id)
    except Exception:
        log.exception("timetable %s", timetable_id)
        _fail(
            made, _("Pencarian berhenti karena kesalahan pada aplikasi. Susun lagi; bila terulang, hubungi pengelola.")
        )


class _Pulse:
    """Says that a search lives and how far it is, and hears whether somebody stopped it."""

    def __init__(self, made: Timetable) -> None:
        self.made = made
        self.began = time.monotonic()
        self.message = _("Mencari rencana pertama.")

    def heard(self, told: Progress) -> None:
        """News of the search."""
        if told.plan:
            self.message = _("Rencana sah sudah ada; masih diperbaiki.")

    def still_wanted(self) -> bool:
        """Called every second."""
        try:
            if self.made.progress is not None:
                seconds = int(time.monotonic() - self.began)
                progress.advance(self.made.progress, min(seconds, self.made.progress.total or 0), self.message)
            return Timetable.objects.filter(pk=self.made.pk, state=State.SOLVING).exists()
        except DatabaseError:
            log.warning("timetable %s: how far it is could not be written", self.made.pk)
            return True


def fail_abandoned() -> int:
    """End the searches whose worker died, so that the next one may begin; how many there were.

    A search that waits for a worker is left alone, and so is one that gave a sign within the last minutes.
    """
    ended = 0
    quiet = Timetable.objects.filter(state=State.SOLVING, made_at__lt=timezone.now() - SILENT)
    for made in quiet.exclude(progress__changed_at__gte=timezone.now() - SILENT).select_related("progress"):
        waiting = ProcrastinateJob.objects.filter(
            task_name="assessment.solve_timetable", status="todo", args__timetable_id=made.pk
        )
        if waiting.exists():
            continue
        ended += 1
        _fail(made, _("Pencarian terputus karena layanan berhenti di tengah jalan; tidak ada yang hilang. Susun lagi."))
    return ended


def _fail(made: Timetable, sentence: str) -> None:
    Timetable.objects.filter(pk=made.pk, state=State.SOLVING).update(state=State.NOTHING_FOUND, reason=sentence)
    if made.progress is not None:
        progress.fail(made.progress, sentence)


@transaction.atomic
def _store(made: Timetable, solution: Solution, rules: TimetableRules) -> None:
    """Keep what was found; nothing when somebody stopped the search meanwhile."""
    locked = Timetable.objects.select_for_update(of=("self",)).select_related("event__place", "base").get(pk=made.pk)
    if locked.state != State.SOLVING:
        return
    locked.status, locked.first_after, locked.seconds = solution.status, solution.first_after_s, solution.seconds
    locked.reason = spoken(solution.reason, names(locked.event)) if solution.reason else ""
    if solution.plan is not None:
        locked.state = State.DRAFT
        store_plan(locked, _steady(locked, solution.plan))
    elif solution.status == "infeasible":
        locked.state = State.IMPOSSIBLE
    else:
        locked.state = State.NOTHING_FOUND
        locked.reason = locked.reason or _(
            "Tidak ada rencana yang ditemukan dalam %(seconds)d detik; belum terbukti mustahil. Beri waktu lebih lama, "
            "longgarkan ketentuan, atau buka sebagian kunci."
        ) % {"seconds": rules.solver_seconds}
    locked.save()
    audit.record(None, "assessment.timetable.solved", locked, status=locked.status, seconds=round(solution.seconds, 1))
    if made.progress is not None:
        page = reverse("assessment:timetable_version", args=[locked.pk])
        progress.finish(made.progress, result_url=page, message=str(locked.get_state_display()))


def _steady(timetable: Timetable, plan: Plan) -> Plan:
    """A repair leaves meetings where they were as far as it can."""
    before = timetable.instance.get("repair", {}).get("base_plan", {}).get("meetings")
    return keep_meetings(read(timetable.instance), plan, before) if before else plan


def store_plan(timetable: Timetable, plan: Plan) -> None:
    """Write the sessions and the figures, with the locks of the version before."""
    Writer(timetable).write(plan)
    if timetable.base is not None:
        carry_catch_ups(timetable.base, timetable)
    timetable.figures = figures(read(selectors.bare(timetable.instance)), plan).to_dict()
    locks = {_lock_key(each): each for each in timetable.instance.get("locks", ())}
    if not locks:
        return
    rows = [each for each in selectors.sessions(timetable) if each.is_planned]
    for row, told in zip(rows, selectors.plan_dict(timetable, rows)["sessions"], strict=True):
        if lock := locks.get(_lock_key(told)):
            row.locks_time, row.locks_room, row.locks_people = "start" in lock, "room" in lock, "observers" in lock
            row.save(update_fields=["locks_time", "locks_room", "locks_people"])


def _lock_key(told: Mapping[str, Any]) -> tuple[Any, ...]:
    return told["exercise"], tuple(sorted(told["assessees"]))


@transaction.atomic
def discard_timetable(*, actor: Any, timetable: Timetable) -> Timetable:
    """Throw a version away, or stop the search for it; what was announced stays.

    Raises:
        Refused: for others than chair and admin.
        Unusable: for one that was announced.
    """
    replanned(actor, timetable.event)
    found = Timetable.objects.select_for_update(of=("self",)).get(pk=timetable.pk)
    if found.announced_at is not None:
        raise Unusable(_("Jadwal yang pernah diumumkan tidak dibuang; umumkan versi lain sebagai gantinya."))
    found.state = State.DISCARDED
    found.save(update_fields=["state"])
    if found.progress_id:
        progress.fail(str(found.progress_id), _("Dihentikan."))
    audit.record(actor, "assessment.timetable.discarded", found)
    return found


@transaction.atomic
def draft_from(*, actor: Any, timetable: Timetable) -> Timetable:
    """A draft that equals this version, to be changed by hand; the announced one stays in force meanwhile.

    Raises:
        Refused: for others than chair and admin.
        Unusable: for a version without sessions.
    """
    event = replanned(actor, timetable.event)
    timetable.event = event
    rows = selectors.sessions(timetable)
    if not rows:
        raise Unusable(_("Versi ini tidak berisi jadwal."))
    made = Timetable.objects.create(
        event=event,
        number=next_number(event),
        state=State.DRAFT,
        instance=timetable.instance,
        base=timetable,
        cause=_("Diubah dengan tangan"),
        status=timetable.status,
        figures=timetable.figures,
        made_by=actor,
    )
    Writer(made).write(Plan.from_dict(selectors.plan_dict(timetable, rows)))
    carry_catch_ups(timetable, made)
    audit.record(actor, "assessment.timetable.copied", made, of=timetable.number)
    return made

"""Planning a season and its batches (musim, angkatan)."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date, timedelta
from itertools import count, takewhile
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable, require
from mumpuni.regulations import decide
from mumpuni.standards.services import load_units
from mumpuni.standards.services.modules import load_modules
from mumpuni.training import policies
from mumpuni.training.models import Batch, Nomination, Season

BATCH_LEVEL = "panduan-2019/batch-level"


@dataclass(frozen=True)
class PlannedBatch:
    """One line of the season's table: number, seats, days of the class (the second day follows the first)."""

    number: int
    seats: int
    class_starts_on: date
    class_ends_on: date | None = None


def batch_numbers() -> list[int]:
    """The numbers that the guide's plan knows, from 1 on."""
    return list(takewhile(lambda number: planned_level(number) != "unknown-batch", count(1)))


def planned_level(number: int) -> str:
    """The level of a batch by its number, or "unknown-batch"."""
    return decide(BATCH_LEVEL, {"batch": number}).outcome


@transaction.atomic
def plan_season(
    *,
    actor: Any,
    name: str,
    year: int,
    starts_on: date,
    ends_on: date,
    batches: Sequence[PlannedBatch],
    place: str = "",
    is_demo: bool = False,
) -> Season:
    """Draft a season with its batches; the level of each follows from its number and is kept as a decision.

    The target is the sum of the seats (1,500 with 50 batches of 30, PAND-015).

    Raises:
        Refused: for others than the organiser.
        Unusable: for a name already used, days out of order, a batch twice or outside the guide's plan.
    """
    require(policies.may_plan(actor), _("Musim disusun oleh penyelenggara."))
    name = name.strip()
    _refuse_bad_plan(name, starts_on, ends_on, batches)
    season = Season.objects.create(
        name=name,
        year=year,
        starts_on=starts_on,
        ends_on=ends_on,
        place=place.strip(),
        seats=sum(batch.seats for batch in batches),
        is_demo=is_demo,
    )
    load_units(actor=actor)
    load_modules(actor=actor)
    judged = []
    for planned in batches:
        decision = decide(BATCH_LEVEL, {"batch": planned.number}, on=planned.class_starts_on)
        if decision.outcome == "unknown-batch":
            raise Unusable(
                {"batches": _("Angkatan %(number)d tidak ada dalam rencana panduan.") % {"number": planned.number}}
            )
        judged.append((decision, planned))
    made = Batch.objects.bulk_create(
        Batch(
            season=season,
            number=planned.number,
            level=decision.outcome,
            seats=planned.seats,
            class_starts_on=planned.class_starts_on,
            class_ends_on=planned.class_ends_on or planned.class_starts_on + timedelta(days=1),
        )
        for decision, planned in judged
    )
    audit.keep_many(
        actor,
        [(decision, {"batch": planned.number}, batch) for (decision, planned), batch in zip(judged, made, strict=True)],
    )
    audit.record(actor, "training.season.planned", season, batches=len(made), seats=season.seats)
    return season


@transaction.atomic
def open_season(*, actor: Any, season: Season) -> Season:
    """Let nominations in; a closed season may be opened again."""
    return _set_state(actor, season, Season.State.OPEN, "training.season.opened")


@transaction.atomic
def close_season(*, actor: Any, season: Season) -> Season:
    """Take no more nominations; what is there stays."""
    return _set_state(actor, season, Season.State.CLOSED, "training.season.closed")


@transaction.atomic
def change_batch(*, actor: Any, batch: Batch, seats: int, class_starts_on: date, class_ends_on: date) -> Batch:
    """Give a batch other seats or days; the season's target follows.

    Raises:
        Unusable: for fewer seats than are taken, or days out of order.
    """
    batch = Batch.objects.select_for_update(of=("self",)).select_related("season").get(pk=batch.pk)
    require(policies.may_plan(actor, batch.season), _("Angkatan diubah oleh penyelenggara."))
    taken = Nomination.objects.filter(batch=batch).exclude(state=Nomination.State.WITHDRAWN).count()
    if seats < taken:
        raise Unusable(
            {
                "seats": _(
                    "Sudah ada %(taken)d usulan dalam angkatan ini; kursi tidak dapat kurang dari itu. "
                    "Pindahkan atau tarik sebagian usulan dahulu."
                )
                % {"taken": taken}
            }
        )
    if class_ends_on < class_starts_on:
        raise Unusable({"class_ends_on": _("Hari kelas terakhir mendahului hari pertama; perbaiki tanggalnya.")})
    before = {"seats": batch.seats, "class_starts_on": batch.class_starts_on, "class_ends_on": batch.class_ends_on}
    season = Season.objects.select_for_update().get(pk=batch.season_id)
    season.seats += seats - batch.seats
    season.save(update_fields=["seats"])
    batch.seats, batch.class_starts_on, batch.class_ends_on = seats, class_starts_on, class_ends_on
    batch.save(update_fields=["seats", "class_starts_on", "class_ends_on"])
    after = {"seats": seats, "class_starts_on": class_starts_on, "class_ends_on": class_ends_on}
    audit.record(actor, "training.batch.changed", batch, before=before, after=after)
    return batch


def _set_state(actor: Any, season: Season, state: Season.State, event: str) -> Season:
    season = Season.objects.select_for_update().get(pk=season.pk)
    require(policies.may_plan(actor, season), _("Musim dibuka dan ditutup oleh penyelenggara."))
    if season.state == state:
        raise Unusable(_("Musim ini sudah %(state)s.") % {"state": season.get_state_display().lower()})
    season.state = state
    season.save(update_fields=["state"])
    audit.record(actor, event, season)
    return season


def _refuse_bad_plan(name: str, starts_on: date, ends_on: date, batches: Sequence[PlannedBatch]) -> None:
    problems: dict[str, str] = {}
    if not name:
        problems["name"] = _("Nama musim kosong; isi misalnya “Musim 2026”.")
    elif Season.objects.filter(name=name).exists():
        problems["name"] = _("Sudah ada musim dengan nama ini; pakai nama lain.")
    if ends_on < starts_on:
        problems["ends_on"] = _("Hari selesai mendahului hari mulai; perbaiki tanggalnya.")
    numbers = [batch.number for batch in batches]
    twice = sorted({number for number in numbers if numbers.count(number) > 1})
    outside = [batch.number for batch in batches if not starts_on <= batch.class_starts_on <= ends_on]
    reversed_days = [
        batch.number for batch in batches if batch.class_ends_on and batch.class_ends_on < batch.class_starts_on
    ]
    for bad, sentence in (
        (twice, _("Angkatan %(numbers)s tertulis lebih dari sekali; hapus salah satu.")),
        (outside, _("Hari kelas angkatan %(numbers)s di luar masa musim; perbaiki tanggalnya.")),
        (reversed_days, _("Hari kelas terakhir angkatan %(numbers)s mendahului hari pertama; perbaiki tanggalnya.")),
    ):
        if bad:
            problems["batches"] = sentence % {"numbers": ", ".join(map(str, bad))}
    if not batches:
        problems["batches"] = _("Musim belum berisi angkatan; isi setidaknya satu.")
    if problems:
        raise Unusable(problems)

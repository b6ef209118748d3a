"""Writing the design of an event: which instruments measure which competencies (rancangan)."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from decimal import Decimal
from typing import Any

from django.db import transaction
from django.db.models import ProtectedError
from django.utils.translation import gettext as _

from mumpuni.assessment.models import BlueprintLine, Event, EventInstrument, Instrument, Variant
from mumpuni.assessment.selectors.blueprints import offered
from mumpuni.assessment.services.common import planned
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable

SHORTEST = 5


@dataclass(frozen=True)
class InstrumentPlan:
    """An instrument as the design uses it; `lines` are numbers of blueprint lines. None takes the instrument's own."""

    instrument: Instrument
    lines: frozenset[int] = frozenset()
    variant: Variant | None = None
    minutes: int | None = None
    observers: int | None = None
    max_watch: int | None = None
    prepare_minutes: int | None = None
    classify_minutes: int | None = None


NUMBERS = ("minutes", "observers", "max_watch", "prepare_minutes", "classify_minutes")


@transaction.atomic
def plan_blueprint(
    *,
    actor: Any,
    event: Event,
    instruments: Sequence[InstrumentPlan],
    weights: Mapping[int, Decimal | None] | None = None,
    revision: int | None = None,
) -> Event:
    """Write the whole design at once, in the order given; what is not named is taken out.

    A design that breaks a rule may be saved and worked on; freezing asks the rules.

    Raises:
        Refused: for others than chair and admin.
        Unusable: frozen, begun, changed meanwhile, or something that does not belong to this event.
    """
    event = planned(actor, event, revision)
    lines = {each.pk: each for each in BlueprintLine.objects.filter(blueprint__event=event)}
    _all_fit(event, instruments, lines.keys() | set())
    _take_out(event, {plan.instrument.pk for plan in instruments})
    for number, plan in enumerate(instruments, start=1):
        given = {name: getattr(plan, name) for name in NUMBERS}
        own = {name: getattr(plan.instrument, name) if value is None else value for name, value in given.items()}
        used, _made = EventInstrument.objects.update_or_create(
            event=event, instrument=plan.instrument, defaults={"number": number, "variant": plan.variant, **own}
        )
        used.lines.set(plan.lines)
    for pk, weight in (weights or {}).items():
        lines[pk].weight = weight
    BlueprintLine.objects.bulk_update([lines[pk] for pk in weights or {}], ["weight"])
    audit.record(
        actor, "assessment.blueprint.planned", event, agency_id=event.request.agency_id,
        instruments=[plan.instrument.code for plan in instruments],
    )  # fmt: skip
    return event


def _all_fit(event: Event, instruments: Sequence[InstrumentPlan], lines: set[int]) -> None:
    allowed = {each.pk for each in offered(event)}
    for plan in instruments:
        about = {"name": plan.instrument.name}
        if plan.instrument.pk not in allowed:
            raise Unusable(_("%(name)s tidak dapat dipakai dalam keluarga metode kegiatan ini.") % about)
        if not plan.lines <= lines:
            raise Unusable(_("Ada kompetensi yang bukan bagian rancangan ini; muat ulang halaman lalu ulangi."))
        if plan.variant is not None and plan.variant.instrument_id != plan.instrument.pk:
            raise Unusable(_("Paket %(variant)s bukan paket %(name)s.") % {"variant": plan.variant.code, **about})
        if plan.minutes is not None and plan.minutes < SHORTEST:
            raise Unusable(_("%(name)s: tulis lama paling sedikit 5 menit.") % about)
        if plan.max_watch is not None and plan.max_watch < 1:
            raise Unusable(_("%(name)s: seorang pengamat mengamati paling sedikit satu Assessee.") % about)


def _take_out(event: Event, kept: set[int]) -> None:
    for each in event.instruments.exclude(instrument__in=kept).select_related("instrument"):
        try:
            each.delete()
        except ProtectedError as held_fast:
            raise Unusable(
                _("%(name)s sudah dipakai dalam jadwal kegiatan ini. Lepaskan kompetensinya, atau susun jadwal baru.")
                % {"name": each.instrument.name}
            ) from held_fast

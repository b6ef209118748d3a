"""Solving again what is left of an announced timetable, with as few changes as can be (menyusun ulang)."""

from collections.abc import Iterable, Sequence
from datetime import datetime
from typing import Any

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment.models import Event, Practitioner, TeamMember, Timetable
from mumpuni.assessment.selectors import timetables as selectors
from mumpuni.assessment.selectors import upkeep
from mumpuni.assessment.selectors.instances import build_instance
from mumpuni.assessment.selectors.keys import person_key
from mumpuni.assessment.services import timetables
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable


@transaction.atomic
def repair_timetable(
    *,
    actor: Any,
    event: Event,
    cause: str,
    ill: Iterable[TeamMember] = (),
    from_time: datetime | None = None,
    revision: int | None = None,
) -> Timetable:
    """Search for a version that keeps what has begun and changes start times, rooms and observers least, in that order.

    Who left the team, withdrew or declared an interest since the announcement is taken in by itself; `ill` are those
    who still belong to the team and cannot come. Nothing before `from_time` (now, unless said) is touched. Also while
    the event runs. The result is a draft beside the announced version until somebody accepts it by announcing it.

    Raises:
        Refused: for others than chair and admin.
        Unusable: without a cause, without an announced version, or when a search runs already.
    """
    locked = timetables.replanned(actor, event, revision)
    if not cause.strip():
        raise Unusable({"cause": _("Tulis sebab jadwal disusun ulang.")})
    base = selectors.announced(locked)
    if base is None:
        raise Unusable(_("Belum ada jadwal yang diumumkan; susun jadwal baru saja."))
    out = list(ill)
    if strange := [each for each in out if each.event_id != locked.pk]:
        raise Unusable({"ill": _("Bukan anggota tim kegiatan ini: %(who)s.") % {"who": strange[0]}})
    return _begin(actor, locked, base, cause.strip(), out, from_time)


def repair_after_declaration(*, actor: Any, event: Event, who: Practitioner) -> Timetable | None:
    """Start the repair that a late declaration asks for, in the name of who declared; the caller holds the event.

    None where the announced timetable still fits, or where a search runs already: the pages of the event then go on
    saying what does not fit. The result is a draft, which chair or admin accept or discard.
    """
    base = selectors.announced(event)
    if base is None or not upkeep.has_ties(event):
        return None
    try:
        return _begin(actor, event, base, _("Pernyataan kepentingan %(name)s") % {"name": who}, (), None)
    except Unusable:
        return None


def _begin(
    actor: Any,
    event: Event,
    base: Timetable,
    cause: str,
    out: Sequence[TeamMember],
    from_time: datetime | None,
) -> Timetable:
    base.event = event
    instance = build_instance(
        event,
        base=selectors.plan_dict(base, selectors.sessions(base)),
        ill=[person_key(each.practitioner_id) for each in out],
        cut=from_time or timezone.now(),
    )
    made = timetables.begin(actor, event, instance, base=base, cause=cause)
    audit.record(actor, "assessment.timetable.repair-started", made, agency_id=event.request.agency_id,
                 cause=cause, ill=[each.pk for each in out], of=base.number)  # fmt: skip
    return made

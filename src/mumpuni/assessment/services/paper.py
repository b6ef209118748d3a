"""Copying a paper sheet: the same journal as a device writes, step by step, from a form (lembar kertas)."""

from collections.abc import Mapping
from datetime import datetime
from decimal import Decimal
from typing import Any
from uuid import UUID, uuid4, uuid5

from django.db import transaction
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.assessment import journal, words
from mumpuni.assessment.journal import Step
from mumpuni.assessment.models import Sheet
from mumpuni.assessment.policies import observing as rights
from mumpuni.assessment.services.replay import replay
from mumpuni.people.policies import Unusable, require


def add_note(*, actor: Any, sheet: Sheet, text: str, taken_at: datetime, lines: Mapping[int, int | None]) -> UUID:
    """Copy a note with the competencies for which it counts, each perhaps with an indicator.

    Raises:
        Refused: for another than the assessor.
        Unusable: for a sheet on screen, and with the reason why the note is not taken.
    """
    key = uuid4()
    note = ("note", {"key": str(key), "text": text, "taken_at": journal.moment(taken_at)})
    tags = [("tag", {"key": str(key), "line": line, "indicator": shown}) for line, shown in lines.items()]
    _write(actor, sheet, [note, *tags])
    return key


def take_back_note(*, actor: Any, sheet: Sheet, key: UUID) -> None:
    """Take a note back; it stays readable as such.

    Raises:
        Refused, Unusable: as for `add_note`.
    """
    _write(actor, sheet, [("remove", {"key": str(key)})])


def rate(*, actor: Any, sheet: Sheet, levels: Mapping[int, tuple[Decimal, str]]) -> int:
    """Copy levels with their reasons, by line; how many are new or other than before.

    Raises:
        Refused, Unusable: as for `add_note`.
    """
    held = {each.line_id: (each.level, each.reason) for each in sheet.ratings.all()}
    new = {line: given for line, given in levels.items() if held.get(line) != given}
    _write(
        actor,
        sheet,
        [("rate", {"line": line, "level": str(level), "reason": why}) for line, (level, why) in new.items()],
    )
    return len(new)


def submit(*, actor: Any, sheet: Sheet) -> None:
    """Hand the copied sheet in and shut it.

    Raises:
        Refused: as for `add_note`.
        Unusable: without a scan, with a competency unrated, or a level that no note supports (Pasal 7 ayat (3)).
    """
    _write(actor, sheet, [("submit", {})])


@transaction.atomic
def _write(actor: Any, sheet: Sheet, steps: list[tuple[str, dict[str, Any]]]) -> None:
    require(rights.owns(actor, sheet), words.MAY_NOT_READ_SHEET)
    held = Sheet.objects.select_for_update(of=("self",)).get(pk=sheet.pk)
    if held.source != Sheet.Source.PAPER:
        raise Unusable(_("Lembar ini ditulis di layar."))
    if held.submitted_at is not None:
        raise Unusable(words.REFUSED_STEPS["late"], code="late")
    device = uuid5(held.pk, "kertas")
    last, now = held.journal.filter(device=device).count(), timezone.now()
    now = now.replace(microsecond=now.microsecond // 1000 * 1000)
    numbered = [Step(last + place, kind, body, now) for place, (kind, body) in enumerate(steps, start=1)]
    done = replay(actor=actor, sheet=held, device=device, steps=numbered)
    if done.refused:
        # What was typed still stands in the form, so nothing is kept of the attempt.
        raise Unusable([each.message for each in done.refused], code=done.refused[0].code)

"""Issuing the letter that assigns a team (surat tugas)."""

from collections.abc import Sequence
from datetime import date
from typing import Any

from django.db import transaction
from django.utils import timezone, translation
from django.utils.translation import gettext as _

from mumpuni.assessment.models import AssignmentLetter, Event
from mumpuni.assessment.selectors import assignments as selectors
from mumpuni.assessment.services.common import appointed
from mumpuni.assessment.services.letters import keep_letter
from mumpuni.assessment.services.teams import confirmed
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable

LAYOUT, KIND = "surat-tugas", "assessment.assignment"


def series(provider: int) -> str:
    """The run of numbers of one provider's letters of assignment."""
    return f"st-pk-{provider}"


@transaction.atomic
def issue_letter(
    *, actor: Any, event: Event, on: date | None = None, copies: Sequence[str] = (), revision: int | None = None
) -> AssignmentLetter:
    """Confirm the team and assign it by a letter, printed, numbered without gaps, signed and kept for ever.

    A letter for a changed team names the one that it replaces.

    Raises:
        Refused: for others than the provider's staff.
        Unusable: begun, changed meanwhile, the same team has its letter, no place, or the provider lacks a letterhead
            or a signatory on that day.
        RuleBroken: the team may not be confirmed.
    """
    here = appointed(actor, event, revision, frozen=True)
    day = on or timezone.localdate()
    decision = confirmed(actor, here)
    team = selectors.standing(here)
    last = selectors.letters(actor, here).first()
    with translation.override("id"):
        if selectors.is_current(here, team, last):
            raise Unusable(_("Tim dengan susunan ini sudah mempunyai surat tugas."), code="same-team")
        if here.place is None:
            raise Unusable(_("Tempat kegiatan belum dipilih; surat tugas menyebutnya."), code="no-place")
        holder = selectors.signatory(here, day)
        printed = {**selectors.printed(here, team, last), "copies": list(copies)}
        document = keep_letter(
            actor=actor,
            series=series(here.provider_id),
            kind=KIND,
            layout=LAYOUT,
            on=day,
            holder=holder,
            title=f"Surat Tugas – {here.name}",
            reason=_("Penerbitan surat tugas"),
            data=lambda number, code: {**selectors.head(here, number, code, day, holder), **printed},
        )
    made = AssignmentLetter.objects.create(
        event=here,
        document=document,
        number=document.number,
        issued_on=day,
        signed_by=holder,
        team_version=here.version,
        issued_by=actor,
    )
    audit.record(
        actor,
        "assessment.letter.assigned",
        here,
        decision=decision,
        number=document.number,
        members=len(team),
        replaces=last.number if last else "",
    )
    return made

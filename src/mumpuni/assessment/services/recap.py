"""Taking the recap of duties out of the application (rekap tugas tim)."""

from typing import Any

from mumpuni.assessment import words
from mumpuni.assessment.models import Event
from mumpuni.assessment.policies.day import may_see_day
from mumpuni.audit import services as audit
from mumpuni.people.policies import require


def note_taken(*, actor: Any, event: Event) -> None:
    """Write into the trail that somebody took the recap out as a file.

    Raises:
        Refused: for others than the provider's staff and the team.
    """
    require(may_see_day(actor, event), words.MAY_NOT_SEE_DAY)
    audit.record(actor, "assessment.duty-recap.taken", event, agency_id=event.request.agency_id)

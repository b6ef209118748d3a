"""Taking over what the proposer found."""

from collections.abc import Collection
from typing import Any

from django.db import transaction
from django.utils.translation import gettext as _

from mumpuni.assessment.models import Event, Practitioner, TeamMember
from mumpuni.assessment.selectors.proposals import propose_team
from mumpuni.assessment.services.common import appointed
from mumpuni.assessment.services.teams import Seat, take_in
from mumpuni.audit import services as audit
from mumpuni.people.policies import Unusable


@transaction.atomic
def accept_proposal(
    *, actor: Any, event: Event, keys: Collection[str] | None = None, revision: int | None = None
) -> list[TeamMember]:
    """Take in those proposed, all or the ones named by their keys, with the reasons prepared.

    Raises:
        Refused: for others than the provider's staff.
        Unusable: nobody chosen, or one who is not proposed any more because register or calendar changed meanwhile.
    """
    here = appointed(actor, event, revision)
    proposal = propose_team(here)
    known = {each.key: each for each in proposal.choices}
    wanted = list(known) if keys is None else list(keys)
    if not wanted:
        raise Unusable(_("Pilih paling sedikit satu orang dari usulan."), code="nobody")
    if any(key not in known for key in wanted):
        raise Unusable(
            _("Usulan berubah sejak halaman dibuka, karena register atau kalender berubah. Lihat usulan yang baru."),
            code="changed-meanwhile",
        )
    people = Practitioner.objects.in_bulk([known[key].practitioner for key in wanted])
    seats = [Seat(people[known[key].practitioner], known[key].role, known[key].reason) for key in wanted]
    made = take_in(actor, here, seats)
    audit.record(
        actor, "assessment.team.proposed", here, offered=len(known), taken=len(made), complete=proposal.is_complete
    )
    return made

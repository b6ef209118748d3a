"""Who takes a standard from one stage to the next (Pasal 14, 24 and 26)."""

from collections.abc import Collection
from typing import Any

from mumpuni.people.models import Account
from mumpuni.people.policies import Role, has_role
from mumpuni.standards.models import OccupationalStandard, SkkStage
from mumpuni.standards.policies import occupational as policies

#: Whoever watches the board: those who compile, decide and oversee.
BOARD = (Role.BPSDM, Role.DRAFTER, Role.VERIFIER, Role.ORGANISER, Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.AUDITOR)


def may_see_board(actor: Any) -> bool:
    """Look at the stages of the standards in sight."""
    return isinstance(actor, Account) and has_role(actor, *BOARD)


def may_act(actor: Any, standard: OccupationalStandard, stage: str, actors: Collection[str]) -> bool:
    """Do what a stage asks: its documents, and the step that leaves it. `actors` are the catalogue's for that stage.

    The verification is a verifier's; what the law gives to Kepala BPSDM, a work unit or the Minister BPSDM records.
    """
    if stage == SkkStage.VERIFICATION:
        return policies.may_verify(actor, standard)
    if "tim-penyusun" in actors:
        return policies.may_draft(actor, standard)
    return policies.may_decide_standards(actor)


def may_return(actor: Any, standard: OccupationalStandard) -> bool:
    """Send a draft back to an earlier stage: a verifier of the standard, or BPSDM."""
    return policies.may_verify(actor, standard)

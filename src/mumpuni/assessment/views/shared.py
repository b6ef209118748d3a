"""Who comes in, asked before a page is drawn."""

from typing import Any

from mumpuni.assessment import policies, words
from mumpuni.assessment.models import Event
from mumpuni.people.policies import require


def planners_only(actor: Any, event: Event) -> None:
    """Keep everyone but chair and admin from a page that only asks or offers what they may do.

    Raises:
        Refused: for others.
    """
    require(policies.may_plan(actor, event), words.MAY_NOT_PLAN)

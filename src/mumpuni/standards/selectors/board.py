"""The board of stages: where each standard stands, since when, what it lacks, who is to act."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import Any

from django.conf import settings
from django.db.models import Q, QuerySet
from django.utils import timezone

from mumpuni.people.policies import require
from mumpuni.standards.models import SkkStage, StandardVersion
from mumpuni.standards.models.stages import Move
from mumpuni.standards.policies import stages as policies
from mumpuni.standards.selectors import occupational, stages
from mumpuni.standards.words import MAY_NOT_SEE_BOARD


@dataclass(frozen=True)
class Card:
    """A version on the board, for the one who looks."""

    version: StandardVersion
    since: datetime
    days: int
    missing: Sequence[stages.Need]
    returned: Move | None
    mine: bool

    @property
    def late(self) -> bool:
        """Longer in its stage than the installation expects; a review waits for its day."""
        return self.version.stage != SkkStage.REVIEW and self.days > settings.MUMPUNI_STAGE_DAYS


@dataclass(frozen=True)
class Column:
    """A stage and what stands in it."""

    stage: str
    label: str
    number: int
    cards: Sequence[Card]


def current(actor: Any) -> QuerySet[StandardVersion]:
    """The versions in sight that are being compiled or in force, with all that a card needs; a former one is closed.

    Raises:
        Refused: for those who do not watch the board.
    """
    require(policies.may_see_board(actor), MAY_NOT_SEE_BOARD)
    return (
        occupational.versions(actor)
        .filter(Q(published_at=None) | Q(in_force_until=None))
        .prefetch_related("outputs", "moves", "cooperating_units")
        .order_by("standard__job_code", "standard__position_number", "number")
    )


def cards(actor: Any, found: QuerySet[StandardVersion]) -> list[Card]:
    """A card for each version; the same number of queries for one as for a hundred."""
    asked = stages.requirements()
    return [card(actor, each, asked) for each in found]


def card(actor: Any, version: StandardVersion, asked: stages.Requirements) -> Card:
    """How one version stands."""
    moves = list(version.moves.all())
    last = moves[-1] if moves else None
    since = last.moved_at if last else version.created_at
    days = (timezone.localdate() - timezone.localtime(since).date()).days
    # The decree is given with the setting itself, so nobody has to bring it before.
    missing = [each for each in stages.needs(version, asked) if not each.met and each.code != "minister-decision"]
    following = stages.SKK.following(version.stage)
    mine = stages.may_act(actor, version, version.stage) or bool(
        following and stages.may_advance(actor, version, following)
    )
    returned = last if last and last.kind == Move.Kind.RETURNED else None
    return Card(version, since, days, missing, returned, mine)


def columns(found: Sequence[Card]) -> list[Column]:
    """The ten stages with their cards, those that stand longest first."""
    return [
        Column(
            stage,
            str(SkkStage(stage).label),
            number,
            sorted((each for each in found if each.version.stage == stage), key=lambda each: each.since),
        )
        for number, stage in enumerate(stages.SKK.stages.codes, start=1)
    ]

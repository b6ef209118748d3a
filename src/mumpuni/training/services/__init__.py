"""What the programme's staff and the agencies do, one verb each."""

from mumpuni.training.services.curriculum import drop_basis, name_basis
from mumpuni.training.services.nominations import Entry, accept, hold_season, move, nominate, remove_unused, withdraw
from mumpuni.training.services.results import record_jp
from mumpuni.training.services.seasons import (
    PlannedBatch,
    batch_numbers,
    change_batch,
    close_season,
    open_season,
    plan_season,
    planned_level,
)

__all__ = [
    "Entry",
    "PlannedBatch",
    "accept",
    "batch_numbers",
    "change_batch",
    "close_season",
    "drop_basis",
    "hold_season",
    "move",
    "name_basis",
    "nominate",
    "open_season",
    "plan_season",
    "planned_level",
    "record_jp",
    "remove_unused",
    "withdraw",
]

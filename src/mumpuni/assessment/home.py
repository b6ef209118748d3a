"""What the assessment centre puts on the home page; a function for each kind of user."""

from collections.abc import Callable
from typing import Any

from mumpuni.assessment.cards import (
    after,
    events,
    forms,
    notices,
    outputs,
    ratings,
    report_files,
    reports,
    requests,
    sheets,
    standing,
    teams,
    timetables,
)
from mumpuni.ui.home import Card

#: Each gives the cards of one subject for this account, an empty list for others.
SOURCES: tuple[Callable[[Any], list[Card]], ...] = (
    events.cards,
    teams.cards,
    forms.form_cards,
    standing.recognitions,
    standing.own_standing,
    requests.cards,
    notices.cards,
    report_files.cards,
    reports.cards,
    timetables.slots,
    timetables.to_repair,
    sheets.own_sheets,
    ratings.cards,
    outputs.cards,
    after.cards,
)


def cards(actor: Any) -> list[Card]:
    """All that waits for this account."""
    return [card for source in SOURCES for card in source(actor)]

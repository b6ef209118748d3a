"""What the edition of an event makes of its results: how long they hold, whether they must be used (hasil)."""

from collections.abc import Iterator
from dataclasses import dataclass
from datetime import date
from typing import TypedDict

from mumpuni.regulations.assessment.editions import EditionId
from mumpuni.regulations.assessment.subjects import USED_2008, USED_2019
from mumpuni.regulations.bkn_11_2008 import results as results_2008
from mumpuni.regulations.bkn_26_2019.results import VALIDITY, VALIDITY_YEARS
from mumpuni.regulations.finding import Decision, Finding, compliance, decision, info, violation
from mumpuni.regulations.registry import rule
from mumpuni.regulations.validity import last_valid_day, standing

_VALIDITY = {"bkn-11-2008": (results_2008.YEARS, results_2008.VALID), "bkn-26-2019": (VALIDITY_YEARS, VALIDITY)}
_USED = {"bkn-11-2008": USED_2008, "bkn-26-2019": USED_2019}


@dataclass(frozen=True, slots=True)
class ValidityFacts:
    """`edition` is the regulation under which the event stood; the report's day of signing; the day of use."""

    edition: EditionId
    signed_on: date
    asked_on: date


class ValidityValues(TypedDict):
    """`valid_until` is the last valid day, after so many `years`."""

    valid_until: date
    years: int


@rule(
    "assessment/result-validity",
    VALIDITY,
    results_2008.VALID,
    outcomes=("valid", "expired", "not-yet-valid"),
    values=ValidityValues,
)
def result_validity(facts: ValidityFacts) -> Decision:
    """Say whether a result may still be used, by the regulation of its own event.

    A later regulation lends no year to an older result.

    >>> result_validity(ValidityFacts("bkn-11-2008", date(2018, 6, 1), date(2020, 6, 1))).outcome
    'expired'
    """
    years, basis = _VALIDITY[facts.edition]
    last_day = last_valid_day(facts.signed_on, years)
    outcome = standing(facts.signed_on, last_day, facts.asked_on)
    values = ValidityValues(valid_until=last_day, years=years)
    return decision("assessment/result-validity", outcome, (), basis, **values)


@dataclass(frozen=True, slots=True)
class UseFacts:
    """Whether a use of the result is recorded, the day by which it is asked for, and the day of asking."""

    edition: EditionId
    follow_up_on: date
    asked_on: date
    used: bool = False


@rule("assessment/use-recorded", USED_2019, USED_2008)
def use_recorded(facts: UseFacts) -> Decision:
    """Judge whether the user agency has used a result, from the follow-up day on.

    26/2019 obliges the PPK to use results, 11/2008 only lets it: there the missing use is a note and no breach.

    >>> use_recorded(UseFacts("bkn-26-2019", date(2026, 1, 1), date(2026, 1, 1))).outcome
    'non-compliant'
    """
    return compliance("assessment/use-recorded", follow_up(facts), _USED[facts.edition])


def follow_up(facts: UseFacts) -> Iterator[Finding]:
    """A use that is not recorded when it is asked for."""
    if facts.used or facts.asked_on < facts.follow_up_on:
        return
    if facts.edition == "bkn-26-2019":
        yield violation("use-not-recorded", USED_2019, follow_up_on=facts.follow_up_on)
    else:
        yield info("use-optional", USED_2008, follow_up_on=facts.follow_up_on)

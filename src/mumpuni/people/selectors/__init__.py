"""Reads, joined and narrowed to what the actor may see."""

from mumpuni.people.selectors.accounts import account, accounts, grants, sessions_of
from mumpuni.people.selectors.agencies import (
    agencies,
    agencies_by_spelling,
    agency,
    closest_agencies,
    closest_units,
    likely_agencies,
    likely_units,
    positions,
    spellings_of,
    units,
    units_by_spelling,
)
from mumpuni.people.selectors.duplicates import duplicate_pairs, duplicates_of, lookalikes, merges
from mumpuni.people.selectors.offices import (
    delegates_on,
    delegations,
    holders,
    holders_on,
    office,
    offices,
    signatories_on,
    signatory_on,
)
from mumpuni.people.selectors.persons import person, persons, persons_by_number, used_elsewhere

__all__ = [
    "account",
    "accounts",
    "agencies",
    "agencies_by_spelling",
    "agency",
    "closest_agencies",
    "closest_units",
    "delegates_on",
    "delegations",
    "duplicate_pairs",
    "duplicates_of",
    "grants",
    "holders",
    "holders_on",
    "likely_agencies",
    "likely_units",
    "lookalikes",
    "merges",
    "office",
    "offices",
    "person",
    "persons",
    "persons_by_number",
    "positions",
    "sessions_of",
    "signatories_on",
    "signatory_on",
    "spellings_of",
    "units",
    "units_by_spelling",
    "used_elsewhere",
]

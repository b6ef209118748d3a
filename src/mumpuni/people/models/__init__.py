"""Agencies, persons, accounts and offices."""

from mumpuni.people.models.accounts import Account, Role, RoleGrant, ScopeKind
from mumpuni.people.models.agencies import (
    Agency,
    AgencyAlias,
    AgencyKind,
    Echelon,
    Level,
    Position,
    TimeZone,
    Unit,
    UnitAlias,
    UnitKind,
)
from mumpuni.people.models.calendars import Holiday
from mumpuni.people.models.offices import WHOLE_SCOPE, Capacity, Delegation, Office, OfficeHolder, OfficeKind
from mumpuni.people.models.persons import (
    Appointment,
    Distinct,
    Education,
    Employment,
    Identity,
    IdentityKind,
    Merge,
    Person,
    Sex,
)

__all__ = [
    "WHOLE_SCOPE",
    "Account",
    "Agency",
    "AgencyAlias",
    "AgencyKind",
    "Appointment",
    "Capacity",
    "Delegation",
    "Distinct",
    "Echelon",
    "Education",
    "Employment",
    "Holiday",
    "Identity",
    "IdentityKind",
    "Level",
    "Merge",
    "Office",
    "OfficeHolder",
    "OfficeKind",
    "Person",
    "Position",
    "Role",
    "RoleGrant",
    "ScopeKind",
    "Sex",
    "TimeZone",
    "Unit",
    "UnitAlias",
    "UnitKind",
]

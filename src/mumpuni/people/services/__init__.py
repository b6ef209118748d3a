"""Writes: one verb each, with permission, transaction and audit event."""

from mumpuni.people.services.accounts import (
    accept_invitation,
    change_account,
    change_language,
    deactivate_account,
    end_sessions,
    first_administrator,
    invitation_link,
    invite,
    invite_again,
    invited_account,
    reactivate_account,
    reset_second_factor,
)
from mumpuni.people.services.agencies import (
    add_agency,
    add_agency_alias,
    add_position,
    add_unit,
    add_unit_alias,
    change_agency,
    remove_agency_alias,
)
from mumpuni.people.services.merging import merge_persons, undo_merge
from mumpuni.people.services.offices import appoint_holder, end_holder, open_office
from mumpuni.people.services.persons import (
    add_education,
    add_identity,
    appoint,
    change_own_contact,
    change_person,
    keep_apart,
    register_person,
)
from mumpuni.people.services.register import PersonRow, Registered, find_or_register
from mumpuni.people.services.roles import end_role, grant_role

__all__ = [
    "PersonRow",
    "Registered",
    "accept_invitation",
    "add_agency",
    "add_agency_alias",
    "add_education",
    "add_identity",
    "add_position",
    "add_unit",
    "add_unit_alias",
    "appoint",
    "appoint_holder",
    "change_account",
    "change_agency",
    "change_language",
    "change_own_contact",
    "change_person",
    "deactivate_account",
    "end_holder",
    "end_role",
    "end_sessions",
    "find_or_register",
    "first_administrator",
    "grant_role",
    "invitation_link",
    "invite",
    "invite_again",
    "invited_account",
    "keep_apart",
    "merge_persons",
    "open_office",
    "reactivate_account",
    "register_person",
    "remove_agency_alias",
    "reset_second_factor",
    "undo_merge",
]

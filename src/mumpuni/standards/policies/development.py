"""Who may read and compile SP2-PDN, and record guides (Pasal 25 and 26)."""

from typing import Any

from mumpuni.people.policies import Role, has_role
from mumpuni.standards.models import DevelopmentStandard
from mumpuni.standards.policies import occupational


def may_derive(actor: Any) -> bool:
    """Begin one from an SKK-PDN: BPSDM, through whose head the Minister compiles it (Pasal 25 ayat (1))."""
    return has_role(actor, Role.BPSDM)


def may_change(actor: Any, standard: DevelopmentStandard) -> bool:
    """Write what is learnt: BPSDM and the team of the SKK-PDN, until it is set."""
    return standard.set_at is None and occupational.may_draft(actor, standard.source.standard)


def may_see_work(actor: Any, standard: DevelopmentStandard) -> bool:
    """See stages, documents and who moved what: those who compile, verify, watch or audit; not learners."""
    return occupational.may_see_drafts(actor) or occupational.may_comment(actor, standard.source.standard)


def may_edit_ground(actor: Any) -> bool:
    """Enter another legal ground to print (P11-18-129)."""
    return has_role(actor, Role.BPSDM, Role.SYSTEM_ADMIN)


def may_keep_guides(actor: Any) -> bool:
    """Record the guides that Kepala BPSDM sets (Pasal 25 ayat (3))."""
    return has_role(actor, Role.BPSDM)

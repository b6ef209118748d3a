"""Who may read, draft, verify and decide SKK-PDN and SP2-PDN (Pasal 4, 14, 24 to 26)."""

from typing import Any

from mumpuni.people.models import Account
from mumpuni.people.policies import Role, has_role
from mumpuni.standards.models import OccupationalStandard, StandardVersion, TeamMember

#: Roles that look at drafts of others: those who decide, watch or audit.
WATCHING = (Role.BPSDM, Role.ORGANISER, Role.SUPERVISOR, Role.SYSTEM_ADMIN, Role.AUDITOR)


def may_see_register(actor: Any) -> bool:
    """Published standards are for everyone who signs in."""
    return isinstance(actor, Account)


def may_see_drafts(actor: Any) -> bool:
    """Drafts of any standard; team members see those of their own (`selectors.occupational`)."""
    return has_role(actor, *WATCHING)


def may_open_standard(actor: Any) -> bool:
    """Open a standard or a new version and form its team: Kepala BPSDM (Pasal 14 ayat (1))."""
    return has_role(actor, Role.BPSDM)


def may_decide_standards(actor: Any) -> bool:
    """Record what Kepala BPSDM and the Minister decide: setting, distribution, review, requirements of stages."""
    return has_role(actor, Role.BPSDM)


def may_draft(actor: Any, standard: OccupationalStandard) -> bool:
    """Change the text and show documents: BPSDM, or the team of this standard (P11-18-065)."""
    return has_role(actor, Role.BPSDM) or (
        has_role(actor, Role.DRAFTER) and _is_in_team(actor, standard, TeamMember.Part.LEAD, TeamMember.Part.DRAFTER)
    )


def may_verify(actor: Any, standard: OccupationalStandard) -> bool:
    """Record the verification: BPSDM, or a verifier of this standard, who is never one of its drafters."""
    return has_role(actor, Role.BPSDM) or (
        has_role(actor, Role.VERIFIER) and _is_in_team(actor, standard, TeamMember.Part.VERIFIER)
    )


def may_comment(actor: Any, standard: OccupationalStandard) -> bool:
    """Remark on a draft: whoever drafts or verifies it."""
    return may_draft(actor, standard) or may_verify(actor, standard)


def may_change_text(actor: Any, version: StandardVersion) -> bool:
    """The text of a published version is closed to everybody."""
    return not version.is_published and may_draft(actor, version.standard)


def _is_in_team(actor: Any, standard: OccupationalStandard, *parts: str) -> bool:
    return isinstance(actor, Account) and any(
        member.account_id == actor.pk and member.part in parts and member.until is None
        for member in standard.team.all()
    )

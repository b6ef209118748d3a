"""Who keeps the template of checklists."""

from typing import Any

from mumpuni.people.policies import Role, has_role


def may_keep_checklists(actor: Any) -> bool:
    """The Instansi Pembina and system administrators; Lampiran III is data (B26-19-112)."""
    return has_role(actor, Role.SUPERVISOR, Role.SYSTEM_ADMIN)

"""Accounts and the roles granted to them."""

from collections.abc import Sequence
from typing import Any

from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.db.models import Exists, OuterRef, Prefetch, QuerySet
from django.http import Http404
from django.utils import timezone

from mumpuni.people import policies
from mumpuni.people.models import Account, Role, RoleGrant


def accounts(actor: Any) -> QuerySet[Account]:
    """All accounts with their grants of today, for administrators; an auditor looks on."""
    found = _joined(Account.objects.all())
    if policies.has_role(actor, Role.SYSTEM_ADMIN, Role.AUDITOR):
        return found
    return found.none()


def account(actor: Any, pk: int) -> Account:
    """One of them.

    Raises:
        Http404: for one that does not exist or is out of sight.
    """
    found = accounts(actor).filter(pk=pk).first()
    if found is None:
        raise Http404
    return found


def grants(account: Account) -> QuerySet[RoleGrant]:
    """Every role the account holds, held or will hold, latest first."""
    return account.grants.select_related("agency").order_by("-starts_on", "-pk")


def sessions_of(actor: Account) -> Sequence[UserSession]:
    """The actor's own living sessions, latest first; those that died are swept."""
    living = UserSession.objects.purge_and_list(actor)
    return sorted(living, key=lambda session: session.last_seen_at, reverse=True)


def _joined(found: QuerySet[Account]) -> QuerySet[Account]:
    today = RoleGrant.objects.in_force(timezone.localdate()).select_related("agency").order_by("role", "pk")
    second = Authenticator.objects.filter(user=OuterRef("pk")).exclude(type=Authenticator.Type.RECOVERY_CODES)
    return (
        found.select_related("person")
        .prefetch_related(Prefetch("grants", queryset=today, to_attr="grants_today"))
        .annotate(has_second_factor=Exists(second))
    )

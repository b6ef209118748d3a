"""Roles granted and ended, with scope, dates and reason."""

from datetime import date, timedelta
from typing import Any

from django.db import transaction
from django.db.models import Q
from django.utils import timezone
from django.utils.translation import gettext as _

from mumpuni.audit import services as audit
from mumpuni.people import policies
from mumpuni.people.models import Account, Agency, Role, RoleGrant, ScopeKind
from mumpuni.people.policies import Unusable

_EVENT_SCOPES = frozenset({ScopeKind.EVERYWHERE, ScopeKind.SEASON, ScopeKind.BATCH, ScopeKind.EVENT})
#: What each role may be limited to.
SCOPES: dict[str, frozenset[str]] = {
    Role.SYSTEM_ADMIN: frozenset({ScopeKind.EVERYWHERE}),
    Role.ORGANISER: _EVENT_SCOPES,
    Role.AGENCY_HR: frozenset({ScopeKind.AGENCY}),
    Role.PARTICIPANT: _EVENT_SCOPES,
    Role.EXAMINER: _EVENT_SCOPES,
    Role.SIGNATORY: frozenset({ScopeKind.EVERYWHERE}),
    Role.SUPERVISOR: frozenset({ScopeKind.EVERYWHERE}),
    Role.AUDITOR: frozenset({ScopeKind.EVERYWHERE}),
    Role.BPSDM: frozenset({ScopeKind.EVERYWHERE}),
    Role.DRAFTER: frozenset({ScopeKind.EVERYWHERE}),
    Role.VERIFIER: frozenset({ScopeKind.EVERYWHERE}),
    Role.ASSESSMENT_STAFF: frozenset({ScopeKind.PROVIDER}),
    Role.ASSESSOR: frozenset({ScopeKind.EVERYWHERE}),
    Role.PPK: frozenset({ScopeKind.AGENCY}),
}
#: Roles that mean nothing without the person behind the account.
_OF_A_PERSON = frozenset({Role.PARTICIPANT, Role.SIGNATORY, Role.ASSESSOR, Role.PPK})


@transaction.atomic
def grant_role(
    *,
    actor: Any,
    account: Account,
    role: str,
    reason: str,
    scope_kind: str = ScopeKind.EVERYWHERE,
    agency: Agency | None = None,
    scope_id: int | None = None,
    starts_on: date | None = None,
    ends_on: date | None = None,
) -> RoleGrant:
    """Give a role for a scope and a time; nobody gives one to oneself.

    Raises:
        Unusable: no reason, a scope that does not fit the role, dates the wrong way round, or a grant that repeats
            one in force.
    """
    _may_grant(actor)
    if account.pk == actor.pk:
        raise Unusable(_("Peran tidak dapat diberikan kepada diri sendiri; minta administrator lain."))
    account = Account.objects.select_for_update().get(pk=account.pk)
    if not account.is_active:
        raise Unusable(_("Akun ini dinonaktifkan; aktifkan dahulu."))
    grant = RoleGrant(
        account=account,
        role=role,
        scope_kind=scope_kind,
        agency=agency,
        scope_id=scope_id,
        starts_on=starts_on or timezone.localdate(),
        ends_on=ends_on,
        reason=_reason(reason),
    )
    _fits(grant)
    _not_repeated(grant)
    grant.full_clean()
    grant.save()
    audit.record(
        actor,
        "people.role.granted",
        account,
        agency_id=grant.agency_id,
        role=role,
        scope=scope_kind,
        scope_id=scope_id,
        starts_on=grant.starts_on,
        ends_on=ends_on,
        reason=grant.reason,
    )
    return grant


@transaction.atomic
def end_role(*, actor: Any, grant: RoleGrant, reason: str, ends_on: date | None = None) -> RoleGrant:
    """End a grant: after the day given, or at once when none is given.

    Raises:
        Unusable: no reason, a grant over already, or the last open-ended system administrator.
    """
    _may_grant(actor)
    reason = _reason(reason)
    others = lock_administrators() - {grant.account_id}
    grant = RoleGrant.objects.select_for_update().select_related("account").get(pk=grant.pk)
    today = timezone.localdate()
    last_day = ends_on or today - timedelta(days=1)
    if grant.ends_on and grant.ends_on <= last_day:
        raise Unusable(_("Peran ini sudah atau akan berakhir sebelum hari itu."))
    if grant.role == Role.SYSTEM_ADMIN and not others:
        raise Unusable(_("Ini administrator sistem terakhir; angkat yang lain dahulu."))
    grant.ends_on = last_day
    grant.save(update_fields=["ends_on"])
    audit.record(
        actor,
        "people.role.ended",
        grant.account,
        agency_id=grant.agency_id,
        role=grant.role,
        ends_on=last_day,
        reason=reason,
    )
    return grant


def lock_administrators() -> set[int]:
    """The accounts that stay system administrators without an end, locked until the transaction is over."""
    today = timezone.localdate()
    grants = (
        RoleGrant.objects.select_for_update(of=("self",))
        .filter(role=Role.SYSTEM_ADMIN, starts_on__lte=today, ends_on=None, account__is_active=True)
        .values_list("account_id", flat=True)
    )
    return set(grants)


def _may_grant(actor: Any) -> None:
    policies.require(policies.may_manage_accounts(actor), _("Peran diberikan dan diakhiri administrator sistem."))


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Unusable({"reason": _("Tuliskan alasannya; alasan ini masuk jejak audit.")})
    return reason.strip()


def _fits(grant: RoleGrant) -> None:
    if grant.role not in SCOPES:
        raise Unusable({"role": _("Peran ini tidak ada.")})
    if grant.scope_kind not in SCOPES[grant.role]:
        raise Unusable({"scope_kind": _("Lingkup ini tidak berlaku bagi peran yang dipilih.")})
    if (grant.scope_kind == ScopeKind.AGENCY) != (grant.agency is not None):
        raise Unusable({"agency": _("Pilih instansi bila lingkupnya satu instansi, dan hanya bila demikian.")})
    numbered = grant.scope_kind not in (ScopeKind.EVERYWHERE, ScopeKind.AGENCY)
    if numbered != (grant.scope_id is not None):
        raise Unusable({"scope_id": _("Pilih musim, angkatan, kegiatan, atau penyelenggara yang dimaksud.")})
    if grant.role in _OF_A_PERSON and grant.account.person_id is None:
        raise Unusable({"role": _("Peran ini hanya bagi akun yang terhubung dengan data pegawai.")})
    if grant.ends_on and grant.ends_on < grant.starts_on:
        raise Unusable({"ends_on": _("Masa berakhir sebelum mulai; periksa kedua tanggal.")})


def _not_repeated(grant: RoleGrant) -> None:
    same = RoleGrant.objects.filter(
        Q(ends_on=None) | Q(ends_on__gte=grant.starts_on),
        account=grant.account,
        role=grant.role,
        scope_kind=grant.scope_kind,
        agency=grant.agency,
        scope_id=grant.scope_id,
    )
    if grant.ends_on:
        same = same.filter(starts_on__lte=grant.ends_on)
    if same.exists():
        raise Unusable(_("Peran dengan lingkup ini sudah dimiliki pada masa itu; akhiri yang lama dahulu."))

"""Accounts: invited, opened by their owner, closed, given back."""

from datetime import timedelta
from typing import Any

from allauth.account.models import EmailAddress
from allauth.mfa.models import Authenticator
from allauth.usersessions.models import UserSession
from django.conf import settings
from django.contrib.auth.hashers import make_password
from django.contrib.auth.password_validation import validate_password
from django.core import signing
from django.core.exceptions import ValidationError
from django.core.validators import validate_email
from django.db import transaction
from django.urls import reverse
from django.utils import timezone
from django.utils.crypto import constant_time_compare, salted_hmac
from django.utils.translation import gettext as _
from django.utils.translation import gettext_lazy

from mumpuni.audit import services as audit
from mumpuni.exchange.services import mail
from mumpuni.people import policies
from mumpuni.people.models import Account, Person, Role, RoleGrant
from mumpuni.people.policies import Unusable
from mumpuni.people.services.roles import lock_administrators

INVITATION_LASTS = timedelta(days=7)
_SALT = "mumpuni.people.invitation"


@transaction.atomic
def first_administrator(*, email: str, name: str, password: str) -> Account:
    """Open the account that runs a new installation, with the role of system administrator.

    Raises:
        Unusable: when somebody holds that role already.
    """
    lock_administrators()
    if RoleGrant.objects.filter(role=Role.SYSTEM_ADMIN).exists():
        raise Unusable(_("Administrator sistem sudah ada; minta undangan darinya."))
    account = Account(email=_mail_address(email), name=name.strip(), is_active=True)
    _good_password(password, account)
    account.set_password(password)
    account.save()
    RoleGrant.objects.create(
        account=account,
        role=Role.SYSTEM_ADMIN,
        starts_on=timezone.localdate(),
        reason=_("Pemasangan sistem"),
    )
    audit.record(None, "people.account.first_administrator", account)
    return account


@transaction.atomic
def invite(*, actor: Any, email: str, name: str, person: Person | None = None, language: str = "id") -> Account:
    """Open an account whose owner sets the password through a signed, single-use link in a mail.

    Raises:
        Unusable: the address, or the person, has an account already.
    """
    _may_manage(actor)
    email = _mail_address(email)
    if Account.objects.filter(email__iexact=email).exists():
        raise Unusable({"email": _("Surel ini sudah dipakai sebuah akun. Cari akunnya lalu undang ulang dari sana.")})
    if person is not None and Account.objects.filter(person=person).exists():
        raise Unusable({"nip": _("Orang ini sudah memiliki akun.")})
    account = Account(email=email, name=(name or (str(person) if person else "")).strip(), person=person)
    account.language = language
    account.password = make_password(None)
    account.invited_at = timezone.now()
    account.full_clean(exclude=["password"])
    account.save()
    _send_invitation(account, actor)
    audit.record(actor, "people.account.invited", account, person=account.person_id)
    return account


@transaction.atomic
def invite_again(*, actor: Any, account: Account) -> Account:
    """Send a fresh link; earlier links stop working.

    Raises:
        Unusable: the owner has set a password already, or the account is closed.
    """
    _may_manage(actor)
    account = _locked(account)
    if account.has_usable_password():
        raise Unusable(_("Akun ini sudah dibuka pemiliknya; kata sandi yang lupa diganti lewat halaman masuk."))
    if not account.is_active:
        raise Unusable(_("Akun ini dinonaktifkan; aktifkan dahulu."))
    account.password = make_password(None)
    account.invited_at = timezone.now()
    account.save(update_fields=["password", "invited_at"])
    _send_invitation(account, actor)
    audit.record(actor, "people.account.invited_again", account)
    return account


def invitation_link(account: Account) -> str:
    """The address that opens this account once."""
    token = signing.dumps({"account": account.pk, "state": _state(account)}, salt=_SALT)
    return settings.MUMPUNI_BASE_URL + reverse("people:invitation", args=[token])


def invited_account(token: str) -> Account | None:
    """The account that a link opens; None when the link is old, used, replaced or was never ours."""
    try:
        told = signing.loads(token, salt=_SALT, max_age=INVITATION_LASTS)
    except signing.BadSignature:
        return None
    account = Account.objects.filter(pk=told["account"], is_active=True).first()
    if account is None or not constant_time_compare(_state(account), told["state"]):
        return None
    return account


@transaction.atomic
def accept_invitation(*, token: str, password: str) -> Account:
    """Set the first password; the link has done its work then.

    Raises:
        Unusable: the link no longer opens anything, or the password is too weak.
    """
    account = invited_account(token)
    if account is not None:
        account = invited_account(token) if _locked(account) else None
    if account is None:
        raise Unusable(
            _("Tautan undangan sudah dipakai atau kedaluwarsa. Minta administrator mengirim undangan baru."),
            code="invitation-spent",
        )
    _good_password(password, account)
    account.set_password(password)
    account.save(update_fields=["password"])
    EmailAddress.objects.update_or_create(
        user=account, email=account.email, defaults={"verified": True, "primary": True}
    )
    audit.record(account, "people.account.opened", account)
    return account


@transaction.atomic
def change_account(*, actor: Any, account: Account, email: str, name: str, person: Person | None = None) -> Account:
    """Correct the name or mail address of an account, or say whose it is.

    A new address ends its sessions; the old one is told, since whoever reads the new one can set a new password.

    Raises:
        Unusable: the address or the person has an account, or this account is somebody's already.
    """
    _may_manage(actor)
    account = _locked(account)
    if person is not None and person.pk != account.person_id:
        if account.person_id is not None:
            raise Unusable({"nip": _("Akun ini sudah milik seseorang; undang orang lain dengan akun baru.")})
        if Account.objects.filter(person=person).exists():
            raise Unusable({"nip": _("Orang ini sudah memiliki akun.")})
        account.person = person
    email = _mail_address(email)
    before, moved = account.email, email != account.email
    if moved and Account.objects.filter(email__iexact=email).exists():
        raise Unusable({"email": _("Surel ini sudah dipakai akun lain.")})
    account.email, account.name = email, name.strip()
    account.full_clean(exclude=["password"])
    account.save(update_fields=["email", "name", "person"])
    if moved:
        EmailAddress.objects.filter(user=account).delete()
        _end_sessions(account)
        mail.send(
            template="people/mail/security_notice",
            to=before,
            context={
                "name": account.name,
                "what": gettext_lazy("Surel akun Anda diganti administrator."),
                "at": timezone.now(),
            },
            language=account.language,
            actor=actor,
            subject_person_id=account.person_id,
        )
    audit.record(actor, "people.account.changed", account, address_changed=moved, person=account.person_id)
    return account


@transaction.atomic
def change_language(*, actor: Account, language: str) -> Account:
    """Choose the language of one's mails and pages."""
    if language not in dict(settings.LANGUAGES):
        raise Unusable({"language": _("Bahasa ini belum tersedia.")})
    Account.objects.filter(pk=actor.pk).update(language=language)
    audit.record(actor, "people.account.language_changed", actor, language=language)
    return actor


@transaction.atomic
def deactivate_account(*, actor: Any, account: Account, reason: str) -> Account:
    """Close an account at once, with its sessions.

    Raises:
        Unusable: one's own account, or that of the last system administrator.
    """
    _may_manage(actor)
    reason = _reason(reason)
    others = lock_administrators() - {account.pk}
    account = _locked(account)
    if account.pk == actor.pk:
        raise Unusable(_("Akun sendiri tidak dapat dinonaktifkan; minta administrator lain."))
    if account.role_words & {Role.SYSTEM_ADMIN} and not others:
        raise Unusable(_("Ini administrator sistem terakhir; angkat yang lain dahulu."))
    account.is_active = False
    account.save(update_fields=["is_active"])
    _end_sessions(account)
    audit.record(actor, "people.account.deactivated", account, reason=reason)
    return account


@transaction.atomic
def reactivate_account(*, actor: Any, account: Account, reason: str) -> Account:
    """Open a closed account again; its roles are as their dates say."""
    _may_manage(actor)
    reason = _reason(reason)
    account = _locked(account)
    account.is_active = True
    account.save(update_fields=["is_active"])
    audit.record(actor, "people.account.reactivated", account, reason=reason)
    return account


@transaction.atomic
def end_sessions(*, actor: Any, account: Account, session_key: str = "") -> int:
    """Sign an account out everywhere, or of one session; owners may do so for themselves. Returns how many ended."""
    policies.require(
        actor.pk == account.pk or policies.may_manage_accounts(actor),
        _("Sesi hanya diakhiri pemilik akun atau administrator sistem."),
    )
    ended = _end_sessions(account, session_key)
    audit.record(actor, "people.account.sessions_ended", account, sessions=ended)
    return ended


@transaction.atomic
def reset_second_factor(*, actor: Any, account: Account, reason: str) -> Account:
    """Remove lost second factors, so that the owner can set up new ones; the owner is told by mail.

    Raises:
        Unusable: one's own account (another administrator must do it), no reason, or nothing to reset.
    """
    _may_manage(actor)
    reason = _reason(reason)
    if account.pk == actor.pk:
        raise Unusable(_("Faktor kedua sendiri tidak dapat direset; minta administrator lain."))
    account = _locked(account)
    removed, _counts = Authenticator.objects.filter(user=account).delete()
    if not removed:
        raise Unusable(_("Akun ini tidak memiliki faktor kedua."))
    _end_sessions(account)
    mail.send(
        template="people/mail/second_factor_reset",
        to=account.email,
        context={"name": account.name, "by": actor.get_full_name(), "reason": reason},
        language=account.language,
        actor=actor,
        subject_person_id=account.person_id,
    )
    audit.record(actor, "people.account.second_factor_reset", account, reason=reason)
    return account


def _may_manage(actor: Any) -> None:
    policies.require(policies.may_manage_accounts(actor), _("Akun dikelola administrator sistem."))


def _locked(account: Account) -> Account:
    return Account.objects.select_for_update().get(pk=account.pk)


def _mail_address(email: str) -> str:
    email = email.strip().lower()
    try:
        validate_email(email)
    except ValidationError:
        raise Unusable({"email": _("Bukan alamat surel. Tulis seperti nama@instansi.go.id.")}) from None
    return email


def _reason(reason: str) -> str:
    if not reason.strip():
        raise Unusable({"reason": _("Tuliskan alasannya; alasan ini masuk jejak audit.")})
    return reason.strip()


def _good_password(password: str, account: Account) -> None:
    try:
        validate_password(password, account)
    except ValidationError as weak:
        raise Unusable({"password": weak.messages}) from weak


def _state(account: Account) -> str:
    """Changes with every password, even an unusable one, so a link serves once."""
    return salted_hmac(_SALT, f"{account.password}{account.email}").hexdigest()[:32]


def _send_invitation(account: Account, actor: Any) -> None:
    mail.send(
        template="people/mail/invitation",
        to=account.email,
        context={"name": account.name, "link": invitation_link(account), "days": INVITATION_LASTS.days},
        language=account.language,
        actor=actor,
        subject_person_id=account.person_id,
        secret=True,
    )


def _end_sessions(account: Account, session_key: str = "") -> int:
    sessions = UserSession.objects.filter(user=account)
    if session_key:
        sessions = sessions.filter(session_key=session_key)
    ended = list(sessions)
    for session in ended:
        session.end()
    return len(ended)

"""How allauth meets this product: mails through the outbox, secrets sealed, accounts by invitation only."""

import io
from typing import Any
from urllib.parse import urlsplit

import segno
from allauth.account.adapter import DefaultAccountAdapter
from allauth.account.models import EmailAddress
from allauth.mfa.adapter import DefaultMFAAdapter
from allauth.mfa.models import Authenticator
from django.conf import settings
from django.http import HttpRequest, HttpResponse
from django.urls import reverse
from django.utils.translation import gettext_lazy as _

from mumpuni.audit import services as audit
from mumpuni.documents import sealing
from mumpuni.exchange.services import mail
from mumpuni.people.models import Account

_PLACE = "people.second-factor"
#: What happened to the account, by the template that allauth names.
_NOTICES = {
    "account/email/password_changed": _("Kata sandi akun Anda diubah."),
    "account/email/password_reset": _("Kata sandi akun Anda diganti melalui tautan di surel."),
    "account/email/password_set": _("Kata sandi akun Anda dibuat."),
    "mfa/email/totp_activated": _("Aplikasi autentikator dipasang pada akun Anda."),
    "mfa/email/totp_deactivated": _("Aplikasi autentikator dilepas dari akun Anda."),
    "mfa/email/webauthn_added": _("Kunci sandi atau kunci keamanan ditambahkan pada akun Anda."),
    "mfa/email/webauthn_removed": _("Kunci sandi atau kunci keamanan dihapus dari akun Anda."),
    "mfa/email/recovery_codes_generated": _("Kode pemulihan baru dibuat untuk akun Anda."),
}


class AccountAdapter(DefaultAccountAdapter):
    """Closed sign-up, our words, our outbox."""

    error_messages = {
        **DefaultAccountAdapter.error_messages,
        "email_password_mismatch": _("NIP, surel, atau kata sandi tidak cocok."),
        "too_many_login_attempts": _("Terlalu banyak percobaan. Tunggu lima menit, lalu coba lagi."),
    }

    def is_open_for_signup(self, request: HttpRequest) -> bool:
        """Accounts are opened by invitation."""
        return False

    def get_password_change_redirect_url(self, request: HttpRequest) -> str:
        """Back to one's own page."""
        return reverse("people:profile")

    def post_login(self, request: HttpRequest, user: Any, **given: Any) -> HttpResponse:
        """Go on in the language of the account."""
        answer: HttpResponse = super().post_login(request, user, **given)
        answer.set_cookie(
            settings.LANGUAGE_COOKIE_NAME, user.language, samesite="Lax", secure=request.is_secure(), httponly=True
        )
        return answer

    def get_reset_password_from_key_url(self, key: str) -> str:
        """Of this installation, whatever host the request named."""
        return settings.MUMPUNI_BASE_URL + urlsplit(super().get_reset_password_from_key_url(key)).path

    def send_mail(self, template_prefix: str, email: str, context: dict[str, Any]) -> None:
        """Through the outbox, in the language of the account."""
        account = context.get("user") or _account_of(email)
        common = {"name": account.name if account else email}
        if template_prefix == "account/email/password_reset_key":
            template, told = "people/mail/password_reset", {"link": context["password_reset_url"]}
        else:
            what = _NOTICES.get(template_prefix, _("Pengaturan keamanan akun Anda diubah."))
            template, told = "people/mail/security_notice", {"what": what, "at": context.get("timestamp")}
        mail.send(
            template=template,
            to=email,
            context={**common, **told},
            language=account.language if account else "id",
            subject_person_id=account.person_id if account else None,
            secret="link" in told,
        )

    def authentication_failed(self, request: HttpRequest, **credentials: Any) -> None:
        """Leave a line in the trail; the address tried is named only if it is an account's."""
        account = _account_of(str(credentials.get("email", "")))
        audit.record(None, "people.account.sign_in_failed", account)


class SecondFactorAdapter(DefaultMFAAdapter):
    """Sealed secrets; who must have a second factor keeps at least one."""

    error_messages = {
        **DefaultMFAAdapter.error_messages,
        "cannot_delete_authenticator": _(
            "Peran Anda mewajibkan faktor kedua. Tambahkan kunci sandi dahulu bila hendak melepas aplikasi ini."
        ),
    }

    def encrypt(self, text: str) -> str:
        """With the installation's master key."""
        return sealing.seal(text, _PLACE)

    def decrypt(self, encrypted_text: str) -> str:
        """What `encrypt` sealed."""
        return sealing.unseal(encrypted_text, _PLACE).decode()

    def build_totp_svg(self, url: str) -> str:
        """Dark on white with a quiet edge, so that it scans from dark screens too."""
        svg = io.BytesIO()
        segno.make(url, error="m").save(svg, kind="svg", scale=5, border=4, light="white", xmldecl=False)
        return svg.getvalue().decode()

    def can_delete_authenticator(self, authenticator: Authenticator) -> bool:
        """Unless it is the last one of an account whose role needs one."""
        account = Account.objects.get(pk=authenticator.user_id)
        others = Authenticator.objects.filter(user=account).exclude(pk=authenticator.pk)
        return not account.needs_second_factor or others.exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def _account_of(email: str) -> Account | None:
    if not email:
        return None
    found = Account.objects.filter(email__iexact=email).first()
    if found:
        return found
    address = EmailAddress.objects.filter(email__iexact=email, verified=True).select_related("user").first()
    return address.user if address else None

"""Sign-in with NIP or mail address."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from mumpuni.people.identity import bare
from mumpuni.people.models import Account, IdentityKind


def address_of(given: str) -> str:
    """The mail address of the account that a NIP belongs to; anything else as it was given."""
    digits = bare(given)
    if len(digits) != 18 or not digits.isdigit():
        return given
    account = Account.objects.filter(
        person__identities__kind=IdentityKind.NIP, person__identities__plain=digits
    ).first()
    return account.email if account else given


class SignInBackend(AuthenticationBackend):
    """Accepts the mail address of an account or the NIP of its person, each with the account's password."""

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """The account, or None when the words do not fit."""
        given = str(credentials.get("email") or credentials.get("username") or "")
        return super().authenticate(request, email=address_of(given), password=credentials.get("password"))

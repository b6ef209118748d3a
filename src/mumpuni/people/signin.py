"""Sign-in with NIP or mail address."""

from typing import Any

from allauth.account.auth_backends import AuthenticationBackend

from mumpuni.people.models import Account, IdentityKind


class SignInBackend(AuthenticationBackend):
    """Accepts the mail address of an account or the NIP of its person, each with the account's password."""

    def authenticate(self, request: Any, **credentials: Any) -> Any:
        """The account, or None when the words do not fit."""
        given = str(credentials.get("email") or credentials.get("username") or "")
        digits = "".join(given.split())
        if len(digits) == 18 and digits.isdigit():
            account = Account.objects.filter(
                person__identities__kind=IdentityKind.NIP, person__identities__plain=digits
            ).first()
            credentials = {**credentials, "email": account.email if account else given}
        return super().authenticate(request, **credentials)

"""The second factor: who has one, and whether it was shown just now."""

import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.authentication import get_authentication_records
from allauth.account.internal.flows.reauthentication import suspend_request
from allauth.mfa.models import Authenticator
from django.http import HttpRequest, HttpResponse, HttpResponseRedirect
from django.urls import reverse

from mumpuni.people.models import Account


def has_second_factor(account: Account) -> bool:
    """Whether an authenticator app, passkey or security key is set up; recovery codes alone are none."""
    return Authenticator.objects.filter(user=account).exclude(type=Authenticator.Type.RECOVERY_CODES).exists()


def recently_confirmed(request: HttpRequest, minutes: int = 5) -> bool:
    """Whether this session showed its second factor within the last minutes, at sign-in or since."""
    since = time.time() - minutes * 60
    records = get_authentication_records(request, request.user)
    return any(record["method"] == "mfa" and record["at"] >= since for record in records)


def second_factor_required(minutes: int = 5) -> Callable[[Callable[..., Any]], Callable[..., Any]]:
    """Let a view run only with a fresh second factor; else ask for it, then repeat the very request, POST included."""

    def decorate(view: Callable[..., Any]) -> Callable[..., Any]:
        @wraps(view)
        def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
            if recently_confirmed(request, minutes):
                return view(request, *args, **kwargs)
            return ask(request)

        return guarded

    return decorate


def ask(request: HttpRequest) -> HttpResponse:
    """Send to the page that asks for the second factor, or to the one where it is set up."""
    account = request.user
    if not isinstance(account, Account):
        return HttpResponseRedirect(reverse("account_login"))
    kinds = set(Authenticator.objects.filter(user=account).values_list("type", flat=True))
    if Authenticator.Type.TOTP in kinds:
        where = reverse("mfa_reauthenticate")
    elif Authenticator.Type.WEBAUTHN in kinds:
        where = reverse("mfa_reauthenticate_webauthn")
    else:
        return HttpResponseRedirect(reverse("people:second_factor"))
    answer = suspend_request(request, where)
    if request.headers.get("HX-Request"):
        return HttpResponse(headers={"HX-Redirect": answer["Location"]})
    return answer

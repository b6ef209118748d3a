"""Accounts whose role decides or signs go nowhere before they have a second factor."""

from collections.abc import Callable
from typing import Any

from django.http import HttpRequest, HttpResponse, HttpResponseRedirect, JsonResponse
from django.urls import reverse
from django.utils.translation import gettext as _

from mumpuni.people.models import Account
from mumpuni.people.secondfactor import has_second_factor

_OPEN = frozenset(
    "people:second_factor account_logout account_reauthenticate ui:language ui:theme ui:guide ui:guide_index "
    "healthz readyz".split()
)


class SecondFactorMiddleware:
    """Sends such accounts to the page that says why, and lets them reach only what they need to set one up."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; `process_view` decides once the address is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """Answer instead of the view while a required second factor is missing."""
        name = request.resolver_match.view_name if request.resolver_match else ""
        if name in _OPEN or name.startswith("mfa_"):
            return None
        account = request.user
        if not isinstance(account, Account) or not account.needs_second_factor or has_second_factor(account):
            return None
        where = reverse("people:second_factor")
        if request.path.startswith("/api/"):
            return JsonResponse({"detail": _("Pasang faktor kedua dahulu."), "url": where}, status=403)
        if request.headers.get("HX-Request"):
            return HttpResponse(headers={"HX-Redirect": where})
        return HttpResponseRedirect(where)

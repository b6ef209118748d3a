"""Attempts to change what one may not, refused or hidden, are kept in the trail (ADR 0016)."""

import logging
from collections.abc import Callable
from typing import Any
from uuid import UUID

from django.http import HttpRequest, HttpResponse
from django.utils import translation
from django.utils.translation import gettext as _

from mumpuni.audit import services
from mumpuni.audit.policies import Refused

log = logging.getLogger(__name__)
_SAFE = frozenset({"GET", "HEAD", "OPTIONS", "TRACE"})
_REASON = "mumpuni.refused"


def note_reason(request: HttpRequest, refused: Exception) -> None:
    """Keep why, where a view turns the refusal into an answer by itself."""
    request.META[_REASON] = str(refused)


class RefusalMiddleware:
    """Writes a line for each 403 or 404 that a view gives a signed-in account that wants to change something.

    Stands innermost: what never reached a view, as a form without its token, is no attempt, and by the time that
    the answer comes here the service's transaction is over. What may be done costs no query.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer as ever; the trail's failure is logged and changes no answer."""
        response = self.get_response(request)
        if response.status_code in (403, 404) and request.method not in _SAFE and _REASON in request.META:
            try:
                _record(request, response.status_code)
            except Exception:
                log.exception("a refused attempt is missing from the trail")
        return response

    def process_view(self, request: HttpRequest, view: Any, args: Any, kwargs: Any) -> None:
        """Mark that a view was reached."""
        request.META[_REASON] = ""

    def process_exception(self, request: HttpRequest, exception: Exception) -> None:
        """Keep the policy's own sentence; Django makes the page."""
        if isinstance(exception, Refused):
            note_reason(request, exception)


def _record(request: HttpRequest, status: int) -> None:
    actor: Any = request.user
    if not actor.is_authenticated or request.resolver_match is None:
        return
    with translation.override("id"):
        unseen = _("Tidak ada, atau akun ini tidak boleh tahu bahwa ada.")
    services.record_refusal(
        actor,
        _address(request.path, request.resolver_match.kwargs),
        reason=request.META[_REASON] or (unseen if status == 404 else ""),
        view=request.resolver_match.view_name,
        method=request.method,
        answer=status,
    )


def _address(path: str, kwargs: dict[str, Any]) -> str:
    """The path without the words in it: a word may be the secret of a link."""
    for value in kwargs.values():
        if value and not isinstance(value, int | UUID):
            path = path.replace(str(value), "…")
    return path

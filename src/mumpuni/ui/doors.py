"""What no page has to think of: personal pages stay out of caches, overlong bodies are not read."""

import logging
from collections.abc import Callable
from typing import Any

from django.conf import settings
from django.db import DataError
from django.http import HttpRequest, HttpResponse

from mumpuni.ui.errors import bad_request, too_large

log = logging.getLogger(__name__)


class PrivateMiddleware:
    """What is shown to somebody with a session stays out of every cache, also of a browser used after them."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Say so unless the view has said it in its own way."""
        response = self.get_response(request)
        if settings.SESSION_COOKIE_NAME in request.COOKIES:
            response.headers.setdefault("Cache-Control", "private, no-store")
        return response


class BodyLimitMiddleware:
    """Refuses an overlong body by its announced length, before the search for the CSRF token would write it to disk.

    Views exempt from that search decide for themselves what they read. A NUL in an address is refused too: the
    database takes none in a text.
    """

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Pass the request on; `process_view` decides once the view is known."""
        return self.get_response(request)

    def process_view(
        self, request: HttpRequest, view: Callable[..., Any], args: Any, kwargs: Any
    ) -> HttpResponse | None:
        """413 or 400 instead of the view."""
        if "%00" in request.META.get("QUERY_STRING", ""):
            return bad_request(request)
        announced = request.META.get("CONTENT_LENGTH") or "0"
        heavy = announced.isdecimal() and int(announced) > settings.MUMPUNI_LARGEST_BODY
        return too_large(request) if heavy and not getattr(view, "csrf_exempt", False) else None

    def process_exception(self, request: HttpRequest, exception: Exception) -> HttpResponse | None:
        """400 for what the database cannot hold: a NUL in a text that was sent, a number beyond its column."""
        if not isinstance(exception, DataError):
            return None
        log.warning("what was sent cannot be kept: %s", request.path, exc_info=exception)
        return bad_request(request)

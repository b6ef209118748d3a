"""A number for every request, so that an error page and a line of the log can be brought together."""

import logging
import secrets
from collections.abc import Callable
from contextvars import ContextVar

from django.http import HttpRequest, HttpResponse

_current: ContextVar[str] = ContextVar("request_id", default="-")


def request_id() -> str:
    """The number of the request being answered, or "-" outside of one."""
    return _current.get()


class RequestIdMiddleware:
    """Gives each request a number, also in the header `X-Request-ID` of its answer."""

    def __init__(self, get_response: Callable[[HttpRequest], HttpResponse]) -> None:
        self.get_response = get_response

    def __call__(self, request: HttpRequest) -> HttpResponse:
        """Answer under a fresh number."""
        token = _current.set(secrets.token_hex(6))
        try:
            response = self.get_response(request)
            response["X-Request-ID"] = request_id()
            return response
        finally:
            _current.reset(token)


class RequestIdFilter(logging.Filter):
    """Puts the number into each line of the log."""

    def filter(self, record: logging.LogRecord) -> bool:
        """Never drops a line."""
        record.request_id = request_id()
        return True

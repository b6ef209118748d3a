"""Files that a page hands out, the same way everywhere."""

from typing import BinaryIO, TypeVar

from django.http import FileResponse, HttpResponse
from django.http.response import HttpResponseBase
from django.utils.http import content_disposition_header

PDF = "application/pdf"
Response = TypeVar("Response", bound=HttpResponseBase)


def file_response(
    content: bytes | BinaryIO, name: str, media_type: str = PDF, *, inline: bool = False
) -> HttpResponseBase:
    """A file from memory or from the store: a download unless it is shown `inline`."""
    kind = HttpResponse if isinstance(content, bytes) else FileResponse
    return as_file(kind(content, content_type=media_type), name, inline=inline)


def as_file(response: Response, name: str, *, inline: bool = False) -> Response:
    """The response under a file's name, never guessed about by a browser and never kept by a cache."""
    response["Content-Disposition"] = content_disposition_header(not inline, name) or "inline"
    response["Cache-Control"] = "private, no-store"
    response["X-Content-Type-Options"] = "nosniff"
    return response

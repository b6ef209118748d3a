"""Pages for what went wrong, in the dress of the others."""

from typing import Any

from django.conf import settings
from django.http import Http404, HttpRequest, HttpResponse
from django.shortcuts import render
from django.template.loader import render_to_string
from django.utils.translation import gettext as _

from mumpuni.ui.context import dress
from mumpuni.ui.middleware import request_id


def bad_request(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """400: the browser sent what no form of ours sends."""
    return page(request, 400, _("Permintaan tidak dapat dibaca"), _("Muat ulang halaman lalu coba sekali lagi."))


def permission_denied(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """403: the policy's own sentence, which says who may."""
    said = str(exception) if exception and str(exception) else _("Peran Anda tidak mencakup halaman ini.")
    return page(request, 403, _("Anda tidak berwenang di sini"), said)


def not_found(request: HttpRequest, exception: Exception | None = None) -> HttpResponse:
    """404: nothing there, or nothing that this account may know of."""
    said = str(exception.args[0]) if isinstance(exception, Http404) and exception.args else ""
    if not said or "{" in said or said.startswith("No "):
        said = _("Alamatnya mungkin salah ketik, atau isinya sudah dipindahkan.")
    return page(request, 404, _("Halaman tidak ditemukan"), said)


def csrf_failure(request: HttpRequest, reason: str = "") -> HttpResponse:
    """403 for a form whose token is missing or old: nothing was saved, and how to go on."""
    return page(
        request,
        403,
        _("Formulir ini sudah kedaluwarsa"),
        _("Tidak ada yang disimpan. Kembali ke formulir, muat ulang halamannya, lalu kirim lagi."),
    )


def too_large(request: HttpRequest) -> HttpResponse:
    """413: a body beyond what any form of ours sends; it was not read."""
    most = settings.MUMPUNI_LARGEST_BODY // (1024 * 1024)
    said = _("Paling besar %(most)d MB sekali kirim. Perkecil atau bagi berkasnya, lalu kirim lagi.") % {"most": most}
    return page(request, 413, _("Kiriman terlalu besar"), said)


def too_many_requests(request: HttpRequest, exception: Exception | None = None, *, wait: int = 60) -> HttpResponse:
    """429: too often in a short time. `wait`: seconds after which it works again."""
    said = _("Coba lagi dalam %(wait)d detik.") % {"wait": wait}
    response = page(request, 429, _("Terlalu banyak permintaan"), said)
    response["Retry-After"] = str(wait)
    return response


def server_error(request: HttpRequest) -> HttpResponse:
    """500: our fault, with the number under which the log tells more. Reads neither session nor database."""
    context = {**dress(request), "number": request_id()}
    return HttpResponse(render_to_string("ui/error_500.html", context), status=500)


def page(request: HttpRequest, status: int, title: str, text: str) -> HttpResponse:
    """A page that says what went wrong and what to do."""
    context: dict[str, Any] = {"status": status, "title": title, "text": text}
    return render(request, "ui/error.html", context, status=status)

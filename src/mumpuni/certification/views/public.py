"""Verification by strangers: no sign-in, little said, never too often (verifikasi publik)."""

import ipaddress
import time
from collections.abc import Callable
from functools import wraps
from typing import Any

from allauth.account.adapter import get_adapter
from django.core.cache import cache
from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.certification.forms import UploadForm, VerifyForm
from mumpuni.certification.selectors.public import MISTYPED, Verification, verify_bytes
from mumpuni.certification.selectors.public import verify as look_up
from mumpuni.documents.codes import check_code

#: Questions per minute and network of the asker; a page of verification is opened by hand or by a camera.
RATES = {"verify": 30, "upload": 6}
_WINDOW = 60


def limited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 429 to whoever asks too often; answers are never indexed, stored or framed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asks = request.method == "POST" or "q" in request.GET or "code" in kwargs
        if asks and not _allowed(request, "upload" if request.method == "POST" else "verify"):
            response = render(request, "certification/too_many.html", status=429)
            response["Retry-After"] = str(_WINDOW)
        else:
            response = view(request, *args, **kwargs)
        response["X-Robots-Tag"] = "noindex, nofollow, noarchive"
        response["Cache-Control"] = "no-store"
        return response

    return guarded


@require_http_methods(["GET", "HEAD", "POST"])
@limited
def verify(request: HttpRequest) -> HttpResponse:
    """Ask by number or code, or give a file whose bytes are compared."""
    if request.method == "POST":
        upload = UploadForm(request.POST, request.FILES)
        if not upload.is_valid():
            return _page(request, upload=upload, status=422)
        return _page(request, found=verify_bytes(upload.cleaned_data["file"].read()), by_file=True)
    asked = request.GET.get("q", "")
    if code := check_code(asked):
        return redirect("certification:verify_code", code=code)
    form = VerifyForm(request.GET) if "q" in request.GET else VerifyForm()
    found = look_up(form.cleaned_data["q"]) if form.is_bound and form.is_valid() else None
    return _page(request, form=form, found=found)


@require_safe
@limited
def by_code(request: HttpRequest, code: str) -> HttpResponse:
    """Where the QR code leads."""
    plain = check_code(code)
    if plain and plain != code:
        return redirect("certification:verify_code", code=plain)
    found = look_up(plain) if plain else MISTYPED
    return _page(request, form=VerifyForm(initial={"q": code[:40]}), found=found)


def _allowed(request: HttpRequest, action: str) -> bool:
    """Count this question; whether it is still within the rate of its minute."""
    key = f"certification.{action}:{_network(request)}:{_minute()}"
    if cache.add(key, 1, timeout=2 * _WINDOW):
        return True
    try:
        return cache.incr(key) <= RATES[action]
    except ValueError:  # the cache dropped the count meanwhile
        return True


def _network(request: HttpRequest) -> str:
    """Where the question comes from; of an IPv6 address the network, since one asker has all of its addresses."""
    address = get_adapter().get_client_ip(request)
    try:
        plain = ipaddress.ip_address(address)
    except ValueError:
        return address
    if isinstance(plain, ipaddress.IPv6Address):
        # A server that listens on both protocols sees IPv4 askers inside one and the same IPv6 network.
        return str(plain.ipv4_mapped or ipaddress.ip_network(f"{plain}/64", strict=False))
    return str(plain)


def _minute() -> int:
    return int(time.time()) // _WINDOW


def _page(
    request: HttpRequest,
    *,
    form: VerifyForm | None = None,
    upload: UploadForm | None = None,
    found: Verification | None = None,
    by_file: bool = False,
    status: int = 200,
) -> HttpResponse:
    unknown = found is not None and found.answer in ("unknown", "mistyped")
    context = {
        "form": form or VerifyForm(),
        "upload": upload or UploadForm(),
        "found": found,
        "by_file": by_file,
        "unknown": unknown,
    }
    return render(request, "certification/verify.html", context, status=404 if unknown and status == 200 else status)

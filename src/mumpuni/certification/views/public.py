"""Verification by strangers: no sign-in, little said, never too often (verifikasi publik)."""

from collections.abc import Callable
from functools import wraps
from typing import Any

from django.http import HttpRequest, HttpResponse
from django.shortcuts import redirect, render
from django.views.decorators.http import require_http_methods, require_safe

from mumpuni.certification.forms import UploadForm, VerifyForm
from mumpuni.certification.selectors.public import MISTYPED, Verification, verify_bytes
from mumpuni.certification.selectors.public import verify as look_up
from mumpuni.documents.codes import check_code
from mumpuni.ui import limits

#: Questions per minute and network of the asker; a page of verification is opened by hand or by a camera.
RATES = {"verify": 30, "upload": 6}


def limited(view: Callable[..., HttpResponse]) -> Callable[..., HttpResponse]:
    """Answer 429 to whoever asks too often; answers are never indexed, stored or framed."""

    @wraps(view)
    def guarded(request: HttpRequest, *args: Any, **kwargs: Any) -> HttpResponse:
        asks = request.method == "POST" or "q" in request.GET or "code" in kwargs
        action = "upload" if request.method == "POST" else "verify"
        if asks and not limits.within(request, f"certification.{action}", RATES[action]):
            response = render(request, "certification/too_many.html", status=429)
            response["Retry-After"] = str(limits.WINDOW)
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

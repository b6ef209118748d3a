"""Doors of the shell itself: home, theme, guide."""

from django.http import FileResponse, Http404, HttpRequest, HttpResponse, HttpResponseRedirect
from django.shortcuts import render
from django.utils.http import url_has_allowed_host_and_scheme
from django.utils.translation import gettext as _
from django.views.decorators.http import require_POST, require_safe

from mumpuni.ui import assets, guide, home
from mumpuni.ui.context import THEME_COOKIE, THEMES

YEAR = 365 * 24 * 60 * 60


@require_safe
def home_page(request: HttpRequest) -> HttpResponse:
    """The next step and what else waits for this account; a stranger is offered verification and sign-in."""
    if not request.user.is_authenticated:
        return render(request, "ui/landing.html")
    cards = home.cards_for(request.user)
    waits = any(card.tone in home.WAITING for card in cards)
    return render(request, "ui/home.html", {"cards": cards, "waits": waits})


@require_safe
def service_worker(request: HttpRequest) -> FileResponse:
    """The program that opens prepared pages without a line; from the root, so that it reaches all of them."""
    built = assets.FOLDER / "sw.js"
    if not built.exists():
        raise Http404(assets.MISSING)
    headers = {"Cache-Control": "no-cache", "Service-Worker-Allowed": "/"}
    return FileResponse(built.open("rb"), content_type="text/javascript; charset=utf-8", headers=headers)


@require_POST
def choose_theme(request: HttpRequest) -> HttpResponse:
    """Keep the wish for light, dark or the device's own in a cookie; it is no personal data."""
    theme = request.POST.get("theme", "")
    response = HttpResponseRedirect(_back(request))
    if theme in THEMES:
        response.set_cookie(THEME_COOKIE, theme, max_age=YEAR, samesite="Lax", secure=request.is_secure())
    return response


def _back(request: HttpRequest) -> str:
    target = request.POST.get("next", "")
    safe = url_has_allowed_host_and_scheme(target, {request.get_host()}, require_https=request.is_secure())
    return target if safe else "/"


@require_safe
def guide_page(request: HttpRequest, slug: str = "index") -> HttpResponse:
    """A page of the user guide, for everyone."""
    shown = guide.page(slug)
    if shown is None:
        raise Http404(_("Panduan tidak memuat halaman bernama “%(name)s”.") % {"name": slug})
    return render(request, "ui/guide.html", {"page": shown, "pages": guide.pages()})

"""What every page knows."""

from importlib.metadata import version
from typing import Any

from django.conf import settings
from django.http import HttpRequest
from django.utils.translation import get_language
from django.utils.translation import gettext_lazy as _

from mumpuni.ui import guide, navigation

THEME_COOKIE = "mumpuni_theme"
THEMES = {
    "auto": (_("Ikut perangkat"), "device-desktop"),
    "light": (_("Terang"), "sun"),
    "dark": (_("Gelap"), "moon"),
}
VERSION = version("mumpuni")


def shell(request: HttpRequest) -> dict[str, Any]:
    """Values of the shell around each page."""
    actor = getattr(request, "user", None)
    signed_in = actor is not None and actor.is_authenticated
    return {
        **dress(request),
        "navigation": navigation.menu(actor, request.path) if signed_in else [],
        "account_menu": navigation.account_menu() if signed_in else [],
        "guide_url": guide.url_for(actor),
    }


def dress(request: HttpRequest) -> dict[str, Any]:
    """The part of the shell that needs no database, for the pages shown when there is none."""
    theme = request.COOKIES.get(THEME_COOKIE, "auto")
    return {
        "theme": theme if theme in THEMES else "auto",
        "themes": [(word, label, icon) for word, (label, icon) in THEMES.items()],
        "language": get_language() or settings.LANGUAGE_CODE,
        "languages": settings.LANGUAGES,
        "is_demo": is_demo(),
        "version": VERSION,
    }


def is_demo() -> bool:
    """Whether this installation holds made-up people; then every page says so."""
    told = getattr(settings, "MUMPUNI_DEMO", False)
    return bool(told() if callable(told) else told)

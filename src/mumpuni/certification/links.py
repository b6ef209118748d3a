"""Signed, expiring addresses for people who open a mail instead of signing in (tautan bertanda tangan).

The address holds only the number of a row under a signature; it names nobody.
"""

from datetime import timedelta

from django.conf import settings
from django.core import signing
from django.urls import reverse

NAME, CERTIFICATES = "certification.name", "certification.certificates"
LASTS = {NAME: timedelta(days=14), CERTIFICATES: timedelta(days=30)}


def token(purpose: str, nomination: int) -> str:
    """A token for one purpose and one nomination."""
    return signing.dumps(nomination, salt=purpose)


def nomination_of(purpose: str, given: str) -> int | None:
    """The nomination that an unexpired token of this purpose names, else None."""
    try:
        return int(signing.loads(given, salt=purpose, max_age=LASTS[purpose]))
    except (signing.BadSignature, ValueError, TypeError):
        return None


def address(view: str, purpose: str, nomination: int) -> str:
    """The whole address for a mail."""
    return page(view, token(purpose, nomination))


def page(view: str, *args: object) -> str:
    """The whole address of a page of this installation."""
    return str(settings.MUMPUNI_BASE_URL) + reverse(view, args=args)

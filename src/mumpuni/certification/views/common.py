"""What the pages share."""

from datetime import UTC, datetime
from typing import TypeVar

from allauth.account.authentication import get_authentication_records
from django.http import Http404, HttpRequest
from django.utils.translation import gettext as _

Found = TypeVar("Found")


def or_404(found: Found | None) -> Found:
    """The row, or the page that says there is none for this account."""
    if found is None:
        raise Http404(_("Halaman ini tidak ada, atau bukan untuk Anda."))
    return found


def second_factor_at(request: HttpRequest) -> datetime | None:
    """When this session last showed its second factor."""
    records = get_authentication_records(request, request.user)
    times = [record["at"] for record in records if record["method"] == "mfa"]
    return datetime.fromtimestamp(max(times), UTC) if times else None

"""What waits for an account on the home page: imports begun and not ended, mail that did not go out."""

from typing import Any

from django.db.models import Count
from django.urls import reverse
from django.utils.translation import gettext as _
from django.utils.translation import ngettext

from mumpuni.exchange import selectors
from mumpuni.ui.home import Card


def cards(actor: Any) -> list[Card]:
    """At most three cards, each only where there is something to do; two queries."""
    return [*_open_imports(actor), *_unsent_mail(actor)]


def _open_imports(actor: Any) -> list[Card]:
    waiting = selectors.open_imports_of(actor=actor)
    if not waiting:
        return []
    count = len(waiting)
    return [
        Card(
            _("Impor belum selesai"),
            ngettext(
                "%(count)d berkas menunggu diperbaiki atau dimasukkan.",
                "%(count)d berkas menunggu diperbaiki atau dimasukkan.",
                count,
            )
            % {"count": count},
            waiting[0].get_absolute_url() if count == 1 else reverse("exchange:import_list"),
            _("Lanjutkan impor"),
            order=5,
            tone="next",
        )
    ]


def _unsent_mail(actor: Any) -> list[Card]:
    counts = dict(
        selectors.mails_for(actor=actor)
        .filter(state__in=["failed", "no-server"])
        .order_by()
        .values_list("state")
        .annotate(Count("pk"))
    )
    return [*_failed(counts.get("failed", 0)), *_without_server(counts.get("no-server", 0))]


def _without_server(count: int) -> list[Card]:
    if not count:
        return []
    return [
        Card(
            _("Server surel belum diatur"),
            ngettext(
                "%(count)d surel tersimpan, tetapi tidak dapat dikirim.",
                "%(count)d surel tersimpan, tetapi tidak dapat dikirim.",
                count,
            )
            % {"count": count},
            reverse("exchange:mail_list") + "?state=no-server",
            _("Buka surat keluar"),
            order=61,
            tone="warn",
        )
    ]


def _failed(count: int) -> list[Card]:
    if not count:
        return []
    return [
        Card(
            _("Surel gagal terkirim"),
            ngettext(
                "%(count)d surel gagal terkirim dan dapat dikirim ulang.",
                "%(count)d surel gagal terkirim dan dapat dikirim ulang.",
                count,
            )
            % {"count": count},
            reverse("exchange:mail_list") + "?state=failed",
            _("Buka surat keluar"),
            order=60,
            tone="bad",
        )
    ]

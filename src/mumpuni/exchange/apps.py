"""The app in Django's words."""

from django.apps import AppConfig
from django.utils.translation import gettext_lazy as _


class ExchangeConfig(AppConfig):
    """Imports, exports, progress of jobs, outgoing mail."""

    name = "mumpuni.exchange"
    label = "exchange"
    verbose_name = _("Pertukaran data")

    def ready(self) -> None:
        """Name the events and tell the home page what may wait here."""
        from mumpuni.audit import names
        from mumpuni.exchange import events
        from mumpuni.exchange.home import cards
        from mumpuni.ui.home import register

        names.register(events.NAMES)
        register(cards)

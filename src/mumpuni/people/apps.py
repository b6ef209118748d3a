"""Officials, agencies, accounts and rights."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who there is, where they serve, and what they may do here."""

    name = "mumpuni.people"
    label = "people"

    def ready(self) -> None:
        """Name the events, offer the import of officials and the cards of the home page, and listen to sign-in."""
        from mumpuni.audit import names
        from mumpuni.exchange import importers
        from mumpuni.people import cards, events, listeners
        from mumpuni.people.importers import OfficialImporter
        from mumpuni.ui import home

        names.register(events.NAMES)
        importers.register(OfficialImporter())
        home.register(cards.cards)
        listeners.connect()

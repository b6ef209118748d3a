"""Officials, agencies, accounts and rights."""

from django.apps import AppConfig


class PeopleConfig(AppConfig):
    """Who there is, where they serve, and what they may do here."""

    name = "mumpuni.people"
    label = "people"

    def ready(self) -> None:
        """Offer the import of officials, the cards of the home page, and listen to sign-in."""
        from mumpuni.exchange import importers
        from mumpuni.people import cards, listeners
        from mumpuni.people.importers import OfficialImporter
        from mumpuni.ui import home

        importers.register(OfficialImporter())
        home.register(cards.cards)
        listeners.connect()

"""Framework, occupational and development standards, position standards, units of the guide."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    """What everything is measured against."""

    name = "mumpuni.standards"
    label = "standards"

    def ready(self) -> None:
        """Name the events; let the import kit know the table of codes, and the home page who is waited for."""
        from mumpuni.audit import names
        from mumpuni.exchange import importers
        from mumpuni.standards import events
        from mumpuni.standards.home import cards
        from mumpuni.standards.importers.unit_codes import UnitCodeImporter
        from mumpuni.ui import home

        names.register(events.NAMES)
        importers.register(UnitCodeImporter())
        home.register(cards)

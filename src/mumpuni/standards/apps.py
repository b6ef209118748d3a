"""Competency units and their codes."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    """The organiser's table of unit codes."""

    name = "mumpuni.standards"
    label = "standards"

    def ready(self) -> None:
        """Name the events and let the import kit know the table of codes."""
        from mumpuni.audit import names
        from mumpuni.exchange import importers
        from mumpuni.standards import events
        from mumpuni.standards.importers import UnitCodeImporter

        names.register(events.NAMES)
        importers.register(UnitCodeImporter())

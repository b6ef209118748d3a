"""Competency units and their codes."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    """The organiser's table of unit codes."""

    name = "mumpuni.standards"
    label = "standards"

    def ready(self) -> None:
        """Let the import kit know the table of codes."""
        from mumpuni.exchange import importers
        from mumpuni.standards.importers import UnitCodeImporter

        importers.register(UnitCodeImporter())

"""Framework, occupational and development standards, position standards, units of the guide."""

from django.apps import AppConfig


class StandardsConfig(AppConfig):
    """What everything is measured against."""

    name = "mumpuni.standards"
    label = "standards"

    def ready(self) -> None:
        """Name the events and let the import kit know the table of codes."""
        from mumpuni.audit import names
        from mumpuni.exchange import importers
        from mumpuni.standards import events
        from mumpuni.standards.importers.trees import TreeImporter
        from mumpuni.standards.importers.unit_codes import UnitCodeImporter

        names.register(events.NAMES)
        importers.register(UnitCodeImporter())
        importers.register(TreeImporter())
